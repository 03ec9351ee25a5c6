"""Prompts and replies: what a model is shown, and what of its answer is assembly."""

import json
import time
from pathlib import Path

import pytest

from agents.prompt import extract, render, render_refinement
from asm_gym import compile_c, load, strip_fences
from asm_gym.toolchain import Assembled, assemble

ROOT = Path(__file__).parent.parent
REPLIES = ROOT.parent / "shared" / "data" / "llm_outputs_open.jsonl"
CODE = "\t.text\n\t.globl\tmain\nmain:\n\txorl\t%eax, %eax\n\tret\n"
INTEL = (
    ".intel_syntax noprefix\n.globl main\nmain:\n    push rbp\n    mov rbp, rsp\n    xor eax, eax\n    leave\n    ret\n"
)
C = "int main(void)\n{\n    int r8 = 0;\n    return a[r8] + 1;\n}\n"


def observe(assembly=CODE, feedback=""):
    return {"c_source": C, "assembly": assembly, "feedback": feedback}


# ------------------------------------------------------------------------------------------------------- prompts


def test_the_prompt_is_the_papers():
    """Word for word, with both programs in fences."""
    assert render({"c_source": "int x;\n", "assembly": "\tret\n", "feedback": ""}) == (
        "Given the following C code and assembly code, your task is to generate highly optimized x86-64 assembly code."
        "\nC Code:\n\n```c\nint x;\n```\n\nAssembly Code:\n\n```assembly\n\tret\n```\n\n"
        "Only output the optimized assembly code. Do not include any other text. Do not write any comments in the "
        "assembly code. Wrap the assembly code in ```assembly``` tags.\nOptimized Assembly Code:\n"
    )


def test_without_assembly_the_prompt_shows_the_c_program_alone():
    """The paper's ablation: nothing is said about assembly that is not there."""
    prompt = render(observe(assembly=""))
    assert prompt.startswith("Given the following C code, your task")
    assert "Assembly Code:\n\n```" not in prompt
    assert C in prompt


def test_a_refinement_shows_the_last_attempt_and_the_feedback():
    """In order: the program, the last attempt, what became of it, and the form of the answer."""
    prompt = render_refinement(observe(feedback="assemble_error: line 3: no such instruction"), "\tfoo\n")
    parts = [C, CODE, "\tfoo\n```", "line 3: no such instruction\n```", "Optimized Assembly Code:\n"]
    places = [prompt.index(part) for part in parts]
    assert places == sorted(places)
    assert prompt.endswith(parts[-1])


def test_a_refinement_without_feedback_is_the_first_prompt():
    """In the first turn there is nothing to refine."""
    assert render_refinement(observe(), "") == render(observe())


# ------------------------------------------------------------------------------------------------------- replies


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(CODE, id="bare"),
        pytest.param(f"```assembly\n{CODE}```", id="named"),
        pytest.param(f"```\n{CODE}```\n", id="unnamed"),
        pytest.param(f"````x86asm {{.numberLines}}\n{CODE}````\n", id="long fence"),
        pytest.param(f"```assembly\n{CODE}", id="never closed"),
        pytest.param(f"```assembly\n{CODE.rstrip()}```", id="closed on the last line"),
        pytest.param(f"Sure: ```asm\n{CODE}```\nIt is faster.", id="opened in a sentence"),
        pytest.param(f"Here is the code:\n\n```s\n{CODE}```\n\nI removed the frame pointer from it.", id="prose"),
        pytest.param(f"Here is the optimized code:\n{CODE}This is what makes it faster.\n", id="prose, no fence"),
        pytest.param(f"Sure!\n\nAssembly Code:\n{CODE}\nDone.", id="brief prose"),
        pytest.param(f"```c\n{C}{C}{C}```\nbecomes\n```assembly\n{CODE}```", id="longer C before"),
        pytest.param(f"```assembly\n{CODE}```\n```c\n{C}{C}{C}```", id="longer C behind"),
        pytest.param(f"```asm\n\tret\n```\nis a part of\n```asm\n{CODE}```\nand\n```asm\n\tnop\n```", id="snippets"),
        pytest.param(f"```c\n{C}```\n{CODE}", id="C in a fence, the answer bare"),
        pytest.param(f"```asm\n\tnop\n```assembly\n{CODE}```", id="a block that was not closed before the next"),
        pytest.param(
            "```\n" + "the %eax register is free\n" * 9 + f"```\n```asm\n{CODE}```", id="longer prose about it"
        ),
        pytest.param("```c\n" + "int ax, dx;\n" * 9 + f"```\n```asm\n{CODE}```", id="C with names of registers"),
        pytest.param("```c\n" + ("\tret\n" + C) * 9 + f"```\n```asm\n{CODE}```", id="C with lines of assembly"),
        pytest.param(f"<think>\n```asm\n{CODE}{CODE}```\n</think>\n```asm\n{CODE}```", id="drafts in its thoughts"),
        pytest.param(f"```assembly\n{CODE}```".replace("\n", "\r\n"), id="CRLF"),
        pytest.param(f"Wrapped in ```assembly``` tags:\n```assembly\n{CODE}```", id="a fence within a line"),
    ],
)
def test_the_assembly_is_found(reply):
    """Whatever stands around it, exactly the assembly comes out."""
    assert extract(reply) == CODE


