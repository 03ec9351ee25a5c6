"""Looks at this machine: tools, sandbox and timing, and what to do about what is missing."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from asm_gym.cache import cache_dir
from asm_gym.config import EvaluationConfig
from asm_gym.datasets import load
from asm_gym.errors import AsmGymError, TimingError
from asm_gym.evaluate import Evaluator
from asm_gym.lanes import cpu_model, plan_cores
from asm_gym.resolution import NULL_SUFFIX
from asm_gym.rewards import conservative_speedup
from asm_gym.sandbox import ALL_LAYERS, Layer
from asm_gym.toolchain import tool_versions

_ADVICE = {
    Layer.SECCOMP: "use a kernel and a container that allow seccomp filters",
    Layer.NOTIFY: "forbidden calls are stopped but not named; kernel 5.0 or later names them, not in nested filters",
    Layer.LANDLOCK: "use kernel 5.13 or later with Landlock; without it messages are cut to line numbers",
    Layer.UID: "needs root; otherwise candidates run as you, and only the other layers guard your files",
    Layer.NO_TSC: "candidates can read the time-stamp counter; every timed run is checked all the same",
    Layer.NO_ASLR: "addresses differ between runs, which adds noise; allow personality(ADDR_NO_RANDOMIZE)",
    Layer.PINNED: "timed runs wander between cores; allow sched_setaffinity",
}
_NULL_PROBLEMS = ("popcount_sum", "heap_sort", "fft", "edit_distance")
_NULL_REPEATS = 3


class Level(StrEnum):
    """How a finding should be taken."""

    OK = "ok"
    """As it should be."""
    WARNING = "warning"
    """Works, but figures or protection are weaker."""
    ERROR = "error"
    """asm_gym does not work on this machine."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    level: Level
    value: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Everything that was looked at, and the figures of the null test (None where it could not run)."""

    findings: tuple[Finding, ...]
    null_test: dict[str, float] | None

    @property
    def usable(self) -> bool:
        """Whether candidates can be scored here."""
        return all(finding.level is not Level.ERROR for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"usable": self.usable, "findings": [asdict(one) for one in self.findings], "null_test": self.null_test}


def _machine() -> list[Finding]:
    cores = plan_cores()
    load_1min = os.getloadavg()[0]
    findings = [
        Finding("python", Level.OK, sys.version.split()[0]),
        Finding("machine", Level.OK, f"{platform.system()} {platform.release()}, {cpu_model()}"),
        Finding("cache", Level.OK, str(cache_dir())),
        Finding(
            "timing core",
            Level.WARNING if cores.shared else Level.OK,
            f"{', '.join(map(str, cores.timing))}; other work on {', '.join(map(str, cores.building))}",
            "with one core, building and timing take turns; use two or more" if cores.shared else "",
        ),
    ]
    busy = load_1min > 0.5 * (os.cpu_count() or 1)
    advice = "other work disturbs timing; wait or stop it" if busy else ""
    findings.append(Finding("load", Level.WARNING if busy else Level.OK, f"{load_1min:.2f}", advice))
    governor = Path(f"/sys/devices/system/cpu/cpu{cores.timing[0]}/cpufreq/scaling_governor")
    if governor.exists():
        name = governor.read_text().strip()
        steady = name == "performance"
        advice = "" if steady else f"echo performance > {governor}"
        findings.append(Finding("frequency governor", Level.OK if steady else Level.WARNING, name, advice))
    return findings


def _layers(evaluator: Evaluator) -> list[Finding]:
    findings = [
        Finding("sandbox", Level.OK if evaluator.sandbox_level != "unsafe" else Level.ERROR, evaluator.sandbox_level)
    ]
    for layer in ALL_LAYERS:
        there = layer in evaluator.layers
        name = f"sandbox: {(layer.name or '').lower()}"
        findings.append(
            Finding(
                name, Level.OK if there else Level.WARNING, "yes" if there else "no", "" if there else _ADVICE[layer]
            )
        )
    return findings


def _counters() -> Finding:
    """Whether `metric="instructions"` works here."""
    evaluator = Evaluator(EvaluationConfig(metric="instructions", min_pairs=2, max_pairs=2))
    try:
        problem = load("bundled")[0]
        evaluator.evaluate(problem, evaluator.prepare(problem).assembly + NULL_SUFFIX, seed=0)
    except TimingError:
        return Finding("hardware counters", Level.OK, "no", "metric='cycles' and 'instructions' are not available here")
    finally:
        evaluator.close()
    return Finding("hardware counters", Level.OK, "yes")


def _null_test(evaluator: Evaluator, on_progress: Callable[[str], None]) -> dict[str, float]:
    """Scores candidates of equal speed: what this machine calls a difference where there is none."""
    deviations, rewards, faster = [], [], 0
    problems = [problem for problem in load("bundled") if problem.id in _NULL_PROBLEMS]
    for problem in problems:
        candidate = evaluator.prepare(problem).assembly + NULL_SUFFIX
        for seed in range(_NULL_REPEATS):
            on_progress(f"null test: {problem.id}")
            result = evaluator.evaluate(problem, candidate, reward=conservative_speedup, seed=seed)
            if result.speedup is None or result.reward is None or result.speedup_low is None:
                msg = f"the null test of {problem.id} was not timed ({result.verdict.value}: {result.message})"
                raise TimingError(msg)
            deviations.append(abs(result.speedup - 1))
            rewards.append(result.reward)
            faster += result.speedup_low > 1
    return {
        "measurements": float(len(deviations)),
        "deviation_p50": float(np.quantile(deviations, 0.5)),
        "deviation_p90": float(np.quantile(deviations, 0.9)),
        "called_faster": faster / len(deviations),
        "mean_reward": float(np.mean(rewards)),
    }


def examine(on_progress: Callable[[str], None] = lambda _: None) -> Diagnosis:
    """Examines this machine; faults of ours become findings.

    Args:
        on_progress: Called with what is looked at next.
    """
    findings: list[Finding] = []
    null_test = None
    try:
        on_progress("tools")
        findings += [Finding(name, Level.OK, version) for name, version in tool_versions().items()]
        findings += _machine()
        on_progress("sandbox")
        evaluator = Evaluator()
        try:
            findings += _layers(evaluator)
            null_test = _null_test(evaluator, on_progress)
        finally:
            evaluator.close()
        on_progress("hardware counters")
        findings.append(_counters())
        quiet = null_test["deviation_p50"] <= 0.005 and null_test["deviation_p90"] <= 0.02
        value = (
            f"equal code differs by {null_test['deviation_p50']:.2%} (median), {null_test['deviation_p90']:.2%} (p90)"
        )
        advice = (
            ""
            if quiet
            else "small speedups cannot be told from noise: stop other work, or raise max_pairs and timing_budget_s"
        )
        findings.append(Finding("timing quality", Level.OK if quiet else Level.WARNING, value, advice))
    except AsmGymError as error:
        findings.append(Finding(type(error).__name__, Level.ERROR, str(error), "correct this first"))
    return Diagnosis(tuple(findings), null_test)
