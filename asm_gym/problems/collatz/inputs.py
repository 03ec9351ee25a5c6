"""Inputs for collatz: the first start value and how many start values to follow."""

from __future__ import annotations

import numpy as np


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    count = int(rng.integers(1, 1000))
    return [f"0 {count}\n", f"{count}\n", f"{2**32 - count} {count}\n"][int(rng.integers(3))].encode()


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
        first = 3_000_000 + int(rng.integers(1_000_000))
        count = 130_000 + int(rng.integers(2000))
        return f"{first} {count}\n".encode()
    if size == "small":
        if rng.random() < 0.1:
            return _rejected(rng)
        kind = rng.random()
        if kind < 0.3:
            first = 1
        elif kind < 0.4:
            first = 2 ** int(rng.integers(0, 25))
        elif kind < 0.6:  # Most chains exceed 32 bits.
            first = int(rng.integers(2**31, 2**32 - 1000))
        else:
            first = int(rng.integers(1, 5_000_000))
        count = int(rng.integers(0, 3)) if rng.random() < 0.6 else int(rng.integers(1, 500))
        return f"{first} {count}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    top = 2**32 - 1
    return [
        b"",
        b"1 0\n",
        b"1 1\n",
        b"2 1\n",
        b"1 2\n",
        b"27 1\n",
        f"{2**31} 1\n".encode(),
        b"159487 1\n",  # Its chain exceeds 32 bits.
        b"1410123943 1\n",  # Its chain exceeds 62 bits.
        f"{top - 500} 500\n".encode(),
        f"1 {20_000 + int(rng.integers(100))}\n".encode(),
        f"{rng.integers(2**31, 2**32 - 5000)} 3000\n".encode(),
        b"0 5\n",
        f"{top - 4} 5\n".encode(),
        b"5\n",
        b"x 5\n",
    ]
