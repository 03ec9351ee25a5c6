"""Inputs for caesar_crack: number of messages, length of the longest and seed."""

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
        messages, longest = 1500 + int(rng.integers(20)), 760 + int(rng.integers(10))
    elif size == "small":
        messages, longest = int(rng.integers(4, 60)), int(rng.integers(1, 250))
        kind = int(rng.integers(0, 12))
        if kind == 0:
            messages = int(rng.integers(0, 4))
        elif kind == 1:
            longest = int(rng.integers(0, 3))
        elif kind == 2:
            messages, longest = 3, 1500
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{messages} {longest} {rng.integers(_SEEDS)}\n".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and some that it rejects."""
    seed = int(rng.integers(_SEEDS))
    lines = [
        "",
        "secret",
        "20 30",
        f"0 100 {seed}",
        f"1 0 {seed}",
        f"1 1 {seed}",
        f"5 4096 {_SEEDS - 1}",
        f"300 4 {seed}",
        f"2 60 {seed}",
        f"4 300 {seed}",
        "100 200 0",
        f"-1 100 {seed}",
        f"10 -1 {seed}",
        f"10 4097 {seed}",
    ]
    return [line.encode() for line in lines]
