"""The main path: assemble, link, test and time one candidate."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import math
import os
import shutil
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from asm_gym.baseline import Baselines, Prepared
from asm_gym.cache import RecentlyUsed
from asm_gym.config import EvaluationConfig
from asm_gym.lanes import cpu_model, hold_lane, off_timing_cores, plan_cores
from asm_gym.pool import OwnedFolder, SupervisorPool, opened
from asm_gym.problem import Problem, TestCase
from asm_gym.rewards import Evaluation, RewardFn, checked_reward, needs_pass_fraction
from asm_gym.sandbox import ALL_LAYERS, MIB, Layer, Supervisor
from asm_gym.timing import CoreLane, FailedRun, Plan, compare
from asm_gym.toolchain import BuildFailure, assemble, link
from asm_gym.verify import Verdict, Verification, as_input, describe, judge, verify

_CANDIDATES_AT_MOST: Final = 4096
_CANDIDATE_BYTES_AT_MOST: Final = 128 * MIB
"""What is remembered of candidates: results, and executables on disk."""
_VERIFICATIONS_AT_MOST: Final = 16
_DEPEND_ON_THE_MOMENT: Final = (Verdict.TIMEOUT, Verdict.MEMORY_LIMIT)
"""Verdicts that a busy machine may have caused; they are not remembered."""
_START_UP_IS_HALF: Final = 2.0
_START_UP_IS_LITTLE: Final = 20.0
"""Multiples of an empty program, about 1 and 10 ms. Below the first, most of the time is process start-up, which more
pairs would only measure better; from the second on, the start-up's noise is small beside the program's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What an agent is told about a problem, and where it will be scored."""

    problem: Problem
    assembly: str
    """The baseline: ``gcc -O3 -S``."""
    timeable: bool
    """Whether the baseline runs long enough to be timed."""
    sandbox: str
    cpu_model: str


class Backend(Protocol):
    """Where candidates are evaluated: this machine (`Evaluator`) or others (`cluster.RayBackend`)."""

    def brief(self, problem: Problem) -> Briefing:
        """Prepares a problem."""
        ...

    def evaluate(
        self,
        problem: Problem,
        assembly: str,
        *,
        reward: RewardFn | None = None,
        seed: int | None = None,
        hidden: bool = False,
        known: Mapping[str, Evaluation] | None = None,
    ) -> Evaluation:
        """Scores one candidate; see `Evaluator.evaluate`."""
        ...

    def close(self) -> None:
        """Ends what was started; a second call does nothing."""
        ...


class Evaluator:
    """Evaluates candidates; for any number of threads.

    Identical assembly for the same problem is built once, and tested once on the same inputs; it is timed every time.

    Attributes:
        config: How.
        sandbox_level: "full", "reduced" (some layer is missing; `layers` says which are in force) or "unsafe".
        layers: Layers of defence in force, found by a probe.
        cores: Where is timed and where is built.
    """

    def __init__(self, config: EvaluationConfig | None = None, *, layers: Layer = ALL_LAYERS) -> None:
        """Starts a supervisor and probes the sandbox.

        Args:
            config: Defaults to `EvaluationConfig()`.
            layers: Layers of defence to ask for; fewer only to show that an attack is live without one.

        Raises:
            ToolchainError: gcc, binutils or the static C library is missing, or this is not Linux on x86-64.
            SandboxError: this machine has no system call filter and `allow_unsafe` is False.
        """
        self.config = config or EvaluationConfig()
        self._asked = layers
        self._starting = threading.Lock()
        self._start()

    def _start(self) -> None:
        """Sets up what belongs to one process: at first, and again in a forked child, which cannot use its parent's."""
        with off_timing_cores(plan_cores(self.config.timing_cores)):  # it starts gcc
            self._pool = SupervisorPool(self.config, self._asked)
        self._baselines = Baselines(self.config, self._pool)
        self._candidates: RecentlyUsed[tuple[str, bytes], _Candidate] = RecentlyUsed(
            _CANDIDATES_AT_MOST, _CANDIDATE_BYTES_AT_MOST, lambda one: one.size_bytes
        )
        self.layers, self.sandbox_level, self.cores = self._pool.layers, self._pool.level, self._pool.cores

    def __reduce__(self) -> tuple[type[Evaluator], tuple[EvaluationConfig]]:
        """Copies and pickles start afresh: processes and locks cannot be copied."""
        return (Evaluator, (self.config,))

    def evaluate(
        self,
        problem: Problem,
        assembly: str,
        *,
        reward: RewardFn | None = None,
        seed: int | None = None,
        hidden: bool = False,
        known: Mapping[str, Evaluation] | None = None,
        count_passes: bool | None = None,
    ) -> Evaluation:
        """Scores one candidate.

        Args:
            problem: What the candidate must compute.
            assembly: The candidate.
            reward: Fills `Evaluation.reward`; None leaves it None.
            seed: Of the drawn tests, inputs and stack offsets; None: from the operating system.
            hidden: Also run tests that no reward rests on: the problem's hidden tests, fresh inputs and adversarial
                ones of its generator, or stored tests that are held back. Messages do not quote them.
            known: Evaluations by `Evaluation.code_digest`: the same code again is answered with its first evaluation.
            count_passes: Run all tests even after a wrong output; None: where the reward depends on it.

        Returns:
            What was found; the candidate's faults are in it.

        Raises:
            ProblemError: the problem is at fault: its baseline does not build or does not give its own expected output.
            SandboxError: the sandbox failed, or was killed; nothing is known about the candidate.
            TimingError: this machine cannot give the measurement.
        """
        prepared = self.prepare(problem)
        if count_passes is None:
            count_passes = reward is not None and needs_pass_fraction(reward)
        found = _Findings(
            problem.id, self.sandbox_level, prepared.times.signal >= self.config.min_signal, list(prepared.warnings)
        )
        # One stream for each: what one of them draws must not depend on what was remembered from an earlier attempt.
        draws, offsets, timing, unseen = np.random.default_rng(seed).spawn(4)
        with off_timing_cores(self.cores):
            with self._pool.slot():
                start_s = time.perf_counter()  # until now it waited
                candidate = self._candidate(prepared, assembly)
                found.build_s, found.code_digest = time.perf_counter() - start_s, candidate.digest
                if known and candidate.digest is not None and candidate.digest in known:
                    return known[candidate.digest]
                if candidate.failure is not None:
                    found.reject(candidate.failure)
                    return found.finish(start_s, reward)
                found.is_copy = candidate.digest == prepared.digest
                with found.clock("test_s"), self._pool.borrow() as supervisor:
                    tests = self._baselines.draw_tests(supervisor, prepared, draws)
                    found.note(self._verified(supervisor, prepared, candidate, tests, offsets, count_passes))
                    if hidden and found.verdict is Verdict.PASSED:
                        tests = self._baselines.hidden_tests(supervisor, prepared, unseen)
                        found.note(
                            self._verified(supervisor, prepared, candidate, tests, offsets, count_passes, quote=False)
                        )
                    if found.verdict is Verdict.PASSED and found.timeable and not found.is_copy:
                        programs = self._layouts(supervisor, prepared, candidate, assembly)
                        timing_tests = self._baselines.timing_tests(supervisor, prepared, timing)
            if found.verdict is Verdict.PASSED and found.is_copy:
                found.speedup = found.speedup_low = found.speedup_high = 1.0
            elif found.verdict is Verdict.PASSED and found.timeable:
                if isinstance(programs, BuildFailure):
                    found.reject(programs)
                else:
                    self._time(prepared, programs, timing_tests, timing, found)
        return found.finish(start_s, reward)

    @property
    def private_folder(self) -> Path:
        """A folder of this evaluator, removed by `close`."""
        return self._pool.folder

    def brief(self, problem: Problem) -> Briefing:
        """Prepares a problem and tells what agents may know; see `prepare`."""
        prepared = self.prepare(problem)
        return Briefing(
            problem=problem,
            assembly=prepared.assembly,
            timeable=prepared.times.signal >= self.config.min_signal,
            sandbox=self.sandbox_level,
            cpu_model=cpu_model(),
        )

    def prepare(self, problem: Problem) -> Prepared:
        """Builds and tests the baseline of a problem, once; the result is kept for the next call.

        Raises:
            ProblemError: the program does not build, or does not give its own expected output.
        """
        if self._pool.owner != os.getpid():
            with self._starting:
                if self._pool.owner != os.getpid():
                    self._start()
        with off_timing_cores(self.cores):
            return self._baselines.prepare(problem)

    # ------------------------------------------------------------------------------------------- build and test

    def _candidate(self, prepared: Prepared, assembly: str) -> _Candidate:
        """The candidate's executable, or why there is none; the same text is built once."""
        return self._candidates.get_or_make(_key(prepared, assembly), lambda: self._build(prepared, assembly))

    def _build(self, prepared: Prepared, assembly: str) -> _Candidate:
        with self._pool.borrow() as supervisor:
            assembled = assemble(supervisor, assembly, isa=self.config.isa, max_bytes=self.config.max_action_bytes)
            if isinstance(assembled, BuildFailure):
                return _Candidate(failure=assembled)
            program = link(supervisor, assembled, prepared.plan, memory_bytes=prepared.limits.memory_bytes)
            if isinstance(program, BuildFailure):
                return _Candidate(failure=program, digest=assembled.digest)
            candidate = _Candidate(digest=assembled.digest, folder=OwnedFolder(self._pool.folder))
            candidate.keep(program)
            return candidate

    def _verified(
        self,
        supervisor: Supervisor,
        prepared: Prepared,
        candidate: _Candidate,
        tests: Sequence[TestCase],
        rng: np.random.Generator,
        count_passes: bool,
        *,
        quote: bool = True,
    ) -> Verification:
        """Result of the tests; the same ones are run once."""
        digest = hashlib.sha256(repr((count_passes, quote)).encode())
        for test in tests:
            sizes = f"{len(test.stdin)} {len(test.stdout)} {test.exit_code} "
            digest.update(sizes.encode() + test.stdin + test.stdout)
        key = digest.digest()
        result = candidate.verified.get(key)
        if result is None:
            result = verify(
                supervisor, candidate.programs[0], tests,
                limits=prepared.limits, rng=rng, quote=quote, count_passes=count_passes,
            )  # fmt: skip
            if result.verdict not in _DEPEND_ON_THE_MOMENT:
                candidate.verified.put(key, result)
        return result

    def _layouts(
        self, supervisor: Supervisor, prepared: Prepared, candidate: _Candidate, assembly: str
    ) -> tuple[Path, ...] | BuildFailure:
        """The candidate's executables in all layouts; those beyond the first are linked when they are needed."""
        with candidate.linking:
            if len(candidate.programs) < self.config.layouts:
                assembled = assemble(supervisor, assembly, isa=self.config.isa, max_bytes=self.config.max_action_bytes)
                if isinstance(assembled, BuildFailure):
                    return assembled
                for layout in range(len(candidate.programs), self.config.layouts):
                    linked = link(supervisor, assembled, prepared.plan, layout=layout)
                    if isinstance(linked, BuildFailure):
                        return linked
                    candidate.keep(linked)
                self._candidates.put(_key(prepared, assembly), candidate)  # it weighs more now
            return tuple(candidate.programs)

    # --------------------------------------------------------------------------------------------------- timing

    def _time(
        self,
        prepared: Prepared,
        programs: Sequence[Path],
        tests: Sequence[TestCase],
        rng: np.random.Generator,
        found: _Findings,
    ) -> None:
        """Measures on a timing lane, and writes down what was found."""
        config = self.config
        signal = prepared.times.signal
        if signal < _START_UP_IS_HALF:
            found.warnings.append(
                f"the baseline takes {signal:.2f} times an empty program: the ratio is mostly process start-up"
            )
        if self.cores.shared:
            names = ", ".join(map(str, self.cores.timing))
            found.warnings.append(f"no core of its own for building: building and timing take turns on {names}")
        paths = [path for pair in zip(prepared.baselines, programs, strict=True) for path in pair]
        with (
            opened(paths) as fds,
            hold_lane(self.cores.timing, self._pool.closed) as held,
            self._pool.borrow() as supervisor,
            found.clock("timing_s"),
        ):
            found.lane_wait_s += held.waited_s
            inputs = [as_input(test) for test in tests]
            lane = CoreLane(supervisor, held.core, fds, inputs, prepared.limits, config.metric)
            plan = self._plan(signal)
            result = compare(lane, layouts=config.layouts, inputs=inputs, plan=plan, rng=rng)
            if isinstance(result, FailedRun):
                test = tests[result.input]
                found.verdict = judge(result.outcome, test)
                found.message = f"timed run: {describe(supervisor, result.outcome, test, prepared.limits, quote=False)}"
                return
        found.speedup, found.speedup_low, found.speedup_high = result.speedup, result.low, result.high
        # A candidate that is far slower ends after a pair in each layout, too few for a control.
        found.null_ratio = None if math.isnan(result.null_ratio) else result.null_ratio
        found.pairs = result.pairs
        found.baseline_time_s, found.candidate_time_s = result.baseline_time_s, result.candidate_time_s
        found.warnings += result.warnings
        if config.layouts > 1:
            low, high = min(result.layout_ratios), max(result.layout_ratios)
            found.warnings.append(f"speedup by layout: {low:.3f} to {high:.3f}")

    def _plan(self, signal: float) -> Plan:
        """How long to sample: up to `max_pairs` where the program outweighs its start-up, less where it does not."""
        config = self.config
        weight = (signal - _START_UP_IS_HALF) / (_START_UP_IS_LITTLE - _START_UP_IS_HALF)
        extra = round(min(max(weight, 0.0), 1.0) * (config.max_pairs - config.min_pairs))
        most, repeats = config.min_pairs + extra, 2 if weight > 0 else 0
        return Plan(min_pairs=config.min_pairs, max_pairs=most, budget_s=config.timing_budget_s, repeats=repeats)

    def close(self) -> None:
        """Ends the supervisors and removes what was built; a second call does nothing.

        Threads that are in `evaluate` get a SandboxError.
        """
        self._pool.close()


