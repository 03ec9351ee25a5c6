"""The asm-gym command: evaluate agents, score candidates, look at the machine and at datasets."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import importlib
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from asm_gym import __version__, datasets
from asm_gym.config import EvaluationConfig
from asm_gym.console import OUR_FAULT, at_once, complain, fail, make_console, only_problem, progress_bar
from asm_gym.dataset_command import dataset
from asm_gym.doctor import Level, examine
from asm_gym.env import feedback_text
from asm_gym.errors import ArgumentError, AsmGymError, DatasetError, did_you_mean
from asm_gym.evaluate import Evaluator
from asm_gym.lanes import cpu_model, leave_timing_cores
from asm_gym.parallel import in_order
from asm_gym.problem import Problem
from asm_gym.report import intervals, summarize, table
from asm_gym.resolution import NULL_SUFFIX
from asm_gym.reward_fn import strip_fences
from asm_gym.rewards import LISTED_FIELDS, Evaluation, resolve
from asm_gym.toolchain import compile_c, escape, tool_versions
from asm_gym.verify import Verdict

_EVALUATE_LAYOUTS = 3


_Result = TypeVar("_Result")


class Policy(Protocol):
    """An agent: a batch of observations in, as many texts out."""

    def act(self, observations: Sequence[Mapping[str, str]]) -> list[str]:
        """Answers each observation with assembly text."""
        ...


class CopyBaseline:
    """The built-in agent `o3`: answers with the baseline unchanged."""

    def act(self, observations: Sequence[Mapping[str, str]]) -> list[str]:
        """See `Policy`."""
        return [observation["assembly"] or compile_c(observation["c_source"]) for observation in observations]


class CompileNative:
    """The built-in agent `native`: answers with what gcc makes of the C program for this very processor."""

    def act(self, observations: Sequence[Mapping[str, str]]) -> list[str]:
        """See `Policy`."""
        return [compile_c(observation["c_source"], ("-O3", "-march=native")) for observation in observations]


_BUILT_IN: dict[str, Callable[[], Policy]] = {"o3": CopyBaseline, "native": CompileNative}


def resolve_agent(name: str) -> Policy:
    """The agent of a name: built in, a short name of `agents` in the current folder, or ``module:attr``.

    Raises:
        ArgumentError: there is none, it cannot be made, or it has no method `act`.
    """
    if name in _BUILT_IN:
        return _BUILT_IN[name]()
    module_name, _, attribute = name.partition(":")
    known: Iterable[str] = _BUILT_IN
    try:
        if attribute:
            module = _own_code(f"module {module_name!r}", importlib.import_module, ImportError)(module_name)
            known = vars(module)
            found: Any = getattr(module, attribute)
        else:
            agents = _own_code("module 'agents'", importlib.import_module, ImportError)("agents").AGENTS
            known = (*_BUILT_IN, *agents)
            found = agents[name]
    except (ImportError, AttributeError, KeyError) as error:
        reason = "not in agents.AGENTS" if isinstance(error, KeyError) else str(error)
        hint = did_you_mean(attribute or name, known)
        msg = f"no agent {name!r}: {reason}; use {', '.join(_BUILT_IN)} or module:attr.{hint}"
        raise ArgumentError(msg) from error
    policy = _own_code(f"agent {name!r}", found)() if isinstance(found, type) else found
    if not callable(getattr(policy, "act", None)):
        msg = f"agent {name!r} is {type(policy).__name__} without a method act(observations) -> list of texts"
        raise ArgumentError(msg)
    return policy  # type: ignore[no-any-return]


def _own_code(what: str, function: Callable[..., _Result], *passing: type[Exception]) -> Callable[..., _Result]:
    """The user's function; an exception in it becomes one line that says what and where, but ours and `passing`."""
    clear: tuple[type[Exception], ...] = (AsmGymError, *passing)

    @functools.wraps(function)
    def call(*arguments: Any) -> _Result:
        try:
            return function(*arguments)
        except clear:
            raise
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            ours = last.filename == __file__ or isinstance(error, SyntaxError)
            place = "" if ours else f" (line {last.lineno} of {last.filename})"
            detail = "".join(f": {line}" for line in str(error).splitlines()[:1])
            msg = f"{what} raised {type(error).__name__}{detail}{place}; correct it"
            raise ArgumentError(msg) from error

    return call


# --------------------------------------------------------------------------------------------------------- options


def _evaluation_options(**defaults: Any) -> Callable[[Any], Any]:
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


def _config(options: Mapping[str, Any]) -> EvaluationConfig:
    return EvaluationConfig(**{one.name: options[one.name] for one in dataclasses.fields(EvaluationConfig)})


def _dataset_options(command: Any) -> Any:
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


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120, "show_default": True})
@click.version_option(__version__, prog_name="asm-gym")
def cli() -> None:
    """asm_gym: score x86-64 assembly against gcc -O3, honestly and fast."""
    sys.path.insert(0, os.getcwd())  # agents and rewards of the current folder


# --------------------------------------------------------------------------------------------------------- score


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


