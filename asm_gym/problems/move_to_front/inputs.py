"""Inputs for move_to_front: number of symbols, spread of their values, period of the drift and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _line(length: int, spread: int, period: int, seed: int) -> bytes:
    return f"{length} {spread} {period} {seed}\n".encode()


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
    seed = int(rng.integers(_SEEDS))
    if size == "timing":
        return _line(int(rng.integers(450_000, 460_000)), 256, int(rng.integers(300, 400)), seed)
    if size != "small":
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    kind = rng.random()
    if kind < 0.15:
        return _line(int(rng.integers(0, 4)), int(rng.integers(1, 4)), 1, seed)
    length = int(rng.integers(5, 3000))
    if kind < 0.4:  # runs of equal symbols
        return _line(length, int(rng.integers(1, 8)), int(rng.integers(1, 300)), seed)
    return _line(length, int(rng.integers(8, 257)), int(rng.integers(1, 2000)), seed)


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: single symbols, cycles over all symbols, the extremes and rejected input."""
    seed = int(rng.integers(_SEEDS))
    return [
        b"",
        b"9 8 7\n",
        b"9 8 x 6\n",
        b"10000001 8 7 6\n",
        b"9 0 7 6\n",
        b"9 257 7 6\n",
        b"9 8 0 6\n",
        _line(0, 1, 1, seed),
        _line(1, 256, 1, seed),
        _line(2, 1, 2, seed),
        _line(5000, 1, _SEEDS - 1, seed),
        _line(256, 1, 1, seed),
        _line(20_000, 1, 1, seed),
        _line(20_000, 256, _SEEDS - 1, seed),
        _line(100_000, 256, 2, seed),
    ]
