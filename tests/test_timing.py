"""Tests of asm_gym.timing: the statistics on scripted times, the metrics, the real lane."""

import math
import statistics

import numpy as np
import pytest

from asm_gym import timing
from asm_gym.config import EvaluationConfig
from asm_gym.errors import ArgumentError, TimingError
from asm_gym.evaluate import Evaluator
from asm_gym.lanes import hold_lane, plan_cores
from asm_gym.problem import Problem, TestCase
from asm_gym.sandbox import Input, Layer, Limits, Outcome, Run, Status
from asm_gym.timing import (
    Comparison,
    CoreLane,
    FailedRun,
    Plan,
    compare,
    estimate,
    log_ratios,
    median_interval,
    null_control,
    require_metric,
)


def outcome(cpu_s=0.01, status=Status.EXITED, mismatch_offset=None):
    return Outcome(
        status=status, exit_code=0 if status is Status.EXITED else None, signal=None, forbidden_call=None,
        cpu_s=cpu_s, wall_s=2 * cpu_s, count=0, max_rss_bytes=0, stdout_bytes=0, stderr_bytes=0,
        mismatch_offset=mismatch_offset, layers=Layer(0),
    )  # fmt: skip


class FakeLane:
    """A lane with scripted times: times(side, layout, input, n) for the n-th run of a program on an input."""

    def __init__(self, times, wrong=None):
        self.times, self.wrong = times, wrong
        self.runs, self.requests = [], []
        self.seen = {}

    def measure(self, schedule):
        self.requests.append(list(schedule))
        outcomes = []
        for run in schedule:
            self.runs.append(run)
            number = self.seen[run.program, run.input] = self.seen.get((run.program, run.input), -1) + 1
            bad = self.wrong and self.wrong(run.program % 2, run.program // 2, run.input, number)
            if bad:
                return [*outcomes, bad]
            outcomes.append(outcome(self.times(run.program % 2, run.program // 2, run.input, number)))
        return outcomes

    def value(self, outcome):
        return outcome.cpu_s


def measure(lane, *, layouts=1, inputs=1, seed=0, **plan):
    some = [Input(stdin=b"")] * inputs
    return compare(lane, layouts=layouts, inputs=some, plan=Plan(**plan), rng=np.random.default_rng(seed))


def constant(baseline_s, candidate_s):
    return FakeLane(lambda side, *_: (baseline_s, candidate_s)[side])


# ------------------------------------------------------------------------------------------------------------ schedules


def test_the_order_of_runs():
    """Pairs alternate A B, B A; layouts and inputs take turns within a round."""
    lane = constant(0.02, 0.02)
    result = measure(lane)
    assert [run.program for run in lane.runs] == [0, 1] + [0, 1, 1, 0] * 3  # one round to warm up, then six
    assert (result.pairs, result.runs) == (6, 14)
    lane = constant(0.02, 0.02)
    measure(lane, layouts=2, inputs=2, min_pairs=2, max_pairs=2)
    rounds = [tuple((run.program, run.input) for run in lane.runs[i : i + 8]) for i in range(0, len(lane.runs), 8)]
    forward = ((0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (3, 0), (2, 1), (3, 1))
    backward = ((1, 0), (0, 0), (1, 1), (0, 1), (3, 0), (2, 0), (3, 1), (2, 1))
    assert rounds == [forward, forward, backward]


def test_stack_offsets():
    """All runs of a round have one stack offset, and rounds have different ones."""
    lane = constant(0.02, 0.02)
    measure(lane, layouts=2, inputs=2, min_pairs=12, max_pairs=12)
    offsets = [{run.environment_bytes for run in lane.runs[i : i + 8]} for i in range(0, len(lane.runs), 8)]
    assert len(offsets) == 7
    assert all(len(one) == 1 for one in offsets)
    assert len(set.union(*offsets)) >= 5


def test_requests_fit_the_supervisor():
    """No request has more runs than the supervisor takes, and none is lost between requests."""
    lane = constant(0.02, 0.02)
    result = measure(lane, layouts=5, inputs=10, min_pairs=30, max_pairs=30)
    assert max(len(request) for request in lane.requests) <= 256
    assert result.runs == len(lane.runs) == 7 * 100
    assert result.pairs == 30


# ----------------------------------------------------------------------------------------------------------- statistics


def test_the_ratio_by_hand():
    """The speedup is the median of the ratios within pairs; times are lower quartiles: of 100..105 it is 101.25."""
    lane = FakeLane(lambda side, layout, input, n: (99 + n, 49 + n)[side])  # run 0 warms up
    result = measure(lane, min_pairs=6, max_pairs=6)
    assert isinstance(result, Comparison)
    assert result.speedup == pytest.approx(math.sqrt(102 / 52 * 103 / 53))
    assert (result.baseline_time_s, result.candidate_time_s) == (101.25, 51.25)
    assert result.null_ratio == pytest.approx(102 / 103)  # the pairs are 100 and 101, 102 and 103, 104 and 105
    assert result.low < result.speedup < result.high
    assert result.warnings == ()


def test_inputs_are_summed_and_layouts_pooled():
    """Times of inputs add up before the ratio; the speedup is the median over the pairs of all layouts."""
    baseline = {0: (1.0, 3.0), 1: (2.0, 2.0), 2: (1.0, 1.0)}
    candidate = {0: (1.0, 1.0), 1: (1.0, 1.0), 2: (1.0, 3.0)}
    lane = FakeLane(lambda side, layout, input, n: (baseline, candidate)[side][layout][input])
    result = measure(lane, layouts=3, inputs=2, min_pairs=6, max_pairs=6)
    assert result.layout_ratios == pytest.approx((2.0, 2.0, 0.5))
    assert result.speedup == pytest.approx(2.0)
    # A spread between layouts widens the interval.
    assert (result.pairs, result.low) == (6, pytest.approx(0.5 * math.exp(-0.005)))


def test_null_control_by_hand():
    """The control is the baseline's odd rounds against its even ones; an odd last round is left out."""
    samples = np.empty((2, 1, 1, 5))
    samples[0, 0, 0] = [10, 20, 10, 20, 99]
    samples[1] = 1
    assert null_control(samples) == pytest.approx(0.5)
    assert math.isnan(null_control(samples[..., :1]))


def test_log_ratios_by_hand():
    """Per layout and round the logarithm of the ratio of sums over inputs."""
    samples = np.array([[[[1.0, 2.0], [3.0, 6.0]]], [[[1.0, 1.0], [1.0, 1.0]]]])
    assert np.exp(log_ratios(samples)) == pytest.approx(np.array([[2.0, 4.0]]))


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ([5.0], -math.inf, math.inf),
        ([1.0, 3.0], 2 - 12.706, 2 + 12.706),
        ([1.0, 2.0, 3.0], 2 - 4.303 / math.sqrt(3), 2 + 4.303 / math.sqrt(3)),
        # 1..6: the extremes cover 96.875 %, the next pair 78.125 %; the weight is 0.5 / 1.4.
        ([4.0, 2.0, 6.0, 1.0, 3.0, 5.0], 1 + 0.5 / 1.4, 6 - 0.5 / 1.4),
        ([7.0] * 41, 7.0, 7.0),
    ],
    ids=["one", "two", "three", "six", "equal"],
)
def test_the_interval_by_hand(values, low, high):
    """Few values have Student's interval of the mean, six and more the interpolated order statistics."""
    assert median_interval(np.array(values)) == pytest.approx((low, high))


@pytest.mark.parametrize(("n", "quantile"), [(2, 12.7062), (3, 4.3027), (4, 3.1824), (5, 2.7764)])
def test_student_t(n, quantile):
    """The quantiles for few values agree with the printed tables."""
    values = np.arange(n, dtype=float)
    low, high = median_interval(values)
    assert (high - low) / 2 == pytest.approx(quantile * values.std(ddof=1) / math.sqrt(n), rel=3e-4)


@pytest.mark.parametrize("n", [6, 7, 14, 41])
def test_the_interval_holds_the_truth(n):
    """With one-sided noise, as that of busy machines is, about 95 % of the intervals hold the true median."""
    rng = np.random.default_rng(7)
    held = 0
    for _ in range(1500):
        low, high = median_interval(rng.exponential(size=n))
        held += low <= math.log(2) <= high
    assert 0.93 <= held / 1500 <= 0.99


def test_the_estimate_lies_in_its_interval():
    """The speedup is never outside of its own interval."""
    rng = np.random.default_rng(3)
    for rounds in range(2, 30):
        speedup, low, high = estimate(rng.lognormal(0.0, 0.5, size=(2, 1, 1, rounds)))
        assert low <= speedup <= high


# --------------------------------------------------------------------------------------------------- when sampling ends


def noisy(scale, seed=1, ratio=1.0):
    """Steady baseline, noisy candidate: the control is exactly 1, the interval is wide."""
    rng = np.random.default_rng(seed)
    return FakeLane(lambda side, *_: 0.02 if side == 0 else 0.02 / ratio * rng.lognormal(0, scale))


@pytest.mark.parametrize("candidate_s", [0.02, 0.01, 0.0002001, 0.0238])
def test_a_narrow_interval_ends_sampling(candidate_s):
    """With steady times the least number of pairs is enough, whichever side wins."""
    result = measure(constant(0.02, candidate_s), min_pairs=6, max_pairs=41)
    assert (result.pairs, result.runs) == (6, 14)
    assert result.speedup == pytest.approx(0.02 / candidate_s)
    between = math.exp(0.005)  # what two measurements differ by, however well each is known
    assert (result.low, result.high) == pytest.approx((result.speedup / between, result.speedup * between))


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_noise_takes_the_most_pairs(ratio):
    """A wide interval takes all the pairs that are allowed."""
    result = measure(noisy(0.3, ratio=ratio), min_pairs=6, max_pairs=23)
    assert (result.pairs, result.runs) == (23, 48)
    assert (result.high - result.low) / (result.high + result.low) > 0.01


def test_some_noise_takes_some_pairs():
    """Sampling ends between the least and the most pairs once the interval is narrow."""
    result = measure(noisy(0.012), min_pairs=6, max_pairs=200)
    assert 6 < result.pairs < 200
    assert (result.high - result.low) / (result.high + result.low) <= 0.03


def test_a_clearly_slower_candidate_ends_early():
    """More than 20 % slower ends after three pairs; less does not."""
    assert measure(constant(0.02, 0.0242)).pairs == 3
    assert measure(constant(0.02, 0.0238)).pairs == 6
    assert measure(constant(0.02, 0.0242), layouts=3).pairs == 3


def test_a_spent_budget_ends_sampling():
    """After the time budget no pair is added to the least number, which is always measured."""
    result = measure(noisy(0.3), min_pairs=8, max_pairs=41, budget_s=0.0)
    assert result.pairs == 8


def test_a_drifting_baseline_is_void():
    """A control that is off is measured again, and after two repeats reported."""
    lane = FakeLane(lambda side, layout, input, n: 0.02 if side or n % 2 else 0.022)
    result = measure(lane, min_pairs=6, max_pairs=6)
    assert (result.pairs, result.runs) == (6, 2 + 3 * 12)
    assert abs(result.null_ratio - 1) > 0.03
    (warning,) = result.warnings
    assert warning.startswith("noisy machine: the control is off by ")
    assert "after 2 repeats" in warning


def test_a_repeat_on_a_quiet_machine_counts():
    """Where the first attempt is void and the second is quiet, the second is the result, without a warning."""
    lane = FakeLane(lambda side, layout, input, n: 0.022 if n % 2 and n <= 6 and not side else 0.02)
    result = measure(lane, min_pairs=6, max_pairs=6)
    assert (result.runs, result.speedup, result.warnings) == (2 + 2 * 12, pytest.approx(1.0), ())


@pytest.mark.parametrize("candidate_s", [0.0001, 3.0])
def test_implausible_ratios_are_flagged(candidate_s):
    """A ratio beyond 100 either way is reported as measured, with a warning."""
    result = measure(constant(0.02, candidate_s))
    assert result.speedup == pytest.approx(0.02 / candidate_s)
    assert [warning.split(":")[0] for warning in result.warnings] == ["implausible"]


def test_equal_seeds_give_equal_results():
    """The interval and the offsets depend on the seed only."""
    assert measure(noisy(0.05), seed=3) == measure(noisy(0.05), seed=3)


# ----------------------------------------------------------------------------------------------------------- wrong runs


@pytest.mark.parametrize("number", [0, 1, 2, 5], ids="run {}".format)
@pytest.mark.parametrize("bad", [outcome(mismatch_offset=4), outcome(status=Status.TIMEOUT)], ids=["output", "timeout"])
def test_a_wrong_run_of_the_candidate(number, bad):
    """The first wrong run of the candidate ends the measurement, the warm-up included, and says which input."""
    lane = FakeLane(lambda *_: 0.02, lambda side, layout, input, n: (side, input, n) == (1, 1, number) and bad)
    assert measure(lane, inputs=3) == FailedRun(1, bad)


def test_a_wrong_run_of_the_baseline():
    """A baseline that is wrong is our fault, and raises with the reason."""
    bad = outcome(mismatch_offset=0)
    lane = FakeLane(lambda *_: 0.02, lambda side, layout, input, n: (side, n) == (0, 2) and bad)
    with pytest.raises(TimingError, match=r"a timed run of the baseline was not right \(exited, exit status 0\)"):
        measure(lane)


# ---------------------------------------------------------------------------------------------------- metrics and lanes


@pytest.mark.parametrize(
    ("metric", "hint"),
    [("simulated", "It is reserved"), ("cpu_tim", r"Did you mean 'cpu_time'\?"), ("", "instructions")],
)
def test_metrics_that_do_not_exist(metric, hint):
    """Unknown metrics are refused with those that exist and a hint."""
    for refuse in (lambda: require_metric(metric), lambda: EvaluationConfig(metric=metric)):
        with pytest.raises(ArgumentError, match=rf"metric='{metric}' is not one of cpu_time, .*{hint}"):
            refuse()


@pytest.mark.parametrize("metric", timing.METRICS)
def test_metrics_that_exist(metric):
    """Each documented metric is accepted."""
    require_metric(metric)


LOOP = 'int main(void) { for (int i = 0; i < %d; i++) __asm__ volatile(""); return 0; }\n'


@pytest.mark.parametrize("metric", ["cpu_time", "wall_time"])
def test_the_real_lane(builder, build, metric):
    """On real programs the longer one takes longer, and a half-long candidate is faster."""
    with build(LOOP % 40_000_000).open("rb") as long, build(LOOP % 4_000_000).open("rb") as short:
        programs, inputs = [long.fileno(), short.fileno()], [Input(stdin=b"", expected=b"")]
        with hold_lane(plan_cores().timing) as held:
            lane = CoreLane(builder, held.core, programs, inputs, Limits(), metric)
            result = measure(lane, min_pairs=3, max_pairs=3)
            values = [lane.value(one) for one in lane.measure([Run(program=0)] * 3)]
        assert isinstance(result, Comparison)
        assert result.speedup > 1.5
    assert statistics.median(values) > 0


def test_the_real_lane_finds_a_wrong_run(builder, build):
    """A real candidate with another output is a failed run."""
    wrong = '#include <stdio.h>\nint main(void) { puts("x"); return 0; }\n'
    with build(LOOP % 10).open("rb") as baseline, build(wrong).open("rb") as candidate:
        programs, inputs = [baseline.fileno(), candidate.fileno()], [Input(stdin=b"", expected=b"")]
        with hold_lane(plan_cores().timing) as held:
            result = measure(CoreLane(builder, held.core, programs, inputs, Limits()))
    assert isinstance(result, FailedRun)
    assert (result.input, result.outcome.mismatch_offset) == (0, 0)


def test_counting_instructions():
    """Where the machine has counters the instructions are counted, elsewhere the error says what to use instead."""
    problem = Problem(id="loop", c_code=LOOP % 2_000_000, tests=(TestCase(stdin=b"", stdout=b""),))
    evaluator = Evaluator(EvaluationConfig(metric="instructions", min_pairs=2, max_pairs=2, min_signal=0))
    try:
        candidate = evaluator.prepare(problem).assembly + "\t.text\nunused:\n\tret\n"
        try:
            evaluator.evaluate(problem, candidate)
        except TimingError:
            message = r"metric='instructions' needs a hardware counter.*use metric='cpu_time'"
            with pytest.raises(TimingError, match=message):
                evaluator.evaluate(problem, candidate)
        else:
            result = evaluator.evaluate(problem, candidate)
            assert result.speedup == pytest.approx(1.0, abs=0.01)
            assert result.baseline_time_s > 2_000_000
    finally:
        evaluator.close()


@pytest.mark.parametrize("ratios", [(1.0, 1.25), (1.25, 1.0), (0.8, 1.0, 1.25)])
def test_the_interval_reaches_over_the_layouts(ratios):
    """With several layouts the interval spans their medians, and a bit more, however steady each of them is."""
    lane = FakeLane(lambda side, layout, input, n: 0.02 if side == 0 else 0.02 / ratios[layout])
    result = measure(lane, layouts=len(ratios), min_pairs=30, max_pairs=30)
    assert result.layout_ratios == pytest.approx(ratios)
    assert result.low <= min(ratios) * math.exp(-0.004)
    assert result.high >= max(ratios) * math.exp(0.004)


def test_one_layout_among_many_counts():
    """A layout whose pairs are too few to move the order statistics of all still widens the interval."""
    lane = FakeLane(lambda side, layout, input, n: 0.02 if side == 0 or layout < 4 else 0.018)
    result = measure(lane, layouts=5, min_pairs=40, max_pairs=40)
    assert result.speedup == pytest.approx(1.0)
    assert result.high == pytest.approx(0.02 / 0.018 * math.exp(0.005))


@pytest.mark.parametrize(("layouts", "pairs", "few"), [(1, 2, True), (1, 5, True), (1, 6, False), (3, 2, False)])
def test_fewer_than_six_pairs_are_flagged(layouts, pairs, few):
    """Their interval supposes a kind of noise; with three layouts there are six pairs in two rounds."""
    result = measure(constant(0.02, 0.02), layouts=layouts, min_pairs=pairs, max_pairs=pairs)
    assert any(warning.startswith(f"few pairs: the interval of {pairs} ") for warning in result.warnings) == few


def test_a_loss_that_is_clear_early_is_not_flagged():
    """More pairs were asked for, and not needed."""
    result = measure(constant(0.02, 0.04), min_pairs=6, max_pairs=41)
    assert (result.pairs, result.warnings) == (3, ())
