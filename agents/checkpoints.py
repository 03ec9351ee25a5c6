"""Checkpoints of a training run: written whole or not at all, and what a run needs to go on where one ends.

A checkpoint is a folder ``step-00000120``: the files of ``save_pretrained`` of the model and its tokenizer, so that
``from_pretrained`` and ``zero_shot`` take it as any other model, and ``trainer_state.pt`` beside them.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import re
import shutil
import signal
from collections.abc import Mapping
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Final, Self

from agents.language_model import require_integer
from asm_gym import ArgumentError

try:
    import torch
except ImportError as error:
    message = f"agents.checkpoints needs torch ({error}); install it: pip install -e '.[agents]'"
    raise ImportError(message) from error

_STATE_FILE: Final = "trainer_state.pt"
_NAME: Final = re.compile(r"step-(\d{8,})")
_PARTIAL: Final = "partial"
"""What is being written. A run has one writer, so one name will do, and the next save clears what a killed one left."""
_DISCARDED: Final = "discarded"
"""What is being deleted: deleting is not atomic either."""


def save(folder: Path, step: int, *, model: Any, tokenizer: Any, state: Mapping[str, Any], keep: int) -> Path:
    """Writes a checkpoint that is there whole or not at all, even if the process or the machine dies meanwhile.

    A step that has a checkpoint keeps it as it is: a run that is stopped right after a save has nothing new to say.

    Args:
        folder: The checkpoints of one run; made where it is missing. Only one process may write into it.
        step: Steps that the run has done, at least 0 and at least those of the checkpoints in the folder.
        model: A model of transformers, or one of peft, whose adapter alone is written. Not wrapped for several
            processes.
        tokenizer: The model's.
        state: What else the run needs to go on. Tensors, numbers, strings, None and lists, tuples and dicts of them.
        keep: How many checkpoints may stay, this one included; the oldest go.

    Returns:
        The checkpoint's folder.

    Raises:
        ArgumentError: a number is out of range, the folder belongs to a run that is further on, or `load_state` would
            refuse the state.
        OSError: the file system refuses. Former checkpoints are as they were.
    """
    require_integer("step", step, least=0)
    require_integer("keep", keep, least=1)
    newest, checkpoint = latest(folder), folder / f"step-{step:08d}"
    if newest is not None and _step(newest) > step:
        msg = f"cannot save step {step} in {str(folder)!r}: it has {newest.name}; resume from it or give another folder"
        raise ArgumentError(msg)
    if newest != checkpoint:
        partial = folder / _PARTIAL
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        _write_model(partial, model)
        tokenizer.save_pretrained(partial)
        _write_state(partial, state)
        _flush(partial)
        partial.rename(checkpoint)
        _flush_entry(folder)
    for old in _all(folder)[:-keep]:
        _discard(old)
    return checkpoint


def latest(folder: Path) -> Path | None:
    """The checkpoint with the most steps, or None where there is none (or no folder). Unfinished ones do not count."""
    return next(reversed(_all(folder)), None)


def load_state(checkpoint: Path) -> dict[str, Any]:
    """The ``state`` that `save` was given, its tensors on the CPU. Nothing in the file is executed.

    Raises:
        ArgumentError: the folder is no checkpoint, or its state cannot be read.
    """
    return _load_state(checkpoint, mmap=False)


class StopRequest:
    """Turns the first SIGINT (Ctrl-C) or SIGTERM into a wish, so that a loop can finish its step, save and leave.

    A second one raises KeyboardInterrupt at once. For the main thread only, as handlers of signals are.

        with StopRequest() as stop:
            while step < steps and not stop.requested:
                ...
    """

    def __init__(self) -> None:
        self.requested = False
        self._former: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._former[number] = signal.signal(number, self._handle)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for number, handler in self._former.items():
            # None: a handler that was not set from Python, which cannot be set again from there.
            signal.signal(number, signal.SIG_DFL if handler is None else handler)

    def _handle(self, number: int, frame: FrameType | None) -> None:
        name = signal.Signals(number).name
        if self.requested:
            raise KeyboardInterrupt(name)
        self.requested = True
        # Not print: the signal may have come in the middle of one. Nobody may be listening any more.
        with contextlib.suppress(OSError):
            os.write(2, f"\n{name}: stops after this step; once more stops at once\n".encode())


# ------------------------------------------------------------------------------------------------------------- folders


def _all(folder: Path) -> list[Path]:
    """The checkpoints, oldest first."""
    found = [path for path in folder.glob("step-*") if _NAME.fullmatch(path.name) and (path / _STATE_FILE).is_file()]
    return sorted(found, key=_step)


def _step(checkpoint: Path) -> int:
    return int(checkpoint.name.removeprefix("step-"))


def _discard(checkpoint: Path) -> None:
    discarded = checkpoint.with_name(_DISCARDED)
    shutil.rmtree(discarded, ignore_errors=True)
    checkpoint.rename(discarded)
    shutil.rmtree(discarded)


def _write_model(folder: Path, model: Any) -> None:
    for config in getattr(model, "peft_config", {}).values():
        base = config.base_model_name_or_path
        if not base:
            msg = "the adapter's base model has no name or folder to load it from again; save it and load it from there"
            raise ArgumentError(msg)
        if Path(base).is_dir():  # else a name of the hub
            config.base_model_name_or_path = str(Path(base).resolve())
    model.save_pretrained(folder)


def _write_state(folder: Path, state: Mapping[str, Any]) -> None:
    torch.save(dict(state), folder / _STATE_FILE)
    _load_state(folder, mmap=True)  # reads no tensor, but refuses what load_state would


def _load_state(checkpoint: Path, *, mmap: bool) -> dict[str, Any]:
    path = checkpoint / _STATE_FILE
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True, mmap=mmap)
    except (OSError, RuntimeError, EOFError, LookupError, ValueError, pickle.UnpicklingError) as error:
        reason = str(error).strip().partition("\n")[0]
        msg = f"cannot read {str(path)!r}: {reason}; it must hold tensors, numbers, strings, lists and dicts only"
        raise ArgumentError(msg) from error
    return state


def _flush(folder: Path) -> None:
    """Sees to it that the folder's files are on the disk before its name is."""
    for path in (*folder.rglob("*"), folder):
        _flush_entry(path)


def _flush_entry(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
