"""Inputs for ising_spins: half the side, sweeps, odds of both costly flips and of an upward spin, and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**63


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
    seed = rng.integers(_SEEDS)
    if size == "timing":
        four = int(rng.integers(10_500, 12_500))
        return f"125 {rng.integers(50, 53)} {four} {four**2 >> 16} {rng.integers(31_000, 35_000)} {seed}\n".encode()
    if size == "small":
        half, sweeps = int(rng.integers(4, 31)), int(rng.integers(2, 12))
        four = int(rng.integers(5_000, 50_000))
        eight, start = four**2 >> 16, int(rng.integers(5_000, 60_000))
        kind = rng.random()
        if kind < 0.1:
            half, sweeps = int(rng.integers(1, 4)), int(rng.integers(0, 40))
        elif kind < 0.25:
            four, eight = int(rng.choice([0, 1, 65_536, 2**32 - 1])), int(rng.choice([0, 1, 65_536, 2**31]))
        elif kind < 0.35:
            start = int(rng.choice([0, 1, 65_536, 2**32 - 1]))
        elif kind < 0.42:
            half = int(rng.choice([0, 513]))
        return f"{half} {sweeps} {four} {eight} {start} {seed}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: the smallest torus, frozen and hot spins, the limits and what lies beyond them.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input, each valid or rejected with exit status 1.
    """
    seed = rng.integers(_SEEDS)
    return [
        b"",
        b"8 8 20000 5000 x\n",
        f"1 50 20000 5000 32768 {seed}\n".encode(),
        f"2 50 20000 5000 32768 {2**64 - 1}\n".encode(),
        f"17 0 20000 5000 32768 {seed}\n".encode(),
        f"17 9 0 0 65536 {seed}\n".encode(),
        f"17 9 65536 65536 0 {seed}\n".encode(),
        f"9 3 1 65536 16384 {seed}\n".encode(),
        f"9 5 65535 65537 65537 {seed}\n".encode(),
        f"9 -1 20000 5000 32768 {seed}\n".encode(),
        f"512 1 30000 9000 20000 {seed}\n".encode(),
        f"0 5 20000 5000 32768 {seed}\n".encode(),
        f"513 5 20000 5000 32768 {seed}\n".encode(),
        f"-4 5 20000 5000 32768 {seed}\n".encode(),
    ]
