"""Inputs for token_counter: number of rounds, replaced characters in each, seed and a source text."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_KEYWORDS = (
    "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern",
    "float", "for", "goto", "if", "int", "long", "register", "return", "short", "signed", "sizeof", "static",
    "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while",
)  # fmt: skip
_LONG = (
    "<<=", ">>=", "...", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=", "/=",
    "%=", "&=", "|=", "^=",
)  # fmt: skip
_SINGLE = "+-*/%=<>!&|^~?:;,.()[]{}#"
_ODD = (
    "ifx", "i", "wh", "whiles", "Do", "_", "a_9Z", "doubled", "0x", "0X1fG", "0xABCDEFabcdef", "0x0123456789",
    "08u", "1.5e3", "9z", "0x1g", "18446744073709551616", "'\\n'", "'a", '"open', '"\\"q\\\\"', "''", '""', "/**/",
    "/***/", "/*/ a */", "/* *", "@", "$", "`", "\\", "\x7f", "\xe9", "..", "....", "<<<", ">>>=", "- >", "&&&",
    "z[0]/*k*/", "AZaz09", "0..9", "//\t", "/",
)  # fmt: skip


def _letters(rng: np.random.Generator, longest: int) -> str:
    """A lower-case word."""
    return rng.integers(97, 123, size=int(rng.integers(1, longest + 1))).astype(np.uint8).tobytes().decode()


def _words(rng: np.random.Generator, most: int) -> str:
    """Some words with blanks between them."""
    return " ".join(_letters(rng, 9) for _ in range(int(rng.integers(1, most + 1))))


def _token(rng: np.random.Generator, odd: float) -> str:
    """One token of any kind."""
    if rng.random() < odd:
        return _ODD[int(rng.integers(len(_ODD)))]
    kind = int(rng.integers(0, 40))
    if kind < 12:
        return _letters(rng, 10) + ("", "", "_", "Of", "2", "_" + _letters(rng, 9))[int(rng.integers(6))]
    if kind < 20:
        return _KEYWORDS[int(rng.integers(len(_KEYWORDS)))]
    if kind < 24:
        number = int(rng.integers(0, 2 ** int(rng.integers(1, 62))))
        return (str(number), f"0x{number:x}", f"0X{number:X}", f"{number}.5f")[int(rng.integers(4))]
    if kind < 26:
        return f'"{_words(rng, 6)}' + ('"', '\\n"', '\\""')[kind % 3]
    if kind < 27:
        return f"'{_letters(rng, 1)}'"
    if kind < 28:
        return f"/* {_words(rng, 14)} */"
    if kind < 29:
        return f"// {_words(rng, 8)}\n"
    if kind < 33:
        return _LONG[int(rng.integers(len(_LONG)))]
    return _SINGLE[int(rng.integers(len(_SINGLE)))]


def _source(rng: np.random.Generator, tokens: int, odd: float) -> str:
    """Tokens with blanks or nothing between them."""
    gaps = (" ", " ", " ", " ", "", "\n", "\t", "\n    ")
    return "".join(_token(rng, odd) + gaps[int(rng.integers(8))] for _ in range(tokens))


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
        source = _source(rng, 5000, 0.0)
        rounds, changes = 400_000 // 5000, 60
    elif size == "small":
        source = _source(rng, int(rng.integers(50, 600)), rng.random() * 0.3)
        kind = int(rng.integers(0, 12))
        if kind == 0:
            source = source[: int(rng.integers(0, 3))]
        elif kind < 6:
            rounds, changes = int(rng.integers(1, 6)), int(rng.integers(1, 40))
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{rounds} {changes} {rng.integers(_SEEDS)}\n{source}".encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and some that it rejects."""
    seed = int(rng.integers(_SEEDS))
    start = "1 0 7\n"
    texts = [
        "",
        "1 2\n",
        "1 0 0 int\n",
        f"0 5 {seed}\nint i;\n",
        f"5 5 {seed}\n",
        start + "int a;\0int b;",
        start + " ".join(_KEYWORDS) + " " + " ".join(word.upper() for word in _KEYWORDS),
        start + " ".join(_LONG) + "".join(_LONG),
        start + " ".join(a + b for a in _SINGLE for b in _SINGLE if a + b not in ("//", "/*")),
        start + "\n".join(odd.replace("/* *", "") for odd in _ODD),
        start + "\n".join(chr(code) + "a" + chr(code) + " 0x" + chr(code) + " 1" + chr(code) for code in range(1, 160)),
        *(start + last for last in ('"\\', "'x", "/* *", "//")),
        f"300 9 {seed}\n" + 'for (int i = 0; i < n; i++) /* each */ sum += a[i] >> 0x1F; // "add"\n' * 20,
    ]
    return [text.encode() for text in texts]
