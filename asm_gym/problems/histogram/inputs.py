"""Inputs for histogram: count of values, number of bins, shape of the data and seed."""

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
        n = 1_000_000 + int(rng.integers(20_000))
        bins = 300 + int(rng.integers(200))
        return f"{n} {bins} {rng.integers(0, 2)} {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        n = 1 if rng.random() < 0.1 else int(rng.integers(1, 3000))
        bins = int(rng.choice([1, 2, 256, 512])) if rng.random() < 0.3 else int(rng.integers(1, 512))
        shape = int(rng.integers(0, 5))
        seed = int(rng.choice([0, _SEEDS - 1])) if rng.random() < 0.1 else int(rng.integers(_SEEDS))
        return f"{n} {bins} {shape} {seed}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
