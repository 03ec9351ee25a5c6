"""The table of an agent: hand-worked figures, and what counts as what."""

import math

import pytest
from rich.console import Console

from asm_gym.comparison import compare_runs
from asm_gym.report import Counted, counted, intervals, summarize, table, wilson_interval
from asm_gym.verify import Verdict
from tests.evaluations import copied, failed, timed, untimed

COPY, UNTIMED = copied(), untimed()


def printed(summaries, width):
    """The table as it is printed on a console of that width."""
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        console.print(table(summaries, width))
    return capture.get()


def test_failures_count_as_one_in_means_over_all_problems():
    """Speedups 2 and 8 beside two failures: mean 12/4, geometric mean 16^(1/4)."""
    found = summarize("a", [timed(2.0), failed(Verdict.WRONG_OUTPUT), timed(8.0), failed(Verdict.TIMEOUT)])
    assert found.mean == pytest.approx(3.0)
    assert found.geometric_mean == pytest.approx(2.0)
    assert (found.problems, found.passed, found.proven_faster) == (4, 0.5, 0.5)


def test_what_was_not_timed_or_failed_is_counted_as_one():
    """Also a failure that had been timed before, and a missing end of an interval is the speedup itself."""
    assert counted(timed(2.0, 1.9, 2.2)) == Counted(2.0, 1.9, 2.2)
    assert counted(COPY) == Counted(1.0, 1.0, 1.0)
    assert counted(UNTIMED) == Counted(1.0, 1.0, 1.0)
    assert counted(failed(Verdict.WRONG_OUTPUT, speedup=3.0, speedup_low=2.9, speedup_high=3.1)) == Counted(1, 1, 1)
    assert counted(untimed(speedup=1.5)) == Counted(1.5, 1.5, 1.5)


def test_solved_only_means_leave_failures_and_untimed_passes_out():
    """Speedups 2 and 8 alone have the mean 5 and the geometric mean 4."""
    found = summarize("a", [timed(2.0), timed(8.0), failed(Verdict.RUNTIME_ERROR), UNTIMED])
    assert found.solved == 2
    assert found.solved_mean == pytest.approx(5.0)
    assert found.solved_geometric_mean == pytest.approx(4.0)
    assert found.passed == 0.75


def test_a_speedup_below_one_is_not_clamped():
    """A slower program pulls both means below 1."""
    found = summarize("a", [timed(0.25), timed(1.0)])
    assert found.mean == pytest.approx(0.625)
    assert found.geometric_mean == pytest.approx(0.5)
    assert found.proven_faster == 0


def test_percentiles_are_interpolated_over_all_problems():
    """Of 1 (failed), 2, 3, 4 and 5 the quartiles are 2, 3 and 4; of four values they lie between two."""
    five = [timed(4.0), failed(Verdict.LINK_ERROR), timed(2.0), timed(5.0), timed(3.0)]
    assert summarize("a", five).percentiles == (2.0, 3.0, 4.0)
    four = [timed(1.0), timed(2.0), timed(3.0), timed(4.0)]
    assert summarize("a", four).percentiles == pytest.approx((1.75, 2.5, 3.25))


def test_copies_pass_and_count_as_solved_at_exactly_one():
    """An agent that only copies has 100 % copies, passes and a mean of exactly 1."""
    found = summarize("a", [COPY, COPY])
    assert (found.copies, found.passed, found.mean, found.geometric_mean, found.solved) == (1.0, 1.0, 1.0, 1.0, 2)
    assert (found.solved_mean, found.proven_faster) == (1.0, 0.0)
    assert found.geometric_interval == (1.0, 1.0)


@pytest.mark.parametrize(
    ("verdict", "compiled"),
    [(verdict, verdict not in {"assemble_error", "link_error", "policy_violation"}) for verdict in Verdict],
)
def test_compiled_means_that_there_was_a_program_to_run(verdict, compiled):
    """Only what was not assembled, linked or allowed counts as not compiled."""
    evaluation = timed(1.0) if verdict is Verdict.PASSED else failed(verdict)
    assert summarize("a", [evaluation]).compiled == float(compiled)


def test_solved_figures_are_absent_when_nothing_was_solved():
    """Without a timed pass there is no solved-only mean, and the table has a dash."""
    found = summarize("a", [failed(Verdict.ASSEMBLE_ERROR), UNTIMED])
    assert (found.solved, found.solved_mean, found.solved_geometric_mean) == (0, None, None)
    assert printed([found], 150).splitlines()[5].count(" - ") == 2


def test_faster_needs_an_interval_above_one():
    """A speedup of 1.2 whose interval starts at 0.9 is not proven."""
    found = summarize("a", [timed(1.2, 0.9, 1.6), timed(1.05, 1.01, 1.1)])
    assert found.proven_faster == 0.5


@pytest.mark.parametrize(
    ("successes", "total", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (0, 0, 0, 1)],
)
def test_wilson_interval_has_the_published_values(successes, total, low, high):
    """81 of 263 is the worked example of Newcombe (1998), the others are standard tables."""
    assert wilson_interval(successes, total) == pytest.approx((low, high), abs=5e-5)


def test_the_geometric_interval_covers_the_mean_and_is_the_same_every_time():
    """The bootstrap has a fixed seed, brackets the mean and stays within the data."""
    evaluations = [timed(1 + k / 10) for k in range(12)]
    first, second = summarize("a", evaluations), summarize("a", evaluations)
    low, high = first.geometric_interval
    assert first == second
    assert 1.0 < low < first.geometric_mean < high < 2.1
    assert math.log(high / low) > 0.1


def test_the_geometric_interval_is_that_of_a_comparison_with_copies():
    """Of few problems a plain percentile bootstrap is too narrow, and one problem tells nothing about others."""
    evaluations = [timed(speedup, problem_id=f"p{speedup}") for speedup in (1.0, 1.1, 2.0)]
    copies = [copied(problem_id=one.problem_id) for one in evaluations]
    assert summarize("a", evaluations).geometric_interval == compare_runs(copies, evaluations).interval
    low, high = summarize("a", evaluations).geometric_interval
    assert low < 1.0 < 2.0 < high
    alone = summarize("a", evaluations[2:])
    assert alone.geometric_interval is None
    assert intervals(alone) == "a: pass 21% to 100%; no interval of the mean of one problem (95 %, over problems)"


def test_an_empty_list_is_refused():
    """There is no summary of nothing."""
    with pytest.raises(ValueError, match="no evaluations"):
        summarize("a", [])


def test_the_table_shows_every_figure_at_both_widths():
    """A wide table has agents as rows, a narrow one fits 80 characters, and no figure is lost in either."""
    summaries = [summarize("mine", [timed(2.0), timed(8.0), failed(Verdict.TIMEOUT)]), summarize("null", [COPY])]
    for width in (150, 80):
        text = printed(summaries, width)
        assert max(map(len, text.splitlines())) <= width
        assert "…" not in text
        for figure in ("mine", "null", "67%", "1.50", "2.00", "5.00", "3.67", "2.52", "4.00"):
            assert figure in text, (width, figure)
    assert any("mine" in line and "67%" in line for line in printed(summaries, 150).splitlines())


def test_the_line_of_intervals_has_both():
    """The share's interval is Wilson's, the mean's the bootstrap's."""
    assert intervals(summarize("mine", [COPY] * 10)) == (
        "mine: pass 72% to 100%; geometric mean 1.000 to 1.000 (95 %, over problems)"
    )
