"""The superoptimizer: with invented measurements, and once with true ones."""

import itertools
import json
import math
import re
from dataclasses import replace

import numpy as np
import pytest

from agents import search
from agents.flag_edits import mutate_flags
from agents.laboratory import Candidate, Make
from agents.search import Search, Settings, Stage, State, Walk, edit, summary
from agents.source_edits import apply
from asm_gym import ArgumentError, Problem, ProblemError, TestCase, compile_c, save_jsonl
from asm_gym.edits import Rewrite

PROGRAM = """
#include <stdio.h>
int main(void) {
    unsigned n, total = 0;
    if (scanf("%u", &n) != 1) return 1;
    for (unsigned i = 0; i < n; i++) total = total * 31 + (i ^ (total >> 3));
    printf("%u\\n", total);
    return 0;
}
"""
VARIANTS = [("gcc", ("-O2",)), ("gcc", ("-O3", "-march=native"))]


@pytest.fixture
def problem():
    """A loop that takes some ten milliseconds."""
    tests = (TestCase(stdin=b"x", stdout=b"", exit_code=1), TestCase(stdin=b"4000000", stdout=b"4115057258\n"))
    return Problem(id="loop", c_code=PROGRAM, tests=tests)


@pytest.fixture(autouse=True)
def two_variants(monkeypatch):
    """Two outputs of a compiler instead of some thirty; no other flags go together, and no source but these."""
    allowed = {PROGRAM}

    def compiled(c_code, flags, *, compiler):
        if (compiler, tuple(flags)) not in VARIANTS or c_code not in allowed:
            msg = "other flags, or another source"
            raise ProblemError(msg)
        return compile_c(c_code, flags, compiler=compiler)

    monkeypatch.setattr(search, "variants", lambda compilers, rounding=True: VARIANTS)
    monkeypatch.setattr(search, "compile_c", compiled)
    return allowed


class InventedLaboratory:
    """Measures without running anything: `speedup` of the text, None where it fails."""

    num_envs = 4

    def __init__(self, speedup, confirmed=None, width=0.001):
        self.speedup, self.confirmed, self.width = speedup, confirmed or speedup, width
        self.confirmations = 0

    def screen(self, problem_id, candidates):
        return [self._with(one, self.speedup(one.text)) for one in candidates]

    def forget(self):
        """Nothing is remembered here."""

    def look_again(self, candidate, slot):
        return self._with(candidate, self.speedup(candidate.text))

    def confirm(self, problem_id, candidate):
        self.confirmations += 1
        return self._with(candidate, self.confirmed(candidate.text))

    def _with(self, one, speedup):
        if speedup is None:
            return Candidate(text=one.text, origin=one.origin, make=one.make, failed=0.5)
        low, high = speedup * (1 - self.width), speedup * (1 + self.width)
        return Candidate(
            text=one.text, origin=one.origin, make=one.make, failed=0.0, speedup=speedup, low=low, high=high
        )


def walk(problem, laboratory, seconds=200.0, **options):
    """The state after a search of as many rounds as it has seconds: the clock goes on by one whenever it is read."""
    state = State(problem.id, np.random.default_rng(0))
    Walk(problem, laboratory, state, seconds, clock=itertools.count().__next__, **options).run()
    return state


def shorter_is_faster(text):
    """An invented speedup that grows with each instruction that is gone; no pass without a call of printf."""
    return 200 / (100 + text.count("\n")) if "printf" in text and "scanf" in text else None


def test_the_search_finds_what_is_faster_than_every_compiler(problem):
    """Edits that gain are kept: the best text is faster than the best output, and was confirmed."""
    finds = []
    state = walk(problem, InventedLaboratory(shorter_is_faster), on_find=finds.append)
    assert state.stage == "done"
    assert state.best.speedup > 1.02 * state.compiler_best.speedup
    assert finds[-1] == state.best
    assert state.best.speedup == shorter_is_faster(state.best.text)
    assert re.search("found 1", summary(state))


def test_what_more_tests_refuse_is_not_kept(problem):
    """A text that only quick measurements accept never becomes the best one."""
    native = compile_c(PROGRAM, VARIANTS[1][1])
    honest = {native, compile_c(PROGRAM, VARIANTS[0][1])}
    laboratory = InventedLaboratory(shorter_is_faster, lambda text: 1.1 if text in honest else None)
    state = walk(problem, laboratory)
    assert state.best.text in honest
    assert state.best.speedup == 1.1


def test_a_gain_within_the_interval_does_not_replace_the_best(problem):
    """It is a runner-up until both are measured again."""
    laboratory = InventedLaboratory(shorter_is_faster, width=10.0)
    finds = []
    state = State(problem.id, np.random.default_rng(0))
    search = Walk(problem, laboratory, state, 1.0, on_find=finds.append)
    first, second = (Candidate(text=f"printf scanf{end}", origin="") for end in ("\n\n\n", "\n"))
    search._challenge(first)
    search._challenge(second)
    assert [one.text for one in finds] == [first.text] == [state.best.text]
    assert [one.text for one in state.runners_up] == [second.text]


