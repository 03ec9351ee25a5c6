"""Input generator of the knapsack problem."""

from __future__ import annotations

import numpy as np


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    capacity, value = int(rng.integers(0, 100)), int(rng.integers(0, 100))
    inputs = [
        f"{value}\n",
        f"-1 {capacity}\n",
        f"2001 {capacity}\n",
        f"1 {-1 - capacity}\n",
        f"1 {1_000_001 + capacity}\n",
        f"2 {capacity}\n1 {value}\n",
        f"2 {capacity}\n1 {value}\n0 1\n",
        f"2 {capacity}\n1 {value}\n1 -1\n",
        f"2 {capacity}\n1 {value}\n1 1000001\n",
    ]
    return inputs[int(rng.integers(len(inputs)))].encode("ascii")


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: the number of items, the capacity and weight and value of each item.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    if size == "timing":
        capacity = 48_000
        weights = rng.integers(50, 1000, size=1500)
        values = rng.integers(1, 1000, size=1500)
    elif size == "small":
        if rng.random() < 0.15:
            return _rejected(rng)
        count, capacity = int(rng.integers(1, 40)), int(rng.integers(0, 800))
        weights = rng.integers(1, 101, size=count)
        values = rng.integers(0, 1001, size=count)
        kind = int(rng.integers(0, 8))
        if kind in (0, 6):
            weights, values = weights[:0], values[:0]
        elif kind == 1:
            weights, values = weights[:1], values[:1]
        elif kind == 2:
            weights[:], values[:] = weights[0], values[0]
        elif kind == 3:
            capacity = int(rng.integers(0, 2))
        elif kind == 4:
            weights = weights + capacity - 50 * (capacity > 50)
        elif kind == 5:
            values[:] = 1_000_000
            weights = np.sort(weights)
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    lines = [f"{len(weights)} {capacity}"]
    for weight, value in zip(weights.tolist(), values.tolist(), strict=True):
        lines.append(f"{weight} {value}")
    return ("\n".join(lines) + "\n").encode("ascii")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    random_items = [f"{w} {v}" for w, v in rng.integers(1, 500, size=(60, 2)).tolist()]
    cases = [
        (0, []),
        (5, []),
        (0, ["1 5", "2 7"]),
        (1, ["1 0"]),
        (1, ["1 1000000"]),
        (10, ["10 7"]),  # Fits exactly.
        (10, ["11 7", "2147483647 1000000"]),
        (100, [f"{w} {w}" for w in range(1, 41)]),
        (100, [f"{w} {w}" for w in range(40, 0, -1)]),
        (333, ["7 1000000"] * 50),
        (999, random_items),
        (1000, ["1 0"] * 9),
        (2000, ["1 1000000"] * 2000),
        (1_000_000, ["999999 3", "1000000 4", "500000 2"]),
    ]
    accepted = ["\n".join([f"{len(items)} {capacity}", *items, ""]).encode("ascii") for capacity, items in cases]
    rejected = [b"", b"5\n", b"-1 5\n", b"1 -1\n", b"1 1000001\n1 1\n", b"2001 5\n", b"2 5\n1 1\n"]
    return [*accepted, *rejected, b"1 5\n0 1\n", b"1 5\n1 -1\n", b"1 5\n1 1000001\n"]
