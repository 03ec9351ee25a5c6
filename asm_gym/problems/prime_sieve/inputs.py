"""Input generator of the prime_sieve problem."""

from __future__ import annotations

import numpy as np


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    limit = int(rng.integers(0, 1000))
    inputs = [
        f"{-1 - limit} 0\n",
        f"{10_000_001 + limit} 0\n",
        f"{limit} 2\n{limit}\n",
        f"{limit} 2\n{limit}\n{limit + 1}\n",
        f"{limit} 2\n{limit}\n-1\n",
        f"{limit}\n",
    ]
    return inputs[int(rng.integers(6))].encode("ascii")


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
        limit = 8_000_000 + int(rng.integers(0, 100_000))
        queries = rng.integers(limit // 2 - 50_000, limit // 2 + 50_000, size=4).tolist()
    elif size == "small":
        if rng.random() < 0.15:
            return _rejected(rng)
        limit = int(rng.integers(0, 5000))
        kind = int(rng.integers(0, 6))
        if kind == 0:
            limit = int(rng.integers(0, 5))
        elif kind == 1:
            limit = int(rng.choice([4, 9, 25, 49, 121, 841, 961, 2209])) - int(rng.integers(0, 2))
        queries = rng.integers(0, limit + 1, size=int(rng.integers(0, 17))).tolist()
        if kind == 2:
            queries = [0, limit, *sorted(queries), *range(9, min(limit, 18) + 1)]
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    lines = [f"{limit} {len(queries)}", *map(str, queries)]
    return ("\n".join(lines) + "\n").encode("ascii")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    limit = 500_000 + int(rng.integers(0, 1000))
    cases = [
        (0, [0]),
        (1, [0, 1]),
        (2, [0, 1, 2]),
        (3, [3, 2, 1, 0]),
        (4, []),
        (5, [5, 5, 5]),
        (9, list(range(10))),
        (25, [24, 25, 23]),
        (121, [120, 121, 113, 114]),
        (1327, [1327]),
        (1361, [1361, 1360, 1328]),  # A gap of 34 at the end.
        (9408, [97 * 97 - 2]),
        (9409, [97 * 97 - 1, 97 * 97]),
        (65_536, [32_768, 65_535, 65_536]),
        (limit, [limit, 0, limit - 1]),
    ]
    accepted = ["\n".join([f"{top} {len(queries)}", *map(str, queries), ""]).encode("ascii") for top, queries in cases]
    rejected = [b"", b"7\n", b"-1 0\n", b"10000001 0\n", b"9 1\n10\n", b"9 1\n-1\n", b"9 2\n3\n", b"9 -1\n"]
    return accepted + rejected
