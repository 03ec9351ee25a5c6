"""Running an agent over problems: batches, tries, faults and what is kept; with an evaluator that needs no compiler."""

import threading
import time
from types import SimpleNamespace

import pytest

from asm_gym.agent import Agent
from asm_gym.agent_run import AgentRun, AgentStuckError, Rules
from asm_gym.errors import ArgumentError, ProblemError
from asm_gym.resolution import NULL_SUFFIX
from asm_gym.verify import Verdict
from tests.evaluations import failed, timed


class Scorer:
    """Pays the number in the text; what is no number fails."""

    def __init__(self):
        self.calls = []
        self.lock = threading.Lock()

    def prepare(self, problem):
        if problem.id == "broken":
            msg = "problem broken: does not compile"
            raise ProblemError(msg)
        return SimpleNamespace(assembly=f"base {problem.id}")

    def evaluate(self, problem, text, *, reward, seed, hidden=False, known=None):
        with self.lock:
            self.calls.append((problem.id, text, seed, hidden))
        if text.endswith(NULL_SUFFIX):
            return timed(1.0, problem_id=problem.id, reward=0.0)
        if known and text in known:
            return known[text]
        try:
            return timed(float(text), problem_id=problem.id, reward=float(text), code_digest=text)
        except ValueError:
            return failed(Verdict.ASSEMBLE_ERROR, problem_id=problem.id, reward=-1.0, message=f"no number: {text}")


def problems(*names):
    """Stand-ins whose program is their name."""
    return [SimpleNamespace(id=name, c_code=name) for name in names]


def go(act, names, *, scorer=None, batch_size=1, **rules):
    """Runs an agent with that act() over problems of these names; gives what was finished, by name."""
    agent = Agent("mine", SimpleNamespace(act=act, batch_size=batch_size))
    run = AgentRun(agent, scorer or Scorer(), Rules(reward=None, **rules))
    return {one.problem.id: one for one in run.over(problems(*names))}


def iter_into(kept, some):
    """Appends items as they come, so that they are there when a later one raises."""
    for one in some:
        kept.append(one)


def test_each_problem_gets_its_own_answer():
    """The candidate's row has the text and its verdict, the null row the text that was measured."""
    found = go(lambda some: [one["c_source"] for one in some], "12345", batch_size=2, workers=3)
    assert sorted(found) == list("12345")
    for name, one in found.items():
        candidate, null = one.rows
        assert (candidate.kind, candidate.text, candidate.evaluation.speedup) == ("candidate", name, float(name))
        assert candidate.attempts == ("passed",)
        assert (null.kind, null.text) == ("null", f"base {name}{NULL_SUFFIX}")


@pytest.mark.parametrize(("batch_size", "sizes"), [(1, [1] * 7), (3, [3, 3, 1]), (100, [7])])
def test_batches_are_as_large_as_the_agent_likes(batch_size, sizes):
    """Only the last batch is smaller."""
    seen = []
    go(lambda some: seen.append(len(some)) or ["1"] * len(some), "abcdefg", batch_size=batch_size)
    assert seen == sizes


def test_evaluation_goes_on_while_the_agent_thinks():
    """The second question is open until the first answer's evaluation has ended: neither waits for the other."""
    scored = threading.Event()
    scorer = Scorer()
    real = scorer.evaluate

    def evaluate(problem, text, **options):
        result = real(problem, text, **options)
        if text.endswith(NULL_SUFFIX):
            scored.set()
        return result

    scorer.evaluate = evaluate
    waited = []
    go(
        lambda some: [str(len(waited))] if waited.append(len(waited) and scored.wait(30)) is None else [],
        "ab",
        scorer=scorer,
    )
    assert waited == [0, True]


