"""Tests of asm_gym.vector_env."""

import contextlib
import copy
import fcntl
import gc
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import warnings
from pathlib import Path

import gymnasium
import numpy as np
import pytest
from gymnasium.error import ClosedEnvironmentError, ResetNeeded
from gymnasium.vector import AutoresetMode, SyncVectorEnv
from gymnasium.wrappers.vector import DictInfoToList, RecordEpisodeStatistics, TransformReward

from asm_gym.env import AsmOptEnv
from asm_gym.errors import ArgumentError, ProblemError, SandboxError
from asm_gym.lanes import LANES
from asm_gym.vector_env import AsmOptVectorEnv

PROGRAM = (
    '#include <stdio.h>\nint main(void) {{ int x; return scanf("%d", &x) == 1 ? !printf("%d\\n", x + {0}) : 2; }}\n'
)
BROKEN = "int main(void) { return undeclared; }\n"
ENDLESS = ".globl main\nmain:\n\tjmp main\n"
# Nothing is timed, so equal candidates have equal rewards.
SETTINGS = {"tests_per_step": 2, "split": "all", "min_signal": 1e9}
TIMES = ("build_s", "total_s", "test_s", "timing_s", "lane_wait_s")
DTYPES = {str: np.object_, list: np.object_, bool: np.bool_, int: np.int64, float: np.float64}
LONG_S = 60.0


