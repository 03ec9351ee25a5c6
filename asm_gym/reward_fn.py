"""AsmOpt-v0's score as a plain function, for trainers that want no environment."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Any, Final

from asm_gym import datasets
from asm_gym.config import EvaluationConfig
from asm_gym.env import BackendOwner
from asm_gym.errors import ArgumentError, AsmGymError, did_you_mean
from asm_gym.rewards import resolve
from asm_gym.vector_env import Workers, resolve_backend

_THREADS: Final = 64

_FENCE = re.compile(r"```[ \t]*([^\s`]*)[^\n`]*\n(.*?)(?:```|\Z)", re.DOTALL)
_ASSEMBLY_FENCES = frozenset({"assembly", "asm", "s", "gas", "nasm", "x86asm", "x86", "x86_64", "att", "intel"})


def strip_fences(reply: str) -> str:
    """The assembly in a model's reply, closed or cut off.

    That is the first fenced block that calls itself assembly, else the first one, else the whole reply.
    """
    blocks = [(match[1].lower(), match[2]) for match in _FENCE.finditer(reply)]
    chosen = next((text for language, text in blocks if language in _ASSEMBLY_FENCES), blocks[0][1] if blocks else None)
    return reply if chosen is None else chosen.rstrip() + "\n"


class RewardFunction:
    """Scores assembly texts; made by `make_reward_fn`. Picklable, for any number of threads and event loops.

    Every process that calls it starts a backend of its own at the first call; all share the machine's timing cores.
    """

    def __init__(self, dataset: str, split: str, reward: str, backend: str, config: EvaluationConfig) -> None:
        self._settings = (dataset, split, reward, backend, config)
        self._problems = {problem.id: problem for problem in datasets.load(dataset, split)}
        resolve(reward)
        self._backend = BackendOwner(resolve_backend(backend), config)
        self._reward = reward
        self.__name__ = f"asm_gym_{reward.rpartition(':')[2]}"  # trainers log by it
        self._workers = Workers(self._backend, _THREADS, config.timing_cores, "asm_gym-reward")

    def __reduce__(self) -> tuple[Any, ...]:
        return RewardFunction, self._settings

    def __call__(self, problem_ids: Sequence[str], texts: Sequence[str]) -> list[float]:
        """The reward of each text.

        Args:
            problem_ids: Ids of problems of the dataset.
            texts: As many assembly texts; see `strip_fences` for a model's replies.

        Raises:
            ArgumentError: the lengths differ, or there is no such problem.
            ProblemError, SandboxError, TimingError: See `Evaluator.evaluate`. Its attribute ``rewards`` has what was
                finished all the same, None for the rest.
        """
        return self._results(self._submit(problem_ids, texts))

    async def acall(self, problem_ids: Sequence[str], texts: Sequence[str]) -> list[float]:
        """`__call__` for an event loop, which it does not block."""
        futures = self._submit(problem_ids, texts)
        await asyncio.gather(*map(asyncio.wrap_future, futures), return_exceptions=True)
        return self._results(futures)

    def trl_reward(
        self, prompts: Sequence[Any], completions: Sequence[Any], problem_id: Sequence[str], **columns: Any
    ) -> list[float]:
        """A reward function for TRL's GRPOTrainer and RLOOTrainer.

        Args:
            prompts: Not used.
            completions: Replies, as texts or as conversations whose last message is the reply.
            problem_id: The dataset's column of that name.
            **columns: The other columns and arguments that TRL passes; not used.
        """
        return self(problem_id, [_reply(completion, row) for row, completion in enumerate(completions)])

    def compute_score(
        self,
        data_source: str,
        solution_str: str,
        ground_truth: Any,
        extra_info: Mapping[str, Any] | None = None,
        **_: Any,
    ) -> float:
        """A custom reward function for verl (``reward.custom_reward_function``).

        Args:
            data_source: Not used.
            solution_str: The model's reply.
            ground_truth: The problem's id, where `extra_info` has none.
            extra_info: May have "problem_id".
            **_: Other arguments that verl passes; not used.
        """
        problem_id = (extra_info or {}).get("problem_id", ground_truth)
        (reward,) = self([problem_id], [_reply(solution_str, 0)])
        return reward

    def close(self) -> None:
        """Ends processes and threads; the next call starts others."""
        self._workers.close()

    def _submit(self, problem_ids: Sequence[str], texts: Sequence[str]) -> list[Future[float]]:
        if isinstance(problem_ids, str) or isinstance(texts, str):
            msg = "problem_ids or texts is one string; give lists of equal length"
            raise ArgumentError(msg)
        if len(problem_ids) != len(texts):
            msg = f"{len(problem_ids)} problem ids for {len(texts)} texts; give one for each"
            raise ArgumentError(msg)
        for problem_id, text in zip(problem_ids, texts, strict=True):
            if not isinstance(problem_id, str) or problem_id not in self._problems:
                hint = did_you_mean(str(problem_id)[:80], self._problems)
                msg = f"no problem {str(problem_id)[:80]!r} in {self._settings[0]!r}, as problem_ids says.{hint}"
                raise ArgumentError(msg)
            if not isinstance(text, str):
                msg = f"the text for {problem_id!r} is {type(text).__name__}, expected assembly text (str)"
                raise ArgumentError(msg)
        return self._workers.submit(self._score, zip(problem_ids, texts, strict=True))

    def _score(self, problem_id: str, text: str) -> float:
        evaluation = self._backend.started().evaluate(self._problems[problem_id], text, reward=resolve(self._reward))
        assert evaluation.reward is not None, "the backend was given a reward function"
        return evaluation.reward

    def _results(self, futures: Sequence[Future[float]]) -> list[float]:
        try:
            errors = [error for error in (future.exception() for future in futures) if error is not None]
        except BaseException:  # Ctrl-C
            self._workers.abort(futures)
            raise
        if errors:
            finished = [None if future.exception() else future.result() for future in futures]
            if isinstance(errors[0], AsmGymError):
                errors[0].rewards = finished  # type: ignore[attr-defined]
            raise errors[0]
        return [future.result() for future in futures]


def _reply(completion: Any, row: int) -> str:
    """The assembly of a reply: a text, or a conversation; a reply without any text is an empty one."""
    content = completion
    if isinstance(completion, list | tuple):
        content = completion[-1].get("content") if completion and isinstance(completion[-1], Mapping) else ""
    if isinstance(content, list | tuple):  # parts
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, Mapping))
    if content is None:  # a tool call, for example
        content = ""
    if not isinstance(content, str):
        msg = f"completion {row} is {type(completion).__name__}, expected a text or a conversation"
        raise ArgumentError(msg)
    return strip_fences(content)


def make_reward_fn(
    dataset: str = datasets.BUNDLED,
    reward: str = "conservative_speedup",
    *,
    split: str = datasets.ALL_SPLITS,
    backend: str = "local",
    **config: Any,
) -> RewardFunction:
    """A function ``(problem_ids, texts) -> list[float]`` that scores like the environment does.

    Args:
        dataset: See `AsmOptEnv`.
        reward: A key of `REWARDS`, or "module:function".
        split: Which problems may be asked for.
        backend: "local" or "ray".
        **config: Fields of `EvaluationConfig`.

    Raises:
        ArgumentError: an argument is unknown, of the wrong type or out of range.
        DatasetError: the dataset or the split does not exist.
    """
    known = [field.name for field in dataclasses.fields(EvaluationConfig)]
    for name in config:
        if name not in known:
            msg = f"unknown argument {name!r}; known: dataset, reward, split, backend, {', '.join(known)}"
            raise ArgumentError(msg + "." + did_you_mean(name, known))
    return RewardFunction(dataset, split, reward, backend, EvaluationConfig(**config))
