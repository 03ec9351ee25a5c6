"""Tests of asm_gym.toolchain: what builds, what is refused, and that candidates cannot move the runtime."""

import contextlib
import functools
import re
import shutil
import subprocess
import tempfile

import pytest

from asm_gym import elf, sandbox, toolchain
from asm_gym.errors import ArgumentError, ProblemError, SandboxError, ToolchainError
from asm_gym.sandbox import MIB
from asm_gym.toolchain import (
    LAYOUT_PADDINGS,
    Assembled,
    BuildFailure,
    LinkMode,
    LinkPlan,
    Stage,
    assemble,
    compile_c,
    escape,
    library_names,
    link,
    offered_names,
    plan_link,
)

RUNTIME = LinkPlan(LinkMode.RUNTIME)

SAMPLE = """#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static const char *names[] = {"zero", "one", "two"};
int counts[3];
int main(void) {
    int n, values[100];
    char text[32], copy[64];
    if (scanf("%d %31s", &n, text) != 2 || n > 100) return 1;
    for (int i = 0; i < n; i++) { values[i] = (i * 37 + 11) % 23; counts[values[i] % 3]++; }
    qsort(values, n, sizeof *values, compare);
    strcpy(copy, text);
    strcat(copy, "!");
    char *heap = malloc(strlen(copy) + 1);
    memcpy(heap, copy, strlen(copy) + 1);
    switch (n % 5) { case 0: puts("a"); break; case 1: puts("b"); break; case 2: puts("c"); break;
                     case 3: puts("d"); break; default: puts("e"); }
    for (int i = 0; i < 3; i++) printf("%s %d\\n", names[i], counts[i]);
    printf("%d %d %s %.3f\\n", values[0], values[n - 1], heap, sqrt(pow(n, 3.0)));
    free(heap);
    return 0;
}
"""
SAMPLE_INPUT = b"7 word\n"
SAMPLE_OUTPUT = b"c\nzero 3\none 2\ntwo 2\n2 21 word! 18.520\n"

MAIN = "\t.text\n\t.globl main\nmain:\n\txorl %eax, %eax\n\tret\n"


@pytest.fixture
def run_text(builder, execute):
    """run_text(assembly) assembles, links and runs a text on the sample's input; gives status and output."""

    def run_text(text, plan=None, layout=0, stdin=SAMPLE_INPUT):
        assembled = assemble(builder, text)
        assert isinstance(assembled, Assembled), assembled
        program = link(builder, assembled, plan or plan_link(assembled), layout=layout)
        assert not isinstance(program, BuildFailure), program
        (outcome,) = execute(builder, program, stdin)
        return outcome.exit_code, builder.read_stdout()

    return run_text


@pytest.fixture
def fresh_caches():
    """Forgets what was found out about the tools, before and after."""
    cached = [
        function
        for module in (sandbox, toolchain)
        for function in vars(module).values()
        if isinstance(function, functools._lru_cache_wrapper)
    ]
    for function in cached:
        function.cache_clear()
    yield
    for function in cached:
        function.cache_clear()


# ---------------------------------------------------------------------------------------------------- what must build


