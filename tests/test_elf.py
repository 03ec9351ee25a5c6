"""Tests of asm_gym.elf: what counts as the same program, and files that an attacker shaped."""

import contextlib
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asm_gym import elf
from asm_gym.elf import Isa, MalformedElf
from asm_gym.toolchain import Assembled, assemble, compile_c

BASE = """\t.file\t"a.c"
\t.section\t.rodata.str1.1,"aMS",@progbits,1
message:
\t.string\t"%d\\n"
\t.data
\t.align 4
table:
\t.long\t1
\t.long\t2
\t.text
\t.p2align 4
helper:
\tmovl\ttable+4(%rip), %eax
\tret
\t.globl\tmain
\t.type\tmain, @function
main:
\tsubq\t$8, %rsp
\tcall\thelper
\tmovl\t%eax, %esi
\tleaq\tmessage(%rip), %rdi
\txorl\t%eax, %eax
\tcall\tprintf@PLT
.Lend:
\txorl\t%eax, %eax
\taddq\t$8, %rsp
\tret
\t.size\tmain, .-main
\t.ident\t"GCC"
\t.section\t.note.GNU-stack,"",@progbits
"""


@pytest.fixture
def object_of(builder):
    """object_of(text) gives the bytes that the assembler writes."""

    def object_of(text):
        made = assemble(builder, text)
        assert isinstance(made, Assembled), made
        return (builder.work / "candidate.o").read_bytes()

    return object_of


@pytest.fixture
def digest(object_of):
    """digest(text) gives the digest of what the assembler makes of a text."""
    return lambda text: elf.code_digest(elf.parse_object(object_of(text)))


@pytest.fixture(scope="session")
def valid(builder, build):
    """A valid object with every kind of part that the reader knows, and a valid executable."""
    code = '#include <stdio.h>\nint big[100];\nint main(void) { double x; scanf("%lf", &x); printf("%f\\n", x * 3); }\n'
    assert isinstance(assemble(builder, compile_c(code), isa="x86-64-v4"), Assembled)
    return (builder.work / "candidate.o").read_bytes(), build(code).read_bytes()


def test_what_an_object_needs_and_offers(object_of):
    """The reader finds sections, symbols, undefined and defined names."""
    obj = elf.parse_object(object_of(BASE + "\t.globl table\n\t.weak lonely\n\t.data\n\t.quad lonely\n"))
    assert obj.undefined == {"printf", "lonely"}
    assert obj.defined == {"main", "table"}
    sections = {section.name: section for section in obj.sections}
    assert sections[".data"].content[:8] == struct.pack("<II", 1, 2)
    assert sections[".data"].allocated
    assert not sections[".symtab"].allocated
    assert sections[".text"].alignment == 16


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\txorl", "\n# a comment\n  xorl  "),
        ("helper", "assistant"),
        ("message", "zz_text"),
        (".Lend:\n", ".L99:\n.Lother:\n"),
        ('\t.ident\t"GCC"\n', ""),
        ('\t.file\t"a.c"\n', '\t.file\t"b.c"\n\t.file 1 "b.c"\n'),
        ("\t.size\tmain, .-main\n", ""),
        ("\tleaq\tmessage(%rip), %rdi\n", "\t.loc 1 2\n\tleaq\tmessage(%rip), %rdi\n"),
        ("$8", "$0x8"),
        ("table:", "table:\nunused:"),
    ],
)
def test_the_same_program(digest, old, new):
    """Comments, spaces, local names, .ident and debugging information do not make another program."""
    changed = BASE.replace('\t.file\t"a.c"\n', '\t.file\t"a.c"\n\t.file 1 "a.c"\n') if ".loc" in new else BASE
    assert old in changed
    assert digest(changed.replace(old, new)) == digest(BASE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\tmovl\t%eax, %esi\n", "\tmovl\t%eax, %edi\n"),
        ("\tmovl\t%eax, %esi\n", "\tmovl\t%eax, %esi\n\tnop\n"),
        ("\t.long\t2\n", "\t.long\t3\n"),
        ("\t.align 4\n", "\t.align 8\n"),
        ("\t.p2align 4\n", "\t.p2align 5\n"),
        ("printf@PLT", "puts@PLT"),
        ("table+4(%rip)", "table(%rip)"),
        ("\t.data\n", '\t.section\t.rodata,"a"\n'),
        ("%d\\n", "%u\\n"),
        ("main:\n", "main:\n\tnop\n"),
        ("\tsubq\t$8, %rsp\n", "\tsubq\t$8, %rsp\n\t.skip 0\n\t.byte 0x90\n"),
        ("helper:\n", "helper:\n\t.local other\n\t.comm other,64,16\n"),
    ],
)
def test_another_program(digest, old, new):
    """One other instruction, constant, alignment, section or relocation target makes another program."""
    assert old in BASE
    assert digest(BASE.replace(old, new, 1)) != digest(BASE)


