"""Small edits of x86-64 assembly text in AT&T syntax: one instruction, one branch or one loop at a time.

An edit need not keep what the program means; whoever uses it tests the result. It is tried where time is spent:
`propose` prefers instructions in loops, and innermost loops most. Everything here works on text and runs nothing.

Places are indices of lines. Code in Intel syntax has places for deletion and swaps only.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from asm_gym.errors import ArgumentError

_UNROLL_AT_MOST: Final = 80
"""Instructions of a loop that is unrolled: of longer ones, the branch that is saved is a small part."""
_LOOK_AHEAD: Final = 12
"""Instructions that are searched for the use of a copied register."""
_TRIES: Final = 40
_HEAT: Final = (1.0, 6.0, 36.0, 100.0)
"""How often an instruction is chosen, by the number of loops around it; the last is for that many and more."""


class Rewrite(StrEnum):
    """The kinds of edits."""

    DELETE = "delete"
    """Leaves an instruction out."""
    SWAP = "swap"
    """Exchanges two neighbours."""
    MOVE = "move"
    """Moves an instruction a few places, up or down, between the labels around it."""
    REPLACE_OPCODE = "replace_opcode"
    """Another opcode that takes the same operands."""
    REPLACE_OPERAND = "replace_operand"
    """Another register of the same width, or a constant nearby."""
    COPY_FORWARD = "copy_forward"
    """Uses the source of a move where its target is read, or drops a move that the one before makes needless."""
    PEEPHOLE = "peephole"
    """Another form of the same computation: xor for zero, test for cmp $0, lea, add and shift for each other."""
    ALIGN_LOOP = "align_loop"
    """Aligns the start of a loop otherwise, or not at all."""
    BRANCH_TO_CMOV = "branch_to_cmov"
    """A conditional move in place of a branch around a move or an addition."""
    CMOV_TO_BRANCH = "cmov_to_branch"
    """A branch in place of a conditional move."""
    UNROLL_ONCE = "unroll_once"
    """Two copies of the body of an innermost loop, with an exit test in each."""
    HOIST = "hoist"
    """Computes something before the loop in which it does not change."""
    PREFETCH = "prefetch"
    """Asks for memory that a later iteration reads."""
    WIDEN = "widen"
    """64 bits in place of 32, registers and constants only."""
    NARROW = "narrow"
    """32 bits in place of 64, registers and constants only."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction in AT&T syntax."""

    opcode: str
    operands: tuple[str, ...]

    @property
    def first(self) -> str:
        """The first operand, the source of a move; empty where there is none."""
        return self.operands[0] if self.operands else ""

    @property
    def last(self) -> str:
        """The last operand, which most instructions change; empty where there is none."""
        return self.operands[-1] if self.operands else ""

    def __str__(self) -> str:
        """The line."""
        return f"\t{self.opcode}\t{', '.join(self.operands)}".rstrip()


@dataclass(frozen=True, slots=True)
class Loop:
    """Lines between a label and the last backward branch to it."""

    label: str
    start: int
    """Line of the label."""
    end: int
    """Line of the branch."""


# ------------------------------------------------------------------------------------------------------------ reading

_LABEL: Final = re.compile(r'\s*("[^"]*"|[\w.$@]+):')
_EXECUTABLE: Final = re.compile(r'\.section\s+(?:\.text[\w.$]*|[^,]+,\s*"[a-z]*x[a-z]*")')
_DATA: Final = re.compile(r"\.(?:section|data|bss|rodata)\b")
_INSTRUCTION: Final = re.compile(r"(\w+)(?:\s+(.*))?")
_MEMORY: Final = re.compile(r"((?:%[c-g]s:)?)([^()]*)\(([^()]*)\)")
_PREFIXES: Final = {"lock", "rep", "repe", "repz", "repne", "repnz", "notrack", "data16", "bnd"}


@functools.lru_cache(maxsize=1 << 14)
def parse(line: str) -> Instruction | None:
    """Reads a line.

    Returns:
        None for what is no instruction in AT&T syntax: labels, directives, comments, several statements in a line,
        Intel syntax with operands, and instructions with a prefix like ``rep``.
    """
    text = line.split("#", 1)[0].strip()
    if not text or text[0] in "./" or ";" in text or "=" in text or _LABEL.match(text):
        return None
    found = _INSTRUCTION.fullmatch(text)
    if found is None or found[1] in _PREFIXES:
        return None
    operands = _split(found[2] or "")
    is_jump = found[1][0] == "j" or found[1].startswith("call")
    if not is_jump and not all(re.search(r"[%$(]|^[-\d]", one) for one in operands):
        return None
    return Instruction(found[1], operands)


