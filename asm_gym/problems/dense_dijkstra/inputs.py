"""Inputs for dense_dijkstra: vertices, sources, longest edge, edges in percent and a seed."""

from __future__ import annotations

import numpy as np

_MAX_VERTICES = 1024
_MAX_SOURCES = 32
_MAX_LENGTH = 2**22


def _graph(rng: np.random.Generator, vertices: int, sources: int, longest: int, percent: int) -> bytes:
    return f"{vertices} {sources} {longest} {percent} {rng.integers(2**32)}\n".encode()


def _corners(rng: np.random.Generator) -> list[bytes]:
    """Return inputs that the program rejects, and tiny graphs."""
    return [
        b"",
        b"5 2 9 100\n",
        _graph(rng, _MAX_VERTICES + 1, 1, 9, 50),
        _graph(rng, _MAX_SOURCES + 2, _MAX_SOURCES + 1, 9, 50),
        _graph(rng, 4, 5, 9, 50),
        _graph(rng, 4, 4, _MAX_LENGTH + 1, 50),
        _graph(rng, 1, 1, 9, 50),
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
        return _graph(rng, 500 + int(rng.integers(10)), 20, _MAX_LENGTH, 60)
    if size == "small":
        if rng.random() < 0.1:
            corners = _corners(rng)
            return corners[int(rng.integers(0, len(corners)))]
        vertices = int(rng.integers(1, 100))
        sources = min(vertices, _MAX_SOURCES if vertices < 48 else int(rng.integers(1, 5)))
        longest = int(rng.choice([1, 6, 1000, _MAX_LENGTH], p=[0.1, 0.3, 0.2, 0.4]))
        percent = int(rng.choice([0, 3, 6, 30, 100], p=[0.04, 0.3, 0.3, 0.26, 0.1]))
        return _graph(rng, vertices, sources, longest, percent)
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
        b"0 0 0 0 0\n",
        _graph(rng, 2, 2, 1, 100),
        _graph(rng, 2, 0, 1, 100),
        _graph(rng, 70, 20, 0, 100),
        _graph(rng, 70, 20, 1, 100),
        _graph(rng, 70, 20, _MAX_LENGTH, 0),
        _graph(rng, 300, 4, _MAX_LENGTH, 1),
        _graph(rng, _MAX_VERTICES, 1, _MAX_LENGTH, 2**32 - 1),
        b"65 32 300 5 4294967295\n",
    ]