def test_where_main_lies(digest):
    """Two programs with equal bytes and other entry points differ."""
    text = "\t.text\n\t.globl main\n{}\txorl %eax, %eax\n{}\tret\n"
    assert digest(text.format("main:\n", "")) != digest(text.format("", "main:\n"))


def test_unsafe_and_forbidden_sections(object_of):
    """Sections that make a program dynamic, self-modifying or its stack executable are named; others are not."""
    assert elf.unsafe_section(elf.parse_object(object_of(BASE))) is None
    assert elf.forbidden_section(elf.parse_object(object_of(BASE))) is None
    for section, said in [
        ('.interp,"a"', "dynamic"), ('.hot,"awx"', "writable and executable"),
        ('.note.GNU-stack,"x",@progbits', "executable stack"),
    ]:  # fmt: skip
        text = BASE.replace('\t.section\t.note.GNU-stack,"",@progbits\n', "") + f"\t.section\t{section}\n\t.byte 0\n"
        assert said in (elf.unsafe_section(elf.parse_object(object_of(text))) or "")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("rdtsc", True), ("rdtscp", True), ("rdrand %eax", True), ("rdseed %rax", True),
        ("movl $0x310f, %eax", True), ("addl $1, %eax", False), ("cpuid", False),
    ],
)  # fmt: skip
def test_bytes_that_may_be_forbidden(builder, line, found):
    """The bytes of clocks and random numbers are found in code, inside other instructions too."""
    assemble(builder, f"\t.text\n\t.globl main\nmain:\n\t{line}\n\tret\n")  # refused, but the object is there
    obj = elf.parse_object((builder.work / "candidate.o").read_bytes())
    assert elf.may_hold_forbidden_code(obj) is found


@pytest.mark.parametrize(
    ("line", "level"),
    [("addl $1, %eax", Isa(0)), ("popcnt %eax, %eax", Isa.V2), ("vaddps %ymm0, %ymm0, %ymm0", Isa.V3),
     ("vaddps %zmm0, %zmm0, %zmm0", Isa.V4)],
)  # fmt: skip
def test_levels_of_instructions(builder, line, level):
    """The level of the instructions is read from the assembler's note."""
    made = assemble(builder, f"\t.globl main\nmain:\n\t{line}\n\tret\n", isa="x86-64-v4")
    assert isinstance(made, Assembled)
    assert elf.isa_used(made.parsed) & ~Isa.BASELINE == level


def test_an_executable(valid):
    """A linked program is measured and found harmless."""
    executable = elf.inspect_executable(valid[1])
    assert executable.fault is None
    assert 400 < executable.image_bytes < 4 << 20


def program_headers(data):
    """Yields (offset, type) of each program header."""
    at, size, count = struct.unpack_from("<Q", data, 32)[0], *struct.unpack_from("<HH", data, 54)
    for i in range(count):
        yield at + i * size, struct.unpack_from("<I", data, at + i * size)[0]


@pytest.mark.parametrize(
    ("kind", "new_kind", "new_flags", "said"),
    [
        (1, 1, 7, "writable and executable"), (1, 3, 4, "dynamic"), (1, 2, 6, "dynamic"),
        (0x6474E551, 0x6474E551, 7, "executable stack"), (0x6474E551, 4, 4, "executable stack"),
    ],
)  # fmt: skip
def test_unsafe_executables(valid, kind, new_kind, new_flags, said):
    """Programs that are dynamic, self-modifying or have an executable stack (also by omission) are refused."""
    data = bytearray(valid[1])
    at = next(offset for offset, found in program_headers(data) if found == kind)
    struct.pack_into("<II", data, at, new_kind, new_flags)
    assert said in (elf.inspect_executable(bytes(data)).fault or "")


