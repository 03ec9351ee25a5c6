"""Inputs for word_frequencies: number of words, size of the vocabulary and seed."""

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
        words, vocabulary = 400_000 + int(rng.integers(4000)), 8000 + int(rng.integers(100))
    elif size == "small":
        words, vocabulary = int(rng.integers(200, 3000)), int(rng.integers(10, 3000))
        kind = int(rng.integers(0, 12))
        if kind == 0:
            words = int(rng.integers(0, 4))
        elif kind == 1:
            vocabulary = 1
        elif kind < 4:
            vocabulary = int(rng.integers(2, 12))
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{words} {vocabulary} {rng.integers(_SEEDS)}\n".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and some that it rejects."""
    seed = int(rng.integers(_SEEDS))
    lines = [
        "",
        "many words",
        f"20 {seed}",
        f"0 10 {seed}",
        f"1 1 {seed}",
        f"2 2 {seed}",
        f"5000 1 {seed}",
        f"9 20000 {_SEEDS - 1}",
        f"40000 20000 {seed}",
        "7 7 0",
        f"500000 3 {seed}",
        f"500001 3 {seed}",
        f"10 0 {seed}",
        f"10 20001 {seed}",
    ]
    return [line.encode() for line in lines]
