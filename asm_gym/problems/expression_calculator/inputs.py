"""Inputs for expression_calculator: number of points, seed and one expression a line."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_OPERATORS = "+-*+-*/%"


def _operand(rng: np.random.Generator) -> str:
    """A variable or a number of any width."""
    kind = int(rng.integers(0, 6))
    if kind < 4:
        return "xy"[kind % 2]
    return str(int(rng.integers(0, 2 ** int(rng.integers(1, 33)))))


def _expression(rng: np.random.Generator, operands: int) -> str:
    """A random tree with that many leaves, written with parentheses, signs and blanks at some places."""
    if operands == 1:
        return _operand(rng)
    left = int(rng.integers(1, operands))
    before, after = (" " * max(0, int(rng.integers(-1, 3))) for _ in range(2))
    operator = _OPERATORS[int(rng.integers(len(_OPERATORS)))]
    text = _expression(rng, left) + before + operator + after + _expression(rng, operands - left)
    kind = int(rng.integers(0, 5))
    return text if kind < 2 else f"({text})" if kind < 3 else f"( {text}  )" if kind < 4 else f"- ({text})"


def _short(rng: np.random.Generator, operands: int) -> str:
    """An expression that fits into the program's line."""
    while len(text := _expression(rng, operands)) > 100:
        pass
    return text


def _damaged(rng: np.random.Generator, text: str) -> str:
    """An expression that lacks a character or has a wrong one."""
    place = int(rng.integers(len(text)))
    return text[:place] + ("", "z", ")", "(", " 7 ", "+")[int(rng.integers(6))] + text[place + 1 :]


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
        lines: list[str] = []
        while sum(map(len, lines)) < 700:
            lines.append(_short(rng, 15))
        points = 19_000_000 // sum(map(len, lines))
    elif size == "small":
        points = int(rng.integers(2, 150))
        lines = [_short(rng, int(rng.integers(1, 13))) for _ in range(int(rng.integers(2, 13)))]
        lines = [_damaged(rng, line) if rng.random() < 0.15 else line for line in lines]
        lines[-1] = "  " * int(rng.integers(0, 2)) + lines[-1][:90] + "  " * int(rng.integers(0, 2))
        kind = int(rng.integers(0, 12))
        if kind == 0:
            points = int(rng.integers(1, 3))
        elif kind == 1:
            lines = lines[: int(rng.integers(0, 2))]
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return (f"{points} {rng.integers(_SEEDS)}\n" + "".join(f"{line}\n" for line in lines)).encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and some that it rejects."""
    seed = int(rng.integers(_SEEDS))
    start = f"300 {seed}\n"
    lines = [
        "",
        "300\n",
        f"300 {seed} x\n",
        f"1000001 {seed}\nx\n",
        f"0 {seed}\nx\n)\n",
        start,
        start + "\n \n(\n()\nx x\nx+\n*y\nx/\n(x\nx)\n1.5\n-\n",
        start + "x/0\nx%0\nx/(x-x)\n7/(x-5)\n7%(y-y/2*2)\n(x/0)*0\n1/(x/100)\n",
        start + "(" * 50 + "y" + ")" * 49 + "\n" + "-" * 99 + "x\n" + "(" * 100 + "\n",
        start + "4294967295\n4294967296\n99999999999999999999\n-1\n007\n2147483648*2\n-y/-x\n",
        start + "x-y-x\nx/3/2\ny%100%7\nx+y*x-y\ny/x*x+y%x\n- -x\n  x  \n",
        start + "x+" * 50 + "\n",
        start + "x+" * 49 + "x\n" + "y" * 101 + "\n",
        f"1 {seed}\nx/x\ny\n",
        f"20000 {_SEEDS - 1}\ny*y/(x+1)",
    ]
    return [line.encode() for line in lines]
