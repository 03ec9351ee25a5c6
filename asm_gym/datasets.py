"""Collections of problems: the bundled ones, JSONL files and folders. Nothing is compiled here."""

import contextlib
import functools
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from asm_gym.codenet import read_codenet
from asm_gym.errors import AsmGymError, DatasetError, ProblemError, did_you_mean
from asm_gym.problem import Problem, TestCase, load_problem_dir
from asm_gym.submission import Entries, Entry, GivenTest, Submission
from asm_gym.supercoder import read_supercoder

BUNDLED = "bundled"
"""Name of the collection that comes with the package."""

ALL_SPLITS = "all"
"""Name that stands for every split at once, like None."""

_BUNDLED_FOLDER = Path(__file__).parent / "problems"
_PROBLEM_FILES = ("program.c", "problem.toml", "inputs.py")
_SUPPORTED = (
    f'"{BUNDLED}", a .jsonl file, a folder that contains program.c, a folder of such folders, a .parquet file of the '
    f"paper's rows, or a Project CodeNet tree"
)

OnError = Callable[[int, AsmGymError, str | None], None]
"""Called with the line number (from 1), what is wrong, and the problem's id or None."""


def load(name: str | os.PathLike[str], split: str | None = None) -> tuple[Problem, ...]:
    """Loads problems by the name or the path of their collection.

    Args:
        name: "bundled", a path that ends in .jsonl, a folder that contains program.c (one problem),
            or a folder of such folders. For a folder that is called "bundled" say "./bundled". Also
            the paper's rows (.parquet) and a Project CodeNet tree, as far as they have expected
            outputs; nothing proves these programs fit, so import them first (`asm-gym dataset import`).
        split: Which problems; one without a split belongs to all of them. None and "all" take
            everything.

    Returns:
        At least one problem, in the order of the file or sorted by folder name.

    Raises:
        DatasetError: If the collection does not exist, is malformed or of an unsupported kind, or
            if nothing of it is in the split.
        ProblemError: If a problem of a folder is malformed.
    """
    problems = _load_all(name)
    if not problems:
        msg = f"{os.fspath(name)} holds no problems; {_SUPPORTED} is expected"
        raise DatasetError(msg)
    if split is None or split == ALL_SPLITS:
        return problems
    chosen = tuple(problem for problem in problems if problem.split in (None, split))
    if not chosen:
        splits = sorted({problem.split for problem in problems if problem.split is not None})
        known = ", ".join(repr(other) for other in (*splits, ALL_SPLITS))
        hint = did_you_mean(split, (*splits, ALL_SPLITS))
        msg = f"{os.fspath(name)} has no problem in split {split!r}; it has {known}.{hint}"
        raise DatasetError(msg)
    return chosen


def load_jsonl(path: str | os.PathLike[str], on_error: OnError | None = None) -> tuple[Problem, ...]:
    """Reads a JSONL file, one problem a line; blank lines are skipped.

    Args:
        path: The file, in UTF-8.
        on_error: Where given, it is told of each unusable line, which is then skipped; a repeated
            id is such a line, the first problem of that name stays. None raises instead. The id is
            passed wherever the line is a JSON object that has one.

    Returns:
        The problems in the order of the file, perhaps none.

    Raises:
        DatasetError: If the file cannot be read or, without `on_error`, if a line is malformed or
            repeats an id; the message has the file and the line number.
    """
    path = Path(path)
    problems: list[Problem] = []
    line_of_id: dict[str, int] = {}
    for number, line in enumerate(_read_lines(path), start=1):
        if not line.strip():
            continue
        problem_id: str | None = None
        try:
            data = _decode_line(line)
            problem_id = data["id"] if isinstance(data.get("id"), str) else None
            problem = Problem.from_json(data)
            if problem.id in line_of_id:
                msg = f"id {problem.id!r} is already used in line {line_of_id[problem.id]}; ids must be unique"
                raise DatasetError(msg)
        except (DatasetError, ProblemError) as error:
            msg = f"{path}:{number}: {error}"
            located = DatasetError(msg)
            if on_error is None:
                raise located from error
            on_error(number, located, problem_id)
            continue
        line_of_id[problem.id] = number
        problems.append(problem)
    return tuple(problems)


def entries(path: str | os.PathLike[str]) -> Entries:
    """Yields the lines of a JSONL file as entries of an import; see `load_jsonl`.

    Raises:
        DatasetError: If the file cannot be read.
    """
    path = Path(path)
    if path.suffix == ".parquet":
        msg = f"{path} is no JSONL but parquet; `asm-gym dataset import supercoder` reads the paper's rows"
        raise DatasetError(msg)
    try:
        path.open("rb").close()  # said now, not when the first line is asked for
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}; check the path and its rights"
        raise DatasetError(msg) from error
    return _entries(path)


