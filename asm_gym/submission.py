"""A program of somebody else's collection, before anything is known about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from asm_gym.errors import ProblemError


@dataclass(frozen=True, slots=True)
class GivenTest:
    """An input, and the output that the collection expects; None: it says nothing."""

    stdin: bytes
    stdout: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A program with its tests.

    Attributes:
        id: Name of the program, unique in the collection.
        task: What it solves: programs of one task go to one split. None: unknown.
        c_code: The program.
        tests: What it is run on.
        split: Where the collection puts it, or None.
        source: Where it comes from.
        license: Its licence, or None.
        assembly: What the collection calls the baseline, or empty: it says so without naming one; None: it has no such
            thing.
    """

    id: str
    task: str | None
    c_code: str
    tests: tuple[GivenTest, ...]
    split: str | None = None
    source: str | None = None
    license: str | None = None
    assembly: str | None = None


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

_COMMENT = re.compile(rb"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)


def decode_c(data: bytes) -> str:
    """Text of a C file; bytes of comments that are not UTF-8 become ``?``.

    Raises:
        ProblemError: other bytes are not UTF-8, or there is a NUL: the program would be another one.
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
    if "\0" in text:
        msg = f"the C file has a NUL at character {text.index(chr(0))}"
        raise ProblemError(msg)
    return text.replace("\r\n", "\n").removeprefix("\ufeff")
