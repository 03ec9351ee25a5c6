"""Runs a problem's tests on an executable and says what is right or wrong about it."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import numpy as np

from asm_gym.problem import TestCase
from asm_gym.sandbox import ENVIRONMENT_BYTES_MAX, Input, Limits, Outcome, Run, Status, Supervisor
from asm_gym.toolchain import escape

_TESTS_PER_REQUEST: Final = 100
_EXCERPT_BYTES: Final = 40


class Verdict(StrEnum):
    """What became of a candidate, in order of severity: the first failure wins."""

    PASSED = "passed"
    """Every test was answered rightly, every timed run too."""
    ASSEMBLE_ERROR = "assemble_error"
    """The assembler refused the text, or a limit stopped it."""
    LINK_ERROR = "link_error"
    """The linker refused the object, or the linked program is unsafe to start."""
    POLICY_VIOLATION = "policy_violation"
    """A forbidden instruction or section."""
    SECURITY_VIOLATION = "security_violation"
    """A forbidden system call; the message names it."""
    TIMEOUT = "timeout"
    """The wall-clock limit of a run."""
    OUTPUT_LIMIT = "output_limit"
    """More output than allowed."""
    MEMORY_LIMIT = "memory_limit"
    """More memory than allowed."""
    RUNTIME_ERROR = "runtime_error"
    """A signal, or another exit status than the reference's."""
    WRONG_OUTPUT = "wrong_output"
    """Standard output differs from the reference's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Result of running tests."""

    verdict: Verdict
    tests_passed: int
    tests_total: int
    message: str = ""
    """What the first failing test showed; empty when all passed."""


_STATUS_VERDICTS: Final = {
    Status.FORBIDDEN_CALL: Verdict.SECURITY_VIOLATION,
    Status.TIMEOUT: Verdict.TIMEOUT,
    Status.OUTPUT_LIMIT: Verdict.OUTPUT_LIMIT,
    Status.MEMORY_LIMIT: Verdict.MEMORY_LIMIT,
    Status.SIGNALLED: Verdict.RUNTIME_ERROR,
}


def judge(outcome: Outcome, test: TestCase) -> Verdict:
    """The verdict on one run whose output was compared with the test's."""
    if outcome.status is not Status.EXITED:
        return _STATUS_VERDICTS[outcome.status]
    if outcome.exit_code != test.exit_code:
        return Verdict.RUNTIME_ERROR
    return Verdict.PASSED if outcome.mismatch_offset is None else Verdict.WRONG_OUTPUT


def as_input(test: TestCase) -> Input:
    """The sandbox's view of a test."""
    return Input(stdin=test.stdin, expected=test.stdout, exit_code=test.exit_code)


