"""Inputs for utf8_validate: a text, its number of copies, how many bytes of each get damaged and a seed for that."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_SCRIPTS = ((0x20, 0x7F), (0x400, 0x500), (0x3040, 0xD800), (0x1F300, 0x1F700), (0x80, 0x800), (0xE000, 0x10000))
_BOUNDARIES = (0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF)
_BROKEN = (
    b"\x80", b"\xbf\xbf", b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xe0\x9f\xbf", b"\xf0\x80\x80\x80",
    b"\xf0\x8f\xbf\xbf", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xf4\x90\x80\x80", b"\xf7\xbf\xbf\xbf", b"\xf8\x88",
    b"\xff", b"\xc3(", b"\xe2\x82a", b"\xe2(", b"\xf0\x9f\x98\xc3", b"\xf0\x9fz", b"\xf1.", b"\xfe\xbf",
)  # fmt: skip


def _text(rng: np.random.Generator, runs: int, longest: int, broken: float) -> bytes:
    """Runs of characters of one script each, with broken sequences and boundary cases between some of them."""
    text = bytearray()
    for _ in range(runs):
        low, high = _SCRIPTS[int(rng.choice(6, p=(0.35, 0.2, 0.2, 0.1, 0.1, 0.05)))]
        codes = rng.integers(low, high, size=int(rng.integers(1, longest)))
        text += "".join(map(chr, codes.tolist())).encode()
        if rng.random() < broken:
            text += _BROKEN[int(rng.integers(len(_BROKEN)))]
            text += chr(_BOUNDARIES[int(rng.integers(len(_BOUNDARIES)))]).encode()
    return bytes(text)


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
    copies, damages = 1, 0
    if size == "timing":
        text = _text(rng, 1000, 120, 0.0)[:80_000]
        copies, damages = 28_000_000 // len(text), 30 + int(rng.integers(4))
    elif size == "small":
        kind = int(rng.integers(0, 12))
        if kind == 0:
            text = _text(rng, 1, 4, 0.3)[: int(rng.integers(0, 5))]
        elif kind == 1:
            text = rng.bytes(int(rng.integers(1, 600)))
        else:
            text = _text(rng, int(rng.integers(5, 60)), 20, 0.5)
            copies, damages = int(rng.integers(1, 6)), int(rng.integers(0, 30)) * int(rng.integers(0, 2))
            if rng.random() < 0.5:
                text = text[: -int(rng.integers(1, 4))]
    else:
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    return f"{copies} {damages} {rng.integers(_SEEDS)}\n".encode() + text


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and some that it rejects."""
    seed = int(rng.integers(_SEEDS))
    text = _text(rng, 30, 40, 0.2)
    return [
        b"",
        b"1 2\n",
        b"1 0 0\n",
        f"3 5 {seed}\n".encode(),
        b"1 0 0\nx",
        b"2 0 0\n\x80",
        b"1 0 0\n\xf0\x9f\x98",
        b"1 0 0\n" + "".join(map(chr, _BOUNDARIES)).encode(),
        b"1 0 0\n" + b"".join(_BROKEN),
        b"1 0 0\n" + b"~" * 3001,
        b"1 0 0\n" + "\u07ff\u0080".encode() * 801,
        b"1 0 0\n" + "\u0800\ud7ff\ue000\uffff".encode() * 401,
        b"1 0 0\n" + "\U0010ffff\U00010000".encode() * 301,
        b"9 0 0\n" + bytes(range(256)) * 8,
        f"1 2000 {seed}\n".encode() + text,
        f"100001 1 {seed}\n".encode() + text,
    ]