@pytest.mark.parametrize(
    "flags",
    [
        ("-O3",), ("-O0",), ("-O2", "-masm=intel"), ("-O2", "-fPIE"), ("-O2", "-fPIC", "-fno-plt"),
        ("-O2", "-fno-pie", "-fno-pic"), ("-O2", "-D_FORTIFY_SOURCE=2"), ("-O2", "-fstack-protector-all"),
        ("-O1", "-g"), ("-O2", "-ffunction-sections", "-fdata-sections"), ("-Os", "-fcommon"), ("-O2", "-march=native"),
        ("-O2", "-std=c99"), ("-O2", "-flto", "-ffat-lto-objects"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_style_of_gcc_links_and_runs(run_text, flags):
    """Both syntaxes, absolute and position-independent references, fortified and protected code run alike."""
    text = compile_c(SAMPLE, flags)
    for flag, sign in {
        "-masm=intel": ".intel_syntax", "-fPIE": "@PLT", "-fno-plt": "@GOTPCREL", "-fno-pie": "$.LC",
        "-D_FORTIFY_SOURCE=2": "_chk", "-fstack-protector-all": "__stack_chk_fail", "-std=c99": "__isoc99_scanf",
    }.items():  # fmt: skip
        if flag in flags:
            assert sign in text
    assert run_text(text, RUNTIME) == (0, SAMPLE_OUTPUT)


def test_what_clang_writes(run_text):
    """clang's assembly builds and runs like gcc's."""
    if shutil.which("clang") is None:
        pytest.skip("there is no clang here")
    for flags in (["-O2"], ["-O1", "-fPIC", "-mllvm", "--x86-asm-syntax=intel"]):
        command = ["clang", *flags, "-S", "-fno-addrsig", "-xc", "-", "-o", "-"]
        done = subprocess.run(command, input=SAMPLE, capture_output=True, text=True, check=True)
        assert run_text(done.stdout, RUNTIME) == (0, SAMPLE_OUTPUT)


def test_layouts_run_alike_and_move_only_the_candidate(builder, run_text):
    """Every layout gives the same answer; main moves by the padding, libc does not move."""
    code = '#include <stdio.h>\nint main(void) { printf("%p %p", (void *)main, (void *)printf); return 0; }\n'
    text = compile_c(code, ("-O1",))
    seen = [tuple(int(word, 16) for word in run_text(text, layout=i)[1].split()) for i in range(len(LAYOUT_PADDINGS))]
    assert len({printf for _, printf in seen}) == 1
    assert [main - seen[0][0] for main, _ in seen] == list(LAYOUT_PADDINGS)


def test_a_candidate_cannot_move_libc(run_text):
    """Whatever a candidate adds, libc's code stays where it is and its variables at the same place of a page."""
    code = (
        "#include <stdio.h>\n#include <stdlib.h>\nextern char __bss_start[];\nint main(void) {"
        ' printf("%p %p %p %p %p", (void *)printf, (void *)qsort, (void *)&stdout, (void *)stdin, __bss_start);'
        " return 0; }\n"
    )
    text = compile_c(code, ("-O1",))
    fixed = run_text(text)[1].split()
    for section, size in [
        (".text", 70_000), (".rodata", 30_001), (".data", 50_003), (".bss", 90_001), ('.text.hot,"ax"', 999),
        ('.data.rel.ro,"aw"', 24), ('.init_array,"aw",@init_array', 8), ('.rodata.str1.1,"aMS",@progbits,1', 77),
    ]:  # fmt: skip
        value = 0 if section in {".bss", '.init_array,"aw",@init_array'} else 1
        bulk = f"\t.section {section}\n\t.skip {size}, {value}\n"
        if "init_array" in section:
            bulk = f"\t.section {section}\n\t.quad nothing\n\t.text\nnothing:\n\tret\n"
        moved = run_text(text + bulk)[1].split()
        assert moved[:2] == fixed[:2], section
        assert [int(a, 16) % 4096 for a in moved] == [int(a, 16) % 4096 for a in fixed], section


# ------------------------------------------------------------------------------------------------ who decides the mode


@pytest.mark.parametrize(
    ("code", "mode"),
    [
        (SAMPLE, LinkMode.RUNTIME),
        ("double round(double x) { return x + 1; }\nint main(void) { return (int)round(2); }\n", LinkMode.FULL),
        (
            "double pow(double x, double y) { return x + y; }\nint main(void) { return (int)pow(1, 2); }\n",
            LinkMode.FULL,
        ),
        ("#include <math.h>\nint main(int n, char **v) { return 3 + (int)j0(n * 0.0 + 9); }\n", LinkMode.FULL),
        ("int j0(int x) { return x + 1; }\nint main(void) { return j0(2); }\n", LinkMode.RUNTIME),
    ],
    ids=["ordinary", "own round", "own pow", "needs j0", "own j0, which is not offered"],
)
def test_the_baseline_decides_how_to_link(builder, run_text, code, mode):
    """A program that needs or redefines more than the runtime has is linked in full, others are not; all work."""
    text = compile_c(code, ("-O1", "-fno-builtin"))
    assembled = assemble(builder, text)
    assert isinstance(assembled, Assembled)
    assert plan_link(assembled).mode is mode
    assert "j0" not in offered_names()
    assert run_text(text)[0] == (0 if code == SAMPLE else 3)


@pytest.fixture(scope="session")
def full_plan(builder):
    """The plan of a baseline that defines its own round."""
    code = "double round(double x) { return x + 1; }\nint main(void) { return (int)round(2); }\n"
    assembled = assemble(builder, compile_c(code, ("-O1", "-fno-builtin")))
    assert isinstance(assembled, Assembled)
    plan = plan_link(assembled)
    assert plan.mode is LinkMode.FULL
    return plan


@pytest.mark.parametrize("name", ["system", "clock_gettime", "dlopen", "fopen", "fork", "j0", "no_such_function"])
def test_what_is_never_offered(builder, full_plan, name):
    """A candidate cannot call what its baseline does not, however its problem is linked."""
    assembled = assemble(builder, MAIN.replace("\tret\n", f"\tcall {name}\n\tret\n"))
    assert isinstance(assembled, Assembled)
    for plan in (RUNTIME, full_plan):
        failure = link(builder, assembled, plan)
        assert isinstance(failure, BuildFailure)
        assert failure.stage is Stage.LINK
        assert f"undefined symbols: {name}" in failure.message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_start", "\t.globl _start\n_start:\n\tret\n"),
        ("printf", "\t.globl printf\nprintf:\n\tret\n"),
        ("exit", "\t.weak exit\nexit:\n\tret\n"),
    ],
)
def test_what_the_runtime_defines_stays_its_own(builder, full_plan, name, text):
    """A candidate cannot bring its own start or library functions that its baseline does not."""
    assembled = assemble(builder, MAIN + text)
    assert isinstance(assembled, Assembled)
    for plan in (RUNTIME, full_plan):
        failure = link(builder, assembled, plan)
        assert isinstance(failure, BuildFailure)
        assert (failure.stage, failure.message) == (Stage.LINK, f"defined again: {name}; the runtime defines them")


def test_a_function_that_the_baseline_redefines(builder, full_plan, run_text):
    """Where the baseline defines round its candidates may, and may also do without."""
    own = MAIN + "\t.globl round\nround:\n\tret\n"
    assert run_text(own, full_plan)[0] == 0
    assert run_text(MAIN, full_plan)[0] == 0
    assert isinstance(link(builder, assemble(builder, own), RUNTIME), BuildFailure)


def test_overriding_the_inside_of_libc_has_no_effect(run_text):
    """A candidate's function with the name of an internal one of libc is not called by libc."""
    text = compile_c(SAMPLE, ("-O1",))
    assert run_text(text + "\t.globl _IO_file_xsputn\n_IO_file_xsputn:\n\tud2\n", RUNTIME) == (0, SAMPLE_OUTPUT)


def test_without_main(builder):
    """A text without main is the linker's to refuse."""
    assembled = assemble(builder, "\t.text\n\tret\n")
    assert isinstance(assembled, Assembled)
    failure = link(builder, assembled, RUNTIME)
    assert isinstance(failure, BuildFailure)
    assert failure.stage is Stage.LINK
    assert "main" in failure.message


def test_an_image_larger_than_its_limit(builder):
    """Zeroed memory counts against the limit before the program starts."""
    assembled = assemble(builder, MAIN + "\t.comm big,300000000,32\n")
    assert isinstance(assembled, Assembled)
    failure = link(builder, assembled, RUNTIME, memory_bytes=256 * MIB)
    assert isinstance(failure, BuildFailure)
    assert failure.stage is Stage.MEMORY
    assert re.fullmatch(r"the program needs 28\d MiB before it starts, at most 256", failure.message)
    assert not isinstance(link(builder, assembled, RUNTIME), BuildFailure)


# ---------------------------------------------------------------------------------------------------------- diagnostics


def assembly_failure(builder, text, **options):
    failure = assemble(builder, text, **options)
    assert isinstance(failure, BuildFailure)
    return failure


def test_diagnostics_have_line_numbers(builder):
    """The assembler's messages name lines of the candidate and nothing of this machine."""
    text = MAIN + '\tbogus %rax\n\tret\n\tmovl $1, %nothing\n\t.include "/nonexistent/\x1b[31mred"\n'
    failure = assembly_failure(builder, text)
    assert failure.stage is Stage.ASSEMBLE
    assert "line 6: no such instruction: `bogus %rax'" in failure.message
    assert "line 8: " in failure.message
    assert "\x1b" not in failure.message
    for private in (str(builder.folder), "/usr/", "standard input"):
        assert private not in failure.message


def test_linker_messages_do_not_show_paths(builder):
    """The linker's messages do not name the files of this machine."""
    assembled = assemble(builder, "\t.text\nfoo:\n\tret\n\t.globl main\n\t.set main, 0x123456789abcdef\n\tcall main\n")
    assert isinstance(assembled, Assembled)
    failure = link(builder, assembled, RUNTIME)
    assert isinstance(failure, BuildFailure)
    assert failure.message
    assert str(builder.folder) not in failure.message
    assert "/usr/" not in failure.message


def test_a_flood_of_messages_is_cut(builder):
    """Thousands of errors become a short message."""
    failure = assembly_failure(builder, "\n".join(f"bogus{i}" for i in range(20_000)))
    assert failure.message.startswith("line 1: ")
    assert len(failure.message) <= 2002


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nop\0", "the text contains a NUL byte"),
        ("nop # \ud800", "the text is not valid Unicode at character 6"),
        ("x" * 1001, "the text has 1001 bytes, at most 1000"),
        ("é" * 501, "the text has 1002 bytes, at most 1000"),
        ("\t.skip 1000000000\n", "as was stopped: output limit"),
    ],
)
def test_texts_that_are_not_assembled(builder, text, message):
    """Texts that are no text, too long or too greedy fail with the reason."""
    failure = assembly_failure(builder, text, max_bytes=1000)
    assert (failure.stage, failure.message) == (Stage.ASSEMBLE, message)


