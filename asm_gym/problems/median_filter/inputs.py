"""Inputs for median_filter: width, height, number of rounds, share of specks and seed."""

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
        width = 400 + int(rng.integers(50))
        height = 120_000 // width
        return f"{width} {height} 3 {rng.integers(60, 80)} {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        width, height = (int(side) for side in rng.integers(5, 48, size=2))
        rounds, specks = int(rng.integers(1, 4)), int(rng.integers(20, 200))
        kind = int(rng.integers(0, 12))
        if kind == 0:
            width, height = int(rng.integers(1, 3)), int(rng.choice([height, 800]))
        elif kind == 1:
            width, height = int(rng.choice([width, 800])), int(rng.integers(1, 3))
        elif kind == 2:
            specks = int(rng.choice([0, 256]))
        return f"{width} {height} {rounds} {specks} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: single pixels, lines, only noise or specks, every bound and malformed input."""
    seed = int(rng.integers(_SEEDS))
    valid = [
        f"1 1 12 0 {seed}",
        f"2 2 3 128 {seed}",
        f"1 800 2 100 {seed}",
        f"800 1 2 100 {seed}",
        f"800 90 1 40 {seed}",
        f"90 800 1 256 {seed}",
        f"40 41 0 50 {seed}",
        f"41 40 12 4294967295 {_SEEDS - 1}",
    ]
    rejected = ["", f"0 5 1 2 {seed}", f"5 0 1 2 {seed}", f"801 5 1 2 {seed}", f"5 801 1 2 {seed}"]
    rejected += [f"5 5 -1 2 {seed}", f"5 5 13 2 {seed}", "5 5 1 2"]
    return [f"{line}\n".encode() for line in valid] + [line.encode() for line in rejected]
