"""From other people's collections to problems: every program is proved fit for tests before it becomes one.

Entries are vetted a few at a time and written in their order, so that an interrupted run goes on where it
stopped: ``NAME.jsonl`` has the problems, ``NAME.rejected.jsonl`` the others, each with its reason.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import hashlib
import json
import os
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import numpy as np

from asm_gym.errors import ArgumentError, DatasetError, ProblemError, ToolchainError
from asm_gym.evaluate import Evaluator
from asm_gym.multiply import multiplied
from asm_gym.mutation import fresh_tests
from asm_gym.parallel import in_order
from asm_gym.problem import Problem, TestCase
from asm_gym.provenance import provenance
from asm_gym.reference import Fault, Finding, Reference, sanitizer_fault
from asm_gym.resolution import RESOLUTION_S
from asm_gym.similarity import Duplicates
from asm_gym.submission import Entries, Entry, GivenTest, Submission

_BUDGET_S: Final = 60.0
"""A program whose tests take longer than this at -O0, all together, is rejected: every test is run nine times."""


class Reason(StrEnum):
    """Why an entry is no problem."""

    MALFORMED = "malformed"
    """The collection's files are missing or not what they should be."""
    NO_TESTS = "no_tests"
    """There is no input for it, or none on which the program prints anything."""
    EXACT_DUPLICATE = "exact_duplicate"
    """Its text is that of an accepted program, but for white space at line ends."""
    NEAR_DUPLICATE = "near_duplicate"
    """It is an accepted program with other names, comments or details."""
    DOES_NOT_BUILD = Fault.DOES_NOT_BUILD.value
    """gcc refuses it, or it needs more than the C and mathematics libraries."""
    TIMEOUT = Fault.TIMEOUT.value
    """A run reaches the limit of time."""
    CRASH = Fault.CRASH.value
    """A run ends by a signal, a forbidden system call or another limit."""
    NON_DETERMINISTIC = Fault.NON_DETERMINISTIC.value
    """Two runs on one input differ, or the clock decides what is printed."""
    LEVELS_DISAGREE = Fault.LEVELS_DISAGREE.value
    """gcc's levels print different bytes."""
    UNINITIALISED = Fault.UNINITIALISED.value
    """What is printed depends on a local variable that was never given a value."""
    SANITIZER = Fault.SANITIZER.value
    """A sanitizer found undefined behaviour or a wrong access to memory."""
    WRONG_OUTPUT = Fault.WRONG_OUTPUT.value
    """It does not print what the collection expects, white space at line ends aside, or ends with another status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """How programs are vetted.

    Attributes:
        tests_at_most: Given tests that are looked at, the first ones.
        fresh: Tests on changed inputs that are sought for each program; they become hidden tests.
        multiply: Look for a way to put several tests into one process, to make a program run long enough to be timed.
        seed: Of changed inputs.
    """

    tests_at_most: int = 100
    fresh: int = 20
    multiply: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuses what cannot be meant.

        Raises:
            ArgumentError: which value, and what is allowed.
        """
        for name, least in (("tests_at_most", 1), ("fresh", 0), ("seed", 0)):
            if getattr(self, name) < least:
                msg = f"{name}={getattr(self, name)} is below its least value, {least}"
                raise ArgumentError(msg)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A problem, and what else its line says."""

    problem: Problem
    notes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rejected:
    """An entry that is no problem."""

    id: str
    reason: Reason
    detail: str


# ----------------------------------------------------------------------------------------------------------- vetting


def vet(submission: Submission, plan: ImportPlan, evaluator: Evaluator) -> Accepted | Rejected:
    """Proves a program fit for tests, or says why it is not.

    Args:
        submission: What to look at.
        plan: How.
        evaluator: Its limits are those of all runs.

    Raises:
        ProblemError: the submission cannot become a problem, whatever its program does.
        SandboxError: the sandbox failed; nothing is known about the program.
    """
    if not submission.tests:
        return Rejected(submission.id, Reason.NO_TESTS, "the collection has no input for it")
    seed = int.from_bytes(hashlib.sha256(submission.id.encode()).digest()[:8], "little")
    try:
        reference = Reference(
            submission.c_code, config=evaluator.config, cores=evaluator.cores, layers=evaluator.layers, seed=seed
        )
    except ProblemError as error:
        return Rejected(submission.id, Reason.DOES_NOT_BUILD, str(error))
    with reference:
        given = _Given(
            submission.tests[: plan.tests_at_most], submission.hidden_tests[: plan.tests_at_most],
            submission.timing_tests[: plan.tests_at_most],
        )  # fmt: skip
        answers = _answers(reference, given.all)
        if isinstance(answers, Finding):
            return Rejected(submission.id, Reason(answers.fault.value), answers.detail)
        own = list(answers.values())
        # What is wrong with the program itself comes first: it may be why an expected output differs.
        found = reference.disagreement(own) or reference.undefined_behaviour(own) or _wrong_output(answers, given.all)
        if found is not None:
            return Rejected(submission.id, Reason(found.fault.value), found.detail)
        if not any(test.stdout for test in own):
            return Rejected(submission.id, Reason.NO_TESTS, f"it prints nothing on its {len(own)} inputs")
        return _complete(submission, reference, given, answers, plan, np.random.default_rng([plan.seed, seed]))


@dataclass(frozen=True, slots=True)
class _Given:
    """The tests of a submission that are looked at."""

    tests: tuple[GivenTest, ...]
    hidden: tuple[GivenTest, ...]
    timing: tuple[GivenTest, ...]

    @property
    def all(self) -> tuple[GivenTest, ...]:
        return self.tests + self.hidden + self.timing


def _answers(reference: Reference, given: Sequence[GivenTest]) -> dict[bytes, TestCase] | Finding:
    """The program's own tests by input, or the first input on which it does not end by itself."""
    answers: dict[bytes, TestCase] = {}
    for one in given:
        answer = answers.get(one.stdin) or reference.answer(one.stdin)
        if isinstance(answer, Finding):
            return answer
        answers[one.stdin] = answer
        if reference.answers_s > _BUDGET_S:
            done = f"{len(answers)} of its {len(given)} inputs"
            detail = f"{done} take more than {_BUDGET_S:g} s of CPU time at -O0; give it fewer with --tests"
            return Finding(Fault.TIMEOUT, detail)
    return answers


