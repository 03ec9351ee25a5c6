"""Tests of asm_gym.rewards: all expected numbers are worked by hand."""

import dataclasses
import functools
import json
import math
import pickle
import sys
import types

import numpy as np
import pytest

from asm_gym import rewards
from asm_gym.errors import ArgumentError
from asm_gym.rewards import REWARDS, Evaluation, checked_reward, needs_pass_fraction, resolve
from asm_gym.verify import Verdict

CONTRACT_KEYS = [
    "problem_id", "verdict", "tests_passed", "tests_total", "is_copy", "speedup", "speedup_low",
    "speedup_high", "null_ratio", "baseline_time_s", "candidate_time_s", "pairs", "timeable",
    "reward", "message", "warnings", "build_s", "total_s", "sandbox",
]  # fmt: skip


def evaluation(verdict=Verdict.PASSED, speedup=None, low=None, high=None, **changes):
    fields = {
        "problem_id": "p",
        "verdict": verdict,
        "tests_passed": 10 if verdict is Verdict.PASSED else 3,
        "tests_total": 10,
        "is_copy": False,
        "speedup": speedup,
        "speedup_low": low,
        "speedup_high": high,
        "null_ratio": None,
        "baseline_time_s": None,
        "candidate_time_s": None,
        "pairs": 0,
        "timeable": True,
        "reward": None,
        "message": "",
        "warnings": ("noisy",),
        "build_s": 0.01,
        "total_s": 0.02,
        "sandbox": "full",
    }
    return Evaluation(**(fields | changes))


COPY = evaluation(speedup=1.0, low=1.0, high=1.0, is_copy=True)
UNTIMEABLE = evaluation(timeable=False)
FASTER = evaluation(speedup=1.5, low=math.e**0.25, high=1.7)
SLOWER = evaluation(speedup=0.8, low=0.7, high=math.e**-0.25)
MUCH_SLOWER = evaluation(speedup=0.1, low=0.09, high=0.11)
UNSURE_FAST = evaluation(speedup=1.02, low=0.99, high=1.05)
UNSURE_SLOW = evaluation(speedup=0.98, low=0.95, high=1.01)


def failed(verdict):
    return evaluation(verdict)


CASES = [
    # evaluation, conservative, speedup_only, guided, released speedup_only, released guided
    (COPY, 0.0, 1.0, 11.0, 0.0, 1.0),
    (UNTIMEABLE, 0.0, 1.0, 11.0, 0.0, 1.0),
    (FASTER, 0.25, 1.5, 16.0, 1.5, 16.0),
    (SLOWER, -0.25, 0.8, 9.0, 0.0, 1.0),
    (MUCH_SLOWER, -0.4, 0.1, 2.0, 0.0, 1.0),
    (UNSURE_FAST, 0.0, 1.02, 11.2, 1.02, 11.2),
    (UNSURE_SLOW, 0.0, 0.98, 10.8, 0.0, 1.0),
    (failed(Verdict.WRONG_OUTPUT), -0.64, 0.0, 0.3, 0.0, 0.3),
    (failed(Verdict.RUNTIME_ERROR), -0.8, 0.0, 0.3, 0.0, -0.5),
    (failed(Verdict.TIMEOUT), -0.8, 0.0, 0.3, 0.0, -0.5),
    (failed(Verdict.OUTPUT_LIMIT), -0.8, 0.0, 0.3, 0.0, -0.5),
    (failed(Verdict.MEMORY_LIMIT), -0.8, 0.0, 0.3, 0.0, -0.5),
    (failed(Verdict.SECURITY_VIOLATION), -0.8, 0.0, 0.3, 0.0, -0.5),
    (failed(Verdict.POLICY_VIOLATION), -0.9, 0.0, -1.0, 0.0, -1.0),
    (failed(Verdict.LINK_ERROR), -0.9, 0.0, -1.0, 0.0, -1.0),
    (failed(Verdict.ASSEMBLE_ERROR), -1.0, 0.0, -1.0, 0.0, -1.0),
]
NAMES = [
    "conservative_speedup",
    "speedup_only",
    "correctness_guided_speedup",
    "supercoder_speedup_only",
    "supercoder_correctness_guided",
]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("column", range(5))
def test_every_reward_of_every_outcome(case, column):
    """Each reward function gives the number of its formula for each kind of outcome."""
    found = checked_reward(REWARDS[NAMES[column]], case[0])
    assert found == pytest.approx(case[1 + column], abs=1e-12)


