"""Inputs for base64: the length and seed of a byte sequence, then a text."""

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
        n = 1_200_000 + int(rng.integers(30_000))
        return f"{n} {rng.integers(_SEEDS)}\n".encode() + rng.bytes(int(rng.integers(20, 60)))
    if size == "small":
        n = int(rng.integers(0, 7)) if rng.random() < 0.3 else int(rng.integers(0, 3000))
        length = int(rng.integers(0, 4)) if rng.random() < 0.3 else int(rng.integers(0, 200))
        kind = rng.random()
        if kind < 0.1:
            text = b"\x00" * length
        elif kind < 0.2:
            text = b"\xff" * length
        else:
            text = rng.bytes(length)
        return f"{n} {rng.integers(_SEEDS)}\n".encode() + text
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
