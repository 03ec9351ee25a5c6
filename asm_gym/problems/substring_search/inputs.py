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


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    text = _random_text(rng, int(rng.integers(3, 60)), 3)
    return [f"2 {text}\n{text[:2]}\n", f"x {text}\n", f"{len(text)}\n"][int(rng.integers(3))].encode("ascii")


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
        if rng.random() < 0.1:
            return _rejected(rng)
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
        if rng.random() < 0.3:
            patterns.append("a" * 250)
        if rng.random() < 0.2:
            patterns = []
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    count = len(patterns) or -int(rng.integers(2))
    return "\n".join([str(count), text, *patterns, ""]).encode("ascii")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    noise = _random_text(rng, 3000, 2)
    high = "".join(chr(code) for code in rng.integers(161, 256, size=600).tolist())
    cases = [
        ("a", ["a"]),
        ("a", ["b", "aa"]),
        ("ab", ["ab", "ba", "b"]),
        ("a" * 700, ["a", "aa", "a" * 256, "a" * 255 + "b", "b" + "a" * 99]),
        ("ab" * 400, ["ab", "ba", "aba", "abab" * 20, "bb"]),
        (noise, [noise[:256], noise[-256:], noise[-1:], noise[1000:1017], "abba"]),
        (noise, ["a", "b", "ab", "aab", "aabb"] * 3),
        (noise[:256], [noise[:256], noise[1:256], noise[:255], noise[:250] + "zzzzzz"]),
        (noise[:20], ["a" * 200, noise[:21]]),
        (high, [high[:1], high[500:], high[100:116], high[599:]]),
        ("a" * 262_144, ["a" * 40, "b"]),
        ("b" + "a" * 262_144, ["a"]),  # One character more than the text buffer holds.
        ("abcab", ["a" * 300]),  # Read as two patterns.
    ]
    accepted = ["\n".join([str(len(patterns)), text, *patterns, ""]) for text, patterns in cases]
    texts = [*accepted, "0 abc\n", "-1 abc\n", "", "3\n", "2 abc a\n", "x abc a\n"]
    return [text.encode("latin-1") for text in texts]
