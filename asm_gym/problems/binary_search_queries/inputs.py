"""Inputs for binary_search_queries: number of keys and queries, first key, largest gap and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _line(count: int, queries: int, start: int, max_gap: int, seed: int) -> bytes:
    return f"{count} {queries} {start} {max_gap} {seed}\n".encode()


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
    seed, start = int(rng.integers(_SEEDS)), int(rng.integers(-(2**31), 2**31))
    if size == "timing":
        count, queries = int(rng.integers(18_000, 20_000)), int(rng.integers(245_000, 250_000))
        return _line(count, queries, start, int(rng.integers(3, 7)), seed)
    if size != "small":
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    kind = rng.random()
    if kind < 0.15:
        return _line(int(rng.integers(1, 4)), int(rng.integers(0, 12)), start, int(rng.integers(0, 3)), seed)
    queries = int(rng.integers(20, 400))
    if kind < 0.35:  # few keys: many queries outside of the table
        return _line(int(rng.integers(1, 9)), queries, start, int(rng.integers(0, 4)), seed)
    if kind < 0.6:  # far apart
        return _line(int(rng.integers(1, 700)), queries, start, _SEEDS - 1, seed)
    return _line(int(rng.integers(2, 700)), queries, start, int(rng.integers(1, 8)), seed)


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: tiny tables, equal keys, extreme gaps, sizes around powers of two, rejected input."""
    seed = int(rng.integers(_SEEDS))
    return [
        b"",
        b"5 4 3 2\n",
        b"0 4 3 2 1\n",
        b"1000001 4 3 2 1\n",
        b"5 10000001 3 2 1\n",
        b"5 4 x 2 1\n",
        _line(1, 0, 7, 5, seed),
        _line(1, 200, -1, 0, seed),
        _line(2, 300, -1, 1, seed),
        _line(3, 300, 0, 0, seed),
        _line(255, 900, -(2**31), _SEEDS - 1, seed),
        _line(256, 900, 2**31 - 1, 1, seed),
        _line(257, 900, 5, 2, seed),
        _line(4000, 2000, -9, 0, seed),
        _line(1_000_000, 3000, 2**31 - 1, _SEEDS - 1, seed),
    ]
