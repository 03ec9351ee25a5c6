"""Inputs for bipartite_matching: left and right vertices, largest degree and a seed."""

from __future__ import annotations

import numpy as np

_MAX_SIDE = 10_000
_MAX_EDGES = 100_000


def _graph(rng: np.random.Generator, lefts: int, rights: int, degree: int) -> bytes:
    return f"{lefts} {rights} {degree} {rng.integers(2**32)}\n".encode()


def _corners(rng: np.random.Generator) -> list[bytes]:
    """Return inputs that the program rejects, and tiny graphs."""
    return [
        b"",
        b"5 6 3\n",
        _graph(rng, _MAX_SIDE + 1, 5, 3),
        _graph(rng, 5, _MAX_SIDE + 1, 3),
        _graph(rng, 5, 0, 3),
        _graph(rng, 4, 6, _MAX_EDGES // 4 + 1),
        _graph(rng, 0, 1, 3),
        _graph(rng, 1, 1, 3),
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
        return _graph(rng, 3600 + int(rng.integers(30)), 2500, 6)
    if size == "small":
        if rng.random() < 0.1:
            corners = _corners(rng)
            return corners[int(rng.integers(0, len(corners)))]
        kind = rng.random()
        if kind < 0.12:
            return _graph(rng, _MAX_SIDE, int(rng.integers(1, 4)), _MAX_EDGES // _MAX_SIDE)
        if kind < 0.24:
            return _graph(rng, int(rng.integers(5, 30)), _MAX_SIDE, 3)
        lefts = int(rng.integers(1, 250))
        rights = 1 + int(lefts * rng.uniform(0.3, 1.5))
        return _graph(rng, lefts, rights, 20 if rng.random() < 0.15 else int(rng.integers(1, 7)))
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
        _graph(rng, 2, 2, 1),
        _graph(rng, 100, 90, 0),
        _graph(rng, 200, 1, _MAX_EDGES // 200),
        _graph(rng, 1, 200, 2**16),
        _graph(rng, 300, 300, _MAX_EDGES // 300),
        _graph(rng, _MAX_SIDE, 20, 2),
        _graph(rng, 200, _MAX_SIDE, 2),
        b"101 99 5 4294967295\n",
    ]
