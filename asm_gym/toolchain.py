"""From C to assembly, and from assembly to an executable that is safe to start.

The C of a problem goes through gcc once, within limits. Assembly is hostile, the baseline's included: it goes
through `as` and
`ld` inside the sandbox, and what they write is inspected before it is used. Candidate and baseline take the same path:

* the *runtime*, one object with the start-up code and the offered part of libc, is linked once per machine,
everything else in
  it made local; `as` and `ld` then take a quarter of the time of ``gcc -static``, and the list of symbols is closed;
* a problem whose baseline needs a symbol outside the runtime, or redefines one of its functions, is linked in full
  against the static libraries, on both sides; that is decided once per problem, by the baseline.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import shlex
import shutil
import stat
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from asm_gym import elf
from asm_gym.errors import ArgumentError, ProblemError, SandboxError, ToolchainError, did_you_mean
from asm_gym.lanes import Cores
from asm_gym.sandbox import (
    ALL_LAYERS,
    MIB,
    NATIVE,
    Input,
    Layer,
    Limits,
    Policy,
    Run,
    Status,
    Supervisor,
    cached_build,
    compiler_version,
    find_tool,
    run_compiler,
    run_trusted,
)

BASELINE_FLAGS: Final = ("-O3",)
"""Flags of the baseline, exactly: it is gcc's own answer for any x86-64 machine."""

LAYOUT_PADDINGS: Final = (0, 592, 1328, 2208, 3120)
"""Bytes before the candidate's code, by layout: they differ modulo 64 and modulo 4096, so loops meet other cache
lines and fetch windows (layout moves some programs by a quarter; Mytkowicz et al., ASPLOS 2009)."""

_TOOL_LIMITS: Final = Limits(wall_s=4.0, memory_bytes=512 * MIB, output_bytes=16 * MIB)
_MESSAGE_BYTES: Final = 2000
_OBJECT, _EXECUTABLE = "candidate.o", "candidate"

ISA_LEVELS: Final = {
    "native": None,
    "x86-64-v2": elf.Isa.BASELINE | elf.Isa.V2,
    "x86-64-v3": elf.Isa.BASELINE | elf.Isa.V2 | elf.Isa.V3,
    "x86-64-v4": elf.Isa.BASELINE | elf.Isa.V2 | elf.Isa.V3 | elf.Isa.V4,
}
"""Values of ``isa``: what the object may use; None: whatever this processor runs."""


class Stage(StrEnum):
    """Where a build failed; the values are verdicts."""

    ASSEMBLE = "assemble_error"
    """In `as`: syntax, or any limit."""
    LINK = "link_error"
    """In `ld`, or in the checks of what it would link or has linked."""
    POLICY = "policy_violation"
    """An instruction or section that is forbidden."""
    MEMORY = "memory_limit"
    """The linked program is larger than its memory limit."""


@dataclass(frozen=True, slots=True)
class BuildFailure:
    """The candidate's fault: it cannot be built."""

    stage: Stage
    message: str


@dataclass(frozen=True, slots=True)
class Assembled:
    """An object in the supervisor's work folder, and what it contains."""

    parsed: elf.ObjectFile
    digest: str


class LinkMode(StrEnum):
    """How the executables of a problem are linked; decided by its baseline."""

    RUNTIME = "runtime"
    """Against the pre-linked runtime."""
    FULL = "full"
    """Against the static libraries: the baseline needs or redefines more than the runtime allows."""


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """What a problem's executables are linked with, and what they may name."""

    mode: LinkMode
    needed: frozenset[str] = frozenset()
    """Undefined names that are allowed beyond the offered ones (the baseline's own)."""
    redefined: frozenset[str] = frozenset()
    """Library names that may be defined again (the baseline's own)."""
    resolvers: bool = False
    """Whether indirect functions are allowed (the baseline has some)."""


# ------------------------------------------------------------------------------------------- trusted: gcc, runtime