def write(path, programs):
    """A dataset of programs by id; program k adds k to what it reads."""
    lines = [
        {
            "id": name,
            "c_code": code,
            "tests": [{"stdin": f"{x}\n", "stdout": f"{x + k}\n"} for x in (1, 5, -7)],
        }
        for k, (name, code) in enumerate(programs.items(), 1)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return str(path)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """Four tiny programs, each adding another number to what it reads."""
    path = tmp_path_factory.mktemp("vector") / "tiny.jsonl"
    return write(path, {f"add{k}": PROGRAM.format(k) for k in range(1, 5)})


@pytest.fixture
def make(dataset):
    """Makes vector environments, and closes them at the end."""
    made = []

    def make(num_envs=3, **arguments):
        made.append(AsmOptVectorEnv(num_envs, dataset=dataset, **SETTINGS | arguments))
        return made[-1]

    yield make
    for envs in made:
        envs.close()


def at_slot(observations, i):
    """Observation of one episode."""
    return {name: texts[i] for name, texts in observations.items()}


def candidates(observations, number):
    """One action per episode: good, wrong, unusual and nonsensical texts in turn."""
    own = observations["assembly"]
    kinds = [
        lambda i: own[i],
        lambda i: own[0].replace("%d\\n", "%d"),
        lambda i: own[i].replace("\tret\n", "\tnop\n\tret\n"),
        lambda i: "nonsense",
        lambda i: own[i].replace("printf", "fork"),
    ]
    return tuple(kinds[(number + i) % len(kinds)](i) for i in range(len(own)))


def plain(value):
    """A value that can be compared: nan is equal to itself, an array differs from one of another dtype."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items() if name not in TIMES}
    if isinstance(value, np.ndarray):
        return (str(value.dtype), [plain(one) for one in value.tolist()])
    return "nan" if isinstance(value, float) and value != value else value


def outcome(result):
    """All that a call gave, in a form that can be compared."""
    return [plain(part) for part in result]


def children(pid="self"):
    """Ids of the direct child processes."""
    own = os.getpid() if pid == "self" else pid
    found = set()
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if folder.name.isdigit() and int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == own:
                found.add(int(folder.name))
    return found


def runs(pid):
    """Whether a process exists and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def episode_threads():
    """Threads that work on episodes."""
    return {thread for thread in threading.enumerate() if thread.name.startswith("asm_gym-episode")}


def eventually(condition):
    """Waits until a condition holds."""
    end_s = time.monotonic() + LONG_S
    while not condition():
        assert time.monotonic() < end_s, "it never came true"
        time.sleep(0.02)


def lock_is_free(path):
    """Whether nobody holds the lock of a file at this moment."""
    with path.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def check_that_locks_are_free():
    """Each lock is free at some moment; other processes of this machine may use them too."""
    for path in LANES.iterdir():
        eventually(lambda path=path: lock_is_free(path))


def counted(monkeypatch, envs, faults=None):
    """The texts that the backend is given; each fault is raised the first time that its text comes."""
    seen, faults = [], dict(faults or {})
    backend = envs.backend.started()
    original = backend.evaluate

    def evaluate(problem, assembly, **arguments):
        seen.append(assembly)
        if assembly in faults:
            raise faults.pop(assembly)
        return original(problem, assembly, **arguments)

    monkeypatch.setattr(backend, "evaluate", evaluate)
    return seen


# ------------------------------------------------------------------------------------------------ making one


def test_make_vec_gives_the_vector_environment_without_a_warning(dataset):
    """The registered id leads to it, and its metadata name the mode in which episodes restart."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        envs = gymnasium.make_vec("AsmOpt-v0", num_envs=3, dataset=dataset, **SETTINGS)
        observations, _ = envs.reset(seed=1)
        envs.step(observations["assembly"])
        envs.close()
    assert type(envs.unwrapped) is AsmOptVectorEnv
    assert envs.num_envs == 3
    assert envs.metadata["autoreset_mode"] is AutoresetMode.SAME_STEP
    assert envs.spec.id == "AsmOpt-v0"


def test_the_metadata_of_one_do_not_change_those_of_another(make):
    """Each object has a mode of its own; the class has the default."""
    assert make(autoreset_mode="Disabled").metadata["autoreset_mode"] is AutoresetMode.DISABLED
    assert make().metadata["autoreset_mode"] is AutoresetMode.SAME_STEP
    assert AsmOptVectorEnv.metadata["autoreset_mode"] is AutoresetMode.SAME_STEP
    assert "autoreset_mode" not in AsmOptEnv.metadata


def test_making_one_starts_nothing(make):
    """Processes and threads come with the first reset."""
    before = episode_threads()
    envs = make()
    assert not envs.backend.is_started
    assert episode_threads() == before
    envs.reset()
    assert envs.backend.is_started


def test_spaces_contain_observations_and_actions(make):
    """What comes out and what goes in are members of the batched spaces, samples can be stepped."""
    envs = make()
    observations, _ = envs.reset(seed=0)
    assert observations in envs.observation_space
    assert observations["assembly"] in envs.action_space
    actions = envs.action_space.sample()
    assert actions in envs.action_space
    observations, rewards, *_ = envs.step(actions)
    assert observations in envs.observation_space
    assert rewards.shape == (3,)
    assert at_slot(observations, 1) in envs.single_observation_space


@pytest.mark.parametrize("num_envs", [0, -1, True, 2.0, "3", None])
def test_a_number_of_environments_that_cannot_be_meant_is_refused(make, num_envs):
    """The message has the value."""
    with pytest.raises(ArgumentError, match=f"num_envs={num_envs!r}, expected an integer of 1 or more"):
        make(num_envs)


@pytest.mark.parametrize("mode", ["NextStep", AutoresetMode.NEXT_STEP])
def test_next_step_is_refused_with_the_way_out(make, mode):
    """The mode that ignores an action per episode exists only in gymnasium's own vector environments."""
    with pytest.raises(ArgumentError, match=r"'SameStep' or 'Disabled'; for 'NextStep'.*vectorization_mode='sync'"):
        make(autoreset_mode=mode)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"backend": "locl"}, r"backend='locl' is not one of local, ray.*Did you mean 'local'"),
        ({"backend": None}, "backend=None is not one of local, ray"),
        ({"autoreset_mode": "samestep"}, "autoreset_mode='samestep', expected 'SameStep' or 'Disabled'"),
        ({"max_turn": 3}, r"unknown argument 'max_turn'.*Did you mean 'max_turns'"),
        ({"num_env": 3}, "unknown argument 'num_env'"),
        ({"max_turns": 0}, "max_turns=0"),
        ({"min_pairs": 0}, "min_pairs=0"),
    ],
)
def test_unknown_and_wrong_arguments_are_refused(make, arguments, message):
    """A misspelt keyword or name is never ignored."""
    with pytest.raises(ArgumentError, match=message):
        make(**arguments)


# -------------------------------------------------------------------------------------------------- same results


