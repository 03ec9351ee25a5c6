"""Steps per second of AsmOpt-v0 by number of environments, and where the time goes.

Usage: python examples/vector_rollout.py [--num-envs 1,2,4,8,16,64] [--dataset bundled] [--seconds 5] [--backend local]
"""

import argparse
import itertools
import os
import time
from collections.abc import Callable
from pathlib import Path

import gymnasium as gym
import numpy as np

import asm_gym

NUMBER = itertools.count(1)


def fails_to_assemble(assembly: str) -> str:
    """A text that is no assembly."""
    return f"garbage {next(NUMBER)}\n"


def fails_a_test(assembly: str) -> str:
    """A program that does nothing."""
    return f".globl main\nmain:\n\tmov ${next(NUMBER)}, %eax\n\txor %eax, %eax\n\tret\n"


def passes(assembly: str) -> str:
    """The baseline and a function that nobody calls: other machine code of the same speed."""
    return f"{assembly}\n\t.text\nunreached:\n\tmov ${next(NUMBER)}, %eax\n\tret\n"


KINDS = {"fails to assemble": fails_to_assemble, "fails a test": fails_a_test, "passes": passes}


def resident_bytes() -> int:
    """Memory of this process and of its children, shared pages counted in part."""
    me = os.getpid()
    pids = [me]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(path.read_text().rpartition(")")[2].split()[1]) == me:
                pids.append(int(path.parent.name))
        except OSError:
            continue
    total = 0
    for pid in pids:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024
    return total


def measure(envs: gym.vector.VectorEnv, make: Callable[[str], str], seconds: float) -> tuple[float, dict[str, float]]:
    """Steps per second, and the shares of an evaluation's time; each problem was met before."""
    observations, _ = envs.reset(seed=0)
    shares = dict.fromkeys(("lane_wait_s", "build_s", "test_s", "timing_s"), 0.0)
    steps, start_s = 0, time.perf_counter()
    while (spent_s := time.perf_counter() - start_s) < seconds:
        observations, *_, infos = envs.step([make(text) for text in observations["assembly"]])
        steps += envs.num_envs
        for name in shares:
            shares[name] += float(np.nansum(infos["final_info"][name]))
    total_s = sum(shares.values())
    return steps / spent_s, {name: value / total_s for name, value in shares.items()}


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--num-envs", default="1,2,4,8,16,64", type=lambda text: [int(n) for n in text.split(",")])
    parser.add_argument("--dataset", default="bundled")
    parser.add_argument("--seconds", default=5.0, type=float, help="time for each line")
    parser.add_argument("--backend", default="local")
    parser.add_argument("--min-signal", default=2.0, type=float)
    args = parser.parse_args()
    problems = asm_gym.load(args.dataset)
    print(f"{'candidate':18} {'envs':>5} {'steps/s':>8} {'x':>5}   lane wait  build   test  timing   memory")
    before = resident_bytes()
    for name, make in KINDS.items():
        single = None
        for num_envs in args.num_envs:
            envs = gym.make_vec(
                "AsmOpt-v0", num_envs=num_envs, dataset=args.dataset, split="all", backend=args.backend,
                min_signal=args.min_signal,
            )  # fmt: skip
            for problem in problems:  # builds every baseline
                envs.reset(options={"problem_id": problem.id})
            rate, shares = measure(envs, make, args.seconds)
            memory_mb = (resident_bytes() - before) / 1e6
            single = single or rate
            parts = " ".join(f"{share:7.0%}" for share in shares.values())
            print(
                f"{name:18} {num_envs:5} {rate:8.1f} {rate / single:5.2f}   {parts}  {memory_mb:+7.1f} MB", flush=True
            )
            envs.close()


if __name__ == "__main__":
    main()