def compile_c(c_code: str, flags: Sequence[str] = BASELINE_FLAGS, *, compiler: str = "gcc") -> str:
    """Assembly text of a C program.

    Args:
        c_code: The program.
        flags: Options of the compiler.
        compiler: A name of `host_compilers`; the baseline is always gcc's.

    Raises:
        ArgumentError: the flags are one text.
        ProblemError: the compiler refuses it, or takes longer than a minute or more than 4 GiB.
        ToolchainError: there is no such compiler.
    """
    if isinstance(flags, str):
        msg = f"flags={flags!r} is one text; give a list of flags: {shlex.split(flags)}"
        raise ArgumentError(msg)
    # The table of address-significant symbols is a directive that only LLVM's assembler knows.
    own_flags = ("-fno-addrsig",) if compiler.startswith("clang") else ()
    command = [find_tool(compiler), *flags, *own_flags, "-S", "-xc", "-o", "-", "-"]
    done = run_compiler(command, stdin=c_code.encode())
    if done.returncode:
        errors = [line for line in done.stderr.decode(errors="replace").splitlines() if "error" in line]
        said = " | ".join(errors[:3])[:600] or "it was ended by a limit or a signal"
        what = "the program" if tuple(flags) == BASELINE_FLAGS else "the program or the flags"
        msg = f"the C program does not compile with {compiler} {shlex.join(flags)}: {said}; correct {what}"
        raise ProblemError(msg)
    return done.stdout.decode()


def host_compilers() -> tuple[str, ...]:
    """Names of the gcc and clang versions on the PATH, each version once, gcc first."""
    names = {"gcc", "clang"}
    for folder in os.get_exec_path():
        with contextlib.suppress(OSError):
            names |= {name for name in os.listdir(folder) if re.fullmatch(r"(gcc|clang)-\d+", name)}
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (name.startswith("clang"), len(name), name)):
        path = shutil.which(name)
        if path is not None:
            found.setdefault(os.path.realpath(path), name)
    return tuple(found.values())


@functools.cache
def tool_versions() -> dict[str, str]:
    """First line of ``--version`` of each tool, by name."""
    return {
        name: run_trusted([find_tool(name), "--version"]).stdout.decode().split("\n")[0]
        for name in ("gcc", "as", "ld", "objdump")
    }


def _library(name: str) -> Path:
    """Path of a start file or static library of gcc's search path."""
    path = Path(run_trusted([find_tool("gcc"), f"-print-file-name={name}"]).stdout.decode().strip())
    if not path.is_absolute():
        msg = f"{name} is missing; install the static C library (Debian, Ubuntu: libc6-dev; Fedora: glibc-static)"
        raise ToolchainError(msg)
    return path.resolve()


@functools.cache
def _libraries() -> tuple[Path, ...]:
    """The static libraries of a C program; a linker script (libm.a on glibc) is replaced by what it names."""
    paths: list[Path] = []
    for name in ("libc.a", "libm.a", "libgcc.a", "libgcc_eh.a"):
        path = _library(name)
        if path.read_bytes()[:8] == b"!<arch>\n":
            paths.append(path)
        else:
            paths += [
                Path(word).resolve()
                for word in path.read_text().split()
                if word.startswith("/") and word.endswith(".a")
            ]
    return tuple(paths)


@functools.cache
def library_names() -> frozenset[str]:
    """Names that the static libraries define, from their archive indexes (System V format: count, offsets, names)."""
    names: set[str] = set()
    for path in _libraries():
        with path.open("rb") as file:
            size = int(file.read(68)[56:66])  # global header of 8 bytes, then the index's own member header of 60
            (count,) = struct.unpack(">I", file.read(4))
            index = file.read(size - 4)
        names.update(index[4 * count :].decode().split("\0")[:count])
    return frozenset(names)


@functools.cache
def offered_names() -> frozenset[str]:
    """Names that every program may use; ``native/offered.txt`` without what this machine lacks."""
    lines = (NATIVE / "offered.txt").read_text().splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split()) & library_names()


