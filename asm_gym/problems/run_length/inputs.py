"""Inputs for run_length: size, letters, longest run and seed of a text, then a line."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _line(rng: np.random.Generator, runs: int) -> bytes:
    """Return a line of the given number of runs of random letters."""
    letters = rng.integers(ord("a"), ord("z") + 1, size=runs, dtype=np.uint8)
    return np.repeat(letters, rng.integers(1, 13, size=runs)).tobytes()


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    letters, seed = int(rng.integers(1, 27)), int(rng.integers(_SEEDS))
    lines = [
        f"{2**24 + 1} {letters} 5 {seed}",
        f"{seed % 100} 0 5 {seed}",
        f"{seed % 100} 27 5 {seed}",
        f"5 {letters} 5",
    ]
    return f"{lines[int(rng.integers(4))]}\n".encode()


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
        if rng.random() < 0.1:
            return _rejected(rng)
        n = int(rng.integers(0, 4)) if rng.random() < 0.4 else int(rng.integers(0, 3000))
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


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    cases = [
        (0, 1, 1, 0, b""),
        (1, 1, 1, 1, b"a"),
        (2, 26, 1, _SEEDS - 1, b"zz"),
        (9, 1, 9, 5, b"aaaaaaaaa"),
        (10, 1, 10, 6, b"bbbbbbbbbb"),
        (300, 2, 0, 7, b"abc" * 9),
        (1000, 1, 3, int(rng.integers(_SEEDS)), b"q" * 512),  # One run.
        (1001, 26, 1, int(rng.integers(_SEEDS)), b"ab" * 300),  # More than the line buffer holds.
        (5000, 3, 2, int(rng.integers(_SEEDS)), b"z" * 99 + b"y" * 100 + b"x" * 9),
        (20_000, 26, _SEEDS - 1, int(rng.integers(_SEEDS)), b"m"),
        (99_999, 5, 300, int(rng.integers(_SEEDS)), b"k" * 10),
        (100_003, 26, 12, int(rng.integers(_SEEDS)), _line(rng, 60)),
    ]
    accepted = [f"{n} {letters} {longest} {seed}\n".encode() + line for n, letters, longest, seed, line in cases]
    return [*accepted, b"", b"5 5 5\n", b"x 5 5 5\n", b"16777217 5 5 5\n", b"-1 5 5 5\n", b"5 0 5 5\n", b"5 27 5 5\n"]
