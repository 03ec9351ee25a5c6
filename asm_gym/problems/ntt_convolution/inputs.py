"""Inputs of ntt_convolution: number of terms of both polynomials and a seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_MAX_TERMS = 65_536


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
        left, right = (int(value) for value in rng.integers(40_000, _MAX_TERMS + 1, size=2))
        return _line(left, right, seed)
    if size == "small":
        left, right = (int(value) for value in rng.integers(1, 300, size=2))
        kind = rng.random()
        if kind < 0.08:
            left = 1
        elif kind < 0.16:
            right = 1
        elif kind < 0.22:
            left, right = 1, int(rng.integers(1, 3))
        return _line(left, right, seed)
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
        b"3 4\n",
        _line(1, 1, 0),
        _line(1, 1, _SEEDS - 1),
        _line(1, 2, seed),
        _line(2, 2, seed),
        _line(4, 5, seed),
        _line(4, 6, seed),
        _line(512, 513, seed),
        _line(1, 4097, seed),
        _line(_MAX_TERMS, 1, seed),
        _line(1, _MAX_TERMS, seed),
        _line(0, 4, seed),
        _line(4, 0, seed),
        _line(_MAX_TERMS + 1, 4, seed),
        _line(4, _MAX_TERMS + 1, seed),
    ]
