"""Input generator of the nqueens problem."""

from __future__ import annotations

import numpy as np


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: the board size and the weight of each square, 0 for a blocked one.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    if size == "timing":
        # Blocking one of each mirrored pair of first squares keeps the cost the same.
        side = 12
        board = rng.integers(1, 1001, size=(side, side))
        board[0, [0, side - 1]] = 0
        for column in range(1, side // 2):
            board[0, column if rng.random() < 0.5 else side - 1 - column] = 0
    elif size == "small":
        side = int(rng.integers(4, 8))
        board = rng.integers(1, 1001, size=(side, side))
        kind = int(rng.integers(0, 7))
        if kind == 0:
            side = int(rng.integers(1, 4))
            board = board[:side, :side]
        elif kind == 1:
            board[:] = board[0, 0]
        elif kind == 2:
            board = rng.choice(np.array([1, 1000]), size=(side, side))
        elif kind in (3, 4):
            board[rng.random((side, side)) < 0.2] = 0
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    lines = [str(side), *(" ".join(map(str, row)) for row in board.tolist())]
    return ("\n".join(lines) + "\n").encode("ascii")
