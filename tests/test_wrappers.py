"""Tests of asm_gym.wrappers: actions and features of both wrappers, what edits pay, and what learners require."""

import functools
import json
import math
import pickle

import gymnasium
import numpy as np
import pytest
from gymnasium.envs.registration import EnvSpec
from gymnasium.error import ResetNeeded
from gymnasium.utils.env_checker import check_env

from asm_gym import edits
from asm_gym.env import BackendOwner
from asm_gym.errors import ArgumentError, SandboxError
from asm_gym.evaluate import Briefing
from asm_gym.rewards import Evaluation
from asm_gym.toolchain import compile_c
from asm_gym.verify import Verdict
from asm_gym.wrappers import FLAGS, STOP, PassWrapper, RewriteWrapper, _ranges

SUM = """#include <stdio.h>
int main(void) {
    int x, sum = 0;
    while (scanf("%d", &x) == 1)
        for (int i = 0; i < 1000; i++) sum += x * i ^ (sum >> 3);
    printf("%d\\n", sum);
    return 0;
}
"""
ADD = """int a[1024], b[1024];
int main(void) {
    for (int i = 0; i < 1024; i++) a[i] += b[i];
    return a[7];
}
"""
baseline = functools.cache(compile_c)
BOTH = pytest.mark.parametrize("wrapper", [PassWrapper, RewriteWrapper])


class Judge:
    """A backend that runs nothing: rewards come from a list, then 0; an exception in it is raised; None fails."""

    def __init__(self, rewards=()):
        self.rewards, self.seen = list(rewards), []

    def brief(self, problem):
        assembly = baseline(problem.c_code)
        return Briefing(problem=problem, assembly=assembly, timeable=True, sandbox="full", cpu_model="abacus")

    def evaluate(self, problem, assembly, *, reward, seed, known=None):
        answer = self.rewards.pop(0) if self.rewards else 0.0
        if isinstance(answer, Exception):
            raise answer
        self.seen.append(assembly)
        failed = answer is None
        speedup = None if failed else math.exp(answer)
        return Evaluation(
            problem_id=problem.id, verdict=Verdict.WRONG_OUTPUT if failed else Verdict.PASSED, tests_passed=1 - failed,
            tests_total=1, is_copy=False, speedup=speedup, speedup_low=speedup, speedup_high=speedup, null_ratio=1.0,
            baseline_time_s=0.02, candidate_time_s=0.01, pairs=6, timeable=True, reward=-0.7 if failed else answer,
            message="", warnings=("a warning",), build_s=0.01, total_s=0.1, sandbox="full",
        )  # fmt: skip

    def close(self):
        pass


