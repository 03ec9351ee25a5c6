"""Inputs for sobel_edges: width, height, both thresholds, side of the image's tiles and seed."""

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
        width = 960 + int(rng.integers(64))
        height = 980_000 // width
        low, high, block = int(rng.integers(50, 80)), int(rng.integers(200, 500)), int(rng.integers(8, 16))
        return f"{width} {height} {low} {high} {block} {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        width, height = (int(side) for side in rng.integers(17, 100, size=2))
        low, high, block = int(rng.integers(0, 200)), int(rng.integers(200, 900)), int(rng.integers(1, 12))
        kind = int(rng.integers(0, 12))
        if kind == 0:
            width, height = int(rng.integers(1, 5)), int(rng.integers(1, 5))
        elif kind == 1:
            low = high
        elif kind in (2, 3):
            width = int(rng.integers(3, 10))
        return f"{width} {height} {low} {high} {block} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: images without an inside, extreme thresholds, every bound and malformed input."""
    seed = int(rng.integers(_SEEDS))
    valid = [
        f"1 1 0 0 1 {seed}",
        f"4 40 1 9 3 {seed}",
        f"5 60 1 90 2 {seed}",
        f"3 3 1 500 1 {seed}",
        f"1024 3 60 300 1 {seed}",
        f"3 1024 60 300 2 {seed}",
        f"61 53 -5 100000 7 {seed}",
        f"61 53 3000 3000 4294967295 {seed}",
    ]
    rejected = ["", f"0 5 1 2 3 {seed}", f"5 0 1 2 3 {seed}", f"1025 5 1 2 3 {seed}", f"5 1025 1 2 3 {seed}"]
    rejected += [f"5 5 1 2 0 {seed}", f"5 5 3 2 3 {seed}", "5 5 1 2 3"]
    return [f"{line}\n".encode() for line in valid] + [line.encode() for line in rejected]
