"""What the agent `search` gains over the best output of the compilers that it starts from.

Usage: python tests/benchmarks/search_gain.py [--seconds 300] [--sample 8 | --problems A,B] [--output FOLDER]

Both are measured again when the search has ended, in three layouts, with hidden tests and inputs that it has not seen.
"""

import argparse
import json
import math
from pathlib import Path

import numpy as np

from agents.search import Search, summary
from asm_gym import EvaluationConfig, Evaluator, load


def main() -> None:
    """Prints one line per problem, and the geometric mean with its paired interval."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--dataset", default="bundled")
    parser.add_argument("--split", default="test")
    parser.add_argument("--problems", help="ids with commas between; else a sample")
    parser.add_argument("--sample", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", help="folder of the search's finds and states")
    parser.add_argument("--json", type=Path, help="write a line for each problem here")
    args = parser.parse_args()
    problems = {problem.id: problem for problem in load(args.dataset, args.split)}
    drawn = np.random.default_rng(args.seed).permutation(sorted(problems))[: args.sample]
    chosen = args.problems.split(",") if args.problems else drawn.tolist()
    agent = Search(args.dataset, args.split, args.seconds, args.seed, output=args.output)
    logs = []
    for problem_id in chosen:
        state = agent.search(problems[problem_id])
        print(summary(state), flush=True)
        if state.best is None or state.compiler_best is None:
            continue
        row = {"problem_id": problem_id} | afresh(problems[problem_id], state.compiler_best.text, state.best.text)
        row |= {"origin": state.best.origin, "tried": dict(state.tried), "accepted": dict(state.accepted)}
        speeds = f"compilers {row['compilers']:.4f}, search {row['search']:.4f}, gain {row['gain']:.4f}"
        print(f"  afresh: {speeds}, {row['verdict']}", flush=True)
        if args.json:
            with args.json.open("a") as file:
                file.write(json.dumps(row) + "\n")
        logs.append(math.log(row["gain"]))
    agent.close()
    if logs:
        low, high = interval(logs)
        print(f"geometric mean of {len(logs)} gains: {math.exp(np.mean(logs)):.4f} ({low:.4f} to {high:.4f})")


def afresh(problem, compilers: str, search: str) -> dict:
    """Both texts, measured with hidden tests; one that fails them counts as the baseline's speed."""
    evaluator = Evaluator(EvaluationConfig(layouts=3))
    first, second = (evaluator.evaluate(problem, text, seed=1_000_003, hidden=True) for text in (compilers, search))
    evaluator.close()
    speeds = [one.speedup if one.verdict == "passed" and one.speedup is not None else 1.0 for one in (first, second)]
    return {
        "compilers": speeds[0], "search": speeds[1], "gain": speeds[1] / speeds[0], "verdict": second.verdict.value,
        "message": second.message,
    }  # fmt: skip


def interval(logs: list[float]) -> tuple[float, float]:
    """95 % interval of the geometric mean, by bootstrap over problems."""
    means = np.random.default_rng(0).choice(logs, (10_000, len(logs))).mean(axis=1)
    low, high = np.exp(np.quantile(means, [0.025, 0.975]))
    return float(low), float(high)


if __name__ == "__main__":
    main()
