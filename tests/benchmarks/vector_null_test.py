"""The null test through a vector environment, on a quiet machine and under full load, by one process or several.

Candidates of equal speed are stepped in `--num-envs` episodes. With `--load N` as many others of the same process fail
a test over and over meanwhile, so that something is always being built. With `--processes P` all of this runs P times
at once; the figures are over all of them.

Usage: python tests/benchmarks/vector_null_test.py [--num-envs 4] [--load 4] [--steps 12] [--processes 1]
"""

import argparse
import json
import subprocess
import sys
import threading

import gymnasium as gym
import numpy as np
from throughput import variant

import asm_gym  # noqa: F401 - registers AsmOpt-v0

NOTHING = ".globl main\nmain:\n\tmov ${}, %eax\n\txor %eax, %eax\n\tret\n"


def work(args: argparse.Namespace) -> list[list[float]]:
    """Rows of speedup, its low end, reward, seconds waited and seconds timed."""
    done = threading.Event()

    def keep_busy() -> None:
        envs = gym.make_vec(
            "AsmOpt-v0", num_envs=args.load, split="all", dataset=args.dataset, timing_cores=args.timing_cores
        )
        envs.reset(seed=1)
        number = 0
        while not done.is_set():
            number += args.load
            envs.step([NOTHING.format(number + slot) for slot in range(args.load)])
        envs.close()

    load = threading.Thread(target=keep_busy)
    if args.load:
        load.start()
    rows = []
    envs = gym.make_vec(
        "AsmOpt-v0", num_envs=args.num_envs, split="all", dataset=args.dataset, timing_cores=args.timing_cores
    )
    try:
        observations, _ = envs.reset(seed=args.seed)
        for step in range(args.steps):
            texts = [variant(text, 1 + (step + slot) % 7) for slot, text in enumerate(observations["assembly"])]
            observations, *_, infos = envs.step(texts)
            final = infos["final_info"]
            assert set(final["verdict"]) == {"passed"}, final["message"]
            names = ("speedup", "speedup_low", "reward", "lane_wait_s", "timing_s")
            rows += np.stack([final[name] for name in names], axis=1).tolist()
    finally:
        done.set()
        envs.close()
        if args.load:
            load.join()
    return rows


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--dataset", default="bundled")
    parser.add_argument("--num-envs", type=int, default=4)
    parser.add_argument("--load", type=int, default=4)
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--timing-cores", default="auto")
    parser.add_argument("--rows", action="store_true", help="print the rows as JSON instead")
    args = parser.parse_args()
    if args.rows:
        print(json.dumps(work(args)))
        return
    if args.processes == 1:
        rows = work(args)
    else:
        same = [
            f"--{name}={getattr(args, name.replace('-', '_'))}"
            for name in ("dataset", "num-envs", "load", "steps", "timing-cores")
        ]
        command = [sys.executable, __file__, "--rows", *same]
        children = [
            subprocess.Popen([*command, f"--seed={100 * number}"], stdout=subprocess.PIPE, text=True)
            for number in range(args.processes)
        ]
        rows = [row for child in children for row in json.loads(child.communicate()[0])]
    values = np.array(rows)
    deviations = np.abs(values[:, 0] - 1)
    print(
        f"{len(rows)} measurements, {args.processes} process(es) with {args.num_envs} null + {args.load} busy episodes"
    )
    print(f"|speedup - 1|: {np.quantile(deviations, 0.5):.3%} at the median, {np.quantile(deviations, 0.9):.3%} at p90")
    print(f"speedup_low > 1: {np.mean(values[:, 1] > 1):.1%}; default reward {np.mean(values[:, 2]):+.5f} on average")
    print(f"waited {np.mean(values[:, 3]):.2f} s, timed {np.mean(values[:, 4]):.2f} s on average")


if __name__ == "__main__":
    main()
