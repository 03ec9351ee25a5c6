"""Proofs about problems: what must hold before a score on a problem means anything.

* *generator*: equal seeds give equal inputs, and not all inputs are alike.
* *levels*: gcc's -O0, -O1, -O2 and -O3 builds agree on every input, and with every stored test.
* *trivial programs*: no program that ignores what it should compute passes the tests.
* *sanitizers*: AddressSanitizer and UndefinedBehaviorSanitizer find nothing on these inputs, so the program means
  something and a candidate can be asked to mean the same.
* *faster form*: the program in ``faster.c``, where there is one, answers every input the same.
* *timing*: the baseline runs long enough on timing inputs to be measured, and short enough to be measured often.

A check that cannot be made here passes with "not checked: ..." and the reason.
"""

from __future__ import annotations

import contextlib
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from asm_gym.errors import ArgumentError, ProblemError
from asm_gym.evaluate import Evaluator
from asm_gym.problem import InputSize, Problem, TestCase
from asm_gym.reference import LEVELS, Finding, Reference, sanitizer_fault
from asm_gym.resolution import FASTER_FORM_FLAGS, RESOLUTION_S
from asm_gym.toolchain import compile_c, escape

TIMING_BOUNDS_S: Final = (RESOLUTION_S, 0.100)
"""Least and greatest CPU time of the baseline on a timing input, in seconds."""

_MAIN: Final = "#include <stdio.h>\nint main(void) { %s return 0; }\n"
_TRIVIAL_PROGRAMS: Final = {
    "returns 0 in silence": _MAIN % "",
    "echoes its input": _MAIN % "for (int c; (c = getchar()) != EOF;) putchar(c);",
    "prints 0": _MAIN % 'puts("0");',
    "prints 0 for each line": _MAIN % "for (int c; (c = getchar()) != EOF;) if (c == '\\n') puts(\"0\");",
}
_TRIVIAL_DRAWS: Final = 3
_TIMED_INPUTS: Final = 3
_TIMING_REPEATS: Final = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    passed: bool
    detail: str
    """What was found: figures where it passed, the first counter-example where it did not."""


@dataclass(frozen=True, slots=True)
class Report:
    """The checks of one problem; fewer where one that failed leaves the next nothing to work with."""

    problem_id: str
    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(check.passed for check in self.checks)


@dataclass(frozen=True, slots=True)
class _Bench:
    """What the checks of one problem share."""

    problem: Problem
    evaluator: Evaluator
    seed: int


def validate(
    problem: Problem,
    *,
    inputs: int = 50,
    timing_inputs: int = 3,
    seed: int = 0,
    evaluator: Evaluator | None = None,
    on_progress: Callable[[str], None] | None = None,
) -> Report:
    """Tries to refute a problem.

    Args:
        problem: With a generator, stored tests, or both; all stored tests are used.
        inputs: Inputs to draw from the generator.
        timing_inputs: How many of them are of timing size; 0 leaves the timing unchecked.
        seed: Of the drawn inputs and tests.
        evaluator: Judges trivial programs, and its limits are those of all runs; None: a new one.
        on_progress: Told the problem and the name of each check before it starts; None: nobody is.

    Raises:
        ArgumentError: a negative `seed`, no input, or more timing inputs than inputs.
        ToolchainError: there is no working gcc.
        SandboxError: the sandbox failed; nothing is known about the problem.
    """
    if inputs < 1 or not 0 <= timing_inputs <= inputs or seed < 0:
        asked = f"inputs={inputs}, timing_inputs={timing_inputs}, seed={seed}"
        msg = f"{asked}: give at least 1 input, 0 to that many timing inputs and a seed of at least 0"
        raise ArgumentError(msg)
    with contextlib.ExitStack() as stack:
        if evaluator is None:
            evaluator = Evaluator()
            stack.callback(evaluator.close)
        tell = on_progress or (lambda _: None)
        bench = _Bench(problem, evaluator, seed)
        return Report(problem.id, tuple(_checks(bench, inputs - timing_inputs, timing_inputs, tell)))


def _checks(bench: _Bench, small: int, timing: int, tell: Callable[[str], None]) -> Iterator[Check]:
    """The checks in order, up to the first that leaves the next ones nothing to work with."""
    problem, evaluator = bench.problem, bench.evaluator
    inputs = _Inputs([], [], [])
    if problem.generator is not None:
        tell(f"{problem.id}: generator")
        try:
            inputs, again = _draw(bench, small, timing), _draw(bench, small, timing)
        except ProblemError as error:
            yield Check("generator", False, str(error))
            return
        yield _check_generator(inputs, again)
    tell(f"{problem.id}: levels")
    try:
        reference = Reference(
            problem.c_code, config=evaluator.config, cores=evaluator.cores, layers=evaluator.layers, seed=bench.seed
        )
    except ProblemError as error:
        yield Check("levels", False, str(error))
        return
    with reference:
        yield from _check_program(bench, reference, inputs, tell)


