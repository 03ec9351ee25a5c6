"""A problem with its baseline: built once per machine, tested once per process."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import inspect
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from asm_gym import cache, elf, toolchain
from asm_gym.config import EvaluationConfig
from asm_gym.elf import inspect_executable
from asm_gym.errors import ArgumentError, ProblemError, SandboxError
from asm_gym.lanes import hold_lane
from asm_gym.pool import OwnedFolder, SupervisorPool, opened
from asm_gym.problem import InputSize, Problem, TestCase
from asm_gym.sandbox import MIB, Input, Limits, Run, Status, Supervisor, run_trusted
from asm_gym.toolchain import (
    BASELINE_FLAGS,
    LAYOUT_PADDINGS,
    BuildFailure,
    LinkMode,
    LinkPlan,
    assemble,
    compile_c,
    link,
    link_script,
    plan_link,
    runtime,
    stubs,
    tool_versions,
)
from asm_gym.verify import Verdict, as_input, describe, judge, quoted, record, run_tests

_PREPARED_AT_MOST: Final = 128
_KEYS_AT_MOST: Final = 4096
_SIGNAL_RUNS: Final = 5
_TIMING_TESTS_AT_MOST: Final = 40
_BASELINE_HEADROOM_BYTES: Final = 128 * MIB
_UNOPTIMIZED: Final = ("-O0",)
_HIDDEN_SMALL: Final = 40
_HIDDEN_OF_TIMING_SIZE: Final = 2
_HELD_BACK: Final = 1 / 3
"""Share of the stored tests that serve as hidden ones where a problem has neither hidden tests nor a generator."""
_HOLDS_BACK_FROM: Final = 15
"""With fewer stored tests than these none is held back: ten are left for rewards."""
_FULL_LINK_WARNING: Final = (
    "linked in full against the static libraries: the baseline needs or redefines more than the runtime offers"
)


@dataclass(frozen=True, slots=True)
class Times:
    """CPU time of a baseline on its timing inputs, and of an empty program: the minimum of some runs of each."""

    baseline_s: float
    """Summed over the timing inputs."""
    inputs: int
    """How many these are."""
    empty_s: float

    @property
    def signal(self) -> float:
        """Time of the baseline as a multiple of an empty program's."""
        return self.baseline_s / max(self.empty_s, 1e-6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A problem with its baseline built and tested."""

    problem: Problem
    key: str
    """The problem's content hash."""
    assembly: str
    """The baseline: ``gcc -O3 -S``."""
    digest: str
    plan: LinkPlan
    baselines: tuple[Path, ...]
    """Executables, one per layout."""
    reference: Path | None
    """The -O0 executable whose answers are right; None where the problem has tests of its own."""
    limits: Limits
    timing_tests: tuple[TestCase, ...]
    """Inputs that are timed; empty where the generator draws fresh ones."""
    folder: OwnedFolder
    """Where the executables lie, for as long as somebody uses this."""
    times: Times
    """How long the baseline takes."""
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Built:
    """A program of a problem, built; everything but its executables."""

    assembly: str
    digest: str
    plan: LinkPlan

    def write(self, path: Path) -> None:
        """Writes the form in which it lies in the cache."""
        plan = {
            "mode": self.plan.mode, "needed": sorted(self.plan.needed), "redefined": sorted(self.plan.redefined),
            "resolvers": self.plan.resolvers,
        }  # fmt: skip
        path.write_text(json.dumps({"assembly": self.assembly, "digest": self.digest, "plan": plan}))

    @classmethod
    def read(cls, path: Path) -> _Built:
        """Reads it again."""
        data: dict[str, Any] = json.loads(path.read_text())
        plan = data["plan"]
        needed, redefined = frozenset(plan["needed"]), frozenset(plan["redefined"])
        mode = LinkMode(plan["mode"])
        return cls(data["assembly"], data["digest"], LinkPlan(mode, needed, redefined, plan["resolvers"]))


class ContentKeys:
    """Content hashes of problems, computed once per object: one reads all tests and the generator's file."""

    def __init__(self) -> None:
        self._known: cache.RecentlyUsed[int, tuple[Problem, str]] = cache.RecentlyUsed(_KEYS_AT_MOST)

    def __call__(self, problem: Problem) -> str:
        """The hash of a problem."""
        # The problem is kept with it, so that its id stays its own.
        return self._known.get_or_make(id(problem), lambda: (problem, problem.content_hash))[1]


class Baselines:
    """Prepares problems and remembers the last ones.

    Args:
        config: How.
        pool: Does the work.
    """

    def __init__(self, config: EvaluationConfig, pool: SupervisorPool) -> None:
        self.config, self._pool = config, pool
        self._key = ContentKeys()
        self._prepared: cache.RecentlyUsed[str, Prepared] = cache.RecentlyUsed(_PREPARED_AT_MOST)

    def prepare(self, problem: Problem) -> Prepared:
        """Builds and tests the baseline of a problem, once; the result is kept for the next call.

        Raises:
            ProblemError: the program does not build, or does not give its own expected output.
        """
        if not isinstance(problem, Problem):
            msg = f"{problem!r:.60} is no Problem but {type(problem).__name__}; see asm_gym.load('bundled')"
            raise ArgumentError(msg)
        key = self._key(problem)
        prepared = self._prepared.get_or_make(key, lambda: self._prepare(problem, key))
        return prepared if prepared.problem is problem else dataclasses.replace(prepared, problem=problem)

    def _prepare(self, problem: Problem, key: str) -> Prepared:
        with self._pool.slot(), self._pool.borrow() as supervisor:
            return self._prepare_with(supervisor, problem, key)

    def _prepare_with(self, supervisor: Supervisor, problem: Problem, key: str) -> Prepared:
        config = self.config
        if len(problem.timing_tests) > _TIMING_TESTS_AT_MOST:
            msg = f"problem {problem.id} has {len(problem.timing_tests)} timing tests, at most {_TIMING_TESTS_AT_MOST}"
            raise ProblemError(msg)
        folder = OwnedFolder(self._pool.folder)
        baselines = [folder.path / f"baseline{layout}" for layout in range(config.layouts)]
        built = self._build(supervisor, problem, BASELINE_FLAGS, baselines)
        reference = None if problem.generator is None else folder.path / "reference"
        if reference is not None:
            self._build(supervisor, problem, _UNOPTIMIZED, [reference])
        memory_bytes = max(config.memory_limit_mb * MIB, _image_bytes(baselines[0]) + _BASELINE_HEADROOM_BYTES)
        prepared = Prepared(
            problem=problem,
            key=key,
            assembly=built.assembly,
            digest=built.digest,
            plan=built.plan,
            baselines=tuple(baselines),
            reference=reference,
            limits=Limits(
                wall_s=config.wall_limit_s, memory_bytes=memory_bytes, output_bytes=config.output_limit_mb * MIB
            ),
            timing_tests=problem.timing_tests,
            folder=folder,
            times=Times(0.0, 1, 0.0),
            warnings=(_FULL_LINK_WARNING,) if built.plan.mode is LinkMode.FULL else (),
        )
        slowest = self._check_baseline(supervisor, prepared)
        if problem.generator is None and not problem.timing_tests:
            prepared = dataclasses.replace(prepared, timing_tests=(slowest,))
        return dataclasses.replace(prepared, times=self._times(supervisor, prepared))

    def _build(
        self, supervisor: Supervisor, problem: Problem, flags: Sequence[str], executables: Sequence[Path]
    ) -> _Built:
        """The program with these flags, one executable per layout; from the machine's cache if it was built before."""
        key = _cache_key(problem, flags, self.config.isa)
        known = cache.find("assembly", key)
        programs = [cache.find("baseline", key + script) for script in _scripts(len(executables))]
        found = [program for program in programs if program is not None]
        if known is not None and len(found) == len(executables) and all(map(_link_or_copy, found, executables)):
            return _Built.read(known)
        assembly = _with_problem_id(problem, lambda: compile_c(problem.c_code, flags))
        assembled = assemble(supervisor, assembly, isa=self.config.isa, max_bytes=64 * MIB)
        if isinstance(assembled, BuildFailure):
            msg = (
                f"problem {problem.id}: gcc's own assembly does not build ({assembled.stage.value}: "
                f"{assembled.message}); change c_code"
            )
            raise ProblemError(msg)
        built = _Built(assembly, assembled.digest, plan_link(assembled))
        for layout, (script, executable) in enumerate(zip(_scripts(len(executables)), executables, strict=True)):
            linked = link(supervisor, assembled, built.plan, layout=layout)
            if isinstance(linked, BuildFailure):
                msg = (
                    f"problem {problem.id}: the program does not link ({linked.message}); it may use only the C "
                    f"and mathematics libraries"
                )
                raise ProblemError(msg)
            _copy(linked, executable)
            with contextlib.suppress(OSError):  # without the cache it is built again the next time
                cache.store("baseline", key + script, functools.partial(_copy, linked))
        with contextlib.suppress(OSError):
            cache.store("assembly", key, built.write)
        return built

    def _check_baseline(self, supervisor: Supervisor, prepared: Prepared) -> TestCase:
        """The baseline must pass every test of its problem; gives the test on which it takes longest."""
        problem, rng = prepared.problem, np.random.default_rng(0)
        tests: list[TestCase] = [*problem.tests, *problem.timing_tests, *problem.hidden_tests]
        if prepared.reference is not None:
            tests += self.draw_tests(supervisor, prepared, rng)
        rewarded = set(self._rewarded(problem))
        slowest, longest_s = tests[0], -1.0
        for start in range(0, len(tests), 100):
            batch = tests[start : start + 100]
            outcomes = run_tests(
                supervisor, prepared.baselines[0], batch, limits=prepared.limits, rng=rng, stop_at_failure=True
            )
            for number, (outcome, test) in enumerate(zip(outcomes, batch, strict=False), start + 1):
                if judge(outcome, test) is not Verdict.PASSED:
                    what = describe(supervisor, outcome, test, prepared.limits)
                    msg = (
                        f"problem {problem.id}: its own -O3 build fails test {number} of {len(tests)}: {what}; "
                        f"correct the test or the program"
                    )
                    raise ProblemError(msg)
                if test in rewarded and outcome.cpu_s > longest_s:
                    slowest, longest_s = test, outcome.cpu_s
        return slowest

    def _times(self, supervisor: Supervisor, prepared: Prepared) -> Times:
        """How long the baseline and an empty program take, in turn."""
        tests = self.timing_tests(supervisor, prepared, np.random.default_rng(0))
        inputs = [*(as_input(test) for test in tests), Input(stdin=b"")]
        schedule = [
            Run(program=0, input=len(tests)),
            *(Run(program=1, input=i) for i in range(len(tests))),
        ] * _SIGNAL_RUNS
        paths = [self._pool.empty_program(), prepared.baselines[0]]
        with opened(paths) as fds, hold_lane(self._pool.cores.timing, self._pool.closed) as lane:
            outcomes = supervisor.run(fds, inputs, schedule, limits=prepared.limits, core=lane.core)
        times_s: dict[int, list[float]] = {}
        for run, outcome in zip(schedule, outcomes, strict=True):
            times_s.setdefault(run.input, []).append(outcome.cpu_s)
        empty_s = min(times_s.pop(len(tests)))
        return Times(sum(min(values) for values in times_s.values()), len(tests), empty_s)

    def draw_tests(self, supervisor: Supervisor, prepared: Prepared, rng: np.random.Generator) -> Sequence[TestCase]:
        """Tests for a reward: fresh ones of the generator, or a sample of the problem's."""
        problem = prepared.problem
        if problem.generator is not None and prepared.reference is not None:
            stdins = [problem.generator(rng, InputSize.SMALL) for _ in range(self.config.tests_per_step)]
            return [self._answered(supervisor, prepared, prepared.reference, stdin) for stdin in stdins]
        tests = self._rewarded(problem)
        if len(tests) <= self.config.tests_per_step:
            return tests
        picks = rng.choice(len(tests), size=self.config.tests_per_step, replace=False)
        return [tests[i] for i in sorted(picks)]

    def hidden_tests(self, supervisor: Supervisor, prepared: Prepared, rng: np.random.Generator) -> Sequence[TestCase]:
        """Tests that no reward rests on.

        These are the problem's hidden tests and, from its generator, fresh inputs, the adversarial ones and some of
        timing size. A problem with neither holds back a third of its tests, if it has 15 or more.
        """
        problem, tests = prepared.problem, list(prepared.problem.hidden_tests)
        if problem.generator is not None and prepared.reference is not None:
            stdins = [problem.generator(rng, InputSize.SMALL) for _ in range(_HIDDEN_SMALL)]
            stdins += problem.generator.edges(rng)
            tests += [self._answered(supervisor, prepared, prepared.reference, stdin) for stdin in stdins]
            for _ in range(_HIDDEN_OF_TIMING_SIZE):
                stdin = problem.generator(rng, InputSize.TIMING)
                tests.append(self._answered(supervisor, prepared, prepared.baselines[0], stdin))
        rewarded = set(self._rewarded(problem))
        return tests + [test for test in problem.tests if test not in rewarded]

    @staticmethod
    def _rewarded(problem: Problem) -> Sequence[TestCase]:
        """The stored tests that are not held back; which ones these are depends on their content alone."""
        tests = problem.tests
        if problem.hidden_tests or problem.generator is not None or len(tests) < _HOLDS_BACK_FROM:
            return tests
        by_digest = sorted(range(len(tests)), key=lambda i: hashlib.sha256(tests[i].stdin).digest())
        return [tests[i] for i in sorted(by_digest[int(len(tests) * _HELD_BACK) :])]

    def timing_tests(
        self, supervisor: Supervisor, prepared: Prepared, rng: np.random.Generator
    ) -> tuple[TestCase, ...]:
        """The problem's timing inputs, or a fresh one, answered by the -O3 baseline.

        The -O0 build, whose answer is the right one, would cost several times the measurement; `asm-gym dataset
        validate` proves that both agree.
        """
        if prepared.timing_tests or prepared.problem.generator is None:
            return prepared.timing_tests
        stdin = prepared.problem.generator(rng, InputSize.TIMING)
        return (self._answered(supervisor, prepared, prepared.baselines[0], stdin),)

    def _answered(self, supervisor: Supervisor, prepared: Prepared, program: Path, stdin: bytes) -> TestCase:
        """A test whose right answer is what `program` says."""
        outcome, stdout = record(supervisor, program, stdin, limits=prepared.limits)
        if outcome.status is not Status.EXITED or outcome.exit_code is None:
            msg = (
                f"problem {prepared.problem.id}: its own program ended with {outcome.status.value} on the "
                f"generated input {quoted(stdin[:60])}; correct program.c or inputs.py, or raise the limits"
            )
            raise ProblemError(msg)
        return TestCase(stdin=stdin, stdout=stdout, exit_code=outcome.exit_code)


def _cache_key(problem: Problem, flags: Sequence[str], isa: str) -> str:
    """Everything that a program depends on; the names of runtime and stubs tell their contents."""
    tools = [*tool_versions().values(), runtime().name, stubs().name]
    return json.dumps([problem.c_code, *flags, isa, *tools, _own_code()])


@functools.cache
def _own_code() -> str:
    """Digest of the code that makes and describes programs."""
    sources = (inspect.getsource(module) for module in (elf, toolchain))
    return hashlib.sha256("".join(sources).encode()).hexdigest()


def _scripts(layouts: int) -> list[str]:
    return [link_script(padding) for padding in LAYOUT_PADDINGS[:layouts]]


def _copy(program: Path, to: Path) -> None:
    """Copies an executable by another process.

    A program cannot start while a descriptor can write to it, and a child that another thread is forking at this moment
    has copies of ours.
    """
    to.unlink(missing_ok=True)  # it may be another name of a file in the cache
    done = run_trusted(["cp", str(program), str(to)])
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        msg = f"cannot copy a program to {to.parent}: {said}; free disk space or set TMPDIR"
        raise SandboxError(msg)
    to.chmod(0o755)  # whatever the umask is, the sandbox's user id must be able to start it


def _link_or_copy(program: Path, to: Path) -> bool:
    """Puts a program of the cache at another path too; False where it was removed meanwhile."""
    try:
        to.unlink(missing_ok=True)
        to.hardlink_to(program)
    except FileNotFoundError:
        return False
    except OSError:  # another file system, or one without hard links
        _copy(program, to)
    return True


def _with_problem_id(problem: Problem, build: Callable[[], str]) -> str:
    try:
        return build()
    except ProblemError as error:
        msg = f"problem {problem.id}: {error}"
        raise ProblemError(msg) from error


def _image_bytes(executable: Path) -> int:
    return inspect_executable(executable.read_bytes()).image_bytes