def test_the_best_of_several_tries_is_measured_afresh():
    """Of 2, nonsense, 5 and 3 the 5 is kept; hidden tests are run once, with a seed that no try had."""
    scorer, answers = Scorer(), iter(["2", "bad", "5", "3"])
    found = go(lambda _: [next(answers)], "a", scorer=scorer, attempts=4, seed=10)
    row, _ = found["a"].rows
    assert (row.text, row.attempts) == ("5", ("passed", "assemble_error", "passed", "passed"))
    *tries, fresh, _ = scorer.calls
    assert [(text, seed, hidden) for _, text, seed, hidden in tries] == [
        ("2", 10, False), ("bad", 11, False), ("5", 12, False), ("3", 13, False)
    ]  # fmt: skip
    assert (fresh[1], fresh[3]) == ("5", True)
    assert fresh[2] not in range(10, 14)


def test_the_same_code_is_measured_once_among_the_tries(monkeypatch):
    """An agent that repeats itself does not draw again for the luckiest measurement; the last one is made afresh."""
    scorer, judged = Scorer(), []

    def note(evaluation, *, repeated):
        judged.append((evaluation, repeated))
        return "seen"

    monkeypatch.setattr("asm_gym.agent_run.feedback_text", note)
    found = go(lambda some: ["2"], "a", scorer=scorer, attempts=2, max_turns=3)
    assert [evaluation is judged[0][0] for evaluation, _ in judged] == [True] * 4
    assert [repeated for _, repeated in judged] == [False, True] * 2
    row, _ = found["a"].rows
    assert row.attempts == ("passed",) * 6
    assert row.evaluation is not judged[0][0]


def test_an_only_answer_is_measured_once_with_hidden_tests():
    """There was no choice that they could have helped to make."""
    scorer = Scorer()
    go(lambda _: ["2"], "a", scorer=scorer)
    assert next((text, hidden) for _, text, _, hidden in scorer.calls) == ("2", True)
    assert len(scorer.calls) == 2


def test_turns_see_the_last_answer_and_tries_start_afresh():
    """Two tries of three turns: feedback is empty at the first turn of each, then tells of the turn before."""
    seen = []

    def act(some):
        seen.append(some[0]["feedback"].partition("\n")[0])
        return [f"try{len(seen)}"]

    go(act, "a", attempts=2, max_turns=3)
    told = [f"assemble_error: no number: try{number}" for number in range(1, 7)]
    assert seen == ["", told[0], told[1], "", told[3], told[4]]


def test_the_baseline_can_be_kept_from_the_agent():
    """The observation has the key all the same."""
    for show, expected in ((True, "base a"), (False, "")):
        seen = []
        go(lambda some, seen=seen: seen.append(some[0]["assembly"]) or ["1"], "a", show_assembly=show)
        assert seen == [expected]


def test_an_agent_that_raises_costs_the_guilty_problem_only():
    """The others of its batch are asked about again, alone."""

    def act(some):
        if any(one["c_source"] == "c" for one in some):
            msg = "no luck"
            raise RuntimeError(msg)
        return ["1"] * len(some)

    found = go(act, "abcdef", batch_size=3)
    assert [name for name, one in sorted(found.items()) if one.fault] == ["c"]
    assert "agent 'mine' raised RuntimeError: no luck" in found["c"].fault
    assert found["c"].rows == ()


def test_an_item_that_is_no_text_costs_the_guilty_problem_only():
    """One None among texts."""
    found = go(lambda some: [None if one["c_source"] == "b" else "1" for one in some], "abc", batch_size=3)
    assert [name for name, one in sorted(found.items()) if one.fault] == ["b"]


def test_a_wrong_count_costs_the_whole_batch_and_is_one_message():
    """It is not hidden by asking again, and the smaller last batch is told in the same words."""
    found = go(lambda some: ["1"], "abcde", batch_size=3)
    (fault,) = {one.fault for one in found.values()}
    assert "answered a batch with ['1'] (1 items)" in fault
    assert sorted(found) == list("abcde")


def test_a_broken_problem_costs_its_row_only():
    """The agent is not asked about it."""
    seen = []
    found = go(lambda some: seen.append(some[0]["c_source"]) or ["1"], ["a", "broken", "b"])
    assert found["broken"].fault == "problem broken: does not compile"
    assert seen == ["a", "b"]


