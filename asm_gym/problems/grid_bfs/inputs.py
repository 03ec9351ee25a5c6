"""Inputs for grid_bfs: rows, columns, walls in 1/1000, number of searches and a seed."""

from __future__ import annotations

import numpy as np

_MAX_SIDE = 1000
_MAX_SEARCHES = 40


def _maze(rng: np.random.Generator, rows: int, cols: int, walls: int, searches: int) -> bytes:
    return f"{rows} {cols} {walls} {searches} {rng.integers(2**32)}\n".encode()


def _corners(rng: np.random.Generator) -> list[bytes]:
    """Return inputs that the program rejects, and tiny mazes."""
    return [
        b"",
        b"30 40 300 2\n",
        _maze(rng, 1, 5, 0, 1),
        _maze(rng, 5, 1, 0, 1),
        _maze(rng, _MAX_SIDE + 1, 2, 0, 1),
        _maze(rng, 2, _MAX_SIDE + 1, 0, 1),
        _maze(rng, 3, 4, 300, _MAX_SEARCHES + 1),
        _maze(rng, 2, 2, 0, 1),
    ]


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
        return _maze(rng, 390 + int(rng.integers(9)), 390 + int(rng.integers(9)), 260, 12)
    if size == "small":
        if rng.random() < 0.1:
            corners = _corners(rng)
            return corners[int(rng.integers(0, len(corners)))]
        rows, cols = int(rng.integers(2, 45)), int(rng.integers(2, 45))
        if rng.random() < 0.12:
            rows, cols = (2, cols) if rng.random() < 0.5 else (rows, 2)
        elif rng.random() < 0.3:
            rows, cols = (_MAX_SIDE, 2 + cols % 3) if rng.random() < 0.5 else (2 + rows % 3, _MAX_SIDE)
        walls = int(rng.choice([0, 100, 250, 350, 420, 600, 1000], p=[0.1, 0.2, 0.25, 0.25, 0.1, 0.06, 0.04]))
        searches = _MAX_SEARCHES if rows * cols < 150 else int(rng.integers(1, 6))
        return _maze(rng, rows, cols, walls, searches)
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs that meet the limits of the program, and inputs it rejects.

    Args:
        rng: Source of randomness.

    Returns:
        Inputs of the program.
    """
    return [
        *_corners(rng),
        _maze(rng, 2, _MAX_SIDE, 0, 3),
        _maze(rng, _MAX_SIDE, 2, 2, 3),
        _maze(rng, 50, 51, 0, 0),
        _maze(rng, 50, 51, 0, 4),
        _maze(rng, 50, 51, 1000, 4),
        _maze(rng, 50, 51, 2**32 - 1, 4),
        _maze(rng, _MAX_SIDE, _MAX_SIDE, 700, 1),
        b"40 41 390 10 4294967295\n",
    ]
