"""What is measured where there is no difference: candidates of other machine code and the same speed.

Usage: python tests/benchmarks/null_test.py [DATASET ...] [--variants 5] [--layouts 1]
"""

import argparse
import statistics
import time

import numpy as np
from throughput import variant

from asm_gym import REWARDS, EvaluationConfig, Evaluator, ProblemError, load
from asm_gym.lanes import allowed_cores


def main() -> None:
    """Prints one line per problem and the figures over all of them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("datasets", nargs="*", default=["bundled"])
    parser.add_argument("--variants", type=int, default=5)
    parser.add_argument("--layouts", type=int, default=1)
    args = parser.parse_args()
    allowed_cores()  # before anything moves this process
    evaluator = Evaluator(EvaluationConfig(layouts=args.layouts))
    results, runs, start_s = [], [], time.perf_counter()
    for problem in (problem for name in args.datasets for problem in load(name)):
        try:
            prepared = evaluator.prepare(problem)
        except ProblemError as error:
            print(f"left out: {error}")
            continue
        if prepared.times.signal < evaluator.config.min_signal:
            print(f"left out: {problem.id} takes {prepared.times.signal:.2f} times an empty program")
            continue
        some = [
            evaluator.evaluate(
                problem, variant(prepared.assembly, 1 + k), reward=REWARDS["conservative_speedup"], seed=100 + k
            )
            for k in range(args.variants)
        ]
        assert all(e.verdict == "passed" and not e.is_copy for e in some), [e.message for e in some]
        copy = evaluator.evaluate(problem, "# a comment\n" + prepared.assembly.replace(".L", ".Lother"), seed=0)
        assert (copy.is_copy, copy.speedup) == (True, 1.0), problem.id
        results += some
        runs += [2 * e.pairs + 2 * args.layouts + (problem.generator is not None) for e in some]
        print(f"{problem.id:40} " + " ".join(f"{e.speedup:.4f}" for e in some) + f"  pairs {[e.pairs for e in some]}")
    deviations = [abs(e.speedup - 1) for e in results]
    print(f"{len(results)} measurements in {time.perf_counter() - start_s:.0f} s, machine-wide load not controlled")
    print(f"|speedup - 1|: {np.quantile(deviations, 0.5):.3%} at the median, {np.quantile(deviations, 0.9):.3%} at p90")
    print(f"speedup_low > 1: {statistics.mean(e.speedup_low > 1 for e in results):.1%}")
    print(f"speedup_high < 1: {statistics.mean(e.speedup_high < 1 for e in results):.1%}")
    print(f"default reward: {statistics.mean(e.reward for e in results):+.5f} on average")
    print(f"program runs per measurement, tests aside: {statistics.median(runs):.0f} at the median")
    evaluator.close()


if __name__ == "__main__":
    main()
