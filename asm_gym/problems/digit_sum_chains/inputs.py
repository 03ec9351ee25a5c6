"""Inputs of digit_sum_chains: first start, stride and number of the starts, base and divisor."""

from __future__ import annotations

import numpy as np


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
    if size == "timing":
        first, stride = int(rng.integers(10**12, 10**13)), int(rng.integers(10**8, 10**9))
        return _line(first, stride, 7000 + int(rng.integers(70)), 10, 101)
    if size == "small":
        first, stride = (int(rng.integers(2**64, dtype=np.uint64)) >> int(rng.integers(64)) for _ in range(2))
        starts, base, divisor = int(rng.integers(2, 40)), int(rng.integers(2, 37)), int(rng.integers(2, 40))
        kind = rng.random()
        if kind < 0.1:
            starts, divisor = 1, int(rng.integers(1, 3))
        elif kind < 0.3:
            base, starts = 1000, 100
        elif kind < 0.4:
            starts, divisor = 5, 10**9 + int(rng.integers(2**31))  # mostly no multiple within the limit
        elif kind < 0.45:
            first, stride = 0, 1
        return _line(first, stride, starts, base, divisor)
    raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return extreme and malformed inputs.

    Args:
        rng: Source of all randomness.

    Returns:
        Inputs for standard input; those that the program rejects are among them.
    """
    first = int(rng.integers(10**15))
    return [
        b"",
        b"7 1 10 5\n",
        _line(0, 0, 1, 2, 1),
        _line(1, 0, 1, 10, 2),
        _line(0, 1, 3, 10, 2**32 - 1),
        _line(2**64 - 1, 1, 3, 2, 3),
        _line(2**64 - 700, 1, 20, 10, 1009),
        _line(2**63 - 50, 1, 90, 16, 17),
        _line(first, 2**64 - 1, 50, 1000, 7),
        _line(first, 1, 9, 11, 10),
        _line(first, first, 20, 36, 2**31),
        _line(10**18, 10**16, 300, 10, 3),
        _line(first, 1, 0, 10, 3),
        _line(first, 1, 3, 1, 3),
        _line(first, 1, 3, 0, 3),
        _line(first, 1, 3, 1001, 3),
        _line(first, 1, 3, 10, 0),
    ]
