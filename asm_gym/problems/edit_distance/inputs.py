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


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    if rng.random() < 0.3:  # One line is longer than the program reads.
        lines = [_random_text(rng, length, 4) for length in (int(rng.integers(8193, 8300)), int(rng.integers(1, 9)))]
        return "\n".join([*(lines if rng.random() < 0.5 else lines[::-1]), ""]).encode("ascii")
    return _random_text(rng, int(rng.integers(1, 60)), 4).encode("ascii") + b"\n" * int(rng.integers(0, 2))


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
        if rng.random() < 0.15:
            return _rejected(rng)
        letters = int(rng.integers(1, 6))
        first = _random_text(rng, int(rng.integers(0, 160)), letters)
        second = _mutate(rng, first, letters)
        kind = int(rng.integers(0, 9))
        if kind in (0, 6):
            first = ""
        elif kind in (1, 7):
            second = ""
        elif kind == 2:
            first, second = first[: int(rng.integers(1, 4))], second[: int(rng.integers(1, 4))]
        elif kind == 8:
            second = second[: int(rng.integers(2, 7))]
        elif kind == 3:
            second = first
        elif kind == 4:
            first, second = "a" * len(first), "b" * len(second)
        elif kind == 5:
            second = _random_text(rng, int(rng.integers(0, 160)), letters)
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    return f"{first}\n{second}\n".encode("ascii")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    long_text = _random_text(rng, 8192, 3)
    half = _random_text(rng, 1000, 2)
    pairs = [
        ("", ""),
        ("a", ""),
        ("", "b"),
        ("a", "a"),
        ("a", "b"),
        ("ab" * 300, "ba" * 300),
        ("a" * 700, "a" * 300),
        ("a" * 300, "b" * 700),
        (half, half[::-1]),
        (half, half[1:] + half[:1]),
        (long_text, long_text[500:700]),
        (long_text[300:450], long_text),
    ]
    rejected = [
        b"",
        b"only one line\n",
        f"{long_text}a\nb\n".encode("ascii"),
        f"b\n{long_text}a\n".encode("ascii"),
    ]
    without_newline = b"kitten\nsitting"
    bytes_above_127 = rng.integers(128, 256, size=200, dtype=np.uint8).tobytes()
    accepted = [f"{first}\n{second}\n".encode("ascii") for first, second in pairs]
    return [*accepted, without_newline, bytes_above_127 + b"\n" + bytes_above_127[50:] + b"\n", *rejected]
