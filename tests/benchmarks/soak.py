"""Whether anything is left behind by many evaluations with attacks mixed in: memory, processes, descriptors, files.

Usage: python tests/benchmarks/soak.py [--evaluations 2000]
"""

import argparse
import gc
import os
import resource
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
import test_adversarial as suite

from asm_gym import EvaluationConfig, Evaluator, compile_c


def resident_bytes() -> int:
    """Resident set of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def census() -> dict[str, int]:
    """Counts of what could be left behind."""
    temporary = Path(tempfile.gettempdir())
    return {
        "descriptors": len(os.listdir("/proc/self/fd")),
        "children": len(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()),
        "sandboxed processes": len(suite.sandboxed_processes()),
        "temporary files": sum(1 for path in temporary.glob("asm_gym-*") for _ in path.rglob("*")),
        "shared memory segments": len(Path("/proc/sysvipc/shm").read_text().splitlines()),
    }


def main() -> None:
    """Prints the counts before and after, and the growth of memory."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--evaluations", type=int, default=2000)
    args = parser.parse_args()
    evaluator = Evaluator(EvaluationConfig(wall_limit_s=0.3))
    problem = suite.host_problem()
    canary = Path("/etc/hostname")
    slow = {name for name in suite.ATTACKS if "bomb" in name or "recursion" in name or "flood" in name}
    attacks = [suite.candidate(name, canary) for name in suite.ATTACKS if name not in slow]
    attacks += [suite.candidate(name, canary) for name in sorted(slow)[:4]]
    good = compile_c(problem.c_code, ("-O2",))
    verdicts: Counter[str] = Counter()
    warm_up = min(200, args.evaluations // 2)
    for number in range(args.evaluations):
        text = good + f"\n.Lnever{number}:\n\tnop\n" if number % 2 else attacks[number // 2 % len(attacks)]
        verdicts[evaluator.evaluate(problem, text, seed=number).verdict.value] += 1
        if number == warm_up:
            gc.collect()
            before, before_bytes = census(), resident_bytes()
    gc.collect()
    after, after_bytes = census(), resident_bytes()
    print(f"{args.evaluations} evaluations: {dict(verdicts)}")
    for name in before:
        print(f"{name}: {before[name]} after {warm_up}, {after[name]} at the end")
    print(f"resident memory: {(after_bytes - before_bytes) / 1e6:+.2f} MB")
    evaluator.close()
    left = census()
    print(f"after close: {left['children']} children, {left['sandboxed processes']} sandboxed processes")


if __name__ == "__main__":
    main()
