"""Fresh inputs for programs without a generator: changes of known inputs that keep the program within the language.

What an input means is unknown, so changes are proposed blindly and the program's own builds decide: an input is kept
only where all of gcc's levels print the same, the sanitizers find nothing and the program ends as usual.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from asm_gym.problem import TestCase
from asm_gym.reference import Finding, Reference

_TRIES_PER_TEST: Final = 6
_INPUT_BYTES: Final = 64 * 1024
_WALL_S: Final = 0.5
_PIECES: Final = re.compile(rb"(\s+)")
_NUMBER: Final = re.compile(rb"[+-]?\d{1,18}")

Lines = list[list[bytes]]
"""An input as lines of words and the white space between them, in turn."""


def mutate(stdin: bytes, known: Sequence[bytes], rng: np.random.Generator) -> bytes:
    """A changed input: one to three changes, drawn at random.

    Args:
        stdin: The input.
        known: Other inputs of the program, from which lines and numbers may be taken.
        rng: The only source of chance.
    """
    lines = _parse(stdin)
    for _ in range(int(rng.integers(1, 4))):
        change = _CHANGES[int(rng.integers(len(_CHANGES)))]
        change(lines, known, rng)
    return b"\n".join(b"".join(line) for line in lines)


def fresh_tests(
    reference: Reference, tests: Sequence[TestCase], count: int, rng: np.random.Generator
) -> list[TestCase]:
    """Tests on changed inputs, answered by the program.

    Args:
        reference: The program.
        tests: Known good tests; at least one.
        count: How many are wanted; fewer are given where few changes leave the program within the language.
        rng: The only source of chance.

    Raises:
        SandboxError: the sandbox failed.
    """
    known = [test.stdin for test in tests]
    endings = {test.exit_code for test in tests}
    seen = set(known)
    found: list[TestCase] = []
    for _ in range(count * _TRIES_PER_TEST):
        if len(found) == count:
            break
        stdin = mutate(known[int(rng.integers(len(known)))], known, rng)
        if stdin in seen or len(stdin) > _INPUT_BYTES:
            continue
        seen.add(stdin)
        test = reference.clean_test(stdin, wall_s=_WALL_S)
        if not isinstance(test, Finding) and test.exit_code in endings:
            found.append(test)
    return found


def _parse(stdin: bytes) -> Lines:
    return [_PIECES.split(line) for line in stdin.split(b"\n")]


def _words(lines: Lines) -> list[tuple[int, int]]:
    """Places of all words."""
    return [(n, i) for n, line in enumerate(lines) for i, word in enumerate(line) if i % 2 == 0 and word]


def _draw(some: Sequence[tuple[int, int]], rng: np.random.Generator) -> tuple[int, int] | None:
    return some[int(rng.integers(len(some)))] if some else None


# ---------------------------------------------------------------------------------------------------------- changes


def _change_number(lines: Lines, known: Sequence[bytes], rng: np.random.Generator) -> None:
    """Another value for one number: a neighbour, a multiple, a round one, or one of another known input."""
    place = _draw([(n, i) for n, i in _words(lines) if _NUMBER.fullmatch(lines[n][i])], rng)
    if place is None:
        return
    n, i = place
    value = int(lines[n][i])
    other = _NUMBER.findall(known[int(rng.integers(len(known)))])
    values = [value + 1, value - 1, 2 * value, value // 2, -value, 0, 1, value + int(rng.integers(-9, 10))]
    values += [int(rng.integers(0, max(2, 2 * abs(value) + 2)))] * 2
    if other:
        values += [int(other[int(rng.integers(len(other)))])] * 3
    lines[n][i] = b"%d" % values[int(rng.integers(len(values)))]


def _change_letter(lines: Lines, known: Sequence[bytes], rng: np.random.Generator) -> None:
    """Another byte of the same kind in one word."""
    place = _draw(_words(lines), rng)
    if place is None:
        return
    n, i = place
    word = bytearray(lines[n][i])
    at = int(rng.integers(len(word)))
    alphabet = bytes(sorted({c for c in b"".join(known) if _kind(c) == _kind(word[at])}))
    if alphabet:
        word[at] = alphabet[int(rng.integers(len(alphabet)))]
    lines[n][i] = bytes(word)


def _kind(byte: int) -> int:
    """Digits, small letters, capital letters, others."""
    return next((k for k, (a, b) in enumerate((b"09", b"az", b"AZ")) if a <= byte <= b), 3)


def _resize_word(lines: Lines, known: Sequence[bytes], rng: np.random.Generator) -> None:
    """A word that is no number gets longer or shorter."""
    del known
    place = _draw([(n, i) for n, i in _words(lines) if not _NUMBER.fullmatch(lines[n][i])], rng)
    if place is None:
        return
    n, i = place
    word = lines[n][i]
    at = int(rng.integers(len(word)))
    lines[n][i] = word[: at + 1] + word[at:] if rng.random() < 0.5 or len(word) == 1 else word[:at] + word[at + 1 :]


def _swap_words(lines: Lines, known: Sequence[bytes], rng: np.random.Generator) -> None:
    del known
    words = _words(lines)
    one, other = _draw(words, rng), _draw(words, rng)
    if one is not None and other is not None:
        (n, i), (m, j) = one, other
        lines[n][i], lines[m][j] = lines[m][j], lines[n][i]


def _swap_lines(lines: Lines, known: Sequence[bytes], rng: np.random.Generator) -> None:
    """Two lines below the first change places."""
    del known
    if len(lines) >= 3:
        n, m = (int(rng.integers(1, len(lines))) for _ in range(2))
        lines[n], lines[m] = lines[m], lines[n]


def _other_line(lines: Lines, known: Sequence[bytes], rng: np.random.Generator) -> None:
    """A line of another known input at the same place."""
    other = _parse(known[int(rng.integers(len(known)))])
    n = int(rng.integers(min(len(lines), len(other))))
    lines[n] = other[n]


def _resize_lines(lines: Lines, known: Sequence[bytes], rng: np.random.Generator) -> None:
    """A line is repeated or left out; a number alone in a line that counts the lines below it counts them still."""
    del known
    if len(lines) < 3:
        return
    n = int(rng.integers(1, len(lines)))
    more = rng.random() < 0.5
    counted = [k for k in range(n) if _is_number(lines[k]) and int(lines[k][0]) == _following(lines, k)]
    lines[n : n + 1] = [list(lines[n]), list(lines[n])] if more else []
    for k in counted:
        lines[k][0] = b"%d" % (int(lines[k][0]) + (1 if more else -1))


def _resize_list(lines: Lines, known: Sequence[bytes], rng: np.random.Generator) -> None:
    """A line with several words gets one more or one less; a number above that counts them counts them still."""
    del known
    long_ones = [(n, len(line)) for n, line in enumerate(lines) if len(line) >= 3]
    place = _draw(long_ones, rng)
    if place is None:
        return
    n, size = place
    count = (size + 1) // 2
    i = 2 * int(rng.integers(count))
    more = rng.random() < 0.5
    lines[n][i : i + 2] = [lines[n][i], b" ", *lines[n][i : i + 2]] if more else []
    if lines[n] and len(lines[n]) % 2 == 0:
        lines[n].pop()
    for k in range(n):
        for j in range(0, len(lines[k]), 2):
            if lines[k][j] == b"%d" % count:
                lines[k][j] = b"%d" % (count + (1 if more else -1))
                return


def _is_number(line: list[bytes]) -> bool:
    return len(line) == 1 and bool(_NUMBER.fullmatch(line[0]))


def _following(lines: Lines, k: int) -> int:
    """How many lines that are not empty come after line k."""
    return sum(any(line) for line in lines[k + 1 :])


_CHANGES: Final[tuple[Callable[[Lines, Sequence[bytes], np.random.Generator], None], ...]] = (
    _change_number, _change_number, _change_number, _change_letter, _resize_word, _swap_words, _swap_lines, _other_line,
    _resize_lines, _resize_list,
)  # fmt: skip
