"""The asm-gym score command: scores assembly texts of the user's."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from asm_gym import datasets
from asm_gym.agent import own_code
from asm_gym.command_options import dataset_options, evaluation_config, evaluation_options
from asm_gym.console import OUR_FAULT, at_once, complain, fail, make_console, only_problem, progress_bar
from asm_gym.env import feedback_text
from asm_gym.errors import ArgumentError, AsmGymError, DatasetError, did_you_mean
from asm_gym.evaluate import Evaluator
from asm_gym.lanes import leave_timing_cores
from asm_gym.parallel import in_order
from asm_gym.problem import Problem
from asm_gym.reward_fn import strip_fences
from asm_gym.rewards import Evaluation, resolve
from asm_gym.toolchain import escape


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """A text to score, or why there is none."""

    problem_id: str | None
    text: str
    error: str | None = None


def _read_candidates(path: Path) -> Iterator[Candidate]:
    """Candidates of a JSONL file; a malformed line becomes a candidate with an error."""
    try:
        file = path.open(encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        msg = f"cannot read the candidates {path}: {error.strerror}; check the path"
        raise DatasetError(msg) from error
    with file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                problem_id, text = row["id"], row["text"]
                if not isinstance(problem_id, str) or not isinstance(text, str):
                    what = "id and text must be strings"
                    raise TypeError(what)
            except (ValueError, TypeError, KeyError) as error:
                what = f"no key {error}" if isinstance(error, KeyError) else str(error)
                yield Candidate(None, "", f'{path}, line {number}: {what}; expected {{"id": ..., "text": ...}}')
            else:
                yield Candidate(problem_id, strip_fences(text))


def _load_problems(dataset: str) -> tuple[dict[str, Problem], dict[str, str]]:
    """Problems by id, and what is wrong with the others."""
    if not dataset.endswith(".jsonl"):
        return {problem.id: problem for problem in datasets.load(dataset)}, {}
    broken: dict[str, str] = {}

    def note(line: int, error: AsmGymError, problem_id: str | None) -> None:
        complain(str(error))
        broken[problem_id or f"line {line}"] = str(error)

    problems = {problem.id: problem for problem in datasets.load_jsonl(dataset, on_error=note)}
    if not problems and not broken:
        msg = f"{dataset} holds no problems; one JSON object a line with id, c_code and tests is expected"
        raise DatasetError(msg)
    return problems, broken


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--candidates",
    type=click.Path(path_type=Path, dir_okay=False),
    help='JSONL lines {"id": problem, "text": assembly or reply}',
)
@click.option("--problem", "problem_id", help="the problem that FILE answers")
@click.option("--json", "as_json", is_flag=True, help="one JSON object a line on standard output, nothing else")
@dataset_options
@evaluation_options()
def score(
    file: Path | None, candidates: Path | None, problem_id: str | None, as_json: bool, dataset: str, reward: str,
    num_envs: int | None, seed: int, **options: Any,
) -> None:  # fmt: skip
    """Score the assembly in FILE, or every line of --candidates."""
    if (file is None) == (candidates is None):
        fail("give either FILE.s or --candidates FILE.jsonl")
    config, reward_fn = evaluation_config(options), own_code(f"reward {reward!r}", resolve(reward))
    problems, broken = _load_problems(dataset)
    if file is not None:
        texts: Iterable[Candidate] = [Candidate(only_problem(problems, problem_id), _read_text(file))]
    else:
        assert candidates is not None
        wanted = problem_id and only_problem(problems, problem_id)
        texts = (one for one in _read_candidates(candidates) if one.error or wanted in (None, one.problem_id))
    leave_timing_cores(config.timing_cores)
    evaluator = Evaluator(config)
    failed = bool(broken)
    console = make_console()

    def work(item: tuple[int, Candidate]) -> Evaluation | str:
        number, one = item
        problem = problems.get(one.problem_id or "")
        if one.error:
            return one.error
        if problem is None:
            name = one.problem_id or ""
            return broken.get(name) or f"no problem {name!r} in {dataset}.{did_you_mean(name, problems)}"
        try:
            return evaluator.evaluate(problem, one.text, reward=reward_fn, seed=seed + number)
        except AsmGymError as error:
            return f"{type(error).__name__}: {error}"

    try:
        results = in_order(work, enumerate(texts), at_once(num_envs))
        with progress_bar(None, quiet=as_json) as advance, contextlib.closing(results):
            for (_, one), result in results:
                failed |= isinstance(result, str)
                _print_score(console, one, result, as_json=as_json)
                advance(one.problem_id or "")
    finally:
        evaluator.close()
    sys.exit(OUR_FAULT if failed else 0)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror}; check the path"
        raise ArgumentError(msg) from error


def _print_score(console: Console, one: Candidate, result: Evaluation | str, *, as_json: bool) -> None:
    if as_json:
        row = {"problem_id": one.problem_id, "error": result} if isinstance(result, str) else result.to_dict()
        print(json.dumps(row, allow_nan=False), flush=True)
    elif isinstance(result, str):
        named = "" if one.problem_id is None else f"{escape(one.problem_id)}: "
        console.print(Text(f"{named}error: {escape(result)}", style="red"))
    else:
        console.print(Text(f"{escape(result.problem_id)}: {feedback_text(result)}"))
        console.print(Text(f"  reward {result.reward:+.4f}" if result.reward is not None else "  no reward"))
