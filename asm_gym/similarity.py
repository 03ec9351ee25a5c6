"""Exact and near duplicates among C programs.

Programs are compared as sets of shingles, runs of five tokens in which every name of the program's own is the same
(Broder, "On the resemblance and containment of documents", 1997): renaming, white space and comments change nothing,
another constant or operator a little.
"""

from __future__ import annotations

import functools
import re
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

Shingles: TypeAlias = npt.NDArray[np.uint32]
"""Hashes of the shingles of a program, sorted, each once."""

NEAR: Final = 0.85
"""Share of common shingles (the Jaccard index) from which on two programs are near duplicates."""

_SHINGLE: Final = 5
_PERMUTATIONS: Final = 128
_TOKEN: Final = re.compile(
    r"""//[^\n]*|/\*.*?(?:\*/|\Z)|\s+|(?P<name>[A-Za-z_]\w*)(?P<call>(?=\s*\())?|(?P<number>\.?\d(?:[eEpP][+-]|[\w.])*)"""
    r"""|(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(?P<other><<=|>>=|[-+*/%&|^<>=!]=|->|&&|\|\||<<|>>|\+\+|--|.)""",
    re.S,
)
_KEYWORDS: Final = frozenset(
    re.findall(
        r"\w+",
        """
        auto break case char const continue default do double else enum extern float for goto if inline int long
        register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while
        define include main int8_t uint8_t int16_t uint16_t int32_t uint32_t int64_t uint64_t size_t bool
        """,
    )
)


@functools.cache
def _library() -> frozenset[str]:
    """Functions of the C library: what a program calls says what it does, as its own names do not."""
    lines = (Path(__file__).parent / "native" / "offered.txt").read_text().splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def tokens(c_code: str) -> list[str]:
    """The tokens of a program, without comments and white space; names of its own become ``name``."""
    found = []
    for one in _TOKEN.finditer(c_code):
        if name := one["name"]:
            kept = name in _KEYWORDS or (one["call"] is not None and name in _library())
            found.append(name if kept else "name")
        elif text := one["number"] or one["string"] or one["other"]:
            found.append(text)
    return found


def shingles(c_code: str) -> Shingles:
    """The program as a sorted array of hashes, each once; a program shorter than a shingle has one."""
    some = tokens(c_code)
    runs = (some[i : i + _SHINGLE] for i in range(max(1, len(some) - _SHINGLE + 1)))
    return np.unique(np.fromiter((zlib.crc32("\0".join(run).encode()) for run in runs), dtype=np.uint32))


def similarity(one: Shingles, other: Shingles) -> float:
    """Jaccard index of two sets of shingles, 0 to 1."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / (len(one) + len(other) - common)


def near_duplicates(programs: Iterable[tuple[str, str]], least: float = NEAR) -> list[tuple[str, str, float]]:
    """Pairs of names of similar programs, compared each with each: for some thousand at most.

    Args:
        programs: Names and C code.
        least: Similarity from which on a pair is listed.
    """
    sets = [(name, shingles(c_code)) for name, c_code in programs]
    pairs = []
    for number, (name, one) in enumerate(sets):
        for other_name, other in sets[:number]:
            if min(len(one), len(other)) >= least * max(len(one), len(other)):
                found = similarity(one, other)
                if found >= least:
                    pairs.append((other_name, name, found))
    return pairs


class Duplicates:
    """Programs by similarity, for hundreds of thousands of them: MinHash with locality-sensitive hashing (datasketch).

    Args:
        least: Similarity from which on two programs are near duplicates.

    Raises:
        ImportError: datasketch is not installed.
    """

    def __init__(self, least: float = NEAR) -> None:
        from datasketch import MinHashLSH

        self.least = least
        self._sets: dict[str, Shingles] = {}
        # Sought well below the limit, because the index is a sketch (at 0.6 it misses one in a thousand of those at
        # 0.85); what it finds is then compared in full.
        self._index: Any = MinHashLSH(threshold=max(least - 0.25, 0.05), num_perm=_PERMUTATIONS)

    def find(self, c_code: str) -> tuple[str, float] | None:
        """Name and similarity of the most similar program that is near enough; None: there is none."""
        wanted = shingles(c_code)
        found = [(name, similarity(wanted, self._sets[name])) for name in self._index.query(self._sketch(wanted))]
        best = max(found, key=lambda one: one[1], default=None)
        return best if best is not None and best[1] >= self.least else None

    def add(self, name: str, c_code: str) -> None:
        """Remembers a program."""
        some = self._sets[name] = shingles(c_code)
        self._index.insert(name, self._sketch(some))

    def _sketch(self, some: Shingles) -> Any:
        from datasketch import MinHash

        sketch = MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch([value.tobytes() for value in some])
        return sketch
