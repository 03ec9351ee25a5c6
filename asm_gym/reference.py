"""What a C program means: its builds at every level, with sanitizers and under another clock, and whether they agree.

An input is good for a test where all of gcc's levels print the same bytes and AddressSanitizer and
UndefinedBehaviorSanitizer find nothing. The programs are strangers' code and run in the sandbox like candidates do.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

import numpy as np

from asm_gym.config import EvaluationConfig
from asm_gym.elf import inspect_executable
from asm_gym.errors import ProblemError
from asm_gym.lanes import Cores, hold_lane
from asm_gym.problem import TestCase
from asm_gym.sandbox import (
    MIB,
    Input,
    Layer,
    Limits,
    Policy,
    Run,
    Status,
    Supervisor,
    find_tool,
    run_compiler,
    run_trusted,
)
from asm_gym.toolchain import BuildFailure, assemble, compile_c, escape, link, plan_link, start_builder
from asm_gym.verify import Verdict, as_input, quoted, record, run_tests, verify

LEVELS: Final = ("-O0", "-O1", "-O2", "-O3")
"""gcc's levels; the first gives the right answers of generated inputs, the last is the baseline."""

_CLOCK_NAMES: Final = frozenset({"time", "clock", "gettimeofday", "clock_gettime", "times", "ftime", "timespec_get"})
# Its start-up would change the limit on core files, which the filter forbids; the sandbox has set it to 0 already.
_OPTIONS_C: Final = 'const char *__asan_default_options(void) { return "disable_coredump=0"; }\n'
_OTHER_CLOCK_C: Final = """
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
static long long ticks = 4102444800 + 12345;
time_t time(time_t *at) { ticks += 86461; if (at) *at = ticks; return ticks; }
clock_t clock(void) { return ticks += 86461; }
clock_t times(struct tms *at) { if (at) *at = (struct tms){0}; return ticks += 86461; }
int gettimeofday(struct timeval *restrict at, void *restrict zone) {
    (void)zone;
    ticks += 86461;
    if (at) *at = (struct timeval){.tv_sec = ticks, .tv_usec = ticks % 999983};
    return 0;
}
int clock_gettime(clockid_t id, struct timespec *at) {
    (void)id;
    ticks += 86461;
    *at = (struct timespec){.tv_sec = ticks, .tv_nsec = ticks % 999999937};
    return 0;
}
int timespec_get(struct timespec *at, int base) { clock_gettime(0, at); return base; }
"""
"""A clock of another century, whose every reading is a day later."""
_FILLED: Final = "-ftrivial-auto-var-init=pattern"
"""Local variables that the program does not initialise have an odd value: no sanitizer of gcc sees them being read."""
_SANITIZER_FLAGS: Final = ("-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all")
_SANITIZER_REPORT: Final = re.compile(r"^.*(?:runtime error: |ERROR: AddressSanitizer|Sanitizer:? CHECK).*$", re.M)
_SANITIZER_SLOWDOWN: Final = 10.0
_SANITIZER_STACK_BYTES: Final = 64 * MIB
_REPEATS: Final = 4
_RUNS_PER_REQUEST: Final = 100


class Fault(StrEnum):
    """Why a program, or an input of it, is no good for tests."""

    DOES_NOT_BUILD = "does_not_build"
    """gcc refuses it, or it needs more than the C and mathematics libraries."""
    TIMEOUT = "timeout"
    """A run reaches the limit of time."""
    CRASH = "crash"
    """A run ends by a signal, a forbidden system call or another limit."""
    NON_DETERMINISTIC = "non_deterministic"
    """Two runs on one input differ, or the clock decides what is printed."""
    LEVELS_DISAGREE = "levels_disagree"
    """gcc's levels print different bytes: undefined behaviour, or floating point at the edge."""
    UNINITIALISED = "uninitialised_read"
    """What is printed depends on a local variable that was never given a value."""
    SANITIZER = "sanitizer_error"
    """A sanitizer found undefined behaviour or a wrong access to memory."""
    WRONG_OUTPUT = "wrong_output"
    """The program does not print what the test expects."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, and where it showed."""

    fault: Fault
    detail: str