def _key(prepared: Prepared, assembly: str) -> tuple[str, bytes]:
    return prepared.key, hashlib.sha256(assembly.encode(errors="surrogatepass")).digest()


@dataclass(slots=True)
class _Candidate:
    """What is remembered of a text: its executables, or why there are none, and the tests that were run."""

    failure: BuildFailure | None = None
    digest: str | None = None
    folder: OwnedFolder | None = None
    programs: list[Path] = field(default_factory=list)
    size_bytes: int = 0
    linking: threading.Lock = field(default_factory=threading.Lock)
    verified: RecentlyUsed[bytes, Verification] = field(default_factory=lambda: RecentlyUsed(_VERIFICATIONS_AT_MOST))

    def keep(self, program: Path) -> None:
        """Moves the next layout's executable here, where the supervisor's next candidate does not overwrite it."""
        assert self.folder is not None, "only a candidate that was linked has executables"
        self.size_bytes += program.stat().st_size
        # Moved, not copied: a descriptor open for writing while another thread forks would make its start fail.
        self.programs.append(Path(shutil.move(program, self.folder.path / program.name)))


@dataclass(slots=True)
class _Findings:
    """An Evaluation in the making."""

    problem_id: str
    sandbox: str
    timeable: bool
    warnings: list[str]
    verdict: Verdict = Verdict.PASSED
    tests_passed: int = 0
    tests_total: int = 0
    is_copy: bool = False
    speedup: float | None = None
    speedup_low: float | None = None
    speedup_high: float | None = None
    null_ratio: float | None = None
    baseline_time_s: float | None = None
    candidate_time_s: float | None = None
    pairs: int = 0
    message: str = ""
    build_s: float = 0.0
    test_s: float = 0.0
    timing_s: float = 0.0
    lane_wait_s: float = 0.0
    code_digest: str | None = None

    @contextlib.contextmanager
    def clock(self, name: str) -> Iterator[None]:
        """Adds the seconds of a block to a field."""
        start_s = time.perf_counter()
        try:
            yield
        finally:
            setattr(self, name, getattr(self, name) + time.perf_counter() - start_s)

    def note(self, result: Verification) -> None:
        """Writes down what these tests showed, beside earlier ones."""
        self.verdict, self.message = result.verdict, result.message
        self.tests_passed += result.tests_passed
        self.tests_total += result.tests_total

    def reject(self, failure: BuildFailure) -> None:
        """Writes down why the candidate cannot be built."""
        self.verdict, self.message = Verdict(failure.stage.value), failure.message

    def finish(self, start_s: float, reward: RewardFn | None) -> Evaluation:
        """The evaluation, with its reward if one is asked for."""
        values = {name: getattr(self, name) for name in self.__slots__}
        values["warnings"] = tuple(self.warnings)
        total_s = time.perf_counter() - start_s - self.lane_wait_s
        evaluation = Evaluation(reward=None, total_s=total_s, cpu_model=cpu_model(), **values)
        return (
            evaluation if reward is None else dataclasses.replace(evaluation, reward=checked_reward(reward, evaluation))
        )


@functools.lru_cache(maxsize=8)
def _shared_evaluator(config: EvaluationConfig) -> Evaluator:
    return Evaluator(config)


def evaluate(
    problem: Problem,
    assembly: str,
    *,
    reward: RewardFn | None = None,
    seed: int | None = None,
    hidden: bool = False,
    **config: Any,
) -> Evaluation:
    """Scores one candidate with an evaluator that is kept for the next call; see `Evaluator.evaluate`.

    Args:
        problem: What the candidate must compute.
        assembly: The candidate.
        reward: Fills `Evaluation.reward`; None leaves it None.
        seed: Of the drawn tests, inputs and stack offsets.
        hidden: Also run tests that no reward rests on.
        **config: Fields of `EvaluationConfig`.
    """
    return _shared_evaluator(EvaluationConfig(**config)).evaluate(
        problem, assembly, reward=reward, seed=seed, hidden=hidden
    )
