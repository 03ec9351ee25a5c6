"""The asm-gym command: runs agents and reports on them; looks at the machine."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from asm_gym import __version__, datasets
from asm_gym.agent import Agent, own_code, parse_arguments, resolve_agent, without_secrets
from asm_gym.agent_run import AgentRun, AgentStuckError, Finished, Rules
from asm_gym.command_options import dataset_options, evaluation_config, evaluation_options
from asm_gym.comparison import Comparison, compare_runs, obstacles, other_effort, other_settings
from asm_gym.console import OUR_FAULT, at_once, complain, fail, make_console, progress_bar
from asm_gym.dataset_command import dataset
from asm_gym.doctor import Level, examine
from asm_gym.errors import ArgumentError, AsmGymError
from asm_gym.evaluate import Evaluator
from asm_gym.html_report import page
from asm_gym.lanes import leave_timing_cores
from asm_gym.problem import Problem
from asm_gym.report import intervals, summarize, table
from asm_gym.results import Kind, ResultsFile, Run, read_run
from asm_gym.rewards import Evaluation, resolve
from asm_gym.score_command import score
from asm_gym.toolchain import escape
from asm_gym.verify import Verdict

_EVALUATE_LAYOUTS = 3
_PROBLEMS_IN_A_MESSAGE = 3
_MESSAGE_CHARACTERS = 160


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120, "show_default": True})
@click.version_option(__version__, prog_name="asm-gym")
def cli() -> None:
    """asm_gym: score x86-64 assembly against gcc -O3, honestly and fast."""
    sys.path.insert(0, os.getcwd())  # agents and rewards of the current folder


# ------------------------------------------------------------------------------------------------------ evaluate


@cli.command()
@click.option("--agent", "agent_name", help="o3, native, a name in ./agents, or module:attr")
@click.option(
    "--agent-arg", "agent_args", multiple=True, metavar="KEY=VALUE", help="argument of the agent's class; JSON or text"
)
@click.option("--limit", type=click.IntRange(min=1), help="at most so many problems")
@click.option(
    "--attempts",
    type=click.IntRange(min=1),
    help="tries per problem; the best is measured afresh  [default: what the agent asks for, or 1]",
)
@click.option(
    "--act-timeout-s",
    type=click.FloatRange(min=0, min_open=True),
    default=3600.0,
    help="seconds after which an agent that does not answer is given up",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="folder of the results; an existing one is resumed  [default: results/AGENT-TIME]",
)
@click.option(
    "--compare",
    "folders",
    nargs=2,
    type=click.Path(path_type=Path),
    metavar="DIR_A DIR_B",
    help="run nothing: compare the results in two folders, problem by problem",
)
@dataset_options
@evaluation_options(layouts=_EVALUATE_LAYOUTS)
def evaluate(agent_name: str | None, folders: tuple[Path, Path] | None, **options: Any) -> None:
    """Run an agent over a dataset and print the table, with a measured null row under it."""
    if (agent_name is None) == (folders is None):
        fail("give either --agent NAME, to run an agent, or --compare DIR_A DIR_B, to compare two runs")
    if folders is not None:
        _print_comparison(*map(read_run, folders))
        return
    assert agent_name is not None
    _run_agent(agent_name, **options)


def _run_agent(
    name: str,
    *,
    agent_args: Sequence[str],
    limit: int | None,
    attempts: int | None,
    act_timeout_s: float,
    output: Path | None,
    dataset: str,
    split: str,
    reward: str,
    num_envs: int | None,
    seed: int,
    **options: Any,
) -> None:
    # Absolute, because the agent may change the folder.
    folder = (output or Path("results") / f"{name.replace(':', '.')}-{time.strftime('%Y%m%d-%H%M%S')}").absolute()
    config, reward_fn = evaluation_config(options), own_code(f"reward {reward!r}", resolve(reward))
    arguments = parse_arguments(agent_args)
    leave_timing_cores(config.timing_cores)  # before the agent is made: it may start threads
    policy = resolve_agent(name, arguments)
    agent = Agent(name, policy)
    rules = Rules(
        reward=reward_fn,
        seed=seed,
        attempts=attempts or agent.attempts,
        max_turns=options["max_turns"],
        show_assembly=options["show_assembly"],
        act_timeout_s=act_timeout_s,
        workers=at_once(num_envs),
    )
    loaded = datasets.load(dataset, split)
    problems = [one for one in loaded if one.timeable or options["include_untimeable"]][:limit]
    if not problems:
        fail(f"all {len(loaded)} problems are marked as too brief to be timed; leave --no-include-untimeable out")
    settings = {"agent": name, "agent_args": without_secrets(arguments), "attempts": rules.attempts}
    settings |= {"dataset": dataset, "split": split, "limit": limit, "reward": reward, "seed": seed, **options}
    results = ResultsFile(
        folder,
        settings,
        version=__version__,
        problems={problem.id: problem.content_hash for problem in problems},
    )
    evaluator = Evaluator(config)
    run = AgentRun(agent, evaluator, rules)
    try:
        faults, stuck = _fill(results, run, problems)
    except KeyboardInterrupt:
        click.echo(f"interrupted: {_kept(results)}", err=True)
        sys.exit(130)
    finally:
        evaluator.close()
        results.close()
    _print_results(name, results, len(problems))
    usage = own_code(f"agent {name!r}", lambda: str(getattr(policy, "usage", "")))()
    if usage:
        click.echo(f"{name}, since it was started: {escape(usage)}")
    if run.asked_again:
        count, first = run.asked_again.total(), next(iter(run.asked_again))
        said = f"{count} problems were asked about once more, one at a time, because a batch failed: {first}"
        click.echo(f"warning: {escape(said)}", err=True)
    _complain_once(faults)
    if stuck is not None:
        complain(f"{stuck}; {_kept(results)}")
    sys.exit(OUR_FAULT if faults or stuck else 0)


def _fill(
    results: ResultsFile, run: AgentRun, problems: Sequence[Problem]
) -> tuple[list[Finished], AgentStuckError | None]:
    """Writes the results of the problems that have none; gives those that failed, and why the run ended early."""
    done = {row.evaluation.problem_id for row in results.rows}
    todo = [problem for problem in problems if problem.id not in done]
    faults: list[Finished] = []
    finished = run.over(todo)
    with progress_bar(len(todo)) as advance, contextlib.closing(finished):
        try:
            for one in finished:
                if one.fault:
                    faults.append(one)
                else:
                    results.append(one.rows)
                advance(one.problem.id)
        except AgentStuckError as error:
            return faults, error
    return faults, None


def _kept(results: ResultsFile) -> str:
    return f"{len(results.rows) // 2} problems are in {results.path}; {results.how_to_resume}"


def _complain_once(faults: Sequence[Finished]) -> None:
    """One line for each fault, whatever the number of problems that have it."""
    by_message: dict[str, list[str]] = {}
    for one in faults:
        fault = re.sub(r"\b0x[0-9a-f]{6,}", "0x…", one.fault)  # addresses of objects make equal faults look different
        by_message.setdefault(fault, []).append(one.problem.id)
    for message, names in by_message.items():
        some, more = names[:_PROBLEMS_IN_A_MESSAGE], len(names) - _PROBLEMS_IN_A_MESSAGE
        complain(f"{', '.join(some)}{f' and {more} more' if more > 0 else ''}: {message}")


def _print_results(agent: str, results: ResultsFile, wanted: int) -> None:
    console = make_console()
    rows = sorted(results.rows, key=lambda row: row.evaluation.problem_id)
    by_kind = {kind: [row.evaluation for row in rows if row.kind is kind] for kind in Kind}
    if not rows:
        return
    candidates, nulls = by_kind[Kind.CANDIDATE], by_kind[Kind.NULL]
    summaries = [summarize(agent, candidates), summarize("null (equal speed)", nulls)]
    console.print(table(summaries, console.width))
    for one in summaries:
        console.print(intervals(one))
    if missing := wanted - len(candidates):
        console.print(f"{missing} of {wanted} problems have no result and do not count")
    for name, evaluations in ((agent, candidates), ("null", nulls)):
        untimed = sum(e.verdict is Verdict.PASSED and e.speedup is None for e in evaluations)
        if untimed:
            console.print(f"{name}: {untimed} passed but run too briefly to be timed; they count as 1.00", markup=False)
    _print_failures(console, candidates)
    noisy = sum(any("noisy" in warning for warning in e.warnings) for e in (*candidates, *nulls))
    if noisy:
        console.print(f"{noisy} measurements are marked noisy: see the warnings in the results")
    console.print(f"results: {results.path}")


def _print_failures(console: Console, candidates: Sequence[Evaluation]) -> None:
    """One line for each verdict that is none of a pass: how many, and the first one's message."""
    by_verdict: dict[Verdict, list[Evaluation]] = {}
    for one in candidates:
        if one.verdict is not Verdict.PASSED:
            by_verdict.setdefault(one.verdict, []).append(one)
    for verdict, failed in sorted(by_verdict.items(), key=lambda item: -len(item[1])):
        said = escape(" ".join(failed[0].message.split()))[:_MESSAGE_CHARACTERS]
        console.print(f"{len(failed)} failed with {verdict.value}, {escape(failed[0].problem_id)} first: {said}")