class Reference:
    """The builds of one program, in a supervisor of their own; a context manager.

    Attributes:
        programs: Executables by level.
        limits: Those that a candidate of the program gets: the program's own image counts.
        answers_s: CPU time of all answers so far, in seconds.
    """

    def __init__(self, c_code: str, *, config: EvaluationConfig, cores: Cores, layers: Layer, seed: int = 0) -> None:
        """Builds the program at every level.

        Args:
            c_code: The program.
            config: Has the limits of a run.
            cores: Where programs are built and run.
            layers: The sandbox's layers in force.
            seed: Of the stack offsets.

        Raises:
            ProblemError: it does not compile, assemble or link.
            SandboxError: the sandbox failed.
        """
        self.c_code, self.config, self.cores = c_code, config, cores
        self._layers = layers | Layer.PINNED
        self._rng = np.random.default_rng(seed)
        with contextlib.ExitStack() as stack:
            self.supervisor = start_builder(cores, self._layers)
            stack.callback(self.supervisor.close)
            self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="asm_gym-reference-")))
            self._needed: frozenset[str] = frozenset()
            self.programs = {level: self.build(c_code, (level,)) for level in LEVELS}
            self._filled = {f"-O1 {_FILLED}": self.build(c_code, ("-O1", _FILLED))} if _can_fill() else {}
            image_bytes = inspect_executable(self.programs[LEVELS[-1]].read_bytes()).image_bytes
            self.limits = Limits(
                wall_s=config.wall_limit_s,
                memory_bytes=max(config.memory_limit_mb * MIB, image_bytes + 128 * MIB),
                output_bytes=config.output_limit_mb * MIB,
            )
            self.answers_s = 0.0
            self._sanitizers: _Sanitized | None = None
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        """Nothing is left to do."""
        return self

    def __exit__(self, *_: object) -> None:
        """See `close`."""
        self.close()

    def close(self) -> None:
        """Ends the supervisors and removes the builds."""
        self._stack.close()

    def build(self, c_code: str, flags: Sequence[str]) -> Path:
        """Executable of this or another program, made as a baseline is.

        Raises:
            ProblemError: it does not compile, assemble or link.
        """
        built = assemble(self.supervisor, compile_c(c_code, flags), max_bytes=64 * MIB)
        linked = built if isinstance(built, BuildFailure) else link(self.supervisor, built, plan_link(built))
        if isinstance(linked, BuildFailure):
            what = shlex.join(flags)
            msg = f"gcc's {what} assembly does not build ({linked.stage.value}: {linked.message}); change c_code"
            raise ProblemError(msg)
        assert not isinstance(built, BuildFailure)
        self._needed |= frozenset(built.parsed.undefined)
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix="program", delete=False) as name:
            return Path(shutil.move(linked, name.name))

    # ------------------------------------------------------------------------------------------------------ answers

    def answer(self, stdin: bytes, *, limits: Limits | None = None) -> TestCase | Finding:
        """A test whose right answer is the -O0 build's, or why there is none; `limits`: others than the usual ones."""
        outcome, stdout = record(self.supervisor, self.programs[LEVELS[0]], stdin, limits=limits or self.limits)
        self.answers_s += outcome.cpu_s
        if outcome.status is Status.EXITED and outcome.exit_code is not None:
            return TestCase(stdin=stdin, stdout=stdout, exit_code=outcome.exit_code)
        said = outcome.status.value.replace("_", " ")
        call = f" ({outcome.forbidden_call})" if outcome.forbidden_call else ""
        fault = Fault.TIMEOUT if outcome.status is Status.TIMEOUT else Fault.CRASH
        return Finding(fault, f"the {LEVELS[0]} build ended with {said}{call} on the input {quoted(stdin[:60])}")

    def disagreement(
        self, tests: Sequence[TestCase], programs: dict[str, Path] | None = None, *, limits: Limits | None = None
    ) -> Finding | None:
        """The first build (or other program) that fails a test; None: all agree with all tests."""
        for level, program in (programs or self.programs | self._filled).items():
            result = verify(self.supervisor, program, tests, limits=limits or self.limits, rng=self._rng)
            if result.verdict is Verdict.PASSED:
                continue
            detail = f"{level}: {result.message}"
            if result.verdict is Verdict.TIMEOUT:
                return Finding(Fault.TIMEOUT, detail)
            if self.reads_clock:
                return Finding(Fault.NON_DETERMINISTIC, f"it reads the clock; {detail}")
            if not self._repeats(tests[result.tests_passed].stdin):
                return Finding(Fault.NON_DETERMINISTIC, f"two runs of {LEVELS[0]} differ; {detail}")
            if level in self._filled:
                return Finding(Fault.UNINITIALISED, detail)
            return Finding(Fault.WRONG_OUTPUT if level == LEVELS[0] else Fault.LEVELS_DISAGREE, detail)
        return None

    def clean_test(self, stdin: bytes, *, wall_s: float) -> TestCase | Finding:
        """A test on which all levels agree and the sanitizers are silent, or what is wrong with this input."""
        limits = replace(self.limits, wall_s=min(wall_s, self.limits.wall_s))
        test = self.answer(stdin, limits=limits)
        if isinstance(test, Finding):
            return test
        return self.disagreement([test], limits=limits) or self.undefined_behaviour([test]) or test

    def slowest(self, tests: Sequence[TestCase]) -> TestCase:
        """The test on which the -O3 build takes longest, going by one run of each on any core."""
        times_s: list[float] = []
        for start in range(0, len(tests), _RUNS_PER_REQUEST):
            outcomes = run_tests(
                self.supervisor, self.programs[LEVELS[-1]], tests[start : start + _RUNS_PER_REQUEST],
                limits=self.limits, rng=self._rng, stop_at_failure=False,
            )  # fmt: skip
            times_s += [outcome.cpu_s for outcome in outcomes]
        return tests[times_s.index(max(times_s))]

    def time_s(self, test: TestCase, runs: int = 3) -> float:
        """CPU time of the -O3 build on a test, on a timing core: the shortest of some runs, in seconds."""
        schedule = [Run()] * runs
        with self.programs[LEVELS[-1]].open("rb") as file, hold_lane(self.cores.timing) as lane:
            outcomes = self.supervisor.run(
                [file.fileno()], [as_input(test)], schedule, limits=self.limits, core=lane.core
            )
        return min(outcome.cpu_s for outcome in outcomes)

    def _repeats(self, stdin: bytes) -> bool:
        """Whether the -O0 build prints the same again and again, with the stack at other places."""
        first = self.answer(stdin)
        if isinstance(first, Finding):
            return True
        again = verify(self.supervisor, self.programs[LEVELS[0]], [first] * _REPEATS, limits=self.limits, rng=self._rng)
        return again.verdict is Verdict.PASSED

    # --------------------------------------------------------------------------------------------------- sanitizers

    def undefined_behaviour(self, tests: Sequence[TestCase], *, compare: bool = True) -> Finding | None:
        """What the sanitizers find on these inputs; None: nothing, or there are no sanitizers (`sanitizer_fault`).

        Args:
            tests: What to run.
            compare: Whether the sanitizer build must print what the tests expect.
        """
        if sanitizer_fault() is not None:
            return None
        if self._sanitizers is None:
            fault = build_sanitized(self.folder, self.c_code, _OTHER_CLOCK_C if self.reads_clock else "")
            if fault is not None:
                return Finding(Fault.SANITIZER, f"no build with {shlex.join(_SANITIZER_FLAGS)}: {escape(fault)[:300]}")
            self._sanitizers = _Sanitized(self)
            self._stack.callback(self._sanitizers.close)
        for number, test in enumerate(tests, 1):
            said = self._sanitizers.complaint(test, compare=compare)
            if said is None:
                continue
            detail = f"input {number} of {len(tests)}: {escape(said)[:300]}"
            if not said.startswith(_NO_REPORT):
                return Finding(Fault.SANITIZER, detail)
            if self.reads_clock:
                return Finding(Fault.NON_DETERMINISTIC, f"what is printed depends on the clock: {detail}")
            return Finding(Fault.LEVELS_DISAGREE, f"the sanitizer build: {detail}")
        return None

    @property
    def reads_clock(self) -> bool:
        """Whether a function that tells the time is among those that the program needs."""
        return bool(self._needed & _CLOCK_NAMES)