def test_the_search_loses_to_no_compiler(problem):
    """Where fresh measurements do not repeat what was found, the compilers' best output is the answer."""
    laboratory = InventedLaboratory(shorter_is_faster)
    walk_of = Walk(problem, laboratory, State(problem.id, np.random.default_rng(0), stage=Stage.EDITS), 100.0)
    output, lucky = (
        Candidate(
            text=f"printf scanf{end}", origin="", make=make, failed=0.0, speedup=speedup, low=speedup, high=speedup
        )
        for end, make, speedup in (("\n", Make(*VARIANTS[0]), 1.5), ("\n\n\n", None, 1.7))
    )
    walk_of.state.compiler_best, walk_of.state.best = output, lucky
    walk_of._finish()
    assert walk_of.state.best.text == output.text


def test_edits_that_gain_nothing_are_taken_back(problem):
    """Of two edits only the one that the speed needs is left in the winner."""
    state = State(problem.id, np.random.default_rng(0), stage=Stage.EDITS)
    source = Candidate(text="a\nb\nc\nd\n", origin="gcc", failed=0.0, speedup=1.0, low=1.0, high=1.0)
    state.source = source
    laboratory = InventedLaboratory(lambda text: 1.0 if "b" in text else 2.0)
    winner = Candidate(text="a\nc\nx\n", origin="gcc, edited", failed=0.0, speedup=2.0, low=2.0, high=2.0)
    assert Walk(problem, laboratory, state, 1.0)._pruned(winner).text == "a\nc\nd\n"


def test_programs_that_cannot_be_timed_are_not_searched(problem):
    """There is nothing to find where the clock tells nothing; the seconds are not waited for."""
    state = walk(problem, InventedLaboratory(lambda text: 1.0, width=0.0), seconds=1e6)
    assert (state.stage, set(state.tried)) == ("done", {"variant"})


def test_without_any_output_that_passes_there_is_no_best(problem):
    """The search ends and says so."""
    state = walk(problem, InventedLaboratory(lambda text: None), seconds=1e6)
    assert state.best is None
    assert "no compiler's output passes" in summary(state)


def test_a_search_goes_on_from_its_state(problem):
    """State and generator survive JSON; the finished search starts from what it had."""
    state = walk(problem, InventedLaboratory(shorter_is_faster))
    again = State.from_json(state.to_json())
    assert again.to_json() == state.to_json()
    assert again.best == state.best
    assert again.rng.random() == state.rng.random()


@pytest.mark.parametrize("line", ["", "[]", "{}", '{"rng": 1}', '{"stage": "elsewhere"}'])
def test_another_file_is_no_state(line):
    """The error says what to do."""
    with pytest.raises(ArgumentError, match="delete the file"):
        State.from_json(line)


def test_metropolis_takes_slower_code_while_it_is_hot(problem):
    """A step that is 2 % slower is taken at times in the beginning and hardly in the end; a failure hardly ever."""
    state = State(problem.id, np.random.default_rng(0))
    current = Candidate(text="", origin="", failed=0.0, speedup=1.0)
    slower = Candidate(text="", origin="", failed=0.0, speedup=0.98)
    wrong = Candidate(text="", origin="", failed=0.5)
    search = Walk(problem, InventedLaboratory(shorter_is_faster), state, 100.0)

    def taken(candidate, spent_s):
        state.spent_s = spent_s
        return sum(search._accepts(candidate, current) for _ in range(1000))

    assert 300 < taken(slower, 60.0) < 450
    assert taken(slower, 88.0) < 10
    assert taken(wrong, 60.0) == 0
    assert taken(current, 88.0) == 1000


def test_flags_are_changed_within_their_compiler():
    """No flag twice, one level of optimization, and rounding is never let go."""
    rng = np.random.default_rng(0)
    for compiler in ("gcc", "clang-19"):
        flags = ("-O3", "-march=native", "-ffp-contract=off", "-mllvm", "-inline-threshold=2000")
        for _ in range(50):
            flags = mutate_flags(compiler, flags, rng)
            assert len(set(flags)) == len(flags)
            assert sum(re.fullmatch("-O[123]", flag) is not None for flag in flags) == 1
            assert "-ffp-contract=off" in flags
    assert any("-mllvm" in flag for flag in flags)


