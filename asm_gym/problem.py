"""One problem: a C program, and how to tell whether assembly does the same job.

A problem brings stored tests, a generator of fresh inputs, or both. Byte strings of programs are
arbitrary bytes; in JSON they are UTF-8 text with `surrogateescape`, which survives any byte.
"""

import functools
import hashlib
import importlib.util
import os
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar, Self

import numpy as np

from asm_gym.errors import ArgumentError, ProblemError, did_you_mean

_FOLDER_KEYS = ("title", "family", "level", "license", "description", "faster_form", "split")
_TEST_LISTS = ("tests", "timing_tests", "hidden_tests")


@dataclass(frozen=True, slots=True, kw_only=True)
class TestCase:
    """One run of a program: what it reads and what it has to answer.

    Attributes:
        stdin: Bytes on standard input.
        stdout: Bytes expected on standard output, compared byte for byte.
        exit_code: Expected exit status, 0 to 255.

    Raises:
        ProblemError: If a field has the wrong type or the exit status is out of range.
    """

    __test__: ClassVar[bool] = False  # the name would make pytest collect this class

    stdin: bytes
    stdout: bytes
    exit_code: int = 0

    def __post_init__(self) -> None:
        for name in ("stdin", "stdout"):
            value = getattr(self, name)
            if not isinstance(value, bytes):
                msg = f"{name} of a test is {_typed(value)}, expected bytes"
                raise ProblemError(msg)
        code = self.exit_code
        if not _is_integer(code) or not 0 <= code <= 255:
            msg = f"exit_code of a test is {_typed(code)}, expected an integer from 0 to 255"
            raise ProblemError(msg)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Reads the JSON form `{"stdin", "stdout", "exit_code"?}`.

        Args:
            data: A decoded JSON object; keys that are not named above are ignored. An absent or
                null `exit_code` is 0.

        Raises:
            ProblemError: If a key is missing or has the wrong type; the message names it.
        """
        if not isinstance(data, Mapping):
            msg = f"a test is {_typed(data)}, expected an object with stdin and stdout"
            raise ProblemError(msg)
        code = data.get("exit_code")
        return cls(
            stdin=_bytes_from_text(data, "stdin"),
            stdout=_bytes_from_text(data, "stdout"),
            exit_code=0 if code is None else code,
        )

    def to_json(self) -> dict[str, Any]:
        """Returns the JSON form; an exit status of 0 is left out."""
        data: dict[str, Any] = {
            "stdin": self.stdin.decode("utf-8", "surrogateescape"),
            "stdout": self.stdout.decode("utf-8", "surrogateescape"),
        }
        if self.exit_code != 0:
            data["exit_code"] = self.exit_code
        return data


class InputSize(StrEnum):
    """What a generated input is for."""

    SMALL = "small"
    """An input for a correctness test: quick, and different at every draw."""

    TIMING = "timing"
    """An input that keeps the baseline busy for 10 ms or more."""


@dataclass(frozen=True, slots=True)
class InputGenerator:
    """The function `generate(rng, size) -> bytes` of a file, as a picklable value.

    The file may also have `edges(rng) -> list[bytes]`: adversarial inputs (empty, one element, extremes of the type,
    sorted, all equal, the largest size), all of which a hidden evaluation uses. The file is loaded at the first call
    and then kept for the life of the process. It is trusted code of the problem's author and runs in this process.

    Attributes:
        path: The Python file; made absolute.
    """

    path: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", Path(self.path).absolute())

    def __call__(self, rng: np.random.Generator, size: InputSize) -> bytes:
        """Returns one input for the program.

        Args:
            rng: The only source of chance; equal states give equal inputs.
            size: Which kind of input.

        Raises:
            ArgumentError: If `size` is not an InputSize or the value of one.
            ProblemError: If the file cannot be loaded, has no `generate`, or if `generate` fails
                or returns no bytes.
        """
        if size not in tuple(InputSize):
            msg = f"size is {_typed(size)}, expected one of {', '.join(InputSize)}"
            raise ArgumentError(msg)
        generate = getattr(_load_inputs(self.path), "generate", None)
        if not callable(generate):
            msg = f"{self.path} defines no function generate(rng, size) -> bytes"
            raise ProblemError(msg)
        call = f"generate(rng, {str(size)!r})"
        data = self._called(call, generate, rng, InputSize(size).value)
        if not isinstance(data, bytes):
            msg = f"{self.path}: {call} returned {_typed(data)}, expected bytes"
            raise ProblemError(msg)
        return data

    def edges(self, rng: np.random.Generator) -> tuple[bytes, ...]:
        """Returns the adversarial inputs; none where the file does not define `edges`.

        Args:
            rng: The only source of chance.

        Raises:
            ProblemError: If the file cannot be loaded, or if `edges` fails or returns anything but a list of bytes.
        """
        edges = getattr(_load_inputs(self.path), "edges", None)
        if edges is None:
            return ()
        inputs = self._called("edges(rng)", edges, rng)
        if not isinstance(inputs, list | tuple) or not all(isinstance(one, bytes) for one in inputs):
            msg = f"{self.path}: edges(rng) returned {_typed(inputs)}, expected a list of bytes"
            raise ProblemError(msg)
        return tuple(inputs)

    def _called(self, call: str, function: Callable[..., object], *arguments: object) -> object:
        try:
            return function(*arguments)
        except Exception as error:
            msg = f"{self.path}: {call} raised {type(error).__name__}: {error}; mend the problem's inputs.py"
            raise ProblemError(msg) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A C program to make faster, with its tests.

    Attributes:
        id: Name, unique in its dataset.
        c_code: The whole program as one C file.
        tests: Stored tests; empty where there is only a generator.
        timing_tests: Inputs to time on; empty means that the timing inputs are generated or, where
            there is no generator, chosen among `tests`.
        hidden_tests: Tests for evaluation only, never quoted to an agent.
        split: "train", "test" or another name; None belongs to every split.
        source: Where the program comes from, or None.
        license: Licence of the program, or None.
        title: One line for listings, or None.
        family: What kind of computation it is, or None.
        level: How hard it is to beat the compiler here, or None.
        description: What the program does, or None.
        faster_form: What a faster program would do, or None; for people, never shown to agents.
        faster_c: A C program that does it, or None: the proof that there is something to gain.
        timeable: False: known to run too briefly to be timed; such problems are not drawn for training.
        generator: Draws fresh inputs, or None.

    Raises:
        ProblemError: If a field has the wrong type, if `id` or `c_code` is empty or not text
            that UTF-8 can encode without NUL, or if there are neither tests nor a generator.
    """

    id: str
    c_code: str
    tests: tuple[TestCase, ...] = ()
    timing_tests: tuple[TestCase, ...] = ()
    hidden_tests: tuple[TestCase, ...] = ()
    split: str | None = None
    source: str | None = None
    license: str | None = None
    title: str | None = None
    family: str | None = None
    level: str | None = None
    description: str | None = None
    faster_form: str | None = None
    faster_c: str | None = None
    timeable: bool = True
    generator: InputGenerator | None = None

    def __post_init__(self) -> None:
        _check_text("id", self.id, self.id)
        _check_text("c_code", self.c_code, self.id)
        for name in ("source", "faster_c", *_FOLDER_KEYS):
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                msg = f"problem {self.id!r}: {name} is {_typed(value)}, expected text or nothing"
                raise ProblemError(msg)
        if not isinstance(self.timeable, bool):
            msg = f"problem {self.id!r}: timeable is {_typed(self.timeable)}, expected true or false"
            raise ProblemError(msg)
        for name in _TEST_LISTS:
            self._check_tests(name)
        if not self.tests and self.generator is None:
            msg = f"problem {self.id!r} has no tests and no input generator; give it one of them"
            raise ProblemError(msg)

    def _check_tests(self, name: str) -> None:
        """Makes a tuple of a list of tests and refuses anything else in it."""
        tests = getattr(self, name)
        if not isinstance(tests, list | tuple):
            msg = f"problem {self.id!r}: {name} is {_typed(tests)}, expected a tuple of TestCase"
            raise ProblemError(msg)
        for index, test in enumerate(tests):
            if not isinstance(test, TestCase):
                msg = f"problem {self.id!r}: {name}[{index}] is {_typed(test)}, expected a TestCase"
                raise ProblemError(msg)
        object.__setattr__(self, name, tuple(tests))

    @property
    def content_hash(self) -> str:
        """SHA-256, in hexadecimal, of what decides an evaluation.

        That is the C code, the three lists of tests in order, and the bytes of the generator's
        file. The id, the split, the source, the licence and the descriptions are left out, so equal
        programs with equal tests are equal whatever they are called. Computed at every access.

        Raises:
            ProblemError: If the generator's file cannot be read.
        """
        digest = hashlib.sha256(_framed(b"c_code", self.c_code.encode("utf-8")))
        for name in _TEST_LISTS:
            tests: tuple[TestCase, ...] = getattr(self, name)
            digest.update(_framed(name.encode("ascii"), b"%d" % len(tests)))
            for test in tests:
                digest.update(_framed(test.stdin, test.stdout, b"%d" % test.exit_code))
        if self.generator is not None:
            digest.update(_framed(b"generator", _read_bytes(self.generator.path)))
        return digest.hexdigest()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Reads one line of the JSONL format.

        Args:
            data: A decoded JSON object with `id`, `c_code`, `tests` and perhaps `timing_tests`,
                `hidden_tests`, `split`, `source`, `license` and `timeable`. A null optional key counts as
                absent. Other keys are ignored, so that files may carry notes of their own.

        Raises:
            ProblemError: If a key is missing or has the wrong type; the message names the key, the
                type that it has and what is expected.
        """
        if not isinstance(data, Mapping):
            msg = f"a problem is {_typed(data)}, expected an object with id, c_code and tests"
            raise ProblemError(msg)
        return cls(
            id=_text(data, "id"),
            c_code=_text(data, "c_code"),
            tests=_tests_from_json(data, "tests"),
            timing_tests=_tests_from_json(data, "timing_tests"),
            hidden_tests=_tests_from_json(data, "hidden_tests"),
            split=_optional_text(data, "split"),
            source=_optional_text(data, "source"),
            license=_optional_text(data, "license"),
            timeable=True if data.get("timeable") is None else data["timeable"],
        )

    def to_json(self) -> dict[str, Any]:
        """Returns the object for one line of the JSONL format; absent optional keys are left out.

        The format has no place for the title, family, level, description and the faster form.

        Raises:
            ProblemError: If the problem has a generator, which JSON cannot hold.
        """
        if self.generator is not None:
            msg = (
                f"problem {self.id!r} has an input generator, which JSON cannot hold;"
                " draw tests from it first and store those"
            )
            raise ProblemError(msg)
        data: dict[str, Any] = {
            "id": self.id,
            "c_code": self.c_code,
            "tests": [test.to_json() for test in self.tests],
        }
        for name in ("timing_tests", "hidden_tests"):
            if tests := getattr(self, name):
                data[name] = [test.to_json() for test in tests]
        for name in ("split", "source", "license"):
            if (value := getattr(self, name)) is not None:
                data[name] = value
        if not self.timeable:
            data["timeable"] = False
        return data


def load_problem_dir(path: str | os.PathLike[str]) -> Problem:
    """Reads a problem from a folder; the folder's name is the problem's id.

    The folder holds `program.c`, `inputs.py` with `generate(rng, size) -> bytes` and perhaps `edges(rng) ->
    list[bytes]`, `problem.toml` with any of the keys title, family, level, license, description, faster_form and
    split, all of them text, and perhaps `faster.c`.

    Args:
        path: The folder.

    Raises:
        ProblemError: If a file is missing or malformed, or if problem.toml has another key (a
            misspelt `split` would put the problem into all splits without a word).
    """
    folder = Path(path).absolute()
    inputs = folder / "inputs.py"
    if not inputs.is_file():
        msg = f"{inputs} does not exist; write generate(rng, size) -> bytes there"
        raise ProblemError(msg)
    c_code = _decode(folder / "program.c", _read_bytes(folder / "program.c"))
    toml = folder / "problem.toml"
    try:
        keys = tomllib.loads(_decode(toml, _read_bytes(toml)))
    except tomllib.TOMLDecodeError as error:
        msg = f"{toml} is not valid TOML: {error}"
        raise ProblemError(msg) from error
    for key, value in keys.items():
        if key not in _FOLDER_KEYS:
            hint = did_you_mean(key, _FOLDER_KEYS)
            msg = f"{toml}: unknown key {key!r}, expected {', '.join(_FOLDER_KEYS)}.{hint}"
            raise ProblemError(msg)
        if not isinstance(value, str):
            msg = f"{toml}: {key} is {_typed(value)}, expected text"
            raise ProblemError(msg)
    faster = folder / "faster.c"
    faster_c = _decode(faster, _read_bytes(faster)) if faster.exists() else None
    return Problem(id=folder.name, c_code=c_code, generator=InputGenerator(inputs), faster_c=faster_c, **keys)


@functools.cache
def _load_inputs(path: Path) -> ModuleType:
    """Loads a file of input functions; a failed load is tried again at the next call."""
    name = f"_asm_gym_inputs_{hashlib.sha256(os.fsencode(path)).hexdigest()[:16]}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        msg = f"{path} is not a Python file; an input generator is a file named inputs.py"
        raise ProblemError(msg)
    module = importlib.util.module_from_spec(spec)
    # Dataclasses and pickle look their module up by name while it is being executed.
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        msg = f"{path} could not be loaded: {type(error).__name__}: {error}"
        raise ProblemError(msg) from error
    return module


def _framed(*parts: bytes) -> bytes:
    """Joins byte strings with their lengths, so that moving a boundary changes a digest."""
    return b"".join(len(part).to_bytes(8, "little") + part for part in parts)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}"
        raise ProblemError(msg) from error


def _decode(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        msg = f"{path} is not UTF-8 text (byte {error.start}); convert it"
        raise ProblemError(msg) from error


def _is_integer(value: object) -> bool:
    # JSON's true and false are integers to Python, and never meant as an exit status.
    return isinstance(value, int) and not isinstance(value, bool)


def _typed(value: object) -> str:
    """Describes a value for a message: its type, and a short excerpt of it."""
    shown = repr(value)
    if len(shown) > 40:
        shown = shown[:37] + "..."
    return f"{shown} ({type(value).__name__})"


def _check_text(name: str, value: object, problem_id: object) -> None:
    """Refuses what is not non-empty text that UTF-8 can encode without NUL."""
    if not isinstance(value, str):
        msg = f"problem {problem_id!r}: {name} is {_typed(value)}, expected text"
        raise ProblemError(msg)
    if not value:
        msg = f"problem {problem_id!r}: {name} is empty, expected text"
        raise ProblemError(msg)
    if "\0" in value:
        msg = f"problem {problem_id!r}: {name} has a NUL at character {value.index(chr(0))}"
        raise ProblemError(msg)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        msg = f"problem {problem_id!r}: {name} has a lone surrogate at character {error.start}; UTF-8 cannot encode it"
        raise ProblemError(msg) from error


def _text(data: Mapping[str, Any], key: str) -> str:
    if key not in data:
        msg = f"key {key!r} is missing, expected text"
        raise ProblemError(msg)
    value = data[key]
    if not isinstance(value, str):
        msg = f"{key} is {_typed(value)}, expected text"
        raise ProblemError(msg)
    return value


def _optional_text(data: Mapping[str, Any], key: str) -> str | None:
    return None if data.get(key) is None else _text(data, key)


def _bytes_from_text(data: Mapping[str, Any], key: str) -> bytes:
    try:
        return _text(data, key).encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        msg = f"{key} has an unusable surrogate at character {error.start}; only \\udc80 to \\udcff stand for bytes"
        raise ProblemError(msg) from error


def _tests_from_json(data: Mapping[str, Any], key: str) -> tuple[TestCase, ...]:
    value = data.get(key)
    if value is None:
        return ()
    if not isinstance(value, list):
        msg = f"{key} is {_typed(value)}, expected a list of tests"
        raise ProblemError(msg)
    tests = []
    for index, item in enumerate(value):
        try:
            tests.append(TestCase.from_json(item))
        except ProblemError as error:
            msg = f"{key}[{index}]: {error}"
            raise ProblemError(msg) from error
    return tuple(tests)
