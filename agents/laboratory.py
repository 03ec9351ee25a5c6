"""Measures many candidates at a problem through the environment: quickly, or long enough to believe it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import gymnasium
import numpy as np

_ROUNDS_PER_EPISODE: Final = 60
"""The environment remembers what was sent in an episode; a new one forgets it."""
_CONFIRMING_SEEDS: Final = 3
_TURNS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Make:
    """How a compiler made an assembly text."""

    compiler: str
    flags: tuple[str, ...]
    changes: tuple[tuple[int, int], ...] = ()
    """Of the source: pairs of a site and an option, as `agents.source_edits` counts them for this compiler."""

    def __str__(self) -> str:
        changed = f", {len(self.changes)} changes of the source" if self.changes else ""
        return f"{self.compiler} {' '.join(self.flags)}{changed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An assembly text and what was measured about it."""

    text: str
    origin: str
    """Where it came from, for people."""
    make: Make | None = None
    """Where the text is as the compiler made it."""
    failed: float = 1.0
    """Part of the tests that it failed; 1 where it did not even run."""
    speedup: float = 0.0
    """Over the problem's baseline; 0 where it failed, 1 where it could not be timed. The next are its interval."""
    low: float = 0.0
    high: float = 0.0
    looks: int = 1
    """How many quick measurements the speedup is the mean of."""

    @property
    def passed(self) -> bool:
        """Whether all tests passed."""
        return self.failed == 0.0

    def averaged(self, again: Candidate) -> Candidate:
        """With the geometric mean of all its quick measurements; one failure is enough to fail."""
        if not again.passed:
            return again
        looks = self.looks + 1
        mean = {
            name: math.exp((self.looks * math.log(getattr(self, name)) + math.log(getattr(again, name))) / looks)
            for name in ("speedup", "low", "high")
        }
        return replace(self, **mean, looks=looks)


class Laboratory:
    """Measures candidates of one dataset through the environment: quickly, or long enough to believe it.

    Args:
        dataset: As for ``gymnasium.make("AsmOpt-v0")``.
        split: Of it.
        num_envs: Candidates that are measured at once.
        seed: Of the inputs.
        timing_cores: Cores that time, as the environment takes them.
        wall_limit_s: Limit of one run. Edits make endless loops at times, each of which costs this; baselines must
            take less.
    """

    def __init__(
        self,
        dataset: str,
        split: str,
        *,
        num_envs: int,
        seed: int,
        timing_cores: str = "auto",
        wall_limit_s: float = 2.0,
    ) -> None:
        common: dict[str, Any] = {
            "dataset": dataset, "split": split, "max_turns": _TURNS, "include_untimeable": True,
            "timing_cores": timing_cores, "wall_limit_s": wall_limit_s,
        }  # fmt: skip
        self._quick = gymnasium.make_vec(
            "AsmOpt-v0", num_envs=num_envs, min_pairs=3, max_pairs=10, timing_budget_s=0.2, **common
        )
        self._long = gymnasium.make_vec(
            "AsmOpt-v0", num_envs=_CONFIRMING_SEEDS, layouts=3, tests_per_step=40, max_pairs=12, timing_budget_s=0.5,
            **common,
        )  # fmt: skip
        self._rng = np.random.default_rng(seed)  # inputs need not be the same after a restart
        self._problem_id, self._rounds = "", 0
        self.num_envs = num_envs

    def screen(self, problem_id: str, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Measures at most `num_envs` candidates, roughly; those that do not assemble or fail cost milliseconds.

        Args:
            problem_id: Which problem.
            candidates: What to measure.
        """
        if problem_id != self._problem_id or self._rounds >= _ROUNDS_PER_EPISODE:
            self._quick.reset(seed=self._seed(), options={"problem_id": problem_id})
            self._problem_id, self._rounds = problem_id, 0
        self._rounds += 1
        idle = self.num_envs - len(candidates)
        *_, infos = self._quick.step([*(one.text for one in candidates), *[""] * idle])
        return [_measured(one, [_slot(infos, i)]) for i, one in enumerate(candidates)]

    def look_again(self, candidate: Candidate, slot: int) -> Candidate:
        """Measures a candidate of the last round as often as there are environments, without the one that saw it.

        An environment does not measure the same code twice in an episode. Leaving out the measurement for which the
        candidate was chosen among others takes the luck out of it. A single environment cannot look again.

        Args:
            candidate: What to measure.
            slot: Where it was in the last round.
        """
        if self.num_envs == 1:
            return candidate
        *_, infos = self._quick.step(["" if i == slot else candidate.text for i in range(self.num_envs)])
        return _measured(candidate, [_slot(infos, i) for i in range(self.num_envs) if i != slot])

    def confirm(self, problem_id: str, candidate: Candidate) -> Candidate:
        """Measures one candidate thoroughly: other inputs from several seeds, three layouts, many tests."""
        self._long.reset(seed=self._seed(), options={"problem_id": problem_id})
        *_, infos = self._long.step([candidate.text] * _CONFIRMING_SEEDS)
        return _measured(candidate, [_slot(infos, i) for i in range(_CONFIRMING_SEEDS)])

    def baseline(self, problem_id: str) -> str:
        """The assembly that all speedups of a problem refer to."""
        observations, _ = self._long.reset(seed=self._seed(), options={"problem_id": problem_id})
        text: str = observations["assembly"][0]
        return text

    def forget(self) -> None:
        """Lets the next round measure again what has been measured."""
        self._problem_id = ""

    def _seed(self) -> int:
        return int(self._rng.integers(2**31))

    def close(self) -> None:
        """Ends the environments."""
        self._quick.close()
        self._long.close()


def _slot(infos: Mapping[str, Any], i: int) -> dict[str, Any]:
    names = ("verdict", "tests_passed", "tests_total", "speedup", "speedup_low", "speedup_high")
    return {name: infos[name][i] for name in names}


def _measured(candidate: Candidate, results: Sequence[Mapping[str, Any]]) -> Candidate:
    """A candidate with the geometric means of what was measured; one failure is enough to fail."""
    failures = [1 - one["tests_passed"] / max(one["tests_total"], 1) for one in results if one["verdict"] != "passed"]
    if failures:
        # A wrong output in a timed run fails although all tests passed.
        return replace(candidate, failed=max(*failures, 0.1), speedup=0.0, low=0.0, high=0.0)

    def mean(column: str) -> float:
        logs = [0.0 if math.isnan(one[column]) else math.log(one[column]) for one in results]
        return math.exp(sum(logs) / len(logs))

    return replace(
        candidate, failed=0.0, speedup=mean("speedup"), low=mean("speedup_low"), high=mean("speedup_high")
    )  # fmt: skip
