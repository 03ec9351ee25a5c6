"""Paired, interleaved measurement of a candidate against its baseline.

Covered: CPU time of whole processes on one pinned core, baseline and candidate in turn (A B B A) on the same inputs,
under the same filter and at the same stack offsets, so that drift of the machine meets both alike; an interval; a
control that shows what this machine calls a difference where there is none. Every timed run's output is checked. Not
covered: what only shows in another process (shared caches, frequency of other cores), and differences below the
control's.

Theory of operation. A *round* times each side once per layout and timing input; after an untimed round to warm up,
rounds are added until the interval is narrow, the round limit or the time budget is reached. The rule that ends the
sampling looks at widths only, never at the side of 1 on which the interval lies, with one exception that can only
shorten a loss: a candidate that is more than 20 % slower ends as soon as that is clear, after three pairs at best.

Estimator: the median over all pairs of the ratio within the pair. The two runs of a pair lie a few milliseconds apart
and meet the same state of the machine. On a shared machine whose neighbours come and go the median of 41 pairs of equal
programs is off by 0.6 % at the 90th percentile, the ratio of lower quartiles by 3.8 %.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from asm_gym.errors import ArgumentError, SandboxError, TimingError, did_you_mean
from asm_gym.sandbox import Counter, Input, Limits, Outcome, Run, Supervisor
from asm_gym.verify import stack_offset

METRICS: Final = ("cpu_time", "wall_time", "cycles", "instructions")
_COUNTERS: Final = {"cycles": Counter(type=0, config=0), "instructions": Counter(type=0, config=1)}
"""PERF_TYPE_HARDWARE with PERF_COUNT_HW_CPU_CYCLES and PERF_COUNT_HW_INSTRUCTIONS (linux/perf_event.h)."""

HALF_WIDTH_WANTED: Final = 0.01
"""Sampling ends when the interval's half-width, relative to the ratio, is this small."""
NULL_TOLERANCE: Final = 0.03
"""A measurement whose control is further than this from 1 is void."""
_CLEARLY_SLOWER: Final = 1 / 1.2
_PAIRS_BEFORE_GIVING_UP: Final = 3
_IMPLAUSIBLE: Final = 100.0
_RUNS_PER_REQUEST: Final = 240
_KNOWN_WELL_ENOUGH: Final = 0.03
_CONFIDENCE: Final = 0.98
_BETWEEN_MEASUREMENTS: Final = 0.005
"""Other inputs, other stack offsets, other neighbours: what a second measurement of the same programs differs by."""
_PAIRS_FOR_ANY_NOISE: Final = 6
"""From so many on the extremes of n pairs hold their median in 95 % of cases, 1 - 2^(1 - n), whatever the noise."""
NORMAL_QUANTILE: Final = 1.959964
"""97.5 % quantile of the normal distribution."""
_STUDENT_T: Final = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776}
"""97.5 % quantiles of Student's t by degrees of freedom, where the series of `student_quantile` is too coarse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long to sample."""

    min_pairs: int = 6
    max_pairs: int = 41
    budget_s: float = 5.0
    """Seconds after which no round is added beyond `min_pairs`."""
    repeats: int = 2
    """How often a measurement whose control is off is made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Result of a measurement.

    Times are lower quartiles over the rounds, in seconds (counts for `cycles` and `instructions`), summed over inputs,
    of the middle layout. The speedup is not their quotient: it is estimated from pairs.
    """

    speedup: float
    """Baseline divided by candidate: above 1, the candidate is faster."""
    low: float
    high: float
    """95 % interval of the speedup."""
    null_ratio: float
    """The same estimate with the baseline's odd rounds against its even ones: 1 on a quiet machine."""
    baseline_time_s: float
    candidate_time_s: float
    pairs: int
    runs: int
    """Program runs, warm-up and void rounds included."""
    layout_ratios: tuple[float, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FailedRun:
    """A timed run of the candidate was not right: which input, and what happened."""

    input: int
    outcome: Outcome


class Lane(Protocol):
    """Where timed runs happen: a pinned core in production, a script in tests."""

    def measure(self, schedule: Sequence[Run]) -> list[Outcome]:
        """Performs the runs in order, up to and including the first that is not right."""
        ...

    def value(self, outcome: Outcome) -> float:
        """The measured quantity of a run."""
        ...


# ------------------------------------------------------------------------------------------------------ the lane


@dataclass(frozen=True, slots=True)
class CoreLane:
    """Runs programs on a timing core.

    Attributes:
        supervisor: Performs the runs.
        core: The timing core; the caller holds it.
        programs: Descriptors: baseline and candidate of the first layout, of the second, and so on.
        inputs: Timing inputs with their right answers.
        limits: Of each run.
        metric: One of `METRICS`.
    """

    supervisor: Supervisor
    core: int
    programs: Sequence[int]
    inputs: Sequence[Input]
    limits: Limits
    metric: str = "cpu_time"

    def measure(self, schedule: Sequence[Run]) -> list[Outcome]:
        """See `Lane`; raises TimingError where this machine has no such counter."""
        counter = _COUNTERS.get(self.metric)
        try:
            return self.supervisor.run(
                self.programs,
                self.inputs,
                schedule,
                limits=self.limits,
                core=self.core,
                counter=counter,
                stop_at_failure=True,
            )
        except SandboxError as error:
            if counter is None or "step counter" not in str(error):
                raise
            msg = (
                f"metric={self.metric!r} needs a hardware counter, which this machine does not offer; use "
                f"metric='cpu_time'"
            )
            raise TimingError(msg) from error

    def value(self, outcome: Outcome) -> float:
        """See `Lane`."""
        if self.metric in _COUNTERS:
            return float(outcome.count)
        return outcome.wall_s if self.metric == "wall_time" else outcome.cpu_s


def require_metric(metric: str) -> None:
    """Refuses a metric that does not exist.

    Raises:
        ArgumentError: not one of `METRICS`.
    """
    if metric not in METRICS:
        hint = " It is reserved for a simulator." if metric == "simulated" else did_you_mean(metric, METRICS)
        msg = f"metric={metric!r} is not one of {', '.join(METRICS)}.{hint}"
        raise ArgumentError(msg)


# ------------------------------------------------------------------------------------------------------- statistics

Samples = NDArray[np.float64]
"""Axes: side (0: baseline, 1: candidate), layout, timing input, round."""


def log_ratios(samples: Samples) -> NDArray[np.float64]:
    """Logarithm of baseline over candidate, each summed over inputs; axes: layout, round."""
    sums = samples.sum(axis=2)
    ratios: NDArray[np.float64] = np.log(sums[0] / sums[1])
    return ratios


def student_quantile(free: int) -> float:
    """The 97.5 % point of Student's distribution with `free` degrees of freedom; good to 0.3 % from 4 on.

    Source: Abramowitz and Stegun, 26.7.5.
    """
    z = NORMAL_QUANTILE
    return (
        z
        + (z**3 + z) / (4 * free)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * free**3)
    )