def test_intel_syntax_is_assembly_too():
    """Blocks in Intel syntax are told from C as well."""
    assert extract(f"```c\n{C * 9}```\n```nasm\n{INTEL}```") == INTEL


def test_of_equal_blocks_the_last_is_taken():
    """A model corrects itself further down."""
    assert extract(f"```asm\n{CODE}```\nNo:\n```asm\n{CODE.replace('xorl', 'subl')}```") == CODE.replace("xorl", "subl")


def test_a_fence_within_a_string_is_none():
    """A program that prints fences survives, in a block and bare."""
    code = CODE + '\t.section\t.rodata\n.LC0:\n\t.string\t"\\"```c"\n\t.string "```"\n'
    assert extract(f"```asm\n{code}```") == code
    assert extract(code) == code


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# this program adds two numbers\nSIZE = 8\nstart:\n", ".Lend:\n\thlt\n# here it is over now\n"),
        ("/* a program\n   that adds two numbers */\n", "/* a comment\n   that ends after the program */\n"),
    ],
)
def test_comments_and_unknown_lines_at_the_edges_stay(before, after):
    """Without a fence only sentences are taken off: comments, labels and assignments are part of the program."""
    assert extract(before + CODE + after) == before + CODE + after


@pytest.mark.parametrize("reply", ["", "I cannot do that.", C, "```assembly\n```", "```"])
def test_a_reply_without_assembly_comes_back_as_it_is(reply):
    """Then the assembler's message tells the model what it did."""
    assert extract(reply) == reply


def test_without_assembly_the_longest_block_is_taken():
    """Whatever it is, the model meant it for an answer."""
    assert extract(f"First\n```\nint x;\n```\nthen\n```c\n{C}```\nas you wish.") == C


def test_compiler_output_survives_every_wrapping():
    """Bundled programs from gcc and in Intel syntax come out unchanged, bare and between sentences."""
    for problem in load("bundled", "test")[:4]:
        for flags in (("-O3",), ("-O3", "-march=native"), ("-O2", "-masm=intel")):
            code = compile_c(problem.c_code, flags)
            stripped = code.strip("\n") + "\n"
            assert extract(code) == stripped
            assert extract(f"The code is as follows:\n```\n{code}```\nIt should be faster now.") == stripped
            assert extract(f"The code is as follows:\n{code}\nIt should be faster now.").strip("\n") + "\n" == stripped


@pytest.mark.skipif(not REPLIES.exists(), reason=f"needs {REPLIES.name}, which lies beside some checkouts only")
def test_real_replies_keep_their_code(builder):
    """Whatever assembles from a 7B model's replies after stripping fences assembles to the same object after this."""
    replies = [json.loads(line)["text"] for line in REPLIES.read_text().splitlines()]
    assembled = 0
    for reply in replies:
        expected = assemble(builder, strip_fences(reply))
        if isinstance(expected, Assembled):
            found = assemble(builder, extract(reply))
            assert isinstance(found, Assembled), (found, reply)
            assert found.digest == expected.digest
            assembled += bool(reply)
    assert assembled > 10


def test_a_model_that_repeats_a_bracket_is_read_in_no_time():
    """The time grows with the length of a line, not with its square: a reply of 20,000 brackets once took 10 s."""
    short, long = ("mov " + "[" * count for count in (20_000, 40_000))
    start_s = time.process_time()
    assert extract(f"{short}\n") == f"{short}\n"
    middle_s = time.process_time()
    assert extract(f"{long}\n") == f"{long}\n"
    assert time.process_time() - middle_s < 3 * (middle_s - start_s) + 0.5