def _build_key(*parts: str) -> str:
    stamps = [f"{path}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in _libraries()]
    return "\n".join([compiler_version(), *stamps, *parts])


def stubs() -> Path:
    """Object of ``native/runtime.c``."""
    source = NATIVE / "runtime.c"
    flags = ["-O2", "-fno-pic", "-fcf-protection=none", "-fno-stack-protector", "-fno-asynchronous-unwind-tables"]
    key = _build_key(source.read_text(), *flags)
    return cached_build("stubs", key, [find_tool("gcc"), *flags, "-c", str(source), "-o", "@OUT@"])


def runtime() -> Path:
    """The runtime: start-up code and the offered names, internals local, linked once per machine."""
    names = sorted(offered_names())
    merge = NATIVE / "merge.ld"
    ld, objcopy, link_inputs = find_tool("ld"), find_tool("objcopy"), [str(path) for path in _libraries()]
    start, init, end = (str(_library(name)) for name in ("crt1.o", "crti.o", "crtn.o"))
    # The merge flag would make every link look for equal strings in the whole of libc.
    flat = [f"--set-section-flags={name}=alloc,readonly,data,contents" for name in (".rodata.str*", ".rodata.cst*")]
    script = " && ".join(
        shlex.join(command).replace("@OUT@", '"$1"')
        for command in (
            [ld, "-r", "-o", "@OUT@.1", *(f"-u{name}" for name in names), start, init, str(stubs()),
             "--start-group", *link_inputs, "--end-group", end],
            [objcopy, "--strip-unneeded", "--wildcard", *flat,
             "--remove-section=.eh_frame", "--remove-section=.rela.eh_frame", "--remove-section=.comment",
             *(f"--keep-global-symbol={name}" for name in [*names, "_start"]), "@OUT@.1", "@OUT@.2"],
            [ld, "-r", "-x", "--no-relax", "-T", str(merge), "-o", "@OUT@", "@OUT@.2"],
        )
    )  # fmt: skip
    return cached_build(
        "runtime",
        _build_key(script, merge.read_text(), (NATIVE / "runtime.c").read_text()),
        ["/bin/sh", "-c", script, "sh", "@OUT@"],
    )


@functools.cache
def _tool_files(name: str) -> tuple[str, ...]:
    """Landlock rules for one tool: its file, the dynamic loader and its libraries."""
    tool = find_tool(name)
    done = run_trusted(["/bin/sh", "-c", f"ldd {shlex.quote(tool)}"])
    rules = [f"x{tool}", "r/etc/ld.so.cache"]
    for path in re.findall(r"(/\S+)", done.stdout.decode()):
        rules.append(("x" if "/ld-" in path or "/ld." in path else "r") + os.path.realpath(path))
    return tuple(rules)


def link_script(padding: int) -> str:
    """The linker script of one layout."""
    text = (NATIVE / "link.ld").read_text()
    return text.replace("@CANDIDATE@", f"*{_OBJECT}").replace("@PADDING@", str(padding))


def start_builder(cores: Cores | None = None, layers: Layer = ALL_LAYERS) -> Supervisor:
    """A supervisor that can assemble and link: the runtime and the linker scripts lie in its folder.

    Raises:
        ToolchainError: gcc or binutils or the static libraries are missing.
        SandboxError: the supervisor does not start.
    """
    rules = [*_tool_files("as"), *_tool_files("ld"), *_tool_files("objdump")]
    rules += [f"r{path}" for path in (*_libraries(), *(_library(n) for n in ("crt1.o", "crti.o", "crtn.o")))]
    shared = {"runtime.o": runtime().read_bytes(), "stubs.o": stubs().read_bytes()}
    shared |= {f"layout{i}.ld": link_script(padding).encode() for i, padding in enumerate(LAYOUT_PADDINGS)}
    return Supervisor(tool_rules=list(dict.fromkeys(rules)), shared=shared, cores=cores, layers=layers)


# --------------------------------------------------------------------------------------------------- hostile: as, ld


def escape(text: str) -> str:
    """Text that may go to a terminal or a page: control characters are shown as escapes."""
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)


