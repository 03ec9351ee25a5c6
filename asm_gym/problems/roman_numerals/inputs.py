"""Inputs for roman_numerals: how many, the largest possible one, damaged letters on each page and seed."""

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
        numerals, largest, damages = 300_000 + int(rng.integers(2000)), 3999, 8
    elif size == "small":
        numerals, largest, damages = int(rng.integers(100, 1500)), 3999, int(rng.integers(1, 60))
        kind = int(rng.integers(0, 12))
        if kind == 0:
            numerals = int(rng.integers(0, 4))
        elif kind == 1:
            largest = int(rng.integers(1, 4000))
        elif kind == 2:
            damages = 256 * int(rng.integers(0, 2))
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{numerals} {largest} {damages} {rng.integers(_SEEDS)}\n".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and some that it rejects."""
    seed = int(rng.integers(_SEEDS))
    lines = [
        "",
        "MCMXCIX",
        "10 3999 5",
        f"0 3999 5 {seed}",
        f"1 1 0 {seed}",
        f"1 1 256 {_SEEDS - 1}",
        f"256 3999 0 {seed}",
        f"257 3999 30 {seed}",
        f"512 1 20 {seed}",
        f"20000 3999 256 {seed}",
        "30000 3999 1 0",
        f"-1 3999 5 {seed}",
        f"10 0 5 {seed}",
        f"10 4000 5 {seed}",
        f"10 3999 -1 {seed}",
        f"10 3999 257 {seed}",
    ]
    return [line.encode() for line in lines]
