"""Inputs of saturating_mixer: number of samples and tracks and a seed; gain and offset of each track."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**32
_CHUNK = 4096
_MAX_SAMPLES = 200_000
_LOUDEST = 32_767


def _text(samples: int, seed: int, tracks: list[tuple[int, int]]) -> bytes:
    rows = [f"{samples} {len(tracks)} {seed}"] + [f"{gain} {offset}" for gain, offset in tracks]
    return ("\n".join(rows) + "\n").encode("ascii")


def _tracks(rng: np.random.Generator, count: int, loudest: int) -> list[tuple[int, int]]:
    gains = rng.integers(-loudest, loudest + 1, size=count).tolist()
    if count > 1:
        gains[int(rng.integers(count))] = int(rng.choice([-loudest, loudest]))
    return list(zip(gains, rng.integers(0, 2 * _CHUNK, size=count).tolist(), strict=True))


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
        return _text(190_000 + int(rng.integers(2000)), seed, _tracks(rng, 200, 24_000))
    if size == "small":
        samples, count, loudest = int(rng.integers(1, 700)), int(rng.integers(1, 18)), _LOUDEST
        kind = rng.random()
        if kind < 0.05:
            samples = 1
        elif kind < 0.12:
            count = 0
        elif kind < 0.2:
            loudest = 300
        elif kind < 0.3:
            samples, count = _MAX_SAMPLES, int(rng.integers(1, 3))
        elif kind < 0.5:
            samples, count = int(rng.integers(4000, 9000)), int(rng.integers(2, 6))
        return _text(samples, seed, _tracks(rng, count, loudest))
    raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return extreme and malformed inputs.

    Args:
        rng: Source of all randomness.

    Returns:
        Inputs for standard input; those that the program rejects are among them.
    """
    seed = int(rng.integers(_SEEDS))
    loud = [(_LOUDEST, 0)] * 9
    return [
        b"",
        b"10 1\n",
        _text(1, seed, []),
        _text(1, 0, loud),
        _text(5, seed, []),
        _text(_CHUNK, seed, loud),
        _text(_CHUNK - 1, seed, [(-_LOUDEST, 0)] * 3),
        _text(2 * _CHUNK + 1, seed, [(_LOUDEST, _CHUNK - 1), (-_LOUDEST, 1), (1, 2), (0, 2**32 - 1)]),
        _text(3000, seed, _tracks(rng, 1000, 200)),
        _text(_MAX_SAMPLES, seed, _tracks(rng, 9, _LOUDEST)),
        _text(_MAX_SAMPLES + 1, seed, []),
        _text(0, seed, loud),
        _text(-1, seed, []),
        b"10 -1 7\n",
        b"10 2 7\n5 5\n5",
        _text(9, seed, [(_LOUDEST + 1, 0)]),
        _text(9, seed, [(1, 1), (-_LOUDEST - 1, 0)]),
    ]
