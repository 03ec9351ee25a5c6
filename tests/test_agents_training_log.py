"""agents.training_log: what is written where, resuming, services that are not there, and the picture."""

import json
import subprocess
import sys
import types
from pathlib import Path

import numpy as np
import pytest

from agents.training_log import METRICS_FILE, Tracker, TrainingLog, plot_learning_curve, read_metrics
from asm_gym import ArgumentError

ROOT = Path(__file__).resolve().parent.parent
NAN = float("nan")


def lines(folder):
    """The file's lines as strict JSON: NaN and Infinity are no part of it."""

    def refuse(name):
        raise AssertionError(name)

    text = (folder / METRICS_FILE).read_text()
    assert text == "" or text.endswith("\n")
    return [json.loads(line, parse_constant=refuse) for line in text.splitlines()]


def log_steps(folder, *steps, resume_step=0, **metrics):
    """A process that logs these steps and ends."""
    with TrainingLog(folder, tracker=Tracker.NONE, config={}, resume_step=resume_step) as log:
        for step in steps:
            log.write(step, metrics or {"loss": step / 2})


# ------------------------------------------------------------------------------------------------------------- the file


def test_a_line_for_each_step(tmp_path, capsys):
    """Absent stays absent, what is no number is null, and numpy's and torch's scalars are numbers."""
    torch = pytest.importorskip("torch")
    metrics = {
        "reward": np.float32(0.5),
        "kl": None,
        "loss": NAN,
        "value": torch.tensor(2.5),
        "tokens": 12345,
        "top": 1e9,
    }
    log_steps(tmp_path / "new" / "run", 1, **metrics, seventh=1)
    expected = {"reward": 0.5, "kl": None, "loss": None, "value": 2.5, "tokens": 12345, "top": 1e9, "seventh": 1}
    assert lines(tmp_path / "new" / "run") == [{"step": 1} | expected]
    assert capsys.readouterr().out == "step 1: reward 0.5, loss nan, value 2.5, tokens 1.234e+04, top 1e+09\n"


def test_each_line_is_there_at_once(tmp_path):
    """A run that is killed has lost nothing."""
    log = TrainingLog(tmp_path, tracker=Tracker.NONE, config={})
    log.write(1, {"loss": 1.0})
    assert lines(tmp_path) == [{"step": 1, "loss": 1.0}]
    log.close()


def test_resuming_drops_later_steps(tmp_path):
    """Steps after the checkpoint are done again, and there is one line for each step; a new run starts empty."""
    log_steps(tmp_path, 1, 2, 3, 4)
    log_steps(tmp_path, 3, 4, resume_step=2, loss=9.0)
    assert [(line["step"], line["loss"]) for line in lines(tmp_path)] == [(1, 0.5), (2, 1.0), (3, 9.0), (4, 9.0)]
    log_steps(tmp_path, 1)
    assert [line["step"] for line in lines(tmp_path)] == [1]
    assert [path.name for path in tmp_path.iterdir()] == [METRICS_FILE]


def test_resuming_after_a_line_that_was_cut_off(tmp_path):
    """A killed run may leave half a line."""
    log_steps(tmp_path, 1, 2)
    with (tmp_path / METRICS_FILE).open("a") as file:
        file.write('{"step": 3, "lo')
    assert [line["step"] for line in read_metrics(tmp_path / METRICS_FILE)] == [1, 2]
    log_steps(tmp_path, 3, resume_step=2)
    assert [line["step"] for line in lines(tmp_path)] == [1, 2, 3]


@pytest.mark.parametrize("text", ["no JSON\n", "[1]\n", '{"loss": 1}\n', "3\n", '{"step": "x"}\n'])
def test_a_file_that_is_none_of_ours(tmp_path, text):
    """It is neither read nor overwritten."""
    (tmp_path / METRICS_FILE).write_text(text)
    with pytest.raises(ArgumentError, match="cannot read metrics from"):
        TrainingLog(tmp_path, tracker=Tracker.NONE, config={})
    assert (tmp_path / METRICS_FILE).read_text() == text


