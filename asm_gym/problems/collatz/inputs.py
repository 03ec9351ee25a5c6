"""Inputs for collatz: the first start value and how many start values to follow."""

from __future__ import annotations

import numpy as np


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
        first = 3_000_000 + int(rng.integers(1_000_000))
        count = 130_000 + int(rng.integers(2000))
        return f"{first} {count}\n".encode()
    if size == "small":
        kind = rng.random()
        if kind < 0.3:
            first = 1
        elif kind < 0.4:
            first = 2 ** int(rng.integers(0, 25))
        else:
            first = int(rng.integers(1, 5_000_000))
        count = int(rng.integers(1, 4)) if rng.random() < 0.3 else int(rng.integers(1, 500))
        return f"{first} {count}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
