"""Inputs for bilinear_resize: width and height of the source, width and height of the target, and seed."""

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
        from_width, from_height = (int(side) for side in rng.integers(400, 500, size=2))
        width = 1300 + int(rng.integers(160))
        height = 1_900_000 // width
    elif size == "small":
        from_width, from_height, width, height = (int(side) for side in rng.integers(5, 80, size=4))
        kind = int(rng.integers(0, 12))
        if kind < 2:
            from_width, width = (int(side) for side in rng.integers(1, 5, size=2))
        elif kind == 2:
            from_height, height = (int(side) for side in rng.integers(1, 5, size=2))
        elif kind == 3:
            width, height = from_width, from_height
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{from_width} {from_height} {width} {height} {rng.integers(_SEEDS)}\n".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: single pixels and lines, extreme ratios, every bound and malformed input."""
    seed = int(rng.integers(_SEEDS))
    valid = [
        f"1 1 1 1 {seed}",
        f"1 1 60 50 {seed}",
        f"2 2 1 1 {seed}",
        f"2 1600 1600 3 {seed}",
        f"1600 3 3 1600 {seed}",
        f"101 103 202 206 {_SEEDS - 1}",
    ]
    rejected = ["", "5 5 5 5"]
    for bad in (0, 1601):
        for place in range(4):
            sides = [5, 6, 7, 8]
            sides[place] = bad
            rejected.append(" ".join(map(str, [*sides, seed])))
    return [f"{line}\n".encode() for line in valid] + [line.encode() for line in rejected]
