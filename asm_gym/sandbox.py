"""Starts and talks to the supervisor that runs untrusted programs.

Covered: every byte that a candidate makes, its text in the assembler included, is handled by a process under
resource limits, a system call filter, Landlock and (as root) a user id of its own; the layers in force are probed
once, reported with every run and never dropped in silence. Not covered: bugs of the kernel behind the roughly thirty
calls that the filter lets through, side channels of the processor, and a user of the same machine who attacks from
outside.

Theory of operation: ``native/runner.c``. Python never forks a candidate: a child of a large Python costs
milliseconds and inherits its peak memory.
"""

from __future__ import annotations

import array
import contextlib
import dataclasses
import errno
import functools
import itertools
import math
import os
import platform
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, IntFlag, StrEnum
from pathlib import Path
from typing import Final

from asm_gym import cache
from asm_gym.errors import ProblemError, SandboxError, ToolchainError
from asm_gym.lanes import BORROWED_S, Cores, borrow_cores

NATIVE: Final = Path(__file__).parent / "native"
MIB: Final = 1 << 20

# Mirrors of native/protocol.h; the greeting carries the C sizes.
_GREETING = struct.Struct("<5Ii")
_REQUEST = struct.Struct("<2Ii7IQ2I5Q")
_INPUT = struct.Struct("<iI")
_PLAN = struct.Struct("<4H")
_REPORT = struct.Struct("<3iIiI15Qq")
_PROTOCOL_VERSION: Final = 1
_MAX_DESCRIPTORS: Final = 240
_MAX_RUNS: Final = 256
_MOST_OF_CPU_LIMIT: Final = 0.5
"""The kernel's limit counts whole clock ticks in which a program ran at all: on a busy machine it falls early."""
_BUSY: Final = 6.0
"""How much longer a run may take by the wall clock that was ended without having had half of its time."""
ENVIRONMENT_BYTES_MAX: Final = 4096
"""Stack offsets lie below this: one page, after which caches see the same addresses again."""


class Policy(IntEnum):
    """What a child may do; the rules are in ``native/policy.h``."""

    CANDIDATE = 0
    """A hostile static program: reads descriptor 0, writes 1 and 2, asks for memory, exits."""
    TOOL = 1
    """An assembler, linker or disassembler on hostile input: also the files that Landlock names."""
    REFERENCE = 2
    """A sanitizer build of a reference program: a dynamic program that reads its libraries."""


class Layer(IntFlag):
    """Layers of defence; see ``native/protocol.h``."""

    SECCOMP = 1
    """System call filter."""
    NOTIFY = 2
    """A forbidden call is reported by its number."""
    LANDLOCK = 4
    """No file but those that the policy names."""
    UID = 8
    """A user id of its own, which owns no other process (needs root)."""
    NO_TSC = 16
    """rdtsc and rdtscp fault."""
    NO_ASLR = 32
    """The same addresses on every run."""
    PINNED = 64
    """The run stayed on the requested core."""


ALL_LAYERS: Final = Layer(127)


_POLICY_LAYERS: Final = {
    Policy.CANDIDATE: ALL_LAYERS,
    Policy.TOOL: ALL_LAYERS & ~Layer.NO_TSC & ~Layer.NO_ASLR,  # the dynamic loader reads the time-stamp counter
    Policy.REFERENCE: ALL_LAYERS & ~Layer.NO_TSC,
}


