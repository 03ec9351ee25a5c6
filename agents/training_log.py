"""What a training run tells about itself: a line a step, metrics.jsonl, a tracker, its learning curve as a picture."""

from __future__ import annotations

import importlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, SupportsFloat

import numpy as np

from asm_gym import ArgumentError

METRICS_FILE: Final = "metrics.jsonl"
"""One object a line: "step", and the step's metrics. Null stands for absent, and for what is no finite number."""

_PRINTED: Final = 6
_INSTALL: Final = {"tensorboard": "-e '.[agents]'", "matplotlib": "-e '.[agents]'"}


class Tracker(StrEnum):
    """Where metrics go besides standard output and `METRICS_FILE`."""

    TENSORBOARD = "tensorboard"
    """Event files in the run's folder: ``tensorboard --logdir FOLDER``."""
    WANDB = "wandb"
    """Weights & Biases. ``WANDB_MODE=offline`` keeps everything in the run's folder."""
    TRACKIO = "trackio"
    """Hugging Face's, on this machine unless its own environment variables say otherwise."""
    NONE = "none"


class TrainingLog:
    """Writes the metrics of one run; one process does, where several train.

    A run that is resumed forgets what it logged after the step that it goes on from, so no step is there twice. wandb
    and trackio take nothing back: there it is a new run.
    """

    def __init__(
        self,
        folder: Path,
        *,
        tracker: Tracker = Tracker.TENSORBOARD,
        config: Mapping[str, Any],
        resume_step: int = 0,
    ) -> None:
        """Opens the log.

        Args:
            folder: Of the run; made where it is missing. wandb and trackio call the run by its name.
            tracker: Where metrics go, too.
            config: The run's settings, for the tracker to show.
            resume_step: The step that the run goes on from; 0: a new run.

        Raises:
            ArgumentError: the tracker is not installed, or the folder's metrics cannot be read.
        """
        folder.mkdir(parents=True, exist_ok=True)
        open_tracker = _open_tensorboard if tracker is Tracker.TENSORBOARD else _open_service
        nowhere = (lambda step, metrics: None), (lambda: None)
        opened = nowhere if tracker is Tracker.NONE else open_tracker(tracker, folder, dict(config), resume_step)
        self._track, self._close_tracker = opened
        path = folder / METRICS_FILE
        _forget(path, after=resume_step)
        self._file = path.open("a", encoding="utf-8")

    def write(self, step: int, metrics: Mapping[str, SupportsFloat | None]) -> None:
        """Logs a step.

        Args:
            step: Later than those before.
            metrics: By name; None: not known at this step. The first six are printed, so the important ones come first.
        """
        known = {name: _plain(value) for name, value in metrics.items() if value is not None}
        finite = {name: value for name, value in known.items() if math.isfinite(value)}
        self._file.write(json.dumps({"step": step} | {name: finite.get(name) for name in metrics}) + "\n")
        self._file.flush()
        self._track(step, finite)
        shown = [f"{name} {known[name]:.4g}" for name in list(metrics)[:_PRINTED] if name in known]
        print(f"step {step}: {', '.join(shown)}", flush=True)

    def close(self) -> None:
        """Ends the run, at the tracker too."""
        self._file.close()
        self._close_tracker()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def read_metrics(path: Path) -> list[dict[str, Any]]:
    """The lines of a `METRICS_FILE`, oldest first. One that a killed run left without its end does not count.

    Raises:
        ArgumentError: the file cannot be read, or a line is not an object with a step.
    """
    try:
        complete, _, _ = path.read_text(encoding="utf-8").rpartition("\n")
        return [line | {"step": int(line["step"])} for line in map(json.loads, complete.splitlines())]
    except (OSError, ValueError, TypeError, KeyError) as error:
        msg = f"cannot read metrics from {str(path)!r}: {error!r}; give a {METRICS_FILE} that a training run wrote"
        raise ArgumentError(msg) from error


def _plain(value: SupportsFloat) -> float:
    return value if isinstance(value, int) else float(value)  # numpy's and torch's scalars are no JSON


def _forget(path: Path, *, after: int) -> None:
    lines = read_metrics(path) if path.exists() else []
    written = path.with_suffix(".partial")
    written.write_text("".join(json.dumps(line) + "\n" for line in lines if line["step"] <= after), encoding="utf-8")
    written.replace(path)


# ------------------------------------------------------------------------------------------------------------ trackers

_Opened = tuple[Callable[[int, dict[str, float]], object], Callable[[], object]]
"""Logs a step's metrics; ends the run."""


def _open_tensorboard(tracker: Tracker, folder: Path, config: dict[str, Any], resume_step: int) -> _Opened:
    _import(tracker)  # torch's own message says less
    from torch.utils.tensorboard import SummaryWriter

    # What lies at purge_step and after is not shown any more.
    writer = SummaryWriter(str(folder), purge_step=resume_step + 1 if resume_step else None, flush_secs=10)
    writer.add_text("config", "\n".join(f"    {name} = {value}" for name, value in config.items()), resume_step)

    def track(step: int, metrics: dict[str, float]) -> None:
        for name, value in metrics.items():
            writer.add_scalar(name, value, step)

    return track, writer.close


