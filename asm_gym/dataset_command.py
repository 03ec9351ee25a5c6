"""``asm-gym dataset``: list, show, validate and import problems."""

from __future__ import annotations

import contextlib
import itertools
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from asm_gym import datasets
from asm_gym.codenet import PER_TASK, read_codenet
from asm_gym.config import EvaluationConfig
from asm_gym.console import (
    OUR_FAULT,
    at_once,
    complain,
    escape_text,
    make_console,
    only_problem,
    progress_bar,
    workers_option,
)
from asm_gym.errors import AsmGymError
from asm_gym.evaluate import Evaluator
from asm_gym.importing import ImportFiles, ImportPlan, Reason, run_import
from asm_gym.lanes import leave_timing_cores
from asm_gym.parallel import in_order
from asm_gym.problem import Problem
from asm_gym.resolution import Signal, measure
from asm_gym.submission import Entries
from asm_gym.supercoder import read_supercoder
from asm_gym.toolchain import compile_c, escape
from asm_gym.validate import Report, validate


@click.group()
def dataset() -> None:
    """List, show and validate problems."""


@dataset.command("list")
@click.argument("name", default="bundled")
@click.option("--split", default="all")
def dataset_list(name: str, split: str) -> None:
    """List the problems of a dataset."""
    result = Table("id", "title", "family", "level", "tests", "split")
    for one in datasets.load(name, split):
        tests = "generated" if one.generator else str(len(one.tests))
        cells = (one.id, one.title or "", one.family or "", one.level or "", tests, one.split or "all")
        result.add_row(*(Text(escape(cell)) for cell in cells))
    make_console().print(result)


@dataset.command("show")
@click.argument("problem_id")
@click.argument("name", default="bundled")
@click.option("--assembly", is_flag=True, help="also print the baseline")
@click.option("--measure/--no-measure", "measuring", default=True, help="measure what the clock can tell about it")
@click.option("--rebuilds/--no-rebuilds", default=True, help="… and what other compilers, flags and faster.c gain")
@click.option("--seed", type=click.IntRange(min=0), default=0, help="of drawn inputs and tests")
def dataset_show(problem_id: str, name: str, assembly: bool, measuring: bool, rebuilds: bool, seed: int) -> None:
    """Show one problem, or a table of what the clock can tell about every one: `dataset show all [NAME]`."""
    problems = {problem.id: problem for problem in datasets.load(name)}
    if problem_id == "all" and "all" not in problems:
        chosen = list(problems.values())
    else:
        chosen = [one := problems[only_problem(problems, problem_id)]]
        _print_problem(one, assembly)
    if measuring:
        leave_timing_cores()
        _print_signals(chosen, rebuilds, seed)


def _print_problem(one: Problem, assembly: bool) -> None:
    for key in ("id", "title", "family", "level", "description", "faster_form", "source", "license", "split"):
        if getattr(one, key):
            click.echo(f"{key}: {escape(getattr(one, key))}")
    if not one.timeable:
        click.echo("timeable: false (by the dataset: not drawn for training)")
    click.echo(f"\n{escape_text(one.c_code)}")
    if assembly:
        click.echo(escape_text(compile_c(one.c_code)))


def _print_signals(problems: Sequence[Problem], rebuilds: bool, seed: int) -> None:
    """A row per problem, measured one after the other; a broken problem does not stop the others."""
    evaluator, faults, signals = Evaluator(), [], []
    try:
        with progress_bar(len(problems)) as advance:
            for one in problems:
                try:
                    signals.append(measure(one, evaluator, rebuilds=rebuilds, seed=seed))
                except AsmGymError as error:  # what was measured of the others is printed all the same
                    faults.append(f"{one.id}: {error}")
                advance(one.id)
    finally:
        evaluator.close()
    console = make_console()
    columns = ("id", "baseline", "start-up", "equal speed measured as", "timeable", "headroom", "by")
    result = Table(*columns)
    for signal in signals:
        result.add_row(*(Text(escape(cell)) for cell in _signal_cells(signal)))
    if signals:
        console.print(result)
    if len(signals) == 1 == len(problems):
        for rebuild in signals[0].rebuilds:
            gained = rebuild.failure if rebuild.speedup is None else f"{rebuild.speedup:.2f}"
            console.print(Text(f"  {escape(rebuild.name)}: {escape(gained)}"))
    elif signals:
        shares = sorted(signal.start_up_share for signal in signals)
        timeable = sum(signal.timeable for signal in signals)
        share = f"share of process start-up {statistics.median(shares):.1%} at the median"
        console.print(f"{timeable} of {len(signals)} timeable; {share}")
    for fault in faults:
        complain(fault)
    sys.exit(OUR_FAULT if faults else 0)


def _signal_cells(signal: Signal) -> tuple[str, ...]:
    null = "not timed" if signal.null_low is None else f"{signal.null_low:.3f} to {signal.null_high:.3f}"
    best = signal.best
    gained = ("", "") if best is None or best.speedup is None else (f"{best.speedup:.2f}", best.name)
    time, share = f"{signal.baseline_s * 1e3:.1f} ms", f"{signal.start_up_share:.1%}"
    return signal.problem_id, time, share, null, "yes" if signal.timeable else "no", *gained


