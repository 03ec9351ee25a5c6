"""Inputs for palindrome_census: length of the text, size of the alphabet, frequency of turns and seed."""

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
        length, letters, turns = 599_000 + int(rng.integers(1000)), 4, 100
    elif size == "small":
        length, letters = int(rng.integers(40, 900)), int(rng.integers(2, 8))
        turns = int(rng.integers(0, 120))
        kind = int(rng.integers(0, 12))
        if kind == 0:
            length = int(rng.integers(0, 4))
        elif kind == 1:
            letters = 1
        elif kind == 2:
            letters, turns = 26, 1024
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{length} {letters} {turns} {rng.integers(_SEEDS)}\n".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and some that it rejects."""
    seed = int(rng.integers(_SEEDS))
    lines = [
        "",
        "12 3 100",
        "0 1 0 0",
        f"1 26 1024 {seed}",
        f"2 1 0 {seed}",
        f"3 2 1024 {_SEEDS - 1}",
        f"2048 1 0 {seed}",
        f"4095 1 1024 {seed}",
        f"4000 2 0 {seed}",
        f"3000 26 1024 {seed}",
        f"600000 26 0 {seed}",
        f"600001 26 0 {seed}",
        f"-1 26 0 {seed}",
        f"100 0 5 {seed}",
        f"100 27 5 {seed}",
        f"100 5 1025 {seed}",
    ]
    return [line.encode() for line in lines]
