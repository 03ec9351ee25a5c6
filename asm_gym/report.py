"""What a list of evaluations says about an agent: the paper's table, unclamped, with intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rich.table import Table

from asm_gym.rewards import Evaluation
from asm_gym.timing import NORMAL_QUANTILE, student_quantile
from asm_gym.verify import Verdict

_NOT_BUILT = frozenset({Verdict.ASSEMBLE_ERROR, Verdict.LINK_ERROR, Verdict.POLICY_VIOLATION})
_BOOTSTRAPS: Final = 10_000
_WIDE = 120
"""Characters of a line that holds a row of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Figures over problems; fractions are 0 to 1, intervals 95 %.

    A speedup statistic is over all problems, with a failed or untimed one as 1.0, unless it is called solved: then only
    problems that passed and were timed, or were copies, count, and it is None when there are none.
    """

    name: str
    problems: int
    compiled: float
    passed: float
    passed_interval: tuple[float, float]
    copies: float
    percentiles: tuple[float, float, float]
    """25th, 50th and 75th percentile of the speedup."""
    mean: float
    geometric_mean: float
    geometric_interval: tuple[float, float] | None
    """Bootstrap over problems: what another draw of problems would move; None: one problem does not tell."""
    solved: int
    solved_mean: float | None
    solved_geometric_mean: float | None
    proven_faster: float
    """Share of problems whose interval lies above 1."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A speedup as it enters the statistics, with its 95 % interval."""

    speedup: float
    low: float
    high: float


def counted(evaluation: Evaluation) -> Counted:
    """The speedup of a candidate that passed and was timed, or is a copy; of any other one exactly 1.0."""
    if evaluation.verdict is not Verdict.PASSED or not evaluation.speedup:
        return Counted(1.0, 1.0, 1.0)
    speedup = evaluation.speedup
    return Counted(speedup, evaluation.speedup_low or speedup, evaluation.speedup_high or speedup)


def wilson_interval(successes: int, total: int) -> tuple[float, float]:
    """95 % interval of a share.

    Source: Wilson, J. Am. Stat. Assoc. 22 (1927) 209.
    """
    if total == 0:
        return 0.0, 1.0
    z = 1.959964
    center = (successes + z * z / 2) / (total + z * z)
    half = z * math.sqrt(successes * (total - successes) / total + z * z / 4) / (total + z * z)
    return max(0.0, center - half), min(1.0, center + half)


def geometric_interval(logs: NDArray[np.float64]) -> tuple[float, float] | None:
    """95 % interval of a geometric mean over problems, by resampling these; always the same for the same data.

    Percentiles of resampled means are too narrow where there are few problems, by sqrt((n - 1) / n) and for using the
    normal instead of Student's distribution; both are put right, as in the expanded percentile interval.

    Args:
        logs: Logarithms, one for each problem.

    Returns:
        None for a single problem, which tells nothing about another draw.

    Source: Hesterberg, Am. Stat. 69 (2015) 371.
    """
    count = len(logs)
    if count < 2:
        return None
    rng, mean = np.random.default_rng(0), logs.mean()
    resampled = np.array([logs[rng.integers(count, size=count)].mean() for _ in range(_BOOTSTRAPS)])
    means = mean + (resampled - mean) * math.sqrt(count / (count - 1)) * student_quantile(count - 1) / NORMAL_QUANTILE
    low, high = np.exp(np.quantile(means, [0.025, 0.975]))
    return float(low), float(high)


def summarize(name: str, evaluations: Sequence[Evaluation]) -> Summary:
    """Summary of one evaluation per problem.

    Raises:
        ValueError: the list is empty.
    """
    if not evaluations:
        msg = "no evaluations to summarize; run at least one problem"
        raise ValueError(msg)
    solved = [e.speedup for e in evaluations if e.verdict is Verdict.PASSED and e.speedup is not None]
    speedups = np.array([counted(evaluation).speedup for evaluation in evaluations])
    passed = sum(e.verdict is Verdict.PASSED for e in evaluations)
    total = len(evaluations)
    p25, p50, p75 = np.quantile(speedups, [0.25, 0.5, 0.75])
    return Summary(
        name=name,
        problems=total,
        compiled=sum(e.verdict not in _NOT_BUILT for e in evaluations) / total,
        passed=passed / total,
        passed_interval=wilson_interval(passed, total),
        copies=sum(e.is_copy for e in evaluations) / total,
        percentiles=(float(p25), float(p50), float(p75)),
        mean=float(speedups.mean()),
        geometric_mean=float(np.exp(np.log(speedups).mean())),
        geometric_interval=geometric_interval(np.log(speedups)),
        solved=len(solved),
        solved_mean=float(np.mean(solved)) if solved else None,
        solved_geometric_mean=float(np.exp(np.mean(np.log(solved)))) if solved else None,
        proven_faster=sum((e.speedup_low or 0.0) > 1 for e in evaluations) / total,
    )


def figures(one: Summary) -> dict[str, str]:
    """What the table shows, by column."""
    means = {"mean": one.mean, "geo mean": one.geometric_mean}
    solved = {"solved mean": one.solved_mean, "solved geo": one.solved_geometric_mean}
    return {
        "n": str(one.problems),
        "compile": f"{one.compiled:.0%}",
        "pass": f"{one.passed:.0%}",
        "copies": f"{one.copies:.0%}",
        **{name: f"{value:.2f}" for name, value in zip(("p25", "p50", "p75"), one.percentiles, strict=True)},
        **{name: f"{value:.2f}" for name, value in means.items()},
        "faster": f"{one.proven_faster:.0%}",
        "solved": str(one.solved),
        **{name: "-" if value is None else f"{value:.2f}" for name, value in solved.items()},
    }


def table(summaries: Sequence[Summary], width: int = _WIDE) -> Table:
    """The summaries as rows, or as columns where `width` is too small for rows."""
    result = Table(title="speedup over gcc -O3 (failures count as 1.00; never clamped)")
    result.add_column("agent")
    rows = [(one.name, figures(one)) for one in summaries]
    names = list(rows[0][1]) if rows else []
    if width >= _WIDE:
        for name in names:
            result.add_column(name.replace(" ", "\n"), justify="right", no_wrap=True)
        for agent, cells in rows:
            result.add_row(agent, *cells.values())
        return result
    for agent, _ in rows:
        result.add_column(agent, justify="right")
    for name in names:
        result.add_row(name, *(cells[name] for _, cells in rows))
    return result


def intervals(one: Summary) -> str:
    """The intervals of a summary in one line."""
    (pass_low, pass_high), means = one.passed_interval, "no interval of the mean of one problem"
    if one.geometric_interval is not None:
        means = "geometric mean {:.3f} to {:.3f}".format(*one.geometric_interval)
    return f"{one.name}: pass {pass_low:.0%} to {pass_high:.0%}; {means} (95 %, over problems)"
