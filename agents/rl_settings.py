"""What the trainers can be told, and their command lines."""

from __future__ import annotations

import argparse
import ast
import dataclasses
import inspect
import itertools
import math
import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from agents.language_model import require_integer, require_number
from agents.language_presets import Preset, overrides
from agents.training_log import Tracker
from asm_gym import ArgumentError


class KL(StrEnum):
    """How the divergence from the reference enters the loss."""

    SAMPLED = "sampled"
    """Estimated from the tokens that were drawn (`policy_gradient.kl_estimate`)."""
    EXACT = "exact"
    """Summed over the vocabulary; less noise, but it keeps a number for each token of the vocabulary at each position
    of the batch: for small vocabularies."""


@dataclass(frozen=True, kw_only=True)
class ModelSettings:
    """What every training of a model can be told. The text below a field is its help on the command line."""

    device: str = "auto"
    """auto: the GPU where there is one; or cpu, or cuda"""
    dtype: str = "auto"
    """float32, or bfloat16 with float32 for the weights that are trained; auto: bfloat16 on a GPU"""
    lora_rank: int | None = None
    """train low-rank adapters of this rank; without: all weights"""
    checkpoint_activations: bool = False
    """compute activations twice and keep few of them: less memory, more time"""
    threads: int | None = None
    """of torch; without: one for each core that times nothing"""
    keep: int = 2
    """checkpoints that are kept, the newest ones"""
    tracker: Tracker = Tracker.TENSORBOARD
    """where metrics go besides metrics.jsonl"""


@dataclass(frozen=True, kw_only=True)
class LoopSettings(ModelSettings):
    """What both trainers can be told. The text below a field is its help on the command line."""

    model: str | None = None
    """folder of a model or its name on the hub; not needed with a preset"""
    preset: Preset | None = None
    """paper: as in arXiv 2505.11480; tiny: a small model that is built here, from nothing to a report"""
    output: Path = Path("trained")
    """folder for checkpoints, metrics and the learning curve"""
    resume: bool = False
    """go on from the newest checkpoint in the output folder, with the same options as before"""
    dataset: str = "bundled"
    """problems: bundled, or a path"""
    split: str = "train"
    """which of them"""
    problems: tuple[str, ...] = ()
    """ids of the problems, separated by commas; without: all of the split that can be timed"""
    show_assembly: bool = True
    """whether the prompt has the assembly of gcc -O3 besides the C source"""
    reward: str = "agents.language_rl:log_speedup"
    """a reward of asm_gym, or module:function"""
    tests_per_step: int = 10
    """tests for each answer"""
    pairs: int = 6
    """pairs of timed runs for each answer"""
    num_envs: int = 4
    """answers that are built and tested at the same time"""
    remember: bool = False
    """a text keeps its first score for the whole run: repetitions cost no time; a lucky measurement stays lucky"""

    steps: int | None = None
    """batches; without: as many as the epochs take"""
    epochs: int = 1
    """passes over the problems"""
    batch: int = 16
    """answers in a batch, over all processes"""
    generation_batch: int = 16
    """answers that are generated together; while the next ones are, these are judged"""
    micro_batch: int = 1
    """answers in one forward and backward pass; gradients add up over the batch"""
    max_prompt_tokens: int = 2000
    """longer prompts are left out"""
    max_new_tokens: int = 2000
    """an answer is cut off there"""
    temperature: float = 0.5
    """of sampling, and of the policy that is trained"""

    lr: float = 1e-6
    """learning rate of the policy (Adam)"""
    warmup_steps: int = 0
    """batches over which the learning rate rises"""
    final_lr_share: float = 1.0
    """part of the learning rate that is left at the end, after a straight descent"""
    update_epochs: int = 1
    """passes over each batch, one optimizer step each"""
    clip: float = 0.2
    """the ratio of new and old probability of a token counts up to 1 +- this"""
    kl_coef: float = 0.0
    """weight of the divergence from the model that training began with"""
    kl: KL = KL.SAMPLED
    """how that divergence is computed"""
    entropy_coef: float = 0.0
    """weight of the entropy bonus"""
    target_kl: float | None = None
    """a batch's passes end where the policy has moved further than this, in nats per token"""
    max_grad_norm: float = 1.0
    """longer gradients are shortened to this"""

    seed: int = 0
    """of weights that are new, order of problems, sampling and tests"""
    save_every: int = 20
    """steps between checkpoints"""

    def __post_init__(self) -> None:
        """Refuses values that cannot be meant, before anything is loaded or measured.

        Raises:
            ArgumentError: which one, and what is allowed.
        """
        require_settings(
            self,
            counts=(
                "tests_per_step", "pairs", "num_envs", "steps", "epochs", "batch", "generation_batch", "micro_batch",
                "max_prompt_tokens", "max_new_tokens", "update_epochs", "lora_rank", "threads", "save_every", "keep",
            ),
            above_zero=("temperature", "clip", "target_kl", "max_grad_norm"),
            not_negative=("lr", "warmup_steps", "kl_coef", "entropy_coef", "seed"),
            shares=("final_lr_share",),
        )  # fmt: skip

    @property
    def questions(self) -> int:
        """Problems in a batch, over all processes."""
        return self.batch


