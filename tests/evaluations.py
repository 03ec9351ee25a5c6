"""Evaluations as tests need them."""

from asm_gym.rewards import Evaluation
from asm_gym.verify import Verdict

DEFAULTS = {
    "problem_id": "p", "verdict": Verdict.PASSED, "tests_passed": 3, "tests_total": 3, "is_copy": False,
    "speedup": None, "speedup_low": None, "speedup_high": None, "null_ratio": None, "baseline_time_s": None,
    "candidate_time_s": None, "pairs": 0, "timeable": True, "reward": None, "message": "", "warnings": (),
    "build_s": 0.0, "total_s": 0.0, "sandbox": "full",
}  # fmt: skip


def timed(speedup, low=None, high=None, **values):
    """A passing evaluation with a speedup, and an interval of 1 % to both sides unless one is given."""
    low, high = low or speedup * 0.99, high or speedup * 1.01
    return Evaluation(**DEFAULTS | {"speedup": speedup, "speedup_low": low, "speedup_high": high, "pairs": 6} | values)


def failed(verdict, **values):
    """An evaluation that did not pass."""
    return Evaluation(**DEFAULTS | {"verdict": verdict, "tests_passed": 0} | values)


def copied(**values):
    """A copy of the baseline."""
    return timed(1.0, 1.0, 1.0, is_copy=True, **{"pairs": 0} | values)


def untimed(**values):
    """A pass on a problem that is too brief to be timed."""
    return Evaluation(**DEFAULTS | {"timeable": False} | values)
