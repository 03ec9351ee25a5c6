"""Edits of assembly text: where they are tried, what they make, and that what they make assembles."""

import re
import subprocess

import numpy as np
import pytest

from asm_gym import ArgumentError, compile_c
from asm_gym.edits import Rewrite, apply, heat, instructions, loops, parse, places, propose

PROGRAM = """
#include <stdio.h>
static int table[512];
int main(void) {
    long total = 0;
    int n, most = 0;
    if (scanf("%d", &n) != 1 || n > 512) return 1;
    for (int i = 0; i < n; i++)
        if (scanf("%d", &table[i]) != 1) return 1;
    for (int k = 0; k < 8; k++)
        for (int i = 0; i < n; i++) {
            int value = table[i] * 5 + (table[i ^ 1] << k);
            if (value > most) most = value;
            if (value & 1) total += value; else table[i] = value >> 1;
        }
    printf("%ld %d\\n", total, most);
    return 0;
}
"""


@pytest.fixture
def rng():
    """A generator of random numbers."""
    return np.random.default_rng(1)


@pytest.fixture(scope="module")
def texts():
    """The program as gcc compiles it without and with vector instructions."""
    return [compile_c(PROGRAM, ("-O2", "-fno-tree-vectorize")), compile_c(PROGRAM, ("-O3", "-mavx2"))]


def code(text):
    """Lines of a text, indented as a compiler does it."""
    return [line if line.endswith(":") else f"\t{line}" for line in map(str.strip, text.strip().split("\n"))]


def variants(rewrite, text, rng, tries=60):
    """All that an edit makes of a text, at any place, as texts with single spaces."""
    lines = code(text)
    made = [apply(rewrite, lines, place, rng) for place in places(rewrite, lines) for _ in range(tries)]
    return {plain(one) for one in made if one is not None}


def plain(lines):
    """Lines as one text: one space between words, semicolons between lines."""
    return "; ".join(" ".join(line.split()) for line in lines)


def test_instructions_are_neither_directives_nor_labels_nor_data():
    """Only instructions of executable sections are found, clang's comments and pushed sections included."""
    lines = """
    .text
main:                                   # @main
    .cfi_startproc
    movl $1, %eax
    # a comment
    x = 5
    .section .rodata.str1.1,"aMS",@progbits,1
    nop
    .section .text.startup,"ax",@progbits
    nop
    .pushsection .data
    nop
    .popsection
    ret
    .data
    nop
""".splitlines()
    assert [lines[i].strip() for i in instructions(lines)] == ["movl $1, %eax", "nop", "ret"]


@pytest.mark.parametrize(
    ("line", "opcode", "operands"),
    [
        ("\tleaq\t4(%rax,%rbx,8), %rcx  # an address", "leaq", ("4(%rax,%rbx,8)", "%rcx")),
        ("\tvmovdqu32\t(%rdi), %zmm1{%k1}{z}", "vmovdqu32", ("(%rdi)", "%zmm1{%k1}{z}")),
        ("\tjne\t.L3", "jne", (".L3",)),
        ("\tret", "ret", ()),
    ],
)
def test_a_line_is_read(line, opcode, operands):
    """Opcode and operands are told apart at the commas outside of parentheses."""
    one = parse(line)
    assert (one.opcode, one.operands) == (opcode, operands)


@pytest.mark.parametrize(
    "line", ["main:", "\t.p2align 4", "", "# nop", "\trep stosq", "\tmov eax, ebx", "\tnop; nop", "\tlock incl (%rax)"]
)
def test_what_is_not_understood_is_left_alone(line):
    """Labels, directives, prefixes, several statements and Intel syntax are no instruction that could be edited."""
    assert parse(line) is None


def test_inner_loops_are_hotter():
    """Heat grows with every backward branch around a line; a forward branch and a tail call are no loops."""
    lines = code(
        """
        f:
        nop
        .L1:
        nop
        .L2:
        decl %eax
        je .L3
        jne .L2
        .L3:
        jne .L1
        jmp f
        """
    )
    assert [(loop.label, loop.start, loop.end) for loop in loops(lines)] == [(".L1", 2, 9), (".L2", 4, 7)]
    hot = heat(lines)
    assert hot[1] == hot[10] == 1 < hot[3] == hot[9] < hot[5]