def test_a_text_without_a_last_newline(builder):
    """The last line counts without a newline, and is no warning."""
    assert isinstance(assemble(builder, MAIN.rstrip("\n")), Assembled)


def test_nothing_of_one_candidate_is_left_for_the_next(builder):
    """The work folder holds the files of the last candidate only."""
    assembled = assemble(builder, MAIN)
    assert isinstance(assembled, Assembled)
    link(builder, assembled, RUNTIME)
    assert {path.name for path in builder.work.iterdir()} == {"candidate.o", "candidate0"}
    assembly_failure(builder, "bogus")
    assert [path.name for path in builder.work.iterdir()] == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("rdtsc", "rdtsc is forbidden: its result differs from run to run"), ("rdrand %eax", "rdrand is forbidden"),
        ("rdtscp", "rdtscp is forbidden"), ("rdseed %eax", "rdseed is forbidden"),
    ],
)  # fmt: skip
def test_forbidden_instructions(builder, line, message):
    """Instructions whose result differs from run to run are named."""
    failure = assembly_failure(builder, MAIN.replace("\tret", f"\t{line}\n\tret"))
    assert failure.stage is Stage.POLICY
    assert failure.message.startswith(message)


def test_forbidden_bytes_inside_another_instruction(builder):
    """A constant that looks like rdtsc is no rdtsc."""
    assert isinstance(assemble(builder, MAIN.replace("\tret", "\tmovl $0x310f310f, %ecx\n\tret")), Assembled)