class Status(StrEnum):
    """How a run ended, before anybody looks at its output."""

    EXITED = "exited"
    """By itself; `Outcome.exit_code` says how."""
    SIGNALLED = "signalled"
    """By a signal that was not the sandbox's."""
    FORBIDDEN_CALL = "forbidden_call"
    """By the filter; `Outcome.forbidden_call` names the call where the kernel told."""
    TIMEOUT = "timeout"
    """By the wall-clock or CPU-time limit."""
    OUTPUT_LIMIT = "output_limit"
    """Standard output and standard error together exceeded their limit."""
    MEMORY_LIMIT = "memory_limit"
    """Crashed or was killed with most of its memory limit in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one run."""

    wall_s: float = 10.0
    """Wall-clock seconds."""
    cpu_s: float | None = None
    """CPU-time seconds; None: those of the wall clock and one more."""
    memory_bytes: int | None = 256 * MIB
    """Address space; None: unlimited."""
    output_bytes: int = 4 * MIB
    """Standard output and standard error together; for tools, the size of any file."""
    stack_bytes: int = 8 * MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Standard input of a run, and what a right program answers."""

    stdin: bytes
    expected: bytes | None = None
    """Right standard output; None: not compared."""
    exit_code: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One entry of a schedule: program and input by index, and the stack offset in bytes."""

    program: int = 0
    input: int = 0
    environment_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A hardware or software event for perf_event_open; numbers from linux/perf_event.h."""

    type: int
    config: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What happened in one run."""

    status: Status
    exit_code: int | None
    """None unless status is EXITED."""
    signal: int | None
    forbidden_call: str | None
    """Name of the call; None when there was none or its number is unknown."""
    cpu_s: float
    """User plus system time of the whole process."""
    wall_s: float
    count: int
    """Value of the requested counter; 0 without one."""
    max_rss_bytes: int
    stdout_bytes: int
    stderr_bytes: int
    mismatch_offset: int | None
    """First byte of standard output that differs from the expected one; None: equal, or nothing to compare with."""
    layers: Layer

    def is_right(self, wanted: Input) -> bool:
        """Whether the run ended by itself, with the wanted exit status and output."""
        return self.status is Status.EXITED and self.exit_code == wanted.exit_code and self.mismatch_offset is None


def require_platform() -> None:
    """Refuses any machine but Linux on x86-64.

    Raises:
        ToolchainError: another operating system or processor.
    """
    system, machine = platform.system(), platform.machine()
    if system != "Linux" or machine not in {"x86_64", "AMD64"}:
        msg = f"asm_gym runs x86-64 machine code on Linux only; this is {system} on {machine}; use a Linux x86-64 host"
        raise ToolchainError(msg)


@functools.cache
def find_tool(name: str) -> str:
    """Absolute path of a tool of gcc or binutils.

    Raises:
        ToolchainError: it is not on the PATH.
    """
    path = shutil.which(name)
    if path is None:
        msg = (
            f"{name} was not found on the PATH; install gcc and binutils (Debian, Ubuntu: apt-get install "
            f"gcc binutils libc6-dev)"
        )
        raise ToolchainError(msg)
    return os.path.realpath(path)


def _tool_environment() -> dict[str, str]:
    """What tools outside the sandbox see: messages in English, and nothing else of the user's settings."""
    return {"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath), "TMPDIR": tempfile.gettempdir()}


def run_trusted(
    arguments: Sequence[str], *, stdin: bytes = b"", timeout_s: float = 60.0
) -> subprocess.CompletedProcess[bytes]:
    """Runs a tool on trusted input, outside the sandbox; the caller looks at the return code.

    Raises:
        ToolchainError: it cannot be started or takes longer than `timeout_s` seconds.
    """
    try:
        return subprocess.run(
            arguments, input=stdin, capture_output=True, timeout=timeout_s, env=_tool_environment(), check=False
        )
    except subprocess.TimeoutExpired as error:
        msg = f"{arguments[0]} took longer than {timeout_s:g} s; simplify the input or raise the limit"
        raise ToolchainError(msg) from error
    except OSError as error:
        msg = f"cannot start {arguments[0]}: {error.strerror}; reinstall it, or see `asm-gym doctor`"
        raise ToolchainError(msg) from error


def run_compiler(
    arguments: Sequence[str], *, stdin: bytes, timeout_s: float = 60.0
) -> subprocess.CompletedProcess[bytes]:
    """Runs a compiler on somebody's C: outside the sandbox, since it starts programs, but within limits.

    It may use 4 GiB of addresses, `timeout_s` seconds and files of 256 MiB, and nothing of it is left running.

    Raises:
        ProblemError: it takes longer.
        ToolchainError: it cannot be started.
    """
    limits = f"ulimit -v {4 << 20} && ulimit -t {math.ceil(timeout_s)} && ulimit -f {256 << 11} && "
    command = ["/bin/sh", "-c", limits + 'exec "$@"', "sh", *arguments]
    pipe = subprocess.PIPE
    try:
        running = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, env=_tool_environment(), start_new_session=True
        )
    except OSError as error:
        msg = f"cannot start {arguments[0]}: {error.strerror}; reinstall it, or see `asm-gym doctor`"
        raise ToolchainError(msg) from error
    with running:
        try:
            stdout, stderr = running.communicate(stdin, timeout_s)
        except subprocess.TimeoutExpired as error:
            msg = f"{os.path.basename(arguments[0])} took longer than {timeout_s:g} s on the C program; simplify c_code"
            raise ProblemError(msg) from error
        finally:
            if running.returncode is None:  # the driver's children too, which it would leave behind
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(running.pid, signal.SIGKILL)
    return subprocess.CompletedProcess(command, running.returncode, stdout, stderr)


