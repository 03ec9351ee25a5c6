"""Tests of asm_gym.sandbox: real programs in the real sandbox, and what happens when parts of it die."""

import contextlib
import errno
import os
import platform
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from asm_gym import sandbox
from asm_gym.config import EvaluationConfig
from asm_gym.errors import SandboxError, ToolchainError
from asm_gym.evaluate import Evaluator
from asm_gym.problem import Problem, TestCase
from asm_gym.sandbox import ALL_LAYERS, MIB, Counter, Input, Layer, Limits, Policy, Run, Status, Supervisor
from asm_gym.toolchain import Assembled, assemble, compile_c, link, plan_link, start_builder

ROOT = Path(__file__).resolve().parent.parent
NATIVE = ROOT / "asm_gym" / "native"

ECHO = "#include <stdio.h>\nint main(void) { for (int c; (c = getchar()) != EOF;) putchar(c); return 0; }\n"
SPIN = 'int main(void) { for (;;) __asm__ volatile(""); }\n'
CALL = """#include <sys/syscall.h>
static long call(long n, long a, long b, long c) {
    long r;
    __asm__ volatile("syscall" : "=a"(r) : "a"(n), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
    return r;
}
"""


def wait_until(condition, timeout_s=20.0):
    """Gives whether the condition came true in time; polls, because the kernel tells nobody."""
    end_s = time.monotonic() + timeout_s
    while time.monotonic() < end_s:
        if condition():
            return True
        time.sleep(0.005)
    return condition()