@pytest.mark.parametrize(
    ("isa", "line", "allowed"),
    [
        ("native", "vaddps %ymm0, %ymm0, %ymm0", True), ("x86-64-v2", "vaddps %ymm0, %ymm0, %ymm0", False),
        ("x86-64-v3", "vaddps %ymm0, %ymm0, %ymm0", True), ("x86-64-v3", "vaddps %zmm0, %zmm0, %zmm0", False),
        ("x86-64-v4", "vaddps %zmm0, %zmm0, %zmm0", True), ("x86-64-v2", ".arch corei7", False),
    ],
)  # fmt: skip
def test_levels_of_instructions(builder, isa, line, allowed):
    """A narrower isa refuses the instructions beyond it, and says which isa."""
    result = assemble(builder, MAIN.replace("\tret", f"\t{line}\n\tret"), isa=isa)
    assert isinstance(result, Assembled) is allowed
    if isinstance(result, BuildFailure):
        assert result.stage is Stage.POLICY
        assert result.message.endswith(f"where isa='{isa}'")


def test_an_unknown_isa(builder):
    """An isa that does not exist is the caller's mistake, with the nearest one."""
    with pytest.raises(ArgumentError, match=r"isa='x86-64-v5' is not one of native, .* Did you mean 'x86-64-v4'\?"):
        assemble(builder, MAIN, isa="x86-64-v5")


