"""What the preset tiny begins with: which outputs of compilers are chosen, and what is left of them."""

import dataclasses
import json
import math

import pytest

import asm_gym
from agents import sft, warm_start
from agents.local_model import load_tokenizer
from agents.warm_start import Variant, choose, condense, prepare
from asm_gym import ArgumentError

PROGRAM = '#include <stdio.h>\nint main(void)\n{\n    printf("# not a comment\\n");\n    return 0;\n}\n'


def variant(speedup, lines, verdict="passed", time_s=0.02):
    return Variant(
        problem_id="p", c_source="int main;", compiler="gcc", flags=("-O2",), text="\tnop\n" * lines,
        verdict=verdict, speedup=speedup, time_s=time_s, code_digest="d",
    )  # fmt: skip


def kept(variants):
    return [(one.speedup, one.text.count("\n")) for one in variants]


@pytest.mark.parametrize("compiler", asm_gym.host_compilers())
def test_condensed_assembly_is_the_same_program(evaluator, compiler):
    """What is left out makes no difference to the object's code, and strings with a # stay whole."""
    problem = next(one for one in asm_gym.load("bundled", "train") if one.id == "collatz")
    whole = asm_gym.compile_c(problem.c_code, ("-O2", "-g"), compiler=compiler)
    short = condense(whole)
    assert short.count("\n") < whole.count("\n") / 2
    assert ".cfi" not in short
    assert "#" not in short
    found = [evaluator.evaluate(problem, text, seed=0) for text in (whole, short)]
    assert [one.verdict for one in found] == ["passed", "passed"]
    assert '"# not a comment' in condense(asm_gym.compile_c(PROGRAM, ("-O0",), compiler=compiler))


def test_notes_and_labels_that_nothing_names_are_left_out():
    """A note's data goes with its section; a label stays where something names it."""
    text = (
        "\t.text\n\t.section\t.text.startup\n\t.globl\tmain\nmain:\n.LFB0:\n\t.cfi_startproc\n.L3:\tjmp\t.L3 # loop\n"
        ".L4:\n\tjmp\t.L4\n.LFE0:\n\t.size\tmain, .-main\n\t.section\t.note.gnu.property,\"a\"\n\t.long\t1f\n1:\n"
        "\t.section\t.rodata\n.LC0:\n\t.string\t\"#\"\n"
    )  # fmt: skip
    assert condense(text) == (
        "\t.section\t.text.startup\n\t.globl\tmain\nmain:\n.L3:\tjmp\t.L3\n.L4:\n\tjmp\t.L4\n\t.section\t.rodata\n"
        "\t.string\t\"#\"\n"
    )  # fmt: skip


def test_fastest_slowest_and_some_between_are_chosen():
    """Of equally fast ones the shortest is taken."""
    written = [variant(2.0, 9), variant(1.98, 5), variant(1.5, 4), variant(1.2, 4), variant(1.0, 4), variant(0.5, 7)]
    assert kept(choose(written, each=4)) == [(1.98, 5), (1.5, 4), (1.0, 4), (0.5, 7)]
    assert kept(choose(written, each=2)) == [(1.98, 5), (0.5, 7)]


def test_the_shortest_others_fill_up():
    """A problem with fewer speeds than wanted has more than one output of a speed."""
    assert kept(choose([variant(1.0, 9), variant(1.01, 5), variant(0.99, 7)], each=2)) == [(1.01, 5), (0.99, 7)]


@pytest.mark.parametrize("bad", [{"verdict": "wrong_output"}, {"time_s": 0.001}, {"verdict": None, "speedup": None}])
def test_an_output_that_cannot_be_used_is_not_chosen(bad):
    """It fails, is too brief, or was too long to be measured."""
    wrong = dataclasses.replace(variant(3.0, 5), **bad)
    assert kept(choose([wrong, variant(1.0, 5)])) == [(1.0, 5)]
    with pytest.raises(ArgumentError, match="no compiler's output for p passes"):
        choose([wrong])


def test_an_unknown_problem_is_named(tmp_path):
    """Before anything is measured."""
    with pytest.raises(ArgumentError, match="no bundled problem is called nothing"):
        prepare(tmp_path, seed=0, problem_ids=["nothing"])


def test_a_folder_about_other_problems_is_refused(tmp_path):
    """Rather than used for those that were asked for."""
    line = json.dumps(dataclasses.asdict(variant(1.0, 3)))
    (tmp_path / "variants.jsonl").write_text(line + "\n")
    with pytest.raises(ArgumentError, match=r"is about other problems \(p\); give another --output"):
        prepare(tmp_path, seed=0, problem_ids=["collatz"])


@pytest.mark.slow
def test_what_is_there_already_is_not_done_again(tmp_path, monkeypatch):
    """The real thing for one problem and few epochs; the second call measures and trains nothing."""
    first = prepare(tmp_path, seed=0, problem_ids=["collatz"], epochs=2)
    assert first.problem_ids == ("collatz",)
    pairs = sft.read_pairs([tmp_path / "pairs.jsonl"], show_assembly=False)
    tokenizer = load_tokenizer(str(first.model_dir))
    assert all(tokenizer.decode(tokenizer(pair.answer).input_ids) == pair.answer for pair in pairs)
    records = [json.loads(line) for line in (tmp_path / "pairs.jsonl").read_text().splitlines()]
    assert {record["text"] for record in records} | {record["code_digest"] for record in records} <= first.known
    assert all(math.isfinite(record["speedup"]) for record in records)
    for name in ("_compiled", "_measured", "_train"):
        monkeypatch.delattr(warm_start, name)
    assert prepare(tmp_path, seed=0, problem_ids=["collatz"], epochs=2) == first