def cached_build(name: str, key: str, build: list[str]) -> Path:
    """Path of a file in the cache, keyed by content; the caller's command makes it when it is missing or damaged.

    Args:
        name: Readable first part of the file name.
        key: Everything that the file depends on.
        build: Command with ``@OUT@`` in place of the output file.

    Raises:
        SandboxError: the command fails, or the folder is full or not writable.
    """
    path = cache.find(name, key)
    if path is not None:
        return path

    def fill(fresh: Path) -> None:
        done = run_trusted([part.replace("@OUT@", str(fresh)) for part in build])
        if done.returncode or not fresh.exists():
            said = " ".join(done.stderr.decode(errors="replace").split())[:400]
            msg = f"cannot build {name} in {folder}: {said}; free disk space or see `asm-gym doctor`"
            raise SandboxError(msg)

    folder = cache.cache_dir()
    try:
        return cache.store(name, key, fill)
    except OSError as error:
        msg = f"cannot write to the cache folder {folder}: {error.strerror}; free disk space or set XDG_CACHE_HOME"
        raise SandboxError(msg) from error


@functools.cache
def compiler_version() -> str:
    """First line of ``gcc --version``."""
    return run_trusted([find_tool("gcc"), "--version"]).stdout.decode(errors="replace").split("\n")[0]


def build_runner() -> Path:
    """Compiles the supervisor into the cache, keyed by its source, the compiler and the kernel."""
    require_platform()
    source = "".join((NATIVE / name).read_text() for name in ("runner.c", "policy.h", "protocol.h"))
    key = source + compiler_version() + platform.release()
    return cached_build("runner", key, [find_tool("gcc"), "-O2", "-static", "-o", "@OUT@", str(NATIVE / "runner.c")])


@functools.cache
def _call_names() -> dict[int, str]:
    """System call numbers of x86-64 and their names, from the kernel's header."""
    done = run_trusted([find_tool("gcc"), "-dM", "-E", "-include", "asm/unistd_64.h", "-xc", "/dev/null"])
    pairs = (line.split() for line in done.stdout.decode().splitlines() if line.startswith("#define __NR_"))
    return {int(parts[2]): parts[1].removeprefix("__NR_") for parts in pairs if len(parts) == 3 and parts[2].isdigit()}


def _memory_file(name: str, content: bytes = b"") -> int:
    """A descriptor of a fresh memory file that holds `content`."""
    fd = os.memfd_create(name, os.MFD_CLOEXEC)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(fd, view) :]
    except OSError:
        os.close(fd)
        raise
    return fd


def _kill(
    process: subprocess.Popen[bytes],
    control: socket.socket,
    fds: tuple[int, ...],
    folder: str,
    owner: int,
    in_use: threading.RLock,
) -> None:
    """Ends a supervisor and frees what it held; only in the process that started it."""
    ours = os.getpid() == owner
    if ours:
        with contextlib.suppress(OSError):
            control.shutdown(socket.SHUT_RDWR)  # a thread that waits for an answer wakes up
        process.kill()
        process.wait()
    # Not while another thread may still use the descriptors: their numbers would soon be those of other files.
    freed = not ours or in_use.acquire(timeout=5.0)
    control.close()
    for fd in fds:
        with contextlib.suppress(OSError):
            os.close(fd)
    if ours:
        if freed:
            in_use.release()
        shutil.rmtree(folder, ignore_errors=True)


SANDBOX_UIDS: Final = range(59_000, 60_000)
"""User ids that supervisors give to what they run, from the dynamic range of Debian policy 9.2.2."""
_supervisors = itertools.count()


def _own_user(work: Path) -> int:
    """Gives the work folder to a user id of its own, and tells it; 0 where this process may not do that.

    One id per supervisor, so that no run can signal or read another's.
    """
    uid = SANDBOX_UIDS[(os.getpid() + 37 * next(_supervisors)) % len(SANDBOX_UIDS)]
    try:
        os.chown(work, uid, -1)
        work.chmod(0o770)  # this process keeps its access as the group, with or without root's capabilities
        os.listdir(work)
    except OSError:  # an ordinary user, or a container whose root is limited
        return 0
    return uid


