"""Inputs for sudoku_solver: number of puzzles, budget of placements for each and the puzzles."""

from __future__ import annotations

import numpy as np


def _solution(rng: np.random.Generator) -> np.ndarray:
    """Return a random complete grid."""
    rows = np.concatenate([3 * band + rng.permutation(3) for band in rng.permutation(3)])
    columns = np.concatenate([3 * stack + rng.permutation(3) for stack in rng.permutation(3)])
    pattern = (3 * (rows[:, None] % 3) + rows[:, None] // 3 + columns[None, :]) % 9
    return np.asarray(rng.permutation(9)[pattern].ravel() + 1)


def _puzzle(rng: np.random.Generator, clues: int) -> str:
    """Return a puzzle whose clues are denser in the lower rows, which a search from the top sees late."""
    weights = np.repeat(np.arange(2, 11), 9).astype(float)
    kept = rng.choice(81, size=clues, replace=False, p=weights / weights.sum())
    cells = np.full(81, ".")
    cells[kept] = _solution(rng)[kept].astype(str)
    return "".join(cells.tolist())


def _text(budget: int, puzzles: list[str]) -> bytes:
    return ("\n".join([f"{len(puzzles)} {budget}", *puzzles]) + "\n").encode()


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
        return _text(16_000 + int(rng.integers(500)), [_puzzle(rng, int(rng.integers(22, 25))) for _ in range(24)])
    if size == "small":
        puzzles = [_puzzle(rng, int(rng.integers(24, 74))) for _ in range(int(rng.integers(6, 14)))]
        if rng.random() < 0.5:
            at, puzzle = int(rng.integers(80)), puzzles[-1]
            digit = str(rng.integers(1, 10))
            puzzles.insert(0, puzzle[:at] + digit + puzzle[at + 1 :])
        if rng.random() < 0.6:
            puzzles.append(_puzzle(rng, 81))
        budget = int(rng.integers(0, 30)) if rng.random() < 0.2 else int(rng.integers(30, 1200))
        return _text(budget, puzzles)
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: empty and complete grids, contradictions in each unit, and malformed puzzles.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input, each valid or rejected with exit status 1.
    """
    full = "".join(_solution(rng).astype(str).tolist())
    digit = str(rng.integers(1, 10))
    pairs = [digit + "." * between + digit for between in (7, 71, 19)]
    clashes = [pair.ljust(81, ".") for pair in pairs] + [pair.rjust(81, ".") for pair in pairs]
    stuck = "12345678.........9".ljust(81, ".")
    return [
        b"",
        b"0 5\n",
        b"1 5\n",
        _text(0, ["." * 81, full]),
        _text(50_000, ["." * 81]),
        _text(1, [full, full[:80] + ".", "." + full[1:], full[:40] + ".." + full[42:]]),
        _text(2000, clashes),
        _text(2000, [stuck]),
        _text(300, [_puzzle(rng, clues) for clues in range(30, 70)]),
        _text(5, ["." * 81] * 41),
        _text(5, ["." * 80]),
        _text(5, ["." * 82]),
        _text(5, ["0" + "." * 80]),
        _text(5, [full, "." * 80 + ":"]),
        b"-1 5\n",
        b"1 -1\n" + b"." * 81 + b"\n",
    ]