def test_escape():
    """Control characters become visible, text and newlines stay."""
    assert escape("a\x1b[31m\té\n\u202e") == "a\\x1b[31m\\té\n\\u202e"


# ---------------------------------------------------------------------------------------------------------- our faults


def test_c_that_does_not_compile():
    """gcc's first errors are in the message, with what to do."""
    with pytest.raises(ProblemError, match=r"does not compile with gcc -O3: .*undeclared.*; correct the program"):
        compile_c("int main(void) { return x; }\n")


def test_without_gcc(fresh_caches, monkeypatch, tmp_path):
    """Without gcc on the PATH the error says what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for function in (lambda: compile_c(SAMPLE), toolchain.tool_versions, toolchain.start_builder):
        with pytest.raises(ToolchainError, match=r"^(gcc|as) was not found on the PATH; install gcc and binutils"):
            function()


def test_without_the_static_library(fresh_caches, monkeypatch):
    """Without the static C library the error names the packages that have it."""
    monkeypatch.setattr(
        toolchain, "run_trusted", lambda *_, **__: subprocess.CompletedProcess([], 0, stdout=b"libc.a\n", stderr=b"")
    )
    with pytest.raises(ToolchainError, match=r"libc\.a is missing; install the static C library"):
        toolchain.runtime()


def test_tool_versions():
    """Each tool tells its version in one line."""
    versions = toolchain.tool_versions()
    assert list(versions) == ["gcc", "as", "ld", "objdump"]
    assert all(re.search(r"\d+\.\d+", line) and "\n" not in line for line in versions.values())


def test_what_is_offered():
    """The offered names exist in this machine's libraries, and none reaches files, processes or clocks."""
    assert {"printf", "malloc", "qsort", "sqrt", "clock", "__stack_chk_fail"} <= offered_names() <= library_names()
    assert offered_names().isdisjoint({"system", "fopen", "open", "fork", "clock_gettime", "dlopen", "socket", "mmap"})


# ---------------------------------------------------------------------------------------------- shaped to confuse us

PROPERTIES = '\t.section .note.gnu.property,"a"\n'


