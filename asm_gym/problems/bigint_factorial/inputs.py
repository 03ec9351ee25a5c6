"""Inputs for bigint_factorial: queries for products of consecutive integers."""

from __future__ import annotations

import numpy as np


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    first, count = rng.integers(1, 1000, size=2).tolist()
    return [f"2\n{first} {count}\n", f"2\n{first} {count}\n7\n", f"x{first}\n"][int(rng.integers(3))].encode()


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
        factorial = 6500 + int(rng.integers(100))
        first = 1_000_000 + int(rng.integers(1_000_000))
        count = 3000 + int(rng.integers(30))
        return f"3\n1 {rng.integers(15, 40)}\n1 {factorial}\n{first} {count}\n".encode()
    if size == "small":
        if rng.random() < 0.15:
            return _rejected(rng)
        queries = []
        for _ in range(int(rng.integers(1, 12))):
            kind = rng.random()
            count = int(rng.integers(0, 3)) if rng.random() < 0.3 else int(rng.integers(1, 120))
            if kind < 0.6:
                queries.append((1, count))
            elif kind < 0.85:
                queries.append((int(rng.integers(1, 10**6)), count))
            elif kind < 0.9:  # The factors wrap around to zero.
                queries.append((2**32 - int(rng.integers(count + 1)) - 1, count + 1))
            else:  # Factors above the base of the number representation.
                queries.append((2**32 - 1 - count - int(rng.integers(1000)), count))
        lines = [f"{len(queries)}"] + [f"{first} {count}" for first, count in queries]
        return ("\n".join(lines) + "\n").encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    top = 2**32 - 1
    return [
        b"",
        b"0\n",
        b"-3\n",
        b"1\n1 0\n",
        b"2\n1 1\n1 2\n",
        b"3\n0 1\n0 5\n1000000000 1\n",  # Zero as a factor; the base itself.
        f"4\n999999999 1\n999999999 2\n{top} 1\n{top - 1} 2\n".encode(),
        f"2\n{top} 2\n{top - 3} 9\n".encode(),  # The factors wrap around to zero.
        f"1\n{top - 200} 200\n".encode(),
        "\n".join(["12", *(f"{10**k} {k + 1}" for k in range(10)), "5 5", "25 25", ""]).encode(),
        f"1\n1 {1500 + int(rng.integers(100))}\n".encode(),
        f"1\n{rng.integers(2**31, 2**32 - 1000)} 600\n".encode(),
        b"2\n1 5\n",
        b"1\n7\n",
        b"1\nx 5\n",
    ]
