"""Inputs for subset_sum_count: number of values, number of targets, the values and the targets."""

from __future__ import annotations

import numpy as np

_LARGEST = 10**17


def _text(targets: list[int], values: list[int]) -> bytes:
    lines = [f"{len(values)} {len(targets)}", " ".join(map(str, values)), " ".join(map(str, targets))]
    return ("\n".join(lines) + "\n").encode()


def _sum_of_some(rng: np.random.Generator, values: np.ndarray) -> int:
    return int(values[rng.random(len(values)) < 0.5].sum())


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
        values = rng.integers(-(2**16), 2**16, size=21)
        return _text([_sum_of_some(rng, values) for _ in range(6)], values.tolist())
    if size == "small":
        count = int(rng.integers(4, 11))
        limit = int(rng.choice([4, 30, 1000]))
        values = rng.integers(-limit // int(rng.choice([1, 2, 1000])), limit + 1, size=count)
        values = values * 2 ** int(rng.choice([0, 0, 10, 28, 40]))
        kind = rng.random()
        if kind < 0.1:
            values = values[: int(rng.integers(0, 3))]
        elif kind < 0.15:
            values[:] = values[0]
        targets = [_sum_of_some(rng, values) + int(rng.choice([-1, 0, 0, 0, 1])) for _ in range(15)]
        targets[0] = int(values[values > 0].sum()) + int(rng.integers(0, 2))
        targets[1] = int(values[values < 0].sum()) - int(rng.integers(0, 2))
        targets[2] = int(rng.integers(-(2**63), 2**63 - 1))
        return _text(targets, values.tolist())
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: no values, zeros, extremes of value and target, ties and malformed lists.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input, each valid or rejected with exit status 1.
    """
    value = int(rng.integers(1, 2**40))
    signs = (2 * rng.integers(0, 2, size=12) - 1) * _LARGEST
    powers = [2**i for i in range(14)]
    return [
        b"",
        b"3 1\n1 2 3\n",
        b"3 1\n1 2\n",
        b"25 1\n" + b"1 " * 26,
        b"-1 1\n10\n",
        b"1 -1\n10\n",
        b"1 31\n" + b"1 " * 32,
        _text([5], [3, _LARGEST + 1]),
        _text([5], [-_LARGEST - 1, 3]),
        _text([0, value, -1], []),
        _text([value, 0, -1, value + 1], [value]),
        _text([2**32, 2**31, -(2**31), -1, 0], [2**31, 2**31, -(2**31), 2**32, -1]),
        _text([0, 1, 9 * value], [0] * 15),
        _text([9 * value, *rng.integers(2**16, size=20).tolist()], powers),
        _text([-(2**63), 2**63 - 1, 0], [*signs.tolist(), value]),
        _text([24 * _LARGEST], [_LARGEST] * 24),
    ]
