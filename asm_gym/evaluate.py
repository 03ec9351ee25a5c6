"""The main path: assemble, link, test and time one candidate."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import os
import shutil
import tempfile
import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

from asm_gym.elf import inspect_executable
from asm_gym.errors import ArgumentError, ProblemError, SandboxError, did_you_mean
from asm_gym.problem import InputSize, Problem, TestCase
from asm_gym.rewards import Evaluation, RewardFn, checked_reward, needs_pass_fraction
from asm_gym.sandbox import ALL_LAYERS, MIB, Input, Layer, Limits, Run, Status, Supervisor
from asm_gym.timing import CoreLane, FailedRun, Plan, compare, cores, hold_core, require_metric
from asm_gym.toolchain import (
    BASELINE_FLAGS,
    ISA_LEVELS,
    LAYOUT_PADDINGS,
    Assembled,
    BuildFailure,
    LinkMode,
    LinkPlan,
    assemble,
    clear_work,
    compile_c,
    link,
    plan_link,
    start_builder,
)
from asm_gym.verify import Verdict, as_input, describe, judge, quoted, record, run_tests, verify

_PREPARED_AT_MOST: Final = 128
_EMPTY_C: Final = "int main(void) { return 0; }\n"
_SIGNAL_RUNS: Final = 5
_TIMING_TESTS_AT_MOST: Final = 40
_BASELINE_HEADROOM_BYTES: Final = 128 * MIB
_FULL_LINK_WARNING: Final = (
    "linked in full against the static libraries: the baseline needs or redefines more than the runtime offers"
)
_START_UP_IS_HALF: Final = 2.0
_START_UP_IS_LITTLE: Final = 20.0
"""Multiples of an empty program, about 1 and 10 ms. Below the first, most of the time is process start-up, which more
pairs would only measure better; from the second on, the start-up's noise is small beside the program's own."""


def _option(default: Any, help_text: str) -> Any:
    return field(default=default, metadata={"help": help_text})


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationConfig:
    """How candidates are built, tested and timed: keywords of the environment, options of the command."""

    tests_per_step: int = _option(10, "tests drawn for each evaluation")
    metric: str = _option("cpu_time", "what is measured: cpu_time, wall_time, cycles or instructions")
    min_pairs: int = _option(6, "pairs of timed runs at least")
    max_pairs: int = _option(41, "pairs of timed runs at most")
    timing_budget_s: float = _option(5.0, "seconds after which no pair is added beyond min_pairs")
    min_signal: float = _option(
        2.0, "a baseline below this multiple of an empty program is not timed; 0 times everything"
    )
    layouts: int = _option(1, f"code layouts that are measured, 1 to {len(LAYOUT_PADDINGS)}")
    isa: str = _option("native", f"instructions that are allowed: {', '.join(ISA_LEVELS)}")
    wall_limit_s: float = _option(10.0, "wall-clock limit of one run, in seconds")
    memory_limit_mb: int = _option(256, "memory limit of one run, in MiB")
    output_limit_mb: int = _option(4, "limit of standard output and standard error together, in MiB")
    max_action_bytes: int = _option(1_048_576, "longest assembly text, in bytes of UTF-8")
    allow_unsafe: bool = _option(False, "run without a system call filter where the kernel has none (dangerous)")

    def __post_init__(self) -> None:
        """Refuses values that cannot be meant.

        Raises:
            ArgumentError: which one, its value and what is allowed.
        """
        for one in dataclasses.fields(self):
            value, wanted = getattr(self, one.name), str(one.type)
            fits = {"bool": (bool,), "int": (int,), "float": (float, int), "str": (str,)}[wanted]
            if not isinstance(value, fits) or (isinstance(value, bool) and wanted != "bool"):
                msg = f"{one.name}={value!r} is {type(value).__name__}, expected {wanted}"
                raise ArgumentError(msg)
        require_metric(self.metric)
        at_least: dict[str, float] = {
            "tests_per_step": 1, "min_pairs": 2, "max_pairs": self.min_pairs, "timing_budget_s": 0, "min_signal": 0,
            "layouts": 1, "wall_limit_s": 0.01, "memory_limit_mb": 8, "output_limit_mb": 1, "max_action_bytes": 1,
        }  # fmt: skip
        for name, least in at_least.items():
            if not getattr(self, name) >= least:
                msg = f"{name}={getattr(self, name)!r} is below its least value, {least:g}"
                raise ArgumentError(msg)
        if self.layouts > len(LAYOUT_PADDINGS):
            msg = f"layouts={self.layouts} is above its greatest value, {len(LAYOUT_PADDINGS)}"
            raise ArgumentError(msg)
        if self.isa not in ISA_LEVELS:
            msg = f"isa={self.isa!r} is not one of {', '.join(ISA_LEVELS)}.{did_you_mean(self.isa, ISA_LEVELS)}"
            raise ArgumentError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A problem with its baseline built and tested."""

    problem: Problem
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
    folder: _Folder
    """Where the executables lie, for as long as somebody uses this."""
    signal: float
    """Time of the baseline as a multiple of an empty program's."""
    warnings: tuple[str, ...]