@pytest.mark.parametrize("max_turns", [1, 2])
def test_results_are_those_of_single_environments(dataset, make, max_turns):
    """Seed s gives each episode what a single environment gives for s, s + 1, ..., over several episodes."""
    envs = make(max_turns=max_turns)
    singles = [AsmOptEnv(dataset, max_turns=max_turns, **SETTINGS) for _ in range(3)]
    observations, infos = envs.reset(seed=7)
    for i, single in enumerate(singles):
        observation, info = single.reset(seed=7 + i)
        assert at_slot(observations, i) == observation
        assert {name: plain(infos[name].tolist()[i]) for name in info} == {n: plain(v) for n, v in info.items()}
    verdicts = set()
    for number in range(6):
        actions = candidates(observations, number)
        observations, rewards, terminated, truncated, infos = envs.step(actions)
        for i, single in enumerate(singles):
            observation, reward, ended, cut, info = single.step(actions[i])
            verdicts.add(info["verdict"])
            assert (rewards[i], terminated[i], truncated[i]) == (reward, ended, cut)
            if ended:
                assert infos["final_obs"][i] == observation
                check_info(infos["final_info"], i, info)
                observation, info = single.reset()
            assert at_slot(observations, i) == observation
            check_info(infos, i, info)
    assert {"passed", "wrong_output", "assemble_error", "link_error"} <= verdicts
    for single in singles:
        single.close()


def check_info(infos, i, info):
    """Slot i of the arrays has exactly this info, times apart."""
    assert all(infos[f"_{name}"][i] for name in info)
    found = {name: plain(infos[name].tolist()[i]) for name in info if name not in TIMES}
    assert found == {name: plain(value) for name, value in info.items() if name not in TIMES}


@pytest.mark.parametrize("max_turns", [1, 2])
def test_results_are_those_of_a_sync_vector_environment(dataset, make, max_turns):
    """Arrays, masks, dtypes, keys, final_obs and final_info are as gymnasium makes them."""
    envs = make(max_turns=max_turns)
    model = SyncVectorEnv(
        [lambda: AsmOptEnv(dataset, max_turns=max_turns, **SETTINGS)] * 3, autoreset_mode=AutoresetMode.SAME_STEP
    )
    first = envs.reset(seed=[4, 9, 2])
    assert outcome(first) == outcome(model.reset(seed=[4, 9, 2]))
    observations = first[0]
    for number in range(5):
        actions = candidates(observations, number)
        result = envs.step(actions)
        assert outcome(result) == outcome(model.step(actions))
        observations = result[0]
    model.close()


def test_episodes_of_different_lengths_restart_alone(dataset, make):
    """Where only some episodes end, masks and final_info are gymnasium's, and the others go on."""
    envs = make(max_turns=2, autoreset_mode="SameStep")
    model = SyncVectorEnv(
        [lambda: AsmOptEnv(dataset, max_turns=2, **SETTINGS)] * 3, autoreset_mode=AutoresetMode.SAME_STEP
    )
    for both in (envs, model):
        both.reset(seed=1)
        both.step(("nonsense",) * 3)
    mask = np.array([False, True, False])
    assert outcome(envs.reset(options={"reset_mask": mask})) == outcome(model.reset(options={"reset_mask": mask}))
    result = envs.step(("more",) * 3)
    assert outcome(result) == outcome(model.step(("more",) * 3))
    assert result[2].tolist() == [True, False, True]
    assert result[4]["_final_info"].tolist() == [True, False, True]
    assert result[4]["final_obs"][1] is None
    assert result[4]["attempt"].tolist() == [0, 1, 0]
    model.close()