# ------------------------------------------------------------------------------------------------------- compare


def _print_comparison(a: Run, b: Run) -> None:
    evaluations_a, evaluations_b = a.evaluations(Kind.CANDIDATE), b.evaluations(Kind.CANDIDATE)
    common = {one.problem_id for one in evaluations_a} & {one.problem_id for one in evaluations_b}
    facts_a, facts_b = ({"settings": run.settings, **run.facts} for run in (a, b))
    reasons = obstacles(facts_a, facts_b, common)
    if reasons:
        click.echo(f"warning: {escape(f'{a.folder} and {b.folder} are not compared: ' + '; '.join(reasons))}", err=True)
        return
    console = make_console()
    found = compare_runs(evaluations_a, evaluations_b)
    settings_a, settings_b = ({**run.settings, "version": run.facts.get("version")} for run in (a, b))
    for line in other_settings(settings_a, settings_b):
        click.echo(f"warning: the runs were measured differently, {escape(line)}", err=True)
    for line in other_effort(settings_a, settings_b):
        click.echo(f"note: one run could try more often than the other, {escape(line)}", err=True)
    _print_means(console, found, a, b)
    if found.different:
        console.print(_differences(found))
    console.print(f"the other {len(found.pairs) - len(found.different)} problems: their intervals overlap")
    for run, names in ((a, found.only_a), (b, found.only_b)):
        if names:
            console.print(f"{len(names)} problems are in {escape(str(run.folder))} only and do not count")


