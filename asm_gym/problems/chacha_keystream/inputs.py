"""Inputs for chacha_keystream: number of blocks and of rounds, first block counter and seed of key and nonce."""

from __future__ import annotations

import numpy as np


def _line(blocks: int, rounds: int, counter: int, seed: int) -> bytes:
    return f"{blocks} {rounds} {counter} {seed}\n".encode()


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
    counter, seed = (int(number) for number in rng.integers(0, 2**64, size=2, dtype=np.uint64))
    if size == "timing":
        return _line(int(rng.integers(270_000, 275_000)), 20, counter, seed)
    if size != "small":
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    kind = rng.random()
    if kind < 0.15:
        return _line(int(rng.integers(0, 2)), 2, int(rng.integers(0, 3)), seed)
    blocks, rounds = int(rng.integers(2, 200)), 2 * int(rng.integers(1, 11))
    if kind < 0.5:  # the lower word of the counter overflows
        counter = (counter >> 32 << 32) + 2**32 - int(rng.integers(1, blocks))
    return _line(blocks, rounds, counter, seed)


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: no and single blocks, overflow of the counter, extremes and rejected input."""
    seed = int(rng.integers(0, 2**64, dtype=np.uint64))
    return [
        b"",
        b"9 8 7\n",
        b"9 8 7 key\n",
        b"1000001 8 7 6\n",
        b"9 0 7 6\n",
        b"9 22 7 6\n",
        b"9 7 7 6\n",
        _line(0, 20, 5, seed),
        _line(1, 2, 0, 0),
        _line(2, 20, 2**64 - 1, seed),
        _line(7, 12, 2**32 - 3, 2**64 - 1),
        _line(8, 8, 2**64 - 4, seed),
        _line(9, 20, 2**31 - 5, seed),
        _line(20_001, 20, 2**32 - 10_000, seed),
    ]