@pytest.mark.parametrize("first", [False, True], ids=["after the code", "before the code"])
@pytest.mark.parametrize(
    "note",
    [
        "\t.long 4, 5000, 5\n",
        '\t.long 4, 5000, 5\n\t.string "GNU"\n',
        "\t.long 20, 0, 5\n",
        '\t.long 20, 16, 5\n\t.string "GNU"\n',
        '\t.long 4, 56, 5\n\t.string "GNU"\n\t.long 0xc0009999, 48\n',
        '\t.long 4, 0, 6\n\t.string "GNU"\n',
        "\t.byte 1\n",
    ],
    ids=["too long", "too long, named", "name", "name, named", "property", "type", "byte"],
)
def test_forged_notes_of_levels(builder, note, first):
    """A note that would hide what the assembler noted is the candidate's failure, and no code passes behind it."""
    for code in (MAIN, MAIN.replace("\tret", "\tvaddps %zmm0, %zmm0, %zmm0\n\tret")):
        text = PROPERTIES + note + code if first else code + PROPERTIES + note
        failure = assembly_failure(builder, text, isa="x86-64-v2")
        assert failure.stage is Stage.ASSEMBLE
        assert "the assembler wrote no usable object" in failure.message


def test_the_note_of_a_compiler_is_no_forgery(builder):
    """The property that gcc itself notes under -fcf-protection is allowed under every level."""
    text = compile_c(SAMPLE, ("-O2", "-fcf-protection=full"))
    assert ".note.gnu.property" in text
    assert isinstance(assemble(builder, text, isa="x86-64-v2"), Assembled)


def test_more_program_headers_than_the_kernel_takes(builder, execute, monkeypatch):
    """A program that the kernel would refuse to start is the candidate's fault and not the sandbox's."""
    text = MAIN + "".join(f'\t.section q{i},"aw"\n\t.p2align 13\n\t.long 4\n' for i in range(1300))
    assembled = assemble(builder, text)
    assert isinstance(assembled, Assembled)
    failure = link(builder, assembled, RUNTIME)
    assert isinstance(failure, BuildFailure)
    assert failure.stage is Stage.LINK
    assert "program headers" in failure.message
    monkeypatch.setattr(elf, "_PROGRAM_HEADERS_MAX", 1 << 16)
    program = link(builder, assembled, RUNTIME)
    with pytest.raises(SandboxError, match="step exec"):
        execute(builder, program)


@pytest.mark.parametrize(
    "name",
    ["__rela_iplt_start", "__preinit_array_end", "__init_array_start", "__fini_array_end", "_end"],
)
def test_names_of_the_linker_stay_its_own(builder, full_plan, name):
    """A candidate cannot define what tells start-up where its tables and the program's memory lie."""
    assembled = assemble(builder, f"{MAIN}\t.globl {name}\n{name}:\n\tret\n")
    assert isinstance(assembled, Assembled)
    for plan in (RUNTIME, full_plan):
        failure = link(builder, assembled, plan)
        assert isinstance(failure, BuildFailure)
        assert (failure.stage, failure.message) == (Stage.LINK, f"defined again: {name}; the runtime defines them")


def test_indirect_functions_belong_to_the_baseline(builder, run_text):
    """Where the baseline has an indirect function its candidates may have some, elsewhere not."""
    text = MAIN.replace("\tret\n", "\tsubq $8, %rsp\n\tcall three\n\taddq $8, %rsp\n\tret\n")
    text += "plain:\n\tmovl $3, %eax\n\tret\n"
    text += "\t.type three, @gnu_indirect_function\nthree:\n\tleaq plain(%rip), %rax\n\tret\n"
    assembled = assemble(builder, text)
    assert isinstance(assembled, Assembled)
    failure = link(builder, assembled, RUNTIME)
    assert isinstance(failure, BuildFailure)
    assert failure.message == "indirect functions run before the program has started; the baseline has none"
    assert run_text(text, plan_link(assembled))[0] == 3


