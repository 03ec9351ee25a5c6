"""What the parts of a step cost: `pytest --benchmark-enable tests/benchmarks`.

Without that option each runs once, as a test that it works.
"""

import os

import numpy as np
import pytest

from asm_gym import EvaluationConfig, Evaluator, load
from asm_gym.sandbox import Input, Limits, Run
from asm_gym.toolchain import Assembled, assemble, compile_c, link, plan_link, start_builder


@pytest.fixture(scope="module")
def supervisor():
    """Builds and runs."""
    one = start_builder()
    yield one
    one.close()


@pytest.fixture(scope="module")
def evaluator():
    """Evaluates."""
    one = Evaluator(EvaluationConfig())
    yield one
    one.close()


@pytest.fixture(scope="module")
def problem():
    """One of the bundled problems."""
    return next(one for one in load("bundled") if one.id == "heap_sort")


@pytest.fixture(scope="module")
def text(problem):
    """Its -O2 build: passes and is no copy."""
    return compile_c(problem.c_code, ("-O2",))


def test_build(benchmark, supervisor, text):
    """Assemble, check, link and check again."""

    def build():
        assembled = assemble(supervisor, text)
        return link(supervisor, assembled, plan_link(assembled))

    assert benchmark(build).exists()


def test_text_that_does_not_assemble(benchmark, evaluator, problem):
    """The cheapest failure."""
    evaluator.prepare(problem)

    assert benchmark(evaluator.evaluate, problem, "section .text\n", seed=0).verdict == "assemble_error"


def test_one_run(benchmark, supervisor, text, problem):
    """One sandboxed run of a small input, from request to answer."""
    assembled = assemble(supervisor, text)
    assert isinstance(assembled, Assembled)
    program = os.open(link(supervisor, assembled, plan_link(assembled)), os.O_RDONLY | os.O_CLOEXEC)
    small = problem.generator(np.random.default_rng(0), "small")
    try:
        (outcome,) = benchmark(supervisor.run, [program], [Input(stdin=small)], [Run()], limits=Limits())
    finally:
        os.close(program)

    assert outcome.exit_code == 0


def test_one_evaluation(benchmark, evaluator, problem, text):
    """A whole step on a problem that takes tens of milliseconds to run."""
    evaluator.prepare(problem)

    assert benchmark(evaluator.evaluate, problem, text, seed=0).verdict == "passed"


def test_preparing_a_problem(benchmark, problem):
    """Baseline, reference and their checks; once per problem and process."""

    def prepare():
        one = Evaluator(EvaluationConfig())
        try:
            return one.prepare(problem)
        finally:
            one.close()

    assert benchmark.pedantic(prepare, rounds=3).times.signal > 2
