"""Input generator of the matmul problem."""

from __future__ import annotations

import numpy as np


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    order, limit, seed = int(rng.integers(1, 20)), int(rng.integers(1, 1001)), int(rng.integers(0, 2**32))
    cases = [(0, limit, seed), (-order, limit, seed), (513, limit, seed), (order, 0, seed), (order, 1001, seed)]
    case = [*cases, (order, limit)][int(rng.integers(6))]
    return " ".join(map(str, case)).encode("ascii") + b"\n"


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: the matrix order, the range of the entries and a seed.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    seed = int(rng.integers(0, 2**32))
    if size == "timing":
        order, limit = 340, int(rng.integers(500, 1001))
    elif size == "small":
        if rng.random() < 0.1:
            return _rejected(rng)
        order, limit = int(rng.integers(1, 33)), int(rng.integers(1, 1001))
        kind = int(rng.integers(0, 6))
        if kind == 0:
            order = 1
        elif kind == 1:
            order = int(rng.choice([2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32]))
        elif kind == 2:
            limit = 1
        elif kind == 3:
            limit = 1000
            seed = int(rng.choice([0, 1, 2**31, 2**32 - 1]))
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    return f"{order} {limit} {seed}\n".encode("ascii")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    seeds = rng.integers(0, 2**32, size=8).tolist()
    cases = [
        (1, 1, 0),
        (1, 1000, seeds[0]),
        (2, 1, seeds[1]),
        (3, 1000, 2**32 - 1),
        (4, 7, 2**31),
        (17, 1000, seeds[2]),
        (33, 1, seeds[3]),
        (63, 999, seeds[4]),
        (64, 1000, seeds[5]),
        (65, 1000, seeds[6]),
        (101, 1000, seeds[7]),
        (0, 5, 1),
        (-4, 5, 1),
        (513, 5, 1),
        (5, 0, 1),
        (5, 1001, 1),
    ]
    malformed = [b"", b"5 5\n", b"5 x 1\n"]
    return [" ".join(map(str, case)).encode("ascii") + b"\n" for case in cases] + malformed