def median_interval(values: NDArray[np.float64], confidence: float = 0.95) -> tuple[float, float]:
    """Interval of the median of the distribution that the values come from.

    From six values on it rests on order statistics and assumes nothing about the noise, whose outliers are frequent and
    one-sided: Hettmansperger & Sheather, Confidence intervals based on interpolated order statistics, Statistics &
    Probability Letters 4 (1986) 75; where the extremes are not enough for the confidence, it ends at them. Fewer values
    give Student's 95 % interval of the mean.
    """
    n = len(values)
    if n < 2:
        return -math.inf, math.inf
    if n - 1 in _STUDENT_T:
        half_width = _STUDENT_T[n - 1] * float(values.std(ddof=1)) / math.sqrt(n)
        return float(values.mean()) - half_width, float(values.mean()) + half_width
    x = np.sort(values)
    depth = max(d for d in range(1, n // 2 + 1) if d == 1 or _coverage(n, d) >= confidence)
    outer, inner = _coverage(n, depth), _coverage(n, depth + 1)
    part = max(0.0, (outer - confidence) / (outer - inner))
    weight = (n - depth) * part / (depth + (n - 2 * depth) * part)
    low = (1 - weight) * x[depth - 1] + weight * x[depth]
    high = (1 - weight) * x[n - depth] + weight * x[n - depth - 1]
    return float(low), float(high)


def _coverage(n: int, depth: int) -> float:
    """Probability that the median lies between the `depth`-th smallest and the `depth`-th greatest of n values."""
    return 1 - 2 * sum(math.comb(n, i) for i in range(depth)) * 0.5**n


def half_width(samples: Samples) -> float:
    """How well the pairs so far determine their median: half of its 95 % interval, as a fraction."""
    low, high = median_interval(log_ratios(samples).ravel())
    return (high - low) / 2


def estimate(samples: Samples) -> tuple[float, float, float]:
    """Speedup and its 95 % interval: the median of the pairs of all layouts.

    With several layouts the interval reaches from the lowest layout's median to the highest's at least: another layout
    may lie anywhere there.

    The interval is meant for the next measurement too, and sampling ended when the pairs happened to agree; so it takes
    order statistics of 98 % and adds what two measurements differ by. Measured: see the README.
    """
    ratios_LR = log_ratios(samples)
    low, high = median_interval(ratios_LR.ravel(), _CONFIDENCE)
    if len(ratios_LR) > 1:
        centers = np.median(ratios_LR, axis=1)
        low, high = min(low, float(centers.min())), max(high, float(centers.max()))
    low, high = math.exp(low - _BETWEEN_MEASUREMENTS), math.exp(high + _BETWEEN_MEASUREMENTS)
    return math.exp(float(np.median(ratios_LR))), low, high


def null_control(samples: Samples) -> float:
    """The baseline's even rounds against its odd ones, estimated like a speedup; nan for fewer than two rounds."""
    baseline = samples[0]
    rounds = baseline.shape[-1] // 2 * 2
    if rounds < 2:
        return math.nan
    return estimate(np.stack([baseline[..., 0:rounds:2], baseline[..., 1:rounds:2]]))[0]


# --------------------------------------------------------------------------------------------------------- sampling


def _schedule(rounds: range, layouts: int, inputs: int, rng: np.random.Generator) -> list[Run]:
    """Runs of some rounds: per round, layout and input one pair, whose order alternates from round to round."""
    schedule = []
    for number in rounds:
        offset = stack_offset(rng)  # the same for every run of the round: layout luck meets both sides alike
        for layout in range(layouts):
            for index in range(inputs):
                for side in (0, 1) if number % 2 == 0 else (1, 0):
                    schedule.append(Run(program=2 * layout + side, input=index, environment_bytes=offset))
    return schedule


class _Sampler:
    """Collects rounds; one measurement."""

    def __init__(
        self, lane: Lane, layouts: int, inputs: Sequence[Input], rng: np.random.Generator, *, warm: bool
    ) -> None:
        self.lane, self.layouts, self.inputs, self.rng = lane, layouts, inputs, rng
        self.rounds: list[NDArray[np.float64]] = []
        self.runs = 0
        self.warm = warm

    def add(self, count: int) -> FailedRun | None:
        """Measures `count` rounds, after one to warm up where needed; gives the candidate's first wrong run, if any."""
        warm_up = int(not self.warm)
        self.warm = True
        schedule = _schedule(range(warm_up), self.layouts, len(self.inputs), self.rng)
        numbers = range(len(self.rounds), len(self.rounds) + count)
        schedule += _schedule(numbers, self.layouts, len(self.inputs), self.rng)
        outcomes: list[Outcome] = []
        for start in range(0, len(schedule), _RUNS_PER_REQUEST):
            outcomes += self.lane.measure(schedule[start : start + _RUNS_PER_REQUEST])
            if len(outcomes) < min(start + _RUNS_PER_REQUEST, len(schedule)):
                break
        self.runs += len(outcomes)
        for run, outcome in zip(schedule, outcomes, strict=False):
            if not outcome.is_right(self.inputs[run.input]):
                return self._failure(run, outcome)
        values = np.empty((warm_up + count, 2, self.layouts, len(self.inputs)))
        of_run = np.repeat(np.arange(warm_up + count), len(schedule) // (warm_up + count))
        for run, outcome, number in zip(schedule, outcomes, of_run, strict=True):
            values[number, run.program % 2, run.program // 2, run.input] = self.lane.value(outcome)
        self.rounds += list(values[warm_up:])
        return None

    def _failure(self, run: Run, outcome: Outcome) -> FailedRun:
        if run.program % 2 == 0:
            msg = (
                f"a timed run of the baseline was not right ({outcome.status.value}, exit status {outcome.exit_code}); "
                "the program's answer is not repeatable, or the machine is too busy for its limits"
            )
            raise TimingError(msg)
        return FailedRun(run.input, outcome)

    @property
    def samples(self) -> Samples:
        """What was measured, side first and rounds last."""
        return np.stack(self.rounds, axis=-1)


def compare(
    lane: Lane, *, layouts: int, inputs: Sequence[Input], plan: Plan, rng: np.random.Generator
) -> Comparison | FailedRun:
    """Measures the candidate against the baseline.

    Args:
        lane: Performs the runs; its programs are baseline and candidate of each layout.
        layouts: Number of layouts.
        inputs: The timing inputs of the lane, with their right answers.
        plan: How long to sample.
        rng: Draws stack offsets.

    Returns:
        The comparison, or the first run of the candidate that was not right.

    Raises:
        TimingError: a run of the baseline was not right.
        SandboxError: the sandbox failed.
    """
    runs = 0
    for attempt in range(plan.repeats + 1):
        sampler = _Sampler(lane, layouts, inputs, rng, warm=attempt > 0)
        failed = _sample(sampler, plan)
        runs += sampler.runs
        if failed:
            return failed
        null_ratio = null_control(sampler.samples)
        if not abs(null_ratio - 1) > NULL_TOLERANCE:
            return _comparison(sampler, null_ratio, runs, _too_few(sampler, plan))
    warning = f"noisy machine: the control is off by {abs(null_ratio - 1):.1%} after {plan.repeats} repeats"
    return _comparison(sampler, null_ratio, runs, (warning, *_too_few(sampler, plan)))


def _least_rounds(sampler: _Sampler, plan: Plan) -> int:
    return max(-(-plan.min_pairs // sampler.layouts), 2)


def _sample(sampler: _Sampler, plan: Plan) -> FailedRun | None:
    """Adds rounds until the plan is fulfilled; a round is one pair per layout."""
    start_s = time.perf_counter()
    first = -(-_PAIRS_BEFORE_GIVING_UP // sampler.layouts)
    least = _least_rounds(sampler, plan)
    most = max(least, plan.max_pairs // sampler.layouts)
    while (done := len(sampler.rounds)) < most:
        wanted = min(first, least) if done == 0 else least - done if done < least else max(1, done // 6)
        failed = sampler.add(min(wanted, most - done))
        if failed:
            return failed
        width, (_, _, high) = half_width(sampler.samples), estimate(sampler.samples)
        if high < _CLEARLY_SLOWER / 2 or (high < _CLEARLY_SLOWER and width <= _KNOWN_WELL_ENOUGH):
            return None
        late = time.perf_counter() - start_s > plan.budget_s
        if len(sampler.rounds) >= least and (late or width <= HALF_WIDTH_WANTED):
            return None
    return None


def _too_few(sampler: _Sampler, plan: Plan) -> tuple[str, ...]:
    """A warning where the plan asked for so few pairs that the interval holds for some kinds of noise only."""
    pairs = len(sampler.rounds) * sampler.layouts
    if pairs >= _PAIRS_FOR_ANY_NOISE or _least_rounds(sampler, plan) * sampler.layouts >= _PAIRS_FOR_ANY_NOISE:
        return ()  # enough, or ended early because the candidate is clearly slower
    need = _PAIRS_FOR_ANY_NOISE
    return (f"few pairs: the interval of {pairs} covers 95 % only if noise is normal; min_pairs={need} holds for any",)


def _comparison(sampler: _Sampler, null_ratio: float, runs: int, warnings: tuple[str, ...]) -> Comparison:
    samples = sampler.samples
    speedup, low, high = estimate(samples)
    times_s = np.median(np.quantile(samples, 0.25, axis=-1).sum(axis=-1), axis=-1)
    if not 1 / _IMPLAUSIBLE <= speedup <= _IMPLAUSIBLE:
        warnings += (f"implausible: a ratio of {speedup:.3g}; look at the candidate before believing it",)
    return Comparison(
        speedup=speedup,
        low=low,
        high=high,
        null_ratio=null_ratio,
        baseline_time_s=float(times_s[0]),
        candidate_time_s=float(times_s[1]),
        pairs=len(sampler.rounds) * sampler.layouts,
        runs=runs,
        layout_ratios=tuple(np.exp(np.median(log_ratios(samples), axis=1)).tolist()),
        warnings=warnings,
    )
