"""Input generator of the nbody problem."""

from __future__ import annotations

import numpy as np


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: bodies, steps, then mass, position and velocity of each body in thousandths.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    if size == "timing":
        bodies, steps = 200, 140
    elif size == "small":
        bodies, steps = int(rng.integers(1, 17)), int(rng.integers(1, 60))
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    masses = rng.integers(1, 51, size=bodies)
    places = rng.integers(-4000, 4001, size=(bodies, 3))
    speeds = rng.integers(-1000, 1001, size=(bodies, 3))
    if size == "small":
        kind = int(rng.integers(0, 7))
        if kind == 0:
            bodies = 1
        elif kind == 1:
            masses[:], places[:], speeds[:] = masses[0], places[0], speeds[0]
        elif kind == 2:
            masses[:] = 1000
        elif kind == 3:
            speeds[:] = 0
        elif kind == 4:
            places = np.sort(places, axis=0)
    rows = np.column_stack([masses, places, speeds])[:bodies]
    lines = [f"{bodies} {steps}", *(" ".join(map(str, row)) for row in rows.tolist())]
    return ("\n".join(lines) + "\n").encode("ascii")
