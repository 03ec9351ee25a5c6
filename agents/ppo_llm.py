"""Proximal policy optimization of a language model on AsmOpt-v0, after arXiv 2505.11480. Read `train` first.

python -m agents.ppo_llm --preset tiny                     # a small model, from nothing to a report, in 25 minutes
python -m agents.ppo_llm --preset paper --output trained   # Qwen2.5-Coder-7B-Instruct as in the paper
accelerate launch --num_processes 4 -m agents.ppo_llm --preset paper --output trained

A checkpoint is a model like any other: ``asm-gym evaluate --agent zero_shot --agent-arg model=trained/checkpoints/...``
"""

from __future__ import annotations

import contextlib
import copy
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Any

from agents import policy_gradient
from agents.language_rl import MicroBatch, Scorer, trunk_hidden, trunk_of
from agents.rl_loop import Run
from agents.rl_settings import LoopSettings, require_settings

import torch  # isort: skip - the modules above say what to install where it is missing
from torch import Tensor  # isort: skip


class CriticKind(StrEnum):
    """Where the critic gets what it knows about a text from."""

    SHARED = "shared"
    """The policy's last hidden states. Its gradient ends there: the policy does not serve two masters."""
    SEPARATE = "separate"
    """A copy of the policy's trunk, which is trained with it: twice the memory, as in the paper."""


@dataclass(frozen=True, kw_only=True)
class Settings(LoopSettings):
    """What the training can be told. The text below a field is its help on the command line."""

    critic: CriticKind = CriticKind.SHARED
    """shared: a small network on the policy's hidden states; separate: a model of its own"""
    critic_lr: float = 1e-3
    """learning rate of the critic (Adam)"""
    critic_epochs: int = 10
    """passes of the critic over each batch, one optimizer step each"""
    value_clip: float | None = 0.5
    """a value may move this far from its old one before its error stops counting; none: any distance"""
    value_warmup_steps: int = 0
    """batches at the beginning on which only the critic learns"""
    gamma: float = 1.0
    """discount for each token"""
    gae_lambda: float = 1.0
    """1: advantages are returns less values; smaller: less noise, more trust in the critic"""
    min_advantage_std: float = 1e-8
    """advantages are divided by their standard deviation, or by this where that is smaller"""

    def __post_init__(self) -> None:
        """See `LoopSettings`."""
        super().__post_init__()
        require_settings(
            self,
            counts=("critic_epochs",),
            above_zero=("value_clip", "min_advantage_std"),
            not_negative=("critic_lr", "value_warmup_steps"),
            shares=("gamma", "gae_lambda"),
        )


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
    run = Run(settings, model, tokenizer, scorer)
    critic = Critic(run.model, settings, run.device, run.accelerator.autocast)
    run.keep("critic", critic)
    run.keep("critic_optimizer", critic.optimizer)
    with run:
        for step in run.steps():
            rollout = run.collect()
            began = time.perf_counter()
            parts = run.parts_of(rollout)
            mask_BT, count = rollout.mask_BT.to(run.device), run.tokens_of(rollout)
            hidden = run.hidden_states(parts) if settings.critic is CriticKind.SHARED else []

            value_BT = critic.values(parts, hidden, mask_BT)
            advantage_BT, return_BT = policy_gradient.gae(
                rollout.reward_B.to(run.device), value_BT, mask_BT,
                gamma=settings.gamma, gae_lambda=settings.gae_lambda,
            )  # fmt: skip
            metrics = {
                "explained_variance": policy_gradient.explained_variance(value_BT, return_BT, mask_BT, run.total_of),
                "value_loss": update_critic(run, critic, parts, hidden, value_BT, return_BT, count),
            }
            if step >= settings.value_warmup_steps:
                advantage_BT = policy_gradient.whiten(
                    advantage_BT, mask_BT, least_std=settings.min_advantage_std, total=run.total_of
                )
                metrics |= run.update_policy(parts, advantage_BT, count)
            run.log(rollout, time.perf_counter() - began, metrics)
    return run.result


class Critic(torch.nn.Module):
    """Predicts, before each token of an answer, what the answer will earn. Starts at 0."""

    def __init__(
        self,
        model: Any,
        settings: Settings,
        device: torch.device,
        autocast: Callable[[], contextlib.AbstractContextManager[Any]] = contextlib.nullcontext,
    ) -> None:
        """Makes a new one.

        Args:
            model: The policy.
            settings: The kind, and how it learns.
            device: Where it is.
            autocast: In which a trunk of its own computes; the head always computes in float32.
        """
        super().__init__()
        self._autocast = autocast
        separate = settings.critic is CriticKind.SEPARATE
        self.trunk = copy.deepcopy(trunk_of(model)) if separate else None
        width = model.config.hidden_size
        with torch.random.fork_rng():
            torch.manual_seed(settings.seed)  # all processes have the same
            self.head = torch.nn.Sequential(
                torch.nn.LayerNorm(width),
                torch.nn.Linear(width, 2 * width),
                torch.nn.GELU(),
                torch.nn.Linear(2 * width, 1),
            )
        for parameter in self.head[-1].parameters():
            torch.nn.init.zeros_(parameter)
        self.to(device)
        self.train(settings.checkpoint_activations)
        self.trained = [one for one in self.parameters() if one.requires_grad]
        self.optimizer = torch.optim.AdamW(self.trained, lr=settings.critic_lr, weight_decay=0.0)

    def forward(self, part: MicroBatch, hidden_BTD: Tensor | None) -> Tensor:
        """Values (B, T), float32; the hidden states are the policy's, None for a critic of its own."""
        if self.trunk is not None:
            with self._autocast():
                hidden_BTD = trunk_hidden(self.trunk, part).float()
        value_BT: Tensor = self.head(hidden_BTD)[..., 0]
        return value_BT

    @torch.no_grad()
    def values(self, parts: Sequence[MicroBatch], hidden: Sequence[Tensor], mask_BT: Tensor) -> Tensor:
        """Values of a whole rollout."""
        value_BT = torch.zeros_like(mask_BT)
        for part, hidden_BTD in zip_longest(parts, hidden):
            part.put(value_BT, self(part, hidden_BTD))
        return value_BT


def update_critic(
    run: Run,
    critic: Critic,
    parts: Sequence[MicroBatch],
    hidden: Sequence[Tensor],
    value_BT: Tensor,
    return_BT: Tensor,
    count: Tensor,
) -> float:
    """A few optimizer steps towards the returns; returns the loss before the last one, over all processes."""
    settings = run.settings
    assert isinstance(settings, Settings)
    loss = torch.zeros((), device=run.device)
    for _ in range(settings.critic_epochs):
        loss = torch.zeros_like(loss)
        for part, hidden_BTD in zip_longest(parts, hidden):
            new_BT = critic(part, hidden_BTD)
            part_loss = policy_gradient.value_loss(
                new_BT, part.cut(value_BT), part.cut(return_BT), part.mask_BT, clip=settings.value_clip, count=count
            )
            part_loss.backward()
            loss += part_loss.detach()
        run.descend(critic.optimizer, critic.trained)
    return float(run.total_of(loss))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; `arguments` as there."""
    from agents.rl_command import run_command

    run_command(Settings, train, arguments, "Trains a language model with PPO on AsmOpt-v0.")


if __name__ == "__main__":
    main()