def _entries(path: Path) -> Entries:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if not line.strip():
                continue
            try:
                name = str(_decode_line(line)["id"])
            except (DatasetError, KeyError):
                name = f"{path.stem}_line_{number}"
            yield Entry(name, functools.partial(_submission, line))


def _submission(line: bytes) -> Submission:
    try:
        problem = Problem.from_json(_decode_line(line))
    except DatasetError as error:
        raise ProblemError(str(error)) from error
    tests, hidden, timing = (
        tuple(GivenTest(test.stdin, test.stdout, test.exit_code) for test in some)
        for some in (problem.tests, problem.hidden_tests, problem.timing_tests)
    )
    return Submission(
        id=problem.id, task=None, c_code=problem.c_code, tests=tests, hidden_tests=hidden, timing_tests=timing,
        split=problem.split, in_all_splits=problem.split is None, source=problem.source, license=problem.license,
    )  # fmt: skip


def save_jsonl(problems: Iterable[Problem], path: str | os.PathLike[str]) -> None:
    """Writes problems as JSONL; the file appears whole or not at all.

    Args:
        problems: What to write, in this order.
        path: The file; one that exists is replaced.

    Raises:
        DatasetError: If two problems have one id, if one has an input generator (which JSON cannot
            hold), or if the file cannot be written. An existing file is untouched then.
    """
    path = Path(path)
    lines: list[str] = []
    seen: set[str] = set()
    for problem in problems:
        if problem.id in seen:
            msg = f"two problems have the id {problem.id!r}; ids must be unique in a file"
            raise DatasetError(msg)
        seen.add(problem.id)
        try:
            # ASCII output, because surrogates that stand for single bytes only survive as escapes.
            lines.append(json.dumps(problem.to_json(), ensure_ascii=True) + "\n")
        except ProblemError as error:
            msg = f"{path} is not written: {error}"
            raise DatasetError(msg) from error
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text("".join(lines), encoding="ascii")
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        msg = f"{path} cannot be written: {error.strerror or error}"
        raise DatasetError(msg) from error


def _load_all(name: str | os.PathLike[str]) -> tuple[Problem, ...]:
    if name == BUNDLED:
        return _load_folder(_BUNDLED_FOLDER)
    path = Path(name).expanduser()
    if (path / "metadata").is_dir():
        return _load_entries(read_codenet(path))
    if path.is_dir():
        return _load_folder(path)
    if not path.exists():
        hint = did_you_mean(os.fspath(name), (BUNDLED,))
        msg = f"dataset {os.fspath(name)!r} does not exist; give {_SUPPORTED}.{hint}"
        raise DatasetError(msg)
    if path.suffix == ".jsonl":
        return load_jsonl(path)
    if path.suffix == ".parquet":
        return _load_entries(read_supercoder(path))
    kind = path.suffix or "a file without a suffix"
    msg = f"dataset {os.fspath(name)!r}: {kind} is not supported: convert it to JSONL. Supported are {_SUPPORTED}"
    raise DatasetError(msg)


def _load_entries(entries: Entries) -> tuple[Problem, ...]:
    """Problems of a collection, without a proof; what is malformed or has no expected output is left out."""
    problems = []
    for entry in entries:
        try:
            one = entry.load()
        except ProblemError:
            continue
        tests = tuple(TestCase(stdin=t.stdin, stdout=t.stdout) for t in one.tests if t.stdout is not None)
        if tests:
            problems.append(
                Problem(
                    id=one.id,
                    c_code=one.c_code,
                    tests=tests,
                    split=one.some_split,
                    source=one.source,
                    license=one.license,
                )
            )
    return tuple(problems)


def _load_folder(folder: Path) -> tuple[Problem, ...]:
    """Loads one problem folder or a folder of them, sorted by name."""
    if (folder / "program.c").exists():
        return (load_problem_dir(folder),)
    try:
        children = sorted(folder.iterdir())
    except OSError as error:
        msg = f"{folder} cannot be read: {error.strerror or error}"
        raise DatasetError(msg) from error
    # A folder with only some of a problem's files is a mistake to report; others are no problems.
    return tuple(
        load_problem_dir(child) for child in children if any((child / file).is_file() for file in _PROBLEM_FILES)
    )


def _read_lines(path: Path) -> list[bytes]:
    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}; check the path and its rights"
        raise DatasetError(msg) from error
    # Only b"\n" ends a line: str.splitlines would also cut at separators inside of JSON strings.
    return data.removeprefix(b"\xef\xbb\xbf").split(b"\n")


def _decode_line(line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        msg = f"not UTF-8 (byte {error.start} of the line); write other bytes as \\udc80 to \\udcff"
        raise DatasetError(msg) from error
    except (ValueError, RecursionError) as error:
        msg = f"not valid JSON: {error}"
        raise DatasetError(msg) from error
    if not isinstance(data, dict):
        msg = f"a JSON {type(data).__name__}, expected an object with id, c_code and tests"
        raise DatasetError(msg)
    return data
