"""Inputs for miller_rabin: first candidate, step between candidates and their number."""

from __future__ import annotations

import numpy as np

# Strong pseudoprimes: the first ones to base 2, and all below 3 million to the bases 2 and 7.
_TO_2 = [2047, 3277, 4033, 4681, 8321, 15841, 29341, 42799, 49141, 52633, 65281, 74665, 80581, 85489, 88357, 90751]
_TO_2_AND_7 = [314821, 2269093, 2284453]


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
        first = 2**31 + 2 * int(rng.integers(2**29)) + 1
        step = 420 * int(rng.integers(20)) + 2  # prime to 3, 5 and 7, so that primes are equally frequent
        return f"{first} {step} {200_000 + int(rng.integers(1000))}\n".encode()
    if size == "small":
        kind = int(rng.integers(6))
        count = int(rng.integers(40, 300))
        if kind == 0:
            first, step = int(rng.integers(0, 4)), 1
            count = int(rng.integers(0, 80))
        elif kind < 3:  # around a composite that passes the first test or the first two
            middle = int(rng.choice(_TO_2_AND_7 if rng.random() < 0.5 else _TO_2))
            step = int(rng.integers(1, 4))
            first = max(middle - step * int(rng.integers(1, 40)), 1)
        else:
            first, step = int(rng.integers(2**32)), int(rng.integers(1, 2**32 if kind == 3 else 20))
        return f"{first} {step} {count}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return the adversarial inputs.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input.
    """
    lines = [
        "0 1 300",
        "1 2 0",
        "3 0 50",
        "2 0 17",
        "4294967291 0 9",
        "4294967000 1 600",
        "2147483600 1 97",
        "314821 0 3",
        "2269093 7192 3",
        "2047 0 5",
        "65537 65536 200",
        f"{rng.integers(2**32)} 4294967294 333",
        "1 1 1000001",
        "5 2",
        "prime",
        "",
    ]
    return [line.encode() for line in lines]
