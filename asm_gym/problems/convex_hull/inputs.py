"""Inputs for convex_hull: number of points, coordinate limit, shape of the set and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    n, radius = int(rng.integers(1, 100)), int(rng.integers(100))
    shape, seed = int(rng.integers(4)), int(rng.integers(_SEEDS))
    lines = [
        f"0 {radius} {shape} {seed}",
        f"{2**20 + 1} {radius} {shape} {seed}",
        f"{n} {-1 - radius % 2} {shape} {seed}",
        f"{n} 1000001 {shape} {seed}",
        f"{n} {radius} {shape}",
    ]
    return f"{lines[int(rng.integers(5))]}\n".encode()


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
        n = 200_000 + int(rng.integers(4000))
        radius = 500_000 + int(rng.integers(500_000))
        return f"{n} {radius} 0 {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        if rng.random() < 0.1:
            return _rejected(rng)
        n = int(rng.integers(1, 5)) if rng.random() < 0.3 else int(rng.integers(1, 800))
        kind = rng.random()
        if kind < 0.1:
            radius = 0
        elif kind < 0.4:  # Many points coincide or lie on one line.
            radius = int(rng.integers(1, 8))
        elif kind < 0.5:
            radius = 1_000_000
        else:
            radius = int(rng.integers(8, 1_000_000))
        shape = int(rng.integers(0, 4))
        return f"{n} {radius} {shape} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    seeds = rng.integers(_SEEDS, size=8).tolist()
    return [
        b"",
        f"1 1000000 0 {seeds[0]}\n".encode(),
        f"2 1000000 0 {seeds[1]}\n".encode(),
        f"2 0 0 {seeds[1]}\n".encode(),  # Two equal points.
        f"3 1 0 {seeds[2]}\n".encode(),
        f"500 0 0 {seeds[3]}\n".encode(),
        f"3000 1000000 1 {seeds[4]}\n".encode(),
        f"700 1000000 2 {seeds[5]}\n".encode(),  # Every point is a corner of the hull.
        f"700 1000 3 {_SEEDS - 1}\n".encode(),
        f"5000 2 0 {seeds[6]}\n".encode(),
        f"60000 1000000 0 {seeds[7]}\n".encode(),
        b"0 5 0 1\n",
        b"1048577 5 0 1\n",
        b"10 -1 0 1\n",
        b"10 1000001 0 1\n",
        b"10 5 0\n",
    ]
