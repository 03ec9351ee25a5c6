"""Inputs for jacobi_solver: size, most sweeps, tolerance and seed."""

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
        return f"{288 + int(rng.integers(5))} 2000 10 {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        if rng.random() < 0.25:
            unknowns, tolerance = int(rng.choice([1, 1, 2, 3])), int(rng.integers(0, 2))
        else:
            unknowns, tolerance = int(rng.integers(3, 70)), int(rng.choice([0, 1, 20, 1000, 100_000]))
        return f"{unknowns} {int(rng.integers(1, 90))} {tolerance} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return the adversarial inputs.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input.
    """
    valid = ["1 9 0", "2 1 2147483647", "2 10000 0", "16 300 1", "17 300 65536", "65 1 0", "400 3 0", "99 400 0"]
    invalid = ["0 4 5 1", "401 4 5 1", "5 0 5 1", "5 10001 5 1", "5 4 -1 1", "5 4 5", ""]
    return [f"{line} {rng.integers(_SEEDS)}".encode() for line in valid] + [line.encode() for line in invalid]