@cli.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--candidates",
    type=click.Path(path_type=Path, dir_okay=False),
    help='JSONL lines {"id": problem, "text": assembly or reply}',
)
@click.option("--problem", "problem_id", help="the problem that FILE answers")
@click.option("--json", "as_json", is_flag=True, help="one JSON object a line on standard output, nothing else")
@_dataset_options
@_evaluation_options()
def score(
    file: Path | None, candidates: Path | None, problem_id: str | None, as_json: bool, dataset: str, reward: str,
    num_envs: int | None, seed: int, **options: Any,
) -> None:  # fmt: skip
    """Score the assembly in FILE, or every line of --candidates."""
    if (file is None) == (candidates is None):
        fail("give either FILE.s or --candidates FILE.jsonl")
    config, reward_fn = _config(options), _own_code(f"reward {reward!r}", resolve(reward))
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


# ------------------------------------------------------------------------------------------------------ evaluate


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One line of results.jsonl: an agent's best answer to a problem, or the null candidate."""

    kind: str
    evaluation: Evaluation
    text: str
    attempts: tuple[str, ...] = ()
    """Verdicts of the attempts, in order."""

    def to_json(self) -> str:
        """The line."""
        data = {"kind": self.kind, **self.evaluation.to_dict(), "attempts": list(self.attempts), "text": self.text}
        return json.dumps(data, allow_nan=False)

    @classmethod
    def from_json(cls, line: str) -> Row:
        """Reads a line that `to_json` wrote."""
        data = json.loads(line)
        values = {name: data[name] for name in LISTED_FIELDS}
        values |= {"verdict": Verdict(data["verdict"]), "warnings": tuple(data["warnings"])}
        return cls(data["kind"], Evaluation(**values), data["text"], tuple(data["attempts"]))


def _answer(
    act: Callable[..., Any], evaluator: Evaluator, problem: Problem, reward: Any, seed: int, options: Mapping[str, Any]
) -> Row:
    """Lets the agent try, and scores its best answer; that one is measured afresh when it was chosen among several."""
    prepared = evaluator.prepare(problem)
    tried: list[tuple[float, str, Evaluation]] = []
    for _ in range(options["attempts"]):
        feedback = ""
        for _ in range(options["max_turns"]):
            assembly = prepared.assembly if options["show_assembly"] else ""
            texts = act([{"c_source": problem.c_code, "assembly": assembly, "feedback": feedback}])
            if not isinstance(texts, list | tuple) or len(texts) != 1 or not isinstance(texts[0], str):
                answer = repr(texts)[:80]
                msg = f"the agent answered one observation with {answer}; act() must return a list with a text for each"
                raise ArgumentError(msg)
            # An only answer needs no second measurement; among several, hidden tests must not help to choose.
            only = options["attempts"] == options["max_turns"] == 1
            evaluation = evaluator.evaluate(problem, texts[0], reward=reward, seed=seed + len(tried), hidden=only)
            tried.append((evaluation.reward or 0.0, texts[0], evaluation))
            feedback = feedback_text(evaluation)
    _, text, best = max(tried, key=lambda one: one[0])
    if len(tried) > 1:
        best = evaluator.evaluate(problem, text, reward=reward, seed=seed + 1_000_003, hidden=True)
    return Row("candidate", best, text, tuple(evaluation.verdict.value for _, _, evaluation in tried))


def _null_row(evaluator: Evaluator, problem: Problem, reward: Any, seed: int) -> Row:
    text = evaluator.prepare(problem).assembly + NULL_SUFFIX
    return Row("null", evaluator.evaluate(problem, text, reward=reward, seed=seed + 2_000_003), "")


class ResultsFile:
    """results.jsonl of a run: written after every problem, read again when the run is resumed."""

    def __init__(self, folder: Path, settings: Mapping[str, Any]) -> None:
        """Opens or makes the folder.

        Raises:
            ArgumentError: it holds the results of other settings, or cannot be written.
        """
        self.path = folder / "results.jsonl"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            about = folder / "run.json"
            if about.exists():
                earlier = self._settings(about)
                different = sorted(key for key in settings if earlier.get(key) != settings[key])
                if different:
                    msg = f"{folder} holds a run with other settings ({', '.join(different)}); give another --output"
                    raise ArgumentError(msg)
            else:
                facts = {"settings": settings, "version": __version__, "cpu": cpu_model(), "tools": tool_versions()}
                whole = about.with_suffix(".tmp")
                whole.write_text(json.dumps(facts | {"started": time.strftime("%Y-%m-%dT%H:%M:%S%z")}, indent=2) + "\n")
                whole.replace(about)
            self.rows = self._read()
        except OSError as error:
            msg = f"cannot write results to {folder}: {error.strerror}; give another --output"
            raise ArgumentError(msg) from error

    @staticmethod
    def _settings(about: Path) -> Mapping[str, Any]:
        try:
            settings: Mapping[str, Any] = json.loads(about.read_text())["settings"]
        except (ValueError, KeyError, TypeError) as error:
            msg = f"{about} is not the record of a run ({error}); give another --output"
            raise ArgumentError(msg) from error
        return settings

    def _read(self) -> list[Row]:
        """Rows of an earlier part of the run; a last problem that was not written whole is dropped from the file."""
        if not self.path.exists():
            return []
        data = self.path.read_bytes()
        lines = data.splitlines(keepends=True)
        if lines and not lines[-1].endswith(b"\n"):
            lines.pop()
        rows = []
        for number, line in enumerate(lines, 1):
            try:
                rows.append(Row.from_json(line.decode()))
            except (ValueError, KeyError, TypeError) as error:
                msg = f"{self.path}, line {number} is no result ({error}); remove that problem or give another --output"
                raise ArgumentError(msg) from error
        if rows and rows[-1].kind == "candidate":
            rows.pop()
        whole = b"".join(lines[: len(rows)])
        if whole != data:
            self.path.write_bytes(whole)
        return rows

    def append(self, rows: Sequence[Row]) -> None:
        """Writes the rows of one problem, all or none of them.

        Raises:
            DatasetError: they cannot be written; earlier ones stay.
        """
        try:
            with self.path.open("a") as file:
                file.write("".join(row.to_json() + "\n" for row in rows))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            msg = f"{self.path} cannot be written: {error.strerror}; earlier results stay, the same command resumes"
            raise DatasetError(msg) from error
        self.rows += rows