class _Folder:
    """A folder that is removed when nobody refers to this object any more."""

    def __init__(self, parent: Path) -> None:
        self.path = Path(tempfile.mkdtemp(dir=parent))
        weakref.finalize(self, _remove_folder, self.path, os.getpid())


class Evaluator:
    """Evaluates candidates; safe to call from several threads, each gets a supervisor of its own.

    Attributes:
        config: How.
        sandbox_level: "full", "reduced" (some layer is missing; `layers` says which are in force) or "unsafe".
        layers: Layers of defence in force, found by a probe.
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
        self._start()

    def _start(self) -> None:
        """Sets up what belongs to one process: at first, and again in a forked child, which cannot use its parent's."""
        self._owner = os.getpid()
        self._lock = threading.Lock()
        self._idle: list[Supervisor] = []
        self._all: weakref.WeakSet[Supervisor] = weakref.WeakSet()
        self._prepared: OrderedDict[str, Prepared] = OrderedDict()
        self._preparing: dict[str, threading.Lock] = {}
        self._folder = Path(tempfile.mkdtemp(prefix="asm_gym-baselines-"))
        self._finalizer = weakref.finalize(self, _remove, self._folder, self._all, self._owner)
        self.layers = self._probe()
        complete = ALL_LAYERS & ~self.layers == Layer(0)
        self.sandbox_level = "full" if complete else "reduced" if Layer.SECCOMP in self.layers else "unsafe"

    def __reduce__(self) -> tuple[type[Evaluator], tuple[EvaluationConfig]]:
        """Copies and pickles start afresh: processes and locks cannot be copied."""
        return (Evaluator, (self.config,))

    # ------------------------------------------------------------------------------------------- the main path

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
        """Scores one candidate.

        Args:
            problem: What the candidate must compute.
            assembly: The candidate.
            reward: Fills `Evaluation.reward`; None leaves it None.
            seed: Of the drawn tests, inputs and stack offsets; None: from the operating system.
            hidden: Use the problem's hidden tests instead of its tests, where it has some.
            known: Evaluations by `Evaluation.code_digest`: the same code again is answered with its first evaluation.

        Returns:
            What was found; the candidate's faults are in it.

        Raises:
            ProblemError: the problem is at fault: its baseline does not build or does not give its own expected output.
            SandboxError: the sandbox failed, or was killed; nothing is known about the candidate.
            TimingError: this machine cannot give the measurement.
        """
        prepared = self.prepare(problem)
        start_s = time.perf_counter()
        config, limits = self.config, prepared.limits
        rng = np.random.default_rng(seed)
        found = _Findings(problem.id, self.sandbox_level, prepared.signal >= config.min_signal, list(prepared.warnings))
        with self._borrow() as supervisor:
            built = self._build(supervisor, prepared, assembly, found)
            found.build_s = time.perf_counter() - start_s
            if built is None:
                return found.finish(start_s, reward)
            if known and built.assembled.digest in known:
                return known[built.assembled.digest]
            tests = self._draw_tests(supervisor, prepared, rng, hidden=hidden)
            result = verify(
                supervisor, built.program, tests, limits=limits, rng=rng, quote=not (hidden and problem.hidden_tests),
                count_passes=reward is not None and needs_pass_fraction(reward),
            )  # fmt: skip
            found.verdict, found.message = result.verdict, result.message
            found.tests_passed, found.tests_total = result.tests_passed, result.tests_total
            if result.verdict is Verdict.PASSED and found.is_copy:
                found.speedup = found.speedup_low = found.speedup_high = 1.0
            elif result.verdict is Verdict.PASSED and found.timeable:
                self._time(supervisor, prepared, built, rng, found)
        return found.finish(start_s, reward)

    def _build(self, supervisor: Supervisor, prepared: Prepared, assembly: str, found: _Findings) -> _Built | None:
        """Assembles and links; None, and the reason in `found`, where the candidate cannot be built."""
        config = self.config
        assembled = assemble(supervisor, assembly, isa=config.isa, max_bytes=config.max_action_bytes)
        if isinstance(assembled, BuildFailure):
            found.reject(assembled)
            return None
        found.code_digest = assembled.digest
        program = link(supervisor, assembled, prepared.plan, memory_bytes=prepared.limits.memory_bytes)
        if isinstance(program, BuildFailure):
            found.reject(program)
            return None
        found.is_copy = assembled.digest == prepared.digest
        return _Built(assembled, program)

    def _time(
        self, supervisor: Supervisor, prepared: Prepared, built: _Built, rng: np.random.Generator, found: _Findings
    ) -> None:
        """Links the other layouts, measures, and writes down what was found."""
        config = self.config
        programs = [built.program]
        for layout in range(1, config.layouts):
            linked = link(supervisor, built.assembled, prepared.plan, layout=layout)
            if isinstance(linked, BuildFailure):
                found.reject(linked)
                return
            programs.append(linked)
        tests = self._timing_tests(supervisor, prepared, rng)
        plan = self._plan(prepared.signal)
        if prepared.signal < _START_UP_IS_HALF:
            found.warnings.append(
                f"the baseline takes {prepared.signal:.2f} times an empty program: the ratio is mostly process start-up"
            )
        paths = [path for pair in zip(prepared.baselines, programs, strict=True) for path in pair]
        with _opened(paths) as fds, hold_core(cores()[0]):
            lane = CoreLane(supervisor, fds, [as_input(test) for test in tests], prepared.limits, config.metric)
            result = compare(lane, layouts=config.layouts, inputs=lane.inputs, plan=plan, rng=rng)
            if isinstance(result, FailedRun):
                test = tests[result.input]
                found.verdict = judge(result.outcome, test)
                found.message = f"timed run: {describe(supervisor, result.outcome, test, prepared.limits, quote=False)}"
                return
        found.speedup, found.speedup_low, found.speedup_high = result.speedup, result.low, result.high
        found.null_ratio, found.pairs = result.null_ratio, result.pairs
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

    # ----------------------------------------------------------------------------------------- tests and inputs

    def _draw_tests(
        self, supervisor: Supervisor, prepared: Prepared, rng: np.random.Generator, *, hidden: bool
    ) -> Sequence[TestCase]:
        """Hidden tests, fresh ones of the generator, or a sample of the problem's, in that order of preference."""
        problem = prepared.problem
        if hidden and problem.hidden_tests:
            return problem.hidden_tests
        if problem.generator is not None and prepared.reference is not None:
            stdins = [problem.generator(rng, InputSize.SMALL) for _ in range(self.config.tests_per_step)]
            return [self._answered(supervisor, prepared, prepared.reference, stdin) for stdin in stdins]
        if len(problem.tests) <= self.config.tests_per_step:
            return problem.tests
        picks = rng.choice(len(problem.tests), size=self.config.tests_per_step, replace=False)
        return [problem.tests[i] for i in sorted(picks)]

    def _timing_tests(
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

    # --------------------------------------------------------------------------------------- preparing problems

    def prepare(self, problem: Problem) -> Prepared:
        """Builds and tests the baseline of a problem, once; the result is kept for the next call.

        Raises:
            ProblemError: the program does not build, or does not give its own expected output.
        """
        if not isinstance(problem, Problem):
            msg = f"{problem!r:.60} is no Problem but {type(problem).__name__}; see asm_gym.load('bundled')"
            raise ArgumentError(msg)
        if self._owner != os.getpid():
            self._start()
        key = problem.content_hash
        with self._lock:
            lock = self._preparing.setdefault(key, threading.Lock())
        with lock:
            with self._lock:
                if key in self._prepared:
                    self._prepared.move_to_end(key)
                    return dataclasses.replace(self._prepared[key], problem=problem)
            with self._borrow() as supervisor:
                prepared = self._prepare(supervisor, problem)
            with self._lock:
                self._prepared[key] = prepared
                self._preparing.pop(key, None)
                if len(self._prepared) > _PREPARED_AT_MOST:
                    self._prepared.popitem(last=False)
        return prepared

    def _prepare(self, supervisor: Supervisor, problem: Problem) -> Prepared:
        config = self.config
        if len(problem.timing_tests) > _TIMING_TESTS_AT_MOST:
            msg = f"problem {problem.id} has {len(problem.timing_tests)} timing tests, at most {_TIMING_TESTS_AT_MOST}"
            raise ProblemError(msg)
        owned = _Folder(self._folder)
        folder = owned.path
        assembly = _with_problem_id(problem, lambda: compile_c(problem.c_code, BASELINE_FLAGS))
        built = self._build_reference(supervisor, problem, assembly, isa=config.isa)
        plan = plan_link(built)
        baselines = tuple(
            self._link_reference(supervisor, problem, built, plan, folder, layout) for layout in range(config.layouts)
        )
        memory_bytes = max(config.memory_limit_mb * MIB, _image_bytes(baselines[0]) + _BASELINE_HEADROOM_BYTES)
        prepared = Prepared(
            problem=problem,
            assembly=assembly,
            digest=built.digest,
            plan=plan,
            baselines=baselines,
            reference=self._unoptimized(supervisor, problem, folder) if problem.generator is not None else None,
            limits=Limits(
                wall_s=config.wall_limit_s, memory_bytes=memory_bytes, output_bytes=config.output_limit_mb * MIB
            ),
            timing_tests=problem.timing_tests,
            folder=owned,
            signal=0.0,
            warnings=(_FULL_LINK_WARNING,) if plan.mode is LinkMode.FULL else (),
        )
        slowest = self._check_baseline(supervisor, prepared)
        if problem.generator is None and not problem.timing_tests:
            prepared = dataclasses.replace(prepared, timing_tests=(slowest,))
        return dataclasses.replace(prepared, signal=self._signal(supervisor, prepared))

    def _build_reference(
        self, supervisor: Supervisor, problem: Problem, assembly: str, *, isa: str = "native"
    ) -> Assembled:
        built = assemble(supervisor, assembly, isa=isa, max_bytes=64 * MIB)
        if isinstance(built, BuildFailure):
            msg = (
                f"problem {problem.id}: gcc's own assembly does not build ({built.stage.value}: "
                f"{built.message}); change c_code"
            )
            raise ProblemError(msg)
        return built

    def _link_reference(
        self,
        supervisor: Supervisor,
        problem: Problem,
        built: Assembled,
        plan: LinkPlan,
        folder: Path,
        layout: int,
        name: str = "baseline",
    ) -> Path:
        linked = link(supervisor, built, plan, layout=layout)
        if isinstance(linked, BuildFailure):
            msg = (
                f"problem {problem.id}: the program does not link ({linked.message}); it may use only the C "
                f"and mathematics libraries"
            )
            raise ProblemError(msg)
        # Moved, not copied: a descriptor open for writing while another thread forks would make its start fail.
        return Path(shutil.move(linked, folder / f"{name}{layout}"))

    def _unoptimized(self, supervisor: Supervisor, problem: Problem, folder: Path) -> Path:
        """The -O0 build of a generated problem, whose answers are the right ones."""
        assembly = _with_problem_id(problem, lambda: compile_c(problem.c_code, ("-O0",)))
        built = self._build_reference(supervisor, problem, assembly)
        return self._link_reference(supervisor, problem, built, plan_link(built), folder, 0, "reference")

    def _check_baseline(self, supervisor: Supervisor, prepared: Prepared) -> TestCase:
        """The baseline must pass every test of its problem; gives the test on which it takes longest."""
        problem, rng = prepared.problem, np.random.default_rng(0)
        tests: list[TestCase] = [*problem.tests, *problem.timing_tests, *problem.hidden_tests]
        if prepared.reference is not None:
            tests += self._draw_tests(supervisor, prepared, rng, hidden=False)
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
                if number <= len(problem.tests) and outcome.cpu_s > longest_s:
                    slowest, longest_s = test, outcome.cpu_s
        return slowest

    def _signal(self, supervisor: Supervisor, prepared: Prepared) -> float:
        """Time of the baseline as a multiple of an empty program's: the minimum of some runs of each, in turn."""
        tests = self._timing_tests(supervisor, prepared, np.random.default_rng(0))
        inputs = [*(as_input(test) for test in tests), Input(stdin=b"")]
        schedule = [
            Run(program=0, input=len(tests)),
            *(Run(program=1, input=i) for i in range(len(tests))),
        ] * _SIGNAL_RUNS
        core = cores()[0]
        with _opened([self._empty_program(), prepared.baselines[0]]) as fds, hold_core(core):
            outcomes = supervisor.run(fds, inputs, schedule, limits=prepared.limits, core=core)
        times_s: dict[int, list[float]] = {}
        for run, outcome in zip(schedule, outcomes, strict=True):
            times_s.setdefault(run.input, []).append(outcome.cpu_s)
        empty_s = min(times_s.pop(len(tests)))
        return sum(min(values) for values in times_s.values()) / max(empty_s, 1e-6)

    # ---------------------------------------------------------------------------------------------- supervisors

    @contextlib.contextmanager
    def _borrow(self) -> Iterator[Supervisor]:
        """A supervisor for one thread; it goes back to the pool if it still works."""
        if not self._finalizer.alive:
            msg = "this evaluator was closed; make another"
            raise SandboxError(msg)
        with self._lock:
            supervisor = next((self._idle.pop() for _ in range(len(self._idle)) if self._idle[-1].alive), None)
            self._idle = [one for one in self._idle if one.alive]
        if supervisor is None:
            supervisor = start_builder(cores()[1], self._asked)
            supervisor.required = self.layers & ~Layer.PINNED
            self._all.add(supervisor)
        try:
            yield supervisor
        finally:
            if supervisor.alive:
                with self._lock:
                    self._idle.append(supervisor)

    def _probe(self) -> Layer:
        """Layers in force for an empty program."""
        self.layers = Layer(0)
        try:
            return self._probe_once()
        except SandboxError as error:
            if "step seccomp" not in str(error):
                raise
            if not self.config.allow_unsafe:
                msg = (
                    f"this kernel offers no system call filter ({error}); candidates would run unprotected: use "
                    f"another host, or allow_unsafe=True"
                )
                raise SandboxError(msg) from error
        self._asked &= ~Layer.SECCOMP & ~Layer.NOTIFY
        for supervisor in self._idle:
            supervisor.close()  # it still asks for the filter
        return self._probe_once()

    def _probe_once(self) -> Layer:
        with self._borrow() as supervisor, _opened([self._empty_program(supervisor)]) as fds:
            (outcome,) = supervisor.run(fds, [Input(stdin=b"")], [Run()], limits=Limits(), core=cores()[0])
            supervisor.required = outcome.layers & ~Layer.PINNED
            return outcome.layers

    def _empty_program(self, supervisor: Supervisor | None = None) -> Path:
        """Executable of a program that does nothing; built by the probe, with the supervisor that is given."""
        path = self._folder / "empty"
        if supervisor is None or path.exists():
            return path
        clear_work(supervisor)
        built = assemble(supervisor, compile_c(_EMPTY_C, BASELINE_FLAGS))
        linked = built if isinstance(built, BuildFailure) else link(supervisor, built, LinkPlan(LinkMode.RUNTIME))
        if isinstance(linked, BuildFailure):
            msg = (
                f"the toolchain cannot build an empty program ({linked.stage.value}: {linked.message}); see "
                f"`asm-gym doctor`"
            )
            raise SandboxError(msg)
        return Path(shutil.move(linked, path))

    def close(self) -> None:
        """Ends the supervisors and removes the built baselines; a second call does nothing."""
        self._finalizer()


@dataclass(frozen=True, slots=True)
class _Built:
    """A candidate that was built: its object, and its executable in the first layout."""

    assembled: Assembled
    program: Path


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
    code_digest: str | None = None

    def reject(self, failure: BuildFailure) -> None:
        """Writes down why the candidate cannot be built."""
        self.verdict, self.message = Verdict(failure.stage.value), failure.message

    def finish(self, start_s: float, reward: RewardFn | None) -> Evaluation:
        """The evaluation, with its reward if one is asked for."""
        values = {name: getattr(self, name) for name in self.__slots__}
        values["warnings"] = tuple(self.warnings)
        evaluation = Evaluation(reward=None, total_s=time.perf_counter() - start_s, **values)
        return (
            evaluation if reward is None else dataclasses.replace(evaluation, reward=checked_reward(reward, evaluation))
        )


def _with_problem_id(problem: Problem, build: Any) -> str:
    try:
        return str(build())
    except ProblemError as error:
        msg = f"problem {problem.id}: {error}"
        raise ProblemError(msg) from error


def _image_bytes(executable: Path) -> int:
    return inspect_executable(executable.read_bytes()).image_bytes


@contextlib.contextmanager
def _opened(paths: Sequence[Path]) -> Iterator[list[int]]:
    """Descriptors of files, open for reading."""
    with contextlib.ExitStack() as stack:
        fds = []
        for path in paths:
            fds.append(os.open(path, os.O_RDONLY | os.O_CLOEXEC))
            stack.callback(os.close, fds[-1])
        yield fds


def _remove_folder(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # not in a forked child
        shutil.rmtree(folder, ignore_errors=True)


def _remove(folder: Path, supervisors: weakref.WeakSet[Supervisor], owner: int) -> None:
    if os.getpid() != owner:
        return
    for supervisor in list(supervisors):
        supervisor.close()
    _remove_folder(folder, owner)


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
        hidden: Use the problem's hidden tests, where it has some.
        **config: Fields of `EvaluationConfig`.
    """
    return _shared_evaluator(EvaluationConfig(**config)).evaluate(
        problem, assembly, reward=reward, seed=seed, hidden=hidden
    )