def test_an_agent_that_hangs_is_given_up_and_what_was_done_is_kept():
    """Finished problems come first, then one error that names the agent; nothing is asked after that."""
    go_on, asked = threading.Event(), []

    def act(some):
        asked.append(some[0]["c_source"])
        if asked[-1] == "c":
            go_on.wait(60)
        return ["1"]

    agent = Agent("mine", SimpleNamespace(act=act))
    run = AgentRun(agent, Scorer(), Rules(reward=None, act_timeout_s=1))
    kept = []
    with pytest.raises(AgentStuckError, match=r"agent 'mine' did not answer within 1 s; .*--act-timeout-s"):
        iter_into(kept, run.over(problems(*"abcdef")))
    go_on.set()
    agent._thread.join(30)
    assert sorted(one.problem.id for one in kept) == ["a", "b"]
    assert asked == ["a", "b", "c"]
    assert issubclass(AgentStuckError, ArgumentError)


def test_a_slow_agent_is_not_given_up_before_its_time():
    """The limit is for one question, not for all of them."""
    pause = threading.Event()
    found = go(lambda some: ["1"] if not pause.wait(0.2) else [], "abcdefgh", act_timeout_s=1.5)
    assert [one.fault for one in found.values()] == [""] * 8


def test_a_ctrl_c_in_the_agent_ends_the_run():
    """It is no fault of a problem's."""

    def act(some):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(act, "ab")


def test_what_was_answered_before_a_ctrl_c_is_kept():
    """The evaluation of the first answer has begun and is waited for."""
    begun, interrupted, kept, scorer = threading.Event(), threading.Event(), [], Scorer()
    real = scorer.evaluate

    def evaluate(problem, text, **options):
        begun.set()
        interrupted.wait(30)
        time.sleep(0.3)  # the run has seen the Ctrl-C by now; if not, the test proves less but does not fail
        return real(problem, text, **options)

    def act(some):
        if begun.wait(0 if not asked else 30):
            interrupted.set()
            raise KeyboardInterrupt
        asked.append(some)
        return ["1"]

    asked, scorer.evaluate = [], evaluate
    run = AgentRun(Agent("mine", SimpleNamespace(act=act)), scorer, Rules(reward=None))
    with pytest.raises(KeyboardInterrupt):
        iter_into(kept, run.over(problems("a", "b")))
    assert [one.problem.id for one in kept] == ["a"]


def test_what_was_answered_before_an_error_of_the_machine_is_kept():
    """A full disk at one problem does not take the other's result, whose evaluation has begun."""
    failed_first, kept, scorer = threading.Event(), [], Scorer()
    real = scorer.evaluate

    def evaluate(problem, text, **options):
        if problem.id == "b":
            failed_first.set()
            raise OSError(28, "No space left on device")
        failed_first.wait(30)
        time.sleep(0.3)  # the run has seen the error by now; if not, the test proves less but does not fail
        return real(problem, text, **options)

    scorer.evaluate = evaluate
    run = AgentRun(Agent("mine", SimpleNamespace(act=lambda some: ["1"])), scorer, Rules(reward=None, workers=2))
    with pytest.raises(OSError, match="No space left"):
        iter_into(kept, run.over(problems("a", "b")))
    assert [one.problem.id for one in kept] == ["a"]


def test_problems_are_taken_as_they_are_needed():
    """Of a thousand problems only a few are prepared ahead of the agent."""
    taken = []

    def endless():
        for number in range(1000):
            taken.append(number)
            yield SimpleNamespace(id=str(number), c_code="1")

    agent = Agent("mine", SimpleNamespace(act=lambda some: ["1"] * len(some)))
    run = AgentRun(agent, Scorer(), Rules(reward=None)).over(endless())
    next(run)
    assert len(taken) <= 4
    run.close()
