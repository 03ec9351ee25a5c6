"""Where the preset tiny begins: a small model that knows slow and fast assembly of a dozen bundled problems.

What compilers make of them is measured, a few outputs of different speed are chosen for each problem, and a new model
learns to answer with any of them, all alike. It is then up to reinforcement learning to find out which is the fastest.

The problems are those of the split "train" whose outputs are short and differ in speed, and whose fastest one still
runs for more than 5 ms: a shorter run is timed badly.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import asm_gym
from agents import sft
from agents.compilers import variants
from agents.language_presets import build_tiny
from asm_gym import ArgumentError, Evaluation, EvaluationConfig, Evaluator, Problem, ProblemError, Verdict

PROBLEMS: Final = (
    "collatz", "crc32", "edit_distance", "gray_code_hamming", "knapsack", "longest_increasing_subsequence",
    "mandelbrot", "max_subarray_scan", "popcount_sum", "prime_sieve", "subset_sum_count", "substring_search",
)  # fmt: skip
_SLOW: Final = ("-O0", "-O1", "-Os")
"""Flags that `agents.compilers` does not try: here there must be something to unlearn."""
_LINES_AT_MOST: Final = 220
"""Longer outputs take the small model too long to learn. With them go most of those that are unrolled widely."""
_LEAST_S: Final = 5e-3
_LIKE: Final = 1.06
"""Outputs whose speeds differ by less than this factor count as equally fast."""
_EACH: Final = 4
"""Outputs that are chosen for each problem, if so many speeds differ."""
_EACH_AT_LEAST: Final = 3
_MEASURING: Final = EvaluationConfig(min_pairs=4, max_pairs=6, timing_budget_s=0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """What a compiler made of a problem."""

    problem_id: str
    c_source: str
    compiler: str
    flags: tuple[str, ...]
    text: str
    """Condensed assembly."""
    verdict: str | None = None
    """None: too long to be of use, so it was not measured; nor are the next three known."""
    speedup: float | None = None
    time_s: float | None = None
    """Of the timing inputs together."""
    code_digest: str | None = None


@dataclass(frozen=True, slots=True)
class WarmStart:
    """Where reinforcement learning begins."""

    model_dir: Path
    """The model and its tokenizer."""
    problem_ids: tuple[str, ...]
    known: frozenset[str]
    """What compilers wrote: `condense`d texts, and ``Evaluation.code_digest`` of those that were measured."""


def prepare(folder: Path, *, seed: int, problem_ids: Sequence[str] = PROBLEMS, epochs: int = 260) -> WarmStart:
    """Measures, chooses and trains; what the folder has already is not done again.

    Args:
        folder: Gets ``variants.jsonl`` (everything that compilers wrote), ``pairs.jsonl`` (what was chosen) and
            ``model``.
        seed: Of the model's weights and the order of training.
        problem_ids: Bundled problems.
        epochs: Passes over the chosen outputs.

    Raises:
        ArgumentError: there is no such problem, compilers wrote nothing of use for one, or the folder is about others.
        ToolchainError: there is no compiler.
        SandboxError, TimingError: the outputs cannot be measured.
        KeyboardInterrupt: a signal ended the training of the model, which is to begin again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = _variants(folder / "variants.jsonl", problem_ids)
    by_problem = defaultdict(list)
    for one in written:
        by_problem[one.problem_id].append(one)
    chosen = [one for some in by_problem.values() for one in choose(some)]
    _write_lines(folder / "pairs.jsonl", chosen)
    model_dir = folder / "model"
    if not model_dir.exists():
        _train(folder, model_dir, seed, epochs)
    digests = {one.code_digest for one in written if one.code_digest is not None}
    return WarmStart(model_dir, tuple(by_problem), frozenset(digests | {one.text for one in written}))


# --------------------------------------------------------------------------------------------------- compilers' outputs


