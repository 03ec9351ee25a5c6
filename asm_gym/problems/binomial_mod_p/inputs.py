"""Inputs for binomial_mod_p: prime, number of queries and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_TIMED = [50021, 50023, 50033, 50047, 50051, 50053, 50069, 50077]
_SMALL = [13, 31, 101, 257, 499, 1009, 4093, 7919]


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
        p = int(rng.choice(_TIMED))
        return f"{p} {380_000 + int(rng.integers(2000))} {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        if rng.random() < 0.15:
            return f"{int(rng.choice([2, 3, 5, 7]))} {int(rng.integers(1, 9))} {rng.integers(_SEEDS)}\n".encode()
        return f"{int(rng.choice(_SMALL))} {int(rng.integers(1, 400))} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return the adversarial inputs.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input.
    """
    valid = ["2 1", "2 1000", "3 500", "5 1", "7 300", "65521 2000", "65537 2000", "999983 1500", "127 3000"]
    invalid = ["1 5 1", "1000003 5 1", "994009 5 1", "7 0 1", "7 1000001 1", "7 1", ""]
    return [f"{line} {rng.integers(_SEEDS)}".encode() for line in valid] + [line.encode() for line in invalid]
