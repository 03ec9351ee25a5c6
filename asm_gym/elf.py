"""Reads ELF files that were made from hostile text, and says what they need, equal and may do.

Layouts and constants: System V ABI (gABI 4.1) and its x86-64 supplement. Every offset in a file is taken from a file
that an attacker may have shaped, so each access goes through a bounds check and a malformed file is a `MalformedElf`.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag

_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_SYMBOL = struct.Struct("<IBBHQQ")
_RELOCATION = struct.Struct("<QQq")
_PROGRAM = struct.Struct("<IIQQQQQQ")

_ET_REL, _ET_EXEC, _EM_X86_64 = 1, 2, 62
_SHT_SYMTAB, _SHT_RELA, _SHT_NOBITS = 2, 4, 8
_SHF_WRITE, _SHF_ALLOC, _SHF_EXECINSTR = 1, 2, 4
_SHN_UNDEF, _SHN_COMMON, _SHN_XINDEX = 0, 0xFFF2, 0xFFFF
_STB_LOCAL, _STT_IFUNC = 0, 10
_PT_LOAD, _PT_DYNAMIC, _PT_INTERP, _PT_GNU_STACK = 1, 2, 3, 0x6474E551
_PF_X, _PF_W = 1, 2

_ORDINARY_SECTION_TYPES = frozenset({0, 1, 2, 3, 4, 7, 8, 14, 15, 16, 17, 18, 0x70000001})
"""What compilers put into objects: bits, symbols, strings, relocations, notes, init arrays, groups, unwinding."""

_PLAIN_RELOCATIONS = frozenset({1, 2, 4, 10, 11, 12, 13, 14, 15, 24})
"""Relocations whose value is symbol plus addend (64, PC32, PLT32, 32, 32S, 16, PC16, 8, PC8, PC64): only the sum
counts."""

_NAME_BYTES_MAX = 255
"""Longest name: each of half a million relocations may repeat the name of its symbol."""


_PROGRAM_HEADERS_MAX = 32
"""Far more than a static program has; the kernel refuses to start one with more than a page of them."""


class MalformedElf(ValueError):
    """The file is not what an assembler or linker for x86-64 writes."""


class Isa(IntFlag):
    """Levels of x86-64 that an object uses, as GNU as records them (GNU_PROPERTY_X86_ISA_1_USED)."""

    BASELINE = 1
    """x86-64-v1."""
    V2 = 2
    """x86-64-v2: SSE4.2, popcnt."""
    V3 = 4
    """x86-64-v3: AVX2, BMI, FMA."""
    V4 = 8
    """x86-64-v4: AVX-512 F, BW, CD, DQ, VL."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section header with the bytes it describes (empty for sections without bits)."""

    name: str
    type: int
    flags: int
    size: int
    alignment: int
    link: int
    info: int
    content: bytes

    @property
    def allocated(self) -> bool:
        """Whether the section is part of the program's memory."""
        return bool(self.flags & _SHF_ALLOC)


@dataclass(frozen=True, slots=True)
class Symbol:
    """One entry of the symbol table."""

    name: str
    type: int
    binding: int
    section: int
    value: int
    size: int


@dataclass(frozen=True, slots=True)
class ObjectFile:
    """A relocatable object."""

    sections: tuple[Section, ...]
    symbols: tuple[Symbol, ...]

    @property
    def undefined(self) -> frozenset[str]:
        """Names that the object needs from elsewhere."""
        return frozenset(s.name for s in self.symbols if s.section == _SHN_UNDEF and s.name)

    @property
    def has_resolvers(self) -> bool:
        """Whether code runs while the program is still being set up (indirect functions)."""
        return any(s.type == _STT_IFUNC and s.section != _SHN_UNDEF for s in self.symbols)

    @property
    def defined(self) -> frozenset[str]:
        """Names that the object offers to others."""
        return frozenset(s.name for s in self.symbols if s.section != _SHN_UNDEF and s.binding != _STB_LOCAL and s.name)


def _slice(data: bytes, offset: int, size: int) -> bytes:
    if offset < 0 or size < 0 or offset + size > len(data):
        msg = f"bytes {offset} to {offset + size} of a file of {len(data)}"
        raise MalformedElf(msg)
    return data[offset : offset + size]


def _text(table: bytes, offset: int) -> str:
    end = table.find(b"\0", offset, offset + _NAME_BYTES_MAX + 1)
    if offset > len(table) or end < 0:
        msg = f"name at {offset} of a string table of {len(table)} bytes is not ended within {_NAME_BYTES_MAX} bytes"
        raise MalformedElf(msg)
    return table[offset:end].decode("utf-8", "backslashreplace")