def _print_means(console: Console, found: Comparison, a: Run, b: Run) -> None:
    result = Table(title=f"{len(found.pairs)} problems that both runs have (failures count as 1.00)")
    for name in ("", "agent", "folder", "geo mean"):
        result.add_column(name, justify="right" if name == "geo mean" else "left")
    for letter, run, mean in (("A", a, found.geometric_mean_a), ("B", b, found.geometric_mean_b)):
        result.add_row(letter, escape(run.agent), escape(str(run.folder)), f"{mean:.3f}")
    console.print(result)
    if found.interval is None:
        console.print(f"B / A: {found.ratio:.3f}; one problem gives no interval")
        return
    (low, high), faster = found.interval, "B" if found.ratio > 1 else "A"
    verdict = f"{faster} is faster" if found.proven else "no difference is proven"
    console.print(f"B / A: {found.ratio:.3f}, 95 % {low:.3f} to {high:.3f} (paired bootstrap over problems): {verdict}")


def _differences(found: Comparison) -> Table:
    result = Table(title=f"{len(found.different)} problems differ for real: their own 95 % intervals do not overlap")
    for name in ("problem", "A", "95 %", "B", "95 %", "B / A"):
        result.add_column(name, justify="left" if name == "problem" else "right")
    for pair in found.different:
        sides = [
            text for one in (pair.a, pair.b) for text in (f"{one.speedup:.3f}", f"{one.low:.3f} to {one.high:.3f}")
        ]
        result.add_row(escape(pair.problem_id), *sides, f"{pair.ratio:.3f}")
    return result


# -------------------------------------------------------------------------------------------------------- report


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="the page  [default: report.html in FOLDER]"
)
def report(folder: Path, output: Path | None) -> None:
    """Make one HTML page of the results in FOLDER: table, intervals, verdicts, best finds, machine."""
    target = output or folder / "report.html"
    text = page(read_run(folder))
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        msg = f"cannot write {target}: {error.strerror}; give another --output"
        raise ArgumentError(msg) from error
    make_console().print(f"report: {escape(str(target))}")


# -------------------------------------------------------------------------------------------------------- doctor


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="print JSON")
def doctor(as_json: bool) -> None:
    """Look at tools, sandbox and timing of this machine, and say what to do."""
    leave_timing_cores()
    with progress_bar(None, quiet=as_json) as advance:
        diagnosis = examine(advance)
    if as_json:
        print(json.dumps(diagnosis.to_dict(), indent=2))
    else:
        colors = {Level.OK: "green", Level.WARNING: "yellow", Level.ERROR: "red"}
        result = Table("what", "", "found", "advice")
        for one in diagnosis.findings:
            result.add_row(one.name, Text(one.level.value, style=colors[one.level]), one.value, one.advice)
        make_console().print(result)
    sys.exit(0 if diagnosis.usable else OUR_FAULT)


cli.add_command(score)
cli.add_command(dataset)


def main() -> None:
    """Entry point: faults of ours become one line on standard error and exit status 2."""
    try:
        cli()
    except AsmGymError as error:
        fail(str(error))
    except BrokenPipeError:
        # The reader went away; Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
