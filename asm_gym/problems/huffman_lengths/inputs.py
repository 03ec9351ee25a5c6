"""Inputs for huffman_lengths: number of blocks, size of a block, size of the alphabet, skew of the symbols and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _line(blocks: int, block_size: int, alphabet: int, skew: int, seed: int) -> bytes:
    return f"{blocks} {block_size} {alphabet} {skew} {seed}\n".encode()


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
        return _line(int(rng.integers(290, 300)), int(rng.integers(1900, 2100)), 256, 1, seed)
    if size != "small":
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    kind = rng.random()
    if kind < 0.15:
        return _line(int(rng.integers(0, 3)), int(rng.integers(0, 4)), int(rng.integers(1, 4)), 0, seed)
    if kind < 0.4:  # small alphabets with many ties
        return _line(int(rng.integers(2, 30)), int(rng.integers(1, 60)), int(rng.integers(1, 20)), 0, seed)
    if kind < 0.6:  # very unequal frequencies
        return _line(int(rng.integers(1, 3)), int(rng.integers(500, 4000)), 512, int(rng.integers(8, 15)), seed)
    alphabet, skew = int(rng.integers(20, 257)), int(rng.integers(0, 4))
    return _line(int(rng.integers(1, 4)), int(rng.integers(200, 3000)), alphabet, skew, seed)


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: no and single symbols, equal and steep frequencies, extremes and rejected input."""
    seed = int(rng.integers(_SEEDS))
    return [
        b"",
        b"5 4 3 2\n",
        b"5 4 x 2 1\n",
        b"-1 4 3 2 1\n",
        b"100001 4 3 2 1\n",
        b"5 -1 3 2 1\n",
        b"5 1000001 3 2 1\n",
        b"5 4 0 2 1\n",
        b"5 4 513 2 1\n",
        b"5 4 3 -1 1\n",
        b"5 4 3 21 1\n",
        _line(0, 10, 10, 0, seed),
        _line(20, 0, 10, 0, seed),
        _line(300, 2, 2, 0, seed),
        _line(1, 200_000, 512, 20, seed),
        _line(3, 100_000, 512, 0, seed),
    ]
