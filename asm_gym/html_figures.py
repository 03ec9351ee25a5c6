"""Pieces of a page without scripts: a dot plot with whiskers, bars, a side-by-side difference. All text is escaped."""

from __future__ import annotations

import difflib
import html
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from asm_gym.toolchain import escape

_TAB_COLUMNS: Final = 8
_CONTEXT_LINES: Final = 3
_COMPARED_LINES: Final = 3000
"""More lines of a text are not compared: the time grows with the square."""
_SHOWN_LINES: Final = 1500
_LINE_CHARACTERS: Final = 160


def shown(value: object) -> str:
    """Any value as text of a page, in an attribute too: control characters as escapes, markup as entities."""
    return html.escape(escape(str(value)), quote=True)


# ------------------------------------------------------------------------------------------------------------ dot plot


class Mark(StrEnum):
    """How a dot is drawn; also its class in the page."""

    FASTER = "faster"
    """The interval lies above 1."""
    SAME = "same"
    """The interval has 1 in it."""
    SLOWER = "slower"
    """The interval lies below 1."""
    COPY = "copy"
    """The baseline's own code."""
    UNTIMED = "untimed"
    """Passed, but too brief to be timed."""
    FAILED = "failed"
    """Did not pass; counts as 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One row of the plot: a speedup with its interval, and that of equal speed on the same problem."""

    name: str
    mark: Mark
    speedup: float
    low: float
    high: float
    note: str
    """What the pointer is told."""
    null: tuple[float, float, float] | None = None
    """Speedup, low and high of a candidate of equal speed; None: not timed."""


_WIDTH: Final = 1000
_LEFT: Final = 210
_RIGHT: Final = 910
_TOP: Final = 34
_BOTTOM: Final = 30
_LABELLED_ROWS: Final = 150
_TICKS: Final = (
    *(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9),
    *(1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 50.0, 70.0),
    *(100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0),
)
_TICK_DISTANCE: Final = 46
_FINEST: Final = 0.08
"""The axis spans this part of 1 to both sides at least, so that noise does not look like an effect."""


class _Axis:
    """A logarithmic axis over the plot's width."""

    def __init__(self, values: Sequence[float]) -> None:
        sane = [min(max(value, 1e-3), 1e4) for value in values]
        low, high = math.log(min(1 - _FINEST, *sane)), math.log(max(1 + _FINEST, *sane))
        margin = 0.03 * (high - low)
        self._low, self._high = low - margin, high + margin

    def x(self, value: float) -> float:
        """Position of a value; values outside are drawn at the edge."""
        share = (math.log(max(value, 1e-9)) - self._low) / (self._high - self._low)
        return _LEFT + (_RIGHT - _LEFT) * min(1.0, max(0.0, share))

    def ticks(self) -> list[float]:
        """Round values within, 1 among them, none too close to another."""
        taken = [1.0]
        for value in sorted(_TICKS, key=lambda value: abs(math.log(value))):
            inside = self._low <= math.log(value) <= self._high
            if inside and all(abs(self.x(value) - self.x(other)) >= _TICK_DISTANCE for other in taken):
                taken.append(value)
        return sorted(taken)


def dot_plot(dots: Sequence[Dot]) -> str:
    """An SVG drawing with a row for each dot, in the given order; beyond 150 rows they are thin and unnamed."""
    pitch = 21 if len(dots) <= 60 else 15 if len(dots) <= _LABELLED_ROWS else 5
    bottom = _TOP + pitch * len(dots)
    edges = [value for dot in dots for value in (dot.low, dot.high, *(dot.null or ()))]
    axis = _Axis(edges)
    parts = [f'<svg class="plot" viewBox="0 0 {_WIDTH} {bottom + _BOTTOM}" role="img" aria-label="speedups">']
    for tick in axis.ticks():
        x, kind = axis.x(tick), "one" if tick == 1 else "grid"
        parts.append(f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 6}" y2="{bottom + 6}"/>')
        for y in (_TOP - 12, bottom + 20):
            parts.append(f'<text class="tick" x="{x:.1f}" y="{y}">{tick:g}</text>')
    for number, dot in enumerate(dots):
        parts.append(_row(dot, axis, _TOP + pitch * (number + 0.5), pitch))
    return "\n".join((*parts, "</svg>"))