# -------------------------------------------------------------------------------------------------------- the trackers


def scalars(folder, name):
    """(step, value) of a metric, as TensorBoard shows it."""
    accumulator = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    events = accumulator.EventAccumulator(str(folder))
    events.Reload()
    return [(event.step, event.value) for event in events.Scalars(name)]


def test_tensorboard_is_the_default(tmp_path):
    """Numbers by step, only where there are some, and the settings as text."""
    with TrainingLog(tmp_path, config={"lr": 1e-4}) as log:
        log.write(1, {"loss": 1.0, "kl": None})
        log.write(2, {"loss": NAN, "kl": 0.5})
        log.write(3, {"loss": 0.5})
    assert scalars(tmp_path, "loss") == [(1, 1.0), (3, 0.5)]
    assert scalars(tmp_path, "kl") == [(2, 0.5)]
    assert any(b"lr = 0.0001" in path.read_bytes() for path in tmp_path.glob("events*"))


def test_tensorboard_shows_a_resumed_step_once(tmp_path):
    """What was logged after the checkpoint is not shown any more."""
    for steps, value, resume_step in (((1, 2, 3), 1.0, 0), ((3, 4), 2.0, 2)):
        with TrainingLog(tmp_path, config={}, resume_step=resume_step) as log:
            for step in steps:
                log.write(step, {"loss": value})
    assert scalars(tmp_path, "loss") == [(1, 1.0), (2, 1.0), (3, 2.0), (4, 2.0)]


class Service(types.ModuleType):
    """Stands for wandb and trackio, which have the same few functions."""

    def __init__(self):
        super().__init__("service")
        self.calls = []

    def init(self, **arguments):
        """Begins a run, which is this object."""
        self.calls.append(arguments)
        return self

    def log(self, metrics, *, step):
        """Logs a step of the run."""
        self.calls.append((step, metrics))

    def finish(self):
        """Ends the run."""
        self.calls.append("finish")


@pytest.mark.parametrize(("tracker", "own"), [(Tracker.WANDB, ["dir"]), (Tracker.TRACKIO, [])])
def test_services_by_a_switch(tmp_path, monkeypatch, tracker, own):
    """They are imported when they are asked for, and the file is written all the same."""
    service = Service()
    monkeypatch.setitem(sys.modules, tracker.value, service)
    monkeypatch.chdir(tmp_path)
    with TrainingLog(Path("run"), tracker=tracker, config={"lr": 1.0, "model": Path("m")}) as log:
        log.write(1, {"loss": 0.5, "kl": None})
    begun, *rest = service.calls
    assert {name: begun.pop(name) for name in own} == dict.fromkeys(own, "run")
    config = {"lr": 1.0, "model": "m", "resume_step": 0}
    assert begun == {"project": "asm_gym", "name": "run", "config": config}
    assert rest == [(1, {"loss": 0.5}), "finish"]
    assert [line["step"] for line in lines(tmp_path / "run")] == [1]


@pytest.mark.parametrize(
    ("tracker", "hint"),
    [(Tracker.TENSORBOARD, r"-e '\.\[agents\]'"), (Tracker.WANDB, "wandb"), (Tracker.TRACKIO, "trackio")],
)
def test_a_tracker_that_is_not_installed(tmp_path, monkeypatch, tracker, hint):
    """One clear error, before training and before the former metrics are touched."""
    log_steps(tmp_path, 1)
    monkeypatch.setitem(sys.modules, tracker.value, None)
    with pytest.raises(
        ArgumentError, match=rf"{tracker.value} is not installed \(.*\); install it: pip install {hint}$"
    ):
        TrainingLog(tmp_path, tracker=tracker, config={})
    assert [line["step"] for line in lines(tmp_path)] == [1]


