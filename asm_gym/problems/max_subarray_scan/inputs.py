"""Inputs of max_subarray_scan: number of days and fees, range of the results and a seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_MAX_DAYS = 60_000
_MAX_VALUE = 10_000


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
        return _line(50_000 + int(rng.integers(500)), 620, 6000 + int(rng.integers(100)), seed)
    if size == "small":
        days, fees = int(rng.integers(2, 300)), int(rng.integers(1, 40))
        spread = int(rng.choice([3, 40, 2000, _MAX_VALUE]))
        kind = rng.random()
        if kind < 0.1:
            days = 1
        elif kind < 0.15:
            spread = 0
        elif kind < 0.35:
            days, fees = _MAX_DAYS, int(rng.integers(1, 4))
        elif kind < 0.5:
            fees = 1
        return _line(days, fees, spread, seed)
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
        b"5 1 9\n",
        _line(1, 1, 0, seed),
        _line(2, 1, 1, seed),
        _line(1, 9, _MAX_VALUE, seed),
        _line(40, 10_000, _MAX_VALUE, seed),
        _line(17, 30_000, 5, seed),
        _line(_MAX_DAYS, 2, 0, seed),
        _line(_MAX_DAYS, 33, _MAX_VALUE, seed),
        _line(0, 1, 1, seed),
        _line(_MAX_DAYS + 1, 1, 1, seed),
        _line(9, 0, 1, seed),
        _line(9, -3, 1, seed),
        _line(9, 3, -1, seed),
        _line(9, 3, _MAX_VALUE + 1, seed),
    ]
