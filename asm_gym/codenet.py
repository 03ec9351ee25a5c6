"""Reads a tree of Project CodeNet: accepted C submissions and the inputs of their tasks.

``DIR/metadata/pXXXXX.csv`` lists the submissions of a task, ``DIR/data/pXXXXX/C/sXXXXXXXXX.c`` is one. Tests are
``input.N.txt`` with or without ``output.N.txt``, or one ``input.txt`` with ``output.txt``, in a folder of the task. The
tree is walked one task at a time and is never listed as a whole: it has 14 million files.
"""

from __future__ import annotations

import csv
import functools
import itertools
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from asm_gym.errors import DatasetError, ProblemError
from asm_gym.submission import C_BYTES_MAX, Entry, GivenTest, Submission, decode_c

PER_TASK: Final = 10
"""Accepted submissions that are read of each task; the paper took as many (arXiv 2505.11480, its released scripts)."""

LICENSE: Final = "CDLA-Permissive-2.0"

_TEST_FOLDERS: Final = ("{tree}/data/{task}", "{tree}/tests/{task}", "{tree}/test_cases/{task}",
                        "{tree}/merged_test_cases/{task}", "{tree}/derived/input_output/data/{task}")  # fmt: skip
_INPUT: Final = re.compile(r"input(?:\.(\d+))?\.txt")
_TEST_BYTES_MAX: Final = 16 << 20
_COLUMNS: Final = ("submission_id", "language", "status")


def read_codenet(
    tree: str | os.PathLike[str],
    *,
    tests: str | os.PathLike[str] | None = None,
    per_task: int = PER_TASK,
    tests_at_most: int | None = None,
) -> Iterator[Entry]:
    """Yields accepted C submissions, by task and in the order of the metadata.

    A metadata file that is malformed becomes an entry whose `load` says so.

    Args:
        tree: The folder that has ``metadata`` and ``data``.
        tests: A folder with a folder of tests for each task; None: looked for in the tree.
        per_task: At most so many submissions of each task.
        tests_at_most: The first tests that are read of each task; None: all.

    Raises:
        DatasetError: The folder is no such tree.
    """
    tree, tests = Path(tree).expanduser(), None if tests is None else Path(tests).expanduser()
    if tests is not None and not tests.is_dir():
        msg = f"{tests}, the folder of tests, does not exist; it has a folder pXXXXX of each task"
        raise DatasetError(msg)
    metadata = tree / "metadata"
    try:
        tasks = sorted(one.name[:-4] for one in os.scandir(metadata) if re.fullmatch(r"p\d+\.csv", one.name))
    except OSError as error:
        msg = f"{metadata} cannot be read ({error.strerror}); a Project CodeNet tree has metadata/pXXXXX.csv and data/"
        raise DatasetError(msg) from error
    if not tasks:
        msg = f"{metadata} has no pXXXXX.csv; give the folder of Project CodeNet that contains metadata/ and data/"
        raise DatasetError(msg)
    return (entry for task in tasks for entry in _read_task(_Tree(tree, tests, tests_at_most), task, per_task))


@dataclass(frozen=True, slots=True)
class _Tree:
    """Where things are, and how many tests are wanted."""

    path: Path
    tests: Path | None
    tests_at_most: int | None


def _read_task(tree: _Tree, task: str, per_task: int) -> Iterator[Entry]:
    try:
        for name in itertools.islice(_accepted(tree.path / "metadata" / f"{task}.csv"), per_task):
            yield Entry(f"{task}_{name}", functools.partial(_load, tree, task, name))
    except (ProblemError, csv.Error, OSError) as error:
        yield Entry(f"{task}.csv", functools.partial(_refuse, f"metadata/{task}.csv: {error}"))


def _refuse(message: str) -> Submission:
    raise ProblemError(message)


def _accepted(path: Path) -> Iterator[str]:
    """Ids of the accepted C submissions that a metadata file lists."""
    with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
        rows = csv.DictReader(file)
        missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            msg = f"no column {missing[0]!r}; Project CodeNet's metadata has {', '.join(_COLUMNS)} and others"
            raise ProblemError(msg)
        for row in rows:
            if row["language"] != "C" or row["status"] != "Accepted":
                continue
            if not re.fullmatch(r"[A-Za-z0-9_]+", row["submission_id"] or ""):
                msg = f"line {rows.line_num}: {row['submission_id']!r} is no submission id"
                raise ProblemError(msg)
            yield row["submission_id"]


def _load(tree: _Tree, task: str, submission: str) -> Submission:
    data = _read(tree.path / "data" / task / "C" / f"{submission}.c", C_BYTES_MAX)
    return Submission(
        id=f"{task}_{submission}", task=task, c_code=decode_c(data), tests=_read_tests(tree, task),
        source=f"Project CodeNet {task}/{submission}", license=LICENSE,
    )  # fmt: skip


@functools.lru_cache(maxsize=64)
def _read_tests(tree: _Tree, task: str) -> tuple[GivenTest, ...]:
    """The tests of a task, from the first folder that has some."""
    places = [one.format(tree=tree.path, task=task) for one in _TEST_FOLDERS]
    for folder in [tree.tests / task] if tree.tests is not None else map(Path, places):
        try:
            names = os.listdir(folder)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            msg = f"tests of {task} cannot be listed in {folder}: {error.strerror}"
            raise ProblemError(msg) from error
        numbered = sorted((int(match[1] or 0), name) for name in names if (match := _INPUT.fullmatch(name)))
        if numbered:
            known = frozenset(names)
            return tuple(_read_test(folder, name, known) for _, name in numbered[: tree.tests_at_most])
    return ()


def _read_test(folder: Path, name: str, known: frozenset[str]) -> GivenTest:
    output = name.replace("input", "output", 1)
    stdout = _read(folder / output, _TEST_BYTES_MAX) if output in known else None
    return GivenTest(_read(folder / name, _TEST_BYTES_MAX), stdout)


def _read(path: Path, most_bytes: int) -> bytes:
    """A file of a stranger's tree: a regular one, and not larger than it should be.

    Raises:
        ProblemError: it is not, or it cannot be read.
    """
    try:
        # Not blocking: a pipe in its place would be waited for.
        with open(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode) or about.st_size > most_bytes:
                what = (
                    f"has {about.st_size} bytes, at most {most_bytes}" if stat.S_ISREG(about.st_mode) else "is no file"
                )
                msg = f"{path} {what}"
                raise ProblemError(msg)
            return file.read(most_bytes)
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}"
        raise ProblemError(msg) from error
