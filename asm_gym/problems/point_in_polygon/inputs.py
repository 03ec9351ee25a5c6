"""Inputs for point_in_polygon: numbers of vertices and queries, coordinate limit, whether a scribble, and seed."""

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
        n = 260 + int(rng.integers(80))
        queries, radius, scribble = 10_000_000 // n, int(rng.integers(10**6, 5 * 10**8)), 0
    elif size == "small":
        n, queries = int(rng.integers(3, 120)), int(rng.integers(100, 400))
        scribble = int(rng.integers(0, 2))
        kind = int(rng.integers(0, 12))
        radius = 500_000_000 - int(rng.integers(10_000)) if kind < 4 else int(2 ** rng.uniform(1, 29))
        if kind in (4, 5, 6):  # Many queries lie on the border or level with a vertex.
            radius = int(rng.integers(1, 60))
        elif kind == 7:
            n = int(rng.integers(1, 3))
        elif kind == 8:
            queries = int(rng.integers(1, 3))
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{n} {queries} {radius} {scribble} {rng.integers(_SEEDS)}\n".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: one or two vertices, the unit square, extreme coordinates and malformed input."""
    seed = int(rng.integers(_SEEDS))
    valid = [
        f"1 100 1 0 {seed}",
        f"2 300 2 1 {seed}",
        f"3 300 3 1 {seed}",
        f"8 300 4 0 {seed}",
        f"2000 400 500000000 1 {seed}",
        f"2000 400 500000000 0 {seed}",
        f"2000 500 40 1 {_SEEDS - 1}",
        f"1999 500 200 -1 {seed}",
        f"5 1 5 0 {seed}",
    ]
    rejected = ["", f"0 5 5 0 {seed}", f"2001 5 5 0 {seed}", f"5 0 5 0 {seed}", f"5 5 0 0 {seed}"]
    rejected += [f"5 5 500000001 0 {seed}", "5 5 5 0"]
    return [f"{line}\n".encode() for line in valid] + [line.encode() for line in rejected]
