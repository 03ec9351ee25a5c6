"""Inputs for elementary_automaton: rule, width, steps, density of the first row in 64ths and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**63
_LIVELY = (22, 30, 45, 54, 73, 86, 89, 90, 105, 110, 124, 126, 150, 165, 182)


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
    seed = rng.integers(_SEEDS)
    if size == "timing":
        rule = _LIVELY[int(rng.integers(len(_LIVELY)))]
        width = int(rng.integers(29_500, 30_500))
        return f"{rule} {width} 800 {rng.integers(16, 49)} {seed}\n".encode()
    if size == "small":
        rule = int(rng.integers(256)) if rng.random() < 0.5 else _LIVELY[int(rng.integers(len(_LIVELY)))]
        width, steps = int(rng.integers(3, 400)), int(rng.integers(2, 300))
        density = int(rng.integers(8, 57))
        kind = rng.random()
        if kind < 0.05:
            width = int(rng.integers(1, 16))
        elif kind < 0.1:
            steps = int(rng.integers(0, 2))
        elif kind < 0.15:
            density = int(rng.choice([0, 1, 63, 64]))
        elif kind < 0.18:
            width = int(rng.choice([0, 100_001]))
        elif kind < 0.5:
            width |= 15  # the longest remainder of a vectorised loop
        return f"{rule} {width} {steps} {density} {seed}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: tiny rings, extreme rules, the limits of each number and what lies beyond them.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input, each valid or rejected with exit status 1.
    """
    seed = rng.integers(_SEEDS)
    return [
        b"",
        f"30 100 10 32\n{' ' * 3}x{seed}".encode(),
        f"30 1 50 32 {seed}\n".encode(),
        f"110 2 65 32 {seed}\n".encode(),
        f"105 3 130 40 {seed}\n".encode(),
        f"0 257 3 64 {seed}\n".encode(),
        f"255 255 3 0 {seed}\n".encode(),
        f"1 511 20 0 {seed}\n".encode(),
        f"90 100000 2 64 {2**64 - 1}\n".encode(),
        f"204 33 100000 20 {seed}\n".encode(),
        f"286 50 5 32 {seed}\n".encode(),
        f"30 50 5 65 {seed}\n".encode(),
        f"30 0 5 32 {seed}\n".encode(),
        f"30 100001 5 32 {seed}\n".encode(),
    ]
