"""Inputs for gram_matrix: rows, columns, largest entry and seed."""

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
        return f"{797 + int(rng.integers(7))} {198 + int(rng.integers(4))} 32767 {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        kind = rng.random()
        if kind < 0.2:
            rows, columns, largest = int(rng.integers(1, 4)), int(rng.integers(1, 4)), int(rng.choice([0, 1, 2, 32767]))
        elif kind < 0.4:
            rows, columns, largest = int(rng.integers(1, 12)), int(rng.integers(2, 40)), int(rng.integers(1, 4))
        else:
            rows, columns, largest = int(rng.integers(2, 120)), int(rng.integers(2, 60)), int(rng.integers(4, 32768))
        return f"{rows} {columns} {largest} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return the adversarial inputs.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input.
    """
    valid = ["1 1 0", "1 1 32767", "1 2 1", "1 256 32767", "1000 2 1", "16 16 0", "17 33 1", "50 50 2", "1000 40 32767"]
    invalid = ["0 4 5 1", "1001 4 5 1", "5 0 5 1", "5 257 5 1", "5 4 -1 1", "5 4 32768 1", "5 4 5", ""]
    return [f"{line} {rng.integers(_SEEDS)}".encode() for line in valid] + [line.encode() for line in invalid]
