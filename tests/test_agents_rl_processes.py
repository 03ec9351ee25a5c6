"""Training with two processes: they stay equal, do what one does, and fail and stop together."""

import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("accelerate", reason="pip install -e '.[agents]'")

from agents import checkpoints, language_rl, ppo_llm
from agents.training_log import METRICS_FILE, read_metrics
from tests import two_processes

ROOT = Path(__file__).resolve().parent.parent
# Without a GPU, --cpu would start one process only.
LAUNCH = [
    sys.executable, "-m", "accelerate.commands.launch", "--multi_gpu", "--num_processes", "2", "--num_machines", "1",
    "--mixed_precision", "no", "--dynamo_backend", "no", "--main_process_port", "0", "-m", "tests.two_processes",
]  # fmt: skip


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """The folder of the trainings, and what each process has found."""
    folder = tmp_path_factory.mktemp("two")
    env = os.environ | {"OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run([*LAUNCH, str(folder)], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder, [json.loads((folder / f"rank{rank}.json").read_text()) for rank in range(2)]


@pytest.mark.parametrize("name", ["grpo", "ppo", "fault", "signal"])
def test_both_end_with_the_same_weights(trained, name):
    """Whatever they began with, and however it ended."""
    _, (first, second) = trained
    assert first[name]["weights"] == second[name]["weights"]
    assert len({one["weights"] for one in first.values()}) == len(first)


@pytest.mark.parametrize("name", ["grpo", "ppo"])
def test_one_logs_and_saves(trained, name):
    """One line a step, and one checkpoint."""
    folder, found = trained
    assert [line["step"] for line in read_metrics(folder / name / METRICS_FILE)] == [1, 2, 3]
    newest = checkpoints.latest(folder / name / "checkpoints")
    assert newest.name == "step-00000003"
    assert [one[name]["result"] for one in found] == [str(newest)] * 2


def test_two_do_what_one_does(trained, tmp_path, monkeypatch):
    """With the same answers the figures of every step are those of one process with the whole batch."""
    folder, _ = trained
    monkeypatch.setattr(language_rl, "_draw", two_processes.likeliest)
    two_processes.train(ppo_llm, tmp_path, scorer=two_processes.Fanciful(two_processes.PROBLEMS))
    timed = re.compile(r".*_s|overlap|judged")  # equal answers are judged once by each process
    one, two = (
        [{name: math.nan if value is None else value for name, value in line.items() if not timed.fullmatch(name)}
         for line in read_metrics(path / METRICS_FILE)]
        for path in (tmp_path, folder / "ppo")
    )  # fmt: skip
    for alone, together in zip(one, two, strict=True):
        assert together == pytest.approx(alone, rel=1e-3, abs=1e-5, nan_ok=True)
    assert one[0]["gradient_norm"] > 0.01
    assert one[0]["reward"] > 0


def test_a_fault_of_one_ends_both(trained):
    """The environment of the second process fails in the second step: what the first step made is saved."""
    folder, found = trained
    messages = [one["fault"]["result"] for one in found]
    assert messages == [
        "SandboxError: the environment of another process failed; see its message",
        "SandboxError: the supervisor died",
    ]
    assert checkpoints.latest(folder / "fault" / "checkpoints").name == "step-00000001"


def test_a_signal_to_one_stops_both(trained):
    """The step ends, and is saved."""
    folder, found = trained
    assert [one["signal"]["result"] for one in found] == ["None", "None"]
    assert checkpoints.latest(folder / "signal" / "checkpoints").name == "step-00000002"
    assert [line["step"] for line in read_metrics(folder / "signal" / METRICS_FILE)] == [1, 2]
