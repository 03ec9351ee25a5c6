"""AsmOpt-v0 for learners that know numbers only: an action is one of a few edits, an observation is a vector.

`PassWrapper` chooses compiler flags one after the other, the formulation of AutoPhase (Haj-Ali et al., MLSys 2020);
`RewriteWrapper` edits the assembly itself. Both suit stable-baselines3: `Discrete` actions, a `Box`, `action_masks`.
"""

from __future__ import annotations

import copy
import dataclasses
import functools
import itertools
import math
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import gymnasium
import numpy as np
from gymnasium import spaces
from gymnasium.error import ResetNeeded
from gymnasium.utils import RecordConstructorArgs
from numpy.typing import NDArray

from asm_gym import edits
from asm_gym.edits import Rewrite
from asm_gym.env import AsmOptEnv
from asm_gym.errors import ArgumentError, ProblemError, did_you_mean
from asm_gym.lanes import off_timing_cores, plan_cores
from asm_gym.toolchain import BASELINE_FLAGS, compile_c
from asm_gym.verify import Verdict

Features = NDArray[np.float32]
Mask = NDArray[np.bool_]

STOP: Final = 0
"""The action that ends an episode."""

FLAGS: Final = (
    "-march=native", "-mprefer-vector-width=128", "-mprefer-vector-width=256", "-mprefer-vector-width=512",
    "-O1", "-O2", "-Os", "-funroll-loops", "-fno-tree-vectorize", "-fno-tree-slp-vectorize",
    "-fvect-cost-model=unlimited", "-ffp-contract=off", "-fno-if-conversion", "-fno-unswitch-loops", "-fno-ivopts",
    "-fno-inline", "-fno-gcse", "-fgcse-las", "-fno-tree-pre", "-fno-schedule-insns2", "-fschedule-insns",
    "-fipa-pta", "-fno-align-loops", "-falign-loops=64",
)  # fmt: skip
"""Flags of gcc that `PassWrapper` chooses from. None changes what floating-point programs mean, but
``-march=native`` may contract."""


# ----------------------------------------------------------------------------------------------------------- features

_CLASSES: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("branch", r"j(?!mp)"),
        ("jump", r"jmp|call|ret"),
        ("select", r"cmov|set"),
        ("scalar_float", r"\w+s[sd]\b.*%xmm"),
        ("vector_move", r"v?(mov|p?broadcast|perm|p?shuf|p?unpck|p?ins|p?extr|pack)\w*\b.*%[xyz]mm"),
        ("vector", r".*%[xyz]mm"),
        ("divide", r"i?div"),
        ("multiply", r"i?mul"),
        ("compare", r"cmp|test"),
        ("bits", r"and|or|xor|not|sh|sa[lr]|ro[lr]|rc[lr]|bt|bs|popcnt|[lt]zcnt|p(ext|dep)"),
        ("move", r"mov|lea|push|pop"),
        ("other", r""),
    )
)
"""Classes of instructions; the first that matches counts."""
_VECTOR_BITS: Final = (("%zmm", 512), ("%ymm", 256), ("%xmm", 128))
_LARGEST_COUNT: Final = 100_000
_LARGEST_HEAT: Final = 100.0
_LARGEST_SPEEDUP: Final = 16.0
"""What features are scaled by; more counts as this much."""


def _log_share(count: float) -> float:
    """A count between 0 and 1: small numbers far apart, large ones close together."""
    return min(1.0, math.log1p(count) / math.log1p(_LARGEST_COUNT))


def _vector_width(instructions: Sequence[str]) -> float:
    text = "\n".join(instructions)
    return next((bits / 512 for register, bits in _VECTOR_BITS if register in text), 0.0)


