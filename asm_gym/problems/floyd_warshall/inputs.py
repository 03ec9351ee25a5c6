"""Input generator of the floyd_warshall problem."""

from __future__ import annotations

import numpy as np


def _rejected(rng: np.random.Generator) -> bytes:
    """Return an input that the program answers with exit status 1."""
    n, length = int(rng.integers(1, 9)), int(rng.integers(0, 1001))
    inputs = [
        f"0 {length}\n",
        f"321 {length}\n",
        f"{n}\n",
        f"{n} 2\n0 0 {length}\n",
        f"{n} 1\n{n} 0 {length}\n",
        f"{n} 1\n0 {n} {length}\n",
        f"{n} 1\n-1 0 {length}\n",
        f"{n} 1\n0 -1 {length}\n",
        f"{n} 2\n0 0 {length}\n0 0 -1\n",
        f"{n} 2\n0 0 {length}\n0 0 1000001\n",
    ]
    return inputs[int(rng.integers(len(inputs)))].encode("ascii")


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
        vertices, edges = 310, 2000
        lengths = rng.integers(1, 10_001, size=edges)
    elif size == "small":
        if rng.random() < 0.15:
            return _rejected(rng)
        vertices = int(rng.integers(1, 28))
        edges = int(rng.integers(0, 5 * vertices))
        lengths = rng.integers(0, 1001, size=edges)
        kind = int(rng.integers(0, 8))
        if kind in (0, 6):
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


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return inputs at the limits of what the program accepts, and inputs that it rejects.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        The bytes for the program's standard input, one entry for each run.
    """
    ring = [f"{i} {(i + 1) % 60} 1000000" for i in range(60)]
    dense = [f"{i} {j} {rng.integers(0, 1001)}" for i in range(40) for j in range(40)]
    path = [f"{i} {i - 1} 0" for i in range(50, 0, -1)]
    parallel = [f"0 1 {length}" for length in (5, 3, 9, 3, 0, 1_000_000)]
    chain = [f"{i} {i + 1} {rng.integers(0, 1_000_001)}" for i in range(319)]
    cases = [
        (1, []),
        (1, ["0 0 0"]),
        (2, ["0 1 1000000"]),
        (2, ["1 0 0", "0 1 0"]),
        (3, parallel),
        (5, []),
        (40, dense),
        (51, path),
        (60, ring),
        (320, chain),
    ]
    accepted = ["\n".join([f"{n} {len(lines)}", *lines, ""]).encode("ascii") for n, lines in cases]
    rejected = [b"", b"0 0\n", b"321 0\n", b"2 2\n0 1 5\n"]
    rejected += [b"2 1\n" + line for line in (b"-1 1 5\n", b"2 1 5\n", b"0 -1 5\n", b"0 2 5\n", b"0 1 -1\n")]
    return [*accepted, *rejected, b"2 1\n0 1 1000001\n", b"2 -1\n"]
