"""Inputs for lattice_gas: width, height, steps, density of particles and of walls in 256ths and seed."""

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
    seed = rng.integers(_SEEDS)
    density, walls = int(rng.integers(50, 180)), int(rng.integers(5, 50))
    if size == "timing":
        return f"{rng.integers(298, 304)} {rng.integers(198, 203)} 100 {density} {walls} {seed}\n".encode()
    if size == "small":
        width, height, steps = int(rng.integers(2, 90)), int(rng.integers(2, 40)), int(rng.integers(2, 20))
        kind = rng.random()
        if kind < 0.06:
            width = 1
        elif kind < 0.12:
            height = 1
        elif kind < 0.18:
            density = int(rng.choice([0, 1, 255, 256]))
        elif kind < 0.3:
            walls = int(rng.choice([0, 0, 1, 256]))
        elif kind < 0.34:
            width, height = [(0, 5), (2001, 5), (5, 0), (5, 2001)][int(rng.integers(4))]
        return f"{width} {height} {steps} {density} {walls} {seed}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: single rows and cells, full and empty tables, the limits and what lies beyond them.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input, each valid or rejected with exit status 1.
    """
    seed = rng.integers(_SEEDS)
    return [
        b"",
        b"10 10 3 100 20\n",
        f"1 1 5 128 0 {seed}\n".encode(),
        f"2 1 9 128 40 {seed}\n".encode(),
        f"47 33 0 128 40 {seed}\n".encode(),
        f"33 17 7 256 256 {_SEEDS - 1}\n".encode(),
        f"2000 7 3 100 20 {seed}\n".encode(),
        f"3 2000 3 100 20 {seed}\n".encode(),
        f"3 5 100000 90 20 {seed}\n".encode(),
        f"0 5 1 90 20 {seed}\n".encode(),
        f"5 0 1 90 20 {seed}\n".encode(),
        f"2001 5 1 90 20 {seed}\n".encode(),
        f"5 2001 1 90 20 {seed}\n".encode(),
        f"5 5 -1 90 20 {seed}\n".encode(),
        f"5 5 1 257 -1 {seed}\n".encode(),
        f"5 5 1 -1 257 {seed}\n".encode(),
    ]
