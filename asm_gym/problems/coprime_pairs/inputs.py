"""Inputs for coprime_pairs: how many numbers, of how many bits, and the seed that makes them."""

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
        return f"{1100 + int(rng.integers(8))} 24 {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        if rng.random() < 0.15:
            count, bits = int(rng.integers(2, 5)), int(rng.integers(1, 4))
        else:
            count, bits = int(rng.integers(2, 50)), int(rng.integers(3, 33))
        return f"{count} {bits} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return the adversarial inputs.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input.
    """
    shapes = [(2, 8), (2, 1), (3, 2), (17, 16), (100, 1), (100, 3), (97, 12), (120, 32), (2000, 1)]
    valid = [f"{count} {bits} {rng.integers(_SEEDS)}" for count, bits in shapes]
    invalid = ["0 8 5", "1 32 7", "2001 4 1", "3 0 1", "3 33 1", "3 4", ""]
    return [line.encode() for line in [*valid, *invalid]]
