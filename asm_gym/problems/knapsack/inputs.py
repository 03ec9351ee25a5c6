"""Input generator of the knapsack problem."""

from __future__ import annotations

import numpy as np


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: the number of items, the capacity and weight and value of each item.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    if size == "timing":
        capacity = 48_000
        weights = rng.integers(50, 1000, size=700)
        values = rng.integers(1, 1000, size=700)
    elif size == "small":
        count, capacity = int(rng.integers(1, 40)), int(rng.integers(0, 800))
        weights = rng.integers(1, 101, size=count)
        values = rng.integers(0, 1001, size=count)
        kind = int(rng.integers(0, 8))
        if kind == 0:
            weights, values = weights[:0], values[:0]
        elif kind == 1:
            weights, values = weights[:1], values[:1]
        elif kind == 2:
            weights[:], values[:] = weights[0], values[0]
        elif kind == 3:
            capacity = int(rng.integers(0, 2))
        elif kind == 4:
            weights = weights + capacity - 50 * (capacity > 50)
        elif kind == 5:
            values[:] = 1_000_000
            weights = np.sort(weights)
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    lines = [f"{len(weights)} {capacity}"]
    for weight, value in zip(weights.tolist(), values.tolist(), strict=True):
        lines.append(f"{weight} {value}")
    return ("\n".join(lines) + "\n").encode("ascii")