def stack_offset(rng: np.random.Generator) -> int:
    """A random length for the environment, in steps of the stack's alignment: tests and timed runs look alike."""
    return int(rng.integers(ENVIRONMENT_BYTES_MAX // 16)) * 16


def describe(supervisor: Supervisor, outcome: Outcome, test: TestCase, limits: Limits, *, quote: bool = True) -> str:
    """What the last run of the supervisor did wrong, for people; `quote`: with pieces of the output and the input."""
    verdict = judge(outcome, test)
    if verdict is Verdict.SECURITY_VIOLATION:
        return (
            f"forbidden system call {outcome.forbidden_call or '(of another architecture, or unnamed by this kernel)'}"
        )
    if verdict is Verdict.TIMEOUT:
        return f"no end after {limits.wall_s:g} s"
    if verdict is Verdict.OUTPUT_LIMIT:
        return f"more than {limits.output_bytes} bytes of output"
    if verdict is Verdict.MEMORY_LIMIT:
        return (
            f"ended with {outcome.max_rss_bytes >> 20} MiB in use, the limit is {(limits.memory_bytes or 0) >> 20} MiB"
        )
    if verdict is Verdict.RUNTIME_ERROR:
        what = f"exit status {outcome.exit_code}, expected {test.exit_code}"
        return what if outcome.signal is None else f"ended by signal {outcome.signal} ({_signal_name(outcome.signal)})"
    at = outcome.mismatch_offset or 0
    if not quote:
        return f"output differs from byte {at} on"
    start = max(0, at - _EXCERPT_BYTES // 2)
    got = supervisor.read_stdout(_EXCERPT_BYTES, start)
    wanted = test.stdout[start : start + _EXCERPT_BYTES]
    stdin = quoted(test.stdin[:_EXCERPT_BYTES]) + ("…" if len(test.stdin) > _EXCERPT_BYTES else "")
    where = f"(from byte {start}; stdin {stdin})"
    return f"output differs from byte {at} on: expected {quoted(wanted)}, got {quoted(got)} {where}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "a real-time signal"


def quoted(data: bytes) -> str:
    """Bytes that a candidate may have made, as one printable line."""
    return '"' + escape(data.decode("utf-8", "backslashreplace")).replace("\n", "\\n") + '"'


def verify(
    supervisor: Supervisor,
    executable: Path,
    tests: Sequence[TestCase],
    *,
    limits: Limits,
    rng: np.random.Generator,
    count_passes: bool = False,
    quote: bool = True,
) -> Verification:
    """Runs the tests in order; the first that fails decides the verdict.

    Args:
        supervisor: Runs the program.
        executable: From `toolchain.link`.
        tests: What to run.
        limits: Of each run.
        rng: Draws the stack offsets.
        count_passes: Go on after a wrong output, to count how many tests are right.
        quote: The message may show pieces of input and output (never for hidden tests).

    Raises:
        SandboxError: the sandbox failed.
    """
    passed, failure = 0, None
    position = 0
    while position < len(tests):
        batch = tests[position : position + _TESTS_PER_REQUEST]
        outcomes = run_tests(supervisor, executable, batch, limits=limits, rng=rng, stop_at_failure=True)
        verdicts = [judge(outcome, test) for outcome, test in zip(outcomes, batch, strict=False)]
        wrong = next((n for n, verdict in enumerate(verdicts) if verdict is not Verdict.PASSED), None)
        passed += len(verdicts) if wrong is None else wrong
        position += len(verdicts) if wrong is None else wrong + 1
        if wrong is None:
            continue
        if failure is None:
            what = describe(supervisor, outcomes[wrong], batch[wrong], limits, quote=quote)
            failure = (verdicts[wrong], f"test {position} of {len(tests)}: {what}")
        if not count_passes or verdicts[wrong] is not Verdict.WRONG_OUTPUT:
            break
    verdict, message = failure or (Verdict.PASSED, "")
    return Verification(verdict=verdict, tests_passed=passed, tests_total=len(tests), message=message)


def run_tests(
    supervisor: Supervisor,
    executable: Path,
    tests: Sequence[TestCase],
    *,
    limits: Limits,
    rng: np.random.Generator,
    stop_at_failure: bool,
) -> list[Outcome]:
    """Runs the tests in one request; fewer outcomes than tests when it stopped at a failure."""
    program = os.open(executable, os.O_RDONLY | os.O_CLOEXEC)
    try:
        schedule = [Run(input=i, environment_bytes=stack_offset(rng)) for i in range(len(tests))]
        return supervisor.run(
            [program], [as_input(t) for t in tests], schedule, limits=limits, stop_at_failure=stop_at_failure
        )
    finally:
        os.close(program)


def record(supervisor: Supervisor, executable: Path, stdin: bytes, *, limits: Limits) -> tuple[Outcome, bytes]:
    """Runs a reference program once; gives the outcome and its standard output."""
    program = os.open(executable, os.O_RDONLY | os.O_CLOEXEC)
    try:
        (outcome,) = supervisor.run([program], [Input(stdin=stdin)], [Run()], limits=limits)
        return outcome, supervisor.read_stdout()
    finally:
        os.close(program)
