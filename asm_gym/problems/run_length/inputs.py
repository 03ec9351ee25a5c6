"""Inputs for run_length: size, letters, longest run and seed of a text, then a line."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _line(rng: np.random.Generator, runs: int) -> bytes:
    """Return a line of the given number of runs of random letters."""
    letters = rng.integers(ord("a"), ord("z") + 1, size=runs, dtype=np.uint8)
    return np.repeat(letters, rng.integers(1, 13, size=runs)).tobytes()


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
        n = 2_500_000 + int(rng.integers(50_000))
        letters = 18 + int(rng.integers(9))
        header = f"{n} {letters} 8 {rng.integers(_SEEDS)}\n"
        return header.encode() + _line(rng, int(rng.integers(10, 30)))
    if size == "small":
        n = int(rng.integers(0, 4)) if rng.random() < 0.25 else int(rng.integers(0, 3000))
        letters = int(rng.choice([1, 2, 26])) if rng.random() < 0.4 else int(rng.integers(1, 27))
        longest = int(rng.choice([1, 2, 5000])) if rng.random() < 0.4 else int(rng.integers(1, 40))
        kind = rng.random()
        if kind < 0.1:
            line = b""
        elif kind < 0.3:
            line = b"z" * int(rng.integers(1, 400))
        else:
            line = _line(rng, int(rng.integers(1, 40)))
        return f"{n} {letters} {longest} {rng.integers(_SEEDS)}\n".encode() + line
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
