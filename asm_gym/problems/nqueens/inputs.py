"""Input generator of the nqueens problem."""

from __future__ import annotations

import numpy as np


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    row = " ".join(map(str, rng.integers(1, 1001, size=4).tolist()))
    inputs = [f"0\n{row}\n", f"15\n{row}\n", f"3\n{row}\n", f"3\n{row} 1001\n", f"3\n{row} -1\n", f"x {row}\n"]
    return inputs[int(rng.integers(6))].encode("ascii")


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
        if rng.random() < 0.1:
            return _rejected(rng)
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


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    ones = [1] * 400
    weights = rng.integers(1, 1001, size=400).tolist()
    diagonal = [int(row == column) for row in range(6) for column in range(6)]
    sparse = [[0] * 14 for _ in range(14)]
    for row, column in enumerate(np.roll([*range(0, 14, 2), *range(1, 14, 2)], 0).tolist()):
        sparse[row][column] = 500 + row
        sparse[row][(column + 5) % 14] = 1
        sparse[row][(column + 9) % 14] = 1000
    boards = [
        (1, [1]),
        (1, [0]),
        (1, [1000]),
        (2, ones),
        (3, ones),
        (4, ones),
        (4, [0] * 16),
        (5, [1000] * 25),
        (6, weights),
        (6, diagonal),
        (7, [w if w % 5 else 0 for w in weights]),
        (8, weights),
        (9, [1 + w % 2 * 999 for w in weights]),
        (14, [weight for line in sparse for weight in line]),
    ]
    accepted = [f"{side}\n{' '.join(map(str, board[: side * side]))}\n".encode("ascii") for side, board in boards]
    return [*accepted, b"", b"0\n", b"15\n", b"2\n1 2 3\n", b"1\n-1\n", b"1\n1001\n", b"1\nx\n"]