def _run_tool(supervisor: Supervisor, arguments: Sequence[str], stdin: bytes = b"") -> tuple[str | None, bytes]:
    """Runs a tool in its jail.

    Returns:
        Why it failed (None: it did not), and its diagnostics.
    """
    tool = os.open(find_tool(arguments[0]), os.O_RDONLY | os.O_CLOEXEC)
    try:
        (outcome,) = supervisor.run(
            [tool], [Input(stdin=stdin)], [Run()], limits=_TOOL_LIMITS, policy=Policy.TOOL, arguments=arguments
        )
    finally:
        os.close(tool)
    diagnostics = supervisor.read_stderr()
    full = outcome.exit_code != 0 and shutil.disk_usage(supervisor.work).free < _TOOL_LIMITS.output_bytes
    if full:  # asked of the disk: the diagnostics may quote the candidate
        msg = f"the disk of {supervisor.work} is full; free space there, or set TMPDIR to another folder"
        raise SandboxError(msg)
    if outcome.status is Status.EXITED:
        return (None if outcome.exit_code == 0 else f"{arguments[0]} failed"), diagnostics
    if outcome.status is Status.FORBIDDEN_CALL:
        return (
            f"{arguments[0]} was stopped at the system call {outcome.forbidden_call or 'of another architecture'}",
            diagnostics,
        )
    return f"{arguments[0]} was stopped: {outcome.status.value.replace('_', ' ')}", diagnostics