def _variants(path: Path, problem_ids: Sequence[str]) -> list[Variant]:
    """What compilers make of the problems, measured, and written to a file that appears when all is done."""
    if path.exists():
        lines = path.read_text(encoding="utf-8").splitlines()
        written = [Variant(**data | {"flags": tuple(data["flags"])}) for data in map(json.loads, lines)]
        if (there := {one.problem_id for one in written}) != set(problem_ids):
            msg = f"{str(path)!r} is about other problems ({', '.join(sorted(there))}); give another --output"
            raise ArgumentError(msg)
        return written
    problems = {problem.id: problem for problem in asm_gym.load("bundled", "all")}
    if unknown := [one for one in problem_ids if one not in problems]:
        msg = f"no bundled problem is called {', '.join(unknown)}; asm-gym dataset list shows them"
        raise ArgumentError(msg)
    began = time.perf_counter()
    evaluator = Evaluator(_MEASURING)
    # One is built and tested while another one is timed.
    with ThreadPoolExecutor(len(evaluator.cores.building) + 1) as threads:
        try:
            compiled = threads.map(_compiled, (problems[one] for one in problem_ids))
            distinct = [one for some in compiled for one in some]
            measured = threads.map(lambda one: _measured(evaluator, problems[one.problem_id], one), distinct)
            written = list(measured)
        finally:
            evaluator.close()
    print(f"{len(written)} outputs of compilers measured in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    _write_lines(path, written)
    return written


def _compiled(problem: Problem) -> list[Variant]:
    """The different texts that this machine's compilers make of a problem, condensed."""
    compilers = asm_gym.host_compilers()
    tried = [*variants(compilers, rounding=False), *((name, (flag,)) for name in compilers for flag in _SLOW)]
    found: dict[str, Variant] = {}
    for compiler, flags in tried:
        try:
            text = condense(asm_gym.compile_c(problem.c_code, flags, compiler=compiler))
        except ProblemError:
            continue
        one = Variant(problem_id=problem.id, c_source=problem.c_code, compiler=compiler, flags=flags, text=text)
        found.setdefault(text, one)
    return list(found.values())


def _measured(evaluator: Evaluator, problem: Problem, variant: Variant) -> Variant:
    if variant.text.count("\n") > _LINES_AT_MOST:
        return variant
    found = evaluator.evaluate(problem, variant.text, seed=0)
    return _with(variant, found)


def _with(variant: Variant, found: Evaluation) -> Variant:
    measured = {
        "verdict": found.verdict.value, "speedup": found.speedup, "time_s": found.candidate_time_s,
        "code_digest": found.code_digest,
    }  # fmt: skip
    return Variant(**asdict(variant) | measured)


_UNNEEDED: Final = re.compile(r"\s*\.(ident|file|loc|cfi_\w+|size|type|addrsig|addrsig_sym)\b")
_SECTION: Final = re.compile(r"\s*\.(section|text|data|bss)\b")
_NOTE: Final = re.compile(r"\s*\.section\s+\"?\.(note|comment|eh_frame|debug)")
_LOCAL: Final = re.compile(r"(\.L[\w.$]*):")
_NAME: Final = re.compile(r"\.L[\w.$]*")


def condense(assembly: str) -> str:
    """The assembly without what the program does not need.

    That is comments, notes, unwind and debug information, types and sizes of symbols, labels that nothing names, and
    changes of section that another one follows.
    """
    lines: list[str] = []
    in_note = False
    for line in assembly.splitlines():
        code = line.rstrip() if '"' in line else line.partition("#")[0].rstrip()
        if _SECTION.match(code):
            in_note = _NOTE.match(code) is not None
            if lines and _SECTION.match(lines[-1]) and not in_note:
                lines.pop()
        if code and not in_note and not _UNNEEDED.match(code):
            lines.append(code)
    named = {name for line in lines if not _LOCAL.fullmatch(line) for name in _NAME.findall(line)}
    kept = [line for line in lines if (label := _LOCAL.fullmatch(line)) is None or label[1] in named]
    return "\n".join(kept) + "\n"


def choose(written: Iterable[Variant], *, each: int = _EACH) -> list[Variant]:
    """Some outputs of one problem, different in speed: the fastest first, the slowest, and some between them.

    Of those that are equally fast the shortest is taken. Where fewer than three speeds differ, the shortest others
    follow.

    Raises:
        ArgumentError: none is right, long enough to be timed and short enough to be learned.
    """
    written = list(written)
    usable = [
        one for one in written
        if one.verdict == Verdict.PASSED and one.speedup and (one.time_s is None or one.time_s >= _LEAST_S)
    ]  # fmt: skip
    if not usable:
        names = ", ".join({one.problem_id for one in written})
        msg = f"no compiler's output for {names} passes, runs {1e3 * _LEAST_S:g} ms and has {_LINES_AT_MOST} lines"
        raise ArgumentError(msg)
    groups: list[list[Variant]] = []
    for one in sorted(usable, key=_speedup, reverse=True):
        if groups and _speedup(groups[-1][0]) < _LIKE * _speedup(one):
            groups[-1].append(one)
        else:
            groups.append([one])
    shortest = [min(group, key=_lines) for group in groups]
    steps = (len(shortest) - 1) / (each - 1)
    places = {round(steps * rank) for rank in range(each)} if len(shortest) > each else set(range(len(shortest)))
    chosen = [shortest[place] for place in sorted(places)]
    others = sorted((one for one in usable if one not in chosen), key=_lines)
    return chosen + others[: max(0, min(each, _EACH_AT_LEAST) - len(chosen))]


def _speedup(variant: Variant) -> float:
    assert variant.speedup is not None, "only outputs that were timed are compared"
    return variant.speedup


def _lines(variant: Variant) -> int:
    return variant.text.count("\n")


# --------------------------------------------------------------------------------------------------------------- model


def _train(folder: Path, model_dir: Path, seed: int, epochs: int) -> None:
    """Trains a new model on the chosen outputs; its folder appears when it is done."""
    pairs = sft.read_pairs([folder / "pairs.jsonl"], show_assembly=False)
    model, tokenizer = build_tiny([text for pair in pairs for text in (pair.prompt, pair.answer)], seed=seed)
    settings = sft.Settings(
        model="tiny", data=(), epochs=epochs, lr=3e-3, warmup_steps=50, rows=4, accumulate=1, seed=seed, log_every=100,
        device="cpu",
        pack_tokens=max(len(sft.encode(tokenizer, pair)) for pair in pairs),
    )  # fmt: skip
    began = time.perf_counter()
    if not sft.train(model, tokenizer, pairs, settings, _print):
        raise KeyboardInterrupt
    print(f"warm start: {len(pairs)} outputs learned in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    partial = model_dir.with_name("partial")
    shutil.rmtree(partial, ignore_errors=True)
    model.save_pretrained(partial)
    tokenizer.save_pretrained(partial)
    partial.rename(model_dir)


def _print(step: int, metrics: Mapping[str, float]) -> None:
    figures = ", ".join(f"{name} {value:.4g}" for name, value in metrics.items())
    print(f"warm start, step {step}: {figures}", flush=True)


def _write_lines(path: Path, written: Iterable[Variant]) -> None:
    partial = path.with_suffix(".partial")
    partial.write_text("".join(json.dumps(asdict(one)) + "\n" for one in written), encoding="utf-8")
    partial.rename(path)
