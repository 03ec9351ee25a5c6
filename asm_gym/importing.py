"""From other people's collections to problems: every program is proved fit for tests before it becomes one.

Entries are vetted a few at a time and written in their order, so that an interrupted run goes on where it
stopped: ``NAME.jsonl`` has the problems, ``NAME.rejected.jsonl`` the others, each with its reason.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import numpy as np

from asm_gym.errors import ArgumentError, DatasetError, ProblemError
from asm_gym.evaluate import Evaluator
from asm_gym.multiply import multiplied
from asm_gym.mutation import fresh_tests
from asm_gym.parallel import in_order
from asm_gym.problem import Problem, TestCase
from asm_gym.provenance import provenance
from asm_gym.reference import Fault, Finding, Reference
from asm_gym.resolution import RESOLUTION_S
from asm_gym.similarity import Duplicates
from asm_gym.submission import Entries, Entry, GivenTest, Submission

SPLITS: Final = {"train": 0.8, "val": 0.1, "test": 0.1}
"""Shares of the splits; a task's name decides where its programs go."""


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
    SANITIZER = Fault.SANITIZER.value
    """A sanitizer found undefined behaviour or a wrong access to memory."""
    WRONG_OUTPUT = Fault.WRONG_OUTPUT.value
    """It does not print what the collection expects, white space at line ends aside."""


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
        SandboxError: the sandbox failed; nothing is known about the program.
    """
    given = submission.tests[: plan.tests_at_most]
    if not given:
        return Rejected(submission.id, Reason.NO_TESTS, "the collection has no input for it")
    seed = int.from_bytes(hashlib.sha256(submission.id.encode()).digest()[:8], "little")
    try:
        reference = Reference(
            submission.c_code, config=evaluator.config, cores=evaluator.cores, layers=evaluator.layers, seed=seed
        )
    except ProblemError as error:
        return Rejected(submission.id, Reason.DOES_NOT_BUILD, str(error))
    with reference:
        tests: dict[bytes, TestCase] = {}
        for stdin in dict.fromkeys(one.stdin for one in given):
            answer = reference.answer(stdin)
            if isinstance(answer, Finding):
                return Rejected(submission.id, Reason(answer.fault.value), answer.detail)
            tests[stdin] = answer
        own = list(tests.values())
        # What is wrong with the program itself comes first: it may be why an expected output differs.
        found = reference.disagreement(own) or reference.undefined_behaviour(own) or _wrong_output(tests, given)
        if found is not None:
            return Rejected(submission.id, Reason(found.fault.value), found.detail)
        if not any(test.stdout for test in own):
            return Rejected(submission.id, Reason.NO_TESTS, f"it prints nothing on its {len(own)} inputs")
        return _complete(submission, reference, own, plan, np.random.default_rng([plan.seed, seed]))


def _wrong_output(tests: Mapping[bytes, TestCase], given: Sequence[GivenTest]) -> Finding | None:
    """The first expected output that the program does not print."""
    for number, one in enumerate(given, 1):
        got = tests[one.stdin].stdout
        if one.stdout is not None and _trimmed(got) != _trimmed(one.stdout):
            detail = f"test {number} of {len(given)}: expected {one.stdout[:60]!r}, got {got[:60]!r}"
            return Finding(Fault.WRONG_OUTPUT, detail)
    return None


def _trimmed(data: bytes) -> list[bytes]:
    """Lines without white space at their ends, nor empty lines at the end of all."""
    return [line.rstrip() for line in data.rstrip().split(b"\n")]


def _complete(
    submission: Submission, reference: Reference, tests: list[TestCase], plan: ImportPlan, rng: np.random.Generator
) -> Accepted:
    """The problem, with fresh tests and its time."""
    hidden = fresh_tests(reference, tests, plan.fresh, rng) if plan.fresh else []
    times_s = {test: reference.time_s(test, runs=1) for test in tests}
    slowest = max(times_s, key=lambda test: times_s[test])
    longer = None
    if plan.multiply and times_s[slowest] < RESOLUTION_S:
        longer = multiplied(reference, tests, rng)
    baseline_s = reference.time_s(slowest if longer is None else longer)
    problem = Problem(
        id=submission.id, c_code=submission.c_code, tests=tuple(tests), hidden_tests=tuple(hidden),
        timing_tests=() if longer is None else (longer,), split=submission.split or split_of(submission),
        source=submission.source, license=submission.license, timeable=baseline_s >= RESOLUTION_S,
    )  # fmt: skip
    notes: dict[str, Any] = {"baseline_s": round(baseline_s, 6)}
    if submission.task is not None:
        notes["task"] = submission.task
    if submission.assembly is not None:
        notes["row_assembly"] = provenance(submission.c_code, submission.assembly).value
    return Accepted(problem, notes)


def split_of(submission: Submission) -> str:
    """The split of a program: that of its task, or of the program itself where the task is unknown."""
    name = submission.task or submission.id
    position = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little") / 2**64
    for split, share in SPLITS.items():
        if position < share:
            return split
        position -= share
    return next(iter(SPLITS))


# ------------------------------------------------------------------------------------------------------------- files


class ImportFiles:
    """The files of an import, read again when it is resumed.

    Args:
        path: ``NAME.jsonl``.
        settings: What the import depends on, as JSON values; an import with others is refused.

    Raises:
        ArgumentError: `path` does not end in .jsonl, or holds an import with other settings, or something else.
        DatasetError: the files cannot be read or written.
    """

    def __init__(self, path: Path, settings: Mapping[str, Any]) -> None:
        if path.suffix != ".jsonl":
            msg = f"{path} does not end in .jsonl; problems are written as JSON lines"
            raise ArgumentError(msg)
        self.path, self.rejected_path = path, path.with_suffix(".rejected.jsonl")
        self._about = path.with_suffix(".import.json")
        self.accepted: list[tuple[str, str]] = []
        """Id and C code of what an earlier run accepted."""
        self.done: set[str] = set()
        self.reasons: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        """What is to be told of the accepted ones, and of how many."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._check_settings(settings)
            for row in self._read(path):
                self._count(row)
            for row in self._read(self.rejected_path):
                self.reasons[row["reason"]] += 1
                self.done.add(row["id"])
        except OSError as error:
            msg = f"{error.filename or path} cannot be used: {error.strerror}; give another --output"
            raise DatasetError(msg) from error
        except (KeyError, ValueError) as error:
            msg = f"{path} holds something else than an import ({error}); give another --output"
            raise ArgumentError(msg) from error

    def _count(self, row: Mapping[str, Any]) -> None:
        self.accepted.append((row["id"], row["c_code"]))
        self.done.add(row["id"])
        self.notes[f"split {row.get('split') or 'all'}"] += 1
        if row.get("timeable") is False:
            self.notes["timeable = false"] += 1
        if "row_assembly" in row:
            self.notes[f"the row's assembly is {row['row_assembly']}"] += 1

    def _check_settings(self, settings: Mapping[str, Any]) -> None:
        if not self._about.exists():
            if self.path.exists():
                msg = f"{self.path} exists and is no import that could be resumed; give another --output"
                raise ArgumentError(msg)
            whole = self._about.with_suffix(".tmp")
            whole.write_text(json.dumps(settings, indent=2) + "\n")
            whole.replace(self._about)
            return
        earlier = json.loads(self._about.read_text())
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
        SandboxError: the sandbox failed; what was written stays.
    """
    try:
        known = _Known()
    except ImportError as error:
        msg = f"finding near duplicates needs datasketch ({error}); pip install 'asm-gym[data]'"
        raise DatasetError(msg) from error
    for name, c_code in files.accepted:
        known.add(name, c_code)

    def todo() -> Iterator[Entry]:
        for entry in entries:
            if entry.id in files.done:
                on_done(entry.id)
            else:
                yield entry

    def work(entry: Entry) -> Accepted | Rejected:
        try:
            submission = entry.load()
        except ProblemError as error:
            return Rejected(entry.id, Reason.MALFORMED, str(error))
        # Sought here to save the work, and again when its turn comes: an earlier one may still be under way.
        return known.duplicate(entry.id, submission.c_code) or vet(submission, plan, evaluator)

    results = in_order(work, todo(), workers)
    with contextlib.closing(results):
        for entry, result in results:
            final: Accepted | Rejected = result
            if isinstance(result, Accepted):
                final = known.duplicate(entry.id, result.problem.c_code) or result
            files.write(final)
            if isinstance(final, Accepted):
                known.add(entry.id, final.problem.c_code)
            on_done(entry.id)
