"""Two runs on the same problems: how far apart they are, whether that could be the draw of problems, and where.

A failed or untimed candidate counts as 1.0, as in the table of an agent.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from asm_gym.report import Counted, counted, geometric_interval
from asm_gym.rewards import Evaluation

_EFFORT: Final = ("attempts", "max_turns")
_HARMLESS_SETTINGS: Final = frozenset({"agent", "agent_args", "limit", "split", *_EFFORT})
"""Settings in which two runs may differ without measuring differently."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Both runs on one problem."""

    problem_id: str
    a: Counted
    b: Counted

    @property
    def ratio(self) -> float:
        """Speedup of B over that of A: above 1, B is faster."""
        return self.b.speedup / self.a.speedup

    @property
    def differs(self) -> bool:
        """Whether the intervals of the two measurements do not touch."""
        return self.a.high < self.b.low or self.b.high < self.a.low


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """B against A on the problems that both have; intervals are 95 %."""

    pairs: tuple[Pair, ...]
    """By problem id."""
    geometric_mean_a: float
    geometric_mean_b: float
    ratio: float
    """Geometric mean of B over that of A."""
    interval: tuple[float, float] | None
    """Of the ratio, by a paired bootstrap over problems; None: one problem tells nothing about another draw."""
    only_a: tuple[str, ...]
    """Problems that B has not."""
    only_b: tuple[str, ...]

    @property
    def proven(self) -> bool:
        """Whether the interval leaves 1 out: another draw of problems would show the same winner."""
        return self.interval is not None and not self.interval[0] <= 1 <= self.interval[1]

    @property
    def different(self) -> tuple[Pair, ...]:
        """Problems on which the two differ for real, the greatest differences first."""
        found = [pair for pair in self.pairs if pair.differs]
        return tuple(sorted(found, key=lambda pair: -abs(math.log(pair.ratio))))


def compare_runs(a: Sequence[Evaluation], b: Sequence[Evaluation]) -> Comparison:
    """Compares one evaluation per problem of each run.

    Raises:
        ValueError: they have no problem in common.
    """
    by_id_a, by_id_b = ({one.problem_id: one for one in some} for some in (a, b))
    both = sorted(by_id_a.keys() & by_id_b.keys())
    if not both:
        msg = "the runs have no problem in common; compare runs on the same dataset and split"
        raise ValueError(msg)
    pairs = tuple(Pair(name, counted(by_id_a[name]), counted(by_id_b[name])) for name in both)
    logs_a, logs_b = (
        np.log([side.speedup for side in sides]) for sides in zip(*((p.a, p.b) for p in pairs), strict=True)
    )
    return Comparison(
        pairs=pairs,
        geometric_mean_a=float(np.exp(logs_a.mean())),
        geometric_mean_b=float(np.exp(logs_b.mean())),
        ratio=float(np.exp((logs_b - logs_a).mean())),
        interval=geometric_interval(logs_b - logs_a),
        only_a=tuple(sorted(by_id_a.keys() - by_id_b.keys())),
        only_b=tuple(sorted(by_id_b.keys() - by_id_a.keys())),
    )


# ------------------------------------------------------------------------------------------------ may they be compared


def obstacles(facts_a: Mapping[str, Any], facts_b: Mapping[str, Any], common: Iterable[str]) -> list[str]:
    """Why two runs cannot be compared: other machines, other baselines, other problems. Empty: they can.

    Args:
        facts_a: run.json of the first run.
        facts_b: The same of the second.
        common: Ids of the problems that both have.
    """
    found = []
    if facts_a.get("cpu") != facts_b.get("cpu"):
        found.append(f"they are from other machines ({facts_a.get('cpu')}; {facts_b.get('cpu')})")
    gcc_a, gcc_b = ((facts.get("tools") or {}).get("gcc") for facts in (facts_a, facts_b))
    if gcc_a != gcc_b:
        found.append(f"their baselines are from other compilers ({gcc_a}; {gcc_b})")
    digests_a, digests_b = (facts.get("problems") or {} for facts in (facts_a, facts_b))
    names = sorted(common)
    changed = [name for name in names if digests_a.get(name) != digests_b.get(name)]
    sets = [facts.get("settings", {}).get("dataset") for facts in (facts_a, facts_b)]
    if not names:
        found.append(f"they have no problem in common (datasets {sets[0]} and {sets[1]})")
    elif sets[0] != sets[1] and not digests_a:
        found.append(f"they are over other datasets ({sets[0]}; {sets[1]})")
    if changed:
        found.append(f"{len(changed)} of {len(names)} problems of one name differ, {changed[0]} for one")
    metrics = [facts.get("settings", {}).get("metric") for facts in (facts_a, facts_b)]
    if metrics[0] != metrics[1]:
        found.append(f"they measure different things ({metrics[0]}; {metrics[1]})")
    return found


def other_settings(settings_a: Mapping[str, Any], settings_b: Mapping[str, Any]) -> list[str]:
    """Settings in which two runs that can be compared measured differently, like ``layouts: 1 and 3``."""
    names = sorted((settings_a.keys() | settings_b.keys()) - _HARMLESS_SETTINGS - {"dataset"})
    return [
        f"{name}: {settings_a.get(name)} and {settings_b.get(name)}"
        for name in names
        if settings_a.get(name) != settings_b.get(name)
    ]


def other_effort(settings_a: Mapping[str, Any], settings_b: Mapping[str, Any]) -> list[str]:
    """How often either run was allowed to try, where that differs, like ``attempts: 1 and 4``."""
    return [
        f"{name}: {settings_a.get(name)} and {settings_b.get(name)}"
        for name in _EFFORT
        if settings_a.get(name) != settings_b.get(name)
    ]
