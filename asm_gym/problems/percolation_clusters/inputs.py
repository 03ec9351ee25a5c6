"""Inputs for percolation_clusters: width, height, density of open sites in 65536ths and seed."""

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
    seed = int(rng.integers(1, _SEEDS))
    if size == "timing":
        density = int(rng.integers(37_500, 39_500))
        return f"{rng.integers(996, 1005)} {rng.integers(996, 1005)} {density} {seed}\n".encode()
    if size == "small":
        width, height = int(rng.integers(2, 100)), int(rng.integers(2, 100))
        density = int(rng.integers(20_000, 52_000))
        kind = rng.random()
        if kind < 0.06:
            width = 1
        elif kind < 0.12:
            height = 1
        elif kind < 0.18:
            density = int(rng.choice([0, 1, 65_535, 65_536]))
        return f"{width} {height} {density} {seed}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: single sites, rows and columns, empty and full grids, the limits and beyond.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input, each valid or rejected with exit status 1.
    """
    seed = int(rng.integers(1, _SEEDS))
    return [
        b"",
        b"10 10 40000\n",
        b"10 10 40000 0\n",
        f"1 1 65536 {seed}\n".encode(),
        f"1 1 0 {seed}\n".encode(),
        f"2 2 30000 {2**64 - 1}\n".encode(),
        f"64 64 65536 {seed}\n".encode(),
        f"64 64 0 {seed}\n".encode(),
        f"2000 3 45000 {seed}\n".encode(),
        f"3 2000 60000 {seed}\n".encode(),
        f"150 150 38854 {seed}\n".encode(),
        f"0 10 40000 {seed}\n".encode(),
        f"10 0 40000 {seed}\n".encode(),
        f"2001 10 40000 {seed}\n".encode(),
        f"10 2001 40000 {seed}\n".encode(),
        f"10 10 65537 {seed}\n".encode(),
    ]
