"""Asks every gcc and clang of this machine for the program, with one set of flags after the other.

python -m agents.compilers --episodes 2
"""

import hashlib
import re
import shlex
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from agents.policy import main
from asm_gym import ProblemError, ToolchainError, compile_c, host_compilers

Flags = tuple[str, ...]

_NATIVE: Final = ("-O3", "-march=native", "-ffp-contract=off")
"""The fastest flags that keep every floating-point result: without the last one, multiplication and addition are fused,
which rounds once instead of twice."""
_WHOLE: Final = (
    "-fwhole-program", "-fipa-pta", "-fno-pie", "-fno-math-errno", "-fno-trapping-math", "-fcf-protection=none",
    "-fno-stack-protector",
)  # fmt: skip
"""What gcc may assume of a program in one file that is linked at a fixed address and reads neither errno nor traps."""
_BRANCHES: Final = ("-fno-if-conversion", "-fno-if-conversion2", "-fno-tree-loop-if-convert")
_NARROW, _WIDE = "-mprefer-vector-width=256", "-mprefer-vector-width=512"

# The likeliest winners come first, for those who give the agent few attempts.
_GCC: Final[tuple[Flags, ...]] = (
    _NATIVE,
    (*_NATIVE, *_WHOLE, "-funroll-loops"),
    (*_NATIVE, _NARROW),
    (*_NATIVE, _WIDE),
    (*_NATIVE, "-funroll-loops"),
    (*_NATIVE, "-fno-tree-vectorize"),
    (*_NATIVE, *_WHOLE),
    (*_NATIVE, *_BRANCHES),
    (*_NATIVE, "-floop-nest-optimize"),
    ("-O3",),
    ("-O3", "-funroll-loops"),
    ("-O3", "-fno-tree-vectorize"),
    ("-O3", *_WHOLE),
    ("-O2", "-march=native", "-ffp-contract=off"),
    ("-O2",),
)
_CLANG: Final[tuple[Flags, ...]] = (
    _NATIVE,
    (*_NATIVE, _NARROW),
    (*_NATIVE, _WIDE),
    (*_NATIVE, "-funroll-loops"),
    (*_NATIVE, "-fno-vectorize", "-fno-slp-vectorize"),
    (*_NATIVE, "-mllvm", "-polly"),
    (*_NATIVE, "-fno-unroll-loops"),
    (*_NATIVE, "-fno-pie", "-fno-math-errno", "-mllvm", "-inline-threshold=2000"),
    (*_NATIVE, "-mllvm", "-x86-cmov-converter=false"),
    ("-O3",),
    ("-O2", "-march=native", "-ffp-contract=off"),
    ("-O2",),
)
_ROUNDING: Final[tuple[Flags, ...]] = (
    ("-O3", "-march=native", "-ffp-contract=fast"),
    ("-O3", "-march=native", "-ffast-math"),
    ("-O3", "-march=native", "-ffast-math", "-funroll-loops"),
)
"""Flags of both that change floating-point results; whether these stay the same is left to the tests."""

_SENT_BEFORE: Final = "sent before in this episode, pays nothing:\n"
_INTERVAL: Final = re.compile(r"^speedup \S+ \(95 % interval (\S+) to ", re.MULTILINE)


def variants(compilers: Sequence[str], *, rounding: bool = True) -> list[tuple[str, Flags]]:
    """Compilers and their flags, in the order in which they are asked.

    Args:
        compilers: Names of `asm_gym.host_compilers`.
        rounding: Whether flags that change floating-point results are asked for, after all others.
    """
    tables = {name: _CLANG if name.startswith("clang") else _GCC for name in compilers}
    longest = max(map(len, tables.values()), default=0)
    exact = [(name, table[rank]) for rank in range(longest) for name, table in tables.items() if rank < len(table)]
    return exact + [(name, flags) for flags in _ROUNDING if rounding for name in tables]


