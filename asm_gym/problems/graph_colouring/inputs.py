"""Inputs for graph_colouring: number of graphs and seed; vertices, density, colours and budget of each graph."""

from __future__ import annotations

import numpy as np

_SEEDS = 2**63


def _text(rng: np.random.Generator, graphs: list[tuple[int, int, int, int]]) -> bytes:
    lines = [f"{len(graphs)} {rng.integers(1, _SEEDS)}", *(" ".join(map(str, graph)) for graph in graphs)]
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
    graphs: list[tuple[int, int, int, int]] = []
    if size == "timing":
        for vertices in range(44, 49):
            graphs.append((vertices, int(rng.integers(100, 108)), 8, 88_000 + int(rng.integers(900))))
        return _text(rng, graphs)
    if size == "small":
        for _ in range(int(rng.integers(3, 9))):
            vertices, density = int(rng.integers(4, 22)), int(rng.integers(50, 220))
            colours, budget = int(rng.integers(3, 9)), int(rng.integers(40, 1500))
            kind = rng.random()
            if kind < 0.15:
                vertices, colours = int(rng.integers(0, 4)), int(rng.integers(0, 17))
            elif kind < 0.25:
                density, vertices = int(rng.choice([0, 1, 255, 256])), int(rng.integers(4, 10))
            elif kind < 0.35:
                budget = int(rng.integers(0, 12))
            elif kind < 0.41:
                vertices, density, colours, budget = 64, int(rng.choice([200, 256])), 16, 100
            graphs.append((vertices, density, colours, budget))
        if rng.random() < 0.12:
            wrong = [(65, 9, 3, 9), (-1, 9, 3, 9), (9, 257, 3, 9), (9, 9, 17, 9), (9, 9, -1, 9), (9, 9, 3, -1)]
            graphs.append(wrong[int(rng.integers(6))])
        return _text(rng, graphs)
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: no vertices or colours, no edges, complete graphs, the limits and beyond.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input, each valid or rejected with exit status 1.
    """
    return [
        b"",
        b"0 5\n",
        b"1 0\n5 100 3 1000\n",
        b"-1 5\n",
        b"1 5\n5 100 3\n",
        _text(rng, [(2, 100, 3, 100)] * 13),
        _text(rng, [(2, 100, 3, 100)] * 12),
        _text(rng, [(0, 0, 0, 0), (1, 100, 0, 10), (1, 100, 1, 1), (3, 128, 2, 0), (0, 256, 16, 1)]),
        _text(rng, [(8, 0, 16, 6000), (16, 256, 16, 16), (17, 256, 16, 1000), (16, 256, 15, 1000), (64, 256, 16, 99)]),
        _text(rng, [(64, 120, 16, 90_000), (64, 20, 2, 9000), (64, 60, 7, 9000)]),
        _text(rng, [(-1, 100, 3, 1000)]),
        _text(rng, [(65, 100, 3, 1000)]),
        _text(rng, [(5, 257, 3, 1000)]),
        _text(rng, [(5, 100, -1, 1000)]),
        _text(rng, [(5, 100, 17, 1000)]),
        _text(rng, [(5, 100, 3, -1)]),
    ]