def _read_output(supervisor: Supervisor, name: str, mode: int | None = None) -> bytes:
    """A file that a tool wrote, if it is a plain file: a subverted tool might leave a link or a pipe.

    With a `mode` the file gets it: tools may not change modes themselves.

    Raises:
        elf.MalformedElf: it is none.
    """
    try:
        fd = os.open(supervisor.work / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        msg = f"no file {name}: {error.strerror}"
        raise elf.MalformedElf(msg) from error
    with os.fdopen(fd, "rb") as file:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            msg = f"{name} is no plain file"
            raise elf.MalformedElf(msg)
        if mode is not None:
            os.fchmod(fd, mode)
        return file.read(_TOOL_LIMITS.output_bytes)


def _readable(diagnostics: bytes, *, line_numbers_only: bool) -> str:
    """An assembler's or linker's messages: short, escaped, without the names of our files."""
    lines = []
    for line in diagnostics.decode("utf-8", "replace").splitlines():
        match = re.match(r"\{standard input\}:(\d+): (?:Error|Fatal error): (.*)", line)
        if match:
            lines.append(f"line {match[1]}: error" if line_numbers_only else f"line {match[1]}: {match[2]}")
        elif not line_numbers_only and "{standard input}: Assembler messages" not in line and "Warning:" not in line:
            lines.append(re.sub(r"^(/\S*/)?(as|ld)\S*: ", "", line.replace(f"{_OBJECT}:", "")))
    text = escape("\n".join(dict.fromkeys(lines)))
    return text if len(text) <= _MESSAGE_BYTES else text[:_MESSAGE_BYTES] + " …"


def assemble(
    supervisor: Supervisor, text: str, *, isa: str = "native", max_bytes: int = 1 << 20
) -> Assembled | BuildFailure:
    """Assembles hostile text; the object stays in the supervisor's work folder until the next call.

    Args:
        supervisor: From `start_builder`.
        text: Assembly, AT&T or Intel syntax.
        isa: A key of `ISA_LEVELS`.
        max_bytes: Longest text, in bytes of UTF-8.

    Raises:
        ArgumentError: unknown `isa`.
        SandboxError: the sandbox failed; nothing is known about the text.
    """
    if isa not in ISA_LEVELS:
        msg = f"isa={isa!r} is not one of {', '.join(ISA_LEVELS)}.{did_you_mean(isa, ISA_LEVELS)}"
        raise ArgumentError(msg)
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        return BuildFailure(Stage.ASSEMBLE, f"the text is not valid Unicode at character {error.start}")
    if len(data) > max_bytes or b"\0" in data:
        what = (
            "the text contains a NUL byte" if b"\0" in data else f"the text has {len(data)} bytes, at most {max_bytes}"
        )
        return BuildFailure(Stage.ASSEMBLE, what)
    clear_work(supervisor)
    confined = supervisor.landlock_abi > 0
    arguments = ["as", "--64", "-o", _OBJECT]
    if not confined:
        arguments += ["--MD", "dependencies"]
    if ISA_LEVELS[isa] is not None:
        arguments += ["-mx86-used-note=yes"]
    failure, diagnostics = _run_tool(supervisor, arguments, data if data.endswith(b"\n") else data + b"\n")
    if failure:
        return BuildFailure(Stage.ASSEMBLE, _readable(diagnostics, line_numbers_only=not confined) or failure)
    try:
        if not confined and _included_files(_read_output(supervisor, "dependencies")):
            return BuildFailure(Stage.ASSEMBLE, ".include and .incbin are not allowed")
        parsed = elf.parse_object(_read_output(supervisor, _OBJECT))
        digest = elf.code_digest(parsed)
        return _policy_failure(supervisor, parsed, isa, text) or Assembled(parsed, digest)
    except elf.MalformedElf as error:
        return BuildFailure(Stage.ASSEMBLE, f"the assembler wrote no usable object: {error}")


def clear_work(supervisor: Supervisor) -> None:
    """Empties the work folder: nothing of one candidate is left for the next.

    Raises:
        SandboxError: it cannot be emptied; the supervisor is closed, the next one has a folder of its own.
    """
    try:
        for entry in os.scandir(supervisor.work):
            os.unlink(entry.path)
    except OSError as error:
        supervisor.close()
        msg = f"cannot empty the work folder {supervisor.work}: {error.strerror}; the next call starts with a fresh one"
        raise SandboxError(msg) from error


def _included_files(dependencies: bytes) -> list[str]:
    """Existing files that a dependency list names, the standard input aside."""
    words = dependencies.replace(b"\\\n", b" ").split()[1:]
    return [word.decode(errors="replace") for word in words if word != b"{standard" and os.path.exists(word)]


_FORBIDDEN_INSTRUCTION = re.compile(rb"\t[^\t<#]*\b(rdrand|rdseed|rdtscp?|rdpru)\b")


def _policy_failure(supervisor: Supervisor, parsed: elf.ObjectFile, isa: str, text: str) -> BuildFailure | None:
    """What the object must not contain. Advisory: the check of every run's output is what cannot be evaded."""
    section = elf.forbidden_section(parsed)
    if section is not None:
        return BuildFailure(Stage.POLICY, f"section {escape(section)} is of a type that no compiler emits")
    if elf.may_hold_forbidden_code(parsed):  # rare; disassembling tells an instruction from bytes inside another
        failure, _ = _run_tool(supervisor, ["objdump", "-d", "-w", "--no-show-raw-insn", _OBJECT])
        found = _FORBIDDEN_INSTRUCTION.search(supervisor.read_stdout())
        if failure or found:
            name = found[1].decode() if found else "an instruction that cannot be disassembled"
            return BuildFailure(Stage.POLICY, f"{name} is forbidden: its result differs from run to run")
    level = ISA_LEVELS[isa]
    if level is not None:
        beyond = elf.isa_used(parsed) & ~level
        if beyond or re.search(r"\.\s*arch\b", text):
            what = f"instructions of {beyond.name}" if beyond else "the directive .arch"
            return BuildFailure(Stage.POLICY, f"{what} where isa={isa!r}")
    return None


def plan_link(baseline: Assembled) -> LinkPlan:
    """How the executables of a problem are linked, from what its baseline needs and defines."""
    needed = baseline.parsed.undefined - offered_names() - {"main"}
    redefined = baseline.parsed.defined & library_names()
    if not needed - _linker_names and not redefined & offered_names():
        return LinkPlan(LinkMode.RUNTIME, resolvers=baseline.parsed.has_resolvers)
    return LinkPlan(LinkMode.FULL, needed, redefined, baseline.parsed.has_resolvers)


_linker_names: Final = frozenset({"_GLOBAL_OFFSET_TABLE_", "_end", "end", "_edata", "__bss_start"})
"""Names that the linker itself defines."""


def link(
    supervisor: Supervisor, assembled: Assembled, plan: LinkPlan, *, layout: int = 0, memory_bytes: int | None = None
) -> Path | BuildFailure:
    """Links the assembled object that lies in the work folder.

    Args:
        supervisor: The one that assembled it.
        assembled: Result of `assemble`.
        plan: The problem's `LinkPlan`.
        layout: Index into `LAYOUT_PADDINGS`.
        memory_bytes: Largest memory image; None: not checked.

    Returns:
        The executable, in the work folder; it is overwritten by the next call with the same layout.

    Raises:
        SandboxError: the sandbox failed.
    """
    refused = _name_failure(assembled.parsed, plan) or elf.unsafe_section(assembled.parsed)
    if refused:
        return BuildFailure(Stage.LINK, refused)
    output = f"{_EXECUTABLE}{layout}"
    shared = supervisor.folder
    arguments = ["ld", "-static", "-nostdlib", "-z", "noexecstack", "-z", "norelro", "--build-id=none", "-s"]
    arguments += ["-T", str(shared / f"layout{layout}.ld"), "-o", output]
    if plan.mode is LinkMode.RUNTIME:
        arguments += [str(shared / "runtime.o"), _OBJECT]
    else:
        start, init, end = (str(_library(name)) for name in ("crt1.o", "crti.o", "crtn.o"))
        arguments += [
            start,
            init,
            str(shared / "stubs.o"),
            _OBJECT,
            "--start-group",
            *map(str, _libraries()),
            "--end-group",
            end,
        ]
    failure, diagnostics = _run_tool(supervisor, arguments)
    if failure:
        return BuildFailure(Stage.LINK, _readable(diagnostics, line_numbers_only=False) or failure)
    try:
        executable = elf.inspect_executable(_read_output(supervisor, output, mode=0o755))
    except elf.MalformedElf as error:
        return BuildFailure(Stage.LINK, f"the linker wrote no usable program: {error}")
    if executable.fault:
        return BuildFailure(Stage.LINK, executable.fault)
    if memory_bytes is not None and executable.image_bytes > memory_bytes:
        return BuildFailure(
            Stage.MEMORY,
            f"the program needs {executable.image_bytes >> 20} MiB before it starts, at most {memory_bytes >> 20}",
        )
    return supervisor.work / output


def _name_failure(parsed: elf.ObjectFile, plan: LinkPlan) -> str | None:
    """Why the object's names are refused, before a linker sees it; None: they are not."""
    allowed = offered_names() | plan.needed | _linker_names | {"main"}
    unknown = sorted(parsed.undefined - allowed)
    if unknown:
        return f"undefined symbols: {escape(', '.join(unknown[:8]))}; not offered to this program"
    if "main" not in parsed.defined:
        return "the text defines no global function main"
    taken = offered_names() if plan.mode is LinkMode.RUNTIME else library_names()
    again = sorted(parsed.defined & (taken | reserved_names()) - plan.redefined)
    if again:
        return f"defined again: {escape(', '.join(again[:8]))}; the runtime defines them"
    if parsed.has_resolvers and not plan.resolvers:
        return "indirect functions run before the program has started; the baseline has none"
    return None


@functools.lru_cache(maxsize=1)
def reserved_names() -> frozenset[str]:
    """Names that steer the start of a program: what the runtime leaves to the linker, and its entry point."""
    return elf.parse_object(runtime().read_bytes()).undefined - {"main"} | {"_start"}