@dataset.command("validate")
@click.argument("name", default="bundled")
@click.option("--problem", "problem_id", help="only this problem")
@click.option("--inputs", type=click.IntRange(min=4), default=50, help="generated inputs per problem")
@click.option("--seed", type=click.IntRange(min=0), default=0, help="of drawn inputs and tests")
@workers_option
def dataset_validate(name: str, problem_id: str | None, inputs: int, seed: int, workers: int | None) -> None:
    """Prove that optimization levels agree, trivial programs are rejected and sanitizers are silent."""
    problems = {problem.id: problem for problem in datasets.load(name)}
    if problem_id is not None:
        problems = {problem_id: problems[only_problem(problems, problem_id)]}
    leave_timing_cores()
    evaluator = Evaluator()
    failures = 0
    console = make_console()

    def work(one: Problem) -> Report:
        return validate(one, inputs=inputs, seed=seed, evaluator=evaluator)

    try:
        reports = in_order(work, problems.values(), at_once(workers))
        with progress_bar(len(problems)) as advance, contextlib.closing(reports):
            for one, report in reports:
                failures += not report.passed
                verdict, color = ("ok", "green") if report.passed else ("FAILED", "red")
                console.print(Text(f"{escape(one.id)}: {verdict}", style=color))
                for check in report.checks:
                    console.print(Text(f"  {'ok  ' if check.passed else 'FAIL'} {check.name}: {escape(check.detail)}"))
                advance(one.id)
    finally:
        evaluator.close()
    console.print(f"{len(problems) - failures} of {len(problems)} problems are valid")
    sys.exit(1 if failures else 0)


@dataset.group("import")
def dataset_import() -> None:
    """Make problems of other collections: each program is vetted, and rejected with a reason where it is unfit.

    Problems go to NAME.jsonl, the others to NAME.rejected.jsonl; a run that was interrupted is resumed by the same
    command.
    """


def _import_options(command: Any) -> Any:
    for option in (
        click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="NAME.jsonl"),
        click.option(
            "--tests", "tests_at_most", type=click.IntRange(min=1), default=100, help="given tests used of each"
        ),
        click.option(
            "--fresh", type=click.IntRange(min=0), default=20, help="hidden tests made by changing given inputs"
        ),
        click.option("--multiply/--no-multiply", default=False, help="join tests where the format allows, to be timed"),
        click.option("--limit", type=click.IntRange(min=1), help="at most so many programs"),
        click.option("--wall-limit-s", type=click.FloatRange(min=0.01), default=10.0, help="limit of one run"),
        click.option("--seed", type=click.IntRange(min=0), default=0, help="of changed inputs"),
        workers_option,
    ):
        command = option(command)
    return command


@dataset_import.command("codenet")
@click.argument("tree", type=click.Path(path_type=Path))
@click.option("--test-folder", type=click.Path(path_type=Path), help="has pXXXXX/input.N.txt  [default: in the tree]")
@click.option("--per-task", type=click.IntRange(min=1), default=PER_TASK, help="accepted submissions of each task")
@_import_options
def import_codenet(tree: Path, test_folder: Path | None, per_task: int, **options: Any) -> None:
    """Project CodeNet: metadata/pXXXXX.csv, data/pXXXXX/C/*.c, and test cases input.N.txt in a folder of the task."""
    about = {"codenet": str(tree.absolute()), "test_folder": test_folder and str(test_folder), "per_task": per_task}
    most = options["tests_at_most"]
    _import(read_codenet(tree, tests=test_folder, per_task=per_task, tests_at_most=most), about, **options)


@dataset_import.command("supercoder")
@click.argument("files", type=click.Path(path_type=Path, dir_okay=False), nargs=-1, required=True)
@_import_options
def import_supercoder(files: tuple[Path, ...], **options: Any) -> None:
    """The rows of arXiv 2505.11480, as parquet; tells whose assembly a row calls its baseline.

    Give the files of all splits at once: near duplicates are dropped across them, and the first stays.
    """
    entries = itertools.chain.from_iterable([read_supercoder(file) for file in files])
    _import(entries, {"supercoder": [_fingerprint(file) for file in files]}, **options)


@dataset_import.command("jsonl")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_import_options
def import_jsonl(file: Path, **options: Any) -> None:
    """Problems in this package's own format, to vet them like strangers' and to add fresh hidden tests."""
    _import(datasets.entries(file), {"jsonl": _fingerprint(file)}, **options)


def _fingerprint(file: Path) -> list[Any]:
    """What tells that a file is the one that an earlier run read."""
    about = file.stat()
    return [str(file.absolute()), about.st_size, about.st_mtime_ns]


def _import(
    entries: Entries, about: Mapping[str, Any], *, output: Path, limit: int | None, wall_limit_s: float,
    workers: int | None, **plan: Any,
) -> None:  # fmt: skip
    files = ImportFiles(output, {**about, "wall_limit_s": wall_limit_s, **plan})
    leave_timing_cores()
    evaluator = Evaluator(EvaluationConfig(wall_limit_s=wall_limit_s))
    try:
        with progress_bar(limit) as advance:
            some = itertools.islice(entries, limit)
            run_import(some, files, ImportPlan(**plan), evaluator, workers=at_once(workers), on_done=advance)
    except KeyboardInterrupt:
        click.echo(f"interrupted: {len(files.done)} programs are done; the same command goes on", err=True)
        sys.exit(130)
    finally:
        evaluator.close()
    _print_import(files)
    if not files.accepted:
        complain("nothing was imported; see the reasons, and check the path and the options")
        sys.exit(1)


def _print_import(files: ImportFiles) -> None:
    console = make_console()
    console.print(f"{files.accepted} problems in {files.path}")
    for name, count in files.notes.items():
        console.print(Text(f"  {escape(name)}: {count}"))
    if files.reasons:
        console.print(f"{sum(files.reasons.values())} rejected, see {files.rejected_path}")
    for reason in Reason:
        if files.reasons[reason]:
            console.print(f"  {reason.value}: {files.reasons[reason]}")