def test_the_table_above_covers_everything():
    """No verdict and no registered reward is left out of the hand-worked table."""
    assert list(REWARDS) == NAMES
    assert {case[0].verdict for case in CASES} == set(Verdict)


def test_wrong_output_is_graded_by_the_tests_that_passed():
    """The conservative reward goes from -0.7 to just below -0.5, the paper's from 0 to 1."""
    none = evaluation(Verdict.WRONG_OUTPUT, tests_passed=0)
    most = evaluation(Verdict.WRONG_OUTPUT, tests_passed=9)
    absent = evaluation(Verdict.WRONG_OUTPUT, tests_passed=0, tests_total=0)
    assert rewards.conservative_speedup(none) == pytest.approx(-0.7)
    assert rewards.conservative_speedup(most) == pytest.approx(-0.52)
    assert rewards.conservative_speedup(absent) == pytest.approx(-0.7)
    assert rewards.correctness_guided_speedup(most) == pytest.approx(0.9)


def test_conservative_order_of_outcomes():
    """Any right program is worth more than any wrong one, and those are in order of severity."""
    order = [
        FASTER, COPY, SLOWER, MUCH_SLOWER, evaluation(Verdict.WRONG_OUTPUT, tests_passed=9),
        failed(Verdict.TIMEOUT), failed(Verdict.LINK_ERROR), failed(Verdict.ASSEMBLE_ERROR),
    ]  # fmt: skip
    values = [rewards.conservative_speedup(item) for item in order]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(values)


def test_conservative_pays_a_copy_nothing_whatever_its_interval():
    """A copy earns nothing even if somebody had timed it as faster."""
    assert rewards.conservative_speedup(dataclasses.replace(FASTER, is_copy=True)) == 0.0


def test_conservative_is_continuous_at_one():
    """There is no step where the interval leaves 1."""
    barely = evaluation(speedup=1.1, low=1.0 + 1e-9, high=1.2)
    assert rewards.conservative_speedup(barely) == pytest.approx(1e-9, rel=1e-3)
    assert rewards.conservative_speedup(evaluation(speedup=1.1, low=1.0, high=1.2)) == 0.0


def test_conservative_does_not_break_on_a_zero_interval():
    """A degenerate upper end gives the floor instead of an infinity."""
    assert rewards.conservative_speedup(evaluation(speedup=0.0, low=0.0, high=0.0)) == -0.4


def test_released_rewards_have_their_cliff_at_one():
    """The released code pays nothing extra at 1.0 and all of it just above."""
    at, above = evaluation(speedup=1.0), evaluation(speedup=1.001)
    assert rewards.supercoder_speedup_only(at) == 0.0
    assert rewards.supercoder_speedup_only(above) == 1.001
    assert rewards.supercoder_correctness_guided(at) == 1.0
    assert rewards.supercoder_correctness_guided(above) == pytest.approx(11.01)


def test_alpha_is_a_keyword():
    """The weight of the speed-up can be chosen, by name only."""
    fn = functools.partial(rewards.correctness_guided_speedup, alpha=2.0)
    assert checked_reward(fn, FASTER) == 4.0
    with pytest.raises(TypeError):
        rewards.correctness_guided_speedup(FASTER, 2.0)


def test_which_rewards_need_all_tests():
    """A reward that grades failures needs the fraction, the others let testing stop early."""
    assert [needs_pass_fraction(REWARDS[name]) for name in NAMES] == [
        True,
        False,
        True,
        False,
        True,
    ]


