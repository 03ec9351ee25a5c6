"""Inputs of bit_matrix_transpose: rows, columns, number of rounds and a seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_MAX_SIZE = 1024


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
        rows, columns = (int(value) for value in rng.integers(980, _MAX_SIZE + 1, size=2))
        return _line(rows, columns, 5, seed)
    if size == "small":
        rows, columns = int(rng.integers(2, _MAX_SIZE + 1)), int(rng.integers(2, 40))
        rounds = int(rng.integers(1, 3))
        kind = rng.random()
        if kind < 0.06:
            rows = 1
        elif kind < 0.12:
            columns = 1
        elif kind < 0.18:
            rounds = 0
        elif kind < 0.4:
            rows = _MAX_SIZE
        elif kind < 0.55:
            rows, columns = int(rng.integers(2, 40)), _MAX_SIZE
        elif kind < 0.75:
            rows, columns = (int(value) for value in rng.integers(2, 200, size=2))
        return _line(rows, columns, rounds, seed)
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
        _line(1, 1, 0, seed),
        _line(1, 1, 1, 0),
        _line(1, 1, 1, _SEEDS - 1),
        _line(2, 2, 5, seed),
        _line(5, 5, -3, seed),
        _line(63, 65, 3, seed),
        _line(64, 64, 3, seed),
        _line(128, 1, 4, seed),
        _line(1, 129, 4, seed),
        _line(_MAX_SIZE, _MAX_SIZE, 1, seed),
        _line(0, 4, 1, seed),
        _line(4, 0, 1, seed),
        _line(_MAX_SIZE + 1, 4, 1, seed),
        _line(4, _MAX_SIZE + 1, 1, seed),
    ]
