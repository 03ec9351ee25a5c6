"""What the commands share: how they print, fail, show progress and take the number of workers."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from asm_gym.errors import ArgumentError, did_you_mean
from asm_gym.lanes import allowed_cores
from asm_gym.problem import Problem
from asm_gym.toolchain import escape

OUR_FAULT: Final = 2
"""Exit status when asm_gym, a dataset or an argument is at fault; verdicts on candidates never are."""

workers_option = click.option(
    "--workers", type=click.IntRange(min=1), help="problems at once  [default: one per core, 4 at most]"
)


def at_once(num_envs: int | None) -> int:
    """How much is worked on at once: what was asked for, or one per core, 4 at most."""
    return num_envs or min(4, len(allowed_cores()))


def fail(message: str) -> NoReturn:
    """Ends the command with one line on standard error."""
    complain(message)
    sys.exit(OUR_FAULT)


def complain(message: str) -> None:
    """One line on standard error."""
    click.echo(f"error: {escape(message)}", err=True)


@contextlib.contextmanager
def progress_bar(total: int | None, *, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """A progress bar on standard error; calling it finishes one item and names it."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as progress:
        task = progress.add_task("", total=total)

        def advance(what: str) -> None:
            progress.update(task, advance=1, description=escape(what)[:40])

        yield advance


def make_console() -> Console:
    """Standard output: names are printed as they are, and only a terminal breaks lines."""
    plain: dict[str, Any] = {"highlight": False, "markup": False, "emoji": False}
    console = Console(**plain)
    return console if console.is_terminal else Console(**plain, width=150, soft_wrap=True)


def only_problem(problems: Mapping[str, Problem], problem_id: str | None) -> str:
    """The id that was given, or that of the only problem.

    Raises:
        ArgumentError: there is no such problem, or several and none was named.
    """
    if problem_id is None and len(problems) == 1:
        return next(iter(problems))
    if problem_id is None or problem_id not in problems:
        has = f"the dataset has {', '.join(sorted(problems)[:8])}{' …' if len(problems) > 8 else ''}"
        msg = f"say which problem with --problem; {has}"
        if problem_id is not None:
            msg = f"no problem {problem_id!r}; {has}.{did_you_mean(problem_id, problems)}"
        raise ArgumentError(msg)
    return problem_id


def escape_text(text: str) -> str:
    """Text for the terminal, tabs kept."""
    return "\t".join(escape(part) for part in text.split("\t"))
