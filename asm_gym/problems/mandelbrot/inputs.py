"""Input generator of the mandelbrot problem."""

from __future__ import annotations

import numpy as np

_ONE = 1 << 26


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    far = 16 * _ONE + 1
    first, second = int(rng.integers(1, 30)), int(rng.integers(1, 30))
    malformed = [
        f"0 {first} {second}\n0 0 1\n",
        f"{first} 0 {second}\n0 0 1\n",
        f"2001 {first} {second}\n0 0 1\n",
        f"{first} 2001 {second}\n0 0 1\n",
        f"{first} {second} 0\n0 0 1\n",
        f"{first} {second} 100001\n0 0 1\n",
        f"{first} {second}\n",
        f"{first} {second} 9\n0 0\n",
    ]
    outside = [
        f"{first} {second} 9\n{far} 0 -1\n",
        f"{first} {second} 9\n{-far} 0 1\n",
        f"{first} {second} 9\n0 {far} -1\n",
        f"{first} {second} 9\n0 {-far} 1\n",
        f"{first + 1} {second} 9\n{far - 1} 0 1\n",
        f"{first + 1} {second} 9\n{1 - far} 0 -1\n",
        f"{first} {second + 1} 9\n0 {far - 1} 1\n",
        f"{first} {second + 1} 9\n0 {1 - far} -1\n",
    ]
    inputs = malformed if rng.random() < 0.5 else outside
    return inputs[int(rng.integers(8))].encode("ascii")


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
        width, height, limit = 280, 220, 700
        step = int(_ONE * (0.01 + 0.0001 * rng.random()))
        left = int(_ONE * (-2.1 + 0.02 * rng.random()))
        top = int(_ONE * (-1.13 + 0.02 * rng.random()))
    elif size == "small":
        if rng.random() < 0.15:
            return _rejected(rng)
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
            # Exactly at the edges of the plane.
            left = int(rng.choice([-16 * _ONE, 16 * _ONE - (width - 1) * step]))
            top = int(rng.choice([-16 * _ONE, 16 * _ONE - (height - 1) * step]))
        elif kind == 3:
            limit = 1
        elif kind == 4:
            step = int(rng.integers(0, 3))
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    return f"{width} {height} {limit}\n{left} {top} {step}\n".encode("ascii")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    one = _ONE
    cases = [
        (1, 1, 1, 0, 0, 0),
        (1, 1, 500, 0, 0, 0),
        (1, 1, 9, 2 * one, 0, 1),
        (1, 1, 9, -2 * one, 0, 1),  # Stays exactly on the escape radius.
        (2, 1, 77, -2 * one - 1, 0, 1),
        (3, 3, 50, 16 * one - 2, -16 * one, 1),
        (4, 3, 50, 16 * one, 16 * one, -8 * one),
        (2000, 1, 20, -2 * one, 0, one // 500),
        (1, 2000, 20, -one // 2, -one, one // 1000),
        (31, 17, 60, int(rng.integers(-2 * one, 0)), int(rng.integers(-one, 0)), one // 16),
        (40, 33, 150, int(-0.75 * one), int(0.1 * one), int(rng.integers(1000, 50_000))),
        (9, 9, 100_000, 3 * one, 3 * one, one),
    ]
    rejected = [
        (0, 1, 1, 0, 0, 0),
        (1, 0, 1, 0, 0, 0),
        (2001, 1, 1, 0, 0, 0),
        (1, 2001, 1, 0, 0, 0),
        (1, 1, 0, 0, 0, 0),
        (1, 1, 100_001, 0, 0, 0),
        (1, 1, 1, 16 * one + 1, 0, 0),
        (1, 1, 1, 0, -16 * one - 1, 0),
        (2, 1, 1, 16 * one, 0, 1),
        (1, 2, 1, 0, -16 * one, -1),
    ]
    lines = ["{} {} {}\n{} {} {}\n".format(*case).encode("ascii") for case in cases + rejected]
    return [*lines, b"", b"1 1\n", b"1 1 1\n0 0\n"]
