"""asm_gym: a Gymnasium environment in which agents optimize x86-64 assembly.

Importing the package registers ``AsmOpt-v0`` and nothing else: no compiler is looked for and no process is started
before an environment is reset or an evaluator is made.
"""

import gymnasium

from asm_gym import edits
from asm_gym.config import EvaluationConfig
from asm_gym.datasets import load, load_jsonl, save_jsonl
from asm_gym.errors import (
    ArgumentError,
    AsmGymError,
    DatasetError,
    ProblemError,
    SandboxError,
    TimingError,
    ToolchainError,
)
from asm_gym.evaluate import Evaluator, evaluate
from asm_gym.lanes import leave_timing_cores, plan_cores
from asm_gym.problem import InputSize, Problem, TestCase, load_problem_dir
from asm_gym.reward_fn import make_reward_fn, strip_fences
from asm_gym.rewards import REWARDS, Evaluation
from asm_gym.spaces import AsmText
from asm_gym.toolchain import compile_c, host_compilers
from asm_gym.verify import Verdict
from asm_gym.wrappers import PassWrapper, RewriteWrapper

__version__ = "0.1.0"

__all__ = [
    "REWARDS",
    "ArgumentError",
    "AsmGymError",
    "AsmText",
    "DatasetError",
    "Evaluation",
    "EvaluationConfig",
    "Evaluator",
    "InputSize",
    "PassWrapper",
    "Problem",
    "ProblemError",
    "RewriteWrapper",
    "SandboxError",
    "TestCase",
    "TimingError",
    "ToolchainError",
    "Verdict",
    "compile_c",
    "edits",
    "evaluate",
    "host_compilers",
    "leave_timing_cores",
    "load",
    "load_jsonl",
    "load_problem_dir",
    "make_reward_fn",
    "plan_cores",
    "save_jsonl",
    "strip_fences",
]

# Two runs of a program never take the same time, hence nondeterministic.
gymnasium.register(
    id="AsmOpt-v0",
    entry_point="asm_gym.env:AsmOptEnv",
    vector_entry_point="asm_gym.vector_env:AsmOptVectorEnv",
    nondeterministic=True,
)
