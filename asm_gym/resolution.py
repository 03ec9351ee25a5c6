"""What can be measured about a problem: the time of its baseline, how sharp the clock is, how much there is to gain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from asm_gym.errors import ProblemError
from asm_gym.evaluate import Evaluator
from asm_gym.problem import Problem
from asm_gym.toolchain import compile_c, host_compilers

RESOLUTION_S: Final = 0.010
"""Least time of a baseline on its timing inputs, in seconds, for which a problem is called timeable: process start-up,
0.2 to 0.5 ms, is then at most a twentieth of it."""

NULL_SUFFIX: Final = "\n\t.text\n\t.p2align 4\n\t.type asm_gym_unreached, @function\nasm_gym_unreached:\n\tnop\n\tret\n"
"""Appended to a baseline it makes other machine code of the same speed: a function that nobody calls."""

GCC_FLAGS: Final = (("-O2",), ("-O3", "-march=native"), ("-O3", "-march=native", "-funroll-loops"))
CLANG_FLAGS: Final = (("-O3",), ("-O3", "-march=native"))
"""Flag sets of a rebuild. None changes what floating-point programs mean, but ``-march=native`` may contract."""

FASTER_FORM: Final = "faster.c"
FASTER_FORM_FLAGS: Final = ("-O3", "-march=native")
"""Name of the problem's own faster form among the rebuilds, and how it is compiled."""


@dataclass(frozen=True, slots=True)
class Rebuild:
    """The program, or its faster form, from another compiler or with other flags."""

    name: str
    speedup: float | None
    """Over ``gcc -O3``; None: it was not timed, see `failure`."""
    low: float | None
    """Lower end of the 95 % interval."""
    failure: str = ""
    """Why it was not timed: the verdict of the tests, or that it does not compile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What was measured about one problem."""

    problem_id: str
    baseline_s: float
    """CPU time of the baseline on one timing input, in seconds; the mean where there are several."""
    start_up_share: float
    """The part of it that an empty program takes."""
    null_low: float | None
    null_high: float | None
    """95 % interval of the speedup of a candidate of equal speed; None: too short to be timed at all."""
    rebuilds: tuple[Rebuild, ...] = ()

    @property
    def timeable(self) -> bool:
        """Whether the baseline runs for `RESOLUTION_S` or more."""
        return self.baseline_s >= RESOLUTION_S

    @property
    def best(self) -> Rebuild | None:
        """The fastest rebuild; None: none passed the tests and was timed."""
        timed = [one for one in self.rebuilds if one.speedup is not None]
        return max(timed, key=lambda one: one.speedup or 0.0, default=None)


def measure(
    problem: Problem,
    evaluator: Evaluator,
    *,
    rebuilds: bool = True,
    seed: int = 0,
    on_progress: Callable[[str], None] | None = None,
) -> Signal:
    """Measures a problem on this machine.

    Args:
        problem: Which.
        evaluator: Measures; its config decides how long.
        rebuilds: Also build the program with the host's other compilers and flags, and its faster form, and time those.
        seed: Of the drawn tests and inputs.
        on_progress: Told what is timed next; None: nobody is.

    Raises:
        ProblemError: the problem does not build or does not pass its own tests.
        SandboxError: the sandbox failed.
    """
    tell = on_progress or (lambda _: None)
    tell(f"{problem.id}: equal speed")
    prepared = evaluator.prepare(problem)
    times = prepared.times
    null = evaluator.evaluate(problem, prepared.assembly + NULL_SUFFIX, seed=seed)
    some = []
    for name, compiler, source, flags in _builds(problem) if rebuilds else ():
        tell(f"{problem.id}: {name}")
        some.append(_rebuild(problem, evaluator, name, compiler, source, flags, seed))
    return Signal(
        problem_id=problem.id,
        baseline_s=times.baseline_s / times.inputs,
        start_up_share=min(1.0, times.inputs * times.empty_s / max(times.baseline_s, 1e-9)),
        null_low=null.speedup_low,
        null_high=null.speedup_high,
        rebuilds=tuple(some),
    )


def _builds(problem: Problem) -> list[tuple[str, str, str, Sequence[str]]]:
    """Name, compiler, source and flags of each rebuild."""
    builds: list[tuple[str, str, str, Sequence[str]]] = []
    for compiler in host_compilers():
        for flags in CLANG_FLAGS if compiler.startswith("clang") else GCC_FLAGS:
            builds.append((f"{compiler} {' '.join(flags)}", compiler, problem.c_code, flags))
    if problem.faster_c is not None:
        builds.append((FASTER_FORM, "gcc", problem.faster_c, FASTER_FORM_FLAGS))
    return builds


def _rebuild(
    problem: Problem, evaluator: Evaluator, name: str, compiler: str, source: str, flags: Sequence[str], seed: int
) -> Rebuild:
    try:
        assembly = compile_c(source, flags, compiler=compiler)
    except ProblemError:
        return Rebuild(name, None, None, "does not compile")
    result = evaluator.evaluate(problem, assembly, seed=seed)
    failure = "" if result.verdict == "passed" else f"{result.verdict.value}: {result.message}"
    return Rebuild(name, result.speedup, result.speedup_low, failure)