def _open_service(tracker: Tracker, folder: Path, config: dict[str, Any], resume_step: int) -> _Opened:
    here = {"dir": str(folder)} if tracker is Tracker.WANDB else {}
    plain = {name: value if isinstance(value, int | float | None) else str(value) for name, value in config.items()}
    plain |= {"resume_step": resume_step}
    run = _import(tracker).init(project="asm_gym", name=folder.resolve().name, config=plain, **here)
    return (lambda step, metrics: run.log(metrics, step=step)), run.finish


def _import(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        msg = f"{name} is not installed ({error}); install it: pip install {_INSTALL.get(name, name)}"
        raise ArgumentError(msg) from error


# ------------------------------------------------------------------------------------------------------ learning curve


def plot_learning_curve(metrics_jsonl: Path, png: Path) -> None:
    """Draws how reward, share of passing programs and speed-up went over the steps.

    The metrics are "reward", "pass_share" (0 to 1), "speedup" with the ends of its interval "speedup_low" and
    "speedup_high"; a panel whose metric was never logged is left out. Thin lines are steps. Thick ones are means over
    a tenth of the steps around, of the logarithm in the case of the speed-up.

    Raises:
        ArgumentError: there is nothing to draw, the metrics cannot be read, or matplotlib is not installed.
    """
    lines = read_metrics(metrics_jsonl)
    columns = {name: _column(lines, name) for name in ("step", *_PANELS, "speedup_low", "speedup_high")}
    panels = [name for name in _PANELS if np.isfinite(columns[name]).any()]
    if not panels:
        msg = f"{str(metrics_jsonl)!r} has none of {', '.join(_PANELS)} in its {len(lines)} lines; nothing to draw"
        raise ArgumentError(msg)
    _import("matplotlib")
    from matplotlib.figure import Figure  # without pyplot: no window, no state that is shared

    figure = Figure(figsize=(7, 0.6 + 2.1 * len(panels)), layout="constrained")
    axes = figure.subplots(len(panels), sharex=True, squeeze=False)[:, 0]
    for axis, name in zip(axes, panels, strict=True):
        _draw(axis, name, columns)
        axis.spines[["top", "right"]].set_visible(False)
        axis.grid(alpha=0.25, linewidth=0.6)
    axes[-1].set_xlabel("step")
    axes[-1].xaxis.get_major_locator().set_params(integer=True)
    figure.align_ylabels(axes)
    figure.savefig(png, dpi=150)


_PANELS: Final = {"reward": "reward", "pass_share": "passed (sampled)", "speedup": "speed-up (geometric mean)"}
"""Labels of the panels, by metric."""
_COLOR: Final = "#2a6f97"


def _column(lines: Sequence[Mapping[str, Any]], name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array([math.nan if line.get(name) is None else line[name] for line in lines], dtype=float)


def _draw(axis: Any, name: str, columns: Mapping[str, np.ndarray[Any, np.dtype[np.float64]]]) -> None:
    from matplotlib.ticker import AutoLocator, NullLocator

    steps, values = columns["step"], columns[name]
    axis.set_ylabel(_PANELS[name])
    smooth = np.exp(_smooth(np.log(values))) if name == "speedup" else _smooth(values)
    axis.plot(steps, values, color=_COLOR, alpha=0.45, linewidth=0.8)
    axis.plot(steps, smooth, color=_COLOR, linewidth=2)
    if name == "pass_share":
        axis.yaxis.set_major_formatter("{x:.0%}")
        axis.set_ylim(min(0.8, axis.get_ylim()[0]), 1.01)  # a nearer look would be at noise
    if name == "speedup":
        low, high = columns["speedup_low"], columns["speedup_high"]
        axis.fill_between(steps, low, high, color=_COLOR, alpha=0.18, linewidth=0, label="interval of one step")
        axis.axhline(1, color="black", linewidth=0.8, linestyle=":", label="gcc -O3")
        axis.set_yscale("log")
        axis.yaxis.set_major_locator(AutoLocator())  # the logarithmic one has powers of ten in mind
        axis.yaxis.set_major_formatter("{x:g}")
        axis.yaxis.set_minor_locator(NullLocator())
        axis.legend(frameon=False)


def _smooth(values: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Means over about a tenth of the values, centred; nan where none is known."""
    window = np.ones(2 * (len(values) // 20) + 1)
    known = np.isfinite(values)
    sums, counts = (np.convolve(part, window, "same") for part in (np.where(known, values, 0.0), known.astype(float)))
    return np.divide(sums, counts, out=np.full_like(sums, math.nan), where=counts > 0.5)
