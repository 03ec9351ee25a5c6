"""Inputs for maximum_clique: number of graphs and seed; vertices and density in 256ths of each graph."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**63


def _text(rng: np.random.Generator, graphs: list[tuple[int, int]]) -> bytes:
    lines = [f"{len(graphs)} {rng.integers(_SEEDS)}", *(f"{vertices} {density}" for vertices, density in graphs)]
    return ("\n".join(lines) + "\n").encode()


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
        return _text(rng, [(int(rng.integers(84, 87)), 140) for _ in range(20)])
    if size == "small":
        graphs = []
        for _ in range(int(rng.integers(3, 12))):
            vertices, density = int(rng.integers(3, 32)), int(rng.integers(40, 180))
            kind = rng.random()
            if kind < 0.15:
                vertices, density = int(rng.integers(0, 4)), int(rng.integers(0, 257))
            elif kind < 0.25:
                density, vertices = int(rng.choice([0, 1, 256])), int(rng.integers(3, 10))
            graphs.append((vertices, density))
        return _text(rng, graphs)
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: no vertices, no edges, complete graphs, the limits and what lies beyond them.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input, each valid or rejected with exit status 1.
    """
    return [
        b"",
        b"0 0\n",
        b"1\n",
        b"-1 5\n",
        b"2 5\n7 100\n7\n",
        _text(rng, [(2, 128)] * 31),
        _text(rng, [(2, 128)] * 30),
        _text(rng, [(-1, 128)]),
        _text(rng, [(129, 128)]),
        _text(rng, [(9, 257)]),
        _text(rng, [(0, 128), (1, 0), (1, 256), (2, 0), (2, 256), (3, 256)]),
        _text(rng, [(128, 0), (128, 256), (64, 256), (65, 256), (127, 256)]),
        _text(rng, [(128, 60), (127, 20), (65, 90), (64, 90), (63, 90)]),
        _text(rng, [(24, 230), (26, 200), (20, 250)]),
    ]