@pytest.mark.parametrize("max_turns", [1, 2])
def test_dtypes_of_infos_are_fixed(make, max_turns):
    """Each key has one dtype and a mask, after a reset, a failure, a pass, and within final_info."""
    envs = make(max_turns=max_turns)
    observations, infos = envs.reset(seed=0)
    example = AsmOptEnv(envs.envs[0]._dataset, **SETTINGS).reset(seed=0)[1]
    wanted = {name: np.dtype(DTYPES[type(value)]) for name, value in example.items()}
    assert {np.dtype(kind) for kind in (np.float64, np.int64, np.bool_, np.object_)} == set(wanted.values())
    seen = [infos]
    for actions in (("nonsense",) * 3, observations["assembly"]):
        *_, terminated, _, infos = envs.step(actions)
        assert ("final_info" in infos) == terminated.any() == ("_final_obs" in infos)
        seen += [infos, *([infos["final_info"]] if terminated.any() else [])]
    for infos in seen:
        assert {name: infos[name].dtype for name in wanted} == wanted
        assert all(infos[f"_{name}"].tolist() == [True] * 3 for name in wanted)
        assert all(infos[f"_{name}"].dtype == np.bool_ for name in wanted)
        extra = {"final_obs", "final_info"} & set(infos)
        assert set(infos) == {*wanted, *extra, *(f"_{name}" for name in (*wanted, *extra))}


# -------------------------------------------------------------------------------------------------- resets


def test_a_partial_reset_keeps_the_other_observations(make):
    """In the mode Disabled the caller restarts; only those that were chosen change, and only they have an info."""
    envs = make(autoreset_mode="Disabled")
    before, _ = envs.reset(seed=3)
    after, *_, infos = envs.step(("nonsense",) * 3)
    assert "final_info" not in infos
    assert after["c_source"] == before["c_source"]
    mask = np.array([True, False, True])
    options = {"reset_mask": mask, "problem_id": "add2"}
    observations, infos = envs.reset(options=options)
    assert options == {"reset_mask": mask, "problem_id": "add2"}
    assert mask.tolist() == [True, False, True]
    assert at_slot(observations, 1) == at_slot(after, 1)
    assert observations["c_source"][0] == observations["c_source"][2] == PROGRAM.format(2)
    assert observations["feedback"][0] == ""
    assert infos["_problem_id"].tolist() == mask.tolist()
    assert infos["problem_id"].tolist() == ["add2", None, "add2"]


def test_a_step_after_the_end_of_an_episode_loses_nothing(make, monkeypatch):
    """With an episode over, step raises; after its reset the same step gives all results."""
    envs = make(autoreset_mode="Disabled", max_turns=2)
    envs.reset(seed=3)
    envs.step(("one",) * 3)
    envs.reset(options={"reset_mask": np.array([True, False, True])})
    envs.step(("two",) * 3)
    seen = counted(monkeypatch, envs)
    with pytest.raises(ResetNeeded, match="over after 2 attempt"):
        envs.step(("three",) * 3)
    envs.reset(options={"reset_mask": np.array([False, True, False])})
    *_, terminated, _, infos = envs.step(("three",) * 3)
    assert terminated.tolist() == [True, False, True]
    assert infos["attempt"].tolist() == [2, 1, 2]
    assert seen == ["three"] * 3


@pytest.mark.parametrize(
    "mask",
    [
        [True, False, True],
        np.array([True, False]),
        np.array([1, 0, 1]),
        np.zeros(3, np.bool_),
        np.ones((3, 1), np.bool_),
        "all",
    ],
)
def test_a_mask_that_cannot_be_used_is_refused(make, mask):
    """The message says what a mask is; the caller's options stay as they are."""
    envs = make(autoreset_mode="Disabled")
    envs.reset(seed=0)
    options = {"reset_mask": mask}
    with pytest.raises(ArgumentError, match=r"expected an array of bool of shape \(3,\), somewhere True"):
        envs.reset(options=options)
    assert options["reset_mask"] is mask


def test_a_partial_reset_needs_a_whole_one_first(make):
    """There is no observation of an episode that was never started."""
    envs = make(autoreset_mode="Disabled")
    with pytest.raises(ArgumentError, match=r"environments \[1\] were never reset"):
        envs.reset(options={"reset_mask": np.array([True, False, True])})


def test_seeds_one_by_one(make):
    """A list has a seed or None for each; another length is refused."""
    envs = make()
    first = envs.reset(seed=5)[1]["problem_id"].tolist()
    assert envs.reset(seed=[5, 6, 7])[1]["problem_id"].tolist() == first
    assert envs.reset(seed=np.int64(5))[1]["problem_id"].tolist() == first
    assert envs.reset(seed=[5, None, 7])[1]["problem_id"].tolist()[::2] == first[::2]
    with pytest.raises(ArgumentError, match="2 seeds for 3 environments"):
        envs.reset(seed=[1, 2])


