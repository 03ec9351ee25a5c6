"""Input generator of the matmul problem."""

from __future__ import annotations

import numpy as np


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: the matrix order, the range of the entries and a seed.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    seed = int(rng.integers(0, 2**32))
    if size == "timing":
        order, limit = 310, int(rng.integers(500, 1001))
    elif size == "small":
        order, limit = int(rng.integers(1, 33)), int(rng.integers(1, 1001))
        kind = int(rng.integers(0, 6))
        if kind == 0:
            order = 1
        elif kind == 1:
            order = int(rng.choice([2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32]))
        elif kind == 2:
            limit = 1
        elif kind == 3:
            limit = 1000
            seed = int(rng.choice([0, 1, 2**31, 2**32 - 1]))
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    return f"{order} {limit} {seed}\n".encode("ascii")
