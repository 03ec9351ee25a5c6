"""The cores of this machine: where programs are timed, where the rest is done, and who may use which of them now.

Theory of operation. A *timing lane* is a core on which one measurement runs at a time, over all processes, users and
environments of a machine: whoever measures holds the lock of the core, an flock on a file that everybody can open; the
kernel releases it when its holder dies. Whoever waits first takes the core's *queue*, a second lock. So one waiter of
the machine is next, and a process that has just measured cannot push in before another one. Waiters poll instead of
blocking in the kernel, because closing an environment must be able to end their wait.

Everything else (assembler, linker, tests) runs on the other cores. It may *borrow* a timing core on which nobody
measures and for which nobody waits, for at most a quarter of a second. So all cores work while nothing is timed, and
nothing but the measured program runs on a timing core while something is.

Not covered: processes that know nothing of these locks. Keep a trainer's threads off the timing cores.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
import platform
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from asm_gym.errors import ArgumentError, SandboxError, TimingError

LANES = Path("/tmp/asm_gym-lanes")  # noqa: S108
"""Where the locks lie: one place for every user and every TMPDIR of a machine."""
BORROWED_S: Final = 0.25
"""Longest time for which a timing core is borrowed, in seconds."""

_LEFT: Final = "ASM_GYM_LEFT_CORES"
"""Tells child processes which cores there were before `leave_timing_cores`, and after it."""
_POLL_S: Final = 0.001
_REST_S: Final = 0.003
"""How long a process that was just served leaves the queue to others: a few of their polls."""

_Got = TypeVar("_Got")


# ------------------------------------------------------------------------------------------------ which cores


@dataclass(frozen=True, slots=True)
class Cores:
    """How the cores are divided."""

    timing: tuple[int, ...]
    """One timing lane each."""
    building: tuple[int, ...]
    """For everything else; the timing cores where there are no others."""

    @property
    def shared(self) -> bool:
        """Whether building has no core of its own and takes turns with timing."""
        return self.building == self.timing

    @property
    def all(self) -> tuple[int, ...]:
        """Every core that is used."""
        return tuple(sorted({*self.timing, *self.building}))


@functools.cache
def allowed_cores() -> tuple[int, ...]:
    """Cores that this process could use at the first call; it may move itself off some of them later.

    A process that was started by one that has left its timing cores (`leave_timing_cores`) plans with the same cores.
    """
    now = os.sched_getaffinity(0)
    before, _, left = os.environ.get(_LEFT, "").partition("/")
    if left and now == {int(core) for core in left.split(",")}:
        return tuple(int(core) for core in before.split(","))
    return tuple(sorted(now))


def leave_timing_cores(timing_cores: str = "auto") -> None:
    """Moves the calling thread, and all threads and processes that it starts later, off the timing cores.

    Call it at the start of a trainer, whose threads would disturb what is being timed.

    Args:
        timing_cores: The value that the environments get.

    Raises:
        ArgumentError: see `plan_cores`.
    """
    cores = plan_cores(timing_cores)
    before, left = (",".join(map(str, some)) for some in (allowed_cores(), cores.building))
    os.environ[_LEFT] = f"{before}/{left}"
    os.sched_setaffinity(0, cores.building)


@functools.cache
def _siblings(core: int) -> frozenset[int]:
    """Logical cores of the same physical core, the core itself included."""
    try:
        text = Path(f"/sys/devices/system/cpu/cpu{core}/topology/thread_siblings_list").read_text()
    except OSError:
        return frozenset({core})
    pairs = [part.partition("-") for part in text.strip().split(",")]
    return frozenset(n for low, _, high in pairs for n in range(int(low), int(high or low) + 1)) | {core}


def require_timing_cores(text: str) -> None:
    """Refuses a value of `timing_cores` that cannot be meant on any machine.

    Raises:
        ArgumentError: neither "auto" nor core numbers with commas between them.
    """
    if text != "auto" and not re.fullmatch(r"\d+(,\d+)*", text):
        msg = f"timing_cores={text!r}, expected 'auto' or core numbers like '3' or '2,3'"
        raise ArgumentError(msg)


def plan_cores(timing_cores: str = "auto") -> Cores:
    """Divides the cores of this process.

    Args:
        timing_cores: "auto": one logical core of every second physical core, at least one, and the logical cores of the
            other physical cores for building; a timing core's siblings stay idle where there are others, because they
            share its caches and execution units. Otherwise core numbers with commas between them; all other cores
            build, or the same ones, in turns, where no other is left. All processes of a machine should say the same:
            one builds without asking where another one times otherwise.

    Raises:
        ArgumentError: this process may not use one of the cores, or two of them are the same physical core.
    """
    require_timing_cores(timing_cores)
    allowed = allowed_cores()
    physical = sorted({_siblings(core) & set(allowed) for core in allowed}, key=min)
    if timing_cores == "auto":
        lanes = physical[-max(1, len(physical) // 2) :]
        timing = tuple(sorted(max(lane) for lane in lanes))
        building = [core for cores in physical if cores not in lanes for core in cores]
        building = building or [core for core in allowed if core not in timing]
        return Cores(timing, tuple(sorted(building)) or timing)
    timing = tuple(sorted({int(number) for number in timing_cores.split(",")}))
    for core in timing:
        if core not in allowed:
            msg = f"timing_cores={timing_cores!r}: this process may use the cores {', '.join(map(str, allowed))}"
            raise ArgumentError(msg)
        if others := _siblings(core) & set(timing) - {core}:
            msg = f"timing_cores={timing_cores!r}: {core} and {min(others)} are one physical core; give one of them"
            raise ArgumentError(msg)
    return Cores(timing, tuple(core for core in allowed if core not in timing) or timing)


@functools.cache
def cpu_model() -> str:
    """The processor's name from /proc/cpuinfo."""
    lines = Path("/proc/cpuinfo").read_text(errors="replace").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


