"""Lets several agents try the same problems and prints a table of their speedups over gcc -O3.

python -m examples.compare_agents --agents o3,compilers --problems 4 --attempts 4

The best of an agent's attempts is measured afresh, because the best of many measurements is partly luck. For figures to
publish use ``asm-gym evaluate``, which also runs hidden tests and measures candidates of equal speed.
"""

import argparse
import contextlib
import importlib
import math
import statistics
from collections.abc import Mapping, Sequence

import gymnasium as gym

import asm_gym
from agents import AGENTS
from agents.policy import Policy, Record, rollout

NOT_BUILT = {"assemble_error", "link_error", "policy_violation"}


class Answers:
    """An agent that knows what it answers; this is all that an agent has to be.

    Args:
        texts: Assembly by C program.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def act(self, observations: Sequence[Mapping[str, str]]) -> list[str]:
        """See `agents.policy.Policy`."""
        return [self.texts[observation["c_source"]] for observation in observations]


def make_agent(name: str) -> Policy:
    """The agent of a short name or of ``module:Class``."""
    module, _, attribute = AGENTS.get(name, name).partition(":")
    agent: Policy = getattr(importlib.import_module(module), attribute)()
    return agent


def play(agent: Policy, problem_ids: Sequence[str], turns: int, seed: int, options: argparse.Namespace) -> list[Record]:
    """Every step of one episode for each problem, several episodes at once."""
    keywords = {"dataset": options.dataset, "split": options.split, "include_untimeable": True}
    with contextlib.closing(
        gym.make_vec("AsmOpt-v0", num_envs=min(options.num_envs, len(problem_ids)), max_turns=turns, **keywords)
    ) as envs:
        return list(rollout(envs, agent, len(problem_ids), seed, problem_ids))


def quality(record: Record) -> tuple[bool, float]:
    """Orders attempts: passes before failures, then by the speedup that is proven."""
    return record.verdict == "passed", record.speedup_low or 0.0


def run(agent: Policy, problem_ids: Sequence[str], options: argparse.Namespace) -> list[Record]:
    """The agent's best answer to each problem."""
    turns = options.attempts or getattr(agent, "attempts", 1)
    tried = play(agent, problem_ids, turns, options.seed, options)
    if turns == 1:
        return tried
    best: dict[str, Record] = {}
    for record in tried:
        best[record.problem_id] = max(best.get(record.problem_id, record), record, key=quality)
    answers = Answers({one.c_source: one.text for one in best.values()})
    return play(answers, problem_ids, 1, options.seed + 1, options)  # on other inputs than it was chosen for


def figures(records: Sequence[Record]) -> list[str]:
    """Cells of a row: a failure, or what ran too briefly to be timed, counts as 1.00."""
    speedups = [(one.speedup or 1.0) if one.verdict == "passed" else 1.0 for one in records]
    quarters = statistics.quantiles(speedups, n=4, method="inclusive") if len(speedups) > 1 else speedups * 3
    shares = [
        statistics.fmean(one.verdict not in NOT_BUILT for one in records),
        statistics.fmean(one.verdict == "passed" for one in records),
        statistics.fmean(bool(one.info["is_copy"]) for one in records),
    ]
    geometric = math.exp(statistics.fmean(map(math.log, speedups)))
    faster = statistics.fmean((one.speedup_low or 0.0) > 1 for one in records)
    numbers = [f"{value:.2f}" for value in (*quarters, statistics.fmean(speedups), geometric)]
    return [str(len(records)), *(f"{share:.0%}" for share in shares), *numbers, f"{faster:.0%}"]


def main() -> None:
    """Prints the table, a row as soon as its agent has finished."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--agents", default="o3,compilers", help="short names or module:Class (default: %(default)s)")
    parser.add_argument("--dataset", default="bundled", help="where the problems are (default: %(default)s)")
    parser.add_argument("--split", default="test", help="which of them (default: %(default)s)")
    parser.add_argument("--problems", type=int, default=4, help="how many (default: %(default)s)")
    parser.add_argument("--attempts", type=int, help="at each problem (default: as many as suit the agent)")
    parser.add_argument("--num-envs", type=int, default=2, help="episodes at once (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the drawn tests (default: %(default)s)")
    options = parser.parse_args()
    asm_gym.leave_timing_cores()  # before an agent's libraries start threads
    try:
        problem_ids = [problem.id for problem in asm_gym.load(options.dataset, options.split)][: options.problems]
        agents = {name: make_agent(name) for name in options.agents.split(",")}
    except asm_gym.AsmGymError as error:
        parser.error(str(error))
    except (ImportError, AttributeError, ValueError) as error:
        parser.error(f"--agents {options.agents}: {error}; known are {', '.join(AGENTS)}, and module:Class")
    columns = ["n", "compile", "pass", "copies", "p25", "p50", "p75", "mean", "geo mean", "faster"]
    print(f"{'agent':12}", *(f"{column:>8}" for column in columns))
    for name, agent in agents.items():
        try:
            cells = figures(run(agent, problem_ids, options))
        except asm_gym.AsmGymError as error:
            parser.error(f"{name}: {error}")
        print(f"{name:12}", *(f"{cell:>8}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
