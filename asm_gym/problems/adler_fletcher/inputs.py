"""Inputs for adler_fletcher: length of the buffer and of a block, lowest and highest byte and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_DIVISORS = (140, 156, 168, 180, 195, 210, 234, 252)
"""Bytes v such that 65520 / v of them, an even number, bring the first sum of Adler-32 to exactly 65521."""


def _line(length: int, block: int, low: int, high: int, seed: int) -> bytes:
    """An input with length and block size rounded up to even numbers."""
    length, block = length + length % 2, block + block % 2
    return f"{length} {block} {low} {high} {seed}\n".encode()


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
        return _line(int(rng.integers(2_600_000, 2_700_000)), int(rng.integers(4000, 9000)), 0, 255, seed)
    if size != "small":
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    kind = rng.random()
    if kind < 0.15:
        return _line(int(rng.integers(0, 4)), int(rng.integers(1, 4)), 0, 255, seed)
    length = int(rng.integers(5, 9000))
    if kind < 0.3:  # sums that end at the modulus
        byte = _DIVISORS[int(rng.integers(len(_DIVISORS)))] if kind < 0.25 else 255
        return _line(length, 65520 // byte if kind < 0.25 else 2 * int(rng.integers(1, 20)), byte, byte, seed)
    if kind < 0.55:  # many short blocks
        return _line(length, int(rng.integers(1, 80)), int(rng.integers(0, 100)), int(rng.integers(100, 256)), seed)
    low = int(rng.integers(0, 256)) if kind < 0.7 else 0
    return _line(length, int(rng.integers(300, 5000)), low, 255, seed)


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: short blocks, bytes of all zeros or ones, extreme sizes and rejected input."""
    seed = int(rng.integers(_SEEDS))
    return [
        b"",
        b"8 4 0 255\n",
        b"8 4 0 ff 5\n",
        b"8000002 4 0 255 5\n",
        b"8 0 0 255 5\n",
        b"8 8000002 0 255 5\n",
        b"8 4 8 7 5\n",
        b"8 4 8 256 5\n",
        b"9 4 8 255 5\n",
        b"8 3 8 255 5\n",
        _line(0, 2, 0, 0, seed),
        _line(2, 2, 255, 255, seed),
        _line(4002, 258, 255, 255, seed),
        _line(4000, 8_000_000, 0, 0, seed),
        _line(4160, 260, 252, 252, seed),
        _line(1_000_002, 8_000_000, 255, 255, seed),
    ]
