"""Inputs for matrix_transpose_blocks: rows, columns, number of rounds and seed."""

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
        rows = 900 + int(rng.integers(40))
        return f"{rows} {1_040_000 // rows} 22 {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        if rng.random() < 0.2:
            rows, columns, rounds = int(rng.integers(1, 4)), int(rng.integers(1, 4)), int(rng.integers(1, 9))
        else:
            rows, columns, rounds = int(rng.integers(1, 150)), int(rng.integers(1, 150)), int(rng.integers(1, 9))
        return f"{rows} {columns} {rounds} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return the adversarial inputs.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input.
    """
    valid = ["1 1 1", "1 1 1000", "1 1536 3", "1536 1 4", "16 16 5", "15 17 6", "300 299 9", "1536 1536 1", "256 512 3"]
    invalid = ["0 4 5 1", "4 0 5 1", "1537 4 5 1", "4 1537 5 1", "5 4 0 1", "5 4 1001 1", "5 4 5", ""]
    return [f"{line} {rng.integers(_SEEDS)}".encode() for line in valid] + [line.encode() for line in invalid]