def running(pid):
    """Whether a process exists and is no zombie."""
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(pid):
    """The living children of a process."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if int(parent) == pid and state != "Z":
                    found.append(int(entry.name))
    return found


@pytest.fixture
def fresh_caches():
    """Forgets what was found out about the tools, before and after."""
    functions = [sandbox.find_tool, sandbox.compiler_version, sandbox._call_names]
    for function in functions:
        function.cache_clear()
    yield
    for function in functions:
        function.cache_clear()


# ------------------------------------------------------------------------------------------------------ single runs


def test_an_allowed_program(supervisor, build, execute):
    """A harmless program gets its input, and its output, exit status and times come back."""
    (outcome,) = execute(supervisor, build(ECHO), b"hello\n")
    assert (outcome.status, outcome.exit_code, outcome.signal) == (Status.EXITED, 0, None)
    assert (outcome.forbidden_call, outcome.mismatch_offset) == (None, None)
    assert (outcome.stdout_bytes, outcome.stderr_bytes) == (6, 0)
    assert supervisor.read_stdout() == b"hello\n"
    assert supervisor.read_stdout(2, 1) == b"el"
    assert 0 < outcome.wall_s < 10
    assert 0 < outcome.max_rss_bytes < 64 * MIB


@pytest.mark.parametrize(
    ("code", "limits", "status", "exit_code", "number"),
    [
        ("int main(void) { return 3; }", Limits(), Status.EXITED, 3, None),
        ("int main(void) { *(volatile int *)8 = 1; }", Limits(), Status.SIGNALLED, None, signal.SIGSEGV),
        ("int main(void) { __builtin_trap(); }", Limits(), Status.SIGNALLED, None, signal.SIGILL),
        (SPIN, Limits(wall_s=0.1), Status.TIMEOUT, None, signal.SIGKILL),
        (
            "#include <stdio.h>\nint main(void) { for (;;) puts(\"flood\"); }",
            Limits(output_bytes=1 << 16), Status.OUTPUT_LIMIT, None, signal.SIGXFSZ,
        ),
        (
            "#include <stdio.h>\n"
            "int main(void) { for (int i = 0; i < 8000; i++) { puts(\"out\"); fputs(\"err\\n\", stderr); } }",
            Limits(output_bytes=50_000), Status.OUTPUT_LIMIT, 0, None,
        ),
        (
            "#include <stdlib.h>\n#include <string.h>\n"
            "int main(void) { for (;;) memset(malloc(1 << 18), 1, 1 << 18); }",
            Limits(memory_bytes=32 * MIB), Status.MEMORY_LIMIT, None, signal.SIGSEGV,
        ),
    ],
    ids=["exit", "segfault", "trap", "timeout", "stdout flood", "both streams", "memory"],
)  # fmt: skip
def test_each_status(supervisor, build, execute, code, limits, status, exit_code, number):
    """Each way to end has its status, exit status and signal."""
    (outcome,) = execute(supervisor, build(code + "\n"), limits=limits)
    assert (outcome.status, outcome.exit_code, outcome.signal) == (status, exit_code, number)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("socket", "2, 1, 0"), ("openat", '-100, (long)"/etc/passwd", 0'), ("fork", "0, 0, 0"), ("kill", "1, 9, 0"),
        ("write", '3, (long)"x", 1'), ("mprotect", "0x400000, 4096, 7"), ("execve", '(long)"/bin/sh", 0, 0'),
    ],
)  # fmt: skip
def test_forbidden_calls_are_named(supervisor, build, execute, name, arguments):
    """A forbidden system call, or an allowed one with forbidden arguments, ends the run and is named."""
    code = f"{CALL}int main(void) {{ call(SYS_{name}, {arguments}); return 0; }}\n"
    (outcome,) = execute(supervisor, build(code))
    assert outcome.status is Status.FORBIDDEN_CALL
    if Layer.NOTIFY in outcome.layers:
        assert outcome.forbidden_call == name


def test_layers_are_reported(supervisor, build, execute, evaluator):
    """A run reports the layers that the probe found; pinning belongs to a requested core."""
    program = build(ECHO)
    (free,) = execute(supervisor, program)
    (pinned,) = execute(supervisor, program, core=max(os.sched_getaffinity(0)))
    assert free.layers == evaluator.layers & ~Layer.PINNED
    assert pinned.layers == evaluator.layers
    assert Layer.SECCOMP in free.layers


def test_a_run_with_fewer_layers_than_probed(build, execute):
    """A layer that was in force before and is missing now is our fault and raises."""
    supervisor = Supervisor(layers=ALL_LAYERS & ~Layer.SECCOMP & ~Layer.NOTIFY)
    try:
        assert Layer.SECCOMP not in execute(supervisor, build(ECHO))[0].layers
        supervisor.required = Layer.SECCOMP
        with pytest.raises(SandboxError, match=r"without SECCOMP, which was in force before; see `asm-gym doctor`"):
            execute(supervisor, build(ECHO))
    finally:
        supervisor.close()


def test_the_filter_is_what_stops_a_call(build, execute):
    """Without the filter the same call goes through: the tests above are not vacuous."""
    code = f"{CALL}int main(void) {{ return call(SYS_getppid, 0, 0, 0) > 1 ? 7 : 8; }}\n"
    with contextlib.closing(Supervisor(layers=Layer.UID | Layer.LANDLOCK)) as unfiltered:
        assert execute(unfiltered, build(code))[0].exit_code == 7
    with contextlib.closing(Supervisor()) as filtered:
        assert execute(filtered, build(code))[0].status is Status.FORBIDDEN_CALL


# -------------------------------------------------------------------------------------------------------- schedules


def test_the_offset_of_the_first_difference(supervisor, build, execute):
    """The first differing byte is right on both sides of the 32 KiB pieces that are compared at a time."""
    data = bytes(i % 251 for i in range(100_000))
    places = [0, 1, 32_767, 32_768, 32_769, 65_535, 65_536, 99_999]
    inputs = [Input(stdin=data, expected=data[:at] + b"\xff" + data[at + 1 :]) for at in places]
    lengths = [0, 32_767, 32_768, 65_536, 99_999]
    inputs += [Input(stdin=data, expected=data[:n]) for n in lengths]
    inputs += [Input(stdin=data[:n], expected=data) for n in lengths]
    inputs += [Input(stdin=data, expected=data), Input(stdin=b"", expected=b""), Input(stdin=data)]
    outcomes = execute(supervisor, build(ECHO), *inputs)
    assert [outcome.mismatch_offset for outcome in outcomes] == [*places, *lengths, *lengths, None, None, None]


def test_is_right(supervisor, build, execute):
    """A run is right with the wanted exit status and output only."""
    inputs = [
        Input(stdin=b"a", expected=b"a"), Input(stdin=b"a", expected=b"b"),
        Input(stdin=b"a", expected=b"a", exit_code=1),
    ]  # fmt: skip
    outcomes = execute(supervisor, build(ECHO), *inputs)
    assert [o.is_right(i) for o, i in zip(outcomes, inputs, strict=True)] == [True, False, False]


@pytest.mark.parametrize("bad", [Input(stdin=b"x", expected=b"y"), Input(stdin=b"x", expected=b"x", exit_code=1)])
def test_stopping_at_a_failure(supervisor, build, execute, bad):
    """A schedule ends after its first wrong run if asked to, and goes on otherwise."""
    good = Input(stdin=b"x", expected=b"x")
    assert len(execute(supervisor, build(ECHO), good, bad, good, stop_at_failure=True)) == 2
    assert len(execute(supervisor, build(ECHO), good, bad, good)) == 3


def test_stopping_at_too_much_output_on_both_streams(supervisor, build, execute):
    """A run whose streams exceed the limit only together is a failure too, although its output is right."""
    code = """#include <stdio.h>
