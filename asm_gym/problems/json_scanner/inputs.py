"""Inputs for json_scanner: number of rounds, damaged characters in each, seed and JSON documents, one a line."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_ESCAPES = ("\\n", '\\"', "\\\\", "\\/", "\\b", "\\f", "\\r", "\\t", "\\u00e9", "\\uD83D", "\\uabCF")
_BROKEN = (
    "", "{", "[1,]", "[1 2]", '{"a"}', '{"a":}', '{"a" 1}', "{1:2}", '{"a":1,}', "tru", "nul1", "fals", "01", "-",
    "1.", ".5", "1e", "1e+", "-0.5E-", '"abc', '"\\x"', '"\\u12g4"', '"\\u123', "[[[]]", "]", "}", '"tab\there"',
    "true false", "+1", "[1,,2]", "-00", "\x01", '"a\x1fb"', "[\x80]", "[G]", '"\\', '"\\uFFFG"', '"\\u/000"',
    '"\\u:000"', '"\\u@000"', '"\\u`000"',
)  # fmt: skip
_STARTS = ("", "-", "0", "-0", "7", "1.", "0.2", "1e", "1E-", "2.5e+", "3e4", '"\\u', '"\\u0', '"\\uA9', '"\\ubcd')


def _probe(rng: np.random.Generator) -> str:
    """A number or an escape that ends in a character at the limits of what is allowed there."""
    return _STARTS[int(rng.integers(len(_STARTS)))] + "/0189:@AFG`afg.eE"[int(rng.integers(17))]


def _blank(rng: np.random.Generator) -> str:
    """Mostly nothing, else blanks and tabs."""
    return "" if rng.random() < 0.6 else " " if rng.random() < 0.8 else "\t  "


def _string(rng: np.random.Generator, longest: int) -> str:
    """A string with few escapes."""
    text = rng.integers(97, 123, size=int(rng.integers(0, longest))).astype(np.uint8).tobytes().decode()
    if rng.random() < 0.15:
        text += _ESCAPES[int(rng.integers(len(_ESCAPES)))] + "xyz~ \u00e9"[: int(rng.integers(0, 7))]
    return f'"{text}"'


def _number(rng: np.random.Generator) -> str:
    """A number of any form and width."""
    text = "-" * int(rng.integers(0, 2)) + str(int(rng.integers(0, 10 ** int(rng.integers(1, 17)))))
    if rng.random() < 0.3:
        text += f".{rng.integers(0, 1000)}"
    if rng.random() < 0.3:
        text += "eE"[int(rng.integers(2))] + ("", "+", "-")[int(rng.integers(3))] + str(int(rng.integers(0, 300)))
    return text


def _value(rng: np.random.Generator, depth: int, longest: int) -> str:
    """A document or a part of one."""
    kind = int(rng.integers(0, 10)) if depth > 0 else int(rng.integers(4, 10))
    if kind < 4:
        parts = []
        for _ in range(int(rng.integers(0, 7))):
            part = _blank(rng) + _value(rng, depth - 1, longest) + _blank(rng)
            parts.append(part if kind < 2 else _blank(rng) + _string(rng, 12) + _blank(rng) + ":" + part)
        inner = ",".join(parts) or _blank(rng)
        return f"[{inner}]" if kind < 2 else f"{{{inner}}}"
    if kind < 7:
        return _string(rng, longest)
    return _number(rng) if kind < 9 else ("true", "false", "null")[int(rng.integers(3))]


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
    rounds, damages = 1, 0
    if size == "timing":
        lines: list[str] = []
        total = 0
        while total < 60_000:
            lines.append(_value(rng, 3, 70))
            total += len(lines[-1]) + 1
        rounds, damages = 28_000_000 // total, 150
    elif size == "small":
        lines = [_value(rng, int(rng.integers(1, 4)), 25) for _ in range(int(rng.integers(3, 40)))]
        lines += [_BROKEN[int(i)] for i in rng.integers(len(_BROKEN), size=int(rng.integers(0, 15)))]
        lines += [_probe(rng) for _ in range(int(rng.integers(0, 60)))]
        rng.shuffle(lines)
        kind = int(rng.integers(0, 12))
        if kind == 0:
            lines = lines[: int(rng.integers(0, 3))]
        elif kind == 1:
            depth = int(rng.integers(39, 43))
            lines[0] = "[" * depth + "]" * depth
        elif kind < 8:
            rounds, damages = int(rng.integers(1, 8)), int(rng.integers(1, 60))
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return (f"{rounds} {damages} {rng.integers(_SEEDS)}\n" + "\n".join(lines)).encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and some that it rejects."""
    seed = int(rng.integers(_SEEDS))
    start = b"1 0 0\n"
    deep = [b"[" * depth + b"]" * depth for depth in (1, 39, 40, 41)]
    return [
        b"",
        b"1 2\n",
        b"1 0 0 []",
        f"0 5 {seed}\n[1]\n".encode(),
        f"5 5 {seed}\n".encode(),
        start + b"\n",
        start + b"7",
        start + b'{}\n[]\n { } \n [ ]\t\n""\ntrue\nfalse\nnull\n-0\n0.0e0\n',
        start + "\n".join(_BROKEN).encode(),
        start + b"\n".join(deep + [b'{"a":' * depth + b"1" + b"}" * depth for depth in (40, 41)]),
        start + "\n".join(first + last for first in _STARTS for last in "/0189:@AFG`afg.eE").encode(),
        start + "".join(f'"{escape}"\n' for escape in _ESCAPES).encode(),
        start + b"18446744073709551615\n18446744073709551616\n-9223372036854775808\n1" + b"0" * 50 + b"\n",
        start + b"\n".join(b"[" + bytes([code]) + b',"' + bytes([code]) + b'"]' for code in range(256)),
        start + b'"' + b"s" * 3000 + b'"',
        f"300 7 {seed}\n".encode() + b'{"key": ["\\u00fF", -1.5e+3, true]}\n' * 20,
    ]