@functools.lru_cache(maxsize=256)
def _of_text(text: str) -> tuple[tuple[str, float], ...]:
    """Names and values of the features of an assembly text, all between 0 and 1."""
    lines = text.splitlines()
    heat, loops = edits.heat(lines), edits.loops(lines)
    at = edits.instructions(lines)
    stripped = {i: lines[i].strip() for i in at}
    counts, shares = dict.fromkeys(dict(_CLASSES), 0), dict.fromkeys(dict(_CLASSES), 0.0)
    total_heat = sum(heat[i] for i in at) or 1.0
    for i in at:
        name = next(name for name, pattern in _CLASSES if pattern.match(stripped[i]))
        counts[name] += 1
        shares[name] += heat[i] / total_heat
    hottest = max((heat[i] for i in at), default=1.0)
    values = {f"{name}_count": _log_share(count) for name, count in counts.items()}
    values |= {f"{name}_hot_share": min(1.0, share) for name, share in shares.items()}
    values["instructions"] = _log_share(len(at))
    values["loops"] = _log_share(len(loops))
    values["hottest"] = min(1.0, math.log(hottest) / math.log(_LARGEST_HEAT))
    values["memory_hot_share"] = min(1.0, sum(heat[i] for i in at if "(" in stripped[i]) / total_heat)
    values["vector_width"] = _vector_width(list(stripped.values()))
    values["vector_width_hottest"] = _vector_width([stripped[i] for i in at if heat[i] == hottest])
    values["alignments"] = _log_share(sum(line.strip().startswith(".p2align") for line in lines))
    return tuple(values.items())


