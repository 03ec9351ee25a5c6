"""Input generator of the popcount_sum problem."""

from __future__ import annotations

import numpy as np


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: the number of words, the number of rounds and the words.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    if size == "timing":
        count, rounds = 2000, 420
        words = rng.integers(0, 2**64, size=count, dtype=np.uint64).tolist()
    elif size == "small":
        count, rounds = int(rng.integers(1, 41)), int(rng.integers(1, 6))
        words = rng.integers(0, 2**64, size=count, dtype=np.uint64).tolist()
        kind = int(rng.integers(0, 7))
        if kind == 0:
            words = words[:1]
        elif kind == 1:
            words = [words[0]] * count
        elif kind == 2:
            words = [(0, 2**64 - 1)[int(bit)] for bit in rng.integers(0, 2, size=count)]
        elif kind == 3:
            words = sorted(words)
        elif kind == 4:
            words = [1 << int(shift) for shift in rng.integers(0, 64, size=count)]
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    lines = [f"{len(words)} {rounds}", *map(str, words)]
    return ("\n".join(lines) + "\n").encode("ascii")
