"""Inputs for lz_window_matcher: length, window, longest chain, size of the vocabulary, number of letters and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _line(length: int, window: int, chain_limit: int, vocabulary: int, letters: int, seed: int) -> bytes:
    return f"{length} {window} {chain_limit} {vocabulary} {letters} {seed}\n".encode()


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
        return _line(int(rng.integers(650_000, 665_000)), int(rng.integers(30_000, 34_000)), 48, 500, 20, seed)
    if size != "small":
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    kind = rng.random()
    if kind < 0.15:
        return _line(int(rng.integers(0, 6)), int(rng.integers(1, 4)), int(rng.integers(0, 3)), 1, 2, seed)
    length, vocabulary = int(rng.integers(50, 5000)), int(rng.integers(1, 60))
    window = int(rng.integers(1, 200)) if kind < 0.5 else int(rng.integers(100, 6000))
    letters = int(rng.integers(1, 4)) if kind < 0.3 else int(rng.integers(3, 27))
    return _line(length, window, int(rng.integers(1, 40)), vocabulary, letters, seed)


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: tiny texts and windows, one letter, no search, the largest sizes, rejected input."""
    seed = int(rng.integers(_SEEDS))
    return [
        b"",
        b"9 8 7 6 5\n",
        b"9 8 7 6 a 5\n",
        b"1000001 8 7 6 5 4\n",
        b"9 0 7 6 5 4\n",
        b"9 65537 7 6 5 4\n",
        b"9 8 7 0 5 4\n",
        b"9 8 7 1025 5 4\n",
        b"9 8 7 6 0 4\n",
        b"9 8 7 6 27 4\n",
        _line(0, 1, 1, 1, 1, seed),
        _line(1, 1, 1, 1, 1, seed),
        _line(4, 1, 1, 1, 1, seed),
        _line(3000, 1, 5, 1, 1, seed),
        _line(3000, 65_536, 0, 9, 9, seed),
        _line(100_000, 65_536, 2, 1024, 26, seed),
    ]
