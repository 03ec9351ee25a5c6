"""Inputs of josephus_survivors: number of circles, bounds of people and step, and a seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_MAX_STEP = 4_000_000_000


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
        return _line(1700 + int(rng.integers(30)), 5000 + int(rng.integers(100)), 2000 + int(rng.integers(50)), seed)
    if size == "small":
        circles, people = int(rng.integers(20, 120)), int(rng.integers(3, 150))
        step = int(rng.choice([40, 1000, 2**31, _MAX_STEP]))
        kind = rng.random()
        if kind < 0.05:
            circles = 1
        elif kind < 0.1:
            people = int(rng.integers(0, 2))
        elif kind < 0.15:
            step = int(rng.integers(1, 3))
        return _line(circles, people, step, seed)
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
        b"3 10 x\n",
        _line(0, 2, 1, seed),
        _line(1, 0, 0, seed),
        _line(1, 2, 1, seed),
        _line(40, 2, 2, seed),
        _line(100, 3, 1, seed),
        _line(50, 40, _MAX_STEP, seed),
        _line(2, 1_000_000, _MAX_STEP, seed),
        _line(2, 1_000_000, 2, seed),
        _line(300_000, 1, 3, seed),
        _line(1, 200_000_001, 3, seed),
        _line(5, 10, _MAX_STEP + 1, seed),
    ]
