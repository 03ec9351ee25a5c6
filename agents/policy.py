"""What an agent is, and what it does in an environment: one record for each step.

Example:
    >>> with gymnasium.make_vec("AsmOpt-v0", num_envs=4) as envs:
    ...     write_jsonl(rollout(envs, O3(), episodes=8, seed=0), "o3.jsonl")
"""

import argparse
import contextlib
import dataclasses
import json
import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import gymnasium
import numpy as np
from gymnasium.vector import AutoresetMode, VectorEnv

import asm_gym

Observation = Mapping[str, str]


class Policy(Protocol):
    """An agent: a batch of observations in, as many texts out.

    It may also have the attributes ``attempts`` (how many tries at a problem suit it; ``asm-gym evaluate --attempts``
    overrides it) and ``batch_size`` (how many observations it likes to get at once); each is 1 where it is missing.
    """

    def act(self, observations: Sequence[Observation]) -> list[str]:
        """Answers each observation with bare assembly.

        Args:
            observations: Each has the texts "c_source", "assembly" (empty where the environment hides it) and
                "feedback" (empty before the first try, then what became of the last one).
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One step of one episode."""

    episode: int
    """Number of the episode in the rollout, from 0."""
    turn: int
    """Number of the step in its episode, from 0."""
    problem_id: str
    c_source: str
    text: str
    """What the policy answered."""
    reward: float
    """What the step paid."""
    verdict: str
    speedup: float | None
    """Over the baseline; None: not timed. The next two are the ends of its 95 % interval, None likewise."""
    speedup_low: float | None
    speedup_high: float | None
    tests_passed: int
    tests_total: int
    message: str
    """What went wrong; empty where nothing did."""
    feedback: str
    """What the next turn is told about this one."""
    info: Mapping[str, Any]
    """Everything that the environment said about the step; absent figures are None."""

    def to_json(self) -> str:
        """The record as one line of JSON, without its end; what JSON has no number for (nan, infinity) is null."""
        return json.dumps(_plain(dataclasses.asdict(self)), allow_nan=False)


def rollout(
    env: gymnasium.Env[Any, Any] | VectorEnv[Any, Any, Any],
    policy: Policy,
    episodes: int,
    seed: int | None = None,
    problem_ids: Sequence[str] = (),
) -> Iterator[Record]:
    """Plays whole episodes, and yields each step once it is evaluated.

    In a vector environment the numbers of the episodes are dealt out to its slots as these become free, and the records
    of different episodes alternate. A slot without a number left answers with an empty text, which costs
    milliseconds, and leaves no record.

    Args:
        env: From ``gymnasium.make`` or ``gymnasium.make_vec``; the latter in the mode SAME_STEP, which is the default
            of AsmOpt-v0. It is not closed.
        policy: Asked once per step, about all episodes that are under way.
        episodes: How many, 1 or more.
        seed: Of the environment; None: it goes on where it is.
        problem_ids: The episodes' problems in turn, from the first again after the last; empty: the environment draws.

    Raises:
        ArgumentError: `episodes` is not positive, the vector environment restarts in another mode, or the policy raises
            or does not answer with a text for each observation. What was yielded before stands.
    """
    if episodes < 1:
        msg = f"episodes={episodes!r}, expected 1 or more"
        raise asm_gym.ArgumentError(msg)
    if isinstance(env, VectorEnv):
        yield from _rollout_vector(env, policy, episodes, seed, problem_ids)
        return
    for episode in range(episodes):
        chosen = {"problem_id": problem_ids[episode % len(problem_ids)]} if problem_ids else {}
        observation, _ = env.reset(seed=seed if episode == 0 else None, options=chosen)
        turn, ended = 0, False
        while not ended:
            (text,) = _ask(policy, [observation])
            c_source = observation["c_source"]
            observation, reward, terminated, truncated, info = env.step(text)
            yield _record(episode, turn, c_source, text, float(reward), observation["feedback"], info)
            turn, ended = turn + 1, terminated or truncated


def _rollout_vector(
    envs: VectorEnv[Any, Any, Any], policy: Policy, episodes: int, seed: int | None, problem_ids: Sequence[str]
) -> Iterator[Record]:
    mode = envs.metadata.get("autoreset_mode")
    if mode is not AutoresetMode.SAME_STEP:
        msg = f"autoreset_mode is {mode}; make the vector environment with AutoresetMode.SAME_STEP"
        raise asm_gym.ArgumentError(msg)
    numbers = iter(range(episodes))
    batch, _ = envs.reset(seed=seed, options={"problem_id": problem_ids[0]} if problem_ids else {})
    episode_of = [next(numbers, None) for _ in range(envs.num_envs)]  # by slot; None: nothing left to do
    batch = _choose(envs, batch, episode_of, range(envs.num_envs), problem_ids)
    turns = [0] * envs.num_envs
    while active := [slot for slot, episode in enumerate(episode_of) if episode is not None]:
        observations = {slot: {name: texts[slot] for name, texts in batch.items()} for slot in active}
        answers = dict(zip(active, _ask(policy, list(observations.values())), strict=True))
        actions = tuple(answers.get(slot, "") for slot in range(envs.num_envs))
        batch, rewards, terminated, truncated, infos = envs.step(actions)
        ended = np.logical_or(terminated, truncated)
        for slot in active:
            feedback = infos["final_obs"][slot]["feedback"] if ended[slot] else batch["feedback"][slot]
            number, c_source = episode_of[slot], observations[slot]["c_source"]
            assert number is not None, "only slots with an episode are active"
            info = _info_of(infos["final_info"] if ended[slot] else infos, slot)
            yield _record(number, turns[slot], c_source, answers[slot], float(rewards[slot]), feedback, info)
        for slot in active:
            turns[slot] = 0 if ended[slot] else turns[slot] + 1
            episode_of[slot] = next(numbers, None) if ended[slot] else episode_of[slot]
        batch = _choose(envs, batch, episode_of, np.flatnonzero(ended).tolist(), problem_ids)


