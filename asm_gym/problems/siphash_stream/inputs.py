"""Inputs for siphash_stream: number of messages, length of the longest and the two halves of the key in hexadecimal."""

from __future__ import annotations

import numpy as np


def _line(messages: int, longest: int, key0: int, key1: int) -> bytes:
    return f"{messages} {longest} {key0:x} {key1:x}\n".encode()


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
    key0, key1 = (int(half) for half in rng.integers(0, 2**64, size=2, dtype=np.uint64))
    if size == "timing":
        longest = int(rng.integers(180, 260))
        return _line(int(30_000_000 / (longest / 2 + 12)), longest, key0, key1)
    if size != "small":
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    kind = rng.random()
    if kind < 0.15:
        return _line(int(rng.integers(0, 3)), int(rng.integers(0, 20)), key0, key1)
    if kind < 0.25:  # the longest possible
        return _line(int(rng.integers(5, 30)), 4096, key0, key1)
    if kind < 0.55:  # mostly one or two words
        return _line(int(rng.integers(5, 900)), int(rng.integers(1, 20)), key0, key1)
    return _line(int(rng.integers(5, 200)), int(rng.integers(20, 1200)), key0, key1)


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: no or empty messages, lengths around a word, extreme keys and rejected input."""
    key0, key1 = (int(half) for half in rng.integers(0, 2**64, size=2, dtype=np.uint64))
    return [
        b"",
        b"5 6 1\n",
        b"5 6 1 key\n",
        b"1000001 6 1 2\n",
        b"5 4097 1 2\n",
        _line(0, 10, key0, key1),
        _line(1, 0, key0, key1),
        _line(1, 4096, 2**64 - 1, 2**64 - 1),
        _line(2, 7, 0, 0),
        _line(3, 8, 0, 2**64 - 1),
        _line(1023, 9, 2**63, 1),
        _line(300, 255, key0, key0),
        _line(300, 256, key0, key1),
        _line(1500, 4096, key0, key1),
    ]
