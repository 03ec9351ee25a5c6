"""Tests of agents.sb3_ppo: it learns, keeps what it learned, and answers without measuring."""

import dataclasses
import functools
import json
import os
import zipfile

import pytest

pytest.importorskip("stable_baselines3", reason="pip install -e '.[sb3]'")

from agents import sb3_ppo
from agents.sb3_ppo import SB3PPO, Edits, Settings, main, make_env, train
from asm_gym import ArgumentError, Evaluation, SandboxError, Verdict, compile_c, plan_cores
from asm_gym.env import BackendOwner
from asm_gym.evaluate import Briefing

SUM = """#include <stdio.h>
int main(void) {
    int x, sum = 0;
    while (scanf("%d", &x) == 1)
        for (int i = 0; i < 1000; i++) sum += x * i ^ (sum >> 3);
    printf("%d\\n", sum);
    return 0;
}
"""
OBSERVATION = {"c_source": SUM, "assembly": compile_c(SUM), "feedback": ""}


UNROLLED = compile_c(SUM, ("-O3", "-funroll-loops"))


class UnrolledIsFast:
    """A backend that runs nothing: one text of all pays 1."""

    def __init__(self):
        self.seen = []

    def brief(self, problem):
        assembly = OBSERVATION["assembly"]
        return Briefing(problem=problem, assembly=assembly, timeable=True, sandbox="full", cpu_model="abacus")

    def evaluate(self, problem, assembly, *, reward, seed, known=None):
        self.seen.append(problem.id)
        return Evaluation(
            problem_id=problem.id, verdict=Verdict.PASSED, tests_passed=1, tests_total=1, is_copy=False, speedup=1.0,
            speedup_low=1.0, speedup_high=1.0, null_ratio=1.0, baseline_time_s=0.02, candidate_time_s=0.02, pairs=6,
            timeable=True, reward=value(assembly), message="", warnings=(), build_s=0.01, total_s=0.1, sandbox="full",
        )  # fmt: skip

    def close(self):
        pass


def value(assembly):
    return float(assembly == UNROLLED)


def take(backend, config):
    return backend


@pytest.fixture(autouse=True)
def affinity():
    """The agent moves its process off the timing cores; the other tests get theirs back."""
    before, environment = os.sched_getaffinity(0), dict(os.environ)
    yield
    os.sched_setaffinity(0, before)
    for name in set(os.environ) - set(environment):
        del os.environ[name]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """Two problems, which are the same program."""
    path = tmp_path_factory.mktemp("sb3") / "sum.jsonl"
    tests = [{"stdin": "", "stdout": "0\n"}]
    path.write_text("".join(json.dumps({"id": name, "c_code": SUM, "tests": tests}) + "\n" for name in ("one", "two")))
    return str(path)


@pytest.fixture
def trained(dataset, tmp_path):
    """trained(steps, ...) gives the zip of a policy that learned to unroll loops."""

    def trained(steps, settings=None, seed=0, problems=("one", "two")):
        settings = settings or Settings()
        env = make_env(settings, problems, dataset=dataset)
        trained.backend = UnrolledIsFast()
        env.unwrapped.backend = BackendOwner(functools.partial(take, trained.backend), env.unwrapped.config)
        train(env, settings, tmp_path / f"{steps}.zip", steps=steps, seed=seed)
        return str(tmp_path / f"{steps}.zip")

    return trained


@pytest.mark.parametrize("seed", [0, 1])
def test_it_learns(trained, seed):
    """After a few updates the greedy policy knows the one good flag among many; before it does not."""
    settings = Settings(edits_per_episode=1)
    texts = [SB3PPO(trained(steps, settings, seed=seed)).act([OBSERVATION])[0] for steps in (0, 240)]
    assert [value(text) for text in texts] == [0.0, 1.0]


def test_the_problems_come_in_turn(trained):
    """Each chosen problem is trained on, and no other."""
    trained(24, Settings(edits_per_episode=1))
    assert set(trained.backend.seen) == {"one", "two"}
    trained(24, Settings(edits_per_episode=1), problems=("two",))
    assert set(trained.backend.seen) == {"two"}


def test_training_pays_for_the_last_text(dataset):
    """Who acts without measuring must leave a good text alone: spoiling it costs what it gained."""
    env = make_env(Settings(), dataset=dataset)
    env.unwrapped.backend = BackendOwner(functools.partial(take, UnrolledIsFast()), env.unwrapped.config)
    env.reset(seed=0)
    actions = [1 + env.edit_names.index(flag) for flag in ("-funroll-loops", "-O1")]
    assert [env.step(action)[1] for action in actions] == [1.0, -1.0]


def test_it_keeps_off_the_timing_cores(trained):
    """One thread of torch, on the cores that build."""
    SB3PPO(trained(0))
    assert sb3_ppo.torch.get_num_threads() == 1
    assert os.sched_getaffinity(0) == set(plan_cores().building)


