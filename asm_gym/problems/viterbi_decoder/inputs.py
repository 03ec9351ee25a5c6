"""Inputs for viterbi_decoder: number of bits, noise, two tap masks and a seed."""

from __future__ import annotations

import numpy as np

_MAX_BITS = 200_000
_MAX_NOISE = 14
_TAPS = (121, 91)


def _problem(rng: np.random.Generator, bits: int, noise: int, taps: tuple[int, int] = _TAPS) -> bytes:
    return f"{bits} {noise} {taps[0]} {taps[1]} {rng.integers(2**32)}\n".encode()


def _corners(rng: np.random.Generator) -> list[bytes]:
    """Return inputs that the program rejects, and a very short message."""
    return [
        b"",
        b"100 3 121 91\n",
        _problem(rng, _MAX_BITS + 1, 3),
        _problem(rng, 100, _MAX_NOISE + 1),
        _problem(rng, 0, _MAX_NOISE),
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
        return _problem(rng, 100_000 + int(rng.integers(2000)), int(rng.integers(6, 9)))
    if size == "small":
        if rng.random() < 0.1:
            corners = _corners(rng)
            return corners[int(rng.integers(0, len(corners)))]
        bits = int(rng.integers(0, 9)) if rng.random() < 0.1 else int(rng.integers(9, 600))
        noise = int(rng.choice([_MAX_NOISE, 0, 5, 7, 9, 11], p=[0.3, 0.05, 0.15, 0.2, 0.2, 0.1]))
        taps = _TAPS if rng.random() < 0.5 else (int(rng.integers(0, 128)), int(rng.integers(64, 128)))
        return _problem(rng, bits, noise, taps)
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
        b"many 3 121 91 1\n",
        _problem(rng, 1, 0),
        _problem(rng, 2, _MAX_NOISE),
        _problem(rng, 58, 0),
        _problem(rng, 3000, 7, (0, 0)),
        _problem(rng, 3000, 7, (127, 127)),
        _problem(rng, 300, 7, (128 + 121, 2**32 - 1)),
        _problem(rng, 3000, _MAX_NOISE, (1, 64)),
        _problem(rng, 5000, _MAX_NOISE),
        b"1000 14 109 79 4294967295\n",
        b"1000 5 109 79 0\n",
    ]
