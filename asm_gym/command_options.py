"""Options that several commands share: every keyword of the environment is one."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

import click

from asm_gym.config import EvaluationConfig


def evaluation_options(**defaults: Any) -> Callable[[Any], Any]:
    """One option for each keyword of the environment that an evaluation has."""

    def decorate(command: Any) -> Any:
        for one in reversed(dataclasses.fields(EvaluationConfig)):
            default = defaults.get(one.name, one.default)
            flag = f"--{one.name.replace('_', '-')}"
            kind: Any = {"bool": bool, "int": int, "float": float, "str": str}[str(one.type)]
            name = f"{flag}/--no-{flag[2:]}" if kind is bool else flag
            command = click.option(name, type=kind, default=default, help=one.metadata["help"])(command)
        return command

    return decorate


def evaluation_config(options: Mapping[str, Any]) -> EvaluationConfig:
    """The configuration that the options of `evaluation_options` describe.

    Raises:
        ArgumentError: a value is impossible.
    """
    return EvaluationConfig(**{one.name: options[one.name] for one in dataclasses.fields(EvaluationConfig)})


def dataset_options(command: Any) -> Any:
    """The environment's other keywords, and how the work is spread."""
    untimeable_help = "also problems marked as too brief to be timed; scoring ignores it"
    reward_help, agents_help = "registered name or module:function", "whether agents see the baseline"
    for option in (
        click.option("--dataset", default="bundled", help="bundled, FILE.jsonl or a folder of problems"),
        click.option("--split", default="all", help="split of the dataset; scoring ignores it"),
        click.option("--reward", default="conservative_speedup", help=reward_help),
        click.option("--max-turns", type=click.IntRange(min=1), default=1, help="turns of an episode; scoring has one"),
        click.option("--show-assembly/--no-show-assembly", default=True, help=agents_help),
        click.option("--include-untimeable/--no-include-untimeable", default=True, help=untimeable_help),
        click.option(
            "--num-envs", type=click.IntRange(min=1), help="evaluations at once  [default: one per core, 4 at most]"
        ),
        click.option("--seed", type=click.IntRange(min=0), default=0, help="of drawn tests and inputs"),
    ):
        command = option(command)
    return command
