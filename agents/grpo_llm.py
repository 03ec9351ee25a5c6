"""Group relative policy optimization (arXiv 2402.03300) of a language model on AsmOpt-v0. Read `train` first.

python -m agents.grpo_llm --model Qwen/Qwen2.5-Coder-0.5B-Instruct --lora-rank 16 --output trained

Several answers to each question take the place of a critic: what an answer earned is compared with the others' mean.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agents import policy_gradient
from agents.language_rl import Scorer
from agents.rl_loop import Run
from agents.rl_settings import LoopSettings, require_settings
from asm_gym import ArgumentError


@dataclass(frozen=True, kw_only=True)
class Settings(LoopSettings):
    """What the training can be told. The text below a field is its help on the command line."""

    group_size: int = 8
    """answers to each question, a divisor of the batch"""
    std_epsilon: float = 1e-4
    """added to the standard deviation of a group's rewards, which divides the advantages"""

    def __post_init__(self) -> None:
        """See `LoopSettings`."""
        super().__post_init__()
        require_settings(self, above_zero=("std_epsilon",))
        if self.group_size < 2 or self.batch % self.group_size:
            msg = f"group_size={self.group_size} for a batch of {self.batch}; give 2 or more, a divisor of the batch"
            raise ArgumentError(msg)

    @property
    def questions(self) -> int:
        """Problems in a batch, over all processes."""
        return self.batch // self.group_size


def train(settings: Settings, model: Any, tokenizer: Any, scorer: Scorer) -> Path | None:
    """Trains a policy, and saves it whatever ends the training.

    Args:
        settings: See there.
        model: Causal model of transformers, or of peft; changed in place. With ``resume`` it must be the one that the
            training began with.
        tokenizer: The model's.
        scorer: Asks the questions and judges the answers.

    Returns:
        The last checkpoint; None: a signal ended the training.

    Raises:
        ArgumentError: settings cannot be used.
        AsmGymError: the environment is at fault; the steps before are saved.
    """
    with Run(settings, model, tokenizer, scorer) as run:
        for _ in run.steps():
            rollout = run.collect(samples=settings.group_size)
            began = time.perf_counter()
            parts = run.parts_of(rollout)
            advantage_B = policy_gradient.group_advantages(
                rollout.reward_B, settings.group_size, std_epsilon=settings.std_epsilon
            )
            advantage_BT = (advantage_B[:, None] * rollout.mask_BT).to(run.device)
            metrics = run.update_policy(parts, advantage_BT, run.tokens_of(rollout))
            run.log(rollout, time.perf_counter() - began, metrics)
    return run.result


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; `arguments` as there."""
    from agents.rl_command import run_command

    run_command(Settings, train, arguments, "Trains a language model with GRPO on AsmOpt-v0.")


if __name__ == "__main__":
    main()
