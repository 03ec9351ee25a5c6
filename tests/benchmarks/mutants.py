"""Single-instruction mutants of assembly: another condition, constant or register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

_CONDITIONS = {
    "e": "ne", "ne": "e", "l": "le", "le": "l", "g": "ge", "ge": "g", "b": "be", "be": "b", "a": "ae", "ae": "a",
    "s": "ns", "ns": "s", "o": "no", "no": "o", "p": "np", "np": "p", "z": "nz", "nz": "z", "c": "nc", "nc": "c",
}  # fmt: skip
_CONDITIONAL = re.compile(r"^(j|set|cmov)(n?[elgbaspozc]|[lgba]e)([bwlq]?)$")
_INSTRUCTION = re.compile(r"^\t([a-z][a-z0-9]*)\t?([^#]*)$")
_CONSTANT = re.compile(r"\$(-?\d+)\b")
_DISPLACEMENT = re.compile(r"(?<![\w$.)+-])(-?\d+)(?=\()")
_REGISTER = re.compile(r"%[a-z][a-z0-9]*")
_WIDTHS = (
    ("rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"),
    ("eax", "ebx", "ecx", "edx", "esi", "edi", "ebp", "r8d", "r9d", "r10d", "r11d", "r12d", "r13d", "r14d", "r15d"),
    ("ax", "bx", "cx", "dx", "si", "di", "bp", "r8w", "r9w", "r10w", "r11w", "r12w", "r13w", "r14w", "r15w"),
    ("al", "bl", "cl", "dl", "sil", "dil", "bpl", "r8b", "r9b", "r10b", "r11b", "r12b", "r13b", "r14b", "r15b"),
    tuple(f"xmm{i}" for i in range(16)),
)
_OTHERS = {f"%{name}": [f"%{other}" for other in width if other != name] for width in _WIDTHS for name in width}


@dataclass(frozen=True, slots=True)
class Mutant:
    """An assembly text with one instruction changed."""

    text: str
    line: int
    kind: str
    """condition, constant or register."""
    change: str
    """The instruction before and after, for people."""


def mutants(assembly: str, rng: np.random.Generator) -> Iterator[Mutant]:
    """Mutants without end, some of them equal: an instruction is drawn, then what is changed about it."""
    lines = assembly.split("\n")
    kinds = {"condition": _condition, "constant": _constant, "register": _register}
    never = np.random.default_rng(0)
    places = [
        (number, some)
        for number, line in enumerate(lines)
        if (some := [kind for kind, change in kinds.items() if change(line, never) is not None])
    ]
    while places:
        number, some = places[int(rng.integers(len(places)))]
        kind = some[int(rng.integers(len(some)))]
        changed = kinds[kind](lines[number], rng)
        if changed is not None and changed != lines[number]:
            text = "\n".join([*lines[:number], changed, *lines[number + 1 :]])
            yield Mutant(text, number + 1, kind, f"{lines[number].strip()} -> {changed.strip()}".replace("\t", " "))


def _condition(line: str, rng: np.random.Generator) -> str | None:
    found = _INSTRUCTION.match(line)
    conditional = found and _CONDITIONAL.match(found[1])
    if not found or not conditional or conditional[2] not in _CONDITIONS:
        return None
    others = [one for one in _CONDITIONS.values() if one != conditional[2]]
    near = _CONDITIONS[conditional[2]]
    other = near if rng.random() < 0.5 else str(rng.choice(others))
    return line.replace(found[1], f"{conditional[1]}{other}{conditional[3]}", 1)


def _constant(line: str, rng: np.random.Generator) -> str | None:
    if not _INSTRUCTION.match(line):
        return None
    spans = [*_CONSTANT.finditer(line), *_DISPLACEMENT.finditer(line)]
    if not spans:
        return None
    one = spans[int(rng.integers(len(spans)))]
    value = int(one[1])
    changed = value + 1 if rng.random() < 0.5 else value - 1
    return f"{line[: one.start(1)]}{changed}{line[one.end(1) :]}"


def _register(line: str, rng: np.random.Generator) -> str | None:
    if not _INSTRUCTION.match(line):
        return None
    spans = [one for one in _REGISTER.finditer(line) if one[0] in _OTHERS]
    if not spans:
        return None
    one = spans[int(rng.integers(len(spans)))]
    others = _OTHERS[one[0]]
    return f"{line[: one.start()]}{others[int(rng.integers(len(others)))]}{line[one.end() :]}"