def _choose(
    envs: VectorEnv[Any, Any, Any],
    batch: dict[str, Sequence[str]],
    episode_of: Sequence[int | None],
    started: Iterable[int],
    problem_ids: Sequence[str],
) -> dict[str, Sequence[str]]:
    """Starts the slots' episodes again on their own problems, where these are given."""
    for slot in started:
        episode = episode_of[slot]
        if problem_ids and episode is not None:
            mask = np.arange(envs.num_envs) == slot
            options = {"reset_mask": mask, "problem_id": problem_ids[episode % len(problem_ids)]}
            batch, _ = envs.reset(options=options)
    return batch


def _ask(policy: Policy, observations: Sequence[Observation]) -> Sequence[str]:
    """The policy's answers, which are checked before anything is evaluated."""
    name = type(policy).__name__
    try:
        answers = policy.act(observations)
    except asm_gym.AsmGymError as error:
        msg = f"{name}.act(): {error}"
        raise asm_gym.ArgumentError(msg) from error
    except Exception as error:
        msg = f"{name}.act() raised {type(error).__name__}: {error}; correct it"
        raise asm_gym.ArgumentError(msg) from error
    if not isinstance(answers, list | tuple) or len(answers) != len(observations):
        given = f"{len(answers)} answers" if isinstance(answers, list | tuple) else repr(answers)[:80]
        msg = f"{name}.act() returned {given} for {len(observations)} observations; return a list with a text for each"
        raise asm_gym.ArgumentError(msg)
    for number, answer in enumerate(answers):
        if not isinstance(answer, str):
            msg = f"{name}.act() returned {answer!r:.80} as answer {number}; every answer must be assembly text (str)"
            raise asm_gym.ArgumentError(msg)
    return answers


def _info_of(infos: Mapping[str, Any], slot: int) -> dict[str, Any]:
    """One episode's part of a vector environment's infos: arrays, each with a mask under the name with "_" before."""
    return {name: infos[name][slot] for name in infos if f"_{name}" in infos and infos[f"_{name}"][slot]}


def _record(
    episode: int, turn: int, c_source: str, text: str, reward: float, feedback: str, info: Mapping[str, Any]
) -> Record:
    known = _plain(info)
    names = (
        "problem_id", "verdict", "speedup", "speedup_low", "speedup_high", "tests_passed", "tests_total", "message",
    )  # fmt: skip
    return Record(
        episode=episode, turn=turn, c_source=c_source, text=text, reward=reward, feedback=feedback, info=known,
        **{name: known[name] for name in names},
    )  # fmt: skip


def _plain(value: Any) -> Any:
    """Numbers of numpy as numbers of Python, and None for what is not finite."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def write_jsonl(records: Iterable[Record], path: str | os.PathLike[str]) -> int:
    """Writes records, each as soon as it is there: what was finished survives an interrupt.

    Args:
        records: For example a `rollout`.
        path: The file; an existing one is replaced.

    Returns:
        How many were written.

    Raises:
        OSError: the file cannot be written.
    """
    written = 0
    with Path(path).open("w", encoding="utf-8") as file:
        for record in records:
            file.write(record.to_json() + "\n")
            file.flush()
            written += 1
    return written


def main(make: Callable[[], Policy], arguments: Sequence[str] | None = None) -> None:
    """The command line of an agent that needs no more than this: plays some episodes and prints each step.

    Args:
        make: Gives the agent.
        arguments: Of the command line; None: those of this process.
    """
    parser = argparse.ArgumentParser(description="Plays episodes of AsmOpt-v0 and prints each step.")
    parser.add_argument("--dataset", default="bundled", help="problems (default: %(default)s)")
    parser.add_argument("--split", default="test", help="which of them (default: %(default)s)")
    parser.add_argument("--episodes", type=int, default=4, help="how many (default: %(default)s)")
    parser.add_argument("--max-turns", type=int, help="attempts in each (default: as many as suit the agent)")
    parser.add_argument("--num-envs", type=int, default=2, help="how many at once (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of problems and tests (default: %(default)s)")
    parser.add_argument("--output", type=Path, help="also write the records to this JSONL file")
    options = parser.parse_args(arguments)
    names = {"dataset": options.dataset, "split": options.split}
    try:
        policy = make()
        turns = options.max_turns or getattr(policy, "attempts", 1)
        envs = gymnasium.make_vec("AsmOpt-v0", num_envs=options.num_envs, max_turns=turns, **names)
        with contextlib.closing(envs):
            records = _printed(rollout(envs, policy, options.episodes, options.seed))
            write_jsonl(records, options.output or os.devnull)
    except asm_gym.AsmGymError as error:
        parser.error(str(error))


def _printed(records: Iterable[Record]) -> Iterator[Record]:
    for record in records:
        what = record.feedback.splitlines()[-1] if record.feedback else record.verdict
        print(f"{record.episode:4} {record.turn:3} {record.problem_id:24} {record.reward:+.3f} {what}", flush=True)
        yield record