def test_unknown_rewards_count_as_needing_all_tests():
    """A function that was not marked is taken as needing the fraction; marking it changes that."""
    assert needs_pass_fraction(lambda e: 0.0) is True
    assert needs_pass_fraction(rewards.uses_pass_fraction(False)(lambda e: 0.0)) is False


@pytest.mark.parametrize("name", ["speedup_only", "supercoder_speedup_only"])
def test_rewards_that_claim_not_to_need_the_fraction_do_not(name):
    """Stopping at the first failure cannot change a reward that is marked as indifferent to it."""
    assert not needs_pass_fraction(REWARDS[name])
    for verdict in Verdict:
        values = {REWARDS[name](evaluation(verdict, 2.0, tests_passed=n)) for n in (0, 5, 9)}
        assert len(values) == 1


def test_to_dict_is_the_contract():
    """The keys come in the order of the contract, with plain JSON types."""
    found = dataclasses.replace(FASTER, code_digest="ab").to_dict()
    assert list(found) == CONTRACT_KEYS
    assert type(found["verdict"]) is str
    assert found["verdict"] == "passed"
    assert found["warnings"] == ["noisy"]
    assert found["reward"] is None
    assert json.loads(json.dumps(found)) == found


def test_evaluations_are_immutable_values():
    """An evaluation cannot be edited, and survives pickling."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        FASTER.speedup = 9.0
    assert pickle.loads(pickle.dumps(FASTER)) == FASTER


def own_module(monkeypatch, **contents):
    module = types.ModuleType("own_rewards")
    vars(module).update(contents)
    monkeypatch.setitem(sys.modules, "own_rewards", module)


def test_resolve_finds_registered_and_own_functions(monkeypatch):
    """A name is a key of REWARDS or a module and a function, nested if need be."""
    own_module(monkeypatch, mine=lambda e: 4.0, group=types.SimpleNamespace(inner=lambda e: 5.0))
    assert resolve("speedup_only") is rewards.speedup_only
    assert resolve("asm_gym.rewards:speedup_only") is rewards.speedup_only
    assert resolve("own_rewards:mine")(COPY) == 4.0
    assert resolve("own_rewards:group.inner")(COPY) == 5.0


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("speedup_onyl", "unknown reward 'speedup_onyl'"),
        ("speedup_onyl", "Did you mean 'speedup_only'?"),
        ("", "unknown reward ''"),
        ("own_rewards:", "unknown reward 'own_rewards:'"),
        (":mine", "unknown reward ':mine'"),
        ("no_such_module_here:mine", "module 'no_such_module_here' cannot be imported"),
        ("own_rewards:mime", "has no attribute 'mime'. Did you mean 'mine'?"),
        ("own_rewards:number", "is float, expected a function"),
    ],
)
def test_resolve_says_what_is_wrong(monkeypatch, name, message):
    """Each name that cannot be resolved is refused with the reason and a suggestion."""
    own_module(monkeypatch, mine=lambda e: 4.0, number=4.0)
    with pytest.raises(ArgumentError) as caught:
        resolve(name)
    assert message in str(caught.value)


@pytest.mark.parametrize("value", [1, 1.5, np.float32(1.5), np.int64(2)])
def test_checked_reward_gives_a_float(value):
    """Any finite real number is accepted and becomes a plain float."""
    found = checked_reward(lambda e: value, COPY)
    assert type(found) is float
    assert found == value


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, None, "1.0", True, 1j, [1.0]])
def test_checked_reward_refuses_what_no_learner_can_use(value):
    """Anything else is refused with the function, the value and its type."""

    def broken(evaluation):
        return value

    with pytest.raises(ArgumentError) as caught:
        checked_reward(broken, COPY)
    assert "broken" in str(caught.value)
    assert f"{value!r} ({type(value).__name__})" in str(caught.value)
