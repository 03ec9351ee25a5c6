"""Inputs for distance_transform: width, height, number of levels, step between their thresholds and seed."""

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
        width = 480 + int(rng.integers(80))
        height = 260_000 // width
        levels, step = 18, int(rng.integers(9, 12))
    elif size == "small":
        width, height = (int(side) for side in rng.integers(20, 100, size=2))
        levels, step = int(rng.integers(2, 5)), int(rng.integers(10, 80))
        kind = int(rng.integers(0, 12))
        if kind < 2:
            width = int(rng.integers(1, 9))
        elif kind == 2:
            width, height, step = int(rng.choice([width, 1024])), int(rng.integers(1, 4)), 100
        elif kind == 3:
            levels, step = int(rng.integers(0, 5)), int(rng.integers(100, 255))
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{width} {height} {levels} {step} {rng.integers(_SEEDS)}\n".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: single cells and lines, maps without obstacles, every bound and malformed input."""
    seed = int(rng.integers(_SEEDS))
    valid = [
        f"1 1 20 97 {seed}",
        f"2 2 20 50 {seed}",
        f"1024 1 3 30 {seed}",
        f"1 1024 3 30 {seed}",
        f"1024 120 1 5 {seed}",
        f"40 41 3 255 {seed}",
        f"41 40 20 2147483647 {_SEEDS - 1}",
    ]
    rejected = ["", f"0 5 1 2 {seed}", f"5 0 1 2 {seed}", f"1025 5 1 2 {seed}", f"5 1025 1 2 {seed}"]
    rejected += [f"5 5 -1 2 {seed}", f"5 5 21 2 {seed}", f"5 5 1 0 {seed}", "5 5 1 2"]
    return [f"{line}\n".encode() for line in valid] + [line.encode() for line in rejected]