int main(void) {
    int c = getchar();
    for (int i = 0; i < 3000; i++) { putchar('o'); if (c == 'x') fputc('e', stderr); }
    return 0;
}
"""
    inputs = [Input(stdin=letter, expected=b"o" * 3000) for letter in (b"a", b"x", b"a")]
    outcomes = execute(supervisor, build(code), *inputs, limits=Limits(output_bytes=5000), stop_at_failure=True)
    assert [outcome.status for outcome in outcomes] == [Status.EXITED, Status.OUTPUT_LIMIT]


def test_nothing_is_left_for_the_next_run(supervisor, build, execute):
    """Memory, input position and output of one run are gone in the next."""
    code = """#include <stdio.h>
#include <stdlib.h>
static int runs;
int main(void) {
    char *page = calloc(1, 1 << 16);
    printf("%d %d %d", runs++, page[5000]++, getchar());
    for (int i = getchar(); i > '0'; i--) putchar('#');
    return 0;
}
"""
    (first, second) = execute(supervisor, build(code), Input(stdin=b"A9"), Input(stdin=b"A0", expected=b"0 0 65"))
    assert first.stdout_bytes == 15
    assert (second.stdout_bytes, second.mismatch_offset) == (6, None)
    assert supervisor.read_stdout() == b"0 0 65"


def test_stack_offsets(supervisor, build):
    """Equal offsets give equal addresses, and another offset moves the stack by as much."""
    program = build('#include <stdio.h>\nint main(void) { int x; printf("%p", (void *)&x); return 0; }\n')
    seen = []
    with program.open("rb") as file:
        for offset in (0, 0, 160, 4080):
            (outcome,) = supervisor.run(
                [file.fileno()], [Input(stdin=b"")], [Run(environment_bytes=offset)], limits=Limits()
            )
            seen.append(int(supervisor.read_stdout(), 16))
    if Layer.NO_ASLR not in outcome.layers:
        pytest.skip("this kernel does not give fixed addresses")
    assert [seen[0] - address for address in seen] == [0, 0, 160, 4080]


def test_a_counter(supervisor, build, execute):
    """A performance counter is counted for each run on its own; a software clock stands for the hardware's."""
    code = 'int main(void) { for (int i = 0; i < %d; i++) __asm__ volatile(""); return 0; }\n'
    try:
        (short,) = execute(supervisor, build(code % 1000), counter=Counter(type=1, config=1))
    except SandboxError as error:
        pytest.skip(f"no performance events here: {error}")
    (long,) = execute(supervisor, build(code % 20_000_000), counter=Counter(type=1, config=1))
    assert 0 < short.count < long.count
    assert execute(supervisor, build(ECHO))[0].count == 0


def test_an_empty_schedule(supervisor, build):
    """No runs have no outcomes, and the supervisor goes on."""
    with build(ECHO).open("rb") as file:
        assert supervisor.run([file.fileno()], [], [], limits=Limits()) == []
    assert supervisor.alive


def test_too_many_descriptors(supervisor, build, execute):
    """A request with more inputs than descriptors can be sent is refused, with what to do."""
    with pytest.raises(SandboxError, match="241 descriptors in one request, at most 240; split the schedule"):
        execute(supervisor, build(ECHO), *[b""] * 240)


def test_too_many_runs(supervisor, build):
    """The supervisor itself refuses a schedule that is too long, and that is an error of ours."""
    with build(ECHO).open("rb") as file, pytest.raises(SandboxError, match="malformed request"):
        supervisor.run([file.fileno()], [Input(stdin=b"")], [Run()] * 257, limits=Limits())


