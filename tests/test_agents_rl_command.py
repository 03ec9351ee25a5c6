"""The trainers' commands: what is told at once, and everything from nothing to a report."""

import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("accelerate", reason="pip install -e '.[agents]'")

from agents import checkpoints, rl_command
from agents.grpo_llm import Settings, train
from agents.training_log import METRICS_FILE, read_metrics

ROOT = Path(__file__).resolve().parent.parent
# The command itself, but for how long the warm start learns.
COMMAND = """
import functools, sys
from agents import grpo_llm, ppo_llm, warm_start

warm_start.prepare = functools.partial(warm_start.prepare, epochs=40)
{"ppo_llm": ppo_llm, "grpo_llm": grpo_llm}[sys.argv[1]].main(sys.argv[2:])
"""
PROBLEMS = ["collatz", "popcount_sum"]


@pytest.mark.parametrize("options", [["--preset=tiny", "--output=/nowhere"], ["--model=/nowhere"]])
def test_an_unknown_problem_is_told_before_anything_is_done(options, monkeypatch, tmp_path):
    """Before minutes of measuring, and before a model is loaded."""
    monkeypatch.chdir(tmp_path)
    options = [one.replace("--output=/nowhere", f"--output={tmp_path}") for one in options]
    with pytest.raises(SystemExit, match=r"no .*problem .*is called nothing"):
        rl_command.run_command(Settings, train, [*options, "--device=cpu", "--problems=collatz,nothing"], "")


def test_a_command_without_a_model(capsys):
    """Our message and status 1, no traceback."""
    with pytest.raises(SystemExit) as ended:
        rl_command.run_command(Settings, train, ["--device", "cpu"], "")
    assert ended.value.code == "error: which model? give --model FOLDER_OR_NAME, or a --preset"


def test_a_full_disk_is_one_line(monkeypatch):
    """It tells what is left, and how to go on; no traceback."""

    def full(settings, train):
        raise OSError(28, "No space left on device", "trained/checkpoints/step-00000040")

    monkeypatch.setattr(rl_command, "_run", full)
    with pytest.raises(SystemExit, match=r"^error: .*No space left.*step-00000040.*--resume goes on from it$"):
        rl_command.run_command(Settings, train, ["--device", "cpu"], "")


def run(trainer, output, *options):
    """The preset tiny for two problems and two steps."""
    small = ["--steps=2", "--batch=16", "--generation-batch=8", "--value-warmup-steps=1", "--save-every=1"]
    small = small if trainer == "ppo_llm" else [one for one in small if "value" not in one]
    command = [sys.executable, "-c", COMMAND, trainer, "--preset=tiny", f"--problems={','.join(PROBLEMS)}", *small]
    env = os.environ | {"CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run(
        [*command, f"--output={output}", "--tracker=none", *options],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.slow
def test_the_preset_tiny_from_nothing_to_a_report(tmp_path):
    """Through the real sandbox, in small: warm start, PPO, report; then GRPO from the same warm start; then resumed."""
    ppo, grpo = tmp_path / "ppo", tmp_path / "grpo"
    first = run("ppo_llm", ppo)
    assert "outputs learned" in first.stderr
    shutil.copytree(ppo / "warm_start", grpo / "warm_start")
    assert "outputs" not in run("grpo_llm", grpo).stderr, "what is there was made again"
    for output in (ppo, grpo):
        lines = read_metrics(output / METRICS_FILE)
        assert [line["step"] for line in lines] == [1, 2]
        assert all(math.isfinite(line["reward"]) and line["judged"] > 0 for line in lines)
        assert all(-2 <= line["reward"] < 5 for line in lines)
        assert lines[1]["gradient_norm"] > 0
        assert checkpoints.latest(output / "checkpoints").name == "step-00000002"
        assert (output / "learning_curve.png").is_file()
        report = json.loads((output / "report.json").read_text())
        assert [one["problem_id"] for one in report["programs"]] == PROBLEMS
        assert report["sampled"]["after"]["reward"] >= -2
    before = (ppo / METRICS_FILE).read_text()
    (ppo / "report.json").unlink()
    assert "mean log speed-up of greedy answers" in run("ppo_llm", ppo, "--resume").stdout
    assert (ppo / METRICS_FILE).read_text() == before
    assert (ppo / "report.json").is_file()
