"""Proofs about problems: what must hold before a score on a problem means anything.

* *generator*: equal seeds give equal inputs, and not all inputs are alike.
* *levels*: gcc's -O0, -O1, -O2 and -O3 builds agree on every input, and with every stored test.
* *trivial programs*: no program that ignores what it should compute passes the tests.
* *sanitizers*: AddressSanitizer and UndefinedBehaviorSanitizer find nothing on these inputs, so the program means
  something and a candidate can be asked to mean the same.
* *timing*: the baseline runs long enough on timing inputs to be measured, and short enough to be measured often.

A check that cannot be made here passes with "not checked: ..." and the reason.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import shlex
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from asm_gym.elf import inspect_executable
from asm_gym.errors import ArgumentError, ProblemError
from asm_gym.evaluate import Evaluator
from asm_gym.lanes import hold_lane
from asm_gym.problem import InputSize, Problem, TestCase
from asm_gym.sandbox import MIB, Input, Layer, Limits, Policy, Run, Status, Supervisor, find_tool, run_trusted
from asm_gym.toolchain import BuildFailure, assemble, compile_c, escape, link, plan_link, start_builder
from asm_gym.verify import Verdict, as_input, record, verify

LEVELS: Final = ("-O0", "-O1", "-O2", "-O3")
"""gcc's levels; the first gives the right answers of generated inputs, the last is the baseline."""
TIMING_BOUNDS_S: Final = (0.010, 0.100)
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

_SANITIZER_FLAGS: Final = ("-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all")
# Its start-up would change the limit on core files, which the filter forbids; the sandbox has set it to 0 already.
_SANITIZER_OPTIONS: Final = 'const char *__asan_default_options(void) { return "disable_coredump=0"; }\n'
_SANITIZER_REPORT: Final = re.compile(r"^.*(?:runtime error: |ERROR: AddressSanitizer|Sanitizer:? CHECK).*$", re.M)
_SANITIZER_SLOWDOWN: Final = 10.0
_SANITIZER_STACK_BYTES: Final = 64 * MIB


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
    """What the checks of one problem share; `folder` holds the builds."""

    problem: Problem
    evaluator: Evaluator
    supervisor: Supervisor
    folder: Path
    seed: int

    def limits(self, program: Path) -> Limits:
        """Those that a candidate of this problem gets: the program's own image counts."""
        config = self.evaluator.config
        image_bytes = inspect_executable(program.read_bytes()).image_bytes
        return Limits(
            wall_s=config.wall_limit_s,
            memory_bytes=max(config.memory_limit_mb * MIB, image_bytes + 128 * MIB),
            output_bytes=config.output_limit_mb * MIB,
        )


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
        supervisor = start_builder(evaluator.cores, evaluator.layers | Layer.PINNED)
        stack.callback(supervisor.close)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="asm_gym-validate-")))
        bench = _Bench(problem, evaluator, supervisor, folder, seed)
        tell = on_progress or (lambda _: None)
        return Report(problem.id, tuple(_checks(bench, inputs - timing_inputs, timing_inputs, tell)))


def _checks(bench: _Bench, small: int, timing: int, tell: Callable[[str], None]) -> Iterator[Check]:
    """The checks in order, up to the first that leaves the next ones nothing to work with."""
    problem = bench.problem
    stdins: list[bytes] = []
    if problem.generator is not None:
        tell(f"{problem.id}: generator")
        try:
            stdins, again = _draw(bench, small, timing), _draw(bench, small, timing)
        except ProblemError as error:
            yield Check("generator", False, str(error))
            return
        yield _check_generator(stdins, again, small)
    tell(f"{problem.id}: levels")
    try:
        programs = [_build(bench, level) for level in LEVELS]
        limits = bench.limits(programs[-1])
        tests = [*problem.tests, *problem.timing_tests, *problem.hidden_tests]
        tests += [_answered(bench, programs[0], stdin, limits) for stdin in stdins]
    except ProblemError as error:
        yield Check("levels", False, str(error))
        return
    levels = _check_levels(bench, programs, tests, limits)
    yield levels
    if levels.passed:
        tell(f"{problem.id}: trivial programs")
        try:
            trivial = _check_trivial(bench, tests)
        except ProblemError as error:
            trivial = Check("trivial programs", False, str(error))
        yield trivial
    tell(f"{problem.id}: sanitizers")  # where the levels differ, these often tell why
    yield _check_sanitizers(bench, tests, limits, compare=levels.passed)
    if problem.generator is not None and levels.passed:
        tell(f"{problem.id}: timing")
        yield _check_timing(bench, programs[-1], tests[len(tests) - timing :][:_TIMED_INPUTS], limits)


