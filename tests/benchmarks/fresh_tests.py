"""What tests on changed inputs add to the given ones, for programs without a generator.

Usage: python tests/benchmarks/fresh_tests.py IMPORTED.jsonl [--mutants 20] [--candidates CANDIDATES.jsonl]

IMPORTED.jsonl comes from `asm-gym dataset import ... --fresh N`: its tests are the given ones, its hidden tests the
fresh ones. Wrong programs are single-instruction mutants of each baseline and, if given, the candidates: lines {"id",
"text"}.
"""

from __future__ import annotations

import argparse
import contextlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from mutants import mutants
from mutation_score import Bench, distinct

from asm_gym import Evaluator, load_jsonl, strip_fences
from asm_gym.problem import Problem
from asm_gym.toolchain import BuildFailure, assemble, link

FIRST = 10
"""So many tests the paper's reward looks at (arXiv 2505.11480)."""


def verdicts(
    problem: Problem, texts: Iterator[str], wanted: int | None, evaluator: Evaluator
) -> list[tuple[bool, ...]]:
    """For each text that builds: whether the first tests, all given ones and the fresh ones notice it."""
    found = []
    with evaluator._pool.borrow() as supervisor:
        prepared = evaluator.prepare(problem)
        bench = Bench(prepared, evaluator._baselines, supervisor, np.random.default_rng(0), problem.hidden_tests)
        for text in texts:
            built = assemble(supervisor, text)
            program = built if isinstance(built, BuildFailure) else link(supervisor, built, prepared.plan)
            if isinstance(program, BuildFailure):
                continue
            first = bench.differs(program, problem.tests[:FIRST])
            given = first or bench.differs(program, problem.tests)
            fresh = bench.differs(program, problem.hidden_tests)
            if given or fresh:
                found.append((first, given, fresh))
            if len(found) == wanted:
                break
    return found


def report(name: str, found: list[tuple[bool, ...]]) -> None:
    """Prints the counts of one kind of wrong programs."""
    count = Counter(found)
    print(f"{name}: {len(found)} wrong")
    print(f"  noticed by the first {FIRST} given tests: {sum(n for (first, _, _), n in count.items() if first)}")
    print(f"  noticed by all given tests: {sum(n for (_, given, _), n in count.items() if given)}")
    print(f"  noticed by the fresh tests: {sum(n for (_, _, fresh), n in count.items() if fresh)}")
    missed_first = sum(n for (first, _, fresh), n in count.items() if fresh and not first)
    print(f"  missed by the first {FIRST}, noticed by fresh ones: {missed_first}")
    print(f"  missed by all given tests, noticed by fresh ones: {count[False, False, True]}")


def main() -> None:
    """Prints the figures of mutants and of candidates."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--mutants", type=int, default=20)
    parser.add_argument("--candidates", type=Path)
    args = parser.parse_args()
    problems = {problem.id: problem for problem in load_jsonl(args.dataset) if problem.hidden_tests}
    print(
        f"{len(problems)} problems with fresh tests, {sum(len(one.hidden_tests) for one in problems.values())} of these"
    )
    evaluator = Evaluator()
    with contextlib.closing(evaluator):
        found = []
        for problem in problems.values():
            rng = np.random.default_rng([*problem.id.encode()])
            some = distinct(mutants(evaluator.prepare(problem).assembly, rng), 10 * args.mutants)
            found += verdicts(problem, (one.text for one in some), args.mutants, evaluator)
        report("mutants", found)
        if args.candidates:
            found = []
            for row in map(json.loads, args.candidates.read_text().splitlines()):
                if row["id"] in problems:
                    texts = iter([strip_fences(row["text"])])
                    found += verdicts(problems[row["id"]], texts, None, evaluator)
            report("candidates that build", found)


if __name__ == "__main__":
    main()
