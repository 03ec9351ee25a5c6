"""Tests of asm_gym.lanes: how cores are divided, and who may use a timing core, between threads and processes."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from asm_gym import lanes
from asm_gym.errors import ArgumentError, SandboxError, TimingError
from asm_gym.lanes import Cores, borrow_cores, hold_lane, off_timing_cores, plan_cores

ROOT = Path(__file__).resolve().parent.parent
UNUSED_CORE = 4095
"""No machine has it: locks do not care, and nothing is pinned."""


@pytest.fixture
def lock_folder(monkeypatch, tmp_path):
    """Locks lie in a folder of this test."""
    monkeypatch.setattr(lanes, "LANES", tmp_path / "asm_gym-lanes")
    return tmp_path / "asm_gym-lanes"


def never_forever():
    """Something to cancel a wait with that would otherwise hang this test."""
    deadline_s = time.monotonic() + 60
    return lambda: time.monotonic() > deadline_s


def wait_until(condition):
    expired = never_forever()
    while not condition():
        assert not expired()
        time.sleep(0.005)


def start(folder, body, **options):
    """A process of its own that uses the same locks."""
    script = f"import os, pathlib, sys, time\nfrom asm_gym import lanes\nlanes.LANES = pathlib.Path({str(folder)!r})\n"
    options = {"stdout": subprocess.PIPE, **options}
    return subprocess.Popen([sys.executable, "-c", script + body], text=True, cwd=ROOT, **options)


class Other:
    """Another process that does something with the locks, says "ready" and stays until it is killed."""

    def __init__(self, folder, body):
        self.process = start(folder, body)
        assert self.process.stdout.readline() == "ready\n"

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        self.process.stdout.close()


def holder(folder, *cores):
    """A process that holds the first of these cores that is free."""
    body = f"with lanes.hold_lane({cores!r}):\n    print('ready', flush=True)\n    time.sleep(60)\n"
    return Other(folder, body)


def is_held(folder, core=UNUSED_CORE, kind="lock"):
    with (folder / f"core{core}.{kind}").open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


# ---------------------------------------------------------------------------------------------------- which cores


@pytest.fixture
def machine(monkeypatch):
    """machine(cores, pairs...) pretends that this process may use these cores; each pair is one physical core."""

    def machine(allowed, *physical):
        siblings = {core: frozenset(cores) for cores in physical for core in cores}
        monkeypatch.setattr(lanes, "allowed_cores", lambda: tuple(allowed))
        monkeypatch.setattr(lanes, "_siblings", lambda core: siblings.get(core, frozenset({core})))

    return machine


EIGHT = (range(8), (0, 4), (1, 5), (2, 6), (3, 7))


@pytest.mark.parametrize(
    ("found", "timing_cores", "timing", "building"),
    [
        (((0,),), "auto", (0,), (0,)),
        (((5,),), "auto", (5,), (5,)),
        (((0, 1),), "auto", (1,), (0,)),
        (((0, 1), (0, 1)), "auto", (1,), (0,)),
        ((range(3),), "auto", (2,), (0, 1)),
        ((range(4),), "auto", (2, 3), (0, 1)),
        (EIGHT, "auto", (6, 7), (0, 1, 4, 5)),
        (((1, 2, 3, 7), *EIGHT[1:]), "auto", (7,), (1, 2)),
        ((range(4),), "0", (0,), (1, 2, 3)),
        ((range(4),), "3,1,3", (1, 3), (0, 2)),
        ((range(2),), "0,1", (0, 1), (0, 1)),
        (EIGHT, "7", (7,), (0, 1, 2, 3, 4, 5, 6)),
    ],
    ids=[
        "one core", "one core of many", "two cores", "two logical cores", "three cores", "four cores",
        "eight logical cores", "some of eight", "one is named", "two are named", "all are named", "named siblings",
    ],
)  # fmt: skip
def test_cores_are_divided(machine, found, timing_cores, timing, building):
    """Half of the physical cores time, one logical core each, and the others build; one core does both."""
    machine(*found)
    cores = plan_cores(timing_cores)
    assert (cores.timing, cores.building) == (timing, building)
    assert cores.shared == (timing == building)
    assert cores.all == tuple(sorted({*timing, *building}))


@pytest.mark.parametrize(
    ("timing_cores", "said"),
    [
        ("8", r"timing_cores='8': this process may use the cores 0, 1, 2, 3, 4, 5, 6, 7"),
        ("1,5", r"timing_cores='1,5': 1 and 5 are one physical core; give one of them"),
        ("x", r"timing_cores='x', expected 'auto' or core numbers like '3' or '2,3'"),
        ("", r"timing_cores='', expected"),
        ("1,", r"timing_cores='1,', expected"),
        ("-1", r"timing_cores='-1', expected"),
        ("1\n", r"timing_cores='1\\n', expected"),
    ],
)
def test_timing_cores_that_cannot_be_meant(machine, timing_cores, said):
    """A core that this process may not use, two that are one, and what is no number are refused by name."""
    machine(*EIGHT)
    with pytest.raises(ArgumentError, match=said):
        plan_cores(timing_cores)


def test_the_cores_of_this_machine():
    """The timing cores belong to this process, and the others do not time unless there is only one."""
    cores = plan_cores()
    assert cores.timing
    assert set(cores.all) <= set(lanes.allowed_cores())
    assert cores.shared or set(cores.timing).isdisjoint(cores.building)
    assert all(core in lanes._siblings(core) for core in cores.all)


def test_a_thread_leaves_the_timing_cores_for_a_while():
    """The affinity is the building cores inside, and the old one afterwards, after an error too."""
    before = os.sched_getaffinity(0)
    *building, timing = sorted(before)
    if not building:
        pytest.skip("needs two cores")
    cores = Cores((timing,), tuple(building))
    with off_timing_cores(cores):
        assert os.sched_getaffinity(0) == set(building)
    assert os.sched_getaffinity(0) == before
    with pytest.raises(ZeroDivisionError), off_timing_cores(cores):
        _ = 1 // 0
    assert os.sched_getaffinity(0) == before
    with off_timing_cores(Cores((timing,), (timing,))):
        assert os.sched_getaffinity(0) == before


# --------------------------------------------------------------------------------------------------- holding a core


def test_a_lane_excludes_other_processes(lock_folder):
    """While another process holds a core nobody gets it; when that process is killed the core is free."""
    with holder(lock_folder, UNUSED_CORE) as other:
        assert is_held(lock_folder)
        with hold_lane([UNUSED_CORE - 1], never_forever()) as lane:  # another core is free
            assert (lane.core, lane.waited_s >= 0) == (UNUSED_CORE - 1, True)
        other.kill()
        with hold_lane([UNUSED_CORE], never_forever()):
            assert is_held(lock_folder)
        assert not is_held(lock_folder)


def test_a_lane_excludes_other_threads(lock_folder):
    """Threads of one process hold a core one after the other."""
    inside, most = [], []

    def hold(_):
        with hold_lane([UNUSED_CORE], never_forever()):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.002)
            inside.pop()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(hold, range(12)))
    assert most == [1] * 12


def test_the_locks_are_for_everybody(lock_folder):
    """The folder and the files of the locks are open to other users."""
    with hold_lane([UNUSED_CORE]):
        assert lock_folder.stat().st_mode & 0o7777 == 0o1777
        assert {path.name for path in lock_folder.iterdir()} == {f"core{UNUSED_CORE}.lock", f"core{UNUSED_CORE}.queue"}
        assert {path.stat().st_mode & 0o777 for path in lock_folder.iterdir()} == {0o666}


def test_a_lane_is_released_after_an_error(lock_folder):
    """An error inside releases the core, and leaves no descriptor."""
    with hold_lane([UNUSED_CORE]):
        pass
    fds = len(os.listdir("/proc/self/fd"))
    with pytest.raises(ZeroDivisionError), hold_lane([UNUSED_CORE]):
        _ = 1 // 0
    assert not is_held(lock_folder)
    assert len(os.listdir("/proc/self/fd")) == fds


def test_a_lock_that_cannot_be_opened(lock_folder, tmp_path):
    """A lock folder that is in the way, or a lock that is a link, is refused with what to do."""
    lock_folder.write_text("")
    with pytest.raises(TimingError, match=r"cannot open the timing lock in .*; make it a folder"), hold_lane([1]):
        pass
    lock_folder.unlink()
    lock_folder.mkdir()
    (lock_folder / "core1.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TimingError), hold_lane([1]):
        pass
    assert not (tmp_path / "elsewhere").exists()
    with hold_lane([2], never_forever()) as lane:  # the queue and the turn of this process are free again
        assert lane.core == 2


def test_a_forked_child_does_not_keep_the_lane(lock_folder):
    """A child that was forked while a core was held does not hold it after its parent let go."""
    ours, theirs = os.pipe()
    with hold_lane([UNUSED_CORE]):
        child = os.fork()
        if child == 0:
            os.close(theirs)
            os.read(ours, 1)  # until the parent closes its end
            os._exit(0)
        assert is_held(lock_folder)
    try:
        assert not is_held(lock_folder)
    finally:
        os.close(theirs)
        os.close(ours)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_forked_child_survives_its_killed_parent_without_the_lane(lock_folder):
    """When a holder is killed its core is free, although a child that it forked lives on."""
    body = (
        f"with lanes.hold_lane([{UNUSED_CORE}]):\n"
        "    print('ready', flush=True)\n"
        "    child = os.fork()\n"
        "    if child:\n"
        "        print(child, flush=True)\n"
        "    time.sleep(60)\n"
    )
    with Other(lock_folder, body) as other:
        child = int(other.process.stdout.readline())
        try:
            assert is_held(lock_folder)
            other.kill()
            with hold_lane([UNUSED_CORE], never_forever()):
                os.kill(child, 0)  # it is still there
        finally:
            os.kill(child, signal.SIGKILL)


def test_a_forked_child_may_measure_itself(lock_folder):
    """A child that was forked while the core was held, and while a thread waited, waits for its own turn."""

    def wait():
        with hold_lane([UNUSED_CORE], never_forever()) as lane:
            return lane.core

    with ThreadPoolExecutor(1) as threads:
        with hold_lane([UNUSED_CORE]):
            waiting = threads.submit(wait)
            wait_until(lambda: is_held(lock_folder, kind="queue"))
            child = os.fork()
            if child == 0:
                signal.alarm(60)
                with hold_lane([UNUSED_CORE]):
                    os._exit(7)
        assert waiting.result() == UNUSED_CORE
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_waiting_for_a_lane_can_be_cancelled(lock_folder):
    """Whoever closes an environment ends its waits, behind another process and behind a thread of this one."""
    with holder(lock_folder, UNUSED_CORE), ThreadPoolExecutor(1) as threads:
        enough = threading.Event()

        def wait():
            with hold_lane([UNUSED_CORE], enough.is_set):
                pass

        first = threads.submit(wait)
        wait_until(lambda: (lock_folder / f"core{UNUSED_CORE}.queue").exists())
        wait_until(lambda: is_held(lock_folder, kind="queue"))
        with pytest.raises(SandboxError, match="closed while waiting"), hold_lane([UNUSED_CORE], lambda: True):
            pass
        assert not first.done()
        enough.set()
        with pytest.raises(SandboxError, match="closed while waiting for a timing core"):
            first.result()
        assert not is_held(lock_folder, kind="queue")


def test_the_second_holder_gets_the_second_core(lock_folder):
    """Of several timing cores one that is free is held; only when all are taken somebody waits."""
    cores = (UNUSED_CORE - 1, UNUSED_CORE)
    with holder(lock_folder, *cores) as other, hold_lane(cores, never_forever()) as lane:
        assert lane.core == UNUSED_CORE
        with pytest.raises(SandboxError), hold_lane(cores, lambda: True):
            pass
        other.kill()
        with hold_lane(cores, never_forever()) as freed:
            assert freed.core == UNUSED_CORE - 1


def test_two_processes_get_equal_shares(lock_folder):
    """Of two processes that measure all the time each gets about half of the turns."""
    body = (
        "def say(text):\n"
        "    os.write(1, f'{text}\\n'.encode())  # whole lines: both write to one pipe\n"
        "say('ready')\n"
        "sys.stdin.readline()\n"
        "while True:\n"
        f"    with lanes.hold_lane([{UNUSED_CORE}]):\n"
        "        say(os.getpid())\n"
        "        time.sleep(0.02)\n"
    )
    ours, theirs = os.pipe()
    both = [start(lock_folder, body, stdin=subprocess.PIPE, stdout=theirs) for _ in range(2)]
    os.close(theirs)
    with os.fdopen(ours) as said:
        try:
            assert [said.readline(), said.readline()] == ["ready\n"] * 2
            for one in both:
                one.stdin.write("go\n")
                one.stdin.flush()
            turns = Counter(said.readline() for _ in range(60))
        finally:
            for one in both:
                one.kill()
                one.stdin.close()
                one.wait()
    assert len(turns) == 2
    assert all(15 <= count <= 45 for count in turns.values()), turns


# ------------------------------------------------------------------------------------------------- borrowing cores

CORES = Cores((UNUSED_CORE,), (0, 1))


def test_a_free_timing_core_is_lent(lock_folder):
    """Work that is not timed gets the building cores and the timing core, which is held until the end."""
    with borrow_cores(CORES) as usable:
        assert usable == (0, 1, UNUSED_CORE)
        assert is_held(lock_folder)
        assert not is_held(lock_folder, kind="queue")  # who wants to measure can queue
        with pytest.raises(SandboxError), hold_lane([UNUSED_CORE], lambda: True):
            pass
    assert not is_held(lock_folder)
    with pytest.raises(ZeroDivisionError), borrow_cores(CORES):
        _ = 1 // 0
    assert not is_held(lock_folder)


def test_a_timing_core_that_is_held_is_not_lent(lock_folder):
    """While a process measures, this one or another, nobody borrows its core."""
    with holder(lock_folder, UNUSED_CORE), borrow_cores(CORES) as usable:
        assert usable == CORES.building
    with hold_lane([UNUSED_CORE], never_forever()), borrow_cores(CORES) as usable:
        assert usable == CORES.building
    with borrow_cores(CORES) as usable:
        assert usable == (0, 1, UNUSED_CORE)


def test_a_timing_core_that_is_waited_for_is_not_lent(lock_folder):
    """A core in whose queue somebody is goes to that one, although nobody measures on it yet."""
    body = (
        f"locks = lanes._Locks()\nlocks.take('core{UNUSED_CORE}.queue')\nprint('ready', flush=True)\ntime.sleep(60)\n"
    )
    with Other(lock_folder, body):
        assert not (lock_folder / f"core{UNUSED_CORE}.lock").exists()
        with borrow_cores(CORES) as usable:
            assert usable == CORES.building


def test_who_waits_for_a_lent_core_is_next(lock_folder):
    """While another process waits for a lent core no further loan is made, and then it has the core."""
    with borrow_cores(CORES) as lent:
        assert lent == (0, 1, UNUSED_CORE)
        body = f"with lanes.hold_lane([{UNUSED_CORE}]):\n    print('held', flush=True)\n    sys.stdin.readline()\n"
        waiter = start(lock_folder, body, stdin=subprocess.PIPE)
        wait_until(lambda: is_held(lock_folder, kind="queue"))
        with borrow_cores(CORES) as usable:
            assert usable == CORES.building
    assert waiter.stdout.readline() == "held\n"
    with borrow_cores(CORES) as usable:
        assert usable == CORES.building
    waiter.communicate("end\n")
    assert waiter.returncode == 0


def test_each_free_timing_core_is_lent(lock_folder):
    """Of several timing cores those are lent that are free."""
    cores = Cores((UNUSED_CORE - 2, UNUSED_CORE - 1, UNUSED_CORE), (0,))
    with holder(lock_folder, UNUSED_CORE - 1), borrow_cores(cores) as usable:
        assert usable == (0, UNUSED_CORE - 2, UNUSED_CORE)


def test_threads_share_a_loan(lock_folder):
    """All threads of a process use a core that one of them borrowed; the last one gives it back."""
    both, one = threading.Barrier(3, timeout=60), threading.Barrier(2, timeout=60)

    def borrow(*barriers):
        with borrow_cores(CORES) as usable:
            for barrier in barriers:
                barrier.wait()
            return usable

    with ThreadPoolExecutor(2) as threads:
        long, short = threads.submit(borrow, both, one), threads.submit(borrow, both)
        both.wait()
        assert short.result() == (0, 1, UNUSED_CORE)
        assert is_held(lock_folder)
        one.wait()
        assert long.result() == (0, 1, UNUSED_CORE)
    assert not is_held(lock_folder)


def test_other_processes_do_not_share_a_loan(lock_folder):
    """A core that one process borrowed is not lent to another one."""
    body = (
        f"with lanes.borrow_cores(lanes.Cores(({UNUSED_CORE},), (0, 1))) as usable:\n"
        f"    print('ready' if {UNUSED_CORE} in usable else usable, flush=True)\n"
        f"    time.sleep(60)\n"
    )
    with Other(lock_folder, body) as other:
        with borrow_cores(CORES) as usable:
            assert usable == CORES.building
        other.kill()
        with borrow_cores(CORES) as usable:
            assert usable == (0, 1, UNUSED_CORE)


def test_a_forked_child_does_not_keep_a_loan(lock_folder):
    """A child that was forked during a loan neither holds the core nor gives it back for its parent."""
    with borrow_cores(CORES):
        child = os.fork()
        if child == 0:
            lanes._give_back(UNUSED_CORE)
            with borrow_cores(CORES) as usable:
                os._exit(len(usable))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2
        assert is_held(lock_folder)
    assert not is_held(lock_folder)


def test_a_single_core_takes_turns(lock_folder):
    """Where the same core times and builds, building waits for its turn like a measurement."""
    cores = Cores((UNUSED_CORE,), (UNUSED_CORE,))
    with borrow_cores(cores) as usable:
        assert usable == (UNUSED_CORE,)
        assert is_held(lock_folder)
        with pytest.raises(SandboxError), hold_lane(cores.timing, lambda: True):
            pass
    assert not is_held(lock_folder)
    with (
        holder(lock_folder, UNUSED_CORE),
        pytest.raises(SandboxError, match="closed while waiting"),
        borrow_cores(cores, lambda: True),
    ):
        pass
    with borrow_cores(cores, never_forever()) as usable:
        assert usable == (UNUSED_CORE,)


def test_leaving_the_timing_cores():
    """A process that leaves its timing cores, and what it starts afterwards, plan with the cores that it had before."""
    script = (
        "import os, subprocess, sys\n"
        "from asm_gym import leave_timing_cores, plan_cores\n"
        "if len(sys.argv) == 1:\n    leave_timing_cores()\n    child = [sys.executable, '-c', SCRIPT, 'child']\n"
        "print(plan_cores(), sorted(os.sched_getaffinity(0)) == list(plan_cores().building), flush=True)\n"
        "if len(sys.argv) == 1:\n    subprocess.run(child, check=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"SCRIPT = {script!r}\n" + script],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    parent, child = done.stdout.splitlines()
    assert parent == child == f"{plan_cores()} True"