# ----------------------------------------------------------------------------------------------- life of a supervisor


def test_two_threads_at_once(supervisor, build, execute):
    """A second thread is refused while a request is under way, and does not disturb it."""
    outcomes = []
    thread = threading.Thread(
        target=lambda: outcomes.extend(execute(supervisor, build(SPIN), limits=Limits(wall_s=1.0)))
    )
    thread.start()
    assert wait_until(lambda: children(supervisor.pid))
    with pytest.raises(SandboxError, match="two threads at once; give each thread its own"):
        execute(supervisor, build(ECHO))
    thread.join()
    assert [outcome.status for outcome in outcomes] == [Status.TIMEOUT]
    assert execute(supervisor, build(ECHO))[0].status is Status.EXITED


def test_killing_the_supervisor(supervisor, build, execute):
    """A supervisor that is killed in the middle of a run raises, and its program dies with it."""
    errors = []

    def run():
        try:
            execute(supervisor, build(SPIN))
        except SandboxError as error:
            errors.append(str(error))

    thread = threading.Thread(target=run)
    thread.start()
    assert wait_until(lambda: children(supervisor.pid))
    (child,) = children(supervisor.pid)
    os.kill(supervisor.pid, signal.SIGKILL)
    thread.join(timeout=20)
    assert len(errors) == 1
    assert "the evaluation was interrupted, call it again" in errors[0]
    assert wait_until(lambda: not running(child))
    assert not supervisor.alive
    with pytest.raises(SandboxError, match="the supervisor is gone"):
        execute(supervisor, build(ECHO))


