"""Whether agents.sb3_ppo learns: its greedy policy after training against itself before, for several seeds.

A seed counts if the mean over the problems of the logarithm of the speedup is larger after training by more than the
noise: the lower ends of the intervals after training lie above the upper ends before. Both are measured afresh, on
inputs that training did not see. A wrong program counts as speedup 1.

Usage: python tests/benchmarks/sb3_learns.py [PROBLEM ...] [--seeds 10] [--steps 96]
"""

import argparse
import math
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # agents/ is in the checkout only
from agents.sb3_ppo import MEASURING, SB3PPO, Settings, make_env, train
from asm_gym import EvaluationConfig, Evaluator, Verdict, compile_c, load

PROBLEMS = ["gray_code_hamming", "morton_codes", "rectangle_union_area"]


def log_speedup(evaluator, agent, problems, seed):
    """Mean over the problems of log speedup, and of the ends of its interval: (low, value, high)."""
    found = []
    for problem in problems:
        observation = {"c_source": problem.c_code, "assembly": compile_c(problem.c_code), "feedback": ""}
        one = evaluator.evaluate(problem, agent.act([observation])[0], seed=seed)
        counts = one.verdict is Verdict.PASSED and one.speedup is not None
        found.append((one.speedup_low, one.speedup, one.speedup_high) if counts else (1.0, 1.0, 1.0))
    return np.log(found).mean(axis=0)


def main():
    """Prints a line for each seed, and how many count."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("problems", nargs="*", default=PROBLEMS)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--steps", type=int, default=96)
    args = parser.parse_args()
    problems = [problem for problem in load("bundled") if problem.id in args.problems]
    settings, evaluator, learned = Settings(), Evaluator(EvaluationConfig(timing_budget_s=1.0)), 0
    env = make_env(settings, args.problems, split="all", **MEASURING)
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(args.seeds):
            start_s, found = time.perf_counter(), []
            for steps in (0, args.steps):
                train(env, settings, Path(folder, "ppo.zip"), steps=steps, seed=seed)
                found.append(log_speedup(evaluator, SB3PPO(str(Path(folder, "ppo.zip"))), problems, 1000 + seed))
            (_, before, before_high), (after_low, after, _) = found
            learned += bool(after_low > before_high)
            print(
                f"seed {seed}: geometric mean {math.exp(before):.3f} untrained, {math.exp(after):.3f} trained, "
                f"{time.perf_counter() - start_s:.0f} s{'' if after_low > before_high else ' (not beyond the noise)'}",
                flush=True,
            )
    print(f"{learned} of {args.seeds} seeds learned in {args.steps} steps on {', '.join(args.problems)}")
    env.close()
    evaluator.close()


if __name__ == "__main__":
    main()