def require_settings(
    settings: Any,
    *,
    counts: Sequence[str] = (),
    above_zero: Sequence[str] = (),
    not_negative: Sequence[str] = (),
    shares: Sequence[str] = (),
) -> None:
    """Refuses settings that are out of range; None is allowed where a setting may be that.

    Args:
        settings: A trainer's.
        counts: Names of those that are integers of at least 1.
        above_zero: Of those that are finite and above 0.
        not_negative: Of those that are finite and at least 0.
        shares: Of those from 0 to 1.

    Raises:
        ArgumentError: which one, and what is allowed.
    """
    given = {name: value for name, value in vars(settings).items() if value is not None}
    for name in given.keys() & set(counts):
        require_integer(name, given[name], least=1)
    for name in given.keys() & {*not_negative, *shares}:
        require_number(name, given[name], least=0)
    for name in given.keys() & set(above_zero):
        if not 0 < given[name] < math.inf:
            msg = f"{name}={given[name]}; give a number above 0"
            raise ArgumentError(msg)
    for name in given.keys() & set(shares):
        if given[name] > 1:
            msg = f"{name}={given[name]}; give a number from 0 to 1"
            raise ArgumentError(msg)
    for name, allowed in {"device": ("auto", "cpu", "cuda"), "dtype": ("auto", "float32", "bfloat16")}.items():
        if given[name] not in allowed:
            msg = f"{name} is {given[name]!r}; give {', '.join(allowed[:-1])} or {allowed[-1]}"
            raise ArgumentError(msg)


S = TypeVar("S", bound=LoopSettings)


# --------------------------------------------------------------------------------------------------------- command line


def parse(kind: type[S], arguments: Sequence[str] | None, description: str) -> S:
    """Settings from the command line: an option for each field, over the preset's values, over the defaults.

    Args:
        kind: The settings' class.
        arguments: None: those of this process.
        description: Of the command.
    """
    parser = argparse.ArgumentParser(description=description, allow_abbrev=False)
    hints, helps = typing.get_type_hints(kind), _field_docs(kind)
    for field in dataclasses.fields(kind):
        required = field.default is dataclasses.MISSING
        shown = "" if required or field.default in (None, ()) else f" (default: {field.default})"
        option = {"help": (helps[field.name] + shown).replace("%", "%%"), "default": argparse.SUPPRESS}
        option |= {"required": True} if required else {}
        parser.add_argument(f"--{field.name.replace('_', '-')}", **option, **_conversion(hints[field.name]))
    given = vars(parser.parse_args(arguments))
    preset = given.get("preset")
    chosen = {name: value for name, value in (overrides(preset) if preset else {}).items() if name in hints}
    for name, value in chosen.items():
        kind_of = hints[name]
        if inspect.isclass(kind_of) and issubclass(kind_of, StrEnum):
            chosen[name] = kind_of(value)
    return kind(**chosen | given)


def _conversion(hint: Any) -> dict[str, Any]:
    """How argparse reads a field of this type."""
    if isinstance(hint, types.UnionType):  # X | None
        inner = _conversion(next(one for one in typing.get_args(hint) if one is not type(None)))
        return inner | {"type": _optional(inner["type"])}
    if hint is bool:
        return {"action": argparse.BooleanOptionalAction}
    if typing.get_origin(hint) is tuple:
        return {"type": lambda text: tuple(name for name in text.split(",") if name), "metavar": "A,B"}
    if issubclass(hint, StrEnum):
        return {"type": hint, "metavar": "{" + ",".join(hint) + "}"}
    return {"type": hint, "metavar": hint.__name__.upper()}


def _optional(convert: Callable[[str], Any]) -> Callable[[str], Any]:
    """Reads "none" as None."""

    def read(text: str) -> Any:
        return None if text == "none" else convert(text)

    read.__name__ = convert.__name__  # in argparse's messages
    return read


def _field_docs(kind: type[Any]) -> dict[str, str]:
    """The text below each field of a dataclass, those of its bases included."""
    found: dict[str, str] = {}
    for one in reversed(kind.__mro__[:-1]):
        body = ast.parse(inspect.cleandoc(inspect.getsource(one))).body[0].body  # type: ignore[attr-defined]
        for field, text in itertools.pairwise(body):
            if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
                found[field.target.id] = " ".join(ast.literal_eval(text.value).split())  # type: ignore[union-attr]
    return found
