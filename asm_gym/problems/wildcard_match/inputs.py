"""Inputs for wildcard_match: number of names, seed and one pattern a line."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_LITERALS = tuple("abcabdeabcfa01._")
_CLASSES = ("[a-c]", "[!a-c]", "[bd-f]", "[!01]", "[a-]")
_RARE = ("[-._]", "[!]", "[]", "[a-az]", "[b]", "\\*", "\\a", "\\[", "z", "~")


def _literal(rng: np.random.Generator, length: int) -> str:
    """A string of letters that occur in names."""
    return "".join(_LITERALS[i] for i in rng.integers(0, 16, size=length))


def _pattern(rng: np.random.Generator) -> str:
    """A pattern of any kind, at most 40 characters long."""
    parts = []
    for _ in range(int(rng.integers(1, 7))):
        kind = int(rng.integers(0, 10))
        if kind < 4:
            parts.append("*" * int(rng.integers(1, 3)))
        elif kind < 7:
            parts.append(_literal(rng, int(rng.integers(1, 3))))
        elif kind < 8:
            parts.append("?")
        else:
            choices = _CLASSES if rng.random() < 0.7 else _RARE
            parts.append(choices[int(rng.integers(len(choices)))])
    pattern = "".join(parts)
    return "*" + pattern if rng.random() < 0.3 else pattern


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
        names = 11_000 + int(rng.integers(100))
        patterns = []
        for form in ("*{}*{}", "*{}?{}*", "*{}*{}*{}*", "*[!a-c]{}*{}*", "*[bd-f]?{}*", "?*{}*.*_*"):
            patterns += [form.format(*(_literal(rng, 2) for _ in range(3))) for _ in range(4)]
    elif size == "small":
        names = int(rng.integers(100, 600))
        patterns = [_pattern(rng) for _ in range(int(rng.integers(2, 12)))]
        kind = int(rng.integers(0, 12))
        if kind == 0:
            names = int(rng.integers(0, 4))
        elif kind == 1:
            patterns = patterns[: int(rng.integers(0, 2))]
        elif kind == 2:
            names, patterns = 50, [_pattern(rng) for _ in range(40)]
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return (f"{names} {rng.integers(_SEEDS)}\n" + "".join(f"{pattern}\n" for pattern in patterns)).encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and some that it rejects."""
    seed = int(rng.integers(_SEEDS))
    start = f"500 {seed}\n"
    lines = [
        "",
        "500\n",
        f"500 {seed}",
        f"500 {seed} *\n",
        f"0 {seed}\n*\n",
        f"900 {_SEEDS - 1}\n" + "*\n**\n?\n??*\n*?*?*\n*a*b*c*d*e*\na*\n*a\n[!a]*\n[a-f][a-f]?*[0-1]\n",
        start,
        start + "*",
        start + "a" * 40 + "\n" + "?" * 40 + "\n" + "*?" * 20 + "\n",
        start + "*\n" * 40,
        start + "*\n" * 41,
        start + "a" * 41 + "\n",
        start + "a*\n\nb*\n",
        start + "*a\\\n",
        start + "*[abc\n",
        start + "*[]\n*[!]\n*[a-]\n*\\\\\n*\\[*\n*]*\n*\\a\\*\n",
    ]
    return [line.encode() for line in lines]
