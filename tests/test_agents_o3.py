"""The agent that changes nothing."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import gymnasium

from agents.o3 import O3
from agents.policy import rollout
from asm_gym import compile_c

ROOT = Path(__file__).parent.parent
PROGRAM = "int main(void) { return 0; }\n"


def observe(assembly):
    return {"c_source": PROGRAM, "assembly": assembly, "feedback": ""}


def test_the_assembly_comes_back():
    """Each text that is shown is the answer, in order."""
    assert O3().act([observe("\tret\n"), observe("\tnop\n")]) == ["\tret\n", "\tnop\n"]


def test_hidden_assembly_is_compiled():
    """Where the environment hides the assembly the answer is what gcc -O3 makes."""
    assert O3().act([observe("")]) == [compile_c(PROGRAM, ("-O3",))]


def test_it_is_a_copy_with_and_without_assembly():
    """Both ways the environment calls the answer a copy: speedup 1, nothing paid."""
    for show_assembly in (True, False):
        with closing(gymnasium.make("AsmOpt-v0", show_assembly=show_assembly)) as env:
            (record,) = rollout(env, O3(), 1, problem_ids=["popcount_sum"])
        assert (record.verdict, record.speedup, record.reward) == ("passed", 1.0, 0.0)
        assert record.info["is_copy"] is True


def test_it_runs_as_a_program(tmp_path):
    """The command plays the episodes, prints a line for each and writes the records."""
    output = tmp_path / "o3.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "agents.o3", "--episodes", "2", "--output", str(output)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    records = [json.loads(line) for line in output.read_text().splitlines()]
    assert sorted(record["episode"] for record in records) == [0, 1]
    assert {record["verdict"] for record in records} == {"passed"}
    assert done.stdout.count("copy of the baseline") == 2


def test_the_program_refuses_an_unknown_split():
    """A fault of the caller is one line on standard error and exit status 2."""
    done = subprocess.run(
        [sys.executable, "-m", "agents.o3", "--split", "nothing"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "nothing" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