def test_nothing_heavy_comes_in_with_the_module():
    """Trackers and matplotlib are imported where they are used."""
    script = (
        "import sys, agents.training_log\n"
        "print(sorted({'torch', 'tensorboard', 'matplotlib', 'wandb', 'trackio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "[]\n"


# --------------------------------------------------------------------------------------------------------- the picture


@pytest.fixture
def drawn(tmp_path, monkeypatch):
    """drawn(metrics of step 1, ...) draws the curve and gives the figure."""
    figures = pytest.importorskip("matplotlib.figure")
    made = []

    class Kept(figures.Figure):
        def savefig(self, *arguments, **keywords):
            made.append(self)
            super().savefig(*arguments, **keywords)

    monkeypatch.setattr(figures, "Figure", Kept)

    def drawn(*steps):
        with TrainingLog(tmp_path, tracker=Tracker.NONE, config={}) as log:
            for step, metrics in enumerate(steps, 1):
                log.write(step, metrics)
        plot_learning_curve(tmp_path / METRICS_FILE, tmp_path / "curve.png")
        assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")
        return made[-1]

    return drawn


def test_the_curve_has_three_panels(drawn):
    """Every step's value, gaps where there is none, the interval as a band, and labels."""
    step = {"reward": 0.5, "pass_share": 0.9, "speedup": 2.0, "speedup_low": 1.5, "speedup_high": 2.5}
    figure = drawn(step, step | {"reward": None, "speedup": NAN}, step | {"reward": 0.7})
    reward, passed, speedup = figure.axes
    assert [axis.get_ylabel() for axis in figure.axes] == ["reward", "passed (sampled)", "speed-up (geometric mean)"]
    assert speedup.get_xlabel() == "step"
    np.testing.assert_array_equal(reward.lines[0].get_xydata(), [(1, 0.5), (2, NAN), (3, 0.7)])
    np.testing.assert_array_equal(passed.lines[0].get_ydata(), [0.9] * 3)
    assert speedup.get_yscale() == "log"
    low, high = speedup.collections[0].get_datalim(speedup.transData).intervaly
    assert (low, high) == (1.5, 2.5)


def test_thick_lines_are_means_over_a_tenth_of_the_steps(drawn):
    """Of the logarithm for speed-ups, and of those that are known."""
    rewards, speedups = [float(step) for step in range(1, 21)], [2.0, 8.0] * 10
    steps = [{"reward": one, "speedup": two} for one, two in zip(rewards, speedups, strict=True)]
    steps[9]["reward"] = None
    reward, speedup = drawn(*steps).axes
    smooth = reward.lines[1].get_ydata()
    np.testing.assert_allclose(smooth[[0, 1, 8, 9, 10, 19]], [1.5, 2, 8.5, 10, 11.5, 19.5])
    np.testing.assert_allclose(speedup.lines[1].get_ydata()[[1, 2]], [2 ** (5 / 3), 2 ** (7 / 3)])


def test_a_metric_that_was_never_logged_has_no_panel(drawn):
    """A run with one metric and one step can be drawn, too."""
    assert [axis.get_ylabel() for axis in drawn({"reward": 1.0}).axes] == ["reward"]


@pytest.mark.parametrize("metrics", [{"loss": 1.0}, {"reward": None}])
def test_nothing_to_draw(tmp_path, metrics):
    """Neither other metrics nor a missing file give an empty picture."""
    log_steps(tmp_path, 1, **metrics)
    with pytest.raises(ArgumentError, match="has none of reward, pass_share, speedup in its 1 lines"):
        plot_learning_curve(tmp_path / METRICS_FILE, tmp_path / "curve.png")
    with pytest.raises(ArgumentError, match="cannot read metrics"):
        plot_learning_curve(tmp_path / "missing.jsonl", tmp_path / "curve.png")


def test_matplotlib_is_not_installed(tmp_path, monkeypatch):
    """One clear error."""
    log_steps(tmp_path, 1, reward=1.0)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ArgumentError, match=r"matplotlib is not installed .*pip install -e '\.\[agents\]'$"):
        plot_learning_curve(tmp_path / METRICS_FILE, tmp_path / "curve.png")
