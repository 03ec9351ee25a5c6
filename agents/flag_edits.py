"""Changes of a compiler's flags: tables of switches that keep the meaning of a program, and one random step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

# Each entry is one switch with its alternatives; a mutation sets a few of them.
_GCC_SWITCHES: Final = (
    ("-O1", "-O2", "-O3"), ("-funroll-loops", "-funroll-all-loops"), ("-fno-tree-vectorize",), ("-fno-ivopts",),
    ("-fno-tree-slp-vectorize",), ("-fno-tree-loop-vectorize",), ("-fno-if-conversion",), ("-fno-if-conversion2",),
    ("-fno-tree-loop-if-convert",), ("-fno-gcse",), ("-fgcse-las",), ("-fgcse-sm",), ("-fno-schedule-insns2",),
    ("-fschedule-insns",), ("-fsched-pressure",), ("-fno-tree-pre",), ("-fno-split-loops",), ("-fno-unswitch-loops",),
    ("-fno-peel-loops",), ("-fno-ipa-cp-clone",), ("-fira-region=all", "-fira-region=one", "-fira-region=mixed"),
    ("-fira-algorithm=priority",), ("-frename-registers",), ("-fweb",), ("-fno-tree-ter",), ("-fno-reorder-blocks",),
    ("-fno-jump-tables",), ("-falign-loops=16", "-falign-loops=32", "-falign-loops=64", "-fno-align-loops"),
    ("-fno-move-loop-invariants",), ("-fmodulo-sched",), ("-fselective-scheduling2",), ("-fprefetch-loop-arrays",),
    ("-fipa-pta",), ("-fwhole-program",), ("-fno-pie",), ("-fno-split-paths",), ("-fno-tree-sink",), ("-fno-dce",),
    ("-fno-thread-jumps",), ("-fno-tree-dominator-opts",), ("-fno-tree-loop-distribute-patterns",), ("-fno-inline",),
    ("-fno-code-hoisting",), ("-fno-tree-cselim",), ("-fno-tree-phiprop",), ("-fno-ssa-phiopt",), ("-fno-tree-vrp",),
    ("-fno-rerun-cse-after-loop",), ("-fno-version-loops-for-strides",), ("-fno-predictive-commoning",),
    ("-fno-tree-switch-conversion",), ("-fno-bit-tests",), ("-fno-math-errno",), ("-fno-trapping-math",),
    ("-fno-omit-frame-pointer",), ("-fno-optimize-strlen",), ("-fno-tree-coalesce-vars",), ("-fno-stack-protector",),
    tuple(f"-mbranch-cost={n}" for n in range(6)), ("-mno-avx512f",), ("-mno-avx",), ("-mno-bmi2",), ("-mno-bmi",),
    ("-mprefer-vector-width=128", "-mprefer-vector-width=256", "-mprefer-vector-width=512"),
    tuple(f"-mtune={name}" for name in ("generic", "znver1", "znver3", "skylake", "icelake-server", "haswell")),
    tuple(f"--param=max-unroll-times={n}" for n in (2, 3, 4, 16)), ("--param=max-unrolled-insns=800",),
    tuple(f"--param=max-inline-insns-auto={n}" for n in (5, 100, 400)), ("-fvect-cost-model=very-cheap",),
    ("-fvect-cost-model=unlimited",), ("--param=vect-epilogues-nomask=0",),
    ("--param=max-jump-thread-duplication-stmts=60",), ("--param=max-completely-peeled-insns=800",),
    ("--param=vect-partial-vector-usage=1", "--param=vect-partial-vector-usage=2"),
)  # fmt: skip
_CLANG_SWITCHES: Final = (
    ("-O1", "-O2", "-O3"), ("-funroll-loops",), ("-fno-unroll-loops",), ("-fno-vectorize",), ("-fno-slp-vectorize",),
    ("-fno-pie",), ("-fno-math-errno",), ("-mno-avx512f",), ("-mno-avx",), ("-mno-bmi2",), ("-fno-stack-protector",),
    ("-mprefer-vector-width=128", "-mprefer-vector-width=256", "-mprefer-vector-width=512"), ("-fno-inline",),
    ("-fno-jump-tables",), tuple(f"-falign-loops={n}" for n in (16, 32, 64)), ("-fomit-frame-pointer",),
    ("-mllvm -polly", "-mllvm -polly -mllvm -polly-vectorizer=stripmine"),
    tuple(f"-mtune={name}" for name in ("generic", "znver1", "znver3", "skylake", "icelake-server", "haswell")),
    *(
        tuple(f"-mllvm {name}={value}" for value in values)
        for name, values in {
            "-unroll-count": (1, 2, 4, 8), "-unroll-threshold": (50, 600, 2000), "-unroll-runtime": ("false",),
            "-unroll-allow-partial": ("true",), "-force-vector-width": (2, 4, 8, 16),
            "-force-vector-interleave": (1, 2, 4), "-x86-cmov-converter": ("false",), "-enable-misched": ("false",),
            "-misched-topdown": ("true",), "-pre-RA-sched": ("list-ilp", "list-hybrid", "source"),
            "-phi-node-folding-threshold": (0, 1, 8), "-two-entry-phi-node-folding-threshold": (0, 2, 16),
            "-jump-threading-threshold": (0, 20), "-inline-threshold": (50, 1000, 4000),
            "-regalloc": ("basic", "pbqp"), "-enable-gvn-hoist": ("true",), "-enable-gvn-sink": ("true",),
            "-enable-loopinterchange": ("true",), "-enable-loop-flatten": ("true",), "-tail-dup-size": (0, 8),
            "-enable-unroll-and-jam": ("true",), "-extra-vectorizer-passes": ("true",), "-slp-threshold": (-5, 5, 20),
            "-disable-lsr": ("true",), "-enable-pre": ("false",), "-disable-block-placement": ("true",),
            "-aggressive-ext-opt": ("true",),
            "-addr-sink-using-gep": ("false",), "-disable-cgp-select2branch": ("true",),
        }.items()
    ),
)  # fmt: skip

_KEPT: Final = ("-O", "-ffp-contract")
"""Starts of flags that are never taken away: without the second, floating-point results change."""


def mutate_flags(compiler: str, flags: Sequence[str], rng: np.random.Generator) -> tuple[str, ...]:
    """Other flags for a compiler: one to four switches set, changed or taken away.

    Args:
        compiler: Its name.
        flags: That it has now.
        rng: Chooses.
    """
    switches = _CLANG_SWITCHES if compiler.startswith("clang") else _GCC_SWITCHES
    flags = list(_joined(flags))
    for _ in range(int(rng.integers(1, 5))):
        needless = [i for i, flag in enumerate(flags) if not flag.startswith(_KEPT)]
        if needless and rng.random() < 0.25:
            flags.pop(needless[rng.integers(len(needless))])
            continue
        switch = switches[rng.integers(len(switches))]
        flags = [flag for flag in flags if flag not in switch]
        flags.append(switch[rng.integers(len(switch))])
    return tuple(flags)


def _joined(flags: Sequence[str]) -> Iterator[str]:
    """Flags with the word after ``-mllvm`` as part of the flag."""
    words = iter(flags)
    for word in words:
        yield f"-mllvm {next(words)}" if word == "-mllvm" else word
