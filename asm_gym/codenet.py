"""Reads a tree of Project CodeNet: accepted C submissions and the inputs of their tasks.

``DIR/metadata/pXXXXX.csv`` lists the submissions of a task, ``DIR/data/pXXXXX/C/sXXXXXXXXX.c`` is one. Tests are
``input.N.txt`` with or without ``output.N.txt``, or one ``input.txt`` with ``output.txt``, in a folder of the task. The
tree is walked one task at a time and is never listed as a whole: it has 14 million files.
"""

from __future__ import annotations

import csv
import functools
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from asm_gym.errors import DatasetError, ProblemError
from asm_gym.submission import Entry, GivenTest, Submission, decode_c

PER_TASK: Final = 10
"""Accepted submissions that are read of each task; the paper took as many (arXiv 2505.11480, its released scripts)."""

LICENSE: Final = "CDLA-Permissive-2.0"

_TEST_FOLDERS: Final = ("{tree}/data/{task}", "{tree}/tests/{task}", "{tree}/test_cases/{task}",
                        "{tree}/merged_test_cases/{task}", "{tree}/derived/input_output/data/{task}")  # fmt: skip
_INPUT: Final = re.compile(r"input(?:\.(\d+))?\.txt")
_COLUMNS: Final = ("submission_id", "language", "status")


def read_codenet(
    tree: str | os.PathLike[str], *, tests: str | os.PathLike[str] | None = None, per_task: int = PER_TASK
) -> Iterator[Entry]:
    """Yields accepted C submissions, by task and in the order of the metadata.

    Args:
        tree: The folder that has ``metadata`` and ``data``.
        tests: A folder with a folder of tests for each task; None: looked for in the tree.
        per_task: At most so many submissions of each task.

    Raises:
        DatasetError: The folder is no such tree, or a metadata file is malformed.
    """
    tree, tests = Path(tree).expanduser(), None if tests is None else Path(tests).expanduser()
    metadata = tree / "metadata"
    try:
        tasks = sorted(one.name[:-4] for one in os.scandir(metadata) if re.fullmatch(r"p\d+\.csv", one.name))
    except OSError as error:
        msg = f"{metadata} cannot be read ({error.strerror}); a Project CodeNet tree has metadata/pXXXXX.csv and data/"
        raise DatasetError(msg) from error
    if not tasks:
        msg = f"{metadata} has no pXXXXX.csv; give the folder of Project CodeNet that contains metadata/ and data/"
        raise DatasetError(msg)
    return (entry for task in tasks for entry in _read_task(tree, task, tests, per_task))


def _read_task(tree: Path, task: str, tests: Path | None, per_task: int) -> Iterator[Entry]:
    path = tree / "metadata" / f"{task}.csv"
    with path.open(newline="", encoding="utf-8", errors="replace") as file:
        rows = csv.DictReader(file)
        missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            msg = (
                f"{path} has no column {missing[0]!r}; Project CodeNet's metadata has {', '.join(_COLUMNS)} and others"
            )
            raise DatasetError(msg)
        found = 0
        for row in rows:
            if row["language"] != "C" or row["status"] != "Accepted":
                continue
            if not re.fullmatch(r"[A-Za-z0-9_]+", row["submission_id"] or ""):
                msg = f"{path}, line {rows.line_num}: {row['submission_id']!r} is no submission id"
                raise DatasetError(msg)
            if found == per_task:
                return
            found += 1
            load = functools.partial(_load, tree, task, row["submission_id"], tests)
            yield Entry(f"{task}_{row['submission_id']}", load)


def _load(tree: Path, task: str, submission: str, tests: Path | None) -> Submission:
    path = tree / "data" / task / "C" / f"{submission}.c"
    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}"
        raise ProblemError(msg) from error
    return Submission(
        id=f"{task}_{submission}", task=task, c_code=decode_c(data), tests=_read_tests(tree, task, tests),
        source=f"Project CodeNet {task}/{submission}", license=LICENSE,
    )  # fmt: skip


@functools.lru_cache(maxsize=64)
def _read_tests(tree: Path, task: str, tests: Path | None) -> tuple[GivenTest, ...]:
    """The tests of a task, from the first folder that has some."""
    folders = [tests / task] if tests is not None else [Path(one.format(tree=tree, task=task)) for one in _TEST_FOLDERS]
    for folder in folders:
        try:
            names = [(int(match[1] or 0), name) for name in os.listdir(folder) if (match := _INPUT.fullmatch(name))]
            if names:
                return tuple(_read_test(folder, name) for _, name in sorted(names))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            msg = f"tests of {task} cannot be read from {folder}: {error.strerror}"
            raise ProblemError(msg) from error
    return ()


def _read_test(folder: Path, name: str) -> GivenTest:
    output = folder / name.replace("input", "output", 1)
    return GivenTest((folder / name).read_bytes(), output.read_bytes() if output.exists() else None)