def _wrong_output(answers: Mapping[bytes, TestCase], given: Sequence[GivenTest]) -> Finding | None:
    """The first expected output or exit status that is not the program's."""
    for number, one in enumerate(given, 1):
        got, where = answers[one.stdin], f"test {number} of {len(given)}"
        if one.stdout is not None and _trimmed(got.stdout) != _trimmed(one.stdout):
            detail = f"{where}: expected {one.stdout[:60]!r}, got {got.stdout[:60]!r}"
            return Finding(Fault.WRONG_OUTPUT, detail)
        if one.exit_code is not None and got.exit_code != one.exit_code:
            return Finding(Fault.WRONG_OUTPUT, f"{where}: exit status {got.exit_code}, expected {one.exit_code}")
    return None


def _trimmed(data: bytes) -> list[bytes]:
    """Lines without white space at their ends, nor empty lines at the end of all."""
    return [line.rstrip() for line in data.rstrip().split(b"\n")]


def _complete(
    submission: Submission,
    reference: Reference,
    given: _Given,
    answers: Mapping[bytes, TestCase],
    plan: ImportPlan,
    rng: np.random.Generator,
) -> Accepted:
    """The problem, with fresh tests and its time."""
    tests, hidden, timing = (
        [answers[stdin] for stdin in dict.fromkeys(one.stdin for one in some)]
        for some in (given.tests, given.hidden, given.timing)
    )
    if plan.fresh:
        hidden += fresh_tests(reference, tests, plan.fresh, rng)
    timed = timing or [reference.slowest(tests)]
    baseline_s = sum(map(reference.time_s, timed))
    if plan.multiply and not timing and baseline_s < RESOLUTION_S:
        longer = multiplied(reference, tests, rng)
        if longer is not None:
            timing, baseline_s = [longer], reference.time_s(longer)
    problem = Problem(
        id=submission.id, c_code=submission.c_code, tests=tuple(tests), hidden_tests=tuple(hidden),
        timing_tests=tuple(timing), split=submission.some_split, source=submission.source, license=submission.license,
        timeable=baseline_s >= RESOLUTION_S * max(1, len(timing)),
    )  # fmt: skip
    notes: dict[str, Any] = {"baseline_s": round(baseline_s, 6)}
    if submission.task is not None:
        notes["task"] = submission.task
    if submission.assembly is not None:
        notes["row_assembly"] = provenance(submission.c_code, submission.assembly).value
    return Accepted(problem, notes)


