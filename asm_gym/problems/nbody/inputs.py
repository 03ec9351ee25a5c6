"""Input generator of the nbody problem."""

from __future__ import annotations

import numpy as np


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    body = " ".join(map(str, rng.integers(1, 100, size=7).tolist()))
    inputs = [f"0 1\n{body}\n", f"257 1\n{body}\n", f"2 1\n{body}\n", f"1 1\n{body[:-2]} x\n", f"{body[:2]}\n"]
    return inputs[int(rng.integers(5))].encode("ascii")


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
        bodies, steps = int(rng.integers(1, 17)), int(rng.integers(0, 60))
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    masses = rng.integers(1, 51, size=bodies)
    places = rng.integers(-4000, 4001, size=(bodies, 3))
    speeds = rng.integers(-1000, 1001, size=(bodies, 3))
    if size == "small":
        if rng.random() < 0.1:
            return _rejected(rng)
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


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    still = "0 0 0 0 0 0 0"
    random_rows = np.column_stack(
        [rng.integers(1, 51, size=256), rng.integers(-4000, 4001, size=(256, 3)), rng.integers(-999, 1000, (256, 3))]
    ).tolist()
    random_lines = [" ".join(map(str, row)) for row in random_rows]
    cases = [
        (5, [still]),
        (0, ["7 1 -2 3 -4 5 -6"]),
        (-3, ["7 1 -2 3 -4 5 -6", still]),
        (1, ["1000 1000 0 0 0 1000 0", "1000 -1000 0 0 0 -1000 0"]),
        (9, ["50 100 200 300 10 20 30"] * 2),  # Two bodies in the same place.
        (9, ["50 100 200 300 10 20 30"] * 17),
        (3, ["0 1000000 -1000000 1000000 -5 5 -5", "1 -1000000 1000000 -1000000 5 -5 5"]),
        (20, random_lines[:3]),
        (20, random_lines[:4]),
        (20, random_lines[:5]),
        (10, random_lines[:61]),
        (3, random_lines),
    ]
    accepted = ["\n".join([f"{len(rows)} {steps}", *rows, ""]).encode("ascii") for steps, rows in cases]
    return [*accepted, b"", b"2\n", b"0 1\n", b"257 1\n", b"2 1\n1 2 3 4 5 6 7\n", b"1 1\n1 2 3 4 5 6\n"]
