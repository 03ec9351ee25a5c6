"""Inputs for bigint_factorial: queries for products of consecutive integers."""

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
        factorial = 6500 + int(rng.integers(100))
        first = 1_000_000 + int(rng.integers(1_000_000))
        count = 3000 + int(rng.integers(30))
        return f"3\n1 {rng.integers(15, 40)}\n1 {factorial}\n{first} {count}\n".encode()
    if size == "small":
        queries = []
        for _ in range(int(rng.integers(1, 6))):
            kind = rng.random()
            count = int(rng.integers(0, 3)) if rng.random() < 0.2 else int(rng.integers(1, 120))
            if kind < 0.6:
                queries.append((1, count))
            elif kind < 0.9:
                queries.append((int(rng.integers(1, 10**6)), count))
            else:  # Factors above the base of the number representation.
                queries.append((2**32 - 1 - count - int(rng.integers(1000)), count))
        lines = [f"{len(queries)}"] + [f"{first} {count}" for first, count in queries]
        return ("\n".join(lines) + "\n").encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
