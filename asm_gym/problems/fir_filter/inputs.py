"""Inputs of fir_filter: number of samples, how long each level is held, a seed and the taps."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_MAX_GAIN = 65_535


def _text(samples: int, hold: int, seed: int, taps: list[int]) -> bytes:
    return f"{samples} {hold} {seed} {len(taps)}\n{' '.join(map(str, taps))}\n".encode("ascii")


def _taps(rng: np.random.Generator, count: int, gain: int, positive: bool) -> list[int]:
    """Draw taps whose absolute values add up to about the gain, or exactly to it."""
    cuts = np.sort(rng.integers(0, gain + 1, size=count - 1))
    sizes = np.diff(np.concatenate(([0], cuts, [gain])))
    signs = np.where(positive, 1, rng.choice([-1, 1], size=count))
    return [int(tap) for tap in np.clip(sizes * signs, -32_768, 32_767)]


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Return one input of the program.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    seed = int(rng.integers(_SEEDS))
    if size == "timing":
        return _text(300_000 + int(rng.integers(3000)), int(rng.integers(20, 40)), seed, _taps(rng, 96, 60_000, False))
    if size == "small":
        samples, count, hold = int(rng.integers(20, 1000)), int(rng.integers(2, 70)), int(rng.integers(0, 40))
        gain, positive = int(rng.integers(_MAX_GAIN)), bool(rng.random() < 0.5)
        kind = rng.random()
        if kind < 0.07:
            samples = 1
        elif kind < 0.2:
            count = 1
        elif kind < 0.45:
            count = 256
        if rng.random() < 0.4:
            gain, positive, hold = _MAX_GAIN, True, int(rng.integers(10, 90))
        return _text(samples, hold, seed, _taps(rng, count, gain, positive))
    raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return extreme and malformed inputs.

    Args:
        rng: Source of all randomness.

    Returns:
        Inputs for standard input; those that the program rejects are among them.
    """
    seed = int(rng.integers(_SEEDS))
    return [
        b"",
        b"9 2 7\n",
        _text(1, 0, 0, [0]),
        _text(1, 0, _SEEDS - 1, [32_767]),
        _text(50, 0, seed, [-32_768]),
        _text(50, 3, seed, [-32_768, 32_767]),
        _text(17, 1, seed, [1, -1]),
        _text(900, 2**32 - 1, seed, [256] * 255 + [255]),
        _text(900, 300, seed, [-256] * 255 + [-255]),
        _text(5000, 0, seed, _taps(rng, 3, _MAX_GAIN, False)),
        _text(0, 1, seed, [5]),
        _text(9, 1, seed, []),
        b"9 1 7 -1\n",
        _text(9, 1, seed, [1] * 257),
        b"9 1 7 3\n5 6\n",
        _text(9, 1, seed, [32_768]),
        _text(9, 1, seed, [4, -32_769]),
        _text(9, 1, seed, [32_767, 32_767, 2]),
        _text(9, 1, seed, [-32_768, -32_768]),
    ]
