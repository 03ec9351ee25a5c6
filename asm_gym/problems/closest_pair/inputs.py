"""Inputs for closest_pair: number of points, width and height of their rectangle, and seed."""

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
        n = 42_000 + int(rng.integers(1000))
        width, height = (2**30 - int(shift) for shift in rng.integers(0, 2**28, size=2))
    elif size == "small":
        n = int(rng.integers(2, 5)) if rng.random() < 0.1 else int(rng.integers(50, 600))
        kind = int(rng.integers(0, 10))
        if kind < 2:  # Many points share a place, a column or a distance.
            width, height = (int(side) for side in rng.integers(1, 40, size=2))
        elif kind == 2:
            width, height = int(rng.integers(1, 3)), int(rng.integers(1, 2**30))
        elif kind == 3:
            width, height = int(rng.integers(1, 2**30)), int(rng.integers(1, 3))
        else:
            width, height = (int(2 ** rng.uniform(4, 30)) for _ in range(2))
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{n} {width} {height} {rng.integers(_SEEDS)}\n".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: two points, all in one place or line, ties, every bound and malformed input."""
    seed = int(rng.integers(_SEEDS))
    valid = [
        f"2 1 1 {seed}",
        f"3 1073741824 1073741824 {seed}",
        f"900 1 1 {seed}",
        f"900 1 1073741824 {seed}",
        f"5000 1073741824 1 {seed}",
        f"1500 8 8 {seed}",
        f"3000 64 64 {_SEEDS - 1}",
        f"12000 1073741824 1073741824 {seed}",
    ]
    rejected = ["", f"1 5 5 {seed}", f"65537 5 5 {seed}", f"5 0 5 {seed}", f"5 1073741825 5 {seed}"]
    rejected += [f"5 5 0 {seed}", f"5 5 1073741825 {seed}", "5 5 5"]
    return [f"{line}\n".encode() for line in valid] + [line.encode() for line in rejected]
