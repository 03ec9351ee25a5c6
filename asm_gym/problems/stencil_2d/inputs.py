"""Inputs for stencil_2d: grid size, number of steps, shape of the start grid and seed."""

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
        rows = 180 + int(rng.integers(20))
        cols = 180 + int(rng.integers(20))
        steps = 45_000_000 // (rows * cols)
        shape = int(rng.choice([0, 2]))
        return f"{rows} {cols} {steps} {shape} {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        limit = 4 if rng.random() < 0.25 else 30
        rows = int(rng.integers(1, limit))
        cols = int(rng.integers(1, limit))
        steps = int(rng.integers(0, 3)) if rng.random() < 0.25 else int(rng.integers(0, 60))
        shape = int(rng.integers(0, 3))
        return f"{rows} {cols} {steps} {shape} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
