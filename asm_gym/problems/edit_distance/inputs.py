"""Input generator of the edit_distance problem."""

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


def _mutate(rng: np.random.Generator, text: str, letters: int) -> str:
    """Change, drop or repeat about a quarter of the characters.

    Args:
        rng: Source of all randomness.
        text: The text to change.
        letters: Size of the alphabet of the new characters.

    Returns:
        The changed text.
    """
    actions = rng.integers(0, 12, size=len(text)).tolist()
    spare = _random_text(rng, len(text), letters)
    parts = []
    for char, other, action in zip(text, spare, actions, strict=True):
        if action == 0:
            parts.append(other)
        elif action == 1:
            parts.append(char + other)
        elif action != 2:
            parts.append(char)
    return "".join(parts)


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: two lines of text, either of which may be empty.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    if size == "timing":
        first = _random_text(rng, 5200, 4)
        second = (_mutate(rng, first, 4) + _random_text(rng, 400, 4))[:5200]
    elif size == "small":
        letters = int(rng.integers(1, 6))
        first = _random_text(rng, int(rng.integers(0, 160)), letters)
        second = _mutate(rng, first, letters)
        kind = int(rng.integers(0, 8))
        if kind == 0:
            first = ""
        elif kind == 1:
            second = ""
        elif kind == 2:
            first, second = first[:1], second[:1]
        elif kind == 3:
            second = first
        elif kind == 4:
            first, second = "a" * len(first), "b" * len(second)
        elif kind == 5:
            second = _random_text(rng, int(rng.integers(0, 160)), letters)
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    return f"{first}\n{second}\n".encode("ascii")
