"""Loads the problem of this folder and scores what gcc makes of it for this very machine.

python examples/add_a_problem/run.py

A problem is a folder with program.c, problem.toml and inputs.py; its name is the problem's id. The
same path is understood by gymnasium.make("AsmOpt-v0", dataset=...) and by the asm-gym command.
"""

from pathlib import Path

import asm_gym


def main() -> None:
    """Scores the native build against the baseline, which may use only what every x86-64 has."""
    (problem,) = asm_gym.load(Path(__file__).parent)
    native = asm_gym.compile_c(problem.c_code, ("-O3", "-march=native"))
    result = asm_gym.evaluate(problem, native)
    print(f"{problem.id}: {result.verdict}, {result.tests_passed} of {result.tests_total} tests {result.message}")
    if result.baseline_time_s is not None and result.candidate_time_s is not None:
        print(f"speedup {result.speedup:.2f} (95 % interval {result.speedup_low:.2f} to {result.speedup_high:.2f})")
        print(f"baseline {1e3 * result.baseline_time_s:.1f} ms, native build {1e3 * result.candidate_time_s:.1f} ms")


if __name__ == "__main__":
    main()
