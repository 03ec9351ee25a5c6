"""Inputs for shell_sort: number of values, slope of the trend, range of the noise and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _line(count: int, slope: int, noise: int, seed: int) -> bytes:
    return f"{count} {slope} {noise} {seed}\n".encode()


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
    seed = int(rng.integers(_SEEDS))
    if size == "timing":
        return _line(int(rng.integers(190_000, 196_000)), 0, int(rng.integers(2**30, _SEEDS)), seed)
    if size != "small":
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    kind = rng.random()
    if kind < 0.15:
        return _line(int(rng.integers(0, 4)), int(rng.integers(-5, 6)), int(rng.integers(1, 10)), seed)
    count = int(rng.integers(5, 1000)) if kind < 0.7 else int(rng.integers(1751, 6000))
    if kind < 0.3:  # many ties
        return _line(count, 0, int(rng.integers(1, count)), seed)
    if kind < 0.45:  # trend with some noise
        return _line(count, int(rng.integers(-1000, 1001)), int(rng.integers(1, 100_000)), seed)
    return _line(count, 0, int(rng.integers(2**20, _SEEDS)), seed)


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: sorted, reversed and equal values, counts around gaps and rejected input."""
    seed = int(rng.integers(_SEEDS))
    return [
        b"",
        b"9 1 2\n",
        b"9 1 - 2\n",
        b"1000001 1 2 3\n",
        b"x 1 2 3\n",
        _line(0, 0, _SEEDS - 1, seed),
        _line(1, 0, _SEEDS - 1, seed),
        _line(2, -1, 1, seed),
        _line(4, -7, 3, seed),
        _line(5, -7, 0, seed),
        _line(400, -(2**31), _SEEDS - 1, seed),
        _line(3938, 0, 2, seed),
        _line(20_000, 100_000, 1, seed),
        _line(20_000, -107_000, 1000, seed),
        _line(50_000, 0, 1, seed),
    ]
