"""Whether real differences are found: other builds of the same programs, against a long reference measurement.

The reference is 201 pairs in three layouts, its value the median over the layouts.

Usage: python tests/benchmarks/sensitivity.py [DATASET ...] [--pairs 201]
"""

import argparse

import numpy as np

from asm_gym import EvaluationConfig, Evaluator, Problem, ProblemError, compile_c, load
from asm_gym.lanes import allowed_cores

BUILDS = {"-O1": ("-O1",), "-O3 -march=native": ("-O3", "-march=native")}


def main() -> None:
    """Prints one line per program and build, and the shares over all of them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("datasets", nargs="*", default=["bundled"])
    parser.add_argument("--pairs", type=int, default=201)
    args = parser.parse_args()
    allowed_cores()  # before anything moves this process
    short = Evaluator(EvaluationConfig(layouts=3))
    exact = Evaluator(EvaluationConfig(layouts=3, min_pairs=args.pairs, max_pairs=args.pairs, timing_budget_s=600.0))
    errors, covered, copies = [], [], 0
    problems: list[Problem] = [problem for name in args.datasets for problem in load(name)]
    for problem in problems:
        try:
            if short.prepare(problem).times.signal < short.config.min_signal:
                continue
        except ProblemError as error:
            print(f"left out: {error}")
            continue
        for name, flags in BUILDS.items():
            text = compile_c(problem.c_code, flags)
            found, reference = short.evaluate(problem, text, seed=1), exact.evaluate(problem, text, seed=2)
            if found.is_copy or found.speedup is None or reference.speedup is None:
                copies += found.is_copy
                print(f"{problem.id:34} {name:18} {found.verdict.value}{', a copy' if found.is_copy else ''}")
                continue
            error = found.speedup / reference.speedup - 1
            inside = found.speedup_low <= reference.speedup <= found.speedup_high
            errors.append(abs(error))
            covered.append(inside)
            interval = f"[{found.speedup_low:.3f}, {found.speedup_high:.3f}]"
            print(
                f"{problem.id:34} {name:18} {found.speedup:.3f} {interval} in {found.pairs:3} pairs; reference "
                f"{reference.speedup:.3f} ({error:+.2%}{'' if inside else ', outside'})  {found.warnings[-1]}",
                flush=True,
            )
    print(f"{len(errors)} measurements, {copies} copies")
    within = np.mean(np.array(errors) <= 0.03)
    print(f"within 3 % of the reference: {within:.1%}; error at p90 {np.quantile(errors, 0.9):.2%}")
    print(f"interval covers the reference: {np.mean(covered):.1%}")
    short.close()
    exact.close()


if __name__ == "__main__":
    main()
