"""Inputs for suffix_sort: length of the text, size of the alphabet, frequency of repeated passages and seed."""

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
        length, letters, repeats = 110_000 + int(rng.integers(500)), 8, 5
    elif size == "small":
        length, letters, repeats = int(rng.integers(30, 1200)), int(rng.integers(2, 27)), int(rng.integers(0, 40))
        kind = int(rng.integers(0, 12))
        if kind == 0:
            length = int(rng.integers(1, 4))
        elif kind == 1:
            length, letters = int(rng.integers(2, 150)), 1
        elif kind == 2:
            letters, repeats = 26, 256
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{length} {letters} {repeats} {rng.integers(_SEEDS)}\n".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and some that it rejects."""
    seed = int(rng.integers(_SEEDS))
    lines = [
        "",
        "12 3 100",
        f"1 26 256 {seed}",
        f"2 1 0 {seed}",
        f"3 2 256 {_SEEDS - 1}",
        f"1000 1 0 {seed}",
        f"1023 2 0 {seed}",
        f"2500 26 256 {seed}",
        "4000 3 0 0",
        f"30000 26 0 {seed}",
        f"0 26 0 {seed}",
        f"131073 26 0 {seed}",
        f"100 0 5 {seed}",
        f"100 27 5 {seed}",
        f"100 5 257 {seed}",
        f"100 5 -1 {seed}",
    ]
    return [line.encode() for line in lines]
