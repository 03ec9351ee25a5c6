"""Inputs for coin_change_ways: number of coins, largest amount, modulus and the coins."""

from __future__ import annotations

import numpy as np

_MAX_AMOUNT = 100_000
_MAX_MODULUS = 2**62


def _problem(limit: int, modulus: int, coins: list[int]) -> bytes:
    return f"{len(coins)} {limit} {modulus}\n{' '.join(map(str, coins))}\n".encode()


def _rejected() -> list[bytes]:
    """Return inputs for which the program exits with status 1."""
    return [
        b"",
        b"3 100\n",
        b"1 -1 7\n1\n",
        f"1 {_MAX_AMOUNT + 1} 7\n1\n".encode(),
        b"1 10 1\n1\n",
        f"1 10 {_MAX_MODULUS + 1}\n1\n".encode(),
        b"2 10 7\n3 0\n",
        b"2 10 7\n3\n",
    ]


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
        coins = rng.integers(20, 2000, size=100)
        return _problem(95_000, int(rng.integers(2**60, _MAX_MODULUS)), coins.tolist())
    if size == "small":
        limit = int(rng.integers(1, 1000))
        large = rng.integers(2**61, _MAX_MODULUS, size=4)
        modulus = int(rng.choice([2, rng.integers(3, 2**33), _MAX_MODULUS, *large]))
        kind = int(rng.integers(0, 12))
        if rng.random() < 0.2:
            return _rejected()[int(rng.integers(0, len(_rejected())))]
        if kind == 0:
            return _problem(limit, modulus, [1] if limit % 2 else [])
        if kind == 1 and modulus % 2 == 0:
            return _problem(_MAX_AMOUNT, modulus, [int(rng.integers(1, _MAX_AMOUNT))])
        if kind == 1:
            return _problem(int(rng.integers(0, 3)), modulus, rng.integers(1, 4, size=5).tolist())
        count = int(rng.integers(1, 25))
        if kind < 5:
            coins = rng.integers(1, 12, size=count)
        elif kind < 8:
            coins = rng.integers(limit // 9 + 1, limit + 3, size=count)
        else:
            coins = rng.integers(1, limit // 4 + 2, size=count)
        if rng.random() < 0.4:
            coins[-1] = limit + int(rng.integers(0, 2))
        return _problem(limit, modulus, coins.tolist())
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs that meet the limits of the program, and inputs it rejects.

    Args:
        rng: Source of randomness.

    Returns:
        Inputs of the program.
    """
    return [
        *_rejected(),
        _problem(0, 2, []),
        _problem(1000, _MAX_MODULUS, []),
        _problem(8, _MAX_MODULUS, [8, 9, 2**31 - 1]),
        _problem(999, _MAX_MODULUS, list(range(1, 200))),
        _problem(500, 2, [1] * 40),
        _problem(300, _MAX_MODULUS - 1, [6, 10, 15, 6, 10, 15] * 10),
        _problem(_MAX_AMOUNT, _MAX_MODULUS, [_MAX_AMOUNT, 1, 2, *rng.integers(3, 100, size=3).tolist()]),
    ]
