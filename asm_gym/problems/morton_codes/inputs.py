"""Inputs of morton_codes: number of cells, side of the grid, hop along the curve and a seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


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
        return _line(500_000 + int(rng.integers(5000)), 2**31 + int(rng.integers(2**31)), int(rng.integers(99)), seed)
    if size == "small":
        cells, side = int(rng.integers(2, 300)), int(rng.choice([3, 100, 2**17, 2**32 - 1]))
        hop = int(rng.integers(2**32)) >> int(rng.integers(32))
        kind = rng.random()
        if kind < 0.07:
            cells = 1
        elif kind < 0.12:
            side = int(rng.integers(0, 2))
        elif kind < 0.17:
            hop = 0
        return _line(cells, side, hop, seed)
    raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return extreme and malformed inputs.

    Args:
        rng: Source of all randomness.

    Returns:
        Inputs for standard input; those that the program rejects are among them.
    """
    seed = int(rng.integers(_SEEDS))
    top = 2**32 - 1
    return [
        b"",
        b"3 4 5\n",
        _line(0, 9, 1, seed),
        _line(1, 0, 0, 0),
        _line(1, 1, top, seed),
        _line(1, top, 1, seed),
        _line(2, top, top, top),
        _line(30, 2, 1, seed),
        _line(999, 65_536, 0, seed),
        _line(999, 65_537, 2**31, seed),
        _line(20_000, top, 1, seed),
        _line(20_000, 40, 3, seed),
    ]
