"""Comparing two runs: hand-worked figures, calibration of the interval, and what must not be compared."""

import numpy as np
import pytest

from asm_gym.comparison import compare_runs, obstacles, other_settings
from asm_gym.verify import Verdict
from tests.evaluations import copied, failed, timed, untimed


def run_of(speedups, width=0.01):
    """One evaluation for each problem a, b, c, … with intervals of that relative half-width."""
    names = (chr(ord("a") + number) if number < 26 else f"p{number}" for number in range(len(speedups)))
    return [
        timed(x, x * (1 - width), x * (1 + width), problem_id=name) for x, name in zip(speedups, names, strict=False)
    ]


def test_the_ratio_is_that_of_the_geometric_means():
    """2 and 8 against 1 and 4: means 4 and 2, ratio 1/2 from A to B and 2 the other way round."""
    fast, slow = run_of([2.0, 8.0]), run_of([1.0, 4.0])
    found = compare_runs(fast, slow)
    assert found.geometric_mean_a == pytest.approx(4.0)
    assert found.geometric_mean_b == pytest.approx(2.0)
    assert found.ratio == pytest.approx(0.5)
    assert compare_runs(slow, fast).ratio == pytest.approx(2.0)


def test_only_problems_that_both_have_count():
    """The others are named on the side that has them, whatever the order of the rows."""
    found = compare_runs(
        list(reversed(run_of([2.0, 3.0, 100.0]))), [*run_of([2.0, 3.0])[1:], timed(50.0, problem_id="z")]
    )
    assert [pair.problem_id for pair in found.pairs] == ["b"]
    assert found.ratio == pytest.approx(1.0)
    assert (found.only_a, found.only_b) == (("a", "c"), ("z",))


def test_failures_and_untimed_programs_count_as_one():
    """A failure in B against 2 in A: B is half as fast there, and that difference is real."""
    a = [timed(2.0, problem_id="a"), untimed(problem_id="b"), copied(problem_id="c")]
    b = [
        failed(Verdict.WRONG_OUTPUT, problem_id="a"),
        failed(Verdict.TIMEOUT, problem_id="b"),
        timed(1.0, problem_id="c"),
    ]
    found = compare_runs(a, b)
    assert [pair.ratio for pair in found.pairs] == pytest.approx([0.5, 1.0, 1.0])
    assert [pair.problem_id for pair in found.different] == ["a"]


def test_a_difference_is_real_only_where_intervals_do_not_touch():
    """Intervals that share an end overlap; the greatest difference comes first, whoever wins it."""
    a = [timed(1.0, 0.9, 1.1, problem_id=name) for name in "abcde"]
    b = [
        timed(1.2, 1.1, 1.3, problem_id="a"), timed(1.2, 1.11, 1.3, problem_id="b"),
        timed(0.5, 0.4, 0.6, problem_id="c"), timed(1.0, 0.5, 2.0, problem_id="d"),
        timed(3.0, problem_id="e"),
    ]  # fmt: skip
    assert [pair.problem_id for pair in compare_runs(a, b).different] == ["e", "c", "b"]


def test_the_pairing_is_used():
    """Problems of very different speedups do not hide that B is 5 % faster on each; unpaired they would."""
    rng = np.random.default_rng(1)
    speedups = np.exp(rng.normal(0, 1, 12))
    found = compare_runs(run_of(speedups), run_of(speedups * 1.05 * np.exp(rng.normal(0, 0.01, 12))))
    low, high = found.interval
    assert found.proven
    assert 1.03 < low < found.ratio < high < 1.07


def test_equal_runs_prove_nothing():
    """Noise around the same speedups leaves 1 in the interval, and the same data give the same interval."""
    rng = np.random.default_rng(2)
    a, b = (run_of(np.exp(rng.normal(0, 0.01, 20))) for _ in range(2))
    assert not compare_runs(a, b).proven
    assert compare_runs(a, b).interval == compare_runs(a, b).interval
    assert compare_runs(a, a).interval == (1.0, 1.0)
    assert not compare_runs(a, a).proven


@pytest.mark.parametrize("count", [4, 8, 24])
def test_the_interval_covers_the_truth_as_often_as_it_says(monkeypatch, count):
    """Of 400 draws of few problems 91 to 99 % cover the true ratio; a plain percentile bootstrap gets 80 % for four."""
    monkeypatch.setattr("asm_gym.report._BOOTSTRAPS", 200)
    rng = np.random.default_rng(3)
    covered = 0
    for _ in range(400):
        low, high = compare_runs(run_of([1.0] * count), run_of(np.exp(rng.normal(0.1, 0.2, count)))).interval
        covered += low <= np.exp(0.1) <= high
    assert 0.91 <= covered / 400 <= 0.99


def test_one_problem_gives_no_interval():
    """There is a ratio, and nothing is proven about other problems."""
    found = compare_runs(run_of([1.0]), run_of([3.0]))
    assert (found.ratio, found.interval, found.proven) == (pytest.approx(3.0), None, False)


def test_runs_without_a_common_problem_are_refused():
    """There is nothing to compare."""
    with pytest.raises(ValueError, match="no problem in common"):
        compare_runs(run_of([1.0]), [timed(1.0, problem_id="z")])


FACTS = {
    "cpu": "x", "tools": {"gcc": "gcc 12", "as": "2.40"}, "problems": {"a": "1", "b": "2"},
    "settings": {"dataset": "bundled", "metric": "cpu_time", "seed": 0, "agent": "o3"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "common", "part"),
    [
        ({"cpu": "y"}, "ab", "other machines (x; y)"),
        ({"tools": {"gcc": "gcc 13", "as": "2.40"}}, "ab", "other compilers (gcc 12; gcc 13)"),
        ({"tools": None}, "ab", "other compilers (gcc 12; None)"),
        ({"problems": {"a": "9", "b": "2"}}, "ab", "1 of 2 problems of one name differ, a for one"),
        (
            {"settings": FACTS["settings"] | {"dataset": "d.jsonl"}},
            "",
            "no problem in common (datasets bundled and d.jsonl)",
        ),
        ({"settings": FACTS["settings"] | {"metric": "cycles"}}, "a", "different things (cpu_time; cycles)"),
    ],
)
def test_runs_that_cannot_be_compared_say_why(changes, common, part):
    """Each obstacle is found alone, in both directions."""
    (reason,) = obstacles(FACTS, FACTS | changes, common)
    assert part in reason
    assert len(obstacles(FACTS | changes, FACTS, common)) == 1


def test_runs_of_the_same_problems_can_be_compared():
    """The name of the dataset does not matter where the problems are the same, the assembler neither."""
    other = FACTS | {"tools": {"gcc": "gcc 12", "as": "2.41"}, "settings": FACTS["settings"] | {"dataset": "./bundled"}}
    assert obstacles(FACTS, other, "ab") == []
    bare = {key: value for key, value in FACTS.items() if key != "problems"}
    assert obstacles(bare, bare, "ab") == []
    (reason,) = obstacles(bare, bare | {"settings": other["settings"]}, "ab")
    assert "other datasets" in reason


def test_settings_that_matter_for_measuring_are_told():
    """The agent and how often it tries may differ, the number of layouts is worth a word."""
    a = {"agent": "o3", "attempts": 1, "layouts": 1, "seed": 0}
    assert other_settings(a, a | {"agent": "search", "attempts": 5}) == []
    assert other_settings(a, a | {"layouts": 3}) == ["layouts: 1 and 3"]
