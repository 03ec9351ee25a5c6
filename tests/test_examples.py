"""Runs every example as a user would, from the checkout."""

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import asm_gym
from examples import compare_agents

ROOT = Path(__file__).parent.parent
POPCNT = "popcnt" in Path("/proc/cpuinfo").read_text()


def run(*arguments, status=0):
    """What an example prints; its own folder comes first in sys.path, so the checkout has to be named."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == status, done.stderr
    return done.stdout if status == 0 else done.stderr


def speedup(printed):
    """The figures of the line "speedup S (95 % interval L to H)"."""
    found = re.search(r"^speedup (\S+) \(95 % interval (\S+) to (\S+)\)$", printed, re.MULTILINE)
    assert found, printed
    return tuple(float(figure) for figure in found.groups())


@pytest.mark.skipif(not POPCNT, reason="needs a processor with popcnt")
def test_quickstart():
    """The popcnt candidate is right, clearly faster, and paid for it."""
    printed = run("examples/quickstart.py")
    assert "verdict passed, 10 of 10 tests" in printed
    middle, low, high = speedup(printed)
    assert 3.0 < low <= middle <= high
    assert float(re.search(r"^reward (\S+)$", printed, re.MULTILINE)[1]) > 1.0


@pytest.mark.skipif(not POPCNT, reason="needs a processor with popcnt")
def test_score_my_assembly():
    """Every field of the evaluation has its line."""
    printed = run("examples/score_my_assembly.py", "examples/popcount_sum.s", "popcount_sum", "--layouts", "1")
    fields = dict(line.split(maxsplit=1) for line in printed.splitlines() if len(line.split(maxsplit=1)) == 2)
    assert (fields["problem_id"], fields["verdict"], fields["is_copy"]) == ("popcount_sum", "passed", "False")
    assert float(fields["speedup_low"]) > 3.0


def test_score_my_assembly_with_a_wrong_problem():
    """An answer to another problem is wrong, and an unknown problem is refused."""
    printed = run("examples/score_my_assembly.py", "examples/popcount_sum.s", "collatz")
    assert re.search(r"^verdict +(wrong_output|runtime_error)$", printed, re.MULTILINE)
    refused = run("examples/score_my_assembly.py", "examples/popcount_sum.s", "nothing", status=2)
    assert "no problem 'nothing' in bundled" in refused


def test_add_a_problem():
    """The folder is a problem: gcc's native build of it passes, and both times are printed."""
    printed = run("examples/add_a_problem/run.py")
    assert "add_a_problem: passed, 10 of 10 tests" in printed
    _, low, high = speedup(printed)
    assert 0.5 < low <= high
    baseline_ms = float(re.search(r"^baseline (\S+) ms, native build \S+ ms$", printed, re.MULTILINE)[1])
    assert baseline_ms > 5.0


def test_vector_rollout():
    """One line for each kind of candidate and number of environments; the shares add up."""
    dataset = str(ROOT / "asm_gym/problems/crc32")
    printed = run("examples/vector_rollout.py", "--num-envs", "1,2", "--seconds", "0.3", "--dataset", dataset)
    lines = printed.splitlines()[1:]
    assert [line.split("  ")[0] for line in lines] == [
        kind for kind in ("fails to assemble", "fails a test", "passes") for _ in range(2)
    ]
    for line in lines:
        shares = [int(share) for share in re.findall(r"(\d+)%", line)]
        assert len(shares) == 4
        assert 98 <= sum(shares) <= 102


@pytest.mark.slow
def test_compare_agents():
    """A row for each agent; the baseline is a copy of itself, the compilers' best is tested like any other."""
    printed = run("-m", "examples.compare_agents", "--problems", "1", "--attempts", "2")
    header, *rows = [line.split() for line in printed.splitlines()]
    assert header[:5] == ["agent", "n", "compile", "pass", "copies"]
    assert [row[:4] for row in rows] == [["o3", "1", "100%", "100%"], ["compilers", "1", "100%", "100%"]]
    assert rows[0][4:] == ["100%", *["1.00"] * 5, "0%"]


def test_compare_agents_measures_the_best_on_other_inputs(monkeypatch):
    """With the seed of the tries the best one would be measured on the inputs on which it was the best by luck."""
    played = []
    record = SimpleNamespace(problem_id="p", c_source="c", text="t", verdict="passed", speedup_low=1.0)
    play = lambda agent, names, turns, seed, options: played.append((turns, seed)) or [record]  # noqa: E731
    monkeypatch.setattr(compare_agents, "play", play)
    compare_agents.run(None, ["p"], SimpleNamespace(attempts=3, seed=7))
    (tries, seed), (last, other) = played
    assert (tries, last) == (3, 1)
    assert seed != other


def test_compare_agents_with_a_bad_agent(monkeypatch, capsys):
    """Its error is one line that names it, and rows of agents before it were printed."""

    def run(agent, names, options):
        msg = "O3.act() returned None for 1 observations"
        raise asm_gym.ArgumentError(msg)

    monkeypatch.setattr(compare_agents, "run", run)
    monkeypatch.setattr(asm_gym, "leave_timing_cores", lambda: None)
    monkeypatch.setattr(sys, "argv", ["compare_agents", "--agents", "o3", "--problems", "1"])
    with pytest.raises(SystemExit):
        compare_agents.main()
    out = capsys.readouterr()
    assert "error: o3: O3.act() returned None" in out.err
    assert out.out.startswith("agent")


def test_compare_agents_with_an_unknown_agent():
    """It is refused in one line that names those that are known."""
    refused = run("-m", "examples.compare_agents", "--agents", "o4", status=2)
    assert "--agents o4: No module named 'o4'; known are o3, compilers" in refused