def _header(data: bytes, wanted_type: int) -> tuple[int, ...]:
    """The ELF header's numbers, from e_type on."""
    identity, *numbers = _HEADER.unpack(_slice(data, 0, _HEADER.size))
    if identity[:6] != b"\x7fELF\x02\x01" or numbers[:2] != [wanted_type, _EM_X86_64]:
        msg = f"not an x86-64 ELF file of type {wanted_type}: {identity[:6]!r}, {numbers[:2]}"
        raise MalformedElf(msg)
    return tuple(numbers)


def parse_object(data: bytes) -> ObjectFile:
    """Reads a relocatable object.

    Raises:
        MalformedElf: it is none.
    """
    header = _header(data, _ET_REL)
    table, entry_size, n_sections, names_index = header[5], header[10], header[11], header[12]
    if entry_size != _SECTION.size:
        msg = f"section headers of {entry_size} bytes, or none"
        raise MalformedElf(msg)
    if n_sections == 0 or names_index == _SHN_XINDEX:  # more than 65,279 sections: the numbers stand in the first entry
        first = _SECTION.unpack(_slice(data, table, _SECTION.size))
        n_sections, names_index = n_sections or first[5], first[6] if names_index == _SHN_XINDEX else names_index
    raw = list(_SECTION.iter_unpack(_slice(data, table, n_sections * _SECTION.size)))
    if names_index >= len(raw):
        msg = f"section names in section {names_index} of {len(raw)}"
        raise MalformedElf(msg)
    if sum(s[5] for s in raw if s[1] not in {0, _SHT_NOBITS}) > len(data):  # copies of one range could fill the memory
        msg = f"sections that overlap one another in a file of {len(data)} bytes"
        raise MalformedElf(msg)
    names = _slice(data, raw[names_index][4], raw[names_index][5])
    sections = tuple(
        Section(
            _text(names, s[0]),
            s[1],
            s[2],
            s[5],
            s[8],
            s[6],
            s[7],
            b"" if s[1] in {0, _SHT_NOBITS} else _slice(data, s[4], s[5]),
        )
        for s in raw
    )
    return ObjectFile(sections, tuple(_symbols(sections)))


def _symbols(sections: tuple[Section, ...]) -> Iterator[Symbol]:
    for section in sections:
        if section.type != _SHT_SYMTAB:
            continue
        if section.link >= len(sections) or len(section.content) % _SYMBOL.size:
            msg = f"symbol table of {len(section.content)} bytes with strings in section {section.link}"
            raise MalformedElf(msg)
        strings = sections[section.link].content
        for name, info, _, index, value, size in _SYMBOL.iter_unpack(section.content):
            yield Symbol(_text(strings, name) if name else "", info & 15, info >> 4, index, value, size)


def code_digest(obj: ObjectFile) -> str:
    """SHA-256 over what the object puts into memory: equal digests mean the same program.

    Allocated sections (name, bytes, flags, alignment), relocations by target section and offset, and where `main`
    lies. Text that differs in comments, white space, local label names or debugging information has the same digest.
    """
    places = _section_places(obj)
    parts: list[object] = []
    for index, section in enumerate(obj.sections):
        if section.allocated and section.size:
            parts.append((places[index], section.type, section.flags, section.alignment, section.size, section.content))
        if section.type == _SHT_RELA and section.info < len(obj.sections) and obj.sections[section.info].allocated:
            parts.append((places[section.info], sorted(map(repr, _relocations(obj, section, places)))))
    parts += [(places.get(s.section), s.value, s.type) for s in obj.symbols if s.name == "main"]
    return hashlib.sha256("\n".join(sorted(map(repr, parts))).encode()).hexdigest()


def _section_places(obj: ObjectFile) -> dict[int, tuple[str, int]]:
    """Sections by index as (name, how many of that name came before): free of sections that hold no memory."""
    seen: Counter[str] = Counter()
    places = {}
    for index, section in enumerate(obj.sections):
        places[index] = (section.name, seen[section.name])
        seen[section.name] += 1
    return places


def _relocations(obj: ObjectFile, section: Section, places: dict[int, tuple[str, int]]) -> Iterator[tuple[object, ...]]:
    if len(section.content) % _RELOCATION.size:
        msg = f"relocations of {len(section.content)} bytes"
        raise MalformedElf(msg)
    for offset, info, addend in _RELOCATION.iter_unpack(section.content):
        kind, index = info & 0xFFFFFFFF, info >> 32
        if index >= len(obj.symbols):
            msg = f"relocation against symbol {index} of {len(obj.symbols)}"
            raise MalformedElf(msg)
        yield (offset, kind, _target(obj.symbols[index], kind, addend, places))


