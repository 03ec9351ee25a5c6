"""Inputs of gray_code_hamming: number of words, unused upper bits and a seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_MAX_WORDS = 1280


def _line(*numbers: int) -> bytes:
    return (" ".join(map(str, numbers)) + "\n").encode("ascii")


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Return one input of the program.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    seed = int(rng.integers(_SEEDS))
    if size == "timing":
        return _line(1200 + int(rng.integers(12)), 0, seed)
    if size == "small":
        words, unused = int(rng.integers(3, 80)), int(rng.integers(0, 64))
        kind = rng.random()
        if kind < 0.1:
            words = 2
        elif kind < 0.3:
            words = int(rng.integers(3, 9))
        if rng.random() < 0.5:
            unused = int(rng.choice([0, 63]))
        if kind > 0.85:
            words, unused = _MAX_WORDS, 63
        return _line(words, unused, seed)
    raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return extreme and malformed inputs.

    Args:
        rng: Source of all randomness.

    Returns:
        Inputs for standard input; those that the program rejects are among them.
    """
    seed = int(rng.integers(_SEEDS))
    return [
        b"",
        b"5 9\n",
        _line(0, 0, seed),
        _line(-1, 5, seed),
        _line(1, 5, seed),
        _line(2, 63, seed),
        _line(2, 0, 0),
        _line(2, 0, _SEEDS - 1),
        _line(3, 62, seed),
        _line(50, 61, seed),
        _line(300, 56, seed),
        _line(300, 1, seed),
        _line(_MAX_WORDS, 63, seed),
        _line(_MAX_WORDS + 1, 63, seed),
        _line(5, 64, seed),
    ]
