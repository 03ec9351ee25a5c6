"""Inputs for matrix_chain: the number of matrices and their dimensions."""

from __future__ import annotations

import numpy as np

_MAX_MATRICES = 700
_MAX_SIZE = 65_535


def _chain(sizes: np.ndarray) -> bytes:
    return (f"{len(sizes) - 1}\n" + " ".join(map(str, sizes.tolist())) + "\n").encode()


def _corners() -> list[bytes]:
    """Return inputs that the program rejects, and very short chains."""
    return [
        b"",
        b"0\n1\n",
        b"-3\n1 2 3\n",
        b"2\n3 4\n",
        b"2\n3 0 4\n",
        b"2\n3 4 65536\n",
        f"{_MAX_MATRICES + 1}\n{'2 ' * (_MAX_MATRICES + 2)}\n".encode(),
        _chain(np.array([65_535, 1, 65_535])),
        _chain(np.array([1, 65_535, 1, 65_535])),
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
        return _chain(rng.integers(1, _MAX_SIZE + 1, size=521))
    if size == "small":
        kind = int(rng.integers(0, 12))
        if kind == 11 and rng.random() < 0.7:
            return _corners()[int(rng.integers(0, len(_corners())))]
        count = int(rng.integers(1, 4)) if kind == 0 else int(rng.integers(4, 80))
        if kind == 1:
            sizes = np.repeat(rng.integers(1, _MAX_SIZE + 1), count + 1)
        elif kind == 2:
            sizes = np.sort(rng.integers(1, 2000, size=count + 1))[:: int(rng.choice([-1, 1]))]
        elif kind < 6:
            sizes = rng.integers(1, int(rng.integers(3, 12)), size=count + 1)
        else:
            sizes = rng.integers(1, _MAX_SIZE + 1, size=count + 1)
        return _chain(sizes)
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs that meet the limits of the program, and inputs it rejects.

    Args:
        rng: Source of randomness.

    Returns:
        Inputs of the program.
    """
    ramp = np.arange(1, 131)
    return [
        *_corners(),
        _chain(np.array([7, 9])),
        _chain(np.repeat(1, 40)),
        _chain(np.repeat(_MAX_SIZE, 260)),
        _chain(ramp),
        _chain(ramp[::-1]),
        _chain(np.where(ramp % 2 == 0, 1, _MAX_SIZE)),
        _chain(rng.integers(1, 1000, size=300)),
    ]
