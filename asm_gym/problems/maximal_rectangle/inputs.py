"""Inputs for maximal_rectangle: rows, columns, blocked cells in 1/1024 and a seed."""

from __future__ import annotations

import numpy as np

_MAX_SIDE = 1000


def _grid(rng: np.random.Generator, rows: int, cols: int, blocked: int) -> bytes:
    return f"{rows} {cols} {blocked} {rng.integers(2**32)}\n".encode()


def _corners(rng: np.random.Generator) -> list[bytes]:
    """Return inputs that the program rejects, and tiny grids."""
    return [
        b"",
        b"30 40 50\n",
        _grid(rng, _MAX_SIDE + 1, 2, 500),
        _grid(rng, 2, _MAX_SIDE + 1, 500),
        _grid(rng, 0, 5, 0),
        _grid(rng, 5, 0, 0),
        _grid(rng, 1, 1, 512),
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
        return _grid(rng, 700 + int(rng.integers(20)), 900 + int(rng.integers(20)), 40)
    if size == "small":
        if rng.random() < 0.08:
            corners = _corners(rng)
            return corners[int(rng.integers(0, len(corners)))]
        rows, cols = int(rng.integers(1, 70)), int(rng.integers(1, 90))
        if rng.random() < 0.15:
            rows, cols = (1, cols) if rng.random() < 0.5 else (rows, 1)
        elif rng.random() < 0.3:
            rows, cols = (_MAX_SIDE, 1 + cols % 4) if rng.random() < 0.5 else (1 + rows % 2, _MAX_SIDE)
        shares = [0, 21, 21, 61, 61, 61, 151, 151, 151, 399, 399, 399, 701, 701, 1001, 1024]
        blocked = shares[int(rng.integers(0, len(shares)))]
        return _grid(rng, rows, cols, blocked)
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
        _grid(rng, 1, _MAX_SIDE, 0),
        _grid(rng, _MAX_SIDE, 1, 0),
        _grid(rng, 100, 101, 0),
        _grid(rng, 100, 101, 1023),
        _grid(rng, 100, 101, 1024),
        _grid(rng, 100, 101, 2**32 - 1),
        _grid(rng, _MAX_SIDE, _MAX_SIDE, 300),
        b"64 65 4 0\n",
        b"64 65 4 4294967295\n",
    ]
