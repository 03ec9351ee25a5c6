"""Inputs for nearest_site_grid: width, height, number of sites and seed."""

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
        width, height = (int(side) for side in rng.integers(130, 180, size=2))
        sites = 28_000_000 // (width * height)
    elif size == "small":
        width, height = (int(side) for side in rng.integers(9, 48, size=2))
        sites = int(rng.integers(2, 90))
        kind = int(rng.integers(0, 12))
        if kind < 2:
            width, height = int(rng.integers(1, 3)), int(rng.choice([int(rng.integers(1, 400)), 1000]))
        elif kind < 4:
            width, height = int(rng.choice([int(rng.integers(300, 1001)), 1000])), int(rng.integers(1, 3))
        elif kind == 4:
            sites = int(rng.integers(1, 3))
        elif kind == 5:  # Many sites share their place.
            width, height = (int(side) for side in rng.integers(3, 9, size=2))
            sites = int(rng.choice([int(rng.integers(100, 400)), 2000]))
        elif kind == 6:  # Rejected.
            wrong = ((0, 9, 9), (9, 0, 9), (9, 9, 0), (1001, 9, 9), (9, 1001, 9), (9, 9, 2001))
            width, height, sites = wrong[int(rng.integers(6))]
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{width} {height} {sites} {rng.integers(_SEEDS)}\n".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: one cell or site, long lines, more sites than cells, bounds and malformed input."""
    seed = int(rng.integers(_SEEDS))
    valid = [
        f"1 1 1 {seed}",
        f"2 1 2 {seed}",
        f"3 3 2000 {seed}",
        f"1000 1 40 {seed}",
        f"1 1000 40 {seed}",
        f"1000 1000 1 {seed}",
        f"16 16 16 {_SEEDS - 1}",
        f"64 33 100 {seed}",
    ]
    rejected = ["", f"0 5 3 {seed}", f"5 0 3 {seed}", f"1001 5 3 {seed}", f"5 1001 3 {seed}"]
    rejected += [f"5 5 0 {seed}", f"5 5 2001 {seed}", "5 5 3"]
    return [f"{line}\n".encode() for line in valid] + [line.encode() for line in rejected]