def _split(text: str) -> tuple[str, ...]:
    """Operands of an instruction: commas within parentheses do not part them."""
    parts = re.findall(r"(?:[^,(]|\([^)]*\))+", text)
    return tuple(part.strip() for part in parts if part.strip())


def instructions(lines: Sequence[str]) -> list[int]:
    """Indices of the lines that are instructions in an executable section, neither directives nor labels."""
    found, executable, stack = [], True, []
    for i, line in enumerate(lines):
        text = line.strip()
        if text.startswith("."):
            if text.startswith(".pushsection"):
                stack.append(executable)
                text = text.replace(".pushsection", ".section", 1)
            if text.startswith(".popsection"):
                executable = stack.pop() if stack else True
            elif re.match(r"\.text\b", text) or _EXECUTABLE.match(text):
                executable = True
            elif _DATA.match(text):
                executable = False
        elif executable and text and text[0] not in "#/" and "=" not in text and not _LABEL.match(text):
            found.append(i)
    return found


@dataclass(frozen=True, slots=True)
class _Code:
    """What is known about a text."""

    lines: tuple[str, ...]
    at: tuple[int, ...]
    """Lines that are instructions."""
    parsed: dict[int, Instruction]
    """Those of them that could be read."""
    labels: dict[str, int]
    loops: tuple[Loop, ...]
    depth: tuple[int, ...]
    """For each line: loops around it."""

    def neighbour(self, place: int, step: int) -> int | None:
        """The next instruction (`step` 1) or the one before (-1); None: a label lies between, or there is none."""
        i = place + step
        while 0 <= i < len(self.lines):
            if _LABEL.match(self.lines[i]):
                return None
            if i in self.parsed:
                return i
            if not self.lines[i].strip().startswith((".", "#")) and self.lines[i].strip():
                return None
            i += step
        return None


def _code(lines: Sequence[str]) -> _Code:
    return _analysed(tuple(lines))


@functools.lru_cache(maxsize=16)
def _analysed(lines: tuple[str, ...]) -> _Code:
    at = tuple(instructions(lines))
    parsed = {i: one for i in at if (one := parse(lines[i])) is not None}
    labels = {found[1]: i for i, line in enumerate(lines) if (found := _LABEL.match(line))}
    ends: dict[str, int] = {}
    for i, one in parsed.items():
        # Only local labels: a tail call of an earlier function is no loop.
        target = one.first if one.opcode[0] == "j" else ""
        if target.startswith(".L") and labels.get(target, i) < i:
            ends[target] = i
    loops = tuple(sorted((Loop(label, labels[label], end) for label, end in ends.items()), key=lambda one: one.start))
    depth = [0] * len(lines)
    for loop in loops:
        for i in range(loop.start, loop.end + 1):
            depth[i] += 1
    return _Code(lines, at, parsed, labels, loops, tuple(depth))


def loops(lines: Sequence[str]) -> list[Loop]:
    """The loops of a text, by their first line."""
    return list(_code(lines).loops)


def heat(lines: Sequence[str]) -> list[float]:
    """For each line, how much its speed is likely to matter; 1 outside of loops, more in inner loops."""
    return [_HEAT[min(depth, len(_HEAT) - 1)] for depth in _code(lines).depth]


def _innermost(code: _Code) -> list[Loop]:
    return [
        one
        for one in code.loops
        if not any(other is not one and one.start <= other.start and other.end <= one.end for other in code.loops)
    ]


# ---------------------------------------------------------------------------------------------------------- registers

_WIDTHS: Final = (8, 4, 2, 1)
_LEGACY: Final = {
    "a": ("rax", "eax", "ax", "al"), "b": ("rbx", "ebx", "bx", "bl"), "c": ("rcx", "ecx", "cx", "cl"),
    "d": ("rdx", "edx", "dx", "dl"), "si": ("rsi", "esi", "si", "sil"), "di": ("rdi", "edi", "di", "dil"),
    "bp": ("rbp", "ebp", "bp", "bpl"),
}  # fmt: skip
# The stack pointer is in no table: a program with another one is never right.
_FAMILIES: Final = _LEGACY | {f"{n}": (f"r{n}", f"r{n}d", f"r{n}w", f"r{n}b") for n in range(8, 16)}
_NAMES: Final = {
    f"%{name}": (family, width)
    for family, names in _FAMILIES.items()
    for name, width in zip(names, _WIDTHS, strict=True)
}
_REGISTER: Final = re.compile(r"%(?:[xyz]mm\d+|k[1-7]|\w+)")


def _in_width(register: str, width: int) -> str | None:
    """The register that shares a general register's bits and has another width in bytes; None: it is not general."""
    if register not in _NAMES:
        return None
    return "%" + _FAMILIES[_NAMES[register][0]][_WIDTHS.index(width)]


