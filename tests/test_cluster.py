"""Tests of asm_gym.cluster on three nodes of a Ray cluster that all run on this machine."""

import json
import os
import pickle
import threading
import time

import gymnasium
import numpy as np
import pytest

from asm_gym import cluster, compile_c, make_reward_fn
from asm_gym.cluster import RayBackend
from asm_gym.config import EvaluationConfig
from asm_gym.errors import ProblemError, ToolchainError
from asm_gym.problem import InputGenerator, Problem, TestCase
from asm_gym.rewards import conservative_speedup
from asm_gym.vector_env import AsmOptVectorEnv

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'asm-gym[ray]'")
pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own

PROGRAM = (
    '#include <stdio.h>\nint main(void) {{ int x; return scanf("%d", &x) == 1 ? !printf("%d\\n", x + {0}) : 2; }}\n'
)
LOOP = ".globl main\nmain:\n\tjmp main\n"
TIMES = {"build_s", "total_s", "test_s", "timing_s", "lane_wait_s"}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """Four tiny programs."""
    path = tmp_path_factory.mktemp("cluster") / "tiny.jsonl"
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


@pytest.fixture(scope="module")
def three_nodes():
    """A cluster of three nodes."""
    from ray.cluster_utils import Cluster

    os.environ["RAY_AUTH_MODE"] = "disabled"
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
    ray.init(address=cluster.address, log_to_driver=False)
    yield cluster, nodes
    ray.shutdown()
    cluster.shutdown()


def actions(observations, turn):
    """A mixture of candidates, the same for every backend."""
    texts = [f"nonsense {turn}", LOOP, "", None, None]
    chosen = [texts[(slot + turn) % len(texts)] for slot in range(len(observations["assembly"]))]
    return [one if one is not None else observations["assembly"][slot] for slot, one in enumerate(chosen)]


def rollout(envs, steps):
    """What `steps` steps gave, times left out."""
    observations, infos = envs.reset(seed=3)
    seen = [(observations, plain(infos))]
    for turn in range(steps):
        observations, rewards, terminated, _, infos = envs.step(actions(observations, turn))
        seen.append((observations, rewards.tolist(), terminated.tolist(), plain(infos)))
    return seen


def plain(infos):
    """Infos without times, as lists that can be compared."""
    if isinstance(infos, dict):
        return {name: plain(value) for name, value in infos.items() if name.lstrip("_") not in TIMES}
    return repr(infos.tolist())  # nan equals nan


def test_the_same_verdicts_as_on_this_machine(three_nodes, dataset):
    """For one seed and the same actions a cluster gives what the local backend gives, times aside."""
    settings = {"dataset": dataset, "split": "all", "tests_per_step": 2, "wall_limit_s": 1.0}
    local = gymnasium.make_vec("AsmOpt-v0", num_envs=5, **settings)
    expected = rollout(local, 4)
    local.close()
    remote = gymnasium.make_vec("AsmOpt-v0", num_envs=5, backend="ray", **settings)
    assert isinstance(remote.unwrapped, AsmOptVectorEnv)
    assert rollout(remote, 4) == expected
    assert len(remote.unwrapped.backend.started()._nodes) == 3
    remote.close()


def test_a_candidate_that_is_timed(three_nodes, dataset):
    """Timing happens on the nodes, one at a time on this machine's lanes, and the processor is told."""
    envs = AsmOptVectorEnv(3, backend="ray", dataset=dataset, split="all", min_signal=0, min_pairs=2, max_pairs=2)
    observations, infos = envs.reset(seed=0)
    assert all(infos["cpu_model"])
    texts = [text + "\t.text\nunreached:\n\tnop\n\tret\n" for text in observations["assembly"]]
    infos = envs.step(texts)[-1]["final_info"]
    assert infos["verdict"].tolist() == ["passed"] * 3
    assert (infos["pairs"] == 2).all()
    assert np.isfinite(infos["lane_wait_s"]).all()
    assert len(set(infos["cpu_model"])) == 1
    envs.close()