@pytest.mark.parametrize(
    ("rewrite", "before", "after"),
    [
        ("delete", "nop\nret", "ret"),
        ("swap", "incl %eax\ndecl %ebx", "decl %ebx; incl %eax"),
        ("move", "incl %eax\nnop\ndecl %ebx\nret", "nop; decl %ebx; incl %eax; ret"),
        ("replace_opcode", "addl %eax, %ebx", "xorl %eax, %ebx"),
        ("replace_operand", "addl %eax, %ebx", "addl %eax, %r15d"),
        ("replace_operand", "addl $8, %ebx", "addl $7, %ebx"),
        ("replace_operand", "movl (%rax,%rcx,4), %ebx", "movl (%rax,%rsi,4), %ebx"),
        ("copy_forward", "movl %eax, %ebx\nmovl %ebx, %eax", "movl %eax, %ebx"),
        ("copy_forward", "movq %rax, %rbx\nnop\naddl %ebx, %ecx", "movq %rax, %rbx; nop; addl %eax, %ecx"),
        ("copy_forward", "movq %rax, %rbx\naddq (%rbx), %rcx", "addq (%rax), %rcx"),
        ("copy_forward", "movq %rax, 8(%rsp)\nmovq 8(%rsp), %rcx", "movq %rax, %rcx"),
        ("peephole", "movq $0, %rax", "xorl %eax, %eax"),
        ("peephole", "cmpl $0, %ecx", "testl %ecx, %ecx"),
        ("peephole", "addq $1, %r8", "incq %r8"),
        ("peephole", "subl $4, %eax", "leal -4(%rax), %eax"),
        ("peephole", "addq $128, %rax", "subq $-128, %rax"),
        ("peephole", "sall $2, %edx", "leal 0(,%rdx,4), %edx"),
        ("peephole", "addl %eax, %eax", "shll $1, %eax"),
        ("peephole", "leaq 8(%rax,%rbx), %rcx", "movq %rbx, %rcx; addq %rax, %rcx; addq $8, %rcx"),
        ("peephole", "imull $5, %eax, %edx", "leal (%rax,%rax,4), %edx"),
        ("peephole", "imulq $8, %rax, %rdx", "movq %rax, %rdx; shlq $3, %rdx"),
        ("peephole", "andl $255, %esi", "movzbl %sil, %esi"),
        ("align_loop", ".p2align 4\n.L1:\njne .L1", ".L1:; jne .L1"),
        ("align_loop", ".p2align 4\n.L1:\njne .L1", ".p2align 6; .L1:; jne .L1"),
        ("branch_to_cmov", "jle .L1\nmovl %eax, %ebx\n.L1:", "cmovgl %eax, %ebx; .L1:"),
        ("branch_to_cmov", "jnc .L1\naddq $1, %rbx\n.L1:", "adcq $0, %rbx; .L1:"),
        ("branch_to_cmov", "je .L1\nsubl $3, %ebx\n.L1:", "leal -3(%rbx), %r9d; cmovnel %r9d, %ebx; .L1:"),
        ("cmov_to_branch", "cmovge %rax, %rbx", "jl .Ledit0; movq %rax, %rbx; .Ledit0:"),
        ("cmov_to_branch", "cmovnel (%rax), %ebx", "je .Ledit0; movl (%rax), %ebx; .Ledit0:"),
        ("hoist", ".L1:\nmovl (%rdi), %eax\naddl %eax, %edx\njne .L1",
         "movl (%rdi), %eax; .L1:; addl %eax, %edx; jne .L1"),
        ("prefetch", ".L1:\naddl 4(%rdi,%rax), %edx\njne .L1",
         ".L1:; prefetcht0 4+256(%rdi,%rax); addl 4(%rdi,%rax), %edx; jne .L1"),
        ("widen", "movl %eax, %r9d", "movq %rax, %r9"),
        ("narrow", "addq $4, %r9", "addl $4, %r9d"),
    ],
)  # fmt: skip
def test_each_kind_makes_what_it_says(rewrite, before, after, rng):
    """An example of each rule, by hand."""
    assert after in variants(Rewrite(rewrite), before, rng)


def test_a_loop_is_unrolled_with_its_inner_labels(rng):
    """The copy has its own inner labels and an exit test; branches back to the start stay."""
    text = ".L1:\ntestl %eax, %eax\nje .L2\nnop\n.L2:\ndecl %ecx\njne .L1\nret"
    assert variants(Rewrite.UNROLL_ONCE, text, rng) == {
        ".L1:; testl %eax, %eax; je .L2; nop; .L2:; decl %ecx; je .Ledit0; "
        "testl %eax, %eax; je .Ledit0_0; nop; .Ledit0_0:; decl %ecx; jne .L1; .Ledit0:; ret"
    }


@pytest.mark.parametrize(
    ("rewrite", "text"),
    [
        ("hoist", ".L1:\nmovl (%rdi), %eax\naddq $4, %rdi\njne .L1"),
        ("hoist", ".L1:\nmovl (%rdi), %eax\ncall f\njne .L1"),
        ("hoist", "jmp .L9\n.L1:\nmovl (%rdi), %eax\njne .L1"),
        ("branch_to_cmov", "je .L1\nmovl %eax, (%rbx)\n.L1:"),
        ("branch_to_cmov", "je .L1\nmovl %eax, %ebx\nnop\n.L1:"),
        ("copy_forward", "movl %eax, %ebx\nmovl $1, %eax\naddl %ebx, %ecx"),
        ("copy_forward", "movl %eax, %ebx\n.L1:\naddl %ebx, %ecx"),
        ("copy_forward", "movl (%rax), %ebx\naddl %ebx, (%rcx)"),
        ("copy_forward", "movl %eax, %ebx\ncall f\naddl %ebx, %ecx"),
        ("copy_forward", "movl %eax, 8(%rsp)\nincl 8(%rsp)\naddl 8(%rsp), %edx"),
        ("copy_forward", "movl %edx, %ebx\ncltd\naddl %ebx, %ecx"),
        ("move", ".L1:\nnop\n.L2:"),
        ("prefetch", ".L1:\naddl 4(%rsp), %edx\njne .L1"),
        ("widen", "movl (%rax), %r9d"),
        ("replace_operand", "pushq %rsp"),
    ],
)
def test_what_would_be_wrong_is_not_made(rewrite, text, rng):
    """Where the rule's condition does not hold there is no edit."""
    assert variants(Rewrite(rewrite), text, rng) == set()