def _alternatives(register: str) -> list[str]:
    """Other registers of the same width."""
    if register in _NAMES:
        width = _NAMES[register][1]
        return [name for name, (_, other) in _NAMES.items() if other == width and name != register]
    if found := re.fullmatch(r"(%[xyz]mm)\d+", register):
        return [f"{found[1]}{n}" for n in range(16) if f"{found[1]}{n}" != register]
    return []


def _family(register: str) -> str:
    """What two names of the same register have in common."""
    if register in _NAMES:
        return _NAMES[register][0]
    return re.sub(r"^%[yz]mm", "%xmm", register)


def _families(text: str) -> set[str]:
    return {_family(register) for register in _REGISTER.findall(text)}


_READ_ONLY: Final = ("cmp", "test", "j", "ucom", "com", "vucom", "vcom", "push", "bt", "call", "prefetch")
_IMPLIED: Final = {
    "mul": {"a", "d"}, "div": {"a", "d"}, "idiv": {"a", "d"}, "cltd": {"d"}, "cqto": {"d"}, "cltq": {"a"},
    "cwtl": {"a"},
}  # fmt: skip
"""Families of registers that opcodes change without naming them, without the suffix of the width."""


def _writes(one: Instruction) -> set[str]:
    """Families of the registers that an instruction changes; of a call, which changes more, none."""
    implied = _IMPLIED.get(one.opcode, set()) | _IMPLIED.get(one.opcode[:-1], set())
    if one.opcode.startswith("imul") and len(one.operands) == 1:
        implied = _IMPLIED["mul"]
    if one.opcode.startswith(_READ_ONLY):
        return implied
    changed = one.operands[-2:] if one.opcode.startswith("xchg") else one.operands[-1:]
    return implied | {_family(operand) for operand in changed if operand.startswith("%")}


# ------------------------------------------------------------------------------------------------------------ opcodes

_INVERSE: Final = {
    "e": "ne", "z": "nz", "l": "ge", "g": "le", "b": "ae", "a": "be", "c": "nc", "s": "ns", "o": "no", "p": "np",
    "nl": "nge", "ng": "nle", "nb": "nae", "na": "nbe",
}  # fmt: skip
_CONDITIONS: Final = _INVERSE | {value: key for key, value in _INVERSE.items()}
_COMMON_CONDITIONS: Final = ("e", "ne", "l", "ge", "g", "le", "b", "ae", "a", "be", "s", "ns")


def _same_shape() -> dict[str, tuple[str, ...]]:
    """For each opcode the others that take the same operands."""
    groups: list[Iterable[str]] = [[f"{start}{c}" for c in _COMMON_CONDITIONS] for start in ("j", "set")]
    for s in "bwlq":
        groups += [
            [f"{one}{s}" for one in ("add", "sub", "xor", "or", "and", "mov")],
            [f"{one}{s}" for one in ("shl", "sal", "shr", "sar", "rol", "ror")],
            [f"{one}{s}" for one in ("inc", "dec", "neg", "not")],
            [f"{one}{s}" for one in ("cmp", "test")],
        ]
    for s in ("", "l", "q"):
        groups.append([f"cmov{c}{s}" for c in _COMMON_CONDITIONS])
    groups += [["movzbl", "movsbl"], ["movzwl", "movswl"], ["movzbq", "movsbq"], ["divl", "idivl"], ["divq", "idivq"]]
    for v in ("", "v"):
        groups += [
            [f"{v}{one}" for one in ("movaps", "movups", "movapd", "movupd", "movdqa", "movdqu")],
            [f"{v}{one}" for one in ("pand", "por", "pxor", "pandn", "andps", "andpd", "orps", "xorps", "xorpd")],
            [f"{v}{one}" for one in ("paddb", "paddw", "paddd", "paddq", "psubb", "psubw", "psubd", "psubq")],
            [f"{v}{one}" for one in ("pminsd", "pmaxsd", "pminud", "pmaxud", "pminub", "pmaxub")],
            [f"{v}{one}" for one in ("addsd", "subsd", "mulsd", "divsd", "minsd", "maxsd")],
            [f"{v}{one}" for one in ("addss", "subss", "mulss", "divss", "minss", "maxss")],
            [f"{v}{one}" for one in ("punpckldq", "punpckhdq", "punpcklqdq", "punpckhqdq", "unpcklps", "unpckhps")],
            [f"{v}{one}" for one in ("comisd", "ucomisd")],
        ]
    table: dict[str, tuple[str, ...]] = {}
    for group in (tuple(one) for one in groups):
        for opcode in group:
            table[opcode] = tuple(other for other in group if other != opcode)
    return table


