"""Inputs for discrete_log: prime, base, number of queries and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
# Primes near 2^30, each with a primitive root; then ones for the tests.
_LARGE = [(1040528387, 2), (1040641097, 5), (1048126991, 7), (1042604777, 3), (1045057661, 2), (1048239457, 7)]
_SMALL = [101, 257, 1009, 4099, 12289, 65537, 99991, 262147, 524309, 1000003]


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
        p, g = _LARGE[int(rng.integers(len(_LARGE)))]
        return f"{p} {g} {110 + int(rng.integers(3))} {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        if rng.random() < 0.2:
            p, queries = int(rng.choice([2, 3, 5, 7, 11, 17])), int(rng.integers(1, 20))
        else:
            p, queries = int(rng.choice(_SMALL)), int(rng.integers(1, 60))
        g = int(rng.integers(1, p))
        if rng.random() < 0.2:
            g = pow(g, max((p - 1) // int(rng.integers(1, 30)), 1), p)
        return f"{p} {g} {queries} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return the adversarial inputs.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input.
    """
    valid = ["2 1 5", "3 2 9", "65537 65536 40", "65537 3 100", "4294967291 2 3", "2147483647 7 5", "101 10 10000"]
    valid += [f"4294967291 {int(rng.integers(2, 2**32 - 6))} 2"]
    invalid = ["65537 3 0 1", "65537 3 10001 1", "101 0 3 1", "101 101 3 1", "4293001441 2 3 4", "7 3 2", ""]
    return [f"{line} {rng.integers(_SEEDS)}".encode() for line in valid] + [line.encode() for line in invalid]
