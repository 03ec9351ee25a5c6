"""Input generator of the popcount_sum problem."""

from __future__ import annotations

import numpy as np


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    word = int(rng.integers(0, 2**64, dtype=np.uint64))
    inputs = [f"-1 1\n{word}\n", f"4097 1\n{word}\n", f"2 1\n{word}\n", f"{word % 4096}\n", f"1 1\nx{word}\n"]
    return inputs[int(rng.integers(5))].encode("ascii")


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
        if rng.random() < 0.1:
            return _rejected(rng)
        count, rounds = int(rng.integers(1, 41)), int(rng.integers(0, 6))
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
        elif kind == 5:
            words = []
        elif kind == 4:
            words = [1 << int(shift) for shift in rng.integers(0, 64, size=count)]
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    lines = [f"{len(words)} {rounds}", *map(str, words)]
    return ("\n".join(lines) + "\n").encode("ascii")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    full = 2**64 - 1
    noise = rng.integers(0, 2**64, size=4096, dtype=np.uint64).tolist()
    key = 0x9E3779B97F4A7C15
    cases = [
        (1, []),
        (0, [5, 6]),
        (-2, [full]),
        (1, [0]),
        (1, [key]),  # No bit is left in the first round.
        (1, [key ^ full]),
        (2, [2 * key % 2**64, full]),
        (3, [full] * 65),
        (3, [0, full] * 33),
        (5, [1 << shift for shift in range(64)]),
        (5, [full >> shift for shift in range(64)]),
        (3, sorted(noise[:129])),
        (2, noise),
    ]
    accepted = ["\n".join([f"{len(words)} {rounds}", *map(str, words), ""]).encode("ascii") for rounds, words in cases]
    return [*accepted, b"", b"5\n", b"-1 1\n", b"4097 1\n", b"2 1\n7\n", b"1 1\nx\n"]
