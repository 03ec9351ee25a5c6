"""Inputs for sha256: the length and seed of a byte stream, then a text."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_PRINTABLE = np.arange(32, 127, dtype=np.uint8)


def _text(rng: np.random.Generator, length: int) -> bytes:
    """Return length random printable characters."""
    return rng.choice(_PRINTABLE, size=length).tobytes()


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    return [f"{rng.integers(_SEEDS)}\n", f"{rng.integers(300)} x\n"][int(rng.integers(2))].encode()


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
        n = 5_000_000 + int(rng.integers(100_000))
        return f"{n} {rng.integers(_SEEDS)}\n".encode() + _text(rng, int(rng.integers(20, 60)))
    if size == "small":
        if rng.random() < 0.1:
            return _rejected(rng)
        # Lengths next to the limits where the padding needs one more block, and arbitrary ones.
        limits = np.array([0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1023, 1024, 1025])
        n, length = (int(rng.choice(limits)) if rng.random() < 0.5 else int(rng.integers(0, 2000)) for _ in range(2))
        text = b"a" * length if rng.random() < 0.2 else _text(rng, length)
        seed = 0 if rng.random() < 0.05 else int(rng.integers(_SEEDS))
        return f"{n} {seed}\n".encode() + text
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    lengths = [0, 1, 55, 56, 63, 64, 119, 120, 1023, 1024, 1025, 100_000 + int(rng.integers(64))]
    texts = [b"", b"abc", b"\x00" * 55, b"\xff" * 56, rng.bytes(63), rng.bytes(64), rng.bytes(119), rng.bytes(120)]
    texts += [b"\n\n", b"\x80" * 128, rng.bytes(4096), rng.bytes(4200)]  # The last exceeds the buffer.
    seeds = [0, _SEEDS - 1, *rng.integers(_SEEDS, size=len(lengths) - 2).tolist()]
    accepted = [f"{n} {seed}\n".encode() + text for n, seed, text in zip(lengths, seeds, texts, strict=True)]
    return [*accepted, b"", b"12\n", b"x 1\n"]