def test_intel_syntax_is_only_deleted_and_swapped(rng):
    """Operands in another order are not taken for AT&T."""
    text = ".L1:\nmov eax, ebx\nadd ecx, 4\njne .L1"
    tried = {kind for kind in Rewrite if variants(kind, text, rng, tries=3)}
    assert {Rewrite.DELETE, Rewrite.SWAP} <= tried <= {
        Rewrite.DELETE, Rewrite.SWAP, Rewrite.ALIGN_LOOP, Rewrite.UNROLL_ONCE, Rewrite.REPLACE_OPCODE,
    }  # fmt: skip


def test_a_place_that_is_none_is_refused(rng):
    """The error names the place and the kind."""
    with pytest.raises(ArgumentError, match=r"place=1 is none for delete in a text of 2 lines"):
        apply(Rewrite.DELETE, ["\tnop", "\t.text"], 1, rng)


def test_lines_stay_as_they_are(texts, rng):
    """An edit makes a new list, which differs, and does not change the given one."""
    lines = texts[0].splitlines()
    before = list(lines)
    for kind in Rewrite:
        for place in places(kind, lines)[:20]:
            assert apply(kind, lines, place, rng) != before
    assert lines == before


def test_proposals_of_equal_seeds_are_equal(texts):
    """What is proposed depends on text, generator and set of kinds only."""
    kinds = [Rewrite.DELETE, Rewrite.SWAP, Rewrite.PEEPHOLE]
    first = [propose(texts[0], np.random.default_rng(s), kinds) for s in range(10)]
    assert first == [propose(texts[0], np.random.default_rng(s), set(kinds)) for s in range(10)]
    assert {kind for kind, _ in first} <= set(kinds)
    assert len({text for _, text in first}) > 3


def test_hot_code_is_proposed_most(rng):
    """Of two equal instructions the one in the loop is chosen far more often."""
    text = "\n".join(code("incl %eax\n.L1:\nincl %ebx\njne .L1\nret"))
    deleted = [propose(text, rng, [Rewrite.DELETE])[1] for _ in range(100)]
    assert sum("%ebx" not in one for one in deleted) > 3 * sum("%eax" not in one for one in deleted)


@pytest.mark.parametrize("text", ["", "\n", "hello", "\t.data\n\t.long 1\n", "\x00%$("])
def test_there_may_be_nothing_to_propose(text, rng):
    """No text makes a proposal fail; one without code, or no kinds at all, has none."""
    assert propose(text, rng, []) is None
    for kind in set(Rewrite) - {Rewrite.DELETE, Rewrite.SWAP, Rewrite.MOVE}:
        assert propose(text, rng, [kind]) is None


@pytest.mark.parametrize("kind", sorted(set(Rewrite) - {Rewrite.BRANCH_TO_CMOV}))
def test_nearly_all_edits_of_compiled_code_assemble(kind, texts, rng):
    """A kind whose edits the assembler refuses wastes the time of whoever tests them."""
    made = [one[1] for text in texts for _ in range(15) if (one := propose(text, rng, [kind])) is not None]
    refused = [
        message
        for text in made
        if (
            message := subprocess.run(["as", "-o", "/dev/null", "-"], input=text, text=True, capture_output=True).stderr
        )
    ]
    assert made or kind is Rewrite.HOIST
    assert len(refused) <= 0.2 * len(made), [re.findall("Error: .*", message) for message in refused]


def test_broken_text_is_no_obstacle(texts, rng):
    """Lines cut anywhere, with and without operands, make no edit fail."""
    for text in texts:
        for _ in range(8):
            cut = [line[: 999 if line.startswith("\t.") else rng.integers(2, 30)] for line in text.splitlines()]
            assert propose("\n".join(cut), rng) is not None
            for kind in Rewrite:
                propose("\n".join(cut), rng, [kind])
    for kind in Rewrite:
        propose("\tmovl\n\tj\n\tjne\n\tlea ,,\n\tadd , \n\tcmovne\n\tcmove %eax\n\tmovl ,%eax\n\timul\n", rng, [kind])


def test_a_factor_in_memory_is_no_address():
    """Three times what is in memory has no lea; the other form loads it first."""
    for factor, expected in (("3", []), ("8", ["\tmovl\t(%rdi), %eax", "\tshll\t$3, %eax"])):
        lines = [f"\timull\t${factor}, (%rdi), %eax"]
        for place in places(Rewrite.PEEPHOLE, lines):
            assert apply(Rewrite.PEEPHOLE, lines, place, np.random.default_rng(0)) == expected
        assert bool(places(Rewrite.PEEPHOLE, lines)) == bool(expected)