# ------------------------------------------------------------------------------------------ generator and levels


def _draw(bench: _Bench, small: int, timing: int) -> list[bytes]:
    """Small inputs, then timing inputs."""
    assert bench.problem.generator is not None
    rng = np.random.default_rng(bench.seed)
    return [bench.problem.generator(rng, size) for size in [InputSize.SMALL] * small + [InputSize.TIMING] * timing]


def _check_generator(stdins: Sequence[bytes], again: Sequence[bytes], small: int) -> Check:
    for number, (one, other) in enumerate(zip(stdins, again, strict=True), 1):
        if one != other:
            return Check("generator", False, f"input {number} differs when it is drawn again with the same seed")
    distinct = len(set(stdins[:small]))
    return Check("generator", distinct > 1 or small < 2, f"{distinct} distinct inputs of {small} small ones")


def _build(bench: _Bench, level: str) -> Path:
    """Executable of the problem's program, made as a baseline is.

    Raises:
        ProblemError: it does not compile, assemble or link.
    """
    built = assemble(bench.supervisor, compile_c(bench.problem.c_code, (level,)), max_bytes=64 * MIB)
    linked = built if isinstance(built, BuildFailure) else link(bench.supervisor, built, plan_link(built))
    if isinstance(linked, BuildFailure):
        msg = f"gcc's {level} assembly does not build ({linked.stage.value}: {linked.message}); change c_code"
        raise ProblemError(msg)
    return Path(shutil.move(linked, bench.folder / f"program{level}"))


def _answered(bench: _Bench, program: Path, stdin: bytes, limits: Limits) -> TestCase:
    """A test whose right answer is the program's.

    Raises:
        ProblemError: the program does not end by itself.
    """
    outcome, stdout = record(bench.supervisor, program, stdin, limits=limits)
    if outcome.status is not Status.EXITED or outcome.exit_code is None:
        said = outcome.status.value.replace("_", " ")
        msg = f"the {LEVELS[0]} build ended with {said} on the generated input {stdin[:60]!r}"
        raise ProblemError(msg)
    return TestCase(stdin=stdin, stdout=stdout, exit_code=outcome.exit_code)


def _check_levels(bench: _Bench, programs: Sequence[Path], tests: Sequence[TestCase], limits: Limits) -> Check:
    rng = np.random.default_rng(bench.seed)
    for level, program in zip(LEVELS, programs, strict=True):
        result = verify(bench.supervisor, program, tests, limits=limits, rng=rng)
        if result.verdict is not Verdict.PASSED:
            return Check("levels", False, f"{level}: {result.message}")
    return Check("levels", True, f"{', '.join(LEVELS)} agree on {len(tests)} inputs")


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


# ----------------------------------------------------------------------------------------------------- sanitizers


def _sanitized(folder: Path, c_code: str) -> str | None:
    """Builds ``folder/sanitized``; gives gcc's first error, or None where it worked."""
    (options := folder / "options.c").write_text(_SANITIZER_OPTIONS)
    command = [find_tool("gcc"), *_SANITIZER_FLAGS, "-xc", "-", str(options), "-o", str(folder / "sanitized"), "-lm"]
    done = run_trusted(command, stdin=c_code.encode())
    if done.returncode == 0:
        return None
    lines = done.stderr.decode(errors="replace").splitlines()
    return next((line for line in lines if "error" in line or "cannot find" in line), "no message")


@functools.cache
def _sanitizer_fault() -> str | None:
    """Why this gcc cannot make sanitizer builds; None: it can."""
    with tempfile.TemporaryDirectory(prefix="asm_gym-validate-") as folder:
        return _sanitized(Path(folder), _MAIN % "")


