"""Inputs for convex_hull: number of points, coordinate limit, shape of the set and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


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
        n = 200_000 + int(rng.integers(4000))
        radius = 500_000 + int(rng.integers(500_000))
        return f"{n} {radius} 0 {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        n = int(rng.integers(1, 5)) if rng.random() < 0.3 else int(rng.integers(1, 800))
        kind = rng.random()
        if kind < 0.1:
            radius = 0
        elif kind < 0.4:  # Many points coincide or lie on one line.
            radius = int(rng.integers(1, 8))
        elif kind < 0.5:
            radius = 1_000_000
        else:
            radius = int(rng.integers(8, 1_000_000))
        shape = 0 if rng.random() < 0.4 else int(rng.integers(0, 4))
        return f"{n} {radius} {shape} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
