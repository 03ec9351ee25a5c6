"""Inputs for crc32: the length and seed of a byte sequence, then a text."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_PRINTABLE = np.arange(32, 127, dtype=np.uint8)


def _text(rng: np.random.Generator, length: int) -> bytes:
    """Return length random printable characters."""
    return rng.choice(_PRINTABLE, size=length).tobytes()


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    n, seed = int(rng.integers(300)), int(rng.integers(_SEEDS))
    return [f"{n}\n", f"x{n} {seed}\n", f"{2**24 + 1 + n} {seed}\n"][int(rng.integers(3))].encode()


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
        n = 3_000_000 + int(rng.integers(100_000))
        return f"{n} {rng.integers(_SEEDS)}\n".encode() + _text(rng, int(rng.integers(20, 60)))
    if size == "small":
        if rng.random() < 0.1:
            return _rejected(rng)
        n = int(rng.integers(0, 5)) if rng.random() < 0.4 else int(rng.integers(0, 2000))
        length = 0 if rng.random() < 0.1 else int(rng.integers(1, 200))
        kind = rng.random()
        if kind < 0.1:
            text = b"\x00" * length
        elif kind < 0.2:
            text = b"\xff" * length
        else:
            text = _text(rng, length)
        seed = int(rng.choice([0, _SEEDS - 1])) if rng.random() < 0.1 else int(rng.integers(_SEEDS))
        return f"{n} {seed}\n".encode() + text
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    cases = [
        (0, 0, b""),
        (1, 0, b"\x00"),
        (2, _SEEDS - 1, b"\xff"),
        (3, 1, b"123456789"),
        (4, 2, b"\x00" * 64),
        (5, 3, b"\xff" * 4096),
        (6, 4, rng.bytes(4200)),  # More text than the buffer holds.
        (7, 5, bytes(range(256))),
        (1023, int(rng.integers(_SEEDS)), b"\n\n"),
        (100_000 + int(rng.integers(8)), int(rng.integers(_SEEDS)), rng.bytes(1000)),
    ]
    rejected = [b"", b"12\n", b"x 1\n", b"16777217 1\n", b"-1 1\n"]
    return [f"{n} {seed}\n".encode() + text for n, seed, text in cases] + rejected