@dataclass(slots=True)
class _Program:
    """What is known about one C program."""

    texts: Iterator[str]
    """Those that were not answered yet, compiled when they are asked for."""
    unjudged: deque[str] = field(default_factory=deque)
    """Answers whose feedback has not come yet, oldest first."""
    best: str | None = None
    """The fastest answer that passed; until one has, the first answer; None: there was none."""
    best_speedup: float = 0.0

    def learn(self, feedback: str) -> None:
        """Takes note of what became of the oldest answer that was not judged yet."""
        judged = self.unjudged.popleft() if self.unjudged else None
        speedup = _proven_speedup(feedback)
        if judged is not None and speedup > self.best_speedup:
            self.best, self.best_speedup = judged, speedup

    def answer(self) -> str | None:
        """The next text, or the best one where all were tried; None: no compiler takes the program."""
        text = next(self.texts, self.best)
        if text is not None:
            self.best = self.best or text
            self.unjudged.append(text)
        return text


def _proven_speedup(feedback: str) -> float:
    """Lower end of the interval of a pass, 1 for one that was not timed or is a copy, 0 for everything else."""
    if not feedback.removeprefix(_SENT_BEFORE).startswith("passed: "):
        return 0.0
    interval = _INTERVAL.search(feedback)
    return float(interval[1]) if interval else 1.0


class Compilers:
    """Answers with what the compilers of this machine make of the C program, another one each time.

    The k-th call for a C program gives the k-th variant; one that does not compile, or whose text was given before, is
    left out. When they have run out the best one comes again: the fastest as the feedback says, or the first where none
    has passed. The first line of an answer is a comment that names compiler and flags.

    Args:
        rounding: Whether flags that change floating-point results are tried, after all others.

    Raises:
        ToolchainError: there is neither gcc nor clang.
    """

    def __init__(self, rounding: bool = True) -> None:
        found = host_compilers()
        lacking = [kind for kind in ("gcc", "clang") if not any(name.startswith(kind) for name in found)]
        if not found:
            msg = "there is neither gcc nor clang on the PATH; install one (Debian, Ubuntu: apt-get install gcc clang)"
            raise ToolchainError(msg)
        for kind in lacking:
            print(f"compilers: no {kind} on the PATH, its variants are left out; this machine has {', '.join(found)}",
                  file=sys.stderr)  # fmt: skip
        self._variants = variants(found, rounding=rounding)
        self._programs: dict[str, _Program] = {}
        self.attempts = len(self._variants)

    def act(self, observations: Sequence[Mapping[str, str]]) -> list[str]:
        """See `agents.policy.Policy`.

        Raises:
            ProblemError: no compiler takes the C program, and its assembly is not shown.
        """
        programs = [self._program(observation["c_source"]) for observation in observations]
        for program, observation in zip(programs, observations, strict=True):
            program.learn(observation["feedback"])
        return [self._answer(*pair) for pair in zip(programs, observations, strict=True)]

    def _program(self, c_source: str) -> _Program:
        if c_source not in self._programs:
            self._programs[c_source] = _Program(self._texts(c_source))
        return self._programs[c_source]

    def _answer(self, program: _Program, observation: Mapping[str, str]) -> str:
        text = program.answer() or observation["assembly"]
        if not text:
            begin = observation["c_source"][:60]
            msg = f"no variant of {self.attempts} compiles the program that begins {begin!r}; correct c_code"
            raise ProblemError(msg)
        return text

    def _texts(self, c_source: str) -> Iterator[str]:
        seen: set[bytes] = set()
        for compiler, flags in self._variants:
            try:
                assembly = compile_c(c_source, flags, compiler=compiler)
            except ProblemError:
                continue
            digest = hashlib.sha256(assembly.encode()).digest()
            if digest not in seen:
                seen.add(digest)
                yield f"# {compiler} {shlex.join(flags)}\n{assembly}"


if __name__ == "__main__":
    main(Compilers)