def _target(symbol: Symbol, kind: int, addend: int, places: dict[int, tuple[str, int]]) -> tuple[object, ...]:
    """What a relocation points at, without the names of local symbols."""
    if symbol.section == _SHN_UNDEF:
        return ("undefined", symbol.name, addend)
    if symbol.section == _SHN_COMMON:
        return ("common", symbol.name, symbol.size, symbol.value, addend)
    place = (places.get(symbol.section, symbol.section), symbol.type == _STT_IFUNC)
    return (*place, symbol.value + addend) if kind in _PLAIN_RELOCATIONS else (*place, symbol.value, addend)


def forbidden_section(obj: ObjectFile) -> str | None:
    """Name of a section of a type that no compiler emits into an object; None: there is none."""
    return next((s.name for s in obj.sections if s.type not in _ORDINARY_SECTION_TYPES), None)


def unsafe_section(obj: ObjectFile) -> str | None:
    """Why the object must not be linked (dynamic, writable or hidden code, executable stack); None: no reason."""
    for section in obj.sections:
        if section.allocated and _CODE_NAME.match(section.name) and not section.flags & _SHF_EXECINSTR:
            return f"section {section.name} is linked with the code but not marked as code"
        if section.name in {".interp", ".dynamic"}:
            return f"section {section.name} makes the program dynamic; only static programs are run"
        if section.allocated and section.flags & _SHF_WRITE and section.flags & _SHF_EXECINSTR:
            return f"section {section.name} is writable and executable"
        if section.name == ".note.GNU-stack" and section.flags & _SHF_EXECINSTR:
            return "section .note.GNU-stack asks for an executable stack"
    return None


_CODE_NAME = re.compile(r"\.text|\.init$|\.fini$|\.plt|\.gnu\.linkonce\.t\.|__libc_freeres_fn$")
"""Input sections that native/link.ld puts among the code."""

_FORBIDDEN_CODE = re.compile(rb"\x0f(?:\x31|\x01[\xf9\xfd]|\xc7[\xf0-\xff])")


def may_hold_forbidden_code(obj: ObjectFile) -> bool:
    """Whether the bytes of rdtsc, rdtscp, rdpru, rdrand or rdseed occur in code: perhaps inside another instruction."""
    return any(s.flags & _SHF_EXECINSTR and _FORBIDDEN_CODE.search(s.content) for s in obj.sections)


def isa_used(obj: ObjectFile) -> Isa:
    """Levels that the assembler noted (``-mx86-used-note=yes``), over all notes of the object.

    Source: x86-64 psABI, "Program Property"; type 0xc0010002 is GNU_PROPERTY_X86_ISA_1_USED.
    """
    used = Isa(0)
    for section in obj.sections:
        if section.name != ".note.gnu.property":
            continue
        data = section.content
        while data:
            name_size, size, kind = struct.unpack("<III", _slice(data, 0, 12))
            if (name_size, kind, data[12:16]) != (4, 5, b"GNU\0"):  # a forged note could swallow the assembler's own
                msg = f"note of type {kind} in .note.gnu.property"
                raise MalformedElf(msg)
            body = _slice(data, 12 + name_size, size)
            while body:
                property_type, property_size = struct.unpack("<II", _slice(body, 0, 8))
                if property_type == 0xC0010002:
                    used |= Isa(int.from_bytes(_slice(body, 8, 4), "little") & 15)
                body = body[8 + (property_size + 7) // 8 * 8 :]
            data = data[12 + name_size + (size + 7) // 8 * 8 :]
    return used


@dataclass(frozen=True, slots=True)
class Executable:
    """What the checks of a linked program found."""

    image_bytes: int
    """Memory of its loadable segments."""
    fault: str | None
    """Why it must not be run; None: nothing found."""


def inspect_executable(data: bytes) -> Executable:
    """Looks at a linked program before it runs.

    Raises:
        MalformedElf: it is no executable of fixed address.
    """
    header = _header(data, _ET_EXEC)
    offset, entry_size, count = header[4], header[8], header[9]
    if entry_size != _PROGRAM.size or count > _PROGRAM_HEADERS_MAX:
        msg = f"{count} program headers of {entry_size} bytes"
        raise MalformedElf(msg)
    image_bytes, stack_seen = 0, False
    for kind, flags, _, _, _, _, memory_bytes, _ in _PROGRAM.iter_unpack(_slice(data, offset, count * entry_size)):
        if kind in {_PT_INTERP, _PT_DYNAMIC}:
            return Executable(image_bytes, "the linked program is dynamic; only static programs are run")
        if kind == _PT_LOAD:
            image_bytes += memory_bytes
            if flags & _PF_W and flags & _PF_X:
                return Executable(image_bytes, "the linked program has a writable and executable segment")
        if kind == _PT_GNU_STACK:
            stack_seen = not flags & _PF_X
    return Executable(image_bytes, None if stack_seen else "the linked program has an executable stack")
