"""Shows one episode: a program, an answer in assembly, a verdict and a reward.

python examples/quickstart.py
"""

from pathlib import Path

import gymnasium

import asm_gym  # registers AsmOpt-v0

env = gymnasium.make("AsmOpt-v0")
observation, info = env.reset(seed=0, options={"problem_id": "popcount_sum"})
print(f"{info['problem_id']}: {len(observation['c_source'].splitlines())} lines of C, asm_gym {asm_gym.__version__}")

candidate = (Path(__file__).parent / "popcount_sum.s").read_text()  # one popcnt instead of a loop over 64 bits
observation, reward, terminated, truncated, info = env.step(candidate)

print(f"verdict {info['verdict']}, {info['tests_passed']} of {info['tests_total']} tests")
print(f"speedup {info['speedup']:.2f} (95 % interval {info['speedup_low']:.2f} to {info['speedup_high']:.2f})")
print(f"reward {reward:.3f}")
env.close()
