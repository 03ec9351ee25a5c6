"""Inputs of gf2_matrix_rank: rows, columns, sparsity and a seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_MAX_SIZE = 4096


def _line(*numbers: int) -> bytes:
    return (" ".join(map(str, numbers)) + "\n").encode("ascii")


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Return one input of the program.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    seed = int(rng.integers(_SEEDS))
    if size == "timing":
        return _line(1800 + int(rng.integers(20)), 1900 + int(rng.integers(149)), int(rng.integers(2)), seed)
    if size == "small":
        rows, columns = int(rng.integers(2, 70)), int(rng.integers(2, _MAX_SIZE + 1))
        sparsity = int(rng.integers(0, 7))
        kind = rng.random()
        if kind < 0.06:
            rows = 1
        elif kind < 0.12:
            columns = 1
        elif kind < 0.16:
            sparsity = 30
        elif kind < 0.3:
            rows, columns = _MAX_SIZE, int(rng.integers(2, 30))
        elif kind < 0.5:
            columns = _MAX_SIZE
        elif kind < 0.7:
            rows, columns = (int(value) for value in rng.integers(2, 200, size=2))
        return _line(rows, columns, sparsity, seed)
    raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return extreme and malformed inputs.

    Args:
        rng: Source of all randomness.

    Returns:
        Inputs for standard input; those that the program rejects are among them.
    """
    seed = int(rng.integers(_SEEDS))
    return [
        b"",
        b"4 4 1\n",
        _line(1, 1, 40, seed),
        _line(1, 1, 0, seed),
        _line(2, 2, 0, 0),
        _line(40, 40, -5, seed),
        _line(63, 65, 4, _SEEDS - 1),
        _line(64, 64, 0, seed),
        _line(128, 1, 5, seed),
        _line(1, 129, 5, seed),
        _line(300, 300, 8, seed),
        _line(_MAX_SIZE, 100, 1, seed),
        _line(100, _MAX_SIZE, 0, seed),
        _line(700, 700, 0, seed),
        _line(300, _MAX_SIZE, 5, seed),
        _line(0, 4, 1, seed),
        _line(4, 0, 1, seed),
        _line(_MAX_SIZE + 1, 4, 1, seed),
        _line(4, _MAX_SIZE + 1, 1, seed),
    ]
