"""Changes of a C program that keep its meaning, and let compilers make other code of it.

The best branch-free loop is often out of reach of edits of single instructions: several branches must go at once. In
the source that is one change, whose meaning is that of C; the compiler then finds the instructions.

Only what is certain from the text alone is changed: assignments to plain variables, comparisons without loads, calls
or divisions. What a compiler refuses is the caller's to drop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np


class SourceRewrite(StrEnum):
    """Kinds of changes."""

    FLATTEN = "flatten"
    """An if with its else branches, all of plain assignments, becomes conditional assignments without a branch."""
    EAGER = "eager"
    """Comparisons joined by && or || are all evaluated, and joined by & or |."""
    HINT = "hint"
    """The compiler is told that a condition is mostly true, mostly false or unpredictable."""
    LOOP = "loop"
    """The compiler is told how to unroll or vectorize a loop."""
    INLINE = "inline"
    """The compiler is told to inline a function, or not to."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Text in place of a part of the source; an insertion where start and end are equal."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Site:
    """A place where something can be changed, in one of several ways."""

    kind: SourceRewrite
    options: tuple[tuple[_Change, ...], ...]


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


_TOKEN: Final = re.compile(
    r"""
    (?P<skipped> /\*.*?\*/ | //[^\n]* | \#(?:[^\n\\]|\\.)* )    # comments, and directives with what they go on in
    | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
    | (?:\d|\.\d)(?:[eEpP][+-]|[\w.])* | \w+
    | <<= | >>= | \.\.\. | \+\+ | -- | -> | && | \|\| | << | >> | [-+*/%&|^<>=!]= | \S
    """,
    re.VERBOSE | re.DOTALL,
)
_NAME: Final = re.compile(r"[A-Za-z_]\w*")
_KEYWORDS: Final = frozenset([
    "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern",
    "float", "for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed",
    "sizeof", "static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while",
])  # fmt: skip
_FLOATING: Final = re.compile(r"\b(?:float|double)\b")
_HARMLESS: Final = frozenset(["+", "-", "<", ">", "<=", ">=", "==", "!=", "!", "~", "^", "(", ")"])
"""Operators that neither fault nor change anything, whatever their operands are."""
_ASSIGNMENTS: Final = frozenset(["=", "+=", "-=", "*=", "^=", "|=", "&=", "<<=", ">>="])
_OPENING: Final = {"(": ")", "[": "]", "{": "}"}
_PREFIX: Final = "asm_gym_case"

_UNROLL_GCC: Final = tuple(f"GCC unroll {count}" for count in (1, 2, 4, 8))
_UNROLL_CLANG: Final = (*(f"clang loop unroll_count({count})" for count in (2, 4, 8)), "clang loop unroll(disable)")
_VECTORIZE_CLANG: Final = (
    "clang loop vectorize(disable)", *(f"clang loop vectorize_width({count})" for count in (4, 8, 16)),
    *(f"clang loop interleave_count({count})" for count in (2, 4)),
)  # fmt: skip
"""These let clang reorder floating-point sums."""


def find_sites(c_source: str, *, clang: bool) -> list[Site]:
    """Everything that can be changed in a program, in the order of its text within each kind.

    Args:
        c_source: The program, as a compiler takes it.
        clang: Whether the compiler is clang, which knows other hints than gcc.
    """
    tokens = [_Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(c_source) if m["skipped"] is None]
    conditions = list(_conditions(tokens))
    found = [] if re.search(r"\bvolatile\b", c_source) else list(_flattened(c_source, tokens))
    found += [_eager(c_source, tokens, *group) for group in _groups(tokens) if _is_eager(tokens, *group)]
    found += [_hinted(tokens, *condition, clang) for condition in conditions]
    pragmas = _UNROLL_GCC if not clang else _UNROLL_CLANG
    if clang and not _FLOATING.search(c_source):
        pragmas += _VECTORIZE_CLANG
    for start in _loops(tokens):
        found.append(Site(SourceRewrite.LOOP, tuple((_Change(start, start, f"\n#pragma {p}\n"),) for p in pragmas)))
    return [*found, *_functions(tokens)]


