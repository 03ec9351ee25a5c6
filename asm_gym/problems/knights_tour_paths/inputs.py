"""Inputs for knights_tour_paths: number of boards; width, height, length, budget and blocked squares of each."""

from __future__ import annotations

import numpy as np

_ALL = 2**64 - 1


def _mask(rng: np.random.Generator, squares: int) -> int:
    """Return a mask with the given number of blocked squares."""
    return sum(1 << int(square) for square in rng.choice(64, size=squares, replace=False))


def _text(boards: list[tuple[int, int, int, int, int]]) -> bytes:
    lines = [f"{len(boards)}"]
    for width, height, length, budget, blocked in boards:
        lines.append(f"{width} {height} {length} {budget} {blocked:x}")
    return ("\n".join(lines) + "\n").encode()


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
    boards: list[tuple[int, int, int, int, int]] = []
    if size == "timing":
        for length in range(22, 27):
            boards.append((8, 8, length, 11_000 + int(rng.integers(300)), _mask(rng, 4)))
        return _text(boards)
    if size == "small":
        for _ in range(int(rng.integers(2, 8))):
            width, height = int(rng.integers(3, 9)), int(rng.integers(3, 9))
            length, budget = int(rng.integers(2, 12)), int(rng.integers(20, 100))
            blocked = _mask(rng, int(rng.integers(0, 26)))
            kind = rng.random()
            if kind < 0.1:
                width, length = int(rng.integers(1, 3)), int(rng.integers(1, 5))
            elif kind < 0.2:
                height, length = int(rng.integers(1, 3)), int(rng.integers(1, 5))
            elif kind < 0.25:
                width, height, length, blocked = 8, 8, 64, blocked & 2**20 - 1
            elif kind < 0.35:
                length, budget = int(rng.integers(1, 4)), int(rng.integers(0, 9))
            boards.append((width, height, length, budget, blocked))
        if rng.random() < 0.12:
            wrong = [(0, 5, 4, 9), (9, 5, 4, 9), (5, 0, 4, 9), (5, 9, 4, 9), (5, 5, 0, 9), (5, 5, 4, -1)]
            boards.append((*wrong[int(rng.integers(6))], 0))
        return _text(boards)
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: boards without moves, free and full boards, whole tours, the limits and beyond.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input, each valid or rejected with exit status 1.
    """
    blocked = _mask(rng, 8)
    return [
        b"",
        b"0\n",
        b"1\n8 8 5 100 g\n",
        b"2\n3 3 4 10 0\n3 3 4\n",
        _text([(1, 1, 1, 0, 0), (1, 1, 2, 5, 0), (2, 3, 1, 5, 0), (3, 2, 2, 5, 0), (2, 3, 2, 1, 0)]),
        _text([(8, 8, 4, 100, _ALL), (8, 8, 4, 100, _ALL >> 1), (8, 8, 6, 0, blocked), (8, 8, 2, 9, _ALL >> 18)]),
        _text([(3, 4, 12, 20_000, 0), (5, 5, 25, int(rng.integers(2000, 3000)), 0)]),
        _text([(8, 8, 64, int(rng.integers(1000, 2000)), 0), (8, 8, 2**31 - 1, 500, blocked)]),
        _text([(3, 3, 3, 5, blocked)] * 20),
        _text([(3, 3, 3, 5, blocked)] * 21),
        _text([(0, 5, 4, 100, blocked)]),
        _text([(9, 5, 4, 100, blocked)]),
        _text([(5, 0, 4, 100, blocked)]),
        _text([(5, 9, 4, 100, blocked)]),
        _text([(5, 5, 0, 100, blocked)]),
        _text([(5, 5, 4, -1, blocked)]),
    ]
