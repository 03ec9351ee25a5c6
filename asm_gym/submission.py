"""A program of somebody else's collection, before anything is known about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from asm_gym.errors import ProblemError

C_BYTES_MAX: Final = 256 * 1024
"""Longest program that is looked at; the text is read by patterns and a compiler."""

SPLITS: Final = {"train": 0.8, "val": 0.1, "test": 0.1}
"""Shares of the splits; a task's name decides where its programs go."""


@dataclass(frozen=True, slots=True)
class GivenTest:
    """An input, and what the collection expects for it.

    Attributes:
        stdin: The input.
        stdout: The output, or None: the collection says nothing.
        exit_code: The exit status, or None: the collection says nothing.
    """

    stdin: bytes
    stdout: bytes | None = None
    exit_code: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A program with its tests.

    Attributes:
        id: Name of the program, unique in the collection.
        task: What it solves: programs of one task go to one split. None: unknown.
        c_code: The program.
        tests: What it is run on.
        hidden_tests: Further ones that the collection keeps for evaluation.
        timing_tests: Inputs that the collection wants to be timed.
        split: Where the collection puts it; None: it does not say, and the task decides.
        in_all_splits: The collection means it for all splits.
        source: Where it comes from.
        license: Its licence, or None.
        assembly: What the collection calls the baseline, or empty: it says so without naming one; None: it has no such
            thing.
    """

    id: str
    task: str | None
    c_code: str
    tests: tuple[GivenTest, ...]
    hidden_tests: tuple[GivenTest, ...] = ()
    timing_tests: tuple[GivenTest, ...] = ()
    split: str | None = None
    source: str | None = None
    license: str | None = None
    assembly: str | None = None
    in_all_splits: bool = False

    def __post_init__(self) -> None:
        """Refuses what cannot be a C program.

        Raises:
            ProblemError: it is empty, has a NUL, is not Unicode or longer than `C_BYTES_MAX`.
        """
        if "\0" in self.c_code:
            msg = f"the C program has a NUL at character {self.c_code.index(chr(0))}"
            raise ProblemError(msg)
        try:
            size = len(self.c_code.encode())
        except UnicodeEncodeError as error:
            msg = f"the C program has a lone surrogate at character {error.start}"
            raise ProblemError(msg) from error
        if not 0 < size <= C_BYTES_MAX:
            msg = f"the C program has {size} bytes, expected 1 to {C_BYTES_MAX}"
            raise ProblemError(msg)

    @property
    def some_split(self) -> str | None:
        """The collection's split, or else that of its task, or of the program where the task is unknown; None: all."""
        if self.split is not None or self.in_all_splits:
            return self.split
        digest = hashlib.sha256((self.task or self.id).encode()).digest()
        position = int.from_bytes(digest[:8], "little") / 2**64
        for split, share in SPLITS.items():
            if position < share:
                return split
            position -= share
        return next(iter(SPLITS))


@dataclass(frozen=True, slots=True)
class Entry:
    """One program of a collection, not read yet: a tree of millions is walked without opening what is not needed."""

    id: str
    load: Callable[[], Submission]
    """Reads it.

    Raises:
        ProblemError: it is malformed.
    """


Entries = Iterator[Entry]

_COMMENT = re.compile(rb"//[^\n]*|/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)


def decode_c(data: bytes) -> str:
    """Text of a C file; bytes of comments that are not UTF-8 become ``?``.

    Raises:
        ProblemError: other bytes are not UTF-8: the program would be another one.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        plain = _COMMENT.sub(lambda one: re.sub(rb"[^\x00-\x7f]", b"?", one[0]) if one[0][:1] == b"/" else one[0], data)
        try:
            text = plain.decode("utf-8")
        except UnicodeDecodeError as error:
            msg = f"the C file is not UTF-8 outside of its comments (byte {error.start})"
            raise ProblemError(msg) from error
    return text.replace("\r\n", "\n").removeprefix("\ufeff")
