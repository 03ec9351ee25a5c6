"""Inputs for bellman_ford: vertices, edges, reach, drop of the lengths and a seed."""

from __future__ import annotations

import numpy as np

_MAX_VERTICES = 20_000
_MAX_EDGES = 200_000
_MAX_REACH = 1000
_MAX_DROP = 10_000


def _graph(rng: np.random.Generator, vertices: int, count: int, reach: int, drop: int) -> bytes:
    return f"{vertices} {count} {reach} {drop} {rng.integers(2**32)}\n".encode()


def _corners(rng: np.random.Generator) -> list[bytes]:
    """Return inputs that the program rejects, and tiny graphs."""
    return [
        b"",
        b"5 2 9 0\n",
        _graph(rng, 0, 5, 2, 0),
        _graph(rng, _MAX_VERTICES + 1, 5, 2, 0),
        _graph(rng, 5, _MAX_EDGES + 1, 2, 0),
        _graph(rng, 5, 5, _MAX_REACH + 1, 0),
        _graph(rng, 5, 5, 2, _MAX_DROP + 1),
        _graph(rng, 1, 3, 1, 0),
        _graph(rng, 2, 3, 1, 0),
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
        return _graph(rng, 5000 + int(rng.integers(50)), 70_000, 25, 0)
    if size == "small":
        if rng.random() < 0.12:
            corners = _corners(rng)
            return corners[int(rng.integers(0, len(corners)))]
        vertices = int(rng.integers(1, 12)) if rng.random() < 0.15 else int(rng.integers(12, 300))
        count = int(vertices * rng.uniform(1, 8))
        reach = _MAX_REACH if rng.random() < 0.15 else int(rng.integers(1, 10 if rng.random() < 0.3 else 60))
        drop = int(rng.choice([0, 30, 2000, _MAX_DROP], p=[0.6, 0.02, 0.08, 0.3]))
        count *= 2 if drop else 1
        return _graph(rng, vertices, count, reach, drop)
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
        _graph(rng, 1, 9, 1, _MAX_DROP),
        _graph(rng, 200, 0, 5, 0),
        _graph(rng, 200, 1500, 0, 0),
        _graph(rng, 200, 1500, 5, _MAX_DROP),
        _graph(rng, 200, 1500, _MAX_REACH, 500),
        _graph(rng, _MAX_VERTICES, _MAX_EDGES, _MAX_REACH, 0),
        b"301 2000 11 0 4294967295\n",
    ]