def test_a_problem_travels_once(three_nodes, monkeypatch):
    """A problem is put into the object store once, whatever is asked about it."""
    put, count = ray.put, []
    monkeypatch.setattr(ray, "put", lambda value: (count.append(1), put(value))[1])
    problem = Problem(id="add9", c_code=PROGRAM.format(9), tests=(TestCase(stdin=b"1\n", stdout=b"10\n"),))
    backend = RayBackend(EvaluationConfig())
    for text in ("bad 1", "bad 2", "bad 3", "bad 4"):
        assert backend.evaluate(problem, text, reward=conservative_speedup).reward == -1.0
    assert backend.brief(problem).problem is problem
    assert len(count) == 1
    backend.close()


def test_a_generator_whose_file_a_node_lacks(tmp_path):
    """A generator's text travels with its problem; a node without an equal file gets one."""
    file = tmp_path / "here" / "inputs.py"
    file.parent.mkdir()
    file.write_text("def generate(rng, size):\n    return b'7\\n'\n")
    problem = Problem(id="g", c_code=PROGRAM.format(1), generator=InputGenerator(file))
    shipped = pickle.loads(pickle.dumps(cluster._Shipped(problem, file.read_bytes())))
    assert shipped.unpack(tmp_path / "there") == problem
    file.write_text("changed")
    other = shipped.unpack(tmp_path / "there")
    assert other.generator.path == tmp_path / "there" / "inputs.py"
    assert other.generator(np.random.default_rng(0), "small") == b"7\n"


def test_a_fault_on_a_node_is_raised_here(three_nodes):
    """A problem that does not compile is a ProblemError, as on this machine."""
    backend = RayBackend(EvaluationConfig())
    bad = Problem(id="bad", c_code="int main(void) { return x; }\n", tests=(TestCase(stdin=b"", stdout=b""),))
    with pytest.raises(ProblemError, match="problem bad: the C program does not compile"):
        backend.brief(bad)
    backend.close()


def test_without_ray(monkeypatch):
    """Without Ray the error says how to install it."""
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(ToolchainError, match=r"pip install 'asm-gym\[ray\]'"):
        RayBackend(EvaluationConfig())


def test_a_reward_function_on_the_cluster(three_nodes, dataset):
    """make_reward_fn takes the backend too."""
    score = make_reward_fn(dataset, backend="ray")
    assert score(["add1", "add2"], [compile_c(PROGRAM.format(1)), "bad"]) == [0.0, -1.0]
    score.close()


@pytest.mark.slow
def test_a_node_that_dies_has_its_episodes_run_elsewhere(three_nodes, dataset):
    """While steps are under way a node is killed; every episode ends with its own right result, once."""
    nodes, killed = three_nodes[0], three_nodes[1][0]
    envs = AsmOptVectorEnv(12, backend="ray", dataset=dataset, split="all", tests_per_step=3, wall_limit_s=1.0)
    observations, _ = envs.reset(seed=0)
    backend = envs.backend.started()
    texts = [LOOP + f".Lnot_the_same_{slot}:\n" for slot in range(12)]
    texts[::2] = observations["assembly"][::2]
    busy = []

    def kill():
        time.sleep(1.0)
        busy.extend(node.at_work for node in backend._nodes)
        nodes.remove_node(killed, allow_graceful=False)

    thread = threading.Thread(target=kill)
    thread.start()
    _, rewards, terminated, _, infos = envs.step(texts)
    thread.join()
    assert len(busy) == 3
    assert all(busy), busy
    assert terminated.all()
    expected = ["passed" if slot % 2 == 0 else "timeout" for slot in range(12)]
    assert infos["final_info"]["verdict"].tolist() == expected
    assert (infos["final_info"]["attempt"] == 1).all()
    assert rewards.tolist() == [0.0 if one == "passed" else -0.8 for one in expected]
    envs.step(["bad"] * 12)
    assert len(backend._nodes) == 2
    envs.close()