def test_unknown_reset_options_are_refused(make):
    """As in a single environment."""
    envs = make()
    with pytest.raises(ArgumentError, match=r"unknown reset option 'mask'"):
        envs.reset(options={"mask": None})


def test_step_before_reset_is_refused(make):
    """Without episodes there is nothing to step."""
    envs = make()
    with pytest.raises(ResetNeeded, match="call reset"):
        envs.step(("ret",) * 3)


@pytest.mark.parametrize("actions", [(), ("ret",), ["ret"] * 4, np.array(["ret", "ret"])])
def test_a_wrong_number_of_actions_is_refused(make, monkeypatch, actions):
    """Nothing is evaluated, and the right number works afterwards."""
    envs = make()
    envs.reset(seed=0)
    seen = counted(monkeypatch, envs)
    with pytest.raises(ArgumentError, match="actions for 3 environments; give one text for each"):
        envs.step(actions)
    assert seen == []
    assert envs.step(np.array(["a", "b", "c"]))[1].tolist() == [-1.0] * 3


def test_one_text_is_not_taken_for_a_letter_per_environment(make):
    """A text that has by chance as many letters as there are environments is a mistake."""
    envs = make()
    envs.reset(seed=0)
    with pytest.raises(ArgumentError, match="actions"):
        envs.step("ret")


def test_render(make):
    """One text per episode in the mode ansi, otherwise nothing."""
    envs = make(render_mode="ansi", max_turns=2)
    envs.reset(options={"problem_id": "add1"})
    envs.step(("nonsense",) * 3)
    assert [text.splitlines()[0] for text in envs.render()] == ["add1, attempt 1 of 2"] * 3
    assert make().render() is None


# -------------------------------------------------------------------------------------------------- wrappers


@pytest.mark.parametrize("max_turns", [1, 2])
def test_episode_statistics_are_right(make, max_turns):
    """gymnasium's RecordEpisodeStatistics counts length and return of each episode."""
    envs = RecordEpisodeStatistics(make(max_turns=max_turns))
    envs.reset(seed=0)
    for _ in range(2):
        for turn in range(max_turns):
            *_, infos = envs.step([f"nonsense{turn}"] * 3)
        assert infos["episode"]["r"].tolist() == [-1.0] * 3
        assert infos["episode"]["l"].tolist() == [max_turns] * 3
        assert infos["_episode"].tolist() == [True] * 3
    assert envs.episode_count == 6
    assert list(envs.return_queue) == [-1.0] * 6


def test_episode_statistics_of_a_partial_reset(make):
    """The wrapper still finds the mask in the options, so it starts to count anew only where an episode did."""
    envs = RecordEpisodeStatistics(make(max_turns=2, autoreset_mode="Disabled"))
    envs.reset(seed=0)
    envs.step(["one"] * 3)
    envs.reset(options={"reset_mask": np.array([True, False, False])})
    *_, infos = envs.step(["two"] * 3)
    assert infos["_episode"].tolist() == [False, True, True]
    assert infos["episode"]["l"].tolist() == [0, 2, 2]


def test_rewards_can_be_transformed(make):
    """gymnasium's TransformReward gets the array of rewards."""
    envs = TransformReward(make(), lambda rewards: rewards * 10 + 1)
    observations, _ = envs.reset(seed=0)
    rewards = envs.step((observations["assembly"][0], "nonsense", "nonsense"))[1]
    assert rewards.tolist() == [1.0, -9.0, -9.0]
    assert rewards.dtype == np.float64


def test_infos_can_be_lists(make):
    """gymnasium's DictInfoToList gives one dict per episode, final_info included."""
    envs = DictInfoToList(RecordEpisodeStatistics(make()))
    _, infos = envs.reset(seed=0)
    assert [info["attempt"] for info in infos] == [0] * 3
    *_, infos = envs.step(("nonsense",) * 3)
    assert [info["final_info"]["verdict"] for info in infos] == ["assemble_error"] * 3
    assert [info["final_obs"]["feedback"][:14] for info in infos] == ["assemble_error"] * 3
    assert [info["episode"]["r"] for info in infos] == [-1.0] * 3


