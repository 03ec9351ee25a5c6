"""Rollouts: the same records from one environment and from many at once, and policies that misbehave."""

import ast
import dataclasses
import functools
import itertools
import json
import math
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import gymnasium
import numpy as np
import pytest
from gymnasium.vector import AutoresetMode, SyncVectorEnv

from agents import AGENTS
from agents.policy import main, rollout, write_jsonl
from asm_gym import ArgumentError, AsmText, ToolchainError

ROOT = Path(__file__).parent.parent


class FakeEnv(gymnasium.Env):
    """Three turns of one problem after the other; the text is a number, and the reward."""

    observation_space = gymnasium.spaces.Dict({name: AsmText(1000) for name in ("c_source", "assembly", "feedback")})
    action_space = AsmText(1000)

    def __init__(self):
        self.count = itertools.count(0)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        if seed is not None:
            self.count = itertools.count(seed)
        self.problem = (options or {}).get("problem_id") or f"p{next(self.count)}"
        self.turn, self.feedback = 0, ""
        return self._report("", math.nan)

    def step(self, action):
        self.turn += 1
        number = float(action or "nan")
        self.feedback = f"{self.problem} got {action}"
        observation, info = self._report("passed" if action else "assemble_error", number)
        return observation, 0.0 if math.isnan(number) else number, self.turn == 3, False, info

    def _report(self, verdict, speedup):
        observation = {"c_source": f"source of {self.problem}", "assembly": "", "feedback": self.feedback}
        info = {
            "problem_id": self.problem, "verdict": verdict, "speedup": speedup, "speedup_low": math.nan,
            "speedup_high": math.inf, "tests_passed": 3, "tests_total": 4, "message": "", "warnings": [], "pairs": 7,
        }  # fmt: skip
        return observation, info | ({"odd": True} if self.problem[-1] in "13579" else {})


class Counting:
    """Answers 1, 2, 3, …, and keeps what it saw."""

    def __init__(self):
        self.numbers, self.seen = itertools.count(1), []

    def act(self, observations):
        self.seen.append([dict(one) for one in observations])
        return [str(next(self.numbers)) for _ in observations]


def vector(count, mode=AutoresetMode.SAME_STEP):
    return SyncVectorEnv([FakeEnv] * count, autoreset_mode=mode)


def test_one_environment():
    """Episodes follow each other; a turn's feedback is what the next one sees."""
    policy = Counting()
    records = list(rollout(FakeEnv(), policy, 2, seed=5))
    assert [(r.episode, r.turn, r.problem_id, r.text) for r in records] == [
        (0, 0, "p5", "1"), (0, 1, "p5", "2"), (0, 2, "p5", "3"), (1, 0, "p6", "4"), (1, 1, "p6", "5"), (1, 2, "p6", "6")
    ]  # fmt: skip
    assert [one["feedback"] for (one,) in policy.seen] == ["", "p5 got 1", "p5 got 2", "", "p6 got 4", "p6 got 5"]
    assert records[2].feedback == "p5 got 3"
    assert records[3].c_source == "source of p6"


def test_fields_of_a_record():
    """Figures that are absent in info are None; the rest is as the environment says."""
    record = next(rollout(FakeEnv(), Counting(), 1, seed=0))
    assert (record.reward, record.verdict, record.speedup) == (1.0, "passed", 1.0)
    assert (record.speedup_low, record.speedup_high) == (None, None)
    assert (record.tests_passed, record.tests_total, record.message) == (3, 4, "")
    assert record.info["pairs"] == 7
    assert record.info["speedup_low"] is None


@pytest.mark.parametrize("episodes", [1, 3, 4, 7])
def test_many_environments(episodes):
    """Every episode is played once and whole, with its own problem, text and feedback, whoever ends when."""
    policy = Counting()
    records = list(rollout(vector(3), policy, episodes, seed=10))
    assert sorted((r.episode, r.turn) for r in records) == [(e, t) for e in range(episodes) for t in range(3)]
    for episode in range(episodes):
        mine = [r for r in records if r.episode == episode]
        assert len({r.problem_id for r in mine}) == 1
        assert {r.c_source for r in mine} == {f"source of {mine[0].problem_id}"}
        for one in mine:
            assert one.feedback == f"{one.problem_id} got {one.text}"
            assert one.speedup == one.reward == float(one.text)
            assert ("odd" in one.info) == (int(one.problem_id[1:]) % 2 == 1)  # absent where other slots have it
    assert sum(map(len, policy.seen)) == len(records)  # slots that have nothing to do are not asked for


def test_one_slot_gives_the_records_of_one_environment():
    """The same records, types included, from either kind of environment."""
    single, many = (list(rollout(env, Counting(), 3, seed=2)) for env in (FakeEnv(), vector(1)))
    assert [dataclasses.asdict(one) for one in single] == [dataclasses.asdict(one) for one in many]
    assert [list(map(type, one.info.values())) for one in single] == [
        list(map(type, one.info.values())) for one in many
    ]


def test_problems_can_be_chosen():
    """One environment plays the given problems in turn."""
    records = list(rollout(FakeEnv(), Counting(), 3, problem_ids=["a", "b"]))
    assert [r.problem_id for r in records if r.turn == 0] == ["a", "b", "a"]


