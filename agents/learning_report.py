"""What a training has changed: the models before and after it answer the same problems, measured thoroughly."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import asm_gym
from agents.language_presets import load_model
from agents.language_rl import Decoding, EnvironmentScorer, Known, Rollout, collect, make_envs, mean_interval, summary
from agents.local_model import end_tokens
from agents.rl_loop import pad_token
from agents.rl_settings import LoopSettings
from agents.warm_start import WarmStart

import torch  # isort: skip - the modules above say what to install where it is missing

_DIGESTING: Final = asm_gym.EvaluationConfig(tests_per_step=1, min_pairs=2, max_pairs=2, timing_budget_s=0.0)
"""Only what an answer assembles to is of interest."""
_SAMPLES: Final = 16
"""Answers that are drawn for each problem, for the share that passes."""


def write(settings: LoopSettings, warm: WarmStart, trained: Path, path: Path) -> dict[str, Any]:
    """Compares a trained model with the one that training began with, prints what was found and writes it as JSON.

    The programs are the unit: one greedy answer of each model to each, the mean difference of their log speed-ups, and
    its 95 % interval by Student's t over the pairs. An answer that fails counts as a speed-up of 1. Texts that both
    models write are measured once.

    Args:
        settings: Of the training.
        warm: What it began with.
        trained: The last checkpoint.
        path: Of the report.

    Returns:
        What was written.

    Raises:
        AsmGymError: the environment is at fault, or a model cannot be loaded.
    """
    known: Known = {}
    models = {"before": warm.model_dir, "after": trained}
    with make_envs(settings) as envs:
        scorer = EnvironmentScorer(envs, settings.problems, seed=settings.seed)
        greedy = {name: _answers(settings, model, scorer, 1, 0.0, known) for name, model in models.items()}
        sampled = {
            name: _answers(settings, model, scorer, _SAMPLES, settings.temperature, known)
            for name, model in models.items()
        }
    report = compare(greedy, sampled, new_answers(settings, [greedy["after"], sampled["after"]], warm.known))
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print("\n".join(lines(report)), flush=True)
    return report


def _answers(
    settings: LoopSettings, folder: Path, scorer: EnvironmentScorer, samples: int, temperature: float, known: Known
) -> Rollout:
    torch.manual_seed(settings.seed)
    model, tokenizer = load_model(
        str(folder), dtype="float32", device=settings.device, lora_rank=None, checkpoint_activations=False
    )
    decoding = Decoding(
        temperature=temperature,
        max_new_tokens=settings.max_new_tokens,
        end_tokens=tuple(end_tokens(model, tokenizer)),
        pad_token=pad_token(model, tokenizer),
    )
    questions = [problem_id for problem_id in settings.problems for _ in range(samples)]
    return collect(
        model, tokenizer, scorer, questions, decoding, batch_size=settings.generation_batch,
        max_prompt_tokens=settings.max_prompt_tokens, known=known,
    )  # fmt: skip


def compare(
    greedy: Mapping[str, Rollout], sampled: Mapping[str, Rollout], new: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """The report, as JSON can hold it.

    Args:
        greedy: One answer to each problem, "before" and "after", in the same order.
        sampled: Several to each, likewise.
        new: Of `new_answers`.
    """
    programs = [
        {
            "problem_id": problem_id,
            **{
                name: {"verdict": rollout.scores[place].verdict, "speedup": rollout.scores[place].speedup}
                for name, rollout in greedy.items()
            },
        }
        for place, problem_id in enumerate(greedy["after"].problem_ids)
    ]
    logs = {name: [math.log(score.counted_speedup) for score in one.scores] for name, one in greedy.items()}
    mean, low, high = mean_interval(
        [after - before for before, after in zip(logs["before"], logs["after"], strict=True)]
    )
    return {
        "programs": programs,
        "greedy": {name: summary(one.scores) for name, one in greedy.items()},
        "sampled": {name: summary(one.scores) for name, one in sampled.items()},
        "samples_per_program": len(sampled["after"].scores) // len(programs),
        "mean_log_speedup": {name: sum(some) / len(some) for name, some in logs.items()},
        "gain": {"mean": mean, "low": low, "high": high},
        "new": len(new),
        "finds": list(new[:10]),
    }


def new_answers(settings: LoopSettings, rollouts: Sequence[Rollout], known: Collection[str]) -> list[dict[str, Any]]:
    """Different answers that are right and equal no compiler's, the fastest first.

    Args:
        settings: Where the problems are.
        rollouts: The answers.
        known: Texts that compilers wrote, and the ``code_digest`` of what these assemble to.

    Returns:
        Of each: "problem_id", "speedup" and "text". Of answers that assemble to the same object one is taken.
    """
    right = {
        (problem_id, text): score.speedup
        for one in rollouts
        for problem_id, text, score in zip(one.problem_ids, one.texts, one.scores, strict=True)
        if score.passed and text not in known
    }
    problems = {problem.id: problem for problem in asm_gym.load(settings.dataset, settings.split)}
    found: dict[str, dict[str, Any]] = {}
    evaluator = asm_gym.Evaluator(_DIGESTING)
    try:
        for (problem_id, text), speedup in right.items():
            digest = evaluator.evaluate(problems[problem_id], text).code_digest
            if digest is not None and digest not in known:
                found.setdefault(digest, {"problem_id": problem_id, "speedup": speedup, "text": text})
    finally:
        evaluator.close()
    return sorted(found.values(), key=lambda one: -(one["speedup"] or 1))


def lines(report: Mapping[str, Any]) -> list[str]:
    """The report for readers."""
    rows = [f"{'program':24} {'before':>8} {'after':>8}"]
    for program in report["programs"]:
        shown = [
            f"{program[name]['speedup'] or 1:8.2f}" if program[name]["verdict"] == "passed" else f"{'failed':>8}"
            for name in ("before", "after")
        ]
        rows.append(f"{program['problem_id']:24} {' '.join(shown)}")
    for kind in ("greedy", "sampled"):
        before, after = (report[kind][name] for name in ("before", "after"))
        rows.append(
            f"{kind}: passed {before['pass_share']:.1%}, now {after['pass_share']:.1%}; "
            f"speed-up {before['speedup']:.3f}, now {after['speedup']:.3f}"
        )
    gain = report["gain"]
    rows.append(
        f"mean log speed-up of greedy answers: {gain['mean']:+.3f} "
        f"(95 % interval over {len(report['programs'])} programs: {gain['low']:+.3f} to {gain['high']:+.3f})"
    )
    rows.append(f"right answers that no compiler wrote: {report['new']}")
    return rows
