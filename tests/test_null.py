"""The null test: where there is no difference in speed, none is found, and none is paid."""

import statistics

import numpy as np
import pytest

from asm_gym.datasets import load
from asm_gym.resolution import NULL_SUFFIX
from asm_gym.rewards import conservative_speedup
from asm_gym.toolchain import compile_c


def null_results(evaluator, problems, variants):
    """Evaluations of candidates of other machine code and the same speed."""
    return [
        evaluator.evaluate(
            problem,
            evaluator.prepare(problem).assembly + NULL_SUFFIX + "\tnop\n" * variant,
            reward=conservative_speedup,
            seed=variant,
        )
        for problem in problems
        for variant in range(variants)
    ]


def test_equal_speed_is_not_paid(evaluator):
    """A few problems: the bounds are wide because a busy machine runs this, the slow test has those that count."""
    problems = [problem for problem in load("bundled") if problem.id in {"bigint_factorial", "crc32", "matmul"}]

    results = null_results(evaluator, problems, 2)

    assert [result.verdict for result in results] == ["passed"] * 6
    assert not any(result.is_copy for result in results)
    assert statistics.median(abs(result.speedup - 1) for result in results) <= 0.02
    assert abs(statistics.mean(result.reward for result in results)) <= 0.01


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: "# a comment\n" + text, id="comment"),
        pytest.param(lambda text: text.replace("\t", "   "), id="spaces"),
        pytest.param(lambda text: text.replace(".L", ".Lother"), id="labels"),
        pytest.param(lambda text: text.replace("\n", "\n\n"), id="blank lines"),
        pytest.param(lambda text: text.replace("\t.ident", "#\t.ident"), id="ident"),
    ],
)
def test_another_text_of_the_same_code_is_a_copy(evaluator, change):
    """What does not change the machine code is worth exactly 1.0 and is not timed."""
    problem = next(one for one in load("bundled") if one.id == "edit_distance")

    result = evaluator.evaluate(problem, change(compile_c(problem.c_code)), reward=conservative_speedup)

    assert (result.is_copy, result.speedup, result.speedup_low, result.speedup_high) == (True, 1.0, 1.0, 1.0)
    assert (result.pairs, result.reward) == (0, 0)


@pytest.mark.slow
def test_null_figures_of_all_problems(evaluator):
    """All bundled problems, five variants of each: the figures that the README promises."""
    results = null_results(evaluator, load("bundled"), 5)
    deviations = [abs(result.speedup - 1) for result in results]

    assert np.quantile(deviations, 0.5) <= 0.005
    assert np.quantile(deviations, 0.9) <= 0.02
    assert statistics.mean(result.speedup_low > 1 for result in results) <= 0.06
    assert abs(statistics.mean(result.reward for result in results)) <= 0.01
