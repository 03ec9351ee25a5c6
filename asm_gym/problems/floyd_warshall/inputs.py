"""Input generator of the floyd_warshall problem."""

from __future__ import annotations

import numpy as np


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Make one input: the numbers of vertices and edges and the directed edges.

    Args:
        rng: Source of all randomness.
        size: "small" for a test input, "timing" for a measured one.

    Returns:
        The bytes for standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    if size == "timing":
        vertices, edges = 290, 2000
        lengths = rng.integers(1, 10_001, size=edges)
    elif size == "small":
        vertices = int(rng.integers(1, 28))
        edges = int(rng.integers(0, 5 * vertices))
        lengths = rng.integers(0, 1001, size=edges)
        kind = int(rng.integers(0, 7))
        if kind == 0:
            vertices = 1
        elif kind == 1:
            edges, lengths = 0, lengths[:0]
        elif kind == 2:
            lengths[:] = int(rng.integers(0, 1001))
        elif kind == 3:
            lengths = rng.choice(np.array([0, 1_000_000]), size=edges)
        elif kind == 4:
            lengths = np.sort(lengths)
    else:
        raise ValueError(f"unknown size {size!r}: expected 'small' or 'timing'")
    sources = rng.integers(0, vertices, size=edges).tolist()
    targets = rng.integers(0, vertices, size=edges).tolist()
    lines = [f"{vertices} {edges}"]
    for source, target, length in zip(sources, targets, lengths.tolist(), strict=True):
        lines.append(f"{source} {target} {length}")
    return ("\n".join(lines) + "\n").encode("ascii")