_NO_REPORT: Final = "no report, but "


class _Sanitized:
    """The sanitizer build of a reference and the supervisor that runs it."""

    def __init__(self, reference: Reference) -> None:
        # The program's own time and stack, times what the checks cost; AddressSanitizer reserves terabytes of address.
        limits = reference.limits
        self._limits = replace(
            limits, wall_s=limits.wall_s * _SANITIZER_SLOWDOWN, memory_bytes=None, stack_bytes=_SANITIZER_STACK_BYTES
        )
        built = reference.folder / "sanitized"
        self._supervisor = Supervisor(
            reference_rules=_reference_rules(built), cores=reference.cores, layers=reference._layers
        )
        program = Path(shutil.copy(built, self._supervisor.work))  # executable for Landlock only there
        program.chmod(0o755)
        self._file = program.open("rb")

    def complaint(self, test: TestCase, *, compare: bool) -> str | None:
        """What a run found, a wrong answer included if `compare`; None: nothing."""
        stdin: Input = as_input(test)
        (outcome,) = self._supervisor.run(
            [self._file.fileno()], [stdin], [Run()], limits=self._limits, policy=Policy.REFERENCE
        )
        report = _SANITIZER_REPORT.search(self._supervisor.read_stderr().decode(errors="replace"))
        if report:  # first, because a report may be cut short by the filter when it wants to explain itself
            return report[0].replace("<stdin>:", "line ")
        if outcome.is_right(stdin) or not compare:
            return None
        how = f"{outcome.status.value.replace('_', ' ')} {outcome.forbidden_call or ''}".strip()
        return f"{_NO_REPORT}{how}, exit status {outcome.exit_code}, first difference at {outcome.mismatch_offset}"

    def close(self) -> None:
        self._file.close()
        self._supervisor.close()


