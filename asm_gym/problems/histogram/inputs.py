"""Inputs for histogram: count of values, number of bins, shape of the data and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    n, bins = int(rng.integers(1, 3000)), int(rng.integers(1, 513))
    cases = [(0, bins), (2**24 + 1, bins), (n, 0), (n, 513)]
    n, bins = cases[int(rng.integers(4))]
    return f"{n} {bins} {rng.integers(5)} {rng.integers(_SEEDS)}\n".encode()


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
        n = 1_200_000 + int(rng.integers(20_000))
        bins = 300 + int(rng.integers(200))
        return f"{n} {bins} {rng.integers(0, 2)} {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        if rng.random() < 0.1:
            return _rejected(rng)
        n = int(rng.integers(1, 40)) if rng.random() < 0.45 else int(rng.integers(1, 3000))
        if rng.random() < 0.25:  # Whole vectors, few enough that the extremes lie in any lane.
            n = 8 * int(rng.integers(1, 5))
        bins = int(rng.choice([1, 2, 256, 512])) if rng.random() < 0.3 else int(rng.integers(1, 512))
        shape = int(rng.integers(0, 5))
        seed = int(rng.choice([0, _SEEDS - 1])) if rng.random() < 0.1 else int(rng.integers(_SEEDS))
        return f"{n} {bins} {shape} {seed}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    seeds = rng.integers(_SEEDS, size=7).tolist()
    # The extremes of few values lie in any lane of a vector.
    few = [f"{n} 9 0 {rng.integers(_SEEDS)}\n".encode() for n in (8, 8, 8, 8, 8, 16, 16, 16, 24, 32)]
    return [
        *few,
        b"",
        f"1 1 0 {seeds[0]}\n".encode(),
        f"2 512 0 {seeds[1]}\n".encode(),
        f"2 1 4 {seeds[1]}\n".encode(),
        b"3 3 2 0\n",
        f"3000 511 2 {_SEEDS - 1}\n".encode(),
        b"65536 512 3 0\n",  # Every value once.
        f"65537 512 3 {seeds[2]}\n".encode(),
        f"4001 257 4 {seeds[3]}\n".encode(),
        f"70000 500 0 {seeds[4]}\n".encode(),
        f"70001 499 1 {seeds[5]}\n".encode(),
        f"5000 1 -1 {seeds[6]}\n".encode(),
        b"0 5 0 1\n",
        b"16777217 5 0 1\n",
        b"5 0 0 1\n",
        b"5 513 0 1\n",
        b"5 5 0\n",
    ]
