"""Inputs for rectangle_union_area: number of rectangles, range of their corners, largest size and seed."""

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
        rectangles = 5000 + int(rng.integers(100))
        span = int(rng.integers(4 * 10**8, 5 * 10**8))
        extent = span
    elif size == "small":
        rectangles = int(rng.integers(0, 3)) if rng.random() < 0.2 else int(rng.integers(5, 150))
        kind = int(rng.integers(0, 10))
        span = int(2 ** rng.uniform(3, 28.8))
        extent = max(1, int(span * rng.uniform(0.01, 1.0)))
        if kind < 3:  # Many corners coincide.
            span, extent = int(rng.integers(2, 40)), int(rng.integers(2, 40))
        elif kind == 3:
            span, extent = int(rng.integers(1, 4)), int(rng.integers(1, 4))
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{rectangles} {span} {extent} {rng.integers(_SEEDS)}\n".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: no or one rectangle, no area, coinciding corners, bounds and malformed input."""
    seed = int(rng.integers(_SEEDS))
    valid = [
        f"0 5 5 {seed}",
        f"1 500000000 500000000 {seed}",
        f"2 3 3 {seed}",
        f"300 50 1 {seed}",
        f"300 1 60 {seed}",
        f"6000 30 2 {seed}",
        f"6000 200000000 90000 {seed}",
        f"900 500000000 500000000 {_SEEDS - 1}",
    ]
    rejected = ["", f"-1 5 5 {seed}", f"6001 5 5 {seed}", f"5 0 5 {seed}", f"5 5 0 {seed}"]
    rejected += [f"5 500000001 5 {seed}", f"5 5 500000001 {seed}", "5 5 5"]
    return [f"{line}\n".encode() for line in valid] + [line.encode() for line in rejected]
