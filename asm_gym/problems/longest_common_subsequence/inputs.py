"""Inputs for longest_common_subsequence: a query line and candidate lines over small or large alphabets."""

from __future__ import annotations

import numpy as np

_MAX_LENGTH = 2000
_MAX_CANDIDATES = 64
_LETTERS = np.frombuffer(b"acgtbdefhijklmnopqrsuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .,", dtype=np.uint8)


def _text(rng: np.random.Generator, length: int, alphabet: np.ndarray) -> np.ndarray:
    return alphabet[rng.integers(0, len(alphabet), size=length)]


def _edited(rng: np.random.Generator, text: np.ndarray, alphabet: np.ndarray) -> np.ndarray:
    """Return a copy of the text with some bytes dropped and some replaced."""
    kept = text[rng.random(len(text)) < rng.uniform(0.5, 1.0)]
    replaced = rng.random(len(kept)) < rng.uniform(0.0, 0.4)
    return np.where(replaced, _text(rng, len(kept), alphabet), kept)


def _join(*lines: np.ndarray | bytes) -> bytes:
    return b"".join(bytes(line) + b"\n" for line in lines)


def _corners(rng: np.random.Generator) -> list[bytes]:
    """Return inputs that the program rejects, and inputs that just fit."""
    line = _text(rng, _MAX_LENGTH + 1, _LETTERS)
    short = _text(rng, int(rng.integers(1, 5)), _LETTERS)
    return [
        b"",
        b"\nabc\n",
        _join(line, short),
        _join(short, line),
        _join(short, line[1:], short),
        _join(short, *([short] * _MAX_CANDIDATES)),
        _join(short, *([short] * (_MAX_CANDIDATES + 1))),
    ]


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Return one input of the program.

    Args:
        rng: Source of randomness; it alone determines the result.
        size: "small" for a test input or "timing" for one to measure the speed on.

    Returns:
        The bytes for the program's standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    if size == "timing":
        alphabet = _LETTERS[:6]
        query = _text(rng, 1500, alphabet)
        return _join(query, *(_text(rng, 1500, alphabet) for _ in range(8)))
    if size == "small":
        kind = int(rng.integers(0, 12))
        if rng.random() < 0.15:
            corners = _corners(rng)
            return corners[int(rng.integers(0, len(corners)))]
        if kind == 0:
            letter = _text(rng, 1, _LETTERS)
            return _join(*(np.repeat(letter, int(rng.integers(1, 30))) for _ in range(3)))
        if kind == 1:
            return _join(_text(rng, int(rng.integers(1, 3)), _LETTERS), _text(rng, int(rng.integers(0, 3)), _LETTERS))
        every_byte = np.delete(np.arange(256, dtype=np.uint8), 10)
        alphabet = every_byte if kind < 4 else _LETTERS[: int(rng.integers(2, 20))]
        query = _text(rng, int(rng.integers(1, 150)), alphabet)
        candidates = []
        for _ in range(int(rng.integers(1, 6))):
            if rng.random() < 0.5:
                candidates.append(_edited(rng, query, alphabet))
            else:
                candidates.append(_text(rng, int(rng.integers(0, 150)), alphabet))
        return _join(query, *candidates)[: -1 if kind % 2 else None]
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs that meet the limits of the program, and inputs it rejects.

    Args:
        rng: Source of randomness.

    Returns:
        Inputs of the program.
    """
    longest = _text(rng, _MAX_LENGTH, _LETTERS[:4])
    word = _text(rng, 47, _LETTERS)
    return [
        *_corners(rng),
        _join(longest, b"x"),
        b"a\nb\na",
        b"query without candidates",
        _join(word, word, word[::-1], word[1:], np.append(word, word), np.append(word, word[:1])),
        _join(*(b"ab" * k for k in range(9, 14))),
        _join(b"a" * 60, b"b" * 60, b"a" * 59, b"a" * 61),
        _join(longest, longest[::-1]),
        _join(word, *(word[:k] for k in range(1, 48)), *([b""] * (_MAX_CANDIDATES - 47))),
    ]
