"""Inputs for merge_inversions: number of values, slope of the trend, width of the noise and seed."""

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
        return _line(250_000 + int(rng.integers(5000)), int(rng.integers(-20, 21)), _SEEDS - 1 - seed % 1000, seed)
    if size != "small":
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    if rng.random() < 0.15:
        return _line(int(rng.integers(0, 4)), int(rng.integers(-5, 6)), int(rng.integers(1, 10)), seed)
    count = int(rng.integers(5, 800))
    kind = int(rng.integers(0, 4))
    if kind == 0:  # many ties
        return _line(count, 0, int(rng.integers(1, count)), seed)
    if kind == 1:  # wide values of both signs
        return _line(count, int(rng.integers(-(2**31), 2**31)), _SEEDS - 1, seed)
    slope = int(rng.integers(-1000, 1001))
    noise = 1 + abs(slope) * int(rng.integers(1, 200)) if kind == 2 else int(rng.integers(1, _SEEDS))
    return _line(count, slope, noise, seed)


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: sorted, reversed and equal values, extreme sizes and rejected input."""
    seed = int(rng.integers(_SEEDS))
    return [
        b"",
        b"5 1 2\n",
        b"ten 1 2 3\n",
        b"10 1 0 3\n",
        b"1000001 1 5 3\n",
        _line(0, 3, 5, seed),
        _line(1, 3, 5, seed),
        _line(2, -1, 1, seed),
        _line(3, 0, 2, seed),
        _line(4096, 1, 1, seed),
        _line(4097, -1, 1, seed),
        _line(5000, 0, 1, seed),
        _line(6001, 0, 2, seed),
        _line(9001, -(2**31), _SEEDS - 1, seed),
        _line(8191, 2**31 - 1, _SEEDS - 1, seed),
        _line(60_000, -1000, _SEEDS - 1, seed),
    ]
