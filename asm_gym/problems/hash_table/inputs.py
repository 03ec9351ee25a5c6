"""Inputs for hash_table: number of operations, range of the keys and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    operations, seed = rng.integers(1, 2000), rng.integers(_SEEDS)
    return (f"{operations} {seed % 100}\n" if rng.random() < 0.5 else f"{operations} {2**22 + 1} {seed}\n").encode()


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
        operations = 900_000 + int(rng.integers(15_000))
        key_range = 28_000 + int(rng.integers(2000))
        return f"{operations} {key_range} {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        if rng.random() < 0.1:
            return _rejected(rng)
        operations = int(rng.integers(0, 2)) if rng.random() < 0.25 else int(rng.integers(1, 4000))
        kind = rng.random()
        if kind < 0.15:
            key_range = 1
        elif kind < 0.5:
            key_range = int(rng.integers(1, 50))
        else:
            key_range = int(rng.integers(50, 5000))
        return f"{operations} {key_range} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    seeds = rng.integers(_SEEDS, size=6).tolist()
    return [
        b"",
        b"0 0 0\n",
        b"0 100 1\n",
        f"1 1 {seeds[0]}\n".encode(),
        f"2 1 {_SEEDS - 1}\n".encode(),
        f"500 0 {seeds[1]}\n".encode(),  # Only one key.
        f"5000 2 {seeds[2]}\n".encode(),
        f"20000 7 {seeds[3]}\n".encode(),
        f"60000 60 {seeds[4]}\n".encode(),
        f"200000 300 {seeds[5]}\n".encode(),
        b"1000 1000000 3\n",
        b"1000 4194304 3\n",
        b"1000 4194305 3\n",
        b"10 -1 3\n",
        b"10 10\n",
        b"x 10 3\n",
    ]