# ---------------------------------------------------------------------------------------------------- hostile files


def read_everything(data):
    """Calls every function of the module on a file; MalformedElf is the one error that may come out."""
    with contextlib.suppress(MalformedElf):
        obj = elf.parse_object(data)
        elf.code_digest(obj)
        elf.isa_used(obj)
        elf.forbidden_section(obj)
        elf.unsafe_section(obj)
        elf.may_hold_forbidden_code(obj)
        assert obj.undefined.isdisjoint({""})
    with contextlib.suppress(MalformedElf):
        elf.inspect_executable(data)


@pytest.mark.parametrize("data", [b"", b"\x7fELF", b"\0" * 64, b"#!/bin/sh\n" + b"x" * 100])
def test_no_elf_file(data):
    """Anything else is refused as malformed, by both readers."""
    with pytest.raises(MalformedElf):
        elf.parse_object(data)
    with pytest.raises(MalformedElf):
        elf.inspect_executable(data)


def test_the_wrong_kind(valid):
    """An executable is no object, and an object no executable."""
    with pytest.raises(MalformedElf, match="not an x86-64 ELF file of type 1"):
        elf.parse_object(valid[1])
    with pytest.raises(MalformedElf, match="not an x86-64 ELF file of type 2"):
        elf.inspect_executable(valid[0])


def test_every_truncation(valid):
    """An object that ends early is malformed, wherever it ends."""
    data = valid[0]
    for length in range(0, len(data), 7):
        with pytest.raises(MalformedElf):
            elf.parse_object(data[:length])


@settings(max_examples=400, deadline=2000, database=None)
@given(st.data())
def test_damaged_files(valid, data):
    """Damaged files raise nothing but MalformedElf, in bounded time."""
    damaged = bytearray(valid[data.draw(st.integers(0, 1))])
    headers = struct.unpack_from("<Q", damaged, 40)[0]
    # Headers are where a wrong number leads astray, so half of the damage goes there.
    places = st.one_of(st.integers(0, 63), st.integers(headers, len(damaged) - 1), st.integers(0, len(damaged) - 1))
    values = st.one_of(st.integers(0, 255).map(lambda v: bytes([v])), st.sampled_from(
        [b"\xff" * 8, b"\0" * 8, b"\xff" * 4, b"\0" * 4, struct.pack("<Q", 1 << 62), struct.pack("<I", 64), b"\xff\xff"]
    ))  # fmt: skip
    for place, value in data.draw(st.lists(st.tuples(places, values), min_size=1, max_size=6)):
        damaged[place : place + len(value)] = value
    read_everything(bytes(damaged))


@settings(max_examples=100, deadline=2000, database=None)
@given(st.binary(max_size=400))
def test_random_bytes_behind_a_good_header(valid, noise):
    """Random sections behind a good header raise nothing but MalformedElf."""
    header = bytearray(valid[0][:64])
    struct.pack_into("<Q", header, 40, 64)
    read_everything(bytes(header) + noise)


def test_sections_that_overlap(valid):
    """Many sections over the same bytes are refused: their copies could fill the memory."""
    data = bytearray(valid[0])
    at = struct.unpack_from("<Q", data, 40)[0]
    for i in range(1, struct.unpack_from("<H", data, 60)[0] - 1):
        struct.pack_into("<I", data, at + 64 * i + 4, 1)
        struct.pack_into("<QQ", data, at + 64 * i + 24, 0, len(data))
    with pytest.raises(MalformedElf, match="overlap"):
        elf.parse_object(bytes(data))


@pytest.mark.parametrize(
    "text", ["a = {0}\n\t.data\n\t.quad a\n", '\t.section {0},"aw"\nb:\n\t.data\n\t.quad b\n', "{0}:\n"]
)
def test_names_have_a_greatest_length(builder, text):
    """A name that each of half a million relocations would repeat is refused; a long one is not."""
    assert isinstance(assemble(builder, text.format("x" * 200)), Assembled)
    failure = assemble(builder, text.format("x" * 10_000))
    assert "is not ended within 255 bytes" in failure.message
