"""Scores an assembly file against the problem that it is an answer to.

python examples/score_my_assembly.py examples/popcount_sum.s popcount_sum
"""

import argparse
from pathlib import Path

import asm_gym


def main() -> None:
    """Reads the arguments and prints the evaluation, one field a line."""
    parser = argparse.ArgumentParser(description="Scores an assembly file against the problem that it is an answer to.")
    parser.add_argument("file", type=Path, help="the assembly")
    parser.add_argument("problem", help="id of the problem")
    parser.add_argument("--dataset", default="bundled", help="where the problem is (default: %(default)s)")
    parser.add_argument("--layouts", type=int, default=3, help="code layouts to measure (default: %(default)s)")
    arguments = parser.parse_args()

    problems = {problem.id: problem for problem in asm_gym.load(arguments.dataset)}
    if arguments.problem not in problems:
        parser.error(f"no problem {arguments.problem!r} in {arguments.dataset}; it has {', '.join(problems)}")
    evaluation = asm_gym.evaluate(
        problems[arguments.problem],
        arguments.file.read_text(),
        reward=asm_gym.REWARDS["conservative_speedup"],
        layouts=arguments.layouts,  # code layout alone moves some programs by a quarter: several are measured
    )
    for name, value in evaluation.to_dict().items():
        print(f"{name:17}{value}")


if __name__ == "__main__":
    main()
