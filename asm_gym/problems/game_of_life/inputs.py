"""Inputs for game_of_life: torus size, generations, density of live cells and seed."""

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
        rows = 190 + int(rng.integers(20))
        cols = 190 + int(rng.integers(20))
        generations = 6_000_000 // (rows * cols)
        density = 30 + int(rng.integers(10))
        return f"{rows} {cols} {generations} {density} {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        limit = 4 if rng.random() < 0.25 else 40
        rows = int(rng.integers(1, limit))
        cols = int(rng.integers(1, limit))
        generations = 0 if rng.random() < 0.1 else int(rng.integers(1, 40))
        density = int(rng.choice([0, 100])) if rng.random() < 0.1 else int(rng.integers(10, 80))
        return f"{rows} {cols} {generations} {density} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