def _check_program(
    bench: _Bench, reference: Reference, inputs: _Inputs, tell: Callable[[str], None]
) -> Iterator[Check]:
    problem = bench.problem
    stored = [*problem.tests, *problem.timing_tests, *problem.hidden_tests]
    drawn = []
    for stdin in inputs.all:
        answer = reference.answer(stdin)
        if isinstance(answer, Finding):
            yield Check("levels", False, answer.detail)
            return
        drawn.append(answer)
    tests = stored + drawn
    levels = reference.disagreement(tests)
    agreed = f"{', '.join(LEVELS)} agree on {len(tests)} inputs"
    yield Check("levels", levels is None, agreed if levels is None else levels.detail)
    if levels is None:
        tell(f"{problem.id}: trivial programs")
        try:
            trivial = _check_trivial(bench, tests[: len(tests) - len(inputs.edges)])
        except ProblemError as error:
            trivial = Check("trivial programs", False, str(error))
        yield trivial
    tell(f"{problem.id}: sanitizers")  # where the levels differ, these often tell why
    yield _check_sanitizers(reference, tests, compare=levels is None)
    if problem.faster_c is not None and levels is None:
        tell(f"{problem.id}: faster form")
        yield _check_faster_form(problem.faster_c, reference, tests)
    if problem.generator is not None and levels is None:
        tell(f"{problem.id}: timing")
        timed = drawn[len(inputs.small) :][: min(len(inputs.timing), _TIMED_INPUTS)]
        yield _check_timing(reference, timed)


# ----------------------------------------------------------------------------------------------------- generator


@dataclass(frozen=True, slots=True)
class _Inputs:
    """Inputs of a generator."""

    small: list[bytes]
    timing: list[bytes]
    edges: list[bytes]

    @property
    def all(self) -> list[bytes]:
        return self.small + self.timing + self.edges


def _draw(bench: _Bench, small: int, timing: int) -> _Inputs:
    generator = bench.problem.generator
    assert generator is not None
    rng = np.random.default_rng(bench.seed)
    return _Inputs(
        [generator(rng, InputSize.SMALL) for _ in range(small)],
        [generator(rng, InputSize.TIMING) for _ in range(timing)],
        list(generator.edges(rng)),
    )


def _check_generator(inputs: _Inputs, again: _Inputs) -> Check:
    if len(inputs.all) != len(again.all):
        return Check("generator", False, "edges(rng) gives another number of inputs when it is called again")
    for number, (one, other) in enumerate(zip(inputs.all, again.all, strict=True), 1):
        if one != other:
            return Check("generator", False, f"input {number} differs when it is drawn again with the same seed")
    small = len(inputs.small)
    distinct = len(set(inputs.small))
    detail = f"{distinct} distinct inputs of {small} small ones, {len(inputs.edges)} adversarial ones"
    return Check("generator", distinct > 1 or small < 2, detail)


# ----------------------------------------------------------------------------------------------- trivial programs


def _check_trivial(bench: _Bench, tests: Sequence[TestCase]) -> Check:
    """A program cannot know which line is the last, so that one is judged by the tests' expected output alone."""
    accepted = []
    for what, source in _TRIVIAL_PROGRAMS.items():
        assembly = compile_c(source)
        for draw in range(_TRIVIAL_DRAWS):
            result = bench.evaluator.evaluate(bench.problem, assembly, seed=bench.seed + draw)
            if result.tests_total == 0:
                detail = f"the program that {what} cannot be built ({result.message}); see `asm-gym doctor`"
                return Check("trivial programs", False, detail)
            if result.tests_passed == result.tests_total:
                accepted.append(what)
                break
    if 2 * sum(test.stdout == b"" for test in tests) > len(tests):
        accepted.append("leaves out the last line")
    if len({(test.stdout, test.exit_code) for test in tests}) == 1:
        accepted.append("prints the one answer that all tests share")
    if accepted:
        return Check("trivial programs", False, f"tests accept a program that {', and one that '.join(accepted)}")
    detail = f"{len(_TRIVIAL_PROGRAMS) + 1} programs rejected in {_TRIVIAL_DRAWS} draws of tests"
    return Check("trivial programs", True, detail)


# ------------------------------------------------------------------------------------- sanitizers and faster form


def _check_sanitizers(reference: Reference, tests: Sequence[TestCase], *, compare: bool) -> Check:
    fault = sanitizer_fault()
    if fault is not None:
        return Check("sanitizers", True, f"not checked: this gcc has no sanitizer libraries ({escape(fault)})")
    found = reference.undefined_behaviour(tests, compare=compare)
    silent = f"address and undefined are silent on {len(tests)} inputs"
    return Check("sanitizers", found is None, silent if found is None else found.detail)


def _check_faster_form(c_code: str, reference: Reference, tests: Sequence[TestCase]) -> Check:
    try:
        program = reference.build(c_code, FASTER_FORM_FLAGS)
    except ProblemError as error:
        return Check("faster form", False, f"faster.c: {error}")
    found = reference.disagreement(tests, {"faster.c": program})
    agreed = f"faster.c agrees on {len(tests)} inputs"
    return Check("faster form", found is None, agreed if found is None else found.detail)


# --------------------------------------------------------------------------------------------------------- timing


def _check_timing(reference: Reference, tests: Sequence[TestCase]) -> Check:
    """Per input the shortest of some runs, which other work on the machine disturbs least; over inputs the median."""
    if not tests:
        return Check("timing", True, "not checked: timing_inputs=0")
    shortest_s = [reference.time_s(test, _TIMING_REPEATS) for test in tests]
    median_s, (least_s, greatest_s) = statistics.median(shortest_s), TIMING_BOUNDS_S
    detail = (
        f"the baseline takes {median_s * 1e3:.1f} ms on timing inputs (median of {len(tests)}), "
        f"wanted {least_s * 1e3:.0f} to {greatest_s * 1e3:.0f}"
    )
    return Check("timing", least_s <= median_s <= greatest_s, detail)
