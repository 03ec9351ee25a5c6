"""Inputs for heap_sort: number of values, shape of the data and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    return f"{rng.integers(1, 2000)} {rng.integers(6)}{' x' * int(rng.integers(2))}\n".encode()


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
        n = 240_000 + int(rng.integers(5000))
        return f"{n} 0 {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        if rng.random() < 0.05:
            return _rejected(rng)
        if rng.random() < 0.15:
            return f"0 {rng.integers(0, 6)} {rng.integers(_SEEDS)}\n".encode()
        n = int(rng.integers(1, 4)) if rng.random() < 0.1 else int(rng.integers(4, 2000))
        shape = int(rng.integers(0, 6))
        seed = int(rng.choice([0, _SEEDS - 1])) if rng.random() < 0.1 else int(rng.integers(_SEEDS))
        return f"{n} {shape} {seed}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    sizes = [0, 1, 2, 3, 4, 255, 256, 257]
    cases = [(n, 0, int(rng.integers(_SEEDS))) for n in sizes]
    cases += [(3000, shape, int(rng.integers(_SEEDS))) for shape in range(6)]
    cases += [(1500, 1, _SEEDS - 2000), (1500, 2, 2000), (100, 3, _SEEDS - 1), (9, -1, 0), (60_000, 0, 1)]
    malformed = [b"", b"5 0\n", b"x 0 1\n"]
    return [f"{n} {shape} {seed}\n".encode() for n, shape, seed in cases] + malformed