def test_lucky_outputs_lose_their_place(problem):
    """Measured again, an output has the mean of its measurements; the fastest of each compiler stay."""
    search = Walk(problem, InventedLaboratory(lambda text: 1.0), State(problem.id, np.random.default_rng(0)), 100.0)
    lucky, honest = (
        Candidate(text=text, origin="", make=Make(*VARIANTS[0]), failed=0.0, speedup=speed, low=speed, high=speed)
        for text, speed in (("printf scanf", 1.44), ("printf scanf\n", 1.1))
    )
    search._note_makes([honest, lucky])
    search._refresh_parents()
    assert [one.speedup for one in search.state.makes] == pytest.approx([1.2, math.sqrt(1.1)])
    search.laboratory.speedup = lambda text: None
    search._refresh_parents()
    assert search.state.makes == []


def test_the_source_changes_within_what_its_compiler_knows(problem, two_variants):
    """Changes count sites of the make's compiler; a changed source compiles to what the name says."""
    walk_of = Walk(problem, InventedLaboratory(shorter_is_faster), State(problem.id, np.random.default_rng(0)), 100.0)
    make = Make("gcc", VARIANTS[0][1])
    for _ in range(50):
        make = walk_of._mutated(make)
        assert all(option < len(walk_of._sites[False][site].options) for site, option in make.changes)
        make = Make("gcc", VARIANTS[0][1], make.changes)
    assert make.changes
    two_variants.add(apply(PROGRAM, walk_of._sites[False], dict(make.changes)))
    (compiled,) = walk_of._compiled([make])
    assert compiled.make == make
    assert f"{len(make.changes)} changes of the source" in compiled.origin


def test_edits_stay_in_loops_and_leave_checks_alone():
    """Nothing outside of loops changes, and no comparison or branch is deleted or changed to another one."""
    text = compile_c(PROGRAM, ("-O2",))
    rng = np.random.default_rng(0)
    checks = sorted(re.findall(r"^\t(?:j|cmp|test).*", text, re.MULTILINE))
    kinds = set()
    for _ in range(200):
        kind, edited = edit(text, rng)
        kinds.add(kind)
        assert edited.partition("scanf")[0] == text.partition("scanf")[0]
        if kind in (Rewrite.DELETE, Rewrite.REPLACE_OPCODE, Rewrite.REPLACE_OPERAND):
            assert sorted(re.findall(r"^\t(?:j|cmp|test).*", edited, re.MULTILINE)) == checks
    assert len(kinds) > 8
    assert Rewrite.ALIGN_LOOP in kinds


def test_settings_that_cannot_be_meant_are_refused():
    """Name, value and what is expected."""
    with pytest.raises(ArgumentError, match=r"seconds=0, expected more than 0"):
        Settings(seconds=0)
    with pytest.raises(ArgumentError, match=r"num_envs=0, expected an integer of 1 or more"):
        Settings(num_envs=0)


def test_an_unknown_program_is_refused():
    """It cannot be measured; an answer that was not searched for would look like a result of the search."""
    observation = {"c_source": PROGRAM, "assembly": "", "feedback": ""}
    with pytest.raises(ArgumentError, match=r"split 'all' of 'bundled'.*--agent-arg dataset=FILE"):
        Search().act([observation])


def test_the_record_is_free_of_the_luck_of_choice(problem):
    """Both speedups are measured once more after the choice; a winner that fails then is none."""
    state = State(problem.id, np.random.default_rng(0), stage=Stage.EDITS)
    output = Candidate(text="printf scanf", origin="", make=Make(*VARIANTS[0]), failed=0.0, speedup=9.0)
    state.compiler_best, state.best = output, replace(output, text="printf scanf\n", make=None, speedup=10.0)
    laboratory = InventedLaboratory(lambda text: 1.0 + text.count("\n"))
    record = Walk(problem, laboratory, state, 100.0)
    record._measure_for_the_record()
    assert (state.compiler_best.speedup, state.best.speedup) == (1.0, 2.0)
    laboratory.confirmed = lambda text: None if "\n" in text else 1.0
    record._measure_for_the_record()
    assert state.best.text == output.text


@pytest.mark.slow
def test_a_true_search(problem, tmp_path):
    """It answers with code that passes, writes its finds for others to learn from, and goes on from its state."""
    save_jsonl([problem], tmp_path / "problems.jsonl")
    agent = Search(str(tmp_path / "problems.jsonl"), seconds=2.0, num_envs=2, output=str(tmp_path / "out"))
    observation = {"c_source": PROGRAM, "assembly": "", "feedback": ""}
    (text,) = agent.act([observation])
    (state,) = agent._states.values()
    assert state.best.passed
    assert state.best.text == text
    finds = [json.loads(line) for line in (tmp_path / "out" / "finds.jsonl").read_text().splitlines()]
    assert finds[-1]["text"] == text
    assert finds[-1]["speedup_low"] <= finds[-1]["speedup"] <= finds[-1]["speedup_high"]
    agent.close()
    other = Search(str(tmp_path / "problems.jsonl"), seconds=2.0, num_envs=2, output=str(tmp_path / "out"))
    assert other._stored(problem).to_json() == state.to_json()
