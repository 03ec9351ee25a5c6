"""Inputs for triangle_counting: vertices, groups, edges within and between groups in 1/1000 and a seed."""

from __future__ import annotations

import numpy as np

_MAX_VERTICES = 1500


def _graph(rng: np.random.Generator, vertices: int, groups: int, dense: int, sparse: int) -> bytes:
    return f"{vertices} {groups} {dense} {sparse} {rng.integers(2**32)}\n".encode()


def _corners(rng: np.random.Generator) -> list[bytes]:
    """Return inputs that the program rejects, and tiny graphs."""
    return [
        b"",
        b"5 2 900 10\n",
        _graph(rng, _MAX_VERTICES + 1, 2, 9, 9),
        _graph(rng, 10, 0, 9, 9),
        _graph(rng, 1, 1, 1000, 1000),
        _graph(rng, 3, 1, 1000, 1000),
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
        return _graph(rng, 600 + int(rng.integers(8)), 10, 300, 120)
    if size == "small":
        if rng.random() < 0.1:
            corners = _corners(rng)
            return corners[int(rng.integers(0, len(corners)))]
        vertices = int(rng.integers(1, 70))
        groups = int(rng.integers(1, 2 + vertices // 3))
        dense, sparse = (int(rng.choice([0, 100, 300, 600, 1000])) for _ in range(2))
        return _graph(rng, vertices, groups, dense, sparse)
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
        b"0 1 0 0 0\n",
        _graph(rng, 2, 1, 1000, 0),
        _graph(rng, 100, 1, 0, 1000),
        _graph(rng, 129, 1, 1000, 0),
        _graph(rng, 129, 2, 0, 1000),
        _graph(rng, 129, 2**32 - 1, 1000, 300),
        _graph(rng, 129, 13, 2**32 - 1, 0),
        _graph(rng, _MAX_VERTICES, 100, 800, 4),
        b"65 4 600 100 0\n",
        b"65 4 600 100 4294967295\n",
    ]