@functools.cache
def sanitizer_fault() -> str | None:
    """Why this gcc cannot make sanitizer builds; None: it can."""
    with tempfile.TemporaryDirectory(prefix="asm_gym-reference-") as folder:
        return build_sanitized(Path(folder), "int main(void) { return 0; }\n")


def build_sanitized(folder: Path, c_code: str, more_c: str = "") -> str | None:
    """Builds ``folder/sanitized``; gives gcc's first error, or None where it worked."""
    (options := folder / "options.c").write_text(_OPTIONS_C + more_c)
    command = [find_tool("gcc"), *_SANITIZER_FLAGS, "-xc", "-", str(options), "-o", str(folder / "sanitized"), "-lm"]
    done = run_compiler(command, stdin=c_code.encode())
    if done.returncode == 0:
        return None
    lines = done.stderr.decode(errors="replace").splitlines()
    return next((line for line in lines if "error" in line or "cannot find" in line), "no message")


@functools.cache
def _can_fill() -> bool:
    """Whether this gcc can fill variables that the program does not initialise (version 12 or later)."""
    done = run_trusted([find_tool("gcc"), _FILLED, "-fsyntax-only", "-xc", "-"], stdin=b"int a;\n")
    return done.returncode == 0


def _reference_rules(program: Path) -> list[str]:
    """Landlock rules for a dynamic program: its loader and libraries, and what AddressSanitizer asks about itself."""
    done = run_trusted(["/bin/sh", "-c", f"ldd {shlex.quote(str(program))}"])
    rules = ["r/etc/ld.so.cache", "r/proc"]
    for path in re.findall(r"(/\S+)", done.stdout.decode()):
        rules.append(("x" if "/ld-" in path or "/ld." in path else "r") + os.path.realpath(path))
    return rules
