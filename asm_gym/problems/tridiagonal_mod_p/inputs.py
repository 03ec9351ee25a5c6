"""Inputs for tridiagonal_mod_p: size and number of the systems, prime and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_TIMED = [2147483647, 2147483629, 2147483587, 2147483579, 2147483563, 2147483549]
_SMALL = [2, 3, 5, 17, 101, 1009, 65537, 1000003, 2147483629, 2147483647]


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
        return f"{2000 + int(rng.integers(30))} 70 {p} {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        p = int(rng.choice(_SMALL))
        if rng.random() < 0.2:
            return f"{int(rng.integers(1, 4))} {int(rng.integers(1, 20))} {p} {rng.integers(_SEEDS)}\n".encode()
        return f"{int(rng.integers(2, 90))} {int(rng.integers(1, 12))} {p} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return the adversarial inputs.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input.
    """
    valid = ["1 1 2", "1 40 2", "1 40 2147483647", "2 50 3", "3 1000 5", "5000 1 2147483647", "5000 150 2", "64 9 1009"]
    invalid = ["0 1 7 1", "5001 1 7 1", "5 0 7 1", "5 1001 7 1", "5 1 2147483659 1", "5 1 2147117569 1", "3 1 7", ""]
    return [f"{line} {rng.integers(_SEEDS)}".encode() for line in valid] + [line.encode() for line in invalid]