@pytest.mark.parametrize(
    "addition",
    [
        "".join(f'\t.section .note.q{i},"a",@note\n\t.long 4, 4, 1\n\t.string "abc"\n\t.long 0\n' for i in range(1300)),
        "".join(f'\t.section q{i},"a",@note\n\t.long 4, 4, 1\n\t.string "abc"\n\t.long 0\n' for i in range(1300)),
        '\t.section .init,"ax"\n\t.skip 5000, 0x90\n',
        '\t.section .fini,"ax"\n\t.skip 5000, 0x90\n',
        '\t.section .plt,"ax"\n\t.skip 5000, 0x90\n',
        '\t.section __libc_freeres_fn,"ax"\n\t.skip 5000, 0x90\n',
        '\t.section .gnu.linkonce.t.q,"ax"\n\t.skip 5000, 0x90\n',
        "".join(f'\t.section q{i},"aw"\n\t.p2align 13\n\t.long 4\n' for i in range(20)),
    ],
    ids=["notes", "other notes", ".init", ".fini", ".plt", "__libc_freeres_fn", "linkonce", "segments"],
)
def test_other_sections_cannot_move_libc_either(run_text, addition):
    """Notes, more segments and code under the names of start-up's own sections leave libc's code where it is."""
    code = '#include <stdio.h>\n#include <stdlib.h>\nint main(void) { printf("%p %p", printf, qsort); return 0; }\n'
    text = compile_c(code, ("-O1",))
    assert run_text(text + addition) == run_text(text)


# ------------------------------------------------------------------------------------------------------- a full disk


def test_a_full_disk_is_no_verdict(builder, monkeypatch):
    """A tool that fails where its disk is full says nothing about the candidate; one that succeeds does."""
    usage = shutil.disk_usage(builder.work)
    assembled = assemble(builder, MAIN + "\t.data\n\t.byte main\n")  # an address does not fit into a byte
    assert isinstance(assembled, Assembled)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1 << 20))
    with pytest.raises(SandboxError, match=r"the disk of .* is full; free space there, or set TMPDIR"):
        link(builder, assembled, RUNTIME)
    with pytest.raises(SandboxError, match="is full"):
        assemble(builder, "bogus\n")
    assert isinstance(assemble(builder, MAIN), Assembled)


def test_a_work_folder_without_room(monkeypatch, tmp_path):
    """On a file system that is really full neither the assembler nor the linker gives a verdict."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", tmp_path], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("cannot mount a small file system here")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    try:
        with contextlib.closing(toolchain.start_builder()) as builder:
            assembled = assemble(builder, MAIN)
            assert isinstance(assembled, Assembled)
            with (tmp_path / "ballast").open("wb", buffering=0) as file, contextlib.suppress(OSError):
                while True:
                    file.write(bytes(4096))
            with pytest.raises(SandboxError, match="is full"):
                link(builder, assembled, RUNTIME)
            with pytest.raises(SandboxError, match="is full"):
                assemble(builder, MAIN + "\t.skip 100000, 1\n")
    finally:
        subprocess.run(["umount", tmp_path], check=True)


@pytest.mark.parametrize(
    ("directive", "kind"), [(".error", BuildFailure), (".warning", Assembled), (".print", Assembled)]
)
def test_a_candidate_cannot_claim_a_full_disk(builder, directive, kind):
    """What the candidate makes the assembler say is not believed about the disk."""
    assert isinstance(assemble(builder, f'{MAIN}\t{directive} "No space left on device"\n'), kind)


def test_flags_in_one_text_are_refused():
    """It would be split into letters; the line has the list that was meant."""
    with pytest.raises(ArgumentError, match=r"a list of flags: \['-O3', '-funroll-loops'\]"):
        compile_c("int main(void) { return 0; }\n", "-O3 -funroll-loops")


def test_flags_of_the_callers_own_may_be_what_is_wrong():
    """The baseline's flags are right."""
    with pytest.raises(ProblemError, match=r"-fno-such-thing.*; correct the program or the flags$"):
        compile_c("int main(void) { return 0; }\n", ["-O3", "-fno-such-thing"])
