"""Inputs for box_blur: width, height, radius, number of passes, share of white dots and seed."""

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
        width = 900 + int(rng.integers(100))
        height = 900_000 // width
        radius = int(rng.integers(3, 12))
        return f"{width} {height} {radius} 5 0 {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        width, height = (int(side) for side in rng.integers(17, 90, size=2))
        radius, passes = int(rng.integers(1, 12)), int(rng.integers(1, 5))
        kind = int(rng.integers(0, 12))
        dots = int(rng.integers(1, 256)) if rng.random() < 0.4 else 0
        if kind < 3:  # A window wider than the image.
            width, height, radius = int(rng.integers(1, 9)), int(rng.integers(1, 9)), int(rng.integers(4, 61))
        elif kind == 3:
            radius, passes = 0, int(rng.integers(0, 2))
        return f"{width} {height} {radius} {passes} {dots} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: single pixels and lines, extreme radii, every bound and malformed input."""
    seed = int(rng.integers(_SEEDS))
    valid = [
        f"1 1 60 16 0 {seed}",
        f"1024 1 60 1 0 {seed}",
        f"1 1024 1 2 0 {seed}",
        f"33 31 0 0 0 {seed}",
        f"33 31 16 3 4294967295 {_SEEDS - 1}",
        f"2 2 1 16 1 {seed}",
    ]
    rejected = ["", f"0 5 1 1 0 {seed}", f"5 0 1 1 0 {seed}", f"1025 5 1 1 0 {seed}", f"5 1025 1 1 0 {seed}"]
    rejected += [f"5 5 -1 1 0 {seed}", f"5 5 61 1 0 {seed}", f"5 5 1 -1 0 {seed}", f"5 5 1 17 0 {seed}", "5 5 1 1 0"]
    return [f"{line}\n".encode() for line in valid] + [line.encode() for line in rejected]
