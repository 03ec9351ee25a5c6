"""Inputs for quickselect_medians: number of groups, their size, range of the values and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _line(groups: int, size: int, value_range: int, seed: int) -> bytes:
    return f"{groups} {size} {value_range} {seed}\n".encode()


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
    seed = int(rng.integers(_SEEDS))
    if size == "timing":
        group_size = int(rng.integers(900, 1100))
        return _line(1_300_000 // group_size, group_size, int(rng.integers(2**30, _SEEDS)), seed)
    if size != "small":
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    kind = rng.random()
    if kind < 0.15:
        return _line(int(rng.integers(0, 4)), int(rng.integers(1, 5)), int(rng.integers(1, _SEEDS)), seed)
    groups, group_size = int(rng.integers(2, 30)), int(rng.integers(1, 300))
    if kind < 0.4:  # many ties
        return _line(groups, group_size, int(rng.integers(1, 12)), seed)
    if kind < 0.6:
        return _line(groups, int(rng.integers(1, 9)), int(rng.integers(3, 1000)), seed)
    return _line(groups, group_size, int(rng.integers(2**16, _SEEDS)), seed)


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: tiny groups, equal and extreme values, the largest sizes and rejected input."""
    seed = int(rng.integers(_SEEDS))
    return [
        b"",
        b"3 4 5\n",
        b"-1 4 5 6\n",
        b"100001 4 5 6\n",
        b"3 0 5 6\n",
        b"3 100001 5 6\n",
        b"3 4 0 6\n",
        b"a few groups\n",
        _line(0, 1, 1, seed),
        _line(1, 1, _SEEDS - 1, seed),
        _line(500, 2, _SEEDS - 1, seed),
        _line(500, 3, 2, seed),
        _line(1000, 16, 1, seed),
        _line(1, 100_000, _SEEDS - 1, seed),
        _line(2, 65_537, 2, seed),
        _line(100_000, 1, 7, seed),
    ]