# ------------------------------------------------------------------------------------------------ our own faults


def test_a_fault_in_one_environment_keeps_the_work_of_the_others(make, monkeypatch):
    """The same step once more evaluates only what failed, and gives all results."""
    envs = make()
    observations, infos = envs.reset(seed=0)
    own = observations["assembly"]
    actions = (own[0], "fails once", "nonsense")
    seen = counted(monkeypatch, envs, {"fails once": SandboxError("dead")})
    with pytest.raises(SandboxError, match="dead"):
        envs.step(actions)
    assert sorted(seen) == sorted(actions)
    with pytest.raises(ArgumentError, match=r"after \[0, 2\] had finished it: repeat it with the same texts"):
        envs.step((own[0], "fails once", "other"))
    assert sorted(seen) == sorted(actions)
    _, rewards, terminated, _, after = envs.step(list(actions))
    assert sorted(seen) == sorted([*actions, "fails once"])
    assert rewards.tolist() == [0.0, -1.0, -1.0]
    assert terminated.all()
    assert after["final_info"]["attempt"].tolist() == [1, 1, 1]
    assert after["final_info"]["problem_id"].tolist() == infos["problem_id"].tolist()
    envs.step(("anything", "else", "is usable"))


def test_what_failed_may_be_repeated_with_another_action(make, monkeypatch):
    """Only the actions of episodes that have finished the step are fixed."""
    envs = make()
    envs.reset(seed=0)
    counted(monkeypatch, envs, {"fails once": SandboxError("dead")})
    with pytest.raises(SandboxError):
        envs.step(("a", "fails once", "c"))
    assert envs.step(("a", "b", "c"))[1].tolist() == [-1.0] * 3


def test_a_reset_after_a_fault_starts_anew(make, monkeypatch):
    """What was kept of a failed step is forgotten with its episode."""
    envs = make()
    envs.reset(seed=0)
    counted(monkeypatch, envs, {"fails once": SandboxError("dead")})
    with pytest.raises(SandboxError):
        envs.step(("a", "fails once", "c"))
    observations, _ = envs.reset(seed=1)
    assert envs.step(observations["assembly"])[1].tolist() == [0.0] * 3


@pytest.mark.parametrize("fault", [ArgumentError("asked too much"), ProblemError("bad problem")])
def test_a_fault_of_an_automatic_reset_is_raised_and_the_next_step_goes_on(make, monkeypatch, fault):
    """The evaluation is kept; the same step once more only starts the next episode."""
    envs = make()
    envs.reset(seed=0)
    seen, faults, single = counted(monkeypatch, envs), [fault], envs.envs[1]
    original = single.reset

    def reset(**arguments):
        if faults:
            raise faults.pop()
        return original(**arguments)

    monkeypatch.setattr(single, "reset", reset)
    with pytest.raises(type(fault), match=str(fault)):
        envs.step(("a", "b", "c"))
    observations, rewards, *_, infos = envs.step(("a", "b", "c"))
    assert sorted(seen) == ["a", "b", "c"]
    assert rewards.tolist() == [-1.0] * 3
    assert infos["final_info"]["verdict"].tolist() == ["assemble_error"] * 3
    assert observations["feedback"] == ("", "", "")


def test_a_problem_that_cannot_be_prepared_is_passed_over(tmp_path):
    """Its error is raised once in an epoch, at the step that would start it; then the next problem comes."""
    path = write(tmp_path / "half.jsonl", {"add1": PROGRAM.format(1), "broken": BROKEN})
    envs = AsmOptVectorEnv(2, dataset=path, **SETTINGS)
    envs.reset(seed=0, options={"problem_id": "add1"})
    errors = []
    for number in range(4):
        actions = (f"a{number}", f"b{number}")
        for _ in range(4):
            try:
                *_, infos = envs.step(actions)
                break
            except ProblemError as error:
                errors.append(str(error))
        assert infos["problem_id"].tolist() == ["add1"] * 2
        assert infos["final_info"]["attempt"].tolist() == [1, 1]
    assert len(errors) >= 3
    assert all("problem broken" in error for error in errors)
    envs.close()


