"""Input generator of the longest_increasing_subsequence problem."""

from __future__ import annotations

import numpy as np


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: the number of values and the values.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    if size == "timing":
        values = rng.integers(-(2**31), 2**31, size=6000)
    elif size == "small":
        count = int(rng.integers(1, 300))
        span = int(rng.choice([3, 100, 2**31]))
        values = rng.integers(-span, span, size=count)
        kind = int(rng.integers(0, 8))
        if kind == 0:
            values = values[: int(rng.integers(0, 2))]
        elif kind == 1:
            values[:] = values[0]
        elif kind == 2:
            values = np.sort(values)
        elif kind == 3:
            values = np.sort(values)[::-1]
        elif kind == 4:
            values = rng.choice(np.array([-(2**31), -1, 0, 1, 2**31 - 1]), size=count)
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    numbers = " ".join(map(str, values.tolist()))
    return f"{len(values)}\n{numbers}\n".encode("ascii")
