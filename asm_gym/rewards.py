"""What one evaluation found, and the functions that turn it into a reward.

A reward is a plain function of the Evaluation. `conservative_speedup` is the default: it pays only
for what the interval of the measurement proves. The others are those of "Improving Assembly Code
Performance with LLMs via Reinforcement Learning" (arXiv 2505.11480) and of the code that was
released with it, kept so that its results can be reproduced.
"""

import dataclasses
import importlib
import math
import numbers
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from asm_gym.errors import ArgumentError, did_you_mean
from asm_gym.verify import Verdict

_AnyReward = TypeVar("_AnyReward", bound=Callable[..., float])

COST_FIELDS: Final = ("test_s", "timing_s", "lane_wait_s", "cpu_model")
"""Fields of an Evaluation that `info` has and `Evaluation.to_dict` has not."""
_UNLISTED = ("code_digest", *COST_FIELDS)
_FRACTION_ATTRIBUTE = "uses_pass_fraction"
_NOT_BUILT = (Verdict.ASSEMBLE_ERROR, Verdict.LINK_ERROR, Verdict.POLICY_VIOLATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything that is known about one candidate on one problem.

    Attributes:
        problem_id: The problem.
        verdict: How far the candidate came.
        tests_passed: Tests with the right output and exit status.
        tests_total: Tests that the candidate had to pass.
        is_copy: Whether the assembled object equals the baseline's. A copy is tested, not timed.
        speedup: Time of the baseline over time of the candidate; above 1 the candidate is faster.
            None where nothing was timed.
        speedup_low: Lower end of its 95 % interval, or None.
        speedup_high: Upper end of its 95 % interval, or None.
        null_ratio: The baseline against itself, from the same runs; 1 on a quiet machine. None
            where nothing was timed.
        baseline_time_s: Time of the baseline, summed over the timing inputs, in seconds, or None.
        candidate_time_s: The same for the candidate, or None.
        pairs: Pairs of timed runs; 0 where nothing was timed.
        timeable: Whether the baseline runs long enough to be timed on this problem.
        reward: Value of the reward function, or None where none was asked for.
        message: One paragraph about what went wrong, or empty.
        warnings: What casts doubt on the figures.
        build_s: Seconds for assembling, checking and linking.
        total_s: Seconds of work for the whole evaluation; `lane_wait_s` is not in it.
        sandbox: Level of protection that was in force.
        code_digest: SHA-256, in hexadecimal, of the assembled object in canonical form; None where
            it did not assemble.
        test_s: Seconds for drawing and running tests.
        timing_s: Seconds for measuring.
        lane_wait_s: Seconds that were spent waiting for a timing core; not part of `total_s`.
        cpu_model: Processor on which baseline and candidate ran.

    The last five are not part of `to_dict`.
    """

    problem_id: str
    verdict: Verdict
    tests_passed: int
    tests_total: int
    is_copy: bool
    speedup: float | None
    speedup_low: float | None
    speedup_high: float | None
    null_ratio: float | None
    baseline_time_s: float | None
    candidate_time_s: float | None
    pairs: int
    timeable: bool
    reward: float | None
    message: str
    warnings: tuple[str, ...]
    build_s: float
    total_s: float
    sandbox: str
    code_digest: str | None = None
    test_s: float = 0.0
    timing_s: float = 0.0
    lane_wait_s: float = 0.0
    cpu_model: str = ""

    @property
    def pass_fraction(self) -> float:
        """Share of the tests that passed, 0 to 1; 0 where there were none."""
        return self.tests_passed / self.tests_total if self.tests_total else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Returns the fields for JSON, in order: absent is None, the verdict its plain string."""
        data = {name: getattr(self, name) for name in LISTED_FIELDS}
        data["verdict"] = self.verdict.value
        data["warnings"] = list(self.warnings)
        return data


LISTED_FIELDS: Final = tuple(field.name for field in dataclasses.fields(Evaluation) if field.name not in _UNLISTED)
"""Keys of `Evaluation.to_dict`, in order."""

RewardFn = Callable[[Evaluation], float]
"""A reward: any function of an Evaluation that gives a finite float."""


def uses_pass_fraction(used: bool) -> Callable[[_AnyReward], _AnyReward]:
    """Marks a reward function as depending, or not, on how many tests passed.

    An evaluation of a reward that does not may stop at the first failed test. Unmarked functions
    count as depending on it.

    Args:
        used: Whether the reward of a failed candidate depends on `tests_passed`.
    """

    def mark(fn: _AnyReward) -> _AnyReward:
        setattr(fn, _FRACTION_ATTRIBUTE, used)
        return fn

    return mark


def needs_pass_fraction(fn: RewardFn) -> bool:
    """Whether all tests must run even after one has failed; True for functions not marked."""
    return bool(getattr(fn, _FRACTION_ATTRIBUTE, True))


@uses_pass_fraction(True)
def conservative_speedup(evaluation: Evaluation) -> float:
    """The default: the logarithm of the speed-up that the interval proves, and staged failures.

    | verdict | reward |
    |---|---|
    | passed, speedup_low > 1 | log(speedup_low) |
    | passed, speedup_high < 1 | max(log(speedup_high), -0.4) |
    | passed otherwise, copies and problems too short to time too | 0 |
    | wrong_output | -0.7 + 0.2 * passed / total |
    | other failures at run time | -0.8 |
    | link_error, policy_violation | -0.9 |
    | assemble_error | -1 |

    Equal code earns nothing and noise earns nothing: the interval must exclude 1. The slowest right
    program (-0.4) is worth more than the best wrong one.
    """
    match evaluation.verdict:
        case Verdict.PASSED:
            return _proven_log_speedup(evaluation)
        case Verdict.WRONG_OUTPUT:
            return -0.7 + 0.2 * evaluation.pass_fraction
        case Verdict.ASSEMBLE_ERROR:
            return -1.0
        case Verdict.LINK_ERROR | Verdict.POLICY_VIOLATION:
            return -0.9
    return -0.8


def _proven_log_speedup(evaluation: Evaluation) -> float:
    low, high = evaluation.speedup_low, evaluation.speedup_high
    if evaluation.is_copy or low is None or high is None:
        return 0.0
    if low > 1.0:
        return math.log(low)
    if high < 1.0:
        return max(math.log(high), -0.4) if high > 0.0 else -0.4
    return 0.0


@uses_pass_fraction(False)
def speedup_only(evaluation: Evaluation) -> float:
    """The paper's "speedup only" reward: the speed-up if all tests pass, otherwise 0.

    A speed-up that was not measured counts as 1.

    Source: arXiv 2505.11480, reward design; docstring of the released `design2`.
    """
    return _speedup_or_one(evaluation) if evaluation.verdict is Verdict.PASSED else 0.0


@uses_pass_fraction(True)
def correctness_guided_speedup(evaluation: Evaluation, *, alpha: float = 10.0) -> float:
    """The paper's "correctness guided speedup" reward.

    -1 if the text does not assemble or link (or is refused by the instruction policy, which stands
    before linking here), passed / total if a test fails, 1 + alpha * speedup if all pass. A
    speed-up that was not measured counts as 1.

    Args:
        evaluation: What was found.
        alpha: Weight of the speed-up; 10 is the constant of the released code.

    Source: arXiv 2505.11480, reward design; `q_val` of the released `design1`.
    """
    if evaluation.verdict in _NOT_BUILT:
        return -1.0
    if evaluation.verdict is not Verdict.PASSED:
        return evaluation.pass_fraction
    return 1.0 + alpha * _speedup_or_one(evaluation)


@uses_pass_fraction(False)
def supercoder_speedup_only(evaluation: Evaluation) -> float:
    """What the released code does for "speedup only" (`design2`, its training default).

    0 for a copy, 0 unless all tests pass, the speed-up if it is above 1.0, otherwise 0. The step at
    1.0 pays about 1 for noise on code of equal speed; that is the released behaviour. There a copy
    is text equal to the baseline's after stripping, which deleting the tabs evades; here it is
    `is_copy`, which compares the assembled objects.

    Source: github.com/Anjiang-Wei/SuperCoder, verl/verl/utils/reward_score.
    """
    if evaluation.is_copy or evaluation.verdict is not Verdict.PASSED:
        return 0.0
    speedup = _speedup_or_one(evaluation)
    return speedup if speedup > 1.0 else 0.0


@uses_pass_fraction(True)
def supercoder_correctness_guided(evaluation: Evaluation) -> float:
    """What the released code does for "correctness guided speedup" (`design1`).

    | event | reward |
    |---|---|
    | copy | 1 |
    | no assembly or no link (policy_violation here too) | -1 |
    | a test crashes, times out or exits with another status | -0.5 |
    | a test has a wrong output | passed / total |
    | all pass, speed-up 1.0 or less, or nothing could be timed | 1 |
    | all pass, speed-up above 1.0 | 1 + 10 * speedup |

    The step of more than 10 at 1.0 is the released behaviour. There a copy is text equal to the
    baseline's after stripping, and is not run; here it is `is_copy`, which compares the assembled
    objects. Limits and filters that the released code lacks count as crashes.

    Source: github.com/Anjiang-Wei/SuperCoder, verl/verl/utils/reward_score.
    """
    if evaluation.is_copy:
        return 1.0
    if evaluation.verdict in _NOT_BUILT:
        return -1.0
    if evaluation.verdict is Verdict.WRONG_OUTPUT:
        return evaluation.pass_fraction
    if evaluation.verdict is not Verdict.PASSED:
        return -0.5
    speedup = _speedup_or_one(evaluation)
    return 1.0 + 10.0 * speedup if speedup > 1.0 else 1.0


def _speedup_or_one(evaluation: Evaluation) -> float:
    return 1.0 if evaluation.speedup is None else evaluation.speedup


REWARDS: dict[str, RewardFn] = {
    "conservative_speedup": conservative_speedup,
    "speedup_only": speedup_only,
    "correctness_guided_speedup": correctness_guided_speedup,
    "supercoder_speedup_only": supercoder_speedup_only,
    "supercoder_correctness_guided": supercoder_correctness_guided,
}
"""Reward functions by name."""


def resolve(name: str) -> RewardFn:
    """Finds a reward function.

    Args:
        name: A key of REWARDS, or "module:function" for one of your own; the module must be
            importable, and the function may be an attribute of an attribute ("module:a.b").

    Raises:
        ArgumentError: If there is no such name, module or attribute, or if it cannot be called.
    """
    if name in REWARDS:
        return REWARDS[name]
    module_name, colon, attribute = name.partition(":")
    if not (module_name and colon and attribute):
        msg = (
            f"unknown reward {name!r}, expected {', '.join(REWARDS)} or 'module:function'.{did_you_mean(name, REWARDS)}"
        )
        raise ArgumentError(msg)
    try:
        found: Any = importlib.import_module(module_name)
    except ImportError as error:
        msg = f"reward {name!r}: module {module_name!r} cannot be imported: {error}"
        raise ArgumentError(msg) from error
    for part in attribute.split("."):
        if not hasattr(found, part):
            hint = did_you_mean(part, dir(found))
            msg = f"reward {name!r}: {module_name!r} has no attribute {attribute!r}.{hint}"
            raise ArgumentError(msg)
        found = getattr(found, part)
    if not callable(found):
        msg = f"reward {name!r} is {type(found).__name__}, expected a function of an Evaluation"
        raise ArgumentError(msg)
    fn: RewardFn = found
    return fn


def checked_reward(fn: RewardFn, evaluation: Evaluation) -> float:
    """Applies a reward function and refuses a value that no learner could use.

    Args:
        fn: The reward function.
        evaluation: Its argument.

    Returns:
        The reward as a finite float.

    Raises:
        ArgumentError: If the value is not a finite real number; the message has the value.
    """
    value: object = fn(evaluation)
    if isinstance(value, numbers.Real) and not isinstance(value, bool) and math.isfinite(reward := float(value)):
        return reward
    name = getattr(fn, "__qualname__", repr(fn))
    msg = (
        f"reward {name} returned {value!r} ({type(value).__name__}) for verdict"
        f" {evaluation.verdict.value}; it must return a finite float"
    )
    raise ArgumentError(msg)
