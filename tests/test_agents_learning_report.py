"""The report of a training: a paired interval over programs, failures as 1, and answers that are new."""

import math

import pytest
import torch

from agents import learning_report
from agents.grpo_llm import Settings
from agents.language_rl import Rollout, Score
from asm_gym import compile_c, load

EMPTY = torch.zeros(1, 1)


def rollout(*answers):
    """Of (problem, text, speed-up); a speed-up of None is a failure."""
    scores = [Score(reward=0.0, verdict="passed" if s else "wrong_output", speedup=s) for _, _, s in answers]
    return Rollout(
        problem_ids=tuple(one[0] for one in answers), prompts=(), texts=tuple(one[1] for one in answers),
        scores=tuple(scores), ids_BS=EMPTY, attention_BS=EMPTY, mask_BT=EMPTY, generation_s=1.0, evaluation_s=1.0,
        waiting_s=0.0, judged=1, lane_wait_s=0.0, too_long=0,
    )  # fmt: skip


def test_the_gain_is_paired_over_programs():
    """Logarithms gained: log 2, log 2, 0 (failed before and after), log 4."""
    before = rollout(("a", "", 1.0), ("b", "", 0.5), ("c", "", None), ("d", "", None))
    after = rollout(("a", "", 2.0), ("b", "", 1.0), ("c", "", None), ("d", "", 4.0))
    both = {"before": before, "after": after}
    report = learning_report.compare(both, both, [{"problem_id": "a", "speedup": 2.0, "text": "x"}])
    gains = [math.log(2), math.log(2), 0.0, math.log(4)]
    mean = sum(gains) / 4
    half = 3.1824 * math.sqrt(sum((one - mean) ** 2 for one in gains) / 3) / 2
    assert report["gain"]["mean"] == pytest.approx(mean)
    assert report["gain"]["low"] == pytest.approx(mean - half, abs=0.01)
    assert report["greedy"]["before"]["pass_share"] == 0.5
    assert report["mean_log_speedup"]["before"] == pytest.approx(math.log(0.5) / 4)
    assert report["new"] == 1
    shown = "\n".join(learning_report.lines(report))
    assert "c                          failed   failed" in shown
    assert "passed 50.0%, now 75.0%" in shown


def test_an_answer_is_new_if_no_compiler_writes_what_it_assembles_to():
    """Another label or another blank makes no new program; a failure is none."""
    problem = next(one for one in load("bundled", "all") if one.id == "popcount_sum")
    text = compile_c(problem.c_code, ("-O3",))
    spaced = text.replace("\tret\n", "\t ret\n")
    other = text.replace("\tret\n", "\tnop\n\tret\n")
    answers = rollout(*(("popcount_sum", one, 1.5) for one in (text, spaced, other)), ("popcount_sum", "x", None))
    settings = Settings(split="all")
    both = learning_report.new_answers(settings, [answers], ())
    assert [one["text"] for one in both] == [text, other]
    assert [one["text"] for one in learning_report.new_answers(settings, [answers], {text})] == [spaced, other]
