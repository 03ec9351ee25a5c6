"""Inputs for stencil_2d: grid size, number of steps, shape of the start grid and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    rows, cols = [(0, 5), (5, 0), (2049, 3), (3, 2049), (-2, -2)][int(rng.integers(5))]
    return f"{rows} {cols} {rng.integers(40)} {rng.integers(3)} {rng.integers(_SEEDS)}\n".encode()


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
        rows = 180 + int(rng.integers(20))
        cols = 180 + int(rng.integers(20))
        steps = 45_000_000 // (rows * cols)
        shape = int(rng.choice([0, 2]))
        return f"{rows} {cols} {steps} {shape} {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        if rng.random() < 0.1:
            return _rejected(rng)
        limit = 4 if rng.random() < 0.25 else 30
        rows = int(rng.integers(1, limit))
        cols = int(rng.integers(1, limit))
        if rng.random() < 0.2:  # One column between the borders.
            cols = 3
        elif rng.random() < 0.15:
            rows = cols = 1
        steps = int(rng.integers(0, 3)) if rng.random() < 0.25 else int(rng.integers(0, 60))
        shape = int(rng.integers(0, 3))
        return f"{rows} {cols} {steps} {shape} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    seeds = rng.integers(_SEEDS, size=8).tolist()
    return [
        b"",
        f"1 1 5 0 {seeds[0]}\n".encode(),
        f"1 50 5 0 {seeds[1]}\n".encode(),
        f"50 1 5 2 {seeds[2]}\n".encode(),
        f"2 2 9 0 {seeds[3]}\n".encode(),
        f"3 3 1 0 {seeds[4]}\n".encode(),
        f"3 64 100 0 {seeds[5]}\n".encode(),
        f"64 3 100 2 {seeds[6]}\n".encode(),
        f"20 20 7 1 {_SEEDS - 1}\n".encode(),
        f"33 31 0 0 {seeds[7]}\n".encode(),
        f"17 18 -4 2 {seeds[0]}\n".encode(),
        f"100 101 200 0 {seeds[1]}\n".encode(),
        f"5 2048 20 2 {seeds[2]}\n".encode(),
        b"0 5 1 0 1\n",
        b"5 0 1 0 1\n",
        b"2049 5 1 0 1\n",
        b"5 2049 1 0 1\n",
        b"5 5 1 0\n",
    ]