# ------------------------------------------------------------------------------------- the end, copies, processes


def test_close_twice_and_use_after_close(make):
    """Closing is harmless at any time; what was closed says so."""
    envs = make()
    envs.close()
    envs.close()
    envs = make()
    envs.reset(seed=0)
    envs.close()
    envs.close()
    for use in (envs.reset, lambda: envs.step(("ret",) * 3)):
        with pytest.raises(ClosedEnvironmentError, match="was closed; make another"):
            use()
    assert not envs.backend.is_started


@pytest.mark.parametrize("forget", [lambda envs: envs.close(), lambda envs: None])
def test_nothing_is_left_behind(dataset, forget):
    """After close, or when nobody refers to it any more, there is no process, no thread and no lock of it."""
    gc.collect()
    threads, processes = episode_threads(), children()
    envs = AsmOptVectorEnv(3, dataset=dataset, max_turns=2, **SETTINGS | {"min_signal": 0.0, "max_pairs": 6})
    observations, _ = envs.reset(seed=0)
    envs.step([text.replace("\tret\n", "\tnop\n\tret\n") for text in observations["assembly"]])
    started = children() - processes
    assert started
    assert episode_threads() - threads
    forget(envs)
    del envs
    gc.collect()
    eventually(lambda: not any(runs(pid) for pid in started))
    assert episode_threads() == threads
    check_that_locks_are_free()


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda envs: pickle.loads(pickle.dumps(envs))])
def test_a_copy_goes_on_with_the_same_episodes(make, duplicate):
    """A deep copy and a pickled one have the state of the original, and one backend of their own."""
    envs = make(max_turns=2)
    observations, _ = envs.reset(seed=0)
    envs.step(("nonsense",) * 3)
    other = duplicate(envs)
    assert other.backend is not envs.backend
    assert {id(env.backend) for env in other.envs} == {id(other.backend)}
    for number in range(3):
        actions = candidates(observations, number)
        result = envs.step(actions)
        assert outcome(result) == outcome(other.step(actions))
        observations = result[0]
    envs.close()
    other.step(("still", "works", "here"))
    other.close()


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda envs: pickle.loads(pickle.dumps(envs))])
def test_a_copy_keeps_a_failed_step(make, monkeypatch, duplicate):
    """What was evaluated before a fault is part of the state."""
    envs = make()
    envs.reset(seed=0)
    with monkeypatch.context() as patch:
        counted(patch, envs, {"fails once": SandboxError("dead")})
        with pytest.raises(SandboxError):
            envs.step(("a", "fails once", "c"))
    other = duplicate(envs)
    seen = counted(monkeypatch, other)
    assert other.step(("a", "fails once", "c"))[1].tolist() == [-1.0] * 3
    assert seen == ["fails once"]
    other.close()


def test_a_forked_child_can_use_it(make):
    """A child has threads and processes of its own and the same results; the parent's go on."""
    envs = make()
    observations, _ = envs.reset(seed=0)
    pid = os.fork()
    if pid == 0:
        signal.alarm(20)
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            rewards = envs.step((observations["assembly"][0], "b", "c"))[1].tolist()
            envs.close()
            os._exit(0 if rewards == [0.0, -1.0, -1.0] and not children() else 3)
        finally:
            os._exit(4)
    _, status = os.waitpid(pid, 0)
    assert status == 0, f"wait status {status} (14: it hung)"
    assert envs.step((observations["assembly"][0], "b", "c"))[1].tolist() == [0.0, -1.0, -1.0]


# ------------------------------------------------------------------------------------------------------- Ctrl-C

SCRIPT = f"""
import sys
from asm_gym.vector_env import AsmOptVectorEnv
envs = AsmOptVectorEnv(4, dataset=sys.argv[1], split="all", wall_limit_s=60.0)
envs.reset(seed=0)
print("ready", flush=True)
envs.step([{ENDLESS!r} + "# " + str(i) for i in range(4)])
"""


def endless_runs(pid):
    """Children of the supervisors of a process that have run for a while."""
    ticks = os.sysconf("SC_CLK_TCK")
    found = set()
    for supervisor in children(pid):
        for child in children(supervisor):
            with contextlib.suppress(OSError):
                user = int(Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11])
                if user / ticks > 0.4:
                    found.add(child)
    return found


