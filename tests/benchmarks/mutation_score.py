"""How many wrong programs the tests of one step and the hidden evaluation notice.

Single instructions of each baseline are changed (a condition, a constant, a register). A mutant counts if it behaves
otherwise than the baseline on some input: of the step, of the hidden evaluation, or of many more from the generator
(the oracle), which are run where neither noticed anything.

Usage: python tests/benchmarks/mutation_score.py [NAME ...] [--dataset bundled] [--mutants 20] [--oracle 10000]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace

import numpy as np
from mutants import Mutant, mutants

from asm_gym import EvaluationConfig, Evaluator, load
from asm_gym.baseline import Baselines, Prepared
from asm_gym.lanes import allowed_cores
from asm_gym.problem import InputSize, Problem, TestCase
from asm_gym.sandbox import Supervisor
from asm_gym.toolchain import BuildFailure, assemble, link
from asm_gym.verify import Verdict, verify

_WALL_S = 1.0
_TRIED_AT_MOST = 20
"""Mutants that are built for each that is wanted."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a mutant that behaves otherwise."""

    problem_id: str
    line: int
    kind: str
    change: str
    by_step: bool
    by_hidden: bool


@dataclass(frozen=True, slots=True)
class Bench:
    """What the mutants of one problem share."""

    prepared: Prepared
    baselines: Baselines
    supervisor: Supervisor
    rng: np.random.Generator
    hidden: Sequence[TestCase]

    def differs(self, program, tests: Sequence[TestCase]) -> bool:
        """Whether the program fails one of the tests."""
        limits = replace(self.prepared.limits, wall_s=_WALL_S)
        result = verify(self.supervisor, program, tests, limits=limits, rng=self.rng, quote=False)
        return result.verdict is not Verdict.PASSED


def fates(problem: Problem, wanted: int, oracle: int, seed: int) -> tuple[list[Fate], int]:
    """The first mutants of a problem that behave otherwise, and how many do not as far as the oracle can tell."""
    evaluator = Evaluator(EvaluationConfig())
    with contextlib.closing(evaluator), evaluator._pool.borrow() as supervisor:
        prepared = evaluator.prepare(problem)
        rng = np.random.default_rng([seed, *problem.id.encode()])
        baselines = evaluator._baselines
        bench = Bench(prepared, baselines, supervisor, rng, baselines.hidden_tests(supervisor, prepared, rng))
        found: list[Fate] = []
        known: list[TestCase] = []
        equal = 0
        for number, mutant in enumerate(distinct(mutants(prepared.assembly, rng), wanted * _TRIED_AT_MOST)):
            if len(found) == wanted:
                break
            # Each mutant is judged by a step of its own, but the hidden tests of one evaluation serve for all.
            step = baselines.draw_tests(supervisor, prepared, np.random.default_rng([seed, number]))
            fate = _fate(bench, mutant, step, known, oracle)
            if fate is None:
                equal += 1
            elif fate.change:
                found.append(fate)
        return found, equal


def distinct(some: Iterator[Mutant], tries: int) -> Iterator[Mutant]:
    """The different ones among so many mutants."""
    seen = set()
    for _, mutant in zip(range(tries), some, strict=False):
        if mutant.text not in seen:
            seen.add(mutant.text)
            yield mutant


def _fate(bench: Bench, mutant: Mutant, step: Sequence[TestCase], known: list[TestCase], oracle: int) -> Fate | None:
    """What became of a mutant; None: nothing tells it from the baseline. Without a `change`: it does not build."""
    problem_id = bench.prepared.problem.id
    built = assemble(bench.supervisor, mutant.text)
    program = built if isinstance(built, BuildFailure) else link(bench.supervisor, built, bench.prepared.plan)
    if isinstance(program, BuildFailure):
        return Fate(problem_id, mutant.line, mutant.kind, "", False, False)
    by_step, by_hidden = bench.differs(program, step), bench.differs(program, [*step, *bench.hidden])
    if not by_hidden:
        if not known:
            known += _oracle(bench, oracle)
        if not bench.differs(program, known):
            return None
    return Fate(problem_id, mutant.line, mutant.kind, mutant.change, by_step, by_hidden)


def _oracle(bench: Bench, count: int) -> list[TestCase]:
    """Inputs answered by the -O3 baseline, in a request for many instead of one for each."""
    generator = bench.prepared.problem.generator
    if generator is None:
        return list(bench.prepared.problem.tests)
    rng = np.random.default_rng(bench.rng.integers(2**63))
    stdins = [generator(rng, InputSize.SMALL) for _ in range(count - count // 100)]
    while len(stdins) < count and (edges := generator.edges(rng)):
        stdins += edges
    program = bench.prepared.baselines[0]
    return [bench.baselines._answered(bench.supervisor, bench.prepared, program, one) for one in stdins[:count]]


def _work(job: tuple[str, str, int, int, int]) -> tuple[str, list[Fate], int, float]:
    dataset, problem_id, wanted, oracle, seed = job
    start_s = time.perf_counter()
    (problem,) = [one for one in load(dataset) if one.id == problem_id]
    return problem_id, *fates(problem, wanted, oracle, seed), time.perf_counter() - start_s


def _report(name: str, some: Sequence[Fate], rest: str) -> None:
    by_step, by_hidden = sum(one.by_step for one in some), sum(one.by_hidden for one in some)
    print(
        f"{name:32} {len(some):4} wrong, {by_step} noticed by a step, {by_hidden} by hidden tests; {rest}", flush=True
    )
    for one in some:
        missed = [who for who, noticed in (("step", one.by_step), ("hidden tests", one.by_hidden)) if not noticed]
        if missed:
            print(f"    missed by {' and '.join(missed)}: line {one.line}: {one.change}", flush=True)


def main() -> None:
    """Prints a line per problem, the survivors and the scores."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--dataset", default="bundled")
    parser.add_argument("--mutants", type=int, default=20)
    parser.add_argument("--oracle", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=len(allowed_cores()))
    parser.add_argument("--json", help="also write the mutants here, one a line")
    args = parser.parse_args()
    names = args.names or [problem.id for problem in load(args.dataset)]
    found: list[Fate] = []
    with ProcessPoolExecutor(args.workers) as pool:
        jobs = [pool.submit(_work, (args.dataset, name, args.mutants, args.oracle, args.seed)) for name in names]
        for job in as_completed(jobs):
            name, some, equal, took_s = job.result()
            found += some
            _report(name, some, f"{equal} equal, {took_s:.0f} s")
    if args.json:
        with open(args.json, "w") as file:
            file.writelines(json.dumps({name: getattr(one, name) for name in Fate.__slots__}) + "\n" for one in found)
    kinds = Counter(one.kind for one in found)
    print(f"{len(found)} mutants that behave otherwise: {dict(kinds)}")
    for what, caught in (("one step", [o.by_step for o in found]), ("hidden evaluation", [o.by_hidden for o in found])):
        print(f"noticed by {what}: {sum(caught)} of {len(caught)}, {sum(caught) / max(len(caught), 1):.2%}")


if __name__ == "__main__":
    main()