# ------------------------------------------------------------------------------------------------- the common machinery


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on which an episode works."""

    c_source: str
    text: str
    """Assembly."""
    step: int = 0
    """Actions so far."""
    applied: tuple[int, ...] = ()
    """Edits that are in the text, in their order."""
    tried: frozenset[int] = frozenset()
    """Edits that were chosen, those that are not in the text included."""
    speedup: float | None = None
    """Of the text, over the baseline; None: not measured."""
    outcome: float = 0.0
    """Of the last edit: 1 its text passed, -1 it failed, 0 it was not measured."""


# gymnasium 1.4 declares the environment within to have the wrapper's own types, hence Any.
class EditWrapper(gymnasium.Wrapper[Any, Any, Any, Any], RecordConstructorArgs, ABC):
    """Edits the baseline step by step; each edit is one attempt of the environment within.

    An action is `STOP`, which ends the episode, or 1 + the number of an edit in `edit_names`. An edit that is
    impossible (`action_masks`) or changes nothing is not evaluated and pays 0. The observation is a vector of numbers
    between -1 and 1, named by `feature_names`. `info` is that of the last attempt, with two more keys: `edit` (name of
    what was done, or empty) and `assembly_now` (the text that is edited next).

    Measurements guide the episode: the observation has the last speed-up, an edit whose text fails is taken
    back, and an edit pays its improvement over the episode's best, so that rewards add up to the best. With
    `open_loop` nothing measured is seen and nothing is taken back, and an edit pays the difference to the one
    before: rewards add up to that of the last text. That trains a policy that must later do without measurements
    (`compose`).

    Args:
        env: ``AsmOpt-v0`` with `max_turns` of at least `edits_per_episode`.
        edit_names: The edits.
        edits_per_episode: Actions after which an episode ends, 1 or more.
        open_loop: Whether the policy must do without measurements.

    Raises:
        ArgumentError: `env` is another environment, has too few turns or does not show the assembly; or
            `edits_per_episode` is below 1.
    """

    def __init__(
        self,
        env: gymnasium.Env[dict[str, str], str],
        edit_names: Sequence[str],
        edits_per_episode: int,
        open_loop: bool,
    ) -> None:
        super().__init__(env)
        inner = env.unwrapped
        if not isinstance(inner, AsmOptEnv):
            msg = f"{type(self).__name__} wraps {inner}, expected an AsmOpt-v0"
            raise ArgumentError(msg)
        if type(edits_per_episode) is not int or edits_per_episode < 1:
            msg = f"edits_per_episode={edits_per_episode!r}, expected an integer of 1 or more"
            raise ArgumentError(msg)
        if inner.max_turns < edits_per_episode:
            msg = f"max_turns={inner.max_turns}, expected at least edits_per_episode={edits_per_episode}"
            raise ArgumentError(msg)
        if not inner.show_assembly:
            msg = "show_assembly=False: there is no assembly to edit; make the environment with show_assembly=True"
            raise ArgumentError(msg)
        self.edit_names, self.edits_per_episode, self.open_loop = tuple(edit_names), edits_per_episode, open_loop
        self._cores = plan_cores(inner.config.timing_cores)
        self._draft: Draft | None = None
        self._over = True
        self._value = 0.0
        self._info: dict[str, Any] = {}
        self._rng = np.random.default_rng()
        self.feature_names = tuple(self._features(Draft("", "")))
        self.action_space = spaces.Discrete(1 + len(self.edit_names))
        self.observation_space = spaces.Box(-1.0, 1.0, (len(self.feature_names),), np.float32)

    # ------------------------------------------------------------------------------------------------------- episodes

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Features, dict[str, Any]]:
        """Starts an episode; see `AsmOptEnv.reset` for arguments and faults."""
        self._draft, self._over = None, True
        observation, self._info = self.env.reset(seed=seed, options=options)
        self._rng = self.unwrapped.np_random.spawn(1)[0]  # does not move the generator that draws tests
        self._draft, self._over, self._value = Draft(observation["c_source"], observation["assembly"]), False, 0.0
        return self._observe(self._draft), self._report("")

    def step(self, action: np.int64) -> tuple[Features, float, bool, bool, dict[str, Any]]:
        """Makes one edit and evaluates it.

        Args:
            action: `STOP` or 1 + the number of an edit.

        Raises:
            ResetNeeded: there is no episode, or it is over.
            ArgumentError: there is no such action.
            ProblemError, SandboxError, TimingError: see `AsmOptEnv.step`; the edit is not made.
        """
        draft = self._current()
        if self._over:
            msg = f"the episode is over after {draft.step} action(s): call reset() before the next step()"
            raise ResetNeeded(msg)
        if not self.action_space.contains(chosen := np.int64(action)):
            msg = f"the action is {action!r}, expected {STOP} (stop) to {len(self.edit_names)}"
            raise ArgumentError(msg)
        reward, name = 0.0, "stop"
        if chosen != STOP:
            name = self.edit_names[chosen - 1]
            edited = self._edit(draft, int(chosen) - 1, self._rng)
            if edited.text != draft.text:
                edited, reward = self._measure(draft, edited)
            self._draft = edited
        self._over = bool(chosen == STOP) or self._current().step >= self.edits_per_episode
        return self._observe(self._current()), reward, self._over, False, self._report(name)

    def action_masks(self) -> Mask:
        """Which actions do something now, as sb3-contrib's MaskablePPO asks; stopping always does.

        Raises:
            ResetNeeded: there is no episode.
        """
        return self._mask(self._current())

    def compose(self, observation: Mapping[str, str], choose: Callable[[Features, Mask], int], *, seed: int = 0) -> str:
        """Plays an episode of its own without evaluating anything; the environment's episode is not touched.

        Args:
            observation: Of the environment within: `c_source` and `assembly` are used.
            choose: The policy: gets an observation and the mask of possible actions, gives an action.
            seed: Of edits that have several forms.

        Returns:
            The assembly at the end of the episode.
        """
        draft, rng = Draft(observation["c_source"], observation["assembly"]), np.random.default_rng(seed)
        while draft.step < self.edits_per_episode:
            action = int(choose(self._observe(draft), self._mask(draft)))
            if action == STOP:
                break
            draft = self._edit(draft, action - 1, rng)
        return draft.text

    def _measure(self, draft: Draft, edited: Draft) -> tuple[Draft, float]:
        """Evaluates an edited text: how the episode goes on from it, and what the edit pays."""
        _, paid, _, _, self._info = self.env.step(edited.text)
        if self.open_loop:
            before, self._value = self._value, self._info["reward"]
            return edited, self._value - before
        if self._info["verdict"] != Verdict.PASSED:
            return dataclasses.replace(edited, text=draft.text, applied=draft.applied, outcome=-1.0), float(paid)
        speedup = self._info["speedup"]
        return dataclasses.replace(edited, speedup=None if math.isnan(speedup) else speedup, outcome=1.0), float(paid)

    def _edit(self, draft: Draft, edit: int, rng: np.random.Generator) -> Draft:
        """The draft after an edit, not yet measured; with the same text where the edit is impossible."""
        text = self._edited(draft, edit, rng) if self._allowed(draft)[edit] else None
        after = dataclasses.replace(draft, step=draft.step + 1, tried=draft.tried | {edit}, outcome=0.0)
        return after if text is None else dataclasses.replace(after, text=text, applied=(*draft.applied, edit))

    def _current(self) -> Draft:
        if self._draft is None:
            msg = "there is no episode: call reset() first (and see what it raised, if it did)"
            raise ResetNeeded(msg)
        return self._draft

    def _report(self, name: str) -> dict[str, Any]:
        # A copy, because the same attempt is reported again after an action that is not evaluated.
        return copy.deepcopy(self._info) | {"edit": name, "assembly_now": self._current().text}

    # --------------------------------------------------------------------------------------------- features and masks

    def _features(self, draft: Draft) -> dict[str, float]:
        speedup = 1.0 if draft.speedup is None else max(draft.speedup, 1.0 / _LARGEST_SPEEDUP)
        values = dict(_of_text(draft.text))
        values["step"] = draft.step / self.edits_per_episode
        values["log_speedup"] = min(1.0, math.log(speedup) / math.log(_LARGEST_SPEEDUP))
        values["outcome"] = draft.outcome
        return values | self._own_features(draft)

    def _observe(self, draft: Draft) -> Features:
        return np.array(list(self._features(draft).values()), dtype=np.float32)

    def _mask(self, draft: Draft) -> Mask:
        return np.array([True, *self._allowed(draft)], dtype=np.bool_)

    @abstractmethod
    def _allowed(self, draft: Draft) -> Sequence[bool]:
        """Which edits are possible."""

    @abstractmethod
    def _edited(self, draft: Draft, edit: int, rng: np.random.Generator) -> str | None:
        """The text after an edit that is allowed; None: it does not fit after all."""

    @abstractmethod
    def _own_features(self, draft: Draft) -> dict[str, float]:
        """Features beside those of every text."""


# ------------------------------------------------------------------------------------------------------ compiler flags


class PassWrapper(EditWrapper):
    """Chooses compiler flags one after the other, each at most once; the assembly is what gcc makes of them all.

    They come after ``-O3`` in the order in which they were chosen; of two that contradict each other the later one
    holds. Flags that this gcc does not know are masked.

    Args:
        env: ``AsmOpt-v0`` with `max_turns` of at least `edits_per_episode`.
        edits_per_episode: Flags that are chosen at most.
        flags: What is chosen from.
        open_loop: See `EditWrapper`.

    Raises:
        ArgumentError: `flags` is empty or has a flag twice; or see `EditWrapper`.
    """

    def __init__(
        self,
        env: gymnasium.Env[dict[str, str], str],
        edits_per_episode: int = 8,
        flags: Sequence[str] = FLAGS,
        open_loop: bool = False,
    ) -> None:
        RecordConstructorArgs.__init__(
            self, edits_per_episode=edits_per_episode, flags=list(flags), open_loop=open_loop
        )
        if not flags or len(set(flags)) < len(flags):
            msg = f"flags={list(flags)!r}, expected one or more, each once"
            raise ArgumentError(msg)
        super().__init__(env, flags, edits_per_episode, open_loop)

    def _allowed(self, draft: Draft) -> list[bool]:
        with off_timing_cores(self._cores):
            return [i not in draft.tried and _is_known(flag) for i, flag in enumerate(self.edit_names)]

    def _edited(self, draft: Draft, edit: int, rng: np.random.Generator) -> str | None:
        flags = (*BASELINE_FLAGS, *(self.edit_names[i] for i in (*draft.applied, edit)))
        with off_timing_cores(self._cores):
            return _compiled(draft.c_source, flags)

    def _own_features(self, draft: Draft) -> dict[str, float]:
        return {f"has {flag}": float(i in draft.applied) for i, flag in enumerate(self.edit_names)}


@functools.lru_cache(maxsize=512)
def _compiled(c_source: str, flags: tuple[str, ...]) -> str | None:
    """What gcc makes of a program with these flags; None: together they do not compile it."""
    try:
        return compile_c(c_source, flags)
    except ProblemError:
        return None


@functools.cache
def _is_known(flag: str) -> bool:
    """Whether this gcc knows a flag."""
    return _compiled("int a;", (flag,)) is not None


# ------------------------------------------------------------------------------------------------------------ rewrites


class RewriteWrapper(EditWrapper):
    """Edits the assembly itself: an action is a kind of `edits.Rewrite` and a range of places.

    The places of a kind are sorted from the hottest to the coldest (innermost loops are hottest) and cut into ranges,
    each as long as those before it together: of 80 places and 4 ranges the first has 10, the last 40. Within its range
    the place is drawn.

    Args:
        env: ``AsmOpt-v0`` with `max_turns` of at least `edits_per_episode`.
        edits_per_episode: Edits in an episode at most.
        kinds: Names of the rewrites.
        ranges: Ranges of places, 1 or more.
        open_loop: See `EditWrapper`.

    Raises:
        ArgumentError: A kind is unknown, or there is none; `ranges` is below 1; or see `EditWrapper`.
    """

    def __init__(
        self,
        env: gymnasium.Env[dict[str, str], str],
        edits_per_episode: int = 8,
        kinds: Sequence[str] = tuple(Rewrite),
        ranges: int = 4,
        open_loop: bool = False,
    ) -> None:
        names = [str(kind) for kind in kinds]
        RecordConstructorArgs.__init__(
            self, edits_per_episode=edits_per_episode, kinds=names, ranges=ranges, open_loop=open_loop
        )
        known = [kind.value for kind in Rewrite]
        for name in names or [""]:
            if name not in known:
                msg = (
                    f"unknown kind of rewrite {name!r}, expected some of {', '.join(known)}.{did_you_mean(name, known)}"
                )
                raise ArgumentError(msg)
        if type(ranges) is not int or ranges < 1:
            msg = f"ranges={ranges!r}, expected an integer of 1 or more"
            raise ArgumentError(msg)
        self.kinds, self.ranges = tuple(Rewrite(name) for name in names), ranges
        super().__init__(env, [f"{name}/{r}" for name in names for r in range(ranges)], edits_per_episode, open_loop)

    def _allowed(self, draft: Draft) -> list[bool]:
        return [bool(places) for kind in self.kinds for places in _ranges(draft.text, kind, self.ranges)]

    def _edited(self, draft: Draft, edit: int, rng: np.random.Generator) -> str | None:
        kind, number = self.kinds[edit // self.ranges], edit % self.ranges
        places = _ranges(draft.text, kind, self.ranges)[number]
        lines = edits.apply(kind, draft.text.splitlines(), places[rng.integers(len(places))], rng)
        return None if lines is None else "\n".join(lines) + "\n"

    def _own_features(self, draft: Draft) -> dict[str, float]:
        return {
            f"places of {kind.value}": _log_share(sum(map(len, _ranges(draft.text, kind, self.ranges))))
            for kind in self.kinds
        }


@functools.lru_cache(maxsize=512)
def _ranges(text: str, kind: Rewrite, ranges: int) -> tuple[tuple[int, ...], ...]:
    """Places of an edit, the hottest first, each range as long as those before it together."""
    lines = text.splitlines()
    heat = edits.heat(lines)
    places = sorted(edits.places(kind, lines), key=lambda i: (-heat[i], i))
    ends = [0, *(math.ceil(len(places) / 2 ** (ranges - 1 - r)) for r in range(ranges))]
    return tuple(tuple(places[start:end]) for start, end in itertools.pairwise(ends))