def test_the_evaluator_goes_on_after_a_killed_supervisor():
    """The evaluation whose supervisor is killed raises; the next one works."""
    problem = Problem(id="echo", c_code=ECHO, tests=(TestCase(stdin=b"a\n", stdout=b"a\n"),))
    evaluator = Evaluator(EvaluationConfig(wall_limit_s=20.0))
    try:
        baseline = evaluator.prepare(problem).assembly
        errors = []

        def evaluate():
            try:
                evaluator.evaluate(problem, compile_c(SPIN))
            except SandboxError as error:
                errors.append(error)

        thread = threading.Thread(target=evaluate)
        thread.start()
        (supervisor,) = evaluator._pool.supervisors
        # Tools run for milliseconds, a run on a borrowed core for a quarter of a second: a child that stays is the
        # candidate.
        assert wait_until(lambda: set(children(supervisor.pid)) & (time.sleep(0.5) or set(children(supervisor.pid))))
        (child,) = children(supervisor.pid)
        os.kill(supervisor.pid, signal.SIGKILL)
        thread.join(timeout=20)
        assert len(errors) == 1
        assert wait_until(lambda: not running(child))
        assert evaluator.evaluate(problem, baseline).verdict == "passed"
    finally:
        evaluator.close()


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "in a run"])
def test_the_supervisor_ends_when_python_is_killed(build, busy):
    """Nothing survives a Python that is killed, whether its supervisor was idle or running a program."""
    script = (
        "import sys, time\n"
        "from asm_gym.sandbox import *\n"
        "supervisor = Supervisor()\n"
        "print(supervisor.pid, supervisor.folder, flush=True)\n"
        "file = open(sys.argv[1], 'rb')\n"
        "if sys.argv[2] == 'True':\n"
        "    supervisor.run([file.fileno()], [Input(stdin=b'')], [Run()], limits=Limits(wall_s=60))\n"
        "time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script, str(build(SPIN)), str(busy)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as python:
        pid, folder = python.stdout.readline().split()
        if busy:
            assert wait_until(lambda: children(int(pid)))
        family = [int(pid), *children(int(pid))]
        assert len(family) == 1 + busy
        python.kill()
    for member in family:
        assert wait_until(lambda member=member: not running(member))
    for path in [Path(folder) / "work", Path(folder)]:
        path.rmdir()


def test_close_leaves_nothing(build, execute):
    """After close there is no descriptor, process or folder left; a second close does nothing."""
    fds = sorted(os.listdir("/proc/self/fd"))
    supervisor = Supervisor(shared={"note": b"x"})
    execute(supervisor, build(ECHO), b"a", Input(stdin=b"b", expected=b"b"))
    assert supervisor.alive
    pid, folder = supervisor.pid, supervisor.folder
    assert (folder / "note").read_bytes() == b"x"
    supervisor.close()
    supervisor.close()
    assert sorted(os.listdir("/proc/self/fd")) == fds
    assert not running(pid)
    assert not folder.exists()
    assert not supervisor.alive


def test_a_forked_child_leaves_the_supervisor_alone(supervisor, build, execute):
    """A forked child cannot use its parent's supervisor, and closing it there does not end it."""
    pid = os.fork()
    if pid == 0:
        alive = supervisor.alive
        supervisor.close()
        os._exit(1 if alive else 0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert execute(supervisor, build(ECHO))[0].status is Status.EXITED


def test_a_supervisor_of_another_version(monkeypatch):
    """A supervisor with another wire format is refused at the start, with what to do."""
    monkeypatch.setattr(sandbox, "_PROTOCOL_VERSION", 2)
    with pytest.raises(SandboxError, match=r"speaks another protocol .* delete "):
        Supervisor()


# -------------------------------------------------------------------------------------------------- building and caches


@pytest.mark.parametrize("arguments", [["-c", "runner.c"], ["-c", "-fno-pic", "runtime.c"]])
def test_the_c_sources_compile_without_warnings(tmp_path, arguments):
    """gcc has nothing to say about the C sources with its usual warnings on."""
    *flags, source = arguments
    command = ["gcc", "-O2", "-Wall", "-Wextra", "-Werror", *flags, str(NATIVE / source), "-o", str(tmp_path / "o")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_gcc(fresh_caches, monkeypatch, tmp_path):
    """Without gcc on the PATH the error names it and says what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolchainError, match=r"gcc was not found on the PATH; install gcc and binutils .*apt-get"):
        Supervisor()


@pytest.mark.parametrize(("system", "machine"), [("Linux", "aarch64"), ("Darwin", "x86_64")])
def test_another_machine(fresh_caches, monkeypatch, system, machine):
    """Another processor or operating system is refused by name."""
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    with pytest.raises(ToolchainError, match=f"this is {system} on {machine}; use a Linux x86-64 host"):
        Supervisor()


def test_a_full_cache_folder(fresh_caches, monkeypatch, tmp_path):
    """Where the cache folder is full the error says so, names the folder and what to do; nothing is left in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def full(self, target):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(SandboxError, match=r"No space left on device; free disk space or set XDG_CACHE_HOME"):
        sandbox.build_runner()
    assert list((tmp_path / "asm_gym").iterdir()) == []


def test_a_full_file_system(fresh_caches, monkeypatch, tmp_path):
    """On a file system without room for the supervisor the error is ours and tells to free disk space."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", tmp_path], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("cannot mount a small file system here")
    try:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        with pytest.raises(SandboxError, match="free disk space"):
            sandbox.build_runner()
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_two_processes_fill_the_cache_at_once(tmp_path):
    """Two processes that find an empty cache both get a working supervisor, and one file stays."""
    script = "from asm_gym.sandbox import Supervisor\nprint(Supervisor().alive)"
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    processes = [
        subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
        for _ in range(2)
    ]
    assert [process.communicate(timeout=60)[0] for process in processes] == ["True\n", "True\n"]
    assert [path.name.split("-")[0] for path in (tmp_path / "asm_gym").iterdir()] == ["runner"]


def test_a_trusted_tool_that_hangs():
    """A tool that takes too long is stopped and named."""
    with pytest.raises(ToolchainError, match=r"took longer than 0\.05 s"):
        sandbox.run_trusted(["sleep", "5"], timeout_s=0.05)


# -------------------------------------------------------------------------------------------- what tools may not do

TOOL_CALLS = {
    "fcntl": "call(SYS_fcntl, 0, 8 /* F_SETOWN */, 1)",
    "fchmodat": 'call(SYS_fchmodat, -100, (long)"mine", 04777)',
    "chown": 'call(SYS_chown, (long)"mine", 0, 0)',
}


@pytest.fixture
def as_tool(build):
    """as_tool(c_code) runs a program under the policy of tools; gives the outcome and the files that it left."""
    made = []

    def as_tool(code):
        program = build(code)
        supervisor = Supervisor(tool_rules=[f"x{program}"])
        made.append(supervisor)
        with program.open("rb") as file:
            (outcome,) = supervisor.run(
                [file.fileno()], [Input(stdin=b"")], [Run()], limits=Limits(), policy=Policy.TOOL
            )
        return outcome, {path.name: path.stat().st_mode & 0o7777 for path in supervisor.work.iterdir()}

    yield as_tool
    for supervisor in made:
        supervisor.close()


@pytest.mark.parametrize("name", TOOL_CALLS)
def test_calls_that_are_forbidden_to_tools(as_tool, name):
    """A tool may neither direct signals at others nor change modes and owners in a roundabout way."""
    outcome, _ = as_tool(f"{CALL}int main(void) {{ {TOOL_CALLS[name]}; return 0; }}\n")
    assert outcome.status is Status.FORBIDDEN_CALL
    if Layer.NOTIFY in outcome.layers:
        assert outcome.forbidden_call == name


def test_tools_cannot_change_modes(as_tool):
    """chmod and fchmod of a tool's own file succeed and do nothing: no set-user-id program comes out of the sandbox."""
    code = f"""{CALL}int main(void) {{
    long fd = call(SYS_open, (long)"mine", 0101 /* O_CREAT | O_WRONLY */, 0600);
    if (fd < 0) return 1;
    if (call(SYS_chmod, (long)"mine", 04777, 0)) return 2;
    if (call(SYS_fchmod, fd, 04777, 0)) return 3;
    return call(SYS_fcntl, fd, 1 /* F_GETFD */, 0) == 0 ? 0 : 4;
}}
"""
    outcome, files = as_tool(code)
    assert (outcome.status, outcome.exit_code) == (Status.EXITED, 0)
    assert files == {"mine": 0o600}


# ----------------------------------------------------------------------------------------------- poor surroundings


def test_without_the_right_to_change_owners(build, execute, monkeypatch):
    """Where files cannot be given away the supervisor does without a user id of its own, and says so."""

    def refused(*_, **__):
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "chown", refused)
    builder = start_builder()
    try:
        assert builder.uid == 0
        (outcome,) = execute(builder, build(ECHO), Input(stdin=b"a", expected=b"a"))
        assert outcome.is_right(Input(stdin=b"a", expected=b"a"))
        assert Layer.UID not in outcome.layers
        assembled = assemble(builder, compile_c(ECHO))
        assert isinstance(assembled, Assembled)
        assert isinstance(link(builder, assembled, plan_link(assembled)), Path)
    finally:
        builder.close()


def test_a_failure_among_memory_files_leaks_nothing(build, execute, monkeypatch):
    """Where the fifth memory file of a request cannot be made, those before it are closed."""
    program = build(ECHO)
    fds = sorted(os.listdir("/proc/self/fd"))
    supervisor = Supervisor()
    make, calls = sandbox._memory_file, []

    def fifth_fails(*arguments):
        calls.append(arguments)
        if len(calls) == 5:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return make(*arguments)

    monkeypatch.setattr(sandbox, "_memory_file", fifth_fails)
    with pytest.raises(OSError, match="Too many open files"):
        execute(supervisor, program, *[Input(stdin=b"x", expected=b"x")] * 3)
    supervisor.close()
    assert len(calls) == 5
    assert sorted(os.listdir("/proc/self/fd")) == fds


def test_a_cache_folder_that_is_removed(monkeypatch, tmp_path):
    """A process whose cache folder is removed builds it again."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for _ in range(2):
        with contextlib.closing(start_builder()) as builder:
            assert isinstance(assemble(builder, compile_c(ECHO)), Assembled)
        assert {path.name.split("-")[0] for path in (tmp_path / "asm_gym").iterdir()} == {"runner", "runtime", "stubs"}
        shutil.rmtree(tmp_path / "asm_gym")


def test_the_cpu_limit_is_a_timeout(supervisor, build, execute):
    """A run that the kernel ends at its limit of CPU time, before the wall clock does, timed out."""
    loop = build('int main(void) { for (;;) __asm__ volatile(""); }\n')
    (outcome,) = execute(supervisor, loop, limits=Limits(wall_s=60.0, cpu_s=0.0))
    assert outcome.status is Status.TIMEOUT
    assert outcome.cpu_s < 10
