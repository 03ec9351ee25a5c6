"""Input generator of the substring_search problem."""

from __future__ import annotations

import numpy as np


def _random_text(rng: np.random.Generator, length: int, letters: int) -> str:
    """Make a random text of lower case letters.

    Args:
        rng: Source of all randomness.
        length: Number of characters.
        letters: Size of the alphabet.

    Returns:
        The text.
    """
    codes = rng.integers(97, 97 + letters, size=length, dtype=np.uint8)
    return codes.tobytes().decode("ascii")


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: the number of patterns, the text and the patterns.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    if size == "timing":
        text = _random_text(rng, 220_000, 2)
        patterns = []
        for index in range(24):
            start = int(rng.integers(0, 219_000))
            patterns.append(text[start : start + 5 + index % 12])
    elif size == "small":
        length = int(rng.integers(1, 400))
        text = _random_text(rng, length, int(rng.integers(1, 5)))
        kind = int(rng.integers(0, 6))
        if kind == 0:
            text = text[:1]
        elif kind == 1:
            text = "a" * length
        elif kind == 2:
            period = text[: int(rng.integers(1, 6))]
            text = (period * length)[:length]
        elif kind == 3:
            text = "".join(sorted(text))
        patterns = []
        for _ in range(int(rng.integers(1, 9))):
            start = int(rng.integers(0, len(text)))
            width = int(rng.integers(1, 12))
            if rng.random() < 0.3:
                patterns.append(_random_text(rng, width, 3))
            else:
                patterns.append(text[start : start + width])
        if rng.random() < 0.2:
            patterns.append(text[:250])
        if rng.random() < 0.2:
            patterns.append("a" * 250)
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    return "\n".join([str(len(patterns)), text, *patterns, ""]).encode("ascii")