def take(judge, config):
    return judge


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """Two programs with a loop each."""
    path = tmp_path_factory.mktemp("wrappers") / "loops.jsonl"
    lines = [
        {"id": "sum", "c_code": SUM, "tests": [{"stdin": "", "stdout": "0\n"}]},
        {"id": "add", "c_code": ADD, "tests": [{"stdin": "", "stdout": ""}]},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return str(path)


@pytest.fixture
def make(dataset):
    """make(wrapper, rewards, ...) gives a wrapper over an environment with a judge; `env.judge` is it."""

    def make(wrapper, rewards=(), *, env_arguments=None, **arguments):
        inner = gymnasium.make("AsmOpt-v0", **{"dataset": dataset, "max_turns": 8} | (env_arguments or {}))
        judge = Judge(rewards)
        inner.unwrapped.backend = BackendOwner(functools.partial(take, judge), inner.unwrapped.config)
        env = wrapper(inner, **arguments)
        env.judge = judge
        return env

    return make


def action(env, name):
    return 1 + env.edit_names.index(name)


def feature(env, observation, name):
    return float(observation[env.feature_names.index(name)])


def start(env, problem_id="sum", seed=0):
    return env.reset(seed=seed, options={"problem_id": problem_id})[0]


# --------------------------------------------------------------------------------------------------- gymnasium and SB3


@BOTH
@pytest.mark.filterwarnings("ignore:.*is different from the unwrapped version")
def test_gymnasiums_checker_is_content(make, wrapper):
    """check_env finds nothing, warnings included, beyond that there is a wrapper."""
    check_env(make(wrapper), skip_render_check=True)


@BOTH
def test_the_checker_of_stable_baselines3_is_content(make, wrapper):
    """SB3's check_env finds nothing, warnings included."""
    checker = pytest.importorskip("stable_baselines3.common.env_checker")
    checker.check_env(make(wrapper))


@BOTH
def test_it_can_be_pickled_in_an_episode(make, wrapper):
    """A copy goes on where the original is."""
    env = make(wrapper)
    start(env)
    chosen = np.flatnonzero(env.action_masks())[-1]
    env.step(chosen)
    again = pickle.loads(pickle.dumps(env))
    assert np.array_equal(again.action_masks(), env.action_masks())
    assert np.array_equal(again.step(STOP)[0], env.step(STOP)[0])


@pytest.mark.parametrize(
    ("wrapper", "arguments"),
    [(PassWrapper, {"flags": ("-O1", "-O2")}), (RewriteWrapper, {"kinds": ("swap", "delete"), "ranges": 3})],
)
def test_its_spec_survives_json(make, wrapper, arguments):
    """gym.make builds the same wrapper from the specification as JSON."""
    env = make(wrapper, edits_per_episode=2, open_loop=True, **arguments)
    again = gymnasium.make(EnvSpec.from_json(env.spec.to_json()))
    assert type(again) is wrapper
    assert (again.edit_names, again.edits_per_episode, again.open_loop) == (env.edit_names, 2, True)


def make_pass_wrapper(dataset):
    env = gymnasium.make("AsmOpt-v0", dataset=dataset, max_turns=2)
    return PassWrapper(env, edits_per_episode=2, flags=["-O1", "-Os"])


@pytest.mark.parametrize("kind", ["DummyVecEnv", pytest.param("SubprocVecEnv", marks=pytest.mark.slow)])
def test_vector_environments_of_stable_baselines3(dataset, kind):
    """Two environments side by side reset, evaluate for real and tell their masks."""
    vec_env = pytest.importorskip("stable_baselines3.common.vec_env")
    envs = getattr(vec_env, kind)([lambda: make_pass_wrapper(dataset)] * 2)
    try:
        assert envs.reset().shape == (2, *envs.observation_space.shape)
        _, rewards, dones, infos = envs.step([1, STOP])
        assert dones.tolist() == [False, True]
        assert [info["edit"] for info in infos] == ["-O1", "stop"]
        assert (infos[0]["verdict"], infos[0]["problem_id"] in ("sum", "add")) == ("passed", True)
        assert rewards[1] == 0.0
        assert [mask.tolist() for mask in envs.env_method("action_masks")] == [[True, False, True], [True] * 3]
    finally:
        envs.close()


# ---------------------------------------------------------------------------------------------------- what edits pay


def test_rewards_add_up_to_the_best_and_failures_are_taken_back(make):
    """A failing flag is not in the text that the next one changes, and an edit pays its improvement over the best."""
    env = make(PassWrapper, [0.2, None, 0.5, 0.1], edits_per_episode=4)
    start(env)
    steps = [env.step(action(env, flag)) for flag in ("-funroll-loops", "-O1", "-Os", "-fno-ivopts")]
    assert [step[1] for step in steps] == pytest.approx([0.2, 0.0, 0.3, 0.0])
    assert [step[2] for step in steps] == [False, False, False, True]
    assert env.judge.seen[1] == compile_c(SUM, ("-O3", "-funroll-loops", "-O1"))
    assert env.judge.seen[2] == compile_c(SUM, ("-O3", "-funroll-loops", "-Os"))
    assert steps[1][4]["assembly_now"] == env.judge.seen[0]
    assert [feature(env, step[0], "outcome") for step in steps] == [1.0, -1.0, 1.0, 1.0]
    speedups = [feature(env, step[0], "log_speedup") * math.log(16) for step in steps]
    assert speedups == pytest.approx([0.2, 0.2, 0.5, 0.1], abs=1e-6)


def test_in_open_loop_rewards_add_up_to_the_last(make):
    """Nothing is taken back, nothing measured is seen, and each edit pays the difference to the one before."""
    env = make(PassWrapper, [0.2, None, 0.5], edits_per_episode=4, open_loop=True)
    start(env)
    steps = [env.step(action(env, flag)) for flag in ("-funroll-loops", "-O1", "-Os")]
    assert [step[1] for step in steps] == pytest.approx([0.2, -0.9, 1.2])
    assert env.judge.seen[2] == compile_c(SUM, ("-O3", "-funroll-loops", "-O1", "-Os"))
    assert {feature(env, step[0], name) for step in steps for name in ("outcome", "log_speedup")} == {0.0}
    steps[2][4]["warnings"].clear()  # what one step returned is the caller's
    _, reward, terminated, _, info = env.step(STOP)
    assert (reward, terminated, info["edit"], info["attempt"]) == (0.0, True, "stop", 3)
    assert info["warnings"] == ["a warning"]


@BOTH
def test_stopping_at_once_pays_nothing(make, wrapper):
    """The baseline stays, and nothing is evaluated."""
    env = make(wrapper)
    start(env)
    _, reward, terminated, truncated, info = env.step(STOP)
    assert (reward, terminated, truncated, env.judge.seen) == (0.0, True, False, [])
    assert info["assembly_now"] == baseline(SUM)


def test_an_edit_that_changes_nothing_is_not_evaluated(make):
    """The same flag again, and a flag without effect, count as actions and cost no run."""
    env = make(PassWrapper, edits_per_episode=3, flags=("-O1", "-O3"))
    start(env)
    assert env.action_masks().tolist() == [True, True, True]
    env.step(action(env, "-O3"))
    assert env.action_masks().tolist() == [True, True, False]
    assert env.judge.seen == []
    env.step(action(env, "-O1"))
    *_, terminated, _, _ = env.step(action(env, "-O1"))
    assert (len(env.judge.seen), terminated) == (1, True)


def test_a_fault_of_ours_undoes_the_step(make):
    """The step can be repeated with the same action."""
    env = make(PassWrapper, [SandboxError("the supervisor died"), 0.3])
    start(env)
    with pytest.raises(SandboxError):
        env.step(action(env, "-O1"))
    assert env.action_masks()[action(env, "-O1")]
    assert env.step(action(env, "-O1"))[1] == pytest.approx(0.3)


# --------------------------------------------------------------------------------------------------------------- misuse


@pytest.mark.parametrize(
    ("wrapper", "arguments", "message"),
    [
        (PassWrapper, {"edits_per_episode": 0}, "edits_per_episode=0"),
        (PassWrapper, {"edits_per_episode": 9}, "max_turns=8, expected at least edits_per_episode=9"),
        (PassWrapper, {"env_arguments": {"show_assembly": False}}, "show_assembly=False"),
        (PassWrapper, {"flags": ()}, r"flags=\[\], expected one or more"),
        (PassWrapper, {"flags": ("-O1", "-O1")}, "each once"),
        (RewriteWrapper, {"kinds": ("swop",)}, "'swop'.*Did you mean 'swap'"),
        (RewriteWrapper, {"kinds": ()}, "unknown kind"),
        (RewriteWrapper, {"ranges": 0}, "ranges=0"),
    ],
)
def test_wrong_arguments_are_refused(make, wrapper, arguments, message):
    """The message has the argument and its value."""
    with pytest.raises(ArgumentError, match=message):
        make(wrapper, **arguments)


def test_other_environments_are_refused():
    """Only AsmOpt-v0 has assembly to edit."""
    with pytest.raises(ArgumentError, match="CartPole"):
        PassWrapper(gymnasium.make("CartPole-v1"))


def test_episodes_begin_and_end(make):
    """Stepping without an episode, after its end, or with an unknown action says what to do."""
    env = make(PassWrapper)
    with pytest.raises(ResetNeeded, match="call reset"):
        env.step(STOP)
    with pytest.raises(ResetNeeded, match="call reset"):
        env.action_masks()
    start(env)
    with pytest.raises(ArgumentError, match=f"the action is 99, expected 0 .stop. to {len(FLAGS)}"):
        env.step(99)
    env.step(STOP)
    with pytest.raises(ResetNeeded, match="over after 0 action"):
        env.step(STOP)


# ------------------------------------------------------------------------------------------------------ single wrappers


def test_flags_that_gcc_does_not_know_are_masked(make):
    """They cannot be chosen, and choosing them all the same does nothing."""
    env = make(PassWrapper, flags=("-O1", "-fno-such-flag"))
    start(env)
    assert env.action_masks().tolist() == [True, True, False]
    assert env.step(2)[4]["assembly_now"] == baseline(SUM)


def test_flags_that_do_not_compile_the_program_do_nothing(make):
    """A known flag under which gcc refuses the program leaves the text as it is."""
    env = make(PassWrapper, flags=("-std=c89", "-O1"))
    start(env)  # a declaration in a for statement is no C89
    assert env.action_masks().all()
    assert env.step(1)[4]["assembly_now"] == baseline(SUM)
    assert env.step(2)[4]["assembly_now"] == compile_c(SUM, ("-O3", "-O1"))


@pytest.mark.parametrize("count", [0, 1, 2, 5, 8, 80])
def test_ranges_cut_the_places_in_parts_that_double(count):
    """Each place is in one range, and each range is at most as long as those before it together, and one."""
    text = "main:\n" + "\taddl\t$1, %eax\n" * count + "\tret\n"
    ranges = _ranges(text, edits.Rewrite.REPLACE_OPERAND, 4)
    lengths = [len(one) for one in ranges]
    assert sorted(sum(ranges, ())) == list(range(1, count + 1))
    assert lengths[0] == math.ceil(count / 8)
    assert all(lengths[i] <= sum(lengths[:i]) for i in range(1, 4))


def test_the_first_range_is_the_hottest():
    """No place of a later range is in a deeper loop."""
    text = baseline(SUM)
    heat = edits.heat(text.splitlines())
    ranges = _ranges(text, edits.Rewrite.DELETE, 4)
    coldest, hottest = [min(heat[i] for i in one) for one in ranges], [max(heat[i] for i in one) for one in ranges]
    assert all(coldest[i] >= hottest[i + 1] for i in range(3))
    assert coldest[0] > hottest[3]


def test_a_rewrite_changes_one_place_of_its_range(make):
    """A deletion takes away one line, which its range has."""
    env = make(RewriteWrapper)
    start(env)
    before = baseline(SUM).splitlines()
    after = env.step(action(env, "delete/0"))[4]["assembly_now"].splitlines()
    first = next(i for i, (a, b) in enumerate(zip(before, [*after, ""], strict=True)) if a != b)
    assert before[:first] + before[first + 1 :] == after
    assert first in _ranges(baseline(SUM), edits.Rewrite.DELETE, 4)[0]


@BOTH
def test_equal_seeds_give_equal_episodes(make, wrapper):
    """The same seed and actions give the same texts."""
    texts = []
    for _ in range(2):
        env = make(wrapper)
        start(env, seed=5)
        rng = np.random.default_rng(1)
        texts.append([env.step(rng.choice(np.flatnonzero(env.action_masks()[1:])) + 1)[4] for _ in range(8)])
    assert [info["assembly_now"] for info in texts[0]] == [info["assembly_now"] for info in texts[1]]
    assert len({info["assembly_now"] for info in texts[0]}) > 4


# -------------------------------------------------------------------------------------------------- features, compose


@BOTH
def test_features_stay_within_their_bounds(make, wrapper):
    """On bundled programs, in every step, whatever is done to them."""
    env = make(wrapper, [3.0, -3.0, 9.0], env_arguments={"dataset": "bundled"})
    rng = np.random.default_rng(0)
    for problem_id in ("fft", "morton_codes", "stencil_2d"):
        observation = start(env, problem_id)
        for _ in range(8):
            assert observation in env.observation_space
            observation, *_ = env.step(rng.choice(np.flatnonzero(env.action_masks()[1:])) + 1)
        assert observation in env.observation_space


def test_features_tell_programs_and_flags_apart(make):
    """Vectors, loops and the flags so far are seen."""
    env = make(PassWrapper)
    vector, loop = start(env, "add"), start(env, "sum")
    assert feature(env, vector, "vector_width_hottest") == 0.25
    assert feature(env, loop, "vector_width_hottest") == 0.0
    assert feature(env, loop, "multiply_hot_share") + feature(env, loop, "other_hot_share") > 0.1
    start(env, "add")
    scalar = env.step(action(env, "-fno-tree-vectorize"))[0]
    assert feature(env, scalar, "vector_width_hottest") == 0.0
    assert (feature(env, vector, "has -fno-tree-vectorize"), feature(env, scalar, "has -fno-tree-vectorize")) == (0, 1)
    assert feature(env, scalar, "step") == 1 / 8


def test_composing_edits_as_an_episode_does_and_evaluates_nothing(make):
    """The same actions give the same text, features and masks, and the episode at hand goes on untouched."""
    env = make(PassWrapper, open_loop=True, edits_per_episode=3)
    flags = ["-funroll-loops", "-O1", "-fno-ivopts"]
    seen = [start(env)]
    for flag in flags:
        observation, *_, info = env.step(action(env, flag))
        seen.append(observation)
    evaluated, plan, composed = len(env.judge.seen), iter(flags), []

    def choose(features, mask):
        composed.append(features)
        assert mask.sum() == 1 + len(FLAGS) - (len(composed) - 1)
        return action(env, next(plan))

    text = env.compose({"c_source": SUM, "assembly": baseline(SUM), "feedback": ""}, choose)
    assert text == info["assembly_now"]
    assert np.array_equal(composed, seen[:3])
    assert len(env.judge.seen) == evaluated == 3
    assert env.compose({"c_source": ADD, "assembly": "main:\n", "feedback": ""}, lambda *_: STOP) == "main:\n"


def test_composed_rewrites_depend_on_the_seed_alone(make):
    """Equal seeds give equal texts, other seeds others."""
    env = make(RewriteWrapper, open_loop=True)
    observation = {"c_source": SUM, "assembly": baseline(SUM), "feedback": ""}
    texts = [env.compose(observation, lambda *_: action(env, "delete/3"), seed=seed) for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]
    assert len(texts[0].splitlines()) == len(baseline(SUM).splitlines()) - 8
