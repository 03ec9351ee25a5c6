"""What every language model of the agents has in common: how tokens are drawn, what a reply is, checks of arguments."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import asm_gym
from asm_gym import ArgumentError, AsmGymError


class ModelError(AsmGymError, RuntimeError):
    """Raised when a model gave no answer, and that is no fault of an argument."""


class TrainingError(AsmGymError, ArithmeticError):
    """Raised when a training has come to weights or gradients that are no numbers."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a model's tokens are drawn; nothing but the temperature shapes their distribution."""

    temperature: float = 0.0
    """0: always the likeliest token."""
    max_new_tokens: int = 2000
    seed: int = 0

    def __post_init__(self) -> None:
        require_number("temperature", self.temperature, least=0)
        require_integer("max_new_tokens", self.max_new_tokens, least=1)
        require_integer("seed", self.seed, least=0)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said."""

    text: str
    prompt_tokens: int = 0
    """0 where an endpoint does not count them, as for the next field."""
    completion_tokens: int = 0
    finished: bool = True
    """False: cut off at ``max_new_tokens``."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Sums over the replies so far. Tokens of requests that failed are not known."""

    replies: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cut_off: int = 0
    """Replies that reached ``max_new_tokens``."""
    empty: int = 0
    """Replies without any text, like those of a model that thought until it was cut off."""

    def plus(self, reply: Reply) -> Usage:
        """The sums with one more reply."""
        return Usage(
            self.replies + 1,
            self.prompt_tokens + reply.prompt_tokens,
            self.completion_tokens + reply.completion_tokens,
            self.cut_off + (not reply.finished),
            self.empty + (not reply.text.strip()),
        )


class Model(Protocol):
    """Something that completes prompts."""

    batch_size: int
    """How many prompts it likes at once; any number may be given."""

    def answer(self, prompts: Sequence[str]) -> list[Reply]:
        """Answers each prompt.

        Raises:
            ArgumentError: a prompt or a setting cannot be used.
            ModelError: a prompt has no answer for another reason. It is never an empty text instead.
        """
        ...


def keep_off_timing_cores(threads: int | None) -> int:
    """Leaves the timing cores, where threads of torch would spoil every measurement; call it before torch starts any.

    A process that has been taken off some cores before stays where it is.

    Args:
        threads: How many torch is to have in this process. None: one for each core that is left, shared with the other
            processes of an ``accelerate launch`` on this machine.

    Returns:
        The number for ``torch.set_num_threads``.
    """
    if os.sched_getaffinity(0) >= set(asm_gym.plan_cores().all):
        asm_gym.leave_timing_cores()
    return threads or max(1, len(os.sched_getaffinity(0)) // int(os.environ.get("LOCAL_WORLD_SIZE", "1")))


def require_number(name: str, value: object, *, least: float) -> None:
    """Raises ArgumentError unless the value is a finite number of at least `least`."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value < math.inf:
        msg = f"{name} is {value!r}; give a number of at least {least:g}"
        raise ArgumentError(msg)


def require_integer(name: str, value: object, *, least: int) -> None:
    """Raises ArgumentError unless the value is an integer of at least `least`."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        msg = f"{name} is {value!r}; give an integer of at least {least}"
        raise ArgumentError(msg)


def mapping(name: str, value: object) -> dict[str, Any]:
    """A copy of the mapping; None is an empty one, and anything else raises ArgumentError."""
    if value is not None and not isinstance(value, Mapping):
        msg = f'{name} is {value!r}; give an object of JSON such as {{"name": 1}}'
        raise ArgumentError(msg)
    return dict(value or {})
