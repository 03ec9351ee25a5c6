"""Steps of a vector environment by number of episodes and kind of candidate, and what an episode weighs.

`pytest --benchmark-enable tests/benchmarks`; without that option each runs once, as a test that it works. The table of
steps per second, with the shares of lane wait, build, test and timing, is printed by examples/vector_rollout.py.
"""

import gymnasium as gym
import pytest

from examples.vector_rollout import KINDS, resident_bytes

# Some inputs are refused with another exit status.
VERDICTS = {
    "fails to assemble": {"assemble_error"},
    "fails a test": {"wrong_output", "runtime_error"},
    "passes": {"passed"},
}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """One bundled problem, so that no step waits for another problem's baseline."""
    from shutil import copytree

    from asm_gym.datasets import __file__ as datasets_file

    folder = tmp_path_factory.mktemp("one")
    copytree(datasets_file.replace("datasets.py", "problems/heap_sort"), folder / "heap_sort")
    return str(folder)


@pytest.mark.parametrize("num_envs", [1, 2, 4, 8, 16, 64])
@pytest.mark.parametrize("kind", KINDS)
def test_steps(benchmark, dataset, kind, num_envs, request):
    """One step of all episodes; `extra_info` has the steps per second."""
    if kind == "passes" and num_envs > 4 and request.config.getoption("benchmark_disable"):
        pytest.skip("takes a minute: only with --benchmark-enable")
    envs = gym.make_vec("AsmOpt-v0", num_envs=num_envs, dataset=dataset, split="all")
    observations, _ = envs.reset(seed=0)

    def step():
        return envs.step([KINDS[kind](text) for text in observations["assembly"]])[-1]["final_info"]

    infos = benchmark.pedantic(step, rounds=3, warmup_rounds=1)
    assert set(infos["verdict"]) <= VERDICTS[kind]
    if benchmark.stats is not None:
        benchmark.extra_info["steps_per_s"] = num_envs / benchmark.stats.stats.median
    envs.close()


def test_memory_of_an_episode(dataset):
    """Sixty-four episodes weigh less than 1 MB each more than one, after a step of all of them."""
    weights = []
    for num_envs in (1, 64):
        envs = gym.make_vec("AsmOpt-v0", num_envs=num_envs, dataset=dataset, split="all")
        observations, _ = envs.reset(seed=0)
        for _ in range(3):
            envs.step([KINDS["fails a test"](text) for text in observations["assembly"]])
        weights.append(resident_bytes())
        envs.close()
    assert weights[1] - weights[0] < 63 * 1_000_000
