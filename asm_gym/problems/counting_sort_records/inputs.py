"""Inputs for counting_sort_records: number of records, of groups and of members of a group, and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32


def _line(count: int, groups: int, members: int, seed: int) -> bytes:
    return f"{count} {groups} {members} {seed}\n".encode()


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
    seed = int(rng.integers(_SEEDS))
    if size == "timing":
        count = int(rng.integers(480_000, 500_000))
        return _line(count, int(rng.integers(900, 1100)), int(rng.integers(900, 1100)), seed)
    if size != "small":
        raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")
    kind = rng.random()
    if kind < 0.15:
        return _line(int(rng.integers(0, 3)), int(rng.integers(1, 4)), int(rng.integers(1, 4)), seed)
    count = int(rng.integers(5, 1500))
    if kind < 0.4:  # many groups and members, most of them empty
        return _line(count // 4, int(rng.integers(400, 9000)), int(rng.integers(400, 9000)), seed)
    if kind < 0.6:
        return _line(count, int(rng.integers(1, 4)), int(rng.integers(500, 3000)), seed)
    return _line(count, int(rng.integers(2, 60)), int(rng.integers(2, 60)), seed)


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: one group, the most groups and members, the largest size and rejected input."""
    seed = int(rng.integers(_SEEDS))
    return [
        b"",
        b"5 4 3\n",
        b"records\n",
        b"500001 4 3 2\n",
        b"5 0 3 2\n",
        b"5 4 0 2\n",
        b"5 65537 3 2\n",
        b"5 4 65537 2\n",
        _line(0, 4, 4, seed),
        _line(1, 1, 1, seed),
        _line(2, 2, 1, seed),
        _line(4000, 1, 1, seed),
        _line(4000, 1, 2, seed),
        _line(4000, 2, 1, seed),
        _line(30_000, 65_536, 65_536, seed),
        _line(90_000, 65_535, 65_535, seed),
    ]
