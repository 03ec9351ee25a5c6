"""Inputs for totient_sieve: the largest number and a divisor to look for."""

from __future__ import annotations

import numpy as np


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
        return f"{2_000_000 + int(rng.integers(50_000))} {int(rng.integers(1000, 10_000))}\n".encode()
    if size == "small":
        if rng.random() < 0.15:
            return f"{int(rng.integers(4, 9))} {int(rng.choice([1, 2, 4, 2**32 - 1]))}\n".encode()
        divisor = int(rng.choice([2, 3, 4, 6, 10, int(rng.integers(1, 200))]))
        return f"{int(rng.integers(20, 5000))} {divisor}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return the adversarial inputs.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input.
    """
    lines = ["4 1", "5 2", "30030 5760", "131073 65536", "65536 32768", "100000 4294967295"]
    lines += [f"{int(rng.integers(1000, 60_000))} {int(rng.integers(1, 50))}", f"{500_000 + int(rng.integers(9000))} 3"]
    lines += ["0 1", "3 1", "5 0", "4000001 7", "12", "n 4", ""]
    return [line.encode() for line in lines]
