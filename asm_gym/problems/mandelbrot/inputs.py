"""Input generator of the mandelbrot problem."""

from __future__ import annotations

import numpy as np

_ONE = 1 << 26


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: width, height and iteration limit, then left, top and step.

    The last three are fixed-point numbers with 26 fractional bits.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    if size == "timing":
        width, height, limit = 280, 220, 600
        step = int(_ONE * (0.01 + 0.0001 * rng.random()))
        left = int(_ONE * (-2.1 + 0.02 * rng.random()))
        top = int(_ONE * (-1.13 + 0.02 * rng.random()))
    elif size == "small":
        width, height = int(rng.integers(1, 25)), int(rng.integers(1, 25))
        limit = int(rng.integers(1, 101))
        step = int(_ONE * (2.5 * rng.random() / max(width, height))) + 1
        left = int(_ONE * (-2.0 + 1.5 * rng.random()))
        top = int(_ONE * (-1.3 + 1.5 * rng.random()))
        kind = int(rng.integers(0, 7))
        if kind == 0:
            width, height = 1, 1
        elif kind == 1:
            left, top, step = -2 * _ONE, 0, int(_ONE // 16)
        elif kind == 2:
            left, top = int(rng.choice([-3, 3])) * _ONE, int(rng.choice([-3, 3])) * _ONE
        elif kind == 3:
            limit = 1
        elif kind == 4:
            step = int(rng.integers(0, 3))
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    return f"{width} {height} {limit}\n{left} {top} {step}\n".encode("ascii")