def apply(c_source: str, sites: Sequence[Site], chosen: Mapping[int, int]) -> str:
    """The program with some changes; one that overlaps with an earlier one is left out.

    Args:
        c_source: The program.
        sites: Of `find_sites` for it.
        chosen: Index of the option by index of the site.
    """
    made: list[_Change] = []
    for site in sorted(chosen):
        changes = sites[site].options[chosen[site]]
        if not any(_overlap(one, other) for one in changes for other in made):
            made += changes
    # Where two insert at the same place, the later one comes in front: a hint encloses what it is about.
    for one in sorted(made, key=lambda one: (one.start, one.end), reverse=True):
        c_source = c_source[: one.start] + one.text + c_source[one.end :]
    return c_source


def mutate(chosen: Mapping[int, int], sites: Sequence[Site], rng: np.random.Generator) -> dict[int, int]:
    """Other changes: one to three sites set, changed or left alone again.

    Args:
        chosen: As for `apply`.
        sites: As for `apply`; empty: there is nothing to change.
        rng: Chooses; the kinds have equal chances, however many sites they have.
    """
    mutated = dict(chosen)
    by_kind = [[i for i, site in enumerate(sites) if site.kind is kind] for kind in SourceRewrite]
    by_kind = [some for some in by_kind if some]
    for _ in range(int(rng.integers(1, 4)) if by_kind else 0):
        some = by_kind[rng.integers(len(by_kind))]
        site = some[rng.integers(len(some))]
        if site in mutated and rng.random() < 0.4:
            del mutated[site]
        else:
            mutated[site] = int(rng.integers(len(sites[site].options)))
    return mutated


def _overlap(one: _Change, other: _Change) -> bool:
    """Whether one lies within the other's text; insertions at its ends do not."""
    return one.start < other.end and other.start < one.end


# ------------------------------------------------------------------------------------------------ reading the source


def _closing(tokens: Sequence[_Token], opening: int) -> int:
    """Index of the bracket that closes the one at `opening`; the number of tokens where there is none."""
    depth = 0
    for place in range(opening, len(tokens)):
        depth += tokens[place].text in _OPENING
        depth -= tokens[place].text in _OPENING.values()
        if depth == 0:
            return place
    return len(tokens)


