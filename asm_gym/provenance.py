"""Which compiler run an assembly text comes from."""

from __future__ import annotations

import difflib
import re
from enum import StrEnum
from typing import Final

from asm_gym.errors import ProblemError
from asm_gym.toolchain import compile_c

_NOISE: Final = re.compile(r"\s*(\.file|\.ident|\.section\s+\.note|#|//)")
_SAME_LEVEL: Final = 0.5
"""Share of equal lines from which on an assembly is ascribed to a level of another gcc."""


class Provenance(StrEnum):
    """What an assembly text is."""

    LOCAL_O3 = "local -O3"
    """What the local gcc -O3 produces."""
    LOCAL_O0 = "local -O0"
    """What the local gcc -O0 produces: speedups over it are not speedups over -O3."""
    OTHER_O3 = "-O3 of another gcc"
    """Optimized code that the local gcc does not produce: other version, other defaults (PIE, CET, stack protector)."""
    OTHER_O0 = "-O0 of another gcc"
    """Unoptimized code that the local gcc does not produce."""
    UNKNOWN = "unknown"
    """There is none, or the program does not compile here."""


def provenance(c_code: str, assembly: object) -> Provenance:
    """Says which compiler run an assembly of a C program comes from."""
    if not isinstance(assembly, str) or not assembly.strip():
        return Provenance.UNKNOWN
    wanted = _plain(assembly)
    try:
        o0, o3 = _plain(compile_c(c_code, ("-O0",))), _plain(compile_c(c_code, ("-O3",)))
    except ProblemError:
        return Provenance.UNKNOWN
    if wanted == o3:
        return Provenance.LOCAL_O3
    if wanted == o0:
        return Provenance.LOCAL_O0
    like = {
        level: difflib.SequenceMatcher(None, wanted, text, autojunk=False).ratio()
        for level, text in (("0", o0), ("3", o3))
    }
    if max(like.values()) < _SAME_LEVEL:
        return Provenance.UNKNOWN
    return Provenance.OTHER_O0 if like["0"] > like["3"] else Provenance.OTHER_O3


def _plain(assembly: str) -> list[str]:
    """Lines that say what the program does; white space, comments and the compiler's name do not."""
    return [" ".join(line.split()) for line in assembly.splitlines() if line.strip() and not _NOISE.match(line)]
