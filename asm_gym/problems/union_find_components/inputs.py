"""Inputs for union_find_components: rows, columns, number of thresholds and a seed."""

from __future__ import annotations

import numpy as np

_MAX_CELLS = 2**18
_MAX_LEVELS = 20


def _image(rng: np.random.Generator, rows: int, cols: int, levels: int) -> bytes:
    return f"{rows} {cols} {levels} {rng.integers(2**32)}\n".encode()


def _corners(rng: np.random.Generator) -> list[bytes]:
    """Return inputs that the program rejects, and tiny images."""
    return [
        b"",
        b"5 2 9\n",
        _image(rng, _MAX_CELLS + 1, 1, 3),
        _image(rng, 2**9, 2**9 + 1, 3),
        _image(rng, 2**16, 2**16, 3),
        _image(rng, 9, 8, _MAX_LEVELS + 1),
        _image(rng, 0, 5, 3),
        _image(rng, 1, 1, 3),
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
        return _image(rng, 440 + int(rng.integers(9)), 440 + int(rng.integers(9)), 12)
    if size == "small":
        if rng.random() < 0.12:
            corners = _corners(rng)
            return corners[int(rng.integers(0, len(corners)))]
        rows, cols = int(rng.integers(1, 40)), int(rng.integers(1, 40))
        if rng.random() < 0.12:
            rows, cols = (1, cols) if rng.random() < 0.5 else (rows, 1)
        return _image(rng, rows, cols, _MAX_LEVELS if rng.random() < 0.2 else int(rng.integers(1, 8)))
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
        _image(rng, 30, 31, 0),
        _image(rng, 2, 2, _MAX_LEVELS),
        _image(rng, 5000, 1, 2),
        _image(rng, 100, 101, _MAX_LEVELS),
        _image(rng, 2**9, 2**9, 1),
        _image(rng, 1, _MAX_CELLS, 1),
        b"40 41 5 4294967295\n",
    ]
