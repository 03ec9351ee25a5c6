"""Inputs for top_k_stream: number of items, of items to keep, bits of a score, drift of the scores and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _line(items: int, limit: int, bits: int, drift: int, seed: int) -> bytes:
    return f"{items} {limit} {bits} {drift} {seed}\n".encode()


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
        items, limit = int(rng.integers(13_000_000, 13_300_000)), int(rng.integers(950, 1050))
        return _line(items, limit, 31, int(rng.integers(8, 12)), seed)
    if size != "small":
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    kind = rng.random()
    if kind < 0.15:
        return _line(int(rng.integers(0, 6)), int(rng.integers(1, 5)), int(rng.integers(1, 33)), 0, seed)
    items, limit = int(rng.integers(100, 3000)), int(rng.integers(1, 300))
    if kind < 0.4:  # many ties
        return _line(items, limit, int(rng.integers(1, 10)), int(rng.integers(0, 2)), seed)
    if kind < 0.6:  # scores above 2^31
        return _line(items, limit, 32, 0, seed)
    bits = int(rng.integers(8, 32))
    return _line(items, limit, bits, int(rng.integers(0, 2 + 2**bits // items)), seed)


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: one item or place, equal and rising scores, extreme sizes and rejected input."""
    seed = int(rng.integers(_SEEDS))
    return [
        b"",
        b"9 3 8 1\n",
        b"9 three 8 1 5\n",
        b"50000001 3 1 0 5\n",
        b"9 0 8 1 5\n",
        b"9 65537 8 1 5\n",
        b"9 3 0 1 5\n",
        b"9 3 33 0 5\n",
        b"9 3 32 1 5\n",
        _line(0, 1, 1, 0, seed),
        _line(1, 1, 32, 0, seed),
        _line(2, 1, 32, 0, seed),
        _line(3000, 1, 16, 1_000_000, seed),
        _line(20_000, 20_000, 1, 0, seed),
        _line(20_000, 256, 1, 200_000, seed),
        _line(66_000, 65_536, 31, 30_000, seed),
    ]