def test_ctrl_c_ends_a_script_at_once(dataset):
    """A script whose candidates never end is interrupted: it says so and leaves no process and no lock."""
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, dataset], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as script:
        assert script.stdout.readline() == "ready\n"
        eventually(lambda: endless_runs(script.pid))
        supervisors = children(script.pid)
        left = supervisors | {child for pid in supervisors for child in children(pid)}
        script.send_signal(signal.SIGINT)
        try:
            _, said = script.communicate(timeout=15)
        finally:
            script.kill()
    assert script.returncode in (-signal.SIGINT, 130)
    assert said.rstrip().endswith("KeyboardInterrupt")
    assert "Exception ignored" not in said
    eventually(lambda: not any(runs(pid) for pid in left))
    check_that_locks_are_free()


def test_after_ctrl_c_it_can_be_used_again(make):
    """Who catches KeyboardInterrupt resets and goes on, with a fresh backend."""
    before = children()
    envs = make(wall_limit_s=LONG_S)
    envs.reset(seed=0)
    supervisors = set()

    def interrupt():
        with contextlib.suppress(AssertionError):
            eventually(lambda: endless_runs(os.getpid()))
        supervisors.update(children() - before)
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        envs.step([f"{ENDLESS}# {i}\n" for i in range(3)])
    thread.join()
    eventually(lambda: not any(runs(pid) for pid in supervisors))
    observations, _ = envs.reset(seed=0)
    _, rewards, terminated, *_ = envs.step((observations["assembly"][0], "b", "c"))
    assert rewards.tolist() == [0.0, -1.0, -1.0]
    assert terminated.all()
    envs.close()
    eventually(lambda: children() <= before)
    check_that_locks_are_free()


def test_after_ctrl_c_no_thread_starts_the_backend_again(make, monkeypatch):
    """When KeyboardInterrupt arrives, no thread is still about to use, and thereby to start, the backend."""
    before, envs = children(), make()
    original = envs.envs[2].reset

    def late(**arguments):
        time.sleep(0.3)
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        time.sleep(0.3)
        return original(**arguments)

    monkeypatch.setattr(envs.envs[2], "reset", late)
    with pytest.raises(KeyboardInterrupt):
        envs.reset(seed=0)
    for _ in range(10):
        time.sleep(0.1)
        assert not envs.backend.is_started
    eventually(lambda: children() <= before)
    monkeypatch.undo()
    observations, _ = envs.reset(seed=0)
    assert envs.step(observations["assembly"])[1].tolist() == [0.0] * 3


@pytest.mark.parametrize("bad", [None, 3, b"ret"])
def test_a_malformed_action_is_refused_before_anything_runs(dataset, bad):
    """One action of the wrong type is named with its place, and the other episodes have not moved."""
    with AsmOptVectorEnv(3, dataset=dataset, split="all", tests_per_step=2) as envs:
        observations, _ = envs.reset(seed=0)
        with pytest.raises(ArgumentError, match=r"actions\[1\] is .*expected assembly text"):
            envs.step([observations["assembly"][0], bad, "nonsense"])
        infos = envs.step(["nonsense"] * 3)[-1]["final_info"]
        assert infos["verdict"].tolist() == ["assemble_error"] * 3
    assert envs.closed


def test_two_threads_in_one_vector_environment_are_refused(dataset):
    """The second thread is told, and the first one's step is not disturbed."""
    with AsmOptVectorEnv(2, dataset=dataset, split="all", wall_limit_s=1.0, tests_per_step=2) as envs:
        envs.reset(seed=0)
        results = []
        loop = ".globl main\nmain:\n\tjmp main\n"
        thread = threading.Thread(target=lambda: results.append(envs.step([loop, loop])))
        thread.start()
        while not envs._busy.locked():
            time.sleep(0.01)
        with pytest.raises(ArgumentError, match="another thread is in step or reset"):
            envs.step(["nonsense"] * 2)
        thread.join()
        assert results[0][-1]["final_info"]["verdict"].tolist() == ["timeout"] * 2