@pytest.mark.parametrize("answers", [None, b"ret", "ret", [], ["a", "b"], [b"ret"], [None], {0: "ret"}])
def test_answers_that_are_none(answers):
    """Whatever is no list with a text for each observation is refused by the policy's name, before it is evaluated."""

    class Strange:
        def act(self, observations):
            return answers

    for env in (FakeEnv(), vector(1)):
        with pytest.raises(ArgumentError, match=r"^Strange\.act\(\) returned .*(list with a|must be assembly) text"):
            list(rollout(env, Strange(), 1))


@pytest.mark.parametrize(
    ("error", "said"),
    [(KeyError("x"), "raised KeyError: 'x'; correct it"), (ToolchainError("install gcc"), ": install gcc")],
)
def test_what_a_policy_raises_names_it(error, said):
    """Its own error is the cause of one that has its name."""

    class Faulty:
        def act(self, observations):
            raise error

    for env in (FakeEnv(), vector(1)):
        with pytest.raises(ArgumentError, match=rf"^Faulty\.act\(\) ?{said}$") as raised:
            list(rollout(env, Faulty(), 1))
        assert raised.value.__cause__ is error


def test_other_arguments_that_cannot_be_used():
    """No episodes, and vector environments that restart at another time."""
    with pytest.raises(ArgumentError, match="episodes=0"):
        list(rollout(FakeEnv(), Counting(), 0))
    with pytest.raises(ArgumentError, match=r"NEXT_STEP.*SAME_STEP"):
        list(rollout(vector(2, AutoresetMode.NEXT_STEP), Counting(), 1))


def test_records_are_written_one_by_one(tmp_path):
    """What was finished is in the file when a later step fails; an earlier file is replaced."""

    path = tmp_path / "records.jsonl"

    class Tiring(Counting):
        def act(self, observations):
            if len(self.seen) == 2:
                assert [json.loads(line)["text"] for line in path.read_text().splitlines()] == ["1", "2"]
                raise KeyboardInterrupt
            return super().act(observations)

    assert write_jsonl(rollout(FakeEnv(), Counting(), 2), path) == 6
    with pytest.raises(KeyboardInterrupt):
        write_jsonl(rollout(FakeEnv(), Tiring(), 2), path)
    assert len(path.read_text().splitlines()) == 2


def test_records_are_strict_json():
    """Numbers that JSON lacks are null, numpy's are numbers, and every field is there."""
    record = next(rollout(FakeEnv(), Counting(), 1, seed=0))
    record = dataclasses.replace(record, speedup=math.nan, info={"a": np.float64(math.inf), "b": [np.int64(3)]})
    row = json.loads(record.to_json(), parse_constant=pytest.fail)
    assert set(row) == {field.name for field in dataclasses.fields(record)}
    assert (row["speedup"], row["info"]) == (None, {"a": None, "b": [3]})


def test_the_real_environments(tmp_path):
    """Single and vector AsmOpt-v0 on given problems, with feedback in the second turn, tell the same."""

    class Failing(Counting):
        def act(self, observations):
            super().act(observations)
            return ["garbage\n" if one["feedback"] else "\tret\n" for one in observations]

    dataset, names = tmp_path / "problems.jsonl", ["one", "two", "three"]
    code = '#include <stdio.h>\nint main(void) {{ puts("{}"); return 0; }}\n'
    rows = [{"id": n, "c_code": code.format(n), "tests": [{"stdin": "", "stdout": f"{n}\n"}]} for n in names]
    dataset.write_text("".join(json.dumps(row) + "\n" for row in rows))
    told = []
    for make in (gymnasium.make, functools.partial(gymnasium.make_vec, num_envs=2)):
        policy = Failing()
        with closing(make("AsmOpt-v0", dataset=str(dataset), max_turns=2)) as env:
            records = sorted(rollout(env, policy, 3, 0, names), key=lambda one: (one.episode, one.turn))
        assert [(r.problem_id, r.c_source) for r in records] == [(n, code.format(n)) for n in names for _ in range(2)]
        told.append([(r.turn, r.verdict, r.message, r.reward, r.feedback) for r in records])
        assert any(one["feedback"].startswith("link_error") for batch in policy.seen for one in batch)
    assert told[0] == told[1]
    assert [row[1] for row in told[0]] == ["link_error", "assemble_error"] * 3


def test_importing_agents_imports_no_agent():
    """Short names cost nothing: neither an agent nor a heavy library comes in with them."""
    code = "import sys, agents, agents.policy, agents.prompt; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"torch", "transformers", "stable_baselines3", "agents.o3", "agents.zero_shot"}


@pytest.mark.parametrize("name", AGENTS)
def test_every_short_name_leads_to_an_agent(name):
    """Each value is "module:Class" of a class with the method act; read, because some need what is not installed."""
    module, _, attribute = AGENTS[name].partition(":")
    tree = ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text())
    (found,) = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == attribute)
    assert "act" in {node.name for node in found.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("raises", [True, False])
def test_the_command_line_of_an_agent_says_in_one_line_what_is_wrong(capsys, raises):
    """An agent that cannot be made and a dataset that is not there are no tracebacks."""

    def make():
        if raises:
            msg = "no gcc; install one"
            raise ToolchainError(msg)

    with pytest.raises(SystemExit) as caught:
        main(make, ["--dataset", "nowhere.jsonl"])
    assert caught.value.code == 2
    assert ("no gcc; install one" if raises else "nowhere.jsonl") in capsys.readouterr().err