@contextlib.contextmanager
def off_timing_cores(cores: Cores) -> Iterator[None]:
    """Keeps the calling thread, and what it starts, on the building cores."""
    before = os.sched_getaffinity(0)
    if cores.shared or before == set(cores.building):
        yield
        return
    os.sched_setaffinity(0, before & set(cores.building) or cores.building)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


# ------------------------------------------------------------------------------------------------------ locks


_held: set[int] = set()
"""Descriptors of locks: a forked child closes its copies, which would keep a lock alive after its holder's death."""
_turn = threading.Lock()
"""Held by the one thread of this process that queues."""
_served_s = 0.0


_loans: dict[int, tuple[_Locks, int]] = {}
"""Timing cores that this process has borrowed, and by how many threads."""
_loans_lock = threading.Lock()


def _after_fork() -> None:
    global _turn, _loans_lock
    _turn, _loans_lock = threading.Lock(), threading.Lock()
    _loans.clear()
    for fd in _held:
        with contextlib.suppress(OSError):
            os.close(fd)
    _held.clear()


os.register_at_fork(after_in_child=_after_fork)


class _Locks:
    """Machine-wide locks that are released together at the end of a block."""

    def __init__(self) -> None:
        self._fds: list[int] = []

    def __enter__(self) -> _Locks:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def release(self) -> None:
        """Gives all of them back."""
        while self._fds:
            self._release(self._fds[-1])  # forgotten only then: an interrupt in between leaves nothing locked
            self._fds.pop()

    @staticmethod
    def _release(fd: int) -> None:
        if fd in _held:  # not in a child that was forked meanwhile
            fcntl.flock(fd, fcntl.LOCK_UN)  # closing would not free it while a child that is being started has a copy
            _held.discard(fd)
            os.close(fd)

    def take(self, name: str) -> bool | None:
        """Takes a lock and says True; None where somebody else has it.

        Raises:
            TimingError: its file cannot be opened.
        """
        fd = _open(name)
        self._fds.append(fd)  # before it is locked: an interrupt at any later moment finds it here
        _held.add(fd)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._fds.remove(fd)
            self._release(fd)
            return None
        return True

    def take_any(self, cores: Sequence[int]) -> int | None:
        """Takes the first timing core that is free."""
        return next((core for core in cores if self.take(f"core{core}.lock")), None)