# ------------------------------------------------------------------------------------------------------------- files


class ImportFiles:
    """The files of an import, read again when it is resumed; one process at a time has them.

    Args:
        path: ``NAME.jsonl``.
        settings: What the import depends on, as JSON values; an import with others is refused.

    Raises:
        ArgumentError: `path` does not end in .jsonl, is in use, or holds an import with other settings or none at all.
        DatasetError: the files cannot be read or written.
    """

    def __init__(self, path: Path, settings: Mapping[str, Any]) -> None:
        if path.suffix != ".jsonl":
            msg = f"{path} does not end in .jsonl; problems are written as JSON lines"
            raise ArgumentError(msg)
        self.path, self.rejected_path = path, path.with_suffix(".rejected.jsonl")
        self._about = path.with_suffix(".import.json")
        self.accepted = 0
        """How many problems there are."""
        self.done: set[str] = set()
        """Ids of all entries that were looked at."""
        self.reasons: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        """What is to be told of the accepted ones, and of how many."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._check_settings(settings)
            for one in (path, self.rejected_path):
                one.touch()  # who reads them finds them, however little comes
            for row in self._read(path):
                self._count(row)
            for row in self._read(self.rejected_path):
                self.reasons[row["reason"]] += 1
                self.done.add(row["id"])
        except OSError as error:
            msg = f"{error.filename or path} cannot be used: {error.strerror}; give another --output"
            raise DatasetError(msg) from error
        except ArgumentError:
            raise
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            msg = f"{path} holds something else than an import ({error}); give another --output"
            raise ArgumentError(msg) from error

    def programs(self) -> Iterator[tuple[str, str]]:
        """Id and C code of what was accepted so far."""
        for row in self._read(self.path):
            yield row["id"], row["c_code"]

    def _count(self, row: Mapping[str, Any]) -> None:
        self.accepted += 1
        self.done.add(row["id"])
        self.notes[f"split {row.get('split') or 'all'}"] += 1
        if row.get("timeable") is False:
            self.notes["timeable = false"] += 1
        if "row_assembly" in row:
            self.notes[f"the row's assembly is {row['row_assembly']}"] += 1

    def _check_settings(self, settings: Mapping[str, Any]) -> None:
        if self.path.exists() and not self._about.exists():
            msg = f"{self.path} exists and is no import that could be resumed; give another --output"
            raise ArgumentError(msg)
        self._lock = self._about.open("a+")
        weakref.finalize(self, self._lock.close)  # the lock is held until this object is gone
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            msg = f"another process imports into {self.path}; wait for it, or give another --output"
            raise ArgumentError(msg) from error
        self._lock.seek(0)
        text = self._lock.read()
        if not text.endswith("\n"):  # new, or not written whole
            self._lock.truncate(0)
            self._lock.write(json.dumps(settings, indent=2) + "\n")
            self._lock.flush()
            return
        earlier = json.loads(text)
        different = sorted(key for key in {*settings, *earlier} if earlier.get(key) != settings.get(key))
        if different:
            msg = f"{self.path} holds an import with other settings ({', '.join(different)}); give another --output"
            raise ArgumentError(msg)

    @staticmethod
    def _read(path: Path) -> Iterator[dict[str, Any]]:
        """The lines of a file; a last one that was not written whole is cut off."""
        if not path.exists():
            return
        whole_bytes = 0
        with path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                whole_bytes += len(line)
                yield json.loads(line)
        os.truncate(path, whole_bytes)

    def write(self, result: Accepted | Rejected) -> None:
        """Adds a result; it is on the disk when this returns."""
        if isinstance(result, Accepted):
            row = result.problem.to_json() | dict(result.notes)
            self._append(self.path, row)
            self._count(row)
        else:
            row = {"id": result.id, "reason": result.reason.value, "detail": result.detail}
            self._append(self.rejected_path, row)
            self.reasons[result.reason.value] += 1
            self.done.add(result.id)

    @staticmethod
    def _append(path: Path, row: Mapping[str, Any]) -> None:
        try:
            with path.open("a", encoding="ascii") as file:
                file.write(json.dumps(row, ensure_ascii=True) + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            msg = f"{path} cannot be written: {error.strerror}; what is there stays, and the same command resumes"
            raise DatasetError(msg) from error


# ------------------------------------------------------------------------------------------------------------ import


@dataclass(slots=True)
class _Known:
    """What was accepted so far, for threads."""

    near: Duplicates = field(default_factory=Duplicates)
    exact: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, name: str, c_code: str) -> None:
        with self.lock:
            self.near.add(name, c_code)
            self.exact.setdefault(_text_key(c_code), name)

    def duplicate(self, name: str, c_code: str) -> Rejected | None:
        with self.lock:
            same, similar = self.exact.get(_text_key(c_code)), self.near.find(c_code)
        if same is not None:
            return Rejected(name, Reason.EXACT_DUPLICATE, f"of {same}")
        if similar is not None:
            return Rejected(name, Reason.NEAR_DUPLICATE, f"of {similar[0]}: {similar[1]:.0%} in common")
        return None


def _text_key(c_code: str) -> str:
    return "\n".join(line.rstrip() for line in c_code.strip().splitlines())


def run_import(
    entries: Entries,
    files: ImportFiles,
    plan: ImportPlan,
    evaluator: Evaluator,
    *,
    workers: int,
    on_done: Callable[[str], None] = lambda _: None,
) -> None:
    """Vets all entries that are not in the files yet.

    Args:
        entries: In an order that is the same at every run.
        files: Where results go.
        plan: How programs are vetted.
        evaluator: Its limits are those of all runs.
        workers: Programs at once.
        on_done: Told the id of each entry that is finished, those of earlier runs included.

    Raises:
        DatasetError: the collection is malformed as a whole, a file cannot be written, or datasketch is not installed.
        ToolchainError: this gcc has no sanitizers.
        SandboxError: the sandbox failed; what was written stays.
    """
    fault = sanitizer_fault()
    if fault is not None:
        msg = f"this gcc has no sanitizer libraries ({fault}), without which no program can be proved fit; install them"
        raise ToolchainError(msg)
    try:
        known = _Known()
    except ImportError as error:
        msg = f"finding near duplicates needs datasketch ({error}); pip install 'asm-gym[data]'"
        raise DatasetError(msg) from error
    for name, c_code in files.programs():
        known.add(name, c_code)

    def work(entry: Entry) -> Accepted | Rejected:
        try:
            submission = entry.load()
            # Sought here to save the work, and again when its turn comes: an earlier one may still be under way.
            return known.duplicate(entry.id, submission.c_code) or vet(submission, plan, evaluator)
        except ProblemError as error:
            return Rejected(entry.id, Reason.MALFORMED, str(error))

    results = in_order(work, _todo(entries, files.done, on_done), workers)
    with contextlib.closing(results):
        for entry, result in results:
            final: Accepted | Rejected = result
            if isinstance(result, Accepted):
                final = known.duplicate(entry.id, result.problem.c_code) or result
            files.write(final)
            if isinstance(final, Accepted):
                known.add(entry.id, final.problem.c_code)
            on_done(entry.id)


def _todo(entries: Entries, done: Container[str], on_done: Callable[[str], None]) -> Iterator[Entry]:
    """Entries that are not done; one whose id was used before gets another, and says so when it is loaded."""
    times: Counter[str] = Counter()
    for entry in entries:
        times[entry.id] += 1
        one = entry
        if times[entry.id] > 1:
            one = Entry(f"{entry.id} (repeated {times[entry.id] - 1})", functools.partial(_refuse_repeated, entry.id))
        if one.id in done:
            on_done(one.id)
        else:
            yield one


def _refuse_repeated(name: str) -> Submission:
    msg = f"the id {name!r} is already used; ids must be unique in a collection"
    raise ProblemError(msg)
