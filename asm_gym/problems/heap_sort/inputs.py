"""Inputs for heap_sort: number of values, shape of the data and seed."""

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
        n = 240_000 + int(rng.integers(5000))
        return f"{n} 0 {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        n = int(rng.integers(0, 4)) if rng.random() < 0.25 else int(rng.integers(0, 2000))
        shape = 0 if rng.random() < 0.4 else int(rng.integers(0, 6))
        seed = int(rng.choice([0, _SEEDS - 1])) if rng.random() < 0.1 else int(rng.integers(_SEEDS))
        return f"{n} {shape} {seed}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