def _open(name: str) -> int:
    try:
        with contextlib.suppress(FileExistsError):
            LANES.mkdir(mode=0o777)
            LANES.chmod(0o1777)  # mkdir obeys the umask; other users' processes share the lock
        folder = os.open(LANES, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            flags = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
            try:  # kernels with fs.protected_regular refuse O_CREAT on another user's file in such a folder
                fd = os.open(name, flags, dir_fd=folder)
            except FileNotFoundError:
                fd = os.open(name, flags | os.O_CREAT, 0o666, dir_fd=folder)
        finally:
            os.close(folder)
    except OSError as error:
        msg = f"cannot open the timing lock in {LANES}: {error.strerror}; make it a folder that everybody may write to"
        raise TimingError(msg) from error
    if os.fstat(fd).st_uid == os.geteuid():
        os.fchmod(fd, 0o666)
    return fd


def _poll(attempt: Callable[[], _Got | None], cancelled: Callable[[], bool]) -> _Got:
    while (got := attempt()) is None:
        if cancelled():
            msg = "closed while waiting for a timing core; nothing is known about the candidate"
            raise SandboxError(msg)
        time.sleep(_POLL_S)
    return got


@contextlib.contextmanager
def _queued(cores: Sequence[int], cancelled: Callable[[], bool]) -> Iterator[None]:
    """Makes this thread the next one of the machine on these cores."""
    global _served_s
    turn = _turn
    _poll(lambda: turn.acquire(timeout=0.1) or None, cancelled)
    try:
        with _Locks() as queues:
            time.sleep(min(max(0.0, _served_s + _REST_S - time.perf_counter()), _REST_S))
            for core in sorted(cores):  # the same order for everybody, so nobody waits in a circle
                _poll(functools.partial(queues.take, f"core{core}.queue"), cancelled)
            yield
            _served_s = time.perf_counter()
    finally:
        turn.release()


@dataclass(frozen=True, slots=True)
class Lane:
    """A timing core that is held, and how long its holder waited for it."""

    core: int
    waited_s: float


@contextlib.contextmanager
def hold_lane(cores: Sequence[int], cancelled: Callable[[], bool] = lambda: False) -> Iterator[Lane]:
    """Holds the first of these timing cores that becomes free; the kernel releases it when the process dies.

    Args:
        cores: Timing cores, any of which will do.
        cancelled: Asked while waiting; the wait ends once it says yes.

    Raises:
        TimingError: a lock file cannot be opened.
        SandboxError: the wait was cancelled.
    """
    start_s = time.perf_counter()
    with _Locks() as mine:
        with _queued(cores, cancelled):
            core = _poll(functools.partial(mine.take_any, cores), cancelled)
        yield Lane(core, time.perf_counter() - start_s)


@contextlib.contextmanager
def borrow_cores(cores: Cores, cancelled: Callable[[], bool] = lambda: False) -> Iterator[tuple[int, ...]]:
    """Cores for work that is not timed: those for building, and each timing core that nobody measures on or waits for.

    The caller gives them back after `BORROWED_S` at most. The threads of a process share what it has borrowed. Where
    building has no core of its own it waits for its turn like a measurement does, and may take as long as it needs.

    Yields:
        The cores; equal to `cores.building` where none was borrowed.
    """
    if cores.shared:
        with hold_lane(cores.timing, cancelled) as lane:
            yield (lane.core,)
        return
    borrowed: list[int] = []
    try:
        borrowed += (core for core in cores.timing if _borrow(core))
        yield (*cores.building, *borrowed)
    finally:
        for core in borrowed:
            _give_back(core)


def _borrow(core: int) -> bool:
    with _loans_lock:
        with _Locks() as queue:
            if queue.take(f"core{core}.queue") is None:
                return False  # somebody waits for it
        if core not in _loans:
            locks = _Locks()
            if locks.take_any((core,)) is None:
                return False
            _loans[core] = (locks, 0)
        locks, users = _loans[core]
        _loans[core] = (locks, users + 1)
        return True


def _give_back(core: int) -> None:
    with _loans_lock:
        if core not in _loans:  # in a child that was forked meanwhile
            return
        locks, users = _loans.pop(core)
        if users > 1:
            _loans[core] = (locks, users - 1)
        else:
            locks.release()
