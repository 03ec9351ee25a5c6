"""Input generator of the prime_sieve problem."""

from __future__ import annotations

import numpy as np


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: the sieve limit, the number of queries and the queries.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    if size == "timing":
        limit = 6_500_000 + int(rng.integers(0, 100_000))
        queries = rng.integers(limit // 2 - 50_000, limit // 2 + 50_000, size=4).tolist()
    elif size == "small":
        limit = int(rng.integers(0, 5000))
        kind = int(rng.integers(0, 6))
        if kind == 0:
            limit = int(rng.integers(0, 5))
        elif kind == 1:
            limit = int(rng.choice([4, 9, 25, 49, 121, 841, 961, 2209])) - int(rng.integers(0, 2))
        queries = rng.integers(0, limit + 1, size=int(rng.integers(0, 7))).tolist()
        if kind == 2:
            queries = [0, limit, *sorted(queries)]
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    lines = [f"{limit} {len(queries)}", *map(str, queries)]
    return ("\n".join(lines) + "\n").encode("ascii")
