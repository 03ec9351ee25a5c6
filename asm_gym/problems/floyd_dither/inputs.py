"""Inputs for floyd_dither: width, height, number of levels, strength of the noise and seed."""

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
        width = 1100 + int(rng.integers(300))
        height = 1_500_000 // width
        levels, noise = int(rng.integers(3, 17)), int(rng.integers(20, 100))
    elif size == "small":
        width, height = (int(side) for side in rng.integers(17, 90, size=2))
        levels, noise = int(rng.integers(2, 17)), int(rng.integers(0, 257))
        kind = int(rng.integers(0, 12))
        if kind == 0:
            width, height = int(rng.integers(1, 4)), int(rng.integers(1, 90))
        elif kind == 1:
            width, height = int(rng.integers(1, 90)), 1
        elif kind < 5:
            levels = 2
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{width} {height} {levels} {noise} {rng.integers(_SEEDS)}\n".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: single pixels and lines, fewest and most levels, every bound and malformed input."""
    seed = int(rng.integers(_SEEDS))
    valid = [
        f"1 1 2 256 {seed}",
        f"2 2 16 0 {seed}",
        f"2048 3 2 0 {seed}",
        f"2048 40 16 256 {seed}",
        f"1 2048 2 100 {seed}",
        f"700 6 2 0 {_SEEDS - 256}",
    ]
    rejected = ["", f"0 5 2 3 {seed}", f"5 0 2 3 {seed}", f"2049 5 2 3 {seed}", f"5 2049 2 3 {seed}"]
    rejected += [f"5 5 1 3 {seed}", f"5 5 17 3 {seed}", f"5 5 2 -1 {seed}", f"5 5 2 257 {seed}", "5 5 2 3"]
    return [f"{line}\n".encode() for line in valid] + [line.encode() for line in rejected]
