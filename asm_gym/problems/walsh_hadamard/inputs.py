"""Inputs of walsh_hadamard: binary logarithm of the size, range of the numbers and a seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_MAX_RANGE = 1000


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
        return _line(19, 500 + int(rng.integers(500)), seed)
    if size == "small":
        bits, spread = int(rng.integers(1, 10)), int(rng.integers(1, _MAX_RANGE + 1))
        kind = rng.random()
        if kind < 0.1:
            bits = 0
        elif kind < 0.15:
            spread = 0
        elif kind < 0.25:
            spread = int(rng.integers(1, 3))
        elif kind < 0.5:
            spread = _MAX_RANGE
        return _line(bits, spread, seed)
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
        b"4 9\n",
        _line(0, 0, 0),
        _line(0, _MAX_RANGE, seed),
        _line(1, 1, seed),
        _line(2, _MAX_RANGE, _SEEDS - 1),
        _line(3, 2, seed),
        _line(11, _MAX_RANGE, seed),
        _line(12, 1, seed),
        _line(13, 77, seed),
        _line(16, _MAX_RANGE, seed),
        _line(-1, 5, seed),
        _line(20, 5, seed),
        _line(4, -1, seed),
        _line(4, _MAX_RANGE + 1, seed),
    ]
