"""Inputs for matrix_power_mod: size and number of matrices, modulus, exponent and seed."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_MODULI = [1, 2, 3, 10, 256, 1000, 65536, 65537, 10**9 + 7, 2**31, 2**32 - 5, 2**32 - 1]


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
        modulus = 2**32 - 1 - int(rng.integers(10**8))
        exponent = 2**63 + int(rng.integers(2**62))
        return f"24 9 {modulus} {exponent} {rng.integers(_SEEDS)}\n".encode()
    if size == "small":
        modulus = int(rng.choice(_MODULI)) if rng.random() < 0.5 else int(rng.integers(1, 2**32))
        if rng.random() < 0.2:
            side, matrices, exponent = int(rng.integers(1, 4)), int(rng.integers(1, 6)), int(rng.integers(0, 4))
        else:
            side, matrices, exponent = int(rng.integers(2, 14)), int(rng.integers(1, 6)), int(rng.integers(2**63))
            exponent >>= int(rng.integers(22, 63))
        return f"{side} {matrices} {modulus} {exponent} {rng.integers(_SEEDS)}\n".encode()
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return the adversarial inputs.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input.
    """
    valid = ["1 1 1 0", "1 100 4294967295 18446744073709551615", "2 3 2 1", "3 1 4294967295 0", "16 1 65536 40"]
    valid += ["17 1 4294967291 4294967296", "48 1 4294967295 9", "47 1 2147483648 2", "33 2 3 3"]
    invalid = ["0 1 5 5 1", "49 1 5 5 1", "5 0 5 5 1", "5 101 5 5 1", "5 1 0 5 1", "5 1 5 5", ""]
    return [f"{line} {rng.integers(_SEEDS)}".encode() for line in valid] + [line.encode() for line in invalid]
