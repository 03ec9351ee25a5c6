"""Inputs of bit_reversal_permutation: binary logarithm of the array's size and a seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Return one input of the program.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    seed = int(rng.integers(_SEEDS))
    if size == "timing":
        return f"18 {seed}\n".encode("ascii")
    if size == "small":
        bits = int(rng.integers(1, 4)) if rng.random() < 0.2 else int(rng.integers(4, 12))
        return f"{bits} {seed}\n".encode("ascii")
    raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return extreme and malformed inputs.

    Args:
        rng: Source of all randomness.

    Returns:
        Inputs for standard input; those that the program rejects are among them.
    """
    seed = int(rng.integers(_SEEDS))
    texts = [
        "",
        "5",
        "5 x",
        f"0 {seed}",
        f"-1 {seed}",
        f"19 {seed}",
        f"1 {seed}",
        f"2 {seed}",
        "3 0",
        f"3 {_SEEDS - 1}",
    ]
    texts += [f"{bits} {seed}" for bits in (4, 5, 12, 13, 17)]
    return [f"{text}\n".encode("ascii") for text in texts]
