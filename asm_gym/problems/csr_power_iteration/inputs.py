"""Inputs for csr_power_iteration: rows, longest row, number of steps and seed."""

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
        return f"{4000 + int(rng.integers(50))} 12 900 {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        if rng.random() < 0.2:
            rows, row_length, steps = int(rng.integers(1, 4)), int(rng.integers(0, 3)), int(rng.integers(1, 20))
        else:
            rows, row_length, steps = int(rng.integers(2, 300)), int(rng.integers(1, 32)), int(rng.integers(1, 30))
        return f"{rows} {row_length} {steps} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return the adversarial inputs.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input.
    """
    valid = ["1 0 1", "1 31 100", "2 1 10000", "3 2 50", "8 31 9", "9 4 100", "20000 0 1", "20000 31 2", "777 17 40"]
    invalid = ["0 4 5 1", "20001 4 5 1", "5 32 5 1", "5 4 0 1", "5 4 10001 1", "5 4 5", ""]
    return [f"{line} {rng.integers(_SEEDS)}".encode() for line in valid] + [line.encode() for line in invalid]
