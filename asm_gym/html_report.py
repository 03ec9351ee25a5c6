"""One self-contained HTML page about a run of an agent: no scripts, no requests, all text escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from asm_gym.html_figures import Dot, Mark, dot_plot, shown, side_by_side, stacked_bar
from asm_gym.html_style import STYLE
from asm_gym.report import Summary, counted, figures, intervals, summarize
from asm_gym.results import Kind, Row, Run
from asm_gym.rewards import Evaluation
from asm_gym.verify import Verdict

_BEST_FINDS: Final = 5
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Even if something got through the escaping, a browser would neither run nor fetch it."""
_LABELS: Final = {
    Mark.FASTER: "proven faster",
    Mark.SAME: "no difference proven",
    Mark.SLOWER: "proven slower",
    Mark.COPY: "copies of the baseline",
    Mark.UNTIMED: "passed, too brief to be timed",
    Mark.FAILED: "failed",
}
_STAGES: Final = {
    "assemble": (Verdict.ASSEMBLE_ERROR,),
    "check and link": (Verdict.POLICY_VIOLATION, Verdict.LINK_ERROR),
    "run": (
        *(Verdict.SECURITY_VIOLATION, Verdict.TIMEOUT, Verdict.OUTPUT_LIMIT, Verdict.MEMORY_LIMIT),
        Verdict.RUNTIME_ERROR,
    ),
    "compare the output": (Verdict.WRONG_OUTPUT,),
    "all stages": (Verdict.PASSED,),
}
_SETTINGS_FIRST: Final = ("agent", "agent_args", "dataset", "split", "limit", "attempts", "max_turns", "reward", "seed")


