"""Input generator of the fft problem."""

from __future__ import annotations

import numpy as np


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    cases = [(15, 1), (-1, 1), (int(rng.integers(0, 9)), 0), (int(rng.integers(0, 9)), -5)]
    log_length, rounds = cases[int(rng.integers(4))]
    return f"{log_length} {rounds} 1 {rng.integers(1000)} {rng.integers(0, 2**32)}\n".encode("ascii")


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
        log_length, rounds = 12, 500
    elif size == "small":
        if rng.random() < 0.1:
            return _rejected(rng)
        log_length, rounds = int(rng.integers(0, 9)), int(rng.integers(1, 4))
        kind = int(rng.integers(0, 6))
        if kind in (0, 4):
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


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    seeds = rng.integers(0, 2**32, size=6).tolist()
    cases = [
        (0, 1, 5, 3000, seeds[0]),
        (0, 7, 0, 0, 0),
        (1, 1, 999, 9000, seeds[1]),
        (1, 4, -1000, 1000, 2**32 - 1),
        (2, 3, 1000, 0, 2**31),
        (3, 2, 0, 100_000, seeds[2]),
        (4, 5, -999, -9999, seeds[3]),
        (9, 1, 1, 1, seeds[4]),
        (14, 2, 500, 5000, seeds[5]),
        (15, 1, 5, 5, 1),
        (-1, 1, 5, 5, 1),
        (3, 0, 5, 5, 1),
    ]
    malformed = [b"", b"3 1 5 5\n", b"3 1 5 x 1\n"]
    return [" ".join(map(str, case)).encode("ascii") + b"\n" for case in cases] + malformed
