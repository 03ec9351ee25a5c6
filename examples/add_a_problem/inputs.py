"""Inputs of the problem: a noisy signal and a pattern that is hidden in it."""

import numpy as np


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Makes one input.

    Args:
        rng: The only source of chance.
        size: "small" for a test: quick, and another corner of the problem every time. "timing" for
            a measured run: about 20 ms for the baseline.

    Returns:
        The bytes for standard input.
    """
    if size == "timing":
        n, m = 22_000, 8000
    else:
        n = int(rng.integers(1, 80))
        m = int(rng.integers(1, n + 1))  # a pattern as long as the signal, and one of length 1, occur
    values = rng.integers(-10_000, 10_001, size=n)
    at = int(rng.integers(0, n - m + 1))
    noise = rng.integers(-50, 51, size=m)
    pattern = np.clip(values[at : at + m] + noise, -10_000, 10_000)
    lines = (f"{n} {m}", " ".join(map(str, values)), " ".join(map(str, pattern)))
    return ("\n".join(lines) + "\n").encode()


def edges(rng: np.random.Generator) -> list[bytes]:
    """Makes the adversarial inputs: sizes and values at their limits, ties, and what the program refuses."""
    one, other = (int(value) for value in rng.integers(-10_000, 10_001, size=2))
    return [
        b"",
        b"0 0\n",
        b"3 4\n1 2 3\n1 2 3 4\n",
        f"1 1\n{one}\n{other}\n".encode(),
        f"5 2\n{one} {one} {one} {one} {one}\n{other} {other}\n".encode(),
        b"4 4\n-10000 10000 -10000 10000\n10000 -10000 10000 -10000\n",
        b"6 1\n-3 -2 -1 0 1 2\n0\n",
    ]