def page(run: Run) -> str:
    """The page.

    Args:
        run: With one finished problem at least.
    """
    candidates = [row for row in run.rows if row.kind is Kind.CANDIDATE]
    nulls = {row.evaluation.problem_id: row.evaluation for row in run.rows if row.kind is Kind.NULL}
    summaries = [
        summarize(run.agent, [row.evaluation for row in candidates]),
        summarize("null (equal speed)", list(nulls.values())),
    ]
    dataset = " / ".join(str(run.settings[name]) for name in ("dataset", "split") if name in run.settings)
    where = " · ".join(str(run.facts[name]) for name in ("cpu", "started") if name in run.facts)
    sections = {
        "Table": _table(summaries, len(run.facts.get("problems") or ())),
        "Speedups": _speedups(candidates, nulls),
        "Verdicts by stage": _verdicts(candidates),
        "Best finds": _best_finds(candidates, run.baselines()),
        "Every problem": _problems(candidates, nulls),
        "Machine, tools and settings": _machine(run),
    }
    body = "\n".join(f"<section><h2>{title}</h2>\n{content}</section>" for title, content in sections.items())
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{shown(_POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{shown(run.agent)} on {shown(dataset)}</title>
<style>{STYLE}</style>
</head>
<body>
<header><h1>{shown(run.agent)} <small>on {shown(dataset)}</small></h1>
<p>{shown(where)}</p>
{_cards(summaries[0])}</header>
<main>
{body}
</main>
</body>
</html>
"""


def mark_of(evaluation: Evaluation) -> Mark:
    """What became of a candidate, as the plot tells it."""
    if evaluation.verdict is not Verdict.PASSED:
        return Mark.FAILED
    if evaluation.is_copy:
        return Mark.COPY
    if evaluation.speedup is None:
        return Mark.UNTIMED
    one = counted(evaluation)
    return Mark.FASTER if one.low > 1 else Mark.SLOWER if one.high < 1 else Mark.SAME


# ------------------------------------------------------------------------------------------------------------ sections


def _cards(one: Summary) -> str:
    pass_low, pass_high = one.passed_interval
    spread = "one problem" if one.geometric_interval is None else "{:.2f} to {:.2f}".format(*one.geometric_interval)
    cards = (
        ("geometric mean", f"{one.geometric_mean:.2f}&times;", spread),
        ("proven faster", f"{one.proven_faster:.0%}", f"of {one.problems} problems"),
        ("pass", f"{one.passed:.0%}", f"{pass_low:.0%} to {pass_high:.0%}"),
        ("copies", f"{one.copies:.0%}", "machine code of the baseline"),
    )
    items = "".join(f"<li><span>{name}</span><b>{value}</b><i>{note}</i></li>" for name, value, note in cards)
    return f'<ul class="cards">{items}</ul>'


def _table(summaries: Sequence[Summary], wanted: int) -> str:
    names = list(figures(summaries[0]))
    head = "".join(f"<th>{shown(name)}</th>" for name in ("agent", *names))
    rows = "".join(
        f"<tr><th>{shown(one.name)}</th>{''.join(f'<td>{cell}</td>' for cell in figures(one).values())}</tr>"
        for one in summaries
    )
    notes = "".join(f"<p>{shown(intervals(one))}</p>" for one in summaries)
    explained = "<p>Speedup over gcc -O3. Failures and untimed programs count as 1.00; nothing is clamped.</p>"
    if (missing := wanted - summaries[0].problems) > 0:
        explained += f"<p>{missing} of {wanted} problems have no result and do not count.</p>"
    whole = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="wide">{whole}</div>{explained}{notes}'


def _speedups(candidates: Sequence[Row], nulls: Mapping[str, Evaluation]) -> str:
    dots = [_dot(row.evaluation, nulls.get(row.evaluation.problem_id)) for row in candidates]
    dots.sort(key=lambda dot: (-dot.speedup, dot.mark is Mark.FAILED, dot.name))
    counts = Counter(dot.mark for dot in dots)
    explained = (
        "<p>Dots are medians with their 95 % intervals; the small grey ones below are candidates of equal speed, "
        "measured the same way: what lies within their spread is noise. The axis is logarithmic.</p>"
    )
    return f"{stacked_bar({mark: (_LABELS[mark], counts[mark]) for mark in Mark})}{explained}{dot_plot(dots)}"


def _dot(evaluation: Evaluation, null: Evaluation | None) -> Dot:
    one, mark = counted(evaluation), mark_of(evaluation)
    timed = mark in (Mark.FASTER, Mark.SAME, Mark.SLOWER)
    equal = None
    if null is not None and null.speedup is not None and null.verdict is Verdict.PASSED:
        same = counted(null)
        equal = (same.speedup, same.low, same.high)
    note = f"{one.speedup:.3f} ({one.low:.3f} to {one.high:.3f})" if timed else _LABELS[mark]
    return Dot(
        name=evaluation.problem_id,
        mark=mark,
        speedup=one.speedup,
        low=one.low,
        high=one.high,
        note=note if mark is not Mark.FAILED else evaluation.verdict.value,
        null=equal,
    )


def _verdicts(candidates: Sequence[Row]) -> str:
    best = Counter(row.evaluation.verdict.value for row in candidates)
    tried = Counter(verdict for row in candidates for verdict in row.attempts)
    rows = []
    for stage, verdicts in _STAGES.items():
        for number, verdict in enumerate(verdicts):
            name = f'<th rowspan="{len(verdicts)}">{stage}</th>' if number == 0 else ""
            cells = "".join(_count(counts[verdict.value], counts.total(), verdict) for counts in (best, tried))
            rows.append(f"<tr>{name}<td>{verdict.value}</td>{cells}</tr>")
    columns = "".join(f"<th>{name}</th>" for name in ("ended at", "verdict", "best answers", "all attempts"))
    return f'<table class="verdicts"><thead><tr>{columns}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _count(count: int, total: int, verdict: Verdict) -> str:
    if not count:
        return '<td class="count"><b class="zero">0</b></td>'
    kind = "faster" if verdict is Verdict.PASSED else "failed"
    bar = f'<span class="bar {kind}" style="width:calc({count / total:.3f} * (100% - 5em))"></span>'
    return f'<td class="count"><b>{count}</b>{bar}</td>'


def _best_finds(candidates: Sequence[Row], baselines: Mapping[str, str]) -> str:
    finds = [row for row in candidates if mark_of(row.evaluation) is Mark.FASTER]
    finds.sort(key=lambda row: -counted(row.evaluation).low)
    if not finds:
        return "<p>No candidate is proven to be faster than its baseline.</p>"
    explained = "<p>Lines that differ from the baseline; white space and unwind tables (.cfi) are left out.</p>"
    return explained + "\n".join(
        _find(row, baselines.get(row.evaluation.problem_id), is_open=number == 0)
        for number, row in enumerate(finds[:_BEST_FINDS])
    )


def _find(row: Row, baseline: str | None, *, is_open: bool) -> str:
    one = counted(row.evaluation)
    title = f"<b>{shown(row.evaluation.problem_id)}</b> {one.speedup:.2f}&times; <i>{one.low:.2f} to {one.high:.2f}</i>"
    content = "<p>The run has no baseline to compare with: it was made by an earlier version.</p>"
    if baseline is not None:
        content = side_by_side(baseline, row.text, ("gcc -O3", "candidate"))
    return f"<details{' open' if is_open else ''}><summary>{title}</summary>{content}</details>"


def _problems(candidates: Sequence[Row], nulls: Mapping[str, Evaluation]) -> str:
    columns = ("problem", "verdict", "speedup", "95 %", "equal speed", "tests", "pairs", "baseline", "remarks")
    head = "".join(f"<th>{name}</th>" for name in columns)
    rows = "".join(_problem(row.evaluation, nulls.get(row.evaluation.problem_id)) for row in candidates)
    whole = f'<table class="problems"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="wide">{whole}</div>'


def _problem(evaluation: Evaluation, null: Evaluation | None) -> str:
    mark, one = mark_of(evaluation), counted(evaluation)
    timed = evaluation.speedup is not None and evaluation.verdict is Verdict.PASSED
    remarks = [*(["copy"] if mark is Mark.COPY else []), evaluation.message, *evaluation.warnings]
    cells = (
        f"{one.speedup:.3f}" if timed else "-",
        f"{one.low:.3f} to {one.high:.3f}" if timed else "-",
        f"{null.speedup:.3f}" if null is not None and null.speedup is not None else "-",
        f"{evaluation.tests_passed} / {evaluation.tests_total}",
        str(evaluation.pairs),
        "-" if evaluation.baseline_time_s is None else f"{1000 * evaluation.baseline_time_s:.1f} ms",
    )
    return (
        f'<tr><th>{shown(evaluation.problem_id)}</th><td class="verdict {mark}">{evaluation.verdict.value}</td>'
        f"{''.join(f'<td>{shown(cell)}</td>' for cell in cells)}"
        f'<td class="remarks">{shown("; ".join(filter(None, remarks)))}</td></tr>'
    )


def _machine(run: Run) -> str:
    tools = run.facts.get("tools")
    facts = {"processor": run.facts.get("cpu", "unknown"), "asm_gym": run.facts.get("version", "unknown")}
    facts |= tools if isinstance(tools, dict) else {}
    facts |= {"sandbox": ", ".join(sorted({row.evaluation.sandbox for row in run.rows}))}
    facts |= {"started": run.facts.get("started", "unknown")}
    first = [name for name in _SETTINGS_FIRST if name in run.settings]
    settings = {name: run.settings[name] for name in (*first, *sorted(run.settings.keys() - set(first)))}
    return f'<div class="pair">{_facts(facts)}{_facts(settings)}</div>'


def _facts(facts: Mapping[str, Any]) -> str:
    rows = "".join(f"<tr><th>{shown(name)}</th><td>{shown(value)}</td></tr>" for name, value in facts.items())
    return f'<table class="facts"><tbody>{rows}</tbody></table>'
