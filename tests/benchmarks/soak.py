"""Whether many steps with attacks mixed in leave anything behind: memory, processes, descriptors, files, locks.

Usage: python tests/benchmarks/soak.py [--evaluations 20000] [--num-envs 8]
"""

import argparse
import fcntl
import gc
import os
import resource
import sys
import tempfile
from collections import Counter
from pathlib import Path

import gymnasium as gym

sys.path.insert(0, str(Path(__file__).parent.parent))
import test_adversarial as suite

from asm_gym import compile_c, save_jsonl
from asm_gym.lanes import LANES


def resident_bytes() -> int:
    """Resident set of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def census() -> dict[str, int]:
    """Counts of what could be left behind."""
    temporary = Path(tempfile.gettempdir())
    return {
        "descriptors": len(os.listdir("/proc/self/fd")),
        "children": sum(len(path.read_text().split()) for path in Path("/proc/self/task").glob("*/children")),
        "sandboxed processes": len(suite.sandboxed_processes()),
        "temporary files": sum(1 for path in temporary.glob("asm_gym-*") for _ in path.rglob("*")),
        "shared memory segments": len(Path("/proc/sysvipc/shm").read_text().splitlines()),
    }


def held_locks() -> int:
    """Locks of timing cores that somebody holds."""
    held = 0
    for path in LANES.glob("core*"):
        with path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                held += 1
    return held


def step_all(envs: gym.vector.VectorEnv, texts: list[str]) -> list[str]:
    """Verdicts of one step of every episode."""
    return envs.step(texts)[-1]["final_info"]["verdict"].tolist()


def main() -> None:
    """Prints the counts before and after, and the growth of memory."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--evaluations", type=int, default=20000)
    parser.add_argument("--num-envs", type=int, default=8)
    args = parser.parse_args()
    problem = suite.host_problem()
    canary = Path("/etc/hostname")
    slow = {name for name in suite.ATTACKS if "bomb" in name or "recursion" in name or "flood" in name}
    attacks = [suite.candidate(name, canary) for name in suite.ATTACKS if name not in slow]
    attacks += [suite.candidate(name, canary) for name in sorted(slow)[:4]]
    good = compile_c(problem.c_code, ("-O2",))
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "host.jsonl")
        save_jsonl([problem], path)
        envs = gym.make_vec("AsmOpt-v0", num_envs=args.num_envs, dataset=path, split="all", wall_limit_s=0.3)
    envs.reset(seed=0)
    verdicts: Counter[str] = Counter()
    warm_up = min(5000, args.evaluations // 2)
    before: dict[str, int] = {}
    for start in range(0, args.evaluations, args.num_envs):
        # Each text is a new one: nothing is answered from memory.
        numbers = range(start, start + args.num_envs)
        texts = [good if number % 2 else attacks[number // 2 % len(attacks)] for number in numbers]
        verdicts.update(
            step_all(envs, [f"{text}\n.Lnever{n}:\n\tnop\n" for text, n in zip(texts, numbers, strict=True)])
        )
        if start >= warm_up and not before:
            gc.collect()
            before, before_bytes = census(), resident_bytes()
    gc.collect()
    after, after_bytes = census(), resident_bytes()
    print(f"{sum(verdicts.values())} steps of {args.num_envs} episodes: {dict(verdicts)}")
    for name in before:
        print(f"{name}: {before[name]} after {warm_up}, {after[name]} at the end")
    print(f"resident memory: {(after_bytes - before_bytes) / 1e6:+.2f} MB")
    envs.close()
    left = census()
    print(
        f"after close: {left['children']} children, {left['sandboxed processes']} sandboxed, {held_locks()} held locks"
    )


if __name__ == "__main__":
    main()
