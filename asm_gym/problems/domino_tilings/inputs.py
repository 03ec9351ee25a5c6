"""Inputs for domino_tilings: number of boards, then rows, columns and a hexadecimal mask of holes for each."""

from __future__ import annotations

from collections import Counter

import numpy as np

_TIMING_PLACEMENTS = 7_000_000


def _holes(rng: np.random.Generator, cells: int, count: int) -> int:
    return sum(1 << int(cell) for cell in rng.choice(cells, size=count, replace=False))


def _placements(rows: int, columns: int, holes: int) -> int:
    """Count the placements of the search without doing it: searches with equal covered cells ahead go the same way."""
    total, states = 0, Counter({holes: 1})
    for cell in range(rows * columns):
        bit = 1 << cell
        following: Counter[int] = Counter()
        for covered, ways in states.items():
            if covered & bit:
                following[covered] += ways
                continue
            across, down = bit << 1, bit << columns
            if (cell + 1) % columns and not covered & across:
                following[covered | bit | across] += ways
                total += ways
            if cell + columns < rows * columns and not covered & down:
                following[covered | bit | down] += ways
                total += ways
        states = following
    return total


def _text(boards: list[tuple[int, int, int]]) -> bytes:
    return "".join([f"{len(boards)}\n", *(f"{rows} {columns} {holes:x}\n" for rows, columns, holes in boards)]).encode()


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
    boards: list[tuple[int, int, int]] = []
    if size == "timing":
        wanted = _TIMING_PLACEMENTS
        while wanted > 0 and len(boards) < 40:
            rows = int(rng.integers(7, 9))
            columns = 15 - rows
            board = (rows, columns, _holes(rng, rows * columns, int(rng.integers(3, 6))))
            placements = _placements(*board)
            if 200_000 < placements < wanted + 350_000:
                boards.append(board)
                wanted -= placements
        return _text(boards)
    if size == "small":
        for _ in range(int(rng.integers(1, 9))):
            rows, columns = int(rng.integers(2, 6)), int(rng.integers(2, 6))
            boards.append((rows, columns, _holes(rng, rows * columns, int(rng.integers(0, 4)))))
        kind = rng.random()
        if kind < 0.2:
            rows, columns = [(1, 8), (8, 1), (1, 1), (8, 2), (2, 8)][int(rng.integers(5))]
            boards.insert(0, (rows, columns, int(rng.integers(4))))
        elif kind < 0.4:
            rows, columns = [(8, 3), (3, 8), (8, 4), (4, 8)][int(rng.integers(4))]
            boards.append((rows, columns, _holes(rng, rows * columns, int(rng.integers(4, 12)))))
        if rng.random() < 0.12:
            boards.append([(0, 4, 0), (9, 4, 0), (4, 0, 0), (4, 9, 0)][int(rng.integers(4))])
        return _text(boards)
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: single cells, stripes, full boards, odd boards, the limits and malformed lists.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input, each valid or rejected with exit status 1.
    """
    everything = 2**64 - 1
    return [
        b"",
        b"0\n",
        b"-1\n",
        b"1\n",
        b"1\n4 4 xyz\n",
        b"2\n2 2 0\n2 2\n",
        b"1\n0 4 0\n",
        b"1\n9 4 0\n",
        b"1\n4 0 0\n",
        b"1\n4 9 0\n",
        _text([(2, 2, 0)] * 41),
        _text([(1, side, 0) for side in range(1, 9)] + [(side, 1, 0) for side in range(1, 9)]),
        _text([(8, 8, everything), (8, 8, everything >> 2), (8, 8, everything >> 1), (8, 8, 1 << 63 | 2**56 - 1)]),
        _text([(7, 6, 0), (5, 5, 0), (3, 3, 1 << 4)]),
        _text([(8, 8, _holes(rng, 64, 30)) for _ in range(20)]),
        _text([(4, 4, _holes(rng, 16, count)) for count in range(17)] * 2 + [(8, 2, 0), (2, 8, 0)]),
    ]
