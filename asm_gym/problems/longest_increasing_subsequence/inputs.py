"""Input generator of the longest_increasing_subsequence problem."""

from __future__ import annotations

import numpy as np


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    count = int(rng.integers(1, 50))
    inputs = [f"{-count}\n", f"{20_000 + count}\n", f"{count + 1}\n{'7 ' * count}\n", f"x{count}\n"]
    return inputs[int(rng.integers(4))].encode("ascii")


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: the number of values and the values.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    if size == "timing":
        values = rng.integers(-(2**31), 2**31, size=6000)
    elif size == "small":
        if rng.random() < 0.1:
            return _rejected(rng)
        count = int(rng.integers(1, 300))
        span = int(rng.choice([3, 100, 2**31]))
        values = rng.integers(-span, span, size=count)
        kind = int(rng.integers(0, 7))
        if kind in (0, 5):
            values = values[:0]
        elif kind == 1:
            values[:] = values[0]
        elif kind == 2:
            values = np.sort(values)
        elif kind == 3:
            values = np.sort(values)[::-1]
        elif kind == 4:
            values = rng.choice(np.array([-(2**31), -1, 0, 1, 2**31 - 1]), size=count)
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    numbers = " ".join(map(str, values.tolist()))
    return f"{len(values)}\n{numbers}\n".encode("ascii")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    low, high = -(2**31), 2**31 - 1
    noise = rng.integers(low, high + 1, size=1500)
    cases = [
        [],
        [0],
        [low],
        [1, 2],
        [2, 1],
        [7, 7],
        [high, low, high, low],
        [3] * 500,
        list(range(-250, 250)),
        list(range(250, -250, -1)),
        [high if i % 2 else low for i in range(301)],
        [i // 2 + (100 if i % 2 else 0) for i in range(401)],
        np.sort(noise).tolist(),
        noise.tolist(),
    ]
    accepted = [f"{len(case)}\n{' '.join(map(str, case))}\n".encode("ascii") for case in cases]
    return [*accepted, b"", b"-1\n", b"20001\n", b"3\n1 2\n", b"2\n1 x\n"]
