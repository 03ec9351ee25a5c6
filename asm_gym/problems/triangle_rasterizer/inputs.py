"""Inputs for triangle_rasterizer: width, height, number of triangles, their largest size, and seed."""

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
        width, height = 560 + int(rng.integers(80)), 400 + int(rng.integers(80))
        triangles, extent = 3800 + int(rng.integers(50)), 125 + int(rng.integers(6))
    elif size == "small":
        width, height = (int(side) for side in rng.integers(10, 60, size=2))
        triangles, extent = int(rng.integers(20, 60)), int(rng.integers(3, 50))
        kind = int(rng.integers(0, 12))
        if kind == 0:
            width, height = (int(side) for side in rng.integers(1, 4, size=2))
        elif kind == 1:
            triangles = int(rng.integers(0, 3))
        elif kind == 2:  # Corners far outside.
            extent = int(rng.integers(1000, 4097))
        elif kind == 3:  # Many triangles without an inside.
            extent = int(rng.integers(1, 4))
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{width} {height} {triangles} {extent} {rng.integers(_SEEDS)}\n".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: one pixel, points and specks, triangles beyond the frame, bounds, malformed input."""
    seed = int(rng.integers(_SEEDS))
    valid = [
        f"1 1 50 4 {seed}",
        f"1 1 200 4096 {seed}",
        f"9 9 200 1 {seed}",
        f"640 1 300 30 {seed}",
        f"1 640 300 30 {seed}",
        f"640 640 3 4096 {seed}",
        f"50 40 0 9 {seed}",
    ]
    rejected = ["", f"0 5 1 2 {seed}", f"5 0 1 2 {seed}", f"641 5 1 2 {seed}", f"5 641 1 2 {seed}"]
    rejected += [f"5 5 -1 2 {seed}", f"5 5 1 0 {seed}", f"5 5 1 4097 {seed}", "5 5 1 2"]
    return [f"{line}\n".encode() for line in valid] + [line.encode() for line in rejected]