class Supervisor:
    """One supervisor process with a private folder. Not for two threads at once (a lock refuses to mix their requests).

    Attributes:
        folder: Private folder; ``work`` in it is where tools may write, everything else is read-only for them.
        landlock_abi: Version of Landlock; 0 without it.
        required: Layers without which a candidate's run is our fault: what the probe found.
    """

    def __init__(
        self,
        *,
        tool_rules: Sequence[str] = (),
        reference_rules: Sequence[str] = (),
        shared: Mapping[str, bytes] | None = None,
        cores: Cores | None = None,
        layers: Layer = ALL_LAYERS,
    ) -> None:
        """Starts the process.

        Args:
            tool_rules: Paths that tools may use: ``"r/path"`` to read, ``"x/path"`` to read and execute.
            reference_rules: The same for reference programs.
            shared: Files to put into `folder`, by name; tools may read them.
            cores: Where runs happen that are not pinned; None: on the cores of this process.
            layers: Layers to ask for; fewer only in tests of the layers themselves.

        Raises:
            SandboxError: it does not start.
        """
        runner = build_runner()
        self._lock = threading.RLock()
        self._layers = layers
        self._cores = cores
        self.required = Layer(0)
        self.owner = os.getpid()
        self.folder = Path(tempfile.mkdtemp(prefix="asm_gym-"))
        self.folder.chmod(0o711)  # the sandbox's user id must reach its work folder
        self.work = self.folder / "work"
        self.work.mkdir(mode=0o700)
        self.uid = _own_user(self.work) if Layer.UID in layers else 0
        for name, content in (shared or {}).items():
            (self.folder / name).write_bytes(content)
        self._stdout, self._stderr = _memory_file("stdout"), _memory_file("stderr")
        rules = [f"tw{self.work}", f"rx{self.work}", *(f"tr{self.folder / name}" for name in shared or {})]
        rules += [*(f"t{rule}" for rule in tool_rules), *(f"r{rule}" for rule in reference_rules)]
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        with theirs:
            self._process = self._start(str(runner), theirs, rules)
        self._control = ours
        self._finalizer = weakref.finalize(
            self,
            _kill,
            self._process,
            ours,
            (self._stdout, self._stderr),
            str(self.folder),
            self.owner,
            self._lock,
        )
        self._control.settimeout(30.0)
        self.landlock_abi = self._greet()
        if cores:
            self._move_to(cores.building)

    def _start(self, runner: str, control: socket.socket, rules: Sequence[str]) -> subprocess.Popen[bytes]:
        fds = (control.fileno(), self._stdout, self._stderr)
        return subprocess.Popen(
            [runner, *map(str, fds), *rules],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=fds,
            cwd=self.work,
            env={},
            start_new_session=True,  # Ctrl-C is Python's to handle
        )

    def _greet(self) -> int:
        """Checks that Python and C agree on the wire format; gives the Landlock version."""
        greeting = self._receive(_GREETING.size)
        version, *sizes, abi = _GREETING.unpack(greeting)
        if (version, sizes) != (_PROTOCOL_VERSION, [_REQUEST.size, _INPUT.size, _PLAN.size, _REPORT.size]):
            msg = (
                f"the supervisor speaks another protocol (version {version}, sizes {sizes}); delete {cache.cache_dir()}"
            )
            raise SandboxError(msg)
        return int(abi)

    def _receive(self, n_bytes: int) -> bytes:
        try:
            message = self._control.recv(n_bytes)
        except OSError as error:
            self.close()
            msg = f"the supervisor does not answer: {error}; the evaluation was interrupted, call it again"
            raise SandboxError(msg) from error
        if not message:
            said = repr(self.read_stderr(300))  # may hold what a candidate wrote
            code = self._process.wait()
            self.close()
            msg = f"the supervisor ended (status {code}) {said}; the evaluation was interrupted, call it again"
            raise SandboxError(msg)
        return message

    def run(
        self,
        programs: Sequence[int],
        inputs: Sequence[Input],
        schedule: Sequence[Run],
        *,
        limits: Limits,
        policy: Policy = Policy.CANDIDATE,
        arguments: Sequence[str] = ("program",),
        core: int | None = None,
        counter: Counter | None = None,
        stop_at_failure: bool = False,
    ) -> list[Outcome]:
        """Performs the runs of a schedule, one after the other.

        Args:
            programs: Descriptors of executable files, open for reading.
            inputs: What the runs read, and what they should answer.
            schedule: Runs by index into `programs` and `inputs`, at most 256.
            limits: Limits of each run.
            policy: System calls and files that are allowed.
            arguments: argv.
            core: Core to pin the runs to, which the caller holds; None: a timing core that is free at the moment, for
                runs that end soon, or else the building cores.
            counter: Event to count in user mode.
            stop_at_failure: End after the first run that is not right.

        Returns:
            One outcome per run performed, in order.

        Raises:
            SandboxError: the supervisor or the set-up of a run failed; nothing is known about the candidate.
        """
        if not schedule:
            return []

        def perform(limits: Limits, core: int | None) -> list[Outcome]:
            return self._perform(
                programs, inputs, schedule, limits, policy, arguments, core, counter, stop_at_failure=stop_at_failure
            )

        if core is not None or self._cores is None:
            return perform(limits, core)
        building = self._cores.building
        with borrow_cores(self._cores, lambda: not self.alive) as usable:
            if self._cores.shared:
                return perform(limits, usable[0])
            if usable != building:
                brief_s = min(limits.wall_s, BORROWED_S / len(schedule))
                self._move_to(usable)  # what it starts inherits it
                try:
                    outcomes = perform(dataclasses.replace(limits, wall_s=brief_s), None)
                finally:
                    if self.alive:
                        self._move_to(building)
                if brief_s == limits.wall_s or not any(one.status is Status.TIMEOUT for one in outcomes):
                    return outcomes
        outcomes = perform(limits, None)  # again, where it may take its time
        if any(one.status is Status.TIMEOUT and one.cpu_s < limits.wall_s / 2 for one in outcomes):
            # A program cannot sleep, so it did not get its share of a busy core: its CPU time decides.
            outcomes = perform(dataclasses.replace(limits, wall_s=_BUSY * limits.wall_s, cpu_s=limits.wall_s), None)
        return outcomes

    def _move_to(self, cores: Sequence[int]) -> None:
        with self._lock:  # not while another thread ends the process: its number may be another's afterwards
            if not self.alive:
                msg = "the supervisor is gone; the evaluation was interrupted, call it again"
                raise SandboxError(msg)
            os.sched_setaffinity(self._process.pid, cores)

    def _perform(
        self,
        programs: Sequence[int],
        inputs: Sequence[Input],
        schedule: Sequence[Run],
        limits: Limits,
        policy: Policy,
        arguments: Sequence[str],
        core: int | None,
        counter: Counter | None,
        *,
        stop_at_failure: bool,
    ) -> list[Outcome]:
        """See `run`."""
        if not self._lock.acquire(blocking=False):
            msg = "a supervisor was used by two threads at once; give each thread its own"
            raise SandboxError(msg)
        fds: list[int] = []
        try:
            for one in inputs:
                fds.append(_memory_file("stdin", one.stdin))
            for one in inputs:
                if one.expected is not None:
                    fds.append(_memory_file("expected", one.expected))
            text = b"".join(argument.encode() + b"\0" for argument in arguments)
            asked = self._layers & _POLICY_LAYERS[policy]
            request = _REQUEST.pack(
                policy, asked, -1 if core is None else core, self.uid,
                len(programs), len(inputs), len(schedule), len(text), stop_at_failure,
                counter.type if counter else 0, counter.config if counter else 0, counter is not None, 0,
                int(limits.wall_s * 1e9), _cpu_limit_s(limits),
                limits.memory_bytes or 0, limits.stack_bytes, limits.output_bytes,
            )  # fmt: skip
            body = b"".join(_INPUT.pack(one.exit_code, one.expected is not None) for one in inputs)
            body += b"".join(_PLAN.pack(run.program, run.input, run.environment_bytes, 0) for run in schedule)
            self._send(request + body + text, [*programs, *fds])
            self._control.settimeout(30.0 + len(schedule) * (limits.wall_s + 1.0))
            answer = self._receive(_MAX_RUNS * _REPORT.size)
        except BaseException:
            self.close()  # an answer may still be under way: this conversation is over
            raise
        finally:
            for fd in fds:
                os.close(fd)
            self._lock.release()
        outcomes = [_outcome(report, limits) for report in _REPORT.iter_unpack(answer)]
        missing = self.required & ~outcomes[0].layers if policy is Policy.CANDIDATE else Layer(0)
        if missing:
            msg = f"a run went without {missing.name}, which was in force before; see `asm-gym doctor`"
            raise SandboxError(msg)
        return outcomes

    def _send(self, message: bytes, fds: Sequence[int]) -> None:
        if len(fds) > _MAX_DESCRIPTORS:
            msg = f"{len(fds)} descriptors in one request, at most {_MAX_DESCRIPTORS}; split the schedule"
            raise SandboxError(msg)
        try:
            self._control.sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))])
        except OSError as error:
            msg = f"the supervisor is gone: {error.strerror}; the evaluation was interrupted, call it again"
            raise SandboxError(msg) from error

    def read_stdout(self, limit_bytes: int = 64 * MIB, offset: int = 0) -> bytes:
        """Standard output of the last run, from `offset`, at most `limit_bytes`."""
        return self._read(self._stdout, limit_bytes, offset)

    def read_stderr(self, limit_bytes: int = 64 * 1024) -> bytes:
        """The beginning of the last run's standard error."""
        return self._read(self._stderr, limit_bytes, 0)

    def _read(self, fd: int, limit_bytes: int, offset: int) -> bytes:
        with self._lock:
            if not self._finalizer.alive:  # the number may be another file's by now
                msg = "the supervisor was closed; nothing is known about its last run"
                raise SandboxError(msg)
            return os.pread(fd, limit_bytes, offset)

    @property
    def alive(self) -> bool:
        """Whether the process can take a request from this process."""
        return self._finalizer.alive and self.owner == os.getpid() and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Process id of the supervisor."""
        return self._process.pid

    def close(self) -> None:
        """Ends the process and removes its folder; a second call does nothing."""
        self._finalizer()


_SIGNAL_STATUS: Final = {
    signal.SIGSYS: Status.FORBIDDEN_CALL,
    signal.SIGXCPU: Status.TIMEOUT,
    signal.SIGXFSZ: Status.OUTPUT_LIMIT,
    signal.SIGKILL: Status.MEMORY_LIMIT,  # not ours, so the kernel's: out of memory
}
_NEARLY_ALL_MEMORY: Final = 0.8
_STEPS: Final = ("", "files", "clone", "parent", "limits", "landlock", "counter", "seccomp", "exec")


def _cpu_limit_s(limits: Limits) -> int:
    """CPU seconds after which the kernel kills a run."""
    return int(limits.wall_s if limits.cpu_s is None else limits.cpu_s) + 2


def _outcome(report: tuple[int, ...], limits: Limits) -> Outcome:
    """Reads one report.

    Raises:
        SandboxError: the run was not set up.
    """
    wait_status, step, error, layers, call, timed_out = report[:6]
    wall_ns, user_us, system_us, rss_kb, _, _, count, stdout_bytes, stderr_bytes, mismatch = report[12:]
    if step == _STEPS.index("exec") and error == errno.ENOMEM:
        step, wait_status = 0, signal.SIGKILL  # its image does not fit into its own memory limit
    if step:
        msg = f"the sandbox could not start a program (step {_STEPS[step]}: {os.strerror(error)}); see `asm-gym doctor`"
        raise SandboxError(msg)
    number = os.WTERMSIG(wait_status) if os.WIFSIGNALED(wait_status) else None
    exit_code = os.WEXITSTATUS(wait_status) if os.WIFEXITED(wait_status) else None
    full = limits.memory_bytes is not None and rss_kb * 1024 >= _NEARLY_ALL_MEMORY * limits.memory_bytes
    if call >= 0:
        status = Status.FORBIDDEN_CALL
    elif timed_out:
        status = Status.TIMEOUT
    elif number == signal.SIGKILL and (user_us + system_us) * 1e-6 >= _MOST_OF_CPU_LIMIT * _cpu_limit_s(limits):
        status = Status.TIMEOUT  # at a hard limit of CPU time the kernel does not send SIGXCPU
    elif number in _SIGNAL_STATUS:
        status = _SIGNAL_STATUS[signal.Signals(number)]
    elif stdout_bytes + stderr_bytes > limits.output_bytes:
        status = Status.OUTPUT_LIMIT
    elif full and exit_code != 0:
        status = Status.MEMORY_LIMIT  # a guess: address-space limits show as crashes
    else:
        status = Status.EXITED if number is None else Status.SIGNALLED
    return Outcome(
        status=status,
        exit_code=exit_code,
        signal=number,
        forbidden_call=_call_names().get(call) if call >= 0 else None,
        cpu_s=(user_us + system_us) * 1e-6,
        wall_s=wall_ns * 1e-9,
        count=count,
        max_rss_bytes=rss_kb * 1024,
        stdout_bytes=stdout_bytes,
        stderr_bytes=stderr_bytes,
        mismatch_offset=mismatch if mismatch >= 0 else None,
        layers=Layer(layers),
    )
