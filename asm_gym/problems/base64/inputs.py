"""Inputs for base64: the length and seed of a byte sequence, then a text."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


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
        n = 1_200_000 + int(rng.integers(30_000))
        return f"{n} {rng.integers(_SEEDS)}\n".encode() + rng.bytes(int(rng.integers(20, 60)))
    if size == "small":
        if rng.random() < 0.1:
            return _rejected(rng)
        n = int(rng.integers(1, 7)) if rng.random() < 0.2 else int(rng.integers(0, 3000))
        if rng.random() < 0.2:
            n = 0
        length = int(rng.integers(0, 4)) if rng.random() < 0.5 else int(rng.integers(0, 200))
        kind = rng.random()
        if kind < 0.1:
            text = b"\x00" * length
        elif kind < 0.2:
            text = b"\xff" * length
        else:
            text = rng.bytes(length)
        return f"{n} {rng.integers(_SEEDS)}\n".encode() + text
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
        (1, 1, b"\x00"),
        (2, _SEEDS - 1, b"\xff\xff"),
        (3, 2**31, b"\xfb\xff\xbf"),  # The sextets 62 and 63.
        (4, 7, rng.bytes(1024)),
        (5, 8, rng.bytes(1100)),  # More text than the buffer holds.
        (255, int(rng.integers(_SEEDS)), bytes(range(256))),
        (256, int(rng.integers(_SEEDS)), b"\n\n\n\n"),
        (257, int(rng.integers(_SEEDS)), b"\xff" * 1023),
        (200_000 + int(rng.integers(3)), int(rng.integers(_SEEDS)), rng.bytes(100)),
    ]
    rejected = [b"", b"12\n", b"x 1\n", b"16777217 1\n", b"-1 1\n"]
    return [f"{n} {seed}\n".encode() + text for n, seed, text in cases] + rejected