@cli.command()
@click.option("--agent", required=True, help="o3, native, a name in ./agents, or module:attr")
@click.option("--limit", type=click.IntRange(min=1), help="at most so many problems")
@click.option(
    "--attempts",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="tries per problem; the best is measured afresh",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="folder of the results; an existing one is resumed [default: results/AGENT-TIME]",
)
@_dataset_options
@_evaluation_options(layouts=_EVALUATE_LAYOUTS)
def evaluate(
    agent: str,
    limit: int | None,
    output: Path | None,
    dataset: str,
    split: str,
    reward: str,
    num_envs: int | None,
    seed: int,
    **options: Any,
) -> None:
    """Run an agent over a dataset and print the table, with a measured null row under it."""
    config, reward_fn = _config(options), _own_code(f"reward {reward!r}", resolve(reward))
    act, turn = _own_code(f"agent {agent!r}", resolve_agent(agent).act), threading.Lock()
    loaded = datasets.load(dataset, split)
    problems = [one for one in loaded if one.timeable or options["include_untimeable"]][:limit]
    settings = {
        "agent": agent,
        "dataset": dataset,
        "split": split,
        "limit": limit,
        "reward": reward,
        "seed": seed,
        **options,
    }
    results = ResultsFile(
        output or Path("results") / f"{agent.replace(':', '.')}-{time.strftime('%Y%m%d-%H%M%S')}", settings
    )
    done = {row.evaluation.problem_id for row in results.rows}
    todo = [problem for problem in problems if problem.id not in done]
    leave_timing_cores(config.timing_cores)
    evaluator = Evaluator(config)
    faults: list[str] = []

    def ask(observations: Sequence[Mapping[str, str]]) -> Any:
        with turn:  # agents need not be thread-safe
            return act(observations)

    def work(problem: Problem) -> list[Row] | str:
        try:
            row = _answer(ask, evaluator, problem, reward_fn, seed, options)
            return [row, _null_row(evaluator, problem, reward_fn, seed)]
        except AsmGymError as error:
            return f"{problem.id}: {error}"

    try:
        answers = in_order(work, todo, at_once(num_envs))
        with progress_bar(len(todo)) as advance, contextlib.closing(answers):
            for problem, rows in answers:
                if isinstance(rows, str):
                    faults.append(rows)
                else:
                    results.append(rows)
                advance(problem.id)
    except KeyboardInterrupt:
        click.echo(
            f"interrupted: {len(results.rows) // 2} problems are in {results.path}; the same command resumes it",
            err=True,
        )
        sys.exit(130)
    finally:
        evaluator.close()
    _print_results(agent, results)
    for fault in faults:
        complain(fault)
    sys.exit(OUR_FAULT if faults else 0)


def _print_results(agent: str, results: ResultsFile) -> None:
    console = make_console()
    rows = {kind: [row.evaluation for row in results.rows if row.kind == kind] for kind in ("candidate", "null")}
    if not rows["candidate"]:
        return
    summaries = [summarize(agent, rows["candidate"]), summarize("null (equal speed)", rows["null"])]
    console.print(table(summaries, console.width))
    for one in summaries:
        console.print(intervals(one))
    for name, evaluations in ((agent, rows["candidate"]), ("null", rows["null"])):
        untimed = sum(e.verdict is Verdict.PASSED and e.speedup is None for e in evaluations)
        if untimed:
            console.print(f"{name}: {untimed} passed but run too briefly to be timed; they count as 1.00", markup=False)
    noisy = sum(any("noisy" in warning for warning in e.warnings) for e in (*rows["candidate"], *rows["null"]))
    if noisy:
        console.print(f"{noisy} measurements are marked noisy: see the warnings in the results")
    console.print(f"results: {results.path}")


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