def _row(dot: Dot, axis: _Axis, y: float, pitch: int) -> str:
    radius = 4.5 if pitch > 10 else 2.0
    parts = [f'<g class="row {dot.mark}"><title>{shown(dot.name)}: {shown(dot.note)}</title>']
    parts.append(f'<rect class="hover" x="0" y="{y - pitch / 2:.1f}" width="{_WIDTH}" height="{pitch}"/>')
    if pitch > 10:
        name = dot.name if len(dot.name) <= 30 else f"{dot.name[:29]}…"
        parts.append(f'<text class="name" x="{_LEFT - 12}" y="{y + 4:.1f}">{shown(name)}</text>')
        figure = "failed" if dot.mark is Mark.FAILED else "-" if dot.mark is Mark.UNTIMED else f"{dot.speedup:.2f}"
        parts.append(f'<text class="figure" x="{_WIDTH - 14}" y="{y + 4:.1f}">{figure}</text>')
    if dot.null is not None:
        middle, low, high = dot.null
        below = y + pitch / 4
        parts.append(_whisker("null", axis, low, high, below))
        parts.append(f'<circle class="null" cx="{axis.x(middle):.1f}" cy="{below:.1f}" r="{radius / 2.2:.1f}"/>')
    x = axis.x(dot.speedup)
    if dot.mark is Mark.FAILED:
        a, b = f"{x - radius:.1f},{y - radius:.1f}", f"{x + radius:.1f},{y + radius:.1f}"
        c, d = f"{x - radius:.1f},{y + radius:.1f}", f"{x + radius:.1f},{y - radius:.1f}"
        parts.append(f'<path class="dot" d="M{a} L{b} M{c} L{d}"/>')
    else:
        parts.append(_whisker("whisker", axis, dot.low, dot.high, y))
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>')
    return "".join((*parts, "</g>"))


def _whisker(kind: str, axis: _Axis, low: float, high: float, y: float) -> str:
    return f'<line class="{kind}" x1="{axis.x(low):.1f}" x2="{axis.x(high):.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'


# ---------------------------------------------------------------------------------------------------------------- bars


def stacked_bar(parts: Mapping[str, tuple[str, int]]) -> str:
    """A bar of shares with its legend.

    Args:
        parts: Class in the page, label and count of each part by class; empty ones are left out.
    """
    total = sum(count for _, count in parts.values()) or 1
    some = [(kind, label, count) for kind, (label, count) in parts.items() if count]
    bar = "".join(
        f'<span class="part {shown(kind)}" style="flex-grow:{count}" title="{shown(label)}: {count}"></span>'
        for kind, label, count in some
    )
    legend = "".join(
        f'<li><span class="key {shown(kind)}"></span>{shown(label)} <b>{count}</b> <i>{count / total:.0%}</i></li>'
        for kind, label, count in some
    )
    return f'<div class="stack">{bar}</div><ul class="legend">{legend}</ul>'


# --------------------------------------------------------------------------------------------- side-by-side difference


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a text that is compared."""

    number: int
    text: str


def side_by_side(before: str, after: str, titles: tuple[str, str]) -> str:
    """A table of two assembly texts: changed lines face each other, of equal ones a few around changes are there.

    White space and unwind tables, which tell where registers were saved, do not count.
    """
    old, new = _lines(before), _lines(after)
    cut = max(len(old), len(new)) > _COMPARED_LINES
    old, new = old[:_COMPARED_LINES], new[:_COMPARED_LINES]
    # Without autojunk many equal lines, which only hostile texts have, would take minutes.
    keys_old, keys_new = ([" ".join(line.text.split()) for line in lines] for lines in (old, new))
    matcher = difflib.SequenceMatcher(None, keys_old, keys_new, autojunk=True)
    rows: list[str] = []
    for group in matcher.get_grouped_opcodes(_CONTEXT_LINES):
        if rows:
            rows.append('<tr class="gap"><td colspan="4">⋯</td></tr>')
        rows += [row for opcode in group for row in _facing(opcode, old, new)]
    notes = [f"only the first {_COMPARED_LINES} lines of each were compared"] if cut else []
    if len(rows) > _SHOWN_LINES:
        notes.append(f"{len(rows) - _SHOWN_LINES} more lines are not shown")
    if not rows:
        notes.append("no line differs")
    head = "".join(f'<th colspan="2">{shown(title)}</th>' for title in titles)
    under = "".join(f"<p>{note}</p>" for note in notes)
    columns = '<colgroup><col class="number"><col><col class="number"><col></colgroup>'
    body = "\n".join(rows[:_SHOWN_LINES])
    table = f'<table class="diff">{columns}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="scroll">{table}</div>{under}'


def _lines(text: str) -> list[_Line]:
    numbered = enumerate(text.splitlines(), 1)
    return [_Line(number, line) for number, line in numbered if not line.lstrip().startswith(".cfi_")]


def _facing(opcode: tuple[str, int, int, int, int], old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[str]:
    """Rows of a stretch that is equal, replaced, deleted or inserted."""
    tag, i1, i2, j1, j2 = opcode
    for offset in range(max(i2 - i1, j2 - j1)):
        left, right = i1 + offset, j1 + offset
        sides = _side(left, i2, old, "del", tag) + _side(right, j2, new, "ins", tag)
        yield f"<tr>{sides}</tr>"


def _side(index: int, end: int, lines: Sequence[_Line], changed: str, tag: str) -> str:
    if index >= end:
        return '<td class="number"></td><td class="none"></td>'
    kind = "" if tag == "equal" else f' class="{changed}"'
    text = lines[index].text.expandtabs(_TAB_COLUMNS)
    text = f"{text[: _LINE_CHARACTERS - 1]}…" if len(text) > _LINE_CHARACTERS else text
    return f'<td class="number">{lines[index].number}</td><td{kind}>{shown(text)}</td>'
