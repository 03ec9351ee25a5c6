"""What Gymnasium asks of an environment, checked on AsmOpt-v0."""

import copy
import json
import pickle
import warnings

import gymnasium
import numpy as np
import pytest
from gymnasium.envs.registration import EnvSpec
from gymnasium.error import ResetNeeded
from gymnasium.utils.env_checker import check_env
from gymnasium.vector import AsyncVectorEnv, AutoresetMode, SyncVectorEnv

import asm_gym

PROGRAM = (
    '#include <stdio.h>\nint main(void) {{ int x; return scanf("%d", &x) == 1 ? !printf("%d\\n", x + {0}) : 2; }}\n'
)
SETTINGS = {"tests_per_step": 2, "split": "all"}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """Four tiny programs, each adding another number to what it reads."""
    path = tmp_path_factory.mktemp("contract") / "tiny.jsonl"
    lines = [
        {
            "id": f"add{k}",
            "c_code": PROGRAM.format(k),
            "tests": [{"stdin": f"{x}\n", "stdout": f"{x + k}\n"} for x in (1, 5, -7)],
        }
        for k in range(1, 5)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return str(path)


@pytest.fixture
def env(dataset):
    made = gymnasium.make("AsmOpt-v0", dataset=dataset, **SETTINGS)
    yield made
    made.close()


def order(env, count, seed=None):
    """Ids of the problems of `count` episodes."""
    ids = [env.reset(seed=seed)[1]["problem_id"]]
    return ids + [env.reset()[1]["problem_id"] for _ in range(count - 1)]


def test_gymnasium_accepts_the_environment_without_a_warning(env):
    """check_env finds nothing to complain about, warnings included."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(env.unwrapped)


def test_a_spec_that_went_through_json_makes_an_equal_environment(env, dataset):
    """The spec's JSON form has all that the environment was made from."""
    again = gymnasium.make(EnvSpec.from_json(env.spec.to_json()))
    assert again.spec == env.spec
    assert again.observation_space == env.observation_space
    assert again.action_space == env.action_space
    assert again.unwrapped.config == env.unwrapped.config
    assert order(again, 3, seed=5) == order(env, 3, seed=5)
    again.close()


def test_the_spec_says_that_two_runs_may_differ(env):
    """Times are never the same twice, so the environment is registered as nondeterministic."""
    assert env.spec.nondeterministic


def test_equal_seeds_give_equal_orders(env):
    """The order of the problems depends on the seed alone."""
    first = order(env, 8, seed=3)
    assert order(env, 8, seed=3) == first
    assert any(order(env, 8, seed=seed) != first for seed in range(4, 10))


def test_every_problem_comes_once_in_an_epoch(env):
    """Problems are drawn without replacement until all were drawn."""
    ids = order(env, 8, seed=0)
    assert sorted(ids[:4]) == sorted(ids[4:]) == ["add1", "add2", "add3", "add4"]


def test_step_before_reset_is_refused(env):
    """Without an episode a step raises, with the wrapper of make and without."""
    with pytest.raises(ResetNeeded):
        env.step("ret")
    with pytest.raises(ResetNeeded, match="call reset"):
        env.unwrapped.step("ret")
    with pytest.raises(ResetNeeded, match="call reset"):
        env.unwrapped.render()


def test_step_after_the_end_is_refused(env):
    """An action that nothing could come of is not swallowed."""
    env.reset(seed=0)
    _, _, terminated, truncated, _ = env.step("nonsense")
    assert (terminated, truncated) == (True, False)
    with pytest.raises(ResetNeeded, match=r"over after 1 attempt"):
        env.step("nonsense")


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda env: pickle.loads(pickle.dumps(env))])
def test_a_copy_goes_on_with_the_same_episode(dataset, duplicate):
    """A deep copy and a pickled one have the state of the original and processes of their own."""
    env = asm_gym.env.AsmOptEnv(dataset, max_turns=2, **SETTINGS)
    observation, _ = env.reset(seed=1)
    env.step("nonsense")
    other = duplicate(env)
    env.close()
    observation_2, reward, terminated, _, info = other.step(observation["assembly"])
    assert observation_2["c_source"] == observation["c_source"]
    assert (reward, terminated, info["attempt"], info["is_copy"]) == (1.0, True, 2, True)
    assert order(other, 4) == order(env, 4)
    other.close()
    env.close()


def test_close_twice_and_before_reset(dataset):
    """Closing is harmless at any time."""
    env = asm_gym.env.AsmOptEnv(dataset, **SETTINGS)
    env.close()
    env.reset()
    env.close()
    env.close()


@pytest.mark.parametrize("vector", [SyncVectorEnv, AsyncVectorEnv])
@pytest.mark.parametrize("mode", [AutoresetMode.NEXT_STEP, AutoresetMode.SAME_STEP])
def test_vector_environments_give_the_right_texts(dataset, vector, mode):
    """Each slot shows the program of its own problem, after a reset, a step and an automatic reset."""
    envs = vector(
        [lambda: gymnasium.make("AsmOpt-v0", dataset=dataset, max_turns=2, **SETTINGS)] * 3, autoreset_mode=mode
    )
    try:
        observations, infos = envs.reset(seed=[1, 2, 3])
        check_texts(observations, infos)
        assert infos["verdict"].tolist() == [""] * 3
        for _ in range(2):
            actions = (observations["assembly"][0], observations["assembly"][0], "nonsense")
            expected = [
                "passed" if program == observations["c_source"][0] else "wrong_output"
                for program in observations["c_source"][:2]
            ]
            observations, rewards, terminated, truncated, infos = envs.step(actions)
            if not terminated.any():
                check_texts(observations, infos)
                assert infos["verdict"].tolist() == [*expected, "assemble_error"]
                assert rewards[2] == -1.0
                assert all(observations["feedback"])
        assert terminated.all()
        assert not truncated.any()
        if mode is AutoresetMode.NEXT_STEP:
            observations, rewards, terminated, truncated, infos = envs.step(("", "", ""))
            assert not terminated.any()
            assert rewards.tolist() == [0.0] * 3
        else:
            assert infos["final_info"]["attempt"].tolist() == [2, 2, 2]
        check_texts(observations, infos)
        assert observations["feedback"] == ("", "", "")
    finally:
        envs.close()


def check_texts(observations, infos):
    """Source and assembly of every slot are those of its problem, and no number's type has changed."""
    for slot in range(3):
        added = int(infos["problem_id"][slot].removeprefix("add"))
        assert observations["c_source"][slot] == PROGRAM.format(added)
        assert "main:" in observations["assembly"][slot]
        assert observations["assembly"][slot].rstrip().endswith("progbits")
    assert infos["speedup"].dtype == infos["reward"].dtype == infos["total_s"].dtype == np.float64
    assert infos["is_copy"].dtype == infos["timeable"].dtype == np.bool_
    assert infos["attempt"].dtype == infos["pairs"].dtype == np.int64
    assert all(type(warnings) is list for warnings in infos["warnings"])


def test_make_with_the_package_in_the_id(dataset):
    """The long form of the id needs no import."""
    env = gymnasium.make("asm_gym:AsmOpt-v0", dataset=dataset, **SETTINGS)
    assert env.spec.id == "AsmOpt-v0"
    env.close()


def test_making_one_starts_nothing(env):
    """Processes are started by the first reset."""
    assert not env.unwrapped.backend.is_started
    env.reset()
    assert env.unwrapped.backend.is_started