def _reference_rules(program: Path) -> list[str]:
    """Landlock rules for a dynamic program: its loader and libraries, and what AddressSanitizer asks about itself."""
    done = run_trusted(["/bin/sh", "-c", f"ldd {shlex.quote(str(program))}"])
    rules = ["r/etc/ld.so.cache", "r/proc"]
    for path in re.findall(r"(/\S+)", done.stdout.decode()):
        rules.append(("x" if "/ld-" in path or "/ld." in path else "r") + os.path.realpath(path))
    return rules


def _check_sanitizers(bench: _Bench, tests: Sequence[TestCase], limits: Limits, *, compare: bool) -> Check:
    fault = _sanitizer_fault()
    if fault is not None:
        return Check("sanitizers", True, f"not checked: this gcc has no sanitizer libraries ({escape(fault)})")
    fault = _sanitized(bench.folder, bench.problem.c_code)
    if fault is not None:
        return Check("sanitizers", False, f"no build with {shlex.join(_SANITIZER_FLAGS)}: {escape(fault)[:300]}")
    # The program's own time and stack, times what the checks cost; AddressSanitizer reserves terabytes of addresses.
    limits = replace(
        limits, wall_s=limits.wall_s * _SANITIZER_SLOWDOWN, memory_bytes=None, stack_bytes=_SANITIZER_STACK_BYTES
    )
    rules = _reference_rules(bench.folder / "sanitized")
    supervisor = Supervisor(
        reference_rules=rules, cores=bench.evaluator.cores, layers=bench.evaluator.layers | Layer.PINNED
    )
    with contextlib.closing(supervisor):
        program = Path(shutil.copy(bench.folder / "sanitized", supervisor.work))  # executable for Landlock only there
        program.chmod(0o755)
        with program.open("rb") as file:
            for number, test in enumerate(tests, 1):
                said = _sanitizer_complaint(supervisor, file.fileno(), as_input(test), limits, compare=compare)
                if said:
                    return Check("sanitizers", False, f"input {number} of {len(tests)}: {escape(said)[:300]}")
    return Check("sanitizers", True, f"address and undefined are silent on {len(tests)} inputs")


def _sanitizer_complaint(
    supervisor: Supervisor, program: int, stdin: Input, limits: Limits, *, compare: bool
) -> str | None:
    """What a run of the sanitizer build found, a wrong answer included if `compare`; None: nothing."""
    (outcome,) = supervisor.run([program], [stdin], [Run()], limits=limits, policy=Policy.REFERENCE)
    report = _SANITIZER_REPORT.search(supervisor.read_stderr().decode(errors="replace"))
    if report:  # first, because a report may be cut short by the filter when it wants to explain itself
        return report[0].replace("<stdin>:", "line ")
    if outcome.is_right(stdin) or not compare:
        return None
    how = f"{outcome.status.value.replace('_', ' ')} {outcome.forbidden_call or ''}".strip()
    return f"no report, but {how}, exit status {outcome.exit_code}, first difference at {outcome.mismatch_offset}"


# --------------------------------------------------------------------------------------------------------- timing


def _check_timing(bench: _Bench, baseline: Path, tests: Sequence[TestCase], limits: Limits) -> Check:
    """Per input the shortest of some runs, which other work on the machine disturbs least; over inputs the median."""
    if not tests:
        return Check("timing", True, "not checked: timing_inputs=0")
    schedule = [Run(input=i) for i in range(len(tests))] * _TIMING_REPEATS
    stdins = [as_input(test) for test in tests]
    with baseline.open("rb") as file, hold_lane(bench.evaluator.cores.timing) as lane:
        outcomes = bench.supervisor.run([file.fileno()], stdins, schedule, limits=limits, core=lane.core)
    shortest_s = [min(one.cpu_s for one in outcomes[i :: len(tests)]) for i in range(len(tests))]
    median_s, (least_s, greatest_s) = statistics.median(shortest_s), TIMING_BOUNDS_S
    detail = (
        f"the baseline takes {median_s * 1e3:.1f} ms on timing inputs (median of {len(tests)}), "
        f"wanted {least_s * 1e3:.0f} to {greatest_s * 1e3:.0f}"
    )
    return Check("timing", least_s <= median_s <= greatest_s, detail)
