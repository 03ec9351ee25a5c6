"""More work for a program that is too brief to be timed, without changing the program.

Where a format says how many cases follow, ends them with a sentinel, or reads to the end of the input, the cases of
several tests can be put into one input. That it is the same work is not assumed but checked: what the program prints
for the joined input must be what it prints for the parts, in turn, at every level and with silent sanitizers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from asm_gym.problem import TestCase
from asm_gym.reference import Finding, Reference
from asm_gym.resolution import RESOLUTION_S

Join = Callable[[Sequence[bytes]], bytes | None]
"""One input with the cases of several; None: these do not have the format."""

_ENOUGH_S: Final = 1.5 * RESOLUTION_S
_PROOFS: Final = 8
"""Random pairs and triples of tests that must join before a format is believed."""
_WALL_S: Final = 5.0
_STDIN_BYTES: Final = 4 << 20
_STDOUT_BYTES: Final = 2 << 20
_COUNT: Final = re.compile(rb"\A[ \t]*(\d{1,9})[ \t]*\r?\n")
_SENTINEL: Final = re.compile(rb"\n([ \t]*(?:-1|0|#|\.|END|end)(?:[ \t]+(?:-1|0|#|\.))*[ \t]*)\r?\n?\s*\Z")


def multiplied(reference: Reference, tests: Sequence[TestCase], rng: np.random.Generator) -> TestCase | None:
    """A test that keeps the program busy for `RESOLUTION_S` or more with cases of its tests.

    Args:
        reference: The program.
        tests: Good tests.
        rng: The only source of chance.

    Returns:
        The test; None where no format is proven, or where even `_STDIN_BYTES` of input do not take long enough.

    Raises:
        SandboxError: the sandbox failed.
    """
    parts = [test for test in tests if test.exit_code == 0 and test.stdout]
    if len({test.stdout for test in parts}) < 2:
        return None  # one input joined with itself proves little
    for join in (_counted, _ended, _appended):
        if _proven(reference, join, parts, rng):
            longest = _grown(reference, join, parts, rng)
            if longest is not None:
                return longest
    return None


def _proven(reference: Reference, join: Join, parts: Sequence[TestCase], rng: np.random.Generator) -> bool:
    for number in range(_PROOFS):
        some = [parts[int(rng.integers(len(parts)))] for _ in range(2 + number % 2)]
        test = _joined(join, some)
        if test is None or reference.answer(test.stdin) != test:
            return False
    return True


def _joined(join: Join, some: Sequence[TestCase]) -> TestCase | None:
    """What the program must print for several tests in one input, if it has the format."""
    stdin = join([test.stdin for test in some])
    return None if stdin is None else TestCase(stdin=stdin, stdout=b"".join(test.stdout for test in some))


def _grown(reference: Reference, join: Join, parts: Sequence[TestCase], rng: np.random.Generator) -> TestCase | None:
    """The first joined input, doubled again and again, that takes long enough, and is clean."""
    count = 4
    while True:
        test = _joined(join, [parts[int(rng.integers(len(parts)))] for _ in range(count)])
        if test is None or len(test.stdin) > _STDIN_BYTES or len(test.stdout) > _STDOUT_BYTES:
            return None
        if reference.answer(test.stdin) != test:
            return None  # it has room for so many cases only
        if reference.time_s(test) >= _ENOUGH_S:
            clean = reference.clean_test(test.stdin, wall_s=_WALL_S)
            return test if not isinstance(clean, Finding) and clean == test else None
        count *= 2


def _counted(stdins: Sequence[bytes]) -> bytes | None:
    """Inputs that begin with the number of their cases."""
    counts = [_COUNT.match(stdin) for stdin in stdins]
    total, bodies = 0, []
    for stdin, count in zip(stdins, counts, strict=True):
        if count is None:
            return None
        total += int(count[1])
        bodies.append(stdin[count.end() :])
    return b"%d\n" % total + b"".join(_whole(body) for body in bodies)


def _ended(stdins: Sequence[bytes]) -> bytes | None:
    """Inputs whose cases end with a sentinel, the same for all."""
    ends = [_SENTINEL.search(_whole(stdin)) for stdin in stdins]
    bodies = []
    for stdin, end in zip(stdins, ends, strict=True):
        if end is None or end[1].strip() != (ends[0] or end)[1].strip():
            return None
        bodies.append(_whole(stdin)[: end.start() + 1])
    last = ends[0]
    return None if last is None else b"".join(bodies) + last[1] + b"\n"


def _appended(stdins: Sequence[bytes]) -> bytes | None:
    """Inputs that are read to their end."""
    return b"".join(_whole(stdin) for stdin in stdins)


def _whole(stdin: bytes) -> bytes:
    return stdin if not stdin or stdin.endswith(b"\n") else stdin + b"\n"
