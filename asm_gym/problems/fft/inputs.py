"""Input generator of the fft problem."""

from __future__ import annotations

import numpy as np


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: log2 of the length, rounds, signal level, noise level and a seed.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    seed = int(rng.integers(0, 2**32))
    level, noise = int(rng.integers(1, 1000)), int(rng.integers(1000, 10_000))
    if size == "timing":
        log_length, rounds = 12, 380
    elif size == "small":
        log_length, rounds = int(rng.integers(0, 9)), int(rng.integers(1, 4))
        kind = int(rng.integers(0, 6))
        if kind == 0:
            log_length = int(rng.integers(0, 3))
        elif kind == 1:
            noise = 0
        elif kind == 2:
            level, noise = 1000, 100_000
        elif kind == 3:
            seed = int(rng.choice([0, 1, 2**31, 2**32 - 1]))
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    return f"{log_length} {rounds} {level} {noise} {seed}\n".encode("ascii")
