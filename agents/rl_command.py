"""From a trainer's command line to a trained model: cores, model, environment, and with ``--preset tiny`` a report."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import asm_gym
from agents import learning_report, warm_start
from agents.language_model import keep_off_timing_cores
from agents.language_presets import Preset, compute_dtype, load_model, on_gpu
from agents.language_rl import EnvironmentScorer, Scorer, make_envs
from agents.rl_settings import LoopSettings, S, parse
from asm_gym import AsmGymError

import torch  # isort: skip - the modules above say what to install where it is missing
import transformers  # isort: skip
from accelerate import PartialState  # isort: skip

Train = Callable[[S, Any, Any, Scorer], Path | None]
"""The function `train` of a trainer."""


def run_command(kind: type[S], train: Train[S], arguments: Sequence[str] | None, description: str) -> None:
    """Trains as the command line says; an error of ours ends the process with its message and status 1.

    Args:
        kind: The trainer's settings.
        train: The trainer.
        arguments: Of the command line; None: those of this process.
        description: For ``--help``.
    """
    transformers.utils.logging.disable_progress_bar()
    try:
        settings = parse(kind, arguments, description)
        torch.set_num_threads(keep_off_timing_cores(settings.threads))
        _run(settings, train)
    except AsmGymError as error:
        sys.exit(f"error: {error}")
    except OSError as error:  # most of all a full disk
        sys.exit(f"error: {error}; the newest checkpoint is whole, and --resume goes on from it")


def _run(settings: S, train: Train[S]) -> None:
    state = PartialState(cpu=not on_gpu(settings))
    warm: warm_start.WarmStart | None = None
    if settings.preset is Preset.TINY and settings.model is None:
        with state.main_process_first():  # the others find it finished
            warm = warm_start.prepare(
                settings.output / "warm_start",
                seed=settings.seed,
                problem_ids=settings.problems or warm_start.PROBLEMS,
            )
        settings = dataclasses.replace(settings, model=str(warm.model_dir), split="all", problems=warm.problem_ids)
    if settings.model is None:
        msg = "which model? give --model FOLDER_OR_NAME, or a --preset"
        raise asm_gym.ArgumentError(msg)
    problems = _problems(settings)
    model, tokenizer = load_model(
        settings.model,
        # Weights that are trained are kept in float32: in bfloat16 most of their small steps would be rounded away.
        dtype=compute_dtype(settings) if settings.lora_rank else "float32",
        device="cpu",
        lora_rank=settings.lora_rank,
        checkpoint_activations=settings.checkpoint_activations,
    )
    pairs = {"min_pairs": settings.pairs, "max_pairs": settings.pairs, "tests_per_step": settings.tests_per_step}
    with make_envs(settings, **pairs) as envs:
        trained = train(settings, model, tokenizer, EnvironmentScorer(envs, problems, seed=settings.seed))
    if warm is not None and trained is not None and state.is_main_process:
        learning_report.write(settings, warm, trained, settings.output / "report.json")


def _problems(settings: LoopSettings) -> tuple[str, ...]:
    """Ids of the problems to train on."""
    found = {problem.id: problem for problem in asm_gym.load(settings.dataset, settings.split)}
    if unknown := [one for one in settings.problems if one not in found]:
        msg = (
            f"no problem of {settings.dataset!r}, split {settings.split!r}, is called {', '.join(unknown)}; "
            f"give others, or --split all"
        )
        raise asm_gym.ArgumentError(msg)
    return settings.problems or tuple(name for name, problem in found.items() if problem.timeable)
