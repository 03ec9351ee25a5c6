"""Inputs for sandpile: side of the table, bound of the first heights, number and size of the drops and seed."""

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
    seed = int(rng.integers(1, _SEEDS))
    if size == "timing":
        return f"56 4 130 {rng.integers(50, 54)} {seed}\n".encode()
    if size == "small":
        side, depth = int(rng.integers(3, 20)), int(rng.integers(3, 5))
        drops, drop = int(rng.integers(1, 9)), int(rng.integers(1, 60))
        kind = rng.random()
        if kind < 0.1:
            side, drop = int(rng.integers(1, 3)), int(rng.integers(0, 10_001))
        elif kind < 0.2:
            depth, drop = int(rng.integers(1, 3)), int(rng.integers(0, 12))
        elif kind < 0.3:
            side, drop = int(rng.integers(3, 7)), 2 * drop + 400
        return f"{side} {depth} {drops} {drop} {seed}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: tiny tables, no drops, heaps of exactly three and four, the limits and beyond.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input, each valid or rejected with exit status 1.
    """
    seed = int(rng.integers(1, _SEEDS))
    return [
        b"",
        b"5 2 3 four 5\n",
        f"1 1 1 3 {seed}\n".encode(),
        f"1 1 1 4 {seed}\n".encode(),
        f"2 4 1000 1 {seed}\n".encode(),
        f"3 1 1 10000 {seed}\n".encode(),
        f"256 4 3 1 {_SEEDS - 1}\n".encode(),
        f"256 4 0 10000 {seed}\n".encode(),
        b"5 4 1 10 0\n",
        f"0 4 1 10 {seed}\n".encode(),
        f"257 4 1 10 {seed}\n".encode(),
        f"5 0 1 10 {seed}\n".encode(),
        f"5 5 1 10 {seed}\n".encode(),
        f"5 4 -1 10 {seed}\n5 4 1 10 {seed}\n".encode(),
        f"5 4 1001 1 {seed}\n".encode(),
        f"5 4 1 10001 {seed}\n5 4 1 -1 {seed}\n".encode(),
    ]
