"""Inputs for game_of_life: torus size, generations, density of live cells and seed."""

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
        rows = 190 + int(rng.integers(20))
        cols = 190 + int(rng.integers(20))
        generations = 7_000_000 // (rows * cols)
        density = 30 + int(rng.integers(10))
        return f"{rows} {cols} {generations} {density} {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        if rng.random() < 0.1:
            return _rejected(rng)
        limit = 4 if rng.random() < 0.25 else 40
        rows = int(rng.integers(1, limit))
        cols = int(rng.integers(1, limit))
        if rng.random() < 0.4:  # 15 cells more than a multiple of 16.
            cols = 2 * int(rng.integers(1, 20)) + 1
            rows = 15 * pow(cols, -1, 16) % 16 + 16 * int(rng.integers(2))
        generations = 0 if rng.random() < 0.2 else int(rng.integers(1, 40))
        density = int(rng.choice([0, 100])) if rng.random() < 0.1 else int(rng.integers(10, 80))
        return f"{rows} {cols} {generations} {density} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    seeds = rng.integers(_SEEDS, size=9).tolist()
    return [
        b"",
        b"1 1 5 100 1\n",
        b"1 1 5 0 1\n",
        f"1 2 9 50 {seeds[0]}\n".encode(),
        f"2 1 9 50 {seeds[1]}\n".encode(),
        f"2 2 17 40 {seeds[2]}\n".encode(),
        f"1 300 33 45 {seeds[3]}\n".encode(),
        f"300 1 33 45 {seeds[4]}\n".encode(),
        f"3 3 0 60 {seeds[5]}\n".encode(),
        f"33 31 16 100 {seeds[6]}\n".encode(),
        f"17 64 32 35 {_SEEDS - 1}\n".encode(),
        f"65 63 100 30 {seeds[7]}\n".encode(),
        f"4 2048 10 -5 {seeds[8]}\n".encode(),
        b"0 5 1 30 1\n",
        b"5 0 1 30 1\n",
        b"2049 5 1 30 1\n",
        b"5 2049 1 30 1\n",
        b"5 5 1 30\n",
    ]
