"""A run of an agent on disk: run.json says what was run and where, results.jsonl has two lines for each problem."""

from __future__ import annotations

import fcntl
import json
import os
import time
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from asm_gym.errors import ArgumentError, DatasetError
from asm_gym.lanes import cpu_model
from asm_gym.resolution import NULL_SUFFIX
from asm_gym.rewards import LISTED_FIELDS, Evaluation
from asm_gym.toolchain import tool_versions
from asm_gym.verify import Verdict

RUN_FILE: Final = "run.json"
RESULTS_FILE: Final = "results.jsonl"


class Kind(StrEnum):
    """Whose text a row is about."""

    CANDIDATE = "candidate"
    """The agent's best."""
    NULL = "null"
    """Other machine code of the baseline's speed: what the clock calls equal."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of results.jsonl."""

    kind: Kind
    evaluation: Evaluation
    text: str
    """What was evaluated; empty in null rows of earlier versions."""
    attempts: tuple[str, ...] = ()
    """Verdicts of the attempts, in order; empty for the null candidate."""

    def to_json(self) -> str:
        """The line."""
        data = {"kind": self.kind, **self.evaluation.to_dict(), "attempts": list(self.attempts), "text": self.text}
        return json.dumps(data, allow_nan=False)

    @classmethod
    def from_json(cls, line: str) -> Row:
        """Reads a line that `to_json` wrote.

        Raises:
            ValueError, KeyError, TypeError: it is something else.
        """
        data = json.loads(line)
        values = {name: data[name] for name in LISTED_FIELDS}
        values |= {"verdict": Verdict(data["verdict"]), "warnings": tuple(data["warnings"])}
        return cls(Kind(data["kind"]), Evaluation(**values), data["text"], tuple(data["attempts"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a folder tells of a run that is finished or under way."""

    folder: Path
    settings: Mapping[str, Any]
    """Options of the command, by name with underscores."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """The rest of run.json: version, cpu, tools, started, problems (content digests by id)."""
    rows: tuple[Row, ...] = ()
    """By problem id; a problem that was written in part is left out."""

    @property
    def agent(self) -> str:
        """Name of the agent, as it was asked for."""
        return str(self.settings.get("agent", self.folder.name))

    def evaluations(self, kind: Kind) -> list[Evaluation]:
        """Those of one kind, by problem id."""
        return [row.evaluation for row in self.rows if row.kind is kind]

    def baselines(self) -> dict[str, str]:
        """Assembly of the baselines by problem id, of the problems whose null row has its text."""
        texts = {row.evaluation.problem_id: row.text for row in self.rows if row.kind is Kind.NULL}
        return {name: text.removesuffix(NULL_SUFFIX) for name, text in texts.items() if text.endswith(NULL_SUFFIX)}


def read_run(folder: Path) -> Run:
    """Reads the folder of a run and changes nothing in it.

    Raises:
        ArgumentError: it holds no run, no finished problem, or files that are not those of a run.
    """
    about, path = folder / RUN_FILE, folder / RESULTS_FILE
    try:
        facts = _facts(about)
        rows, _ = _read_rows(path)
    except OSError as error:
        msg = f"cannot read a run from {folder}: {error.filename}: {error.strerror}; give the --output of an evaluation"
        raise ArgumentError(msg) from error
    if not rows:
        msg = f"{folder} has no finished problem yet; run the same evaluation again to resume it"
        raise ArgumentError(msg)
    ordered = tuple(sorted(rows, key=lambda row: (row.evaluation.problem_id, row.kind)))
    settings = facts.pop("settings")
    return Run(folder=folder, settings=settings, facts=facts, rows=ordered)


class ResultsFile:
    """results.jsonl of a run: written after every problem, read again when the run is resumed."""

    def __init__(
        self, folder: Path, settings: Mapping[str, Any], *, version: str = "", problems: Mapping[str, str] | None = None
    ) -> None:
        """Opens or makes the folder.

        Args:
            folder: Where; made where it is missing.
            settings: What must be equal for a run to be resumed.
            version: Of asm_gym, for the record.
            problems: Content digests of the problems by id, for the record; None: not recorded.

        Raises:
            ArgumentError: it holds the results of other settings, other problems or another machine, another command
                is writing there, or it cannot be written.
        """
        self.path = folder / RESULTS_FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._release = weakref.finalize(self, os.close, _locked(self.path))
            try:
                here = {"version": version, "cpu": cpu_model(), "tools": tool_versions()}
                _begin(folder, {"settings": settings, "problems": problems or {}, **here})
                self.rows = self._resume()
            except BaseException:
                self.close()
                raise
        except OSError as error:
            msg = f"cannot write results to {folder}: {error.strerror}; give another --output"
            raise ArgumentError(msg) from error

    def _resume(self) -> list[Row]:
        """Rows of an earlier part of the run; a last problem that was not written whole is dropped from the file."""
        rows, whole = _read_rows(self.path)
        if len(whole) < self.path.stat().st_size:
            os.truncate(self.path, len(whole))  # written anew, a full disk would take everything
        return rows

    def append(self, rows: Sequence[Row]) -> None:
        """Writes the rows of one problem, all or none of them.

        Raises:
            DatasetError: they cannot be written; earlier ones stay.
        """
        try:
            with self.path.open("a") as file:
                file.write("".join(row.to_json() + "\n" for row in rows))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            msg = f"{self.path} cannot be written: {error.strerror}; {self.how_to_resume}"
            raise DatasetError(msg) from error
        self.rows += rows

    def close(self) -> None:
        """Lets other commands write to the folder; a second call does nothing."""
        self._release()

    @property
    def how_to_resume(self) -> str:
        """What to tell a user whose run ended early."""
        return f"the same command with --output {self.path.parent} resumes it"


def _locked(path: Path) -> int:
    """A descriptor that keeps other commands away from a file until it is closed, or its process dies."""
    lock = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)  # NFS locks only what is open for writing
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        msg = f"another command is writing to {path.parent}; wait for its end or give another --output"
        raise ArgumentError(msg) from error
    return lock


def _begin(folder: Path, now: Mapping[str, Any]) -> None:
    """Writes down what is run here and where, or makes sure that it is what was begun here."""
    about = folder / RUN_FILE
    if about.exists():
        _require_same(folder, _facts(about), now)
        return
    if (folder / RESULTS_FILE).stat().st_size:
        msg = f"{folder} holds results, but no {RUN_FILE} that says of what; give another --output"
        raise ArgumentError(msg)
    whole = about.with_suffix(".tmp")
    whole.write_text(json.dumps({**now, "started": time.strftime("%Y-%m-%dT%H:%M:%S%z")}, indent=2) + "\n")
    whole.replace(about)


def _facts(about: Path) -> dict[str, Any]:
    try:
        facts: dict[str, Any] = json.loads(about.read_text())
        if not isinstance(facts["settings"], dict):
            what = f"settings are {type(facts['settings']).__name__}"
            raise TypeError(what)
    except (ValueError, KeyError, TypeError) as error:
        msg = f"{about} is not the record of a run ({error}); give another --output"
        raise ArgumentError(msg) from error
    return facts


def _require_same(folder: Path, facts: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Refuses to go on with a run that was measured otherwise: its figures would be of no machine and no version."""
    settings, problems = now["settings"], now["problems"]
    different = sorted(key for key in settings if facts["settings"].get(key) != settings[key])
    if different:
        msg = f"{folder} holds a run with other settings ({', '.join(different)}); give another --output"
        raise ArgumentError(msg)
    for name in ("version", "cpu", "tools"):
        if facts.get(name) != now[name]:
            what = f"another {name} ({facts.get(name)}; here: {now[name]})"
            msg = f"{folder} holds a run with {what}; give another --output"
            raise ArgumentError(msg)
    recorded = facts.get("problems", {})
    changed = sorted(name for name in problems if recorded.get(name, problems[name]) != problems[name])
    if changed:
        some = f"{', '.join(changed[:3])}{' …' if len(changed) > 3 else ''}"
        msg = f"{folder} holds results for other versions of {len(changed)} problems ({some}); give another --output"
        raise ArgumentError(msg)


def _read_rows(path: Path) -> tuple[list[Row], bytes]:
    """Rows of the problems that were written whole, and the bytes of these rows."""
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    if lines and not lines[-1].endswith(b"\n"):
        lines.pop()
    rows = []
    for number, line in enumerate(lines, 1):
        try:
            rows.append(Row.from_json(line.decode()))
        except (ValueError, KeyError, TypeError) as error:
            msg = f"{path}, line {number} is no result ({error}); remove that problem or give another --output"
            raise ArgumentError(msg) from error
    if rows and rows[-1].kind is Kind.CANDIDATE:
        rows.pop()
    return rows, b"".join(lines[: len(rows)])