@pytest.mark.parametrize("edits", list(Edits))
def test_a_batch_is_answered_without_measuring(trained, edits):
    """As many texts as observations, the same for the same observation, and nothing is evaluated."""
    agent = SB3PPO(trained(0, Settings(edits=edits)))
    other = OBSERVATION | {"assembly": "main:\n\tret\n"}
    texts = agent.act([OBSERVATION, other, OBSERVATION])
    assert [type(text) for text in texts] == [str] * 3
    assert texts[0] == texts[2]
    assert agent.act([]) == []
    assert trained.backend.seen == []
    assert not agent._wrapper.unwrapped.backend.is_started


def test_it_works_without_sb3_contrib(trained, monkeypatch):
    """Plain PPO trains and acts, and a masked policy says what is missing."""
    masked = trained(0)
    monkeypatch.setattr(sb3_ppo, "MaskablePPO", None)
    model = trained(24, Settings(algorithm="PPO"))
    assert isinstance(SB3PPO(model).act([OBSERVATION])[0], str)
    with pytest.raises(ArgumentError, match="MaskablePPO, which is not installed"):
        SB3PPO(masked)


def test_an_interrupted_training_is_saved(trained, monkeypatch, capsys):
    """Ctrl-C ends the training, not the program."""
    steps = iter(range(30))

    def evaluate(self, problem, assembly, **_):
        if next(steps) == 20:
            raise KeyboardInterrupt
        return original(self, problem, assembly, **_)

    original = UnrolledIsFast.evaluate
    monkeypatch.setattr(UnrolledIsFast, "evaluate", evaluate)
    assert isinstance(SB3PPO(trained(500)).act([OBSERVATION])[0], str)
    assert "stopped after" in capsys.readouterr().err


def test_a_training_that_ends_with_a_fault_is_saved(trained, monkeypatch, tmp_path):
    """What was learned in hours is not lost because the machine failed once; the fault is raised all the same."""
    steps = iter(range(30))

    def evaluate(self, problem, assembly, **_):
        if next(steps) == 20:
            msg = "the sandbox was killed"
            raise SandboxError(msg)
        return original(self, problem, assembly, **_)

    original = UnrolledIsFast.evaluate
    monkeypatch.setattr(UnrolledIsFast, "evaluate", evaluate)
    with pytest.raises(SandboxError):
        trained(500)
    assert isinstance(SB3PPO(str(tmp_path / "500.zip")).act([OBSERVATION])[0], str)


def test_the_model_is_where_it_was_asked_for(trained, tmp_path, dataset):
    """A name without an ending gets none, and a folder that is missing is made."""
    env = make_env(Settings(), dataset=dataset)
    train(env, Settings(), tmp_path / "new" / "model", steps=0)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["model"]
    assert isinstance(SB3PPO(str(tmp_path / "new" / "model")).act([OBSERVATION])[0], str)


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--problems", "popcount"], "unknown problem"),
        (["--edits-per-episode", "0"], "max_turns=0"),
        (["--dataset", "nowhere.jsonl"], "nowhere.jsonl"),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong(monkeypatch, tmp_path, capsys, arguments, part):
    """No traceback for a wrong argument, and no untrained model in place of an earlier one."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert part in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_models_of_others_are_refused(trained, tmp_path, monkeypatch):
    """A missing file, a file of another kind and a policy with other edits each say what to do."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArgumentError, match=r"model='ppo\.zip' is no file; train one: python -m agents\.sb3_ppo"):
        SB3PPO()
    (tmp_path / "text.zip").write_text("no zip")
    with pytest.raises(ArgumentError, match=r"not written by agents\.sb3_ppo"):
        SB3PPO(str(tmp_path / "text.zip"))
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("data", "{}")
    with pytest.raises(ArgumentError, match=r"not written by agents\.sb3_ppo"):
        SB3PPO(str(tmp_path / "empty.zip"))
    model = trained(0)
    settings = dataclasses.asdict(Settings()) | {"edit_names": ["-O1", "-O2"]}
    with zipfile.ZipFile(model) as old, zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        for name in old.namelist():
            text = json.dumps(settings) if name == "asm_gym.json" else old.read(name)
            archive.writestr(name, text)
    with pytest.raises(ArgumentError, match=r"trained with other passes: .*-march=native.* differ; train it again"):
        SB3PPO(str(tmp_path / "old.zip"))


@pytest.mark.parametrize("wrapper", list(Edits))
def test_the_command_trains_on_real_measurements(dataset, tmp_path, capsys, wrapper):
    """It tells about each update, and its zip is an agent."""
    model = str(tmp_path / "new.zip")
    chosen = ["--dataset", dataset, "--problems", "one", "--wrapper", wrapper, "--edits-per-episode", "2"]
    main([*chosen, "--steps", "24", "--output", model])
    said = capsys.readouterr().out
    assert "24 steps, mean reward of the last" in said
    assert f"--agent-arg model={model}" in said
    assert isinstance(SB3PPO(model).act([OBSERVATION])[0], str)