def _conditions(tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """First token and the one behind the last of each condition of an if, a while or a for."""
    for place, token in enumerate(tokens[:-1]):
        if token.text not in ("if", "while", "for") or tokens[place + 1].text != "(":
            continue
        first, end = place + 2, _closing(tokens, place + 1)
        if token.text == "for":
            semicolons = [i for i in range(first, end) if tokens[i].text == ";"]
            if len(semicolons) != 2:
                continue
            first, end = semicolons[0] + 1, semicolons[1]
        if first < end < len(tokens):
            yield first, end


def _loops(tokens: Sequence[_Token]) -> Iterator[int]:
    """Where each loop begins; a do loop has its condition at its end and is left alone."""
    for place, token in enumerate(tokens[:-1]):
        if token.text in ("for", "while") and tokens[place + 1].text == "(":
            after = _closing(tokens, place + 1) + 1
            if after < len(tokens) and tokens[after].text != ";":
                yield token.start


def _functions(tokens: Sequence[_Token]) -> Iterator[Site]:
    place = begin = 0
    while place < len(tokens):
        if tokens[place].text == ";":
            begin = place + 1
        elif tokens[place].text in _OPENING:
            end = _closing(tokens, place)
            if tokens[place].text == "{":
                head = [token.text for token in tokens[begin:place]]
                if head[-1:] == [")"] and "=" not in head and "main" not in head:
                    at = tokens[begin].start
                    ways = ["__attribute__((noinline)) "]
                    ways += ["inline __attribute__((always_inline)) "] if "static" in head else []
                    yield Site(SourceRewrite.INLINE, tuple((_Change(at, at, way),) for way in ways))
                begin = end + 1
            place = end
        place += 1


# -------------------------------------------------------------------------------------------------------- conditions


def _hinted(tokens: Sequence[_Token], first: int, end: int, clang: bool) -> Site:
    unpredictable = ("__builtin_unpredictable(!!(", "))")
    if not clang:
        unpredictable = ("__builtin_expect_with_probability(!!(", "), 1, 0.5)")
    ways = [unpredictable, ("__builtin_expect(!!(", "), 1)"), ("__builtin_expect(!!(", "), 0)")]
    start, stop = tokens[first].start, tokens[end - 1].end
    options = tuple((_Change(start, start, before), _Change(stop, stop, after)) for before, after in ways)
    return Site(SourceRewrite.HINT, options)


def _groups(tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """First token and the one behind the last of what stands in parentheses."""
    for place, token in enumerate(tokens):
        if token.text == "(":
            end = _closing(tokens, place)
            if place + 1 < end < len(tokens):
                yield place + 1, end


def _operands(tokens: Sequence[_Token], first: int, end: int) -> tuple[set[str], list[tuple[int, int]]]:
    """The operators && and || outside of inner brackets, and what they join."""
    operators, parts, begin, place = set(), [], first, first
    while place < end:
        if tokens[place].text in _OPENING:
            place = _closing(tokens, place)
        elif tokens[place].text in ("&&", "||"):
            operators.add(tokens[place].text)
            parts.append((begin, place))
            begin = place + 1
        place += 1
    return operators, [*parts, (begin, end)]


def _is_eager(tokens: Sequence[_Token], first: int, end: int) -> bool:
    operators, parts = _operands(tokens, first, end)
    return len(operators) == 1 and all(_is_harmless(tokens, *part) for part in parts)


def _is_harmless(tokens: Sequence[_Token], first: int, end: int) -> bool:
    """Whether an expression can be evaluated where it was not to be: names, numbers and comparisons only."""
    for place in range(first, end):
        text = tokens[place].text
        named = _NAME.fullmatch(text) is not None
        if named and (text in _KEYWORDS or tokens[place + 1].text == "("):
            return False
        if not (named or text[0].isdigit() or text[0] == "'" or text in _HARMLESS):
            return False
    return first < end


def _eager(c_source: str, tokens: Sequence[_Token], first: int, end: int) -> Site:
    operators, parts = _operands(tokens, first, end)
    joint = f" {operators.pop()[0]} "
    text = joint.join(f"(({c_source[tokens[a].start : tokens[b - 1].end]}) != 0)" for a, b in parts)
    change = _Change(tokens[first].start, tokens[end - 1].end, text)
    return Site(SourceRewrite.EAGER, ((change,),))


# ------------------------------------------------------------------------------------------------------ if and else


@dataclass(frozen=True, slots=True)
class _Assignment:
    """``target = value``; an operator before the ``=`` is part of it."""

    target: str
    operator: str
    value: str
    counts: bool
    """Whether it adds one to a variable, or takes one away."""


@dataclass(frozen=True, slots=True)
class _Branch:
    condition: str | None
    """None: the last else."""
    assignments: tuple[_Assignment, ...]


def _flattened(c_source: str, tokens: Sequence[_Token]) -> Iterator[Site]:
    for place, token in enumerate(tokens):
        if token.text != "if" or (place and tokens[place - 1].text == "else"):
            continue
        read = _read_if(c_source, tokens, place)
        if read is not None:
            branches, end = read
            ways = {_conditional(branches, counting=False), _conditional(branches, counting=True)}
            span = (token.start, tokens[end - 1].end)
            yield Site(SourceRewrite.FLATTEN, tuple((_Change(*span, way),) for way in sorted(ways)))


def _conditional(branches: Sequence[_Branch], *, counting: bool) -> str:
    """The branches one after the other; `counting`: a variable that counts is increased by the condition's value.

    A cast to the variable's own type keeps the conversion that the assignment had.
    """
    text, earlier = "{ ", ""
    for number, branch in enumerate(branches):
        own = "" if branch.condition is None else f"!!({branch.condition})"
        text += f"const int {_PREFIX}{number} = {' && '.join(filter(None, (earlier, own))) or '1'}; "
        earlier += f"{' && ' if earlier else ''}!{_PREFIX}{number}"
    for number, branch in enumerate(branches):
        for one in branch.assignments:
            if counting and one.counts:
                text += f"{one.target} {one.operator}= {_PREFIX}{number}; "
                continue
            value = f"{one.target} {one.operator} ({one.value})" if one.operator else one.value
            kept = f"(__typeof__({one.target}))({value})"
            text += f"{one.target} = {_PREFIX}{number} ? {kept} : {one.target}; "
    return text + "}"


def _read_if(c_source: str, tokens: Sequence[_Token], place: int) -> tuple[list[_Branch], int] | None:
    """An if with all its else branches, and the token behind it; None: something in it is no plain assignment."""
    branches: list[_Branch] = []
    safe = frozenset[str]()
    while place < len(tokens):
        condition = None
        if tokens[place].text == "if":
            end = _closing(tokens, place + 1)
            if end + 1 >= len(tokens) or tokens[place + 1].text != "(":
                return None
            condition = c_source[tokens[place + 2].start : tokens[end - 1].end]
            if not branches:
                safe = _loaded(condition)
            place = end + 1
        read = _read_body(c_source, tokens, place, safe)
        if read is None:
            return None
        assignments, place = read
        branches.append(_Branch(condition, assignments))
        if condition is None or place >= len(tokens) or tokens[place].text != "else":
            return branches, place
        place += 1
    return None


def _loaded(condition: str) -> frozenset[str]:
    """Elements of arrays that a condition always reads: these may be written, too, without changing them."""
    if re.search(r"&&|\|\||\?|\+\+|--", condition):
        return frozenset()
    return frozenset(re.findall(r"(?<![\w.>\])*])[A-Za-z_]\w*(?:\[[\w+\- ]+\])+(?![\w.\[(]|->)", condition))


def _read_body(
    c_source: str, tokens: Sequence[_Token], place: int, safe: frozenset[str]
) -> tuple[tuple[_Assignment, ...], int] | None:
    """The assignments of a branch, in braces or a single one, and the token behind it."""
    braces = tokens[place].text == "{"
    stop = _closing(tokens, place) if braces else len(tokens)
    place += braces
    found = []
    while place < stop:
        end = next((i for i in range(place, stop) if tokens[i].text == ";"), stop)
        one = _read_assignment(c_source, tokens[place:end], safe)
        if one is None or end == stop:
            return None
        found.append(one)
        place = end + 1
        if not braces:
            break
    return (tuple(found), place + braces) if found else None


def _read_assignment(c_source: str, tokens: Sequence[_Token], safe: frozenset[str]) -> _Assignment | None:
    texts = [token.text for token in tokens]
    for sign in ("++", "--"):
        if len(texts) == 2 and sign in texts:
            target = texts[texts[0] == sign]
            floating = re.search(rf"\b(?:float|double)\b[^;]*\b{re.escape(target)}\b", c_source)
            return _Assignment(target, sign[0], "1", not floating) if _is_variable(target) else None
    place = next((i for i, text in enumerate(texts) if text in _ASSIGNMENTS), 0)
    if not 0 < place < len(texts) - 1 or {"++", "--", ","} & set(texts) or _ASSIGNMENTS & set(texts[place + 1 :]):
        return None
    target = c_source[tokens[0].start : tokens[place - 1].end]
    if not (place == 1 and _is_variable(target)) and target not in safe:
        return None
    value = c_source[tokens[place + 1].start : tokens[-1].end]
    return _Assignment(target, texts[place][:-1], value, False)


def _is_variable(text: str) -> bool:
    return _NAME.fullmatch(text) is not None and text not in _KEYWORDS
