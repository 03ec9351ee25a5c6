"""How candidates are built, tested and timed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

from asm_gym.errors import ArgumentError, did_you_mean
from asm_gym.lanes import require_timing_cores
from asm_gym.timing import require_metric
from asm_gym.toolchain import ISA_LEVELS, LAYOUT_PADDINGS


def _option(default: Any, help_text: str) -> Any:
    return field(default=default, metadata={"help": help_text})


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationConfig:
    """How candidates are built, tested and timed: keywords of the environment, options of the command."""

    tests_per_step: int = _option(10, "tests drawn for each evaluation")
    metric: str = _option("cpu_time", "what is measured: cpu_time, wall_time, cycles or instructions")
    min_pairs: int = _option(6, "pairs of timed runs at least")
    max_pairs: int = _option(41, "pairs of timed runs at most")
    timing_budget_s: float = _option(5.0, "seconds after which no pair is added beyond min_pairs")
    min_signal: float = _option(
        2.0, "a baseline below this multiple of an empty program is not timed; 0 times everything"
    )
    layouts: int = _option(1, f"code layouts that are measured, 1 to {len(LAYOUT_PADDINGS)}")
    isa: str = _option("native", f"instructions that are allowed: {', '.join(ISA_LEVELS)}")
    wall_limit_s: float = _option(10.0, "wall-clock limit of one run, in seconds")
    memory_limit_mb: int = _option(256, "memory limit of one run, in MiB")
    output_limit_mb: int = _option(4, "limit of standard output and standard error together, in MiB")
    max_action_bytes: int = _option(1_048_576, "longest assembly text, in bytes of UTF-8")
    timing_cores: str = _option("auto", "cores that time, like 3 or 2,3; auto leaves at least one for building")
    allow_unsafe: bool = _option(False, "run without a system call filter where the kernel has none (dangerous)")

    def __post_init__(self) -> None:
        """Refuses values that cannot be meant.

        Raises:
            ArgumentError: which one, its value and what is allowed.
        """
        for one in dataclasses.fields(self):
            value, wanted = getattr(self, one.name), str(one.type)
            fits = {"bool": (bool,), "int": (int,), "float": (float, int), "str": (str,)}[wanted]
            if not isinstance(value, fits) or (isinstance(value, bool) and wanted != "bool"):
                msg = f"{one.name}={value!r} is {type(value).__name__}, expected {wanted}"
                raise ArgumentError(msg)
        require_metric(self.metric)
        require_timing_cores(self.timing_cores)
        at_least: dict[str, float] = {
            "tests_per_step": 1, "min_pairs": 2, "max_pairs": self.min_pairs, "timing_budget_s": 0, "min_signal": 0,
            "layouts": 1, "wall_limit_s": 0.01, "memory_limit_mb": 8, "output_limit_mb": 1, "max_action_bytes": 1,
        }  # fmt: skip
        for name, least in at_least.items():
            if not getattr(self, name) >= least:
                msg = f"{name}={getattr(self, name)!r} is below its least value, {least:g}"
                raise ArgumentError(msg)
        if self.layouts > len(LAYOUT_PADDINGS):
            msg = f"layouts={self.layouts} is above its greatest value, {len(LAYOUT_PADDINGS)}"
            raise ArgumentError(msg)
        if self.isa not in ISA_LEVELS:
            msg = f"isa={self.isa!r} is not one of {', '.join(ISA_LEVELS)}.{did_you_mean(self.isa, ISA_LEVELS)}"
            raise ArgumentError(msg)
