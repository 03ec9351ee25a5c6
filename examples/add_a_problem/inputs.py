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
        n, m = 14_000, 6000
    else:
        n = int(rng.integers(1, 80))
        m = int(rng.integers(1, n + 1))  # a pattern as long as the signal, and one of length 1, occur
    values = rng.integers(-10_000, 10_001, size=n)
    at = int(rng.integers(0, n - m + 1))
    noise = rng.integers(-50, 51, size=m)
    pattern = np.clip(values[at : at + m] + noise, -10_000, 10_000)
    lines = (f"{n} {m}", " ".join(map(str, values)), " ".join(map(str, pattern)))
    return ("\n".join(lines) + "\n").encode()
