"""Inputs for hash_table: number of operations, range of the keys and seed."""

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
        operations = 900_000 + int(rng.integers(15_000))
        key_range = 28_000 + int(rng.integers(2000))
        return f"{operations} {key_range} {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        operations = int(rng.integers(0, 4)) if rng.random() < 0.15 else int(rng.integers(1, 4000))
        kind = rng.random()
        if kind < 0.15:
            key_range = 1
        elif kind < 0.5:
            key_range = int(rng.integers(1, 50))
        else:
            key_range = int(rng.integers(50, 5000))
        return f"{operations} {key_range} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
