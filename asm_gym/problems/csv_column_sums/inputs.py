"""Inputs for csv_column_sums: number of rounds, replaced characters in each, seed and a table."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_ODD = (
    '"1,2"', '"12"', '""', '"a""b"', '"two\nlines"', '12"3"', '"-4.5"', "+7", "+", "-", "-.5", ".", "5.", "5.125",
    "1.2.3", "1234567890", "123456789.99", "-999999999", "999999999.9", "12 ", " 12", "n/a", "0x1F", "--1", "-0",
    "000000012", "a" * 31, "b" * 32, "c" * 40, '""""', "1.0a", ":", "/", "1/2", "1:2", "3.:", "3./", "4.1:", "4.1/",
    "-/", "\xfc",
)  # fmt: skip


def _number(rng: np.random.Generator, digits: int) -> str:
    """A number with up to two decimals."""
    text = "-" * int(rng.random() < 0.3) + str(int(rng.integers(0, 10 ** int(rng.integers(1, digits + 1)))))
    if rng.random() < 0.5:
        text += "." + str(int(rng.integers(0, 100))).zfill(int(rng.integers(1, 3)))
    return text


def _table(rng: np.random.Generator, rows: int, columns: int, odd: float) -> list[str]:
    """Rows of numbers with some empty and some odd cells."""
    lines = []
    for _ in range(rows):
        cells = []
        for _ in range(columns):
            kind = rng.random()
            cells.append(_ODD[int(rng.integers(len(_ODD)))] if kind < odd else "" if kind > 0.95 else _number(rng, 7))
        lines.append(",".join(cells))
    return lines


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
    rounds, changes = 1, 0
    if size == "timing":
        table = "\n".join(_table(rng, 900, 9, 0.02)) + "\n"
        rounds, changes = 12_000_000 // len(table), 250
    elif size == "small":
        lines = _table(rng, int(rng.integers(2, 40)), int(rng.integers(1, 14)), rng.random() * 0.5)
        kind = int(rng.integers(0, 12))
        if kind == 0:
            lines = lines[: int(rng.integers(0, 2))]
        elif kind < 7:
            rounds, changes = int(rng.integers(1, 10)), int(rng.integers(1, 60))
        table = "\n".join(lines) + "\n" * int(rng.integers(0, 2))
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{rounds} {changes} {rng.integers(_SEEDS)}\n{table}".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and some that it rejects."""
    seed = int(rng.integers(_SEEDS))
    start = "1 0 0\n"
    texts = [
        "",
        "1 2\n",
        "1 0 0 1,2\n",
        f"0 5 {seed}\n1,2\n",
        f"5 5 {seed}\n",
        start,
        start + "\n\n,\n,,\n",
        start + "7,",
        start + "\n".join(_ODD) + "\n",
        start + ",".join(_ODD) + "\n",
        start + ",".join(map(str, range(13))) + "\n" + ",".join(map(str, range(12))) + "\n1\n",
        start + '"open,1\n2,3\n',
        start + '1,2\n"',
        start + "-999999999.99,999999999.99\n" * 300,
        start + "\n".join(chr(code) + "," + chr(code) + "1" for code in range(128)),
        f"200 9 {seed}\n" + "12.50,-3,,x\n" * 40,
    ]
    return [text.encode() for text in texts]
