"""The supervisors of one evaluator: how many build at once, what protects them, what they leave behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from asm_gym.config import EvaluationConfig
from asm_gym.errors import SandboxError
from asm_gym.lanes import hold_lane, plan_cores
from asm_gym.sandbox import ALL_LAYERS, Input, Layer, Limits, Run, Supervisor
from asm_gym.toolchain import (
    BASELINE_FLAGS,
    BuildFailure,
    LinkMode,
    LinkPlan,
    assemble,
    clear_work,
    compile_c,
    link,
    start_builder,
)

_MORE_THAN_CORES: Final = 1
"""Builds under way beyond one per core: something runs while the others are in Python or between two processes."""
_EMPTY_C: Final = "int main(void) { return 0; }\n"


class SupervisorPool:
    """Supervisors for the threads of one process.

    Attributes:
        cores: Where is timed and where is built.
        folder: Private folder for executables; removed by `close`.
        owner: Process that may use the pool; a forked child needs its own.
        layers: Layers of defence in force, found by a probe.
        level: "full", "reduced" (some layer is missing) or "unsafe".
    """

    def __init__(self, config: EvaluationConfig, layers: Layer = ALL_LAYERS) -> None:
        """Starts a supervisor and probes the sandbox; see `Evaluator`."""
        self.config, self._asked = config, layers
        self.cores = plan_cores(config.timing_cores)
        self.owner = os.getpid()
        self._lock = threading.RLock()
        self._slots = threading.Semaphore(len(self.cores.all) + _MORE_THAN_CORES)
        self._idle: list[Supervisor] = []
        self.supervisors: weakref.WeakSet[Supervisor] = weakref.WeakSet()
        self.folder = Path(tempfile.mkdtemp(prefix="asm_gym-baselines-"))
        self._finalizer = weakref.finalize(self, _remove, self.folder, self.supervisors, self._lock, self.owner)
        self.layers = self._probe()
        complete = ALL_LAYERS & ~self.layers == Layer(0)
        self.level = "full" if complete else "reduced" if Layer.SECCOMP in self.layers else "unsafe"

    def closed(self) -> bool:
        """Whether `close` was called."""
        return not self._finalizer.alive

    @contextlib.contextmanager
    def borrow(self) -> Iterator[Supervisor]:
        """A supervisor for one thread; it goes back to the pool if it still works.

        Raises:
            SandboxError: the pool is closed.
        """
        supervisor = self._take()
        try:
            yield supervisor
        finally:
            if supervisor.alive:
                with self._lock:
                    self._idle.append(supervisor)

    @contextlib.contextmanager
    def slot(self) -> Iterator[None]:
        """Waits while enough is under way that is not timed; who has a slot goes on until it wants to be timed."""
        with self._slots:
            yield

    def _take(self) -> Supervisor:
        with self._lock:
            self._idle = [one for one in self._idle if one.alive]
            supervisor = self._idle.pop() if self._idle else None
        if supervisor is None and not self.closed():
            supervisor = start_builder(self.cores, self._asked)
            supervisor.required = self.layers & ~Layer.PINNED
            with self._lock:
                self.supervisors.add(supervisor)
        if self.closed():  # perhaps just now, when the new one was not yet in the set
            if supervisor is not None:
                supervisor.close()
            msg = "this evaluator was closed; make another"
            raise SandboxError(msg)
        assert supervisor is not None
        return supervisor

    def _probe(self) -> Layer:
        """Layers in force for an empty program."""
        self.layers = Layer(0)
        try:
            return self._probe_once()
        except SandboxError as error:
            if "step seccomp" not in str(error):
                raise
            if not self.config.allow_unsafe:
                msg = (
                    f"this kernel offers no system call filter ({error}); candidates would run unprotected: use "
                    f"another host, or allow_unsafe=True"
                )
                raise SandboxError(msg) from error
        self._asked &= ~Layer.SECCOMP & ~Layer.NOTIFY
        for supervisor in self._idle:
            supervisor.close()  # it still asks for the filter
        return self._probe_once()

    def _probe_once(self) -> Layer:
        with self.borrow() as supervisor, opened([self.empty_program(supervisor)]) as fds:
            core = self.cores.building[0]  # pinned like a measurement, but where nobody measures
            with hold_lane([core], self.closed) if self.cores.shared else contextlib.nullcontext():
                (outcome,) = supervisor.run(fds, [Input(stdin=b"")], [Run()], limits=Limits(), core=core)
            supervisor.required = outcome.layers & ~Layer.PINNED
            return outcome.layers

    def empty_program(self, supervisor: Supervisor | None = None) -> Path:
        """Executable of a program that does nothing; built by the probe, with the supervisor that is given."""
        path = self.folder / "empty"
        if supervisor is None or path.exists():
            return path
        clear_work(supervisor)
        built = assemble(supervisor, compile_c(_EMPTY_C, BASELINE_FLAGS))
        linked = built if isinstance(built, BuildFailure) else link(supervisor, built, LinkPlan(LinkMode.RUNTIME))
        if isinstance(linked, BuildFailure):
            msg = (
                f"the toolchain cannot build an empty program ({linked.stage.value}: {linked.message}); see "
                f"`asm-gym doctor`"
            )
            raise SandboxError(msg)
        return Path(shutil.move(linked, path))

    def close(self) -> None:
        """Ends the supervisors and removes the folder; a second call does nothing.

        Threads that are at work get a SandboxError.
        """
        self._finalizer()


class OwnedFolder:
    """A folder that is removed when nobody refers to this object any more."""

    def __init__(self, parent: Path) -> None:
        self.path = Path(tempfile.mkdtemp(dir=parent))
        weakref.finalize(self, _remove_folder, self.path, os.getpid())


@contextlib.contextmanager
def opened(paths: Sequence[Path]) -> Iterator[list[int]]:
    """Descriptors of files, open for reading."""
    with contextlib.ExitStack() as stack:
        fds = []
        for path in paths:
            fds.append(os.open(path, os.O_RDONLY | os.O_CLOEXEC))
            stack.callback(os.close, fds[-1])
        yield fds


def _remove_folder(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # not in a forked child
        shutil.rmtree(folder, ignore_errors=True)


def _remove(folder: Path, supervisors: weakref.WeakSet[Supervisor], lock: threading.RLock, owner: int) -> None:
    if os.getpid() != owner:
        return
    with lock:
        open_ones = list(supervisors)
    for supervisor in open_ones:
        supervisor.close()
    _remove_folder(folder, owner)