_SAME_SHAPE: Final = _same_shape()
_IN_BOTH_WIDTHS: Final = {
    "add", "and", "cmp", "dec", "imul", "inc", "mov", "neg", "not", "or", "sal", "sar", "shl", "shr", "sub", "test",
    "xor",
}  # fmt: skip
_MOVES: Final = {"movl", "movq", "movaps", "movapd", "movdqa", "vmovaps", "vmovapd", "vmovdqa", "vmovsd", "vmovss"}
_PURE: Final = ("mov", "lea", "vmov", "vbroadcast", "vpbroadcast", "pshuf", "cvt", "vcvt")
"""Starts of opcodes that write their last operand and nothing else, not even flags."""


# -------------------------------------------------------------------------------------------- edits of one instruction

_Lines = list[str]


def _replaced(lines: Sequence[str], place: int, *new: str | Instruction, length: int = 1) -> _Lines:
    return [*lines[:place], *map(str, new), *lines[place + length :]]


def _delete(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    return _replaced(code.lines, place)


def _swap(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    other = next((i for i in range(place + 1, len(code.lines)) if code.lines[i].strip()), None)
    if other not in code.at or code.lines[place].strip() == code.lines[other].strip():
        return None
    lines = list(code.lines)
    lines[place], lines[other] = lines[other], lines[place]
    return lines


def _move(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    step, target = (1 if rng.random() < 0.5 else -1), place
    for _ in range(int(rng.integers(2, 9))):
        following = code.neighbour(target, step)
        if following is None or code.parsed[following].opcode[0] == "j":
            break
        target = following
    if target == place:
        return None
    lines = list(code.lines)
    line = lines.pop(place)
    lines.insert(target, line)
    return None if lines == list(code.lines) else lines


def _replace_opcode(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    one = code.parsed[place]
    others = _SAME_SHAPE.get(one.opcode, ())
    if not others:
        return None
    return _replaced(code.lines, place, Instruction(others[rng.integers(len(others))], one.operands))


def _replace_operand(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    one = code.parsed[place]
    text = ", ".join(one.operands)
    tokens = [found for found in re.finditer(r"%\w+|\$-?\d+\b", text) if found[0] != "%rsp"]
    if not tokens:
        return None
    token = tokens[rng.integers(len(tokens))]
    new: list[str]
    if token[0].startswith("$"):
        value = int(token[0][1:])
        new = [f"${other}" for other in (value - 1, value + 1, value // 2, value * 2, -value) if other != value]
    else:
        new = _alternatives(token[0])
    if not new:
        return None
    text = text[: token.start()] + new[rng.integers(len(new))] + text[token.end() :]
    return _replaced(code.lines, place, Instruction(one.opcode, _split(text)))


def _copy_forward(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    """Looks for the first instruction that reads what a move wrote."""
    move = code.parsed[place]
    here = code.neighbour(place, 1)
    for _ in range(_LOOK_AHEAD):
        if here is None:
            return None
        one = code.parsed[here]
        if one.opcode == move.opcode and one.operands in (move.operands, move.operands[::-1]):
            return _replaced(code.lines, here)
        new = _with_source(one, move)
        if new != one:
            if not _is_encodable(new, move.first):
                return None
            lines = _replaced(code.lines, here, new)
            return _replaced(lines, place) if rng.random() < 0.5 else lines
        is_overwritten = one.last == move.last and not one.opcode.startswith(_READ_ONLY)
        if one.opcode.startswith("call") or is_overwritten or _writes(one) & _families(", ".join(move.operands)):
            return None
        here = code.neighbour(here, 1)
    return None


def _with_source(one: Instruction, move: Instruction) -> Instruction:
    """An instruction that reads the source of a move instead of its target; the same one where it does not read it."""
    reads = [_renamed(operand, move) for operand in one.operands[:-1]]
    # The last operand is changed, unless it is only compared, or in memory at an address that is read.
    is_read = one.opcode.startswith(_READ_ONLY) or ("(" in one.last and one.last != move.last)
    return Instruction(one.opcode, (*reads, _renamed(one.last, move) if is_read else one.last)[: len(one.operands)])


def _is_encodable(one: Instruction, source: str) -> bool:
    """Whether an instruction can take the source of a move that was put into it: one in memory, a constant first."""
    in_memory = sum("(" in operand for operand in one.operands)
    return in_memory <= 1 and not any(operand == source and operand[0] == "$" for operand in one.operands[1:])


def _renamed(operand: str, move: Instruction) -> str:
    """An operand with the source of a move in place of its target, in every width."""
    if operand == move.last:
        return move.first
    if not move.first.startswith("%") or not move.last.startswith("%"):
        return operand

    def other(found: re.Match[str]) -> str:
        register = found[0]
        if register in _NAMES and _family(register) == _family(move.last):
            return _in_width(move.first, _NAMES[register][1]) or register
        return move.first if register == move.last else register

    return _REGISTER.sub(other, operand)


def _widen(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    return _in_other_width(code, place, "q", 8)


def _narrow(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    return _in_other_width(code, place, "l", 4)


def _in_other_width(code: _Code, place: int, suffix: str, width: int) -> _Lines | None:
    one = code.parsed[place]
    operands = [operand if operand[0] == "$" else _in_width(operand, width) for operand in one.operands]
    kept = [operand for operand in operands if operand is not None]
    return _replaced(code.lines, place, Instruction(one.opcode[:-1] + suffix, tuple(kept)))


def _prefetch(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    memory = next((operand for operand in code.parsed[place].operands if _is_in_array(operand)), None)
    found = _MEMORY.fullmatch(memory or "")
    if found is None:
        return None
    distance = int(2 ** rng.integers(6, 12))
    ahead = f"{found[2]}+{distance}" if found[2] else str(distance)
    hint = ("prefetcht0", "prefetcht1", "prefetchnta")[rng.integers(3)]
    return _replaced(code.lines, place, f"\t{hint}\t{found[1]}{ahead}({found[3]})", code.lines[place])


def _is_in_array(operand: str) -> bool:
    """Whether an operand is in memory at one place, neither the stack's nor a fixed variable's."""
    is_fixed = any(register in operand for register in ("%rsp", "%rip", "mm"))
    return _MEMORY.fullmatch(operand) is not None and not is_fixed


# ---------------------------------------------------------------------------------------------------------- peepholes


def _peephole(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    forms = _other_forms(code.parsed[place])
    return _replaced(code.lines, place, *forms[rng.integers(len(forms))]) if forms else None


@functools.lru_cache(maxsize=1 << 12)
def _other_forms(one: Instruction) -> tuple[tuple[Instruction, ...], ...]:
    """Sequences that compute the same; some leave other flags, which the caller's tests have to notice."""
    opcode, suffix = one.opcode[:-1], one.opcode[-1:]
    if suffix not in "lq" or not one.operands:
        return ()
    target = one.last
    if target not in _NAMES:
        return ()
    constant = int(one.first[1:]) if re.fullmatch(r"\$-?\d+", one.first) else None
    if opcode == "lea" and len(one.operands) == 2:
        return _forms_of_lea(one, suffix)
    if opcode in ("inc", "dec") and len(one.operands) == 1:
        return ((Instruction(("add" if opcode == "inc" else "sub") + suffix, ("$1", target)),),)
    if constant is None:
        return _forms_of_registers(opcode, suffix, one.operands)
    return _forms_of_constant(opcode, suffix, constant, one.operands)


def _forms_of_constant(
    opcode: str, suffix: str, constant: int, operands: tuple[str, ...]
) -> tuple[tuple[Instruction, ...], ...]:
    target, whole = operands[-1], _in_width(operands[-1], 8) or ""
    sources = _in_width(operands[1], 8) if len(operands) == 3 else whole
    low = _in_width(target, 4) or ""
    forms: list[tuple[Instruction, ...]] = []

    def add(name: str, *new: str) -> None:
        forms.append((Instruction(name, new),))

    if opcode == "mov" and constant == 0:
        add("xorl", low, low)
    if opcode == "cmp" and constant == 0:
        add(f"test{suffix}", target, target)
    if opcode in ("add", "sub"):
        change = constant if opcode == "add" else -constant
        add("add" + suffix if opcode == "sub" else "sub" + suffix, f"${-constant}", target)
        add(f"lea{suffix}", f"{change}({whole})", target)
        if abs(change) == 1:
            add(("inc" if change == 1 else "dec") + suffix, target)
    if opcode in ("sal", "shl") and 1 <= constant <= 3:
        add(f"lea{suffix}", f"0(,{whole},{2**constant})", target)
        if constant == 1:
            add(f"add{suffix}", target, target)
    if opcode == "imul" and len(operands) >= 2:
        if constant in (3, 5, 9) and sources is not None:  # None: the factor is in memory
            add(f"lea{suffix}", f"({sources},{sources},{constant - 1})", target)
        if constant > 1 and constant & (constant - 1) == 0:
            copied = (Instruction(f"mov{suffix}", operands[1:]),) if len(operands) == 3 else ()
            forms.append((*copied, Instruction(f"shl{suffix}", (f"${constant.bit_length() - 1}", target))))
    if opcode == "and" and constant in (255, 65535):
        narrow = _in_width(target, 1 if constant == 255 else 2) or ""
        add("movzbl" if constant == 255 else "movzwl", narrow, low)
    return tuple(forms)


def _forms_of_registers(opcode: str, suffix: str, operands: tuple[str, ...]) -> tuple[tuple[Instruction, ...], ...]:
    target = operands[-1]
    if len(operands) != 2 or operands[0] not in _NAMES:
        return ()
    same = operands[0] == target
    wide = [_in_width(operand, 8) for operand in operands]
    forms: list[tuple[Instruction, ...]] = []
    if opcode == "xor" and same:
        forms.append((Instruction(f"mov{suffix}", ("$0", target)),))
        forms.append((Instruction("xorl", (_in_width(target, 4) or "",) * 2),))
    if opcode == "test" and same:
        forms.append((Instruction(f"cmp{suffix}", ("$0", target)),))
    if opcode == "add":
        forms.append((Instruction(f"lea{suffix}", (f"({wide[1]},{wide[0]})", target)),))
        if same:
            forms.append((Instruction(f"shl{suffix}", ("$1", target)),))
    return tuple(forms)


def _forms_of_lea(one: Instruction, suffix: str) -> tuple[tuple[Instruction, ...], ...]:
    """An address computation in two steps, and as an addition where the target is part of it."""
    address, target = one.operands
    found = _MEMORY.fullmatch(address)
    if found is None or not re.fullmatch(r"-?\d*", found[2]) or "%rip" in address or "%rsp" in address:
        return ()
    base, index, scale = [*[part.strip() for part in found[3].split(",")], "", ""][:3]
    width = 8 if suffix == "q" else 4
    base, index = (_in_width(base, width) or ""), (_in_width(index, width) or "")
    change, forms = int(found[2] or 0), []
    add = Instruction(f"add{suffix}", (f"${change}", target))
    if base and not index:
        copied = () if base == target else (Instruction(f"mov{suffix}", (base, target)),)
        forms.append((*copied, add))
    if base and index and scale in ("", "1"):
        for first, second in ((base, index), (index, base)):
            if second != target or first == target:
                copied = () if first == target else (Instruction(f"mov{suffix}", (first, target)),)
                summed = (*copied, Instruction(f"add{suffix}", (second, target)))
                forms.append((*summed, add) if change else summed)
    if change and index:
        forms.append((Instruction(one.opcode, (f"({found[3]})", target)), add))
    return tuple(forms)


# --------------------------------------------------------------------------------------------------- branches and loops


def _fresh_label(code: _Code) -> str:
    """A local label that the text does not have."""
    taken = [int(found[1]) for label in code.labels if (found := re.match(r"\.Ledit(\d+)", label))]
    return f".Ledit{max(taken, default=-1) + 1}"


def _skipped(code: _Code, place: int) -> tuple[str, int] | None:
    """Condition and instruction where a branch skips exactly one instruction; None: it does not."""
    branch = code.parsed[place]
    following = code.neighbour(place, 1)
    if branch.opcode[0] != "j" or branch.opcode[1:] not in _CONDITIONS or following is None:
        return None
    after = following + 1
    while after < len(code.lines) and code.lines[after].strip().startswith((".p2align", ".loc", "#")):
        after += 1
    is_target = after < len(code.lines) and code.labels.get(branch.first) == after
    return (branch.opcode[1:], following) if is_target else None


def _branch_to_cmov(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    found = _skipped(code, place)
    if found is None:
        return None
    condition, following = _CONDITIONS[found[0]], found[1]
    one = code.parsed[following]
    target = one.last
    new: list[Instruction] | None = None
    if one.opcode in ("movl", "movq") and target in _NAMES and one.first in _NAMES:
        new = [Instruction(f"cmov{condition}{one.opcode[-1]}", one.operands)]
    elif one.opcode in ("addl", "addq", "subl", "subq", "leal", "leaq") and target in _NAMES:
        new = _conditional_sum(one, condition, rng)
    if new is None:
        return None
    between = code.lines[place + 1 : following]
    return [*code.lines[:place], *between, *map(str, new), *code.lines[following + 1 :]]


def _conditional_sum(one: Instruction, condition: str, rng: np.random.Generator) -> list[Instruction] | None:
    """A sum that changes its target under a condition only: with the carry, or by way of another register."""
    suffix, target, first = one.opcode[-1], one.last, one.first
    if condition in ("b", "c", "nae") and (one.opcode[:3], first) in (("add", "$1"), ("sub", "$-1")):
        return [Instruction(f"adc{suffix}", ("$0", target))]
    others = _alternatives(target)
    spare = others[rng.integers(len(others))]
    whole = _in_width(target, 8)
    if one.opcode.startswith("lea"):
        address = first
    elif found := re.fullmatch(r"\$(-?\d+)", first):
        address = f"{int(found[1]) * (1 if one.opcode.startswith('add') else -1)}({whole})"
    elif one.opcode.startswith("add") and first in _NAMES:
        address = f"({whole},{_in_width(first, 8)})"
    else:
        return None
    return [Instruction(f"lea{suffix}", (address, spare)), Instruction(f"cmov{condition}{suffix}", (spare, target))]


def _cmov_to_branch(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    one = code.parsed[place]
    found = re.fullmatch(r"cmov(n?[a-z]{1,2}?)([lq]?)", one.opcode)
    if found is None or found[1] not in _CONDITIONS or one.last not in _NAMES:
        return None
    suffix = "q" if _NAMES[one.last][1] == 8 else "l"
    label = _fresh_label(code)
    branch = Instruction(f"j{_CONDITIONS[found[1]]}", (label,))
    return _replaced(code.lines, place, branch, Instruction(f"mov{suffix}", one.operands), f"{label}:")


def _align_loop(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    start = _before_alignment(code, place)
    before = [line.split() for line in code.lines[start:place]]
    choices: list[list[str]] = [[], ["\t.p2align 4"], ["\t.p2align 5"], ["\t.p2align 6"], ["\t.p2align 5", "\tnop"]]
    new = [one for one in choices if [line.split() for line in one] != before]
    return [*code.lines[:start], *new[rng.integers(len(new))], *code.lines[place:]]


def _unroll_once(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    loop = next(one for one in _innermost(code) if one.end == place)
    body = code.lines[loop.start + 1 : loop.end]
    if any(line.strip().startswith((".cfi", ".size", ".sec", ".text", ".type")) for line in body):
        return None
    if sum(loop.start < i < loop.end for i in code.at) > _UNROLL_AT_MOST:
        return None
    branch = code.parsed[place]
    exit_label = _fresh_label(code)
    inner = [found[1] for line in body if (found := _LABEL.match(line))]
    if branch.opcode == "jmp":
        leave, after = [], []
    elif branch.opcode[1:] in _CONDITIONS:
        leave, after = [f"\tj{_CONDITIONS[branch.opcode[1:]]}\t{exit_label}"], [f"{exit_label}:"]
    else:
        return None
    names = {label: f"{exit_label}_{k}" for k, label in enumerate(inner)}
    copy = [re.sub(r"\.L[\w.$]+", lambda found: names.get(found[0], found[0]), line) for line in body]
    return [*code.lines[:place], *leave, *copy, *code.lines[place : place + 1], *after, *code.lines[place + 1 :]]


def _hoist(code: _Code, place: int, rng: np.random.Generator) -> _Lines | None:
    """Moves an instruction before the innermost loop around it; its operands must not change in the loop."""
    loop = min((one for one in code.loops if one.start < place < one.end), key=lambda one: one.end - one.start)
    one = code.parsed[place]
    target = one.last
    if _family(target) in _families(", ".join(one.operands[:-1])):
        return None
    involved = _families(", ".join(one.operands))
    for i in range(loop.start, loop.end + 1):
        other = code.parsed.get(i)
        if i != place and other is not None and (other.opcode.startswith("call") or _writes(other) & involved):
            return None
    start = _before_alignment(code, loop.start)
    before = code.parsed.get(start - 1)
    if before is not None and before.opcode in ("jmp", "ret"):
        if loop.start < code.labels.get("".join(before.operands), 0) <= loop.end:
            start -= 1  # a jump into the middle of the loop is its entry
        else:
            return None
    return [*code.lines[:start], code.lines[place], *code.lines[start:place], *code.lines[place + 1 :]]


def _before_alignment(code: _Code, label: int) -> int:
    """The first of the alignment directives before the line of a label; the label itself where there are none."""
    start = label
    while start and code.lines[start - 1].strip().startswith((".p2align", ".align", ".balign")):
        start -= 1
    return start


# ------------------------------------------------------------------------------------------------- places and proposals


def _where(test: Callable[[_Code, int, Instruction], bool]) -> Callable[[_Code], list[int]]:
    return lambda code: [i for i, one in code.parsed.items() if test(code, i, one)]


def _movable(code: _Code, i: int, one: Instruction) -> bool:
    return one.opcode[0] != "j" and not one.opcode.startswith(("call", "ret"))


def _in_innermost(code: _Code) -> list[int]:
    spans = [(loop.start, loop.end) for loop in _innermost(code)]
    return [i for i in code.parsed if any(start < i < end for start, end in spans)]


def _hoistable(code: _Code, i: int, one: Instruction) -> bool:
    return code.depth[i] > 0 and one.opcode.startswith(_PURE) and one.last.startswith("%")


def _is_copy(code: _Code, i: int, one: Instruction) -> bool:
    return one.opcode in _MOVES and len(one.operands) == 2 and "%" in one.first and one.first != "%rsp"


_Apply = Callable[[_Code, int, np.random.Generator], _Lines | None]
_RULES: Final[dict[Rewrite, tuple[Callable[[_Code], list[int]], _Apply]]] = {
    Rewrite.DELETE: (lambda code: list(code.at), _delete),
    Rewrite.SWAP: (lambda code: [i for i, j in zip(code.at, code.at[1:], strict=False) if j == i + 1], _swap),
    Rewrite.MOVE: (_where(_movable), _move),
    Rewrite.REPLACE_OPCODE: (_where(lambda code, i, one: one.opcode in _SAME_SHAPE), _replace_opcode),
    Rewrite.REPLACE_OPERAND: (
        _where(lambda code, i, one: any(operand[0] in "%$" or "(" in operand for operand in one.operands)),
        _replace_operand,
    ),
    Rewrite.COPY_FORWARD: (_where(_is_copy), _copy_forward),
    Rewrite.PEEPHOLE: (_where(lambda code, i, one: bool(_other_forms(one))), _peephole),
    Rewrite.ALIGN_LOOP: (lambda code: [loop.start for loop in code.loops], _align_loop),
    Rewrite.BRANCH_TO_CMOV: (_where(lambda code, i, one: _skipped(code, i) is not None), _branch_to_cmov),
    Rewrite.CMOV_TO_BRANCH: (_where(lambda code, i, one: one.opcode.startswith("cmov")), _cmov_to_branch),
    Rewrite.UNROLL_ONCE: (lambda code: [loop.end for loop in _innermost(code)], _unroll_once),
    Rewrite.HOIST: (_where(_hoistable), _hoist),
    Rewrite.PREFETCH: (
        lambda code: [i for i in _in_innermost(code) if any(map(_is_in_array, code.parsed[i].operands))],
        _prefetch,
    ),
    Rewrite.WIDEN: (_where(lambda code, i, one: _has_width(one, "l")), _widen),
    Rewrite.NARROW: (_where(lambda code, i, one: _has_width(one, "q")), _narrow),
}


def _has_width(one: Instruction, suffix: str) -> bool:
    return (
        one.opcode[-1:] == suffix
        and one.opcode[:-1] in _IN_BOTH_WIDTHS
        and any(operand in _NAMES for operand in one.operands)
        and all(operand in _NAMES or operand[0] == "$" for operand in one.operands)
    )


def places(rewrite: Rewrite, lines: Sequence[str]) -> list[int]:
    """Lines where an edit of a kind can be tried, in their order; `apply` may still find that it does not fit."""
    return sorted(_RULES[rewrite][0](_code(lines)))


def apply(rewrite: Rewrite, lines: Sequence[str], place: int, rng: np.random.Generator) -> list[str] | None:
    """Makes one edit.

    Args:
        rewrite: Its kind.
        lines: The text, which stays as it is.
        place: One of `places`.
        rng: Chooses where an edit has several forms.

    Returns:
        The new lines, never the same ones; None where the edit does not fit there.

    Raises:
        ArgumentError: `place` is not one of `places`.
    """
    code = _code(lines)
    where, make = _RULES[rewrite]
    if place not in where(code):
        msg = f"place={place!r} is none for {rewrite.value} in a text of {len(lines)} lines; use places()"
        raise ArgumentError(msg)
    edited = make(code, place, rng)
    return None if edited is None or edited == list(lines) else edited


def propose(
    text: str, rng: np.random.Generator, kinds: Collection[Rewrite] | None = None
) -> tuple[Rewrite, str] | None:
    """Makes one random edit, mostly in innermost loops.

    Args:
        text: Assembly in AT&T syntax.
        rng: Chooses kind and place.
        kinds: Kinds to choose from, equally often; None: all of them. Order does not matter.

    Returns:
        The kind and the edited text; None where no edit was found.
    """
    lines = text.splitlines()
    code = _code(lines)
    chosen = [kind for kind in Rewrite if kinds is None or kind in kinds]
    where = {kind: found for kind in chosen if (found := places(kind, lines))}
    weights = heat(lines)
    for _ in range(_TRIES if where else 0):
        kind = list(where)[rng.integers(len(where))]
        hot = np.array([weights[i] for i in where[kind]])
        place = where[kind][rng.choice(len(hot), p=hot / hot.sum())]
        edited = _RULES[kind][1](code, place, rng)
        if edited is not None and edited != lines:
            return kind, "\n".join(edited) + "\n"
    return None
