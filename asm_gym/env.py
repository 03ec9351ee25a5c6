"""AsmOpt-v0: a C program and its assembly are shown, assembly text is the action."""

from __future__ import annotations

import dataclasses
import math
import os
import threading
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import gymnasium
import numpy as np
from gymnasium import spaces
from gymnasium.error import ResetNeeded

from asm_gym import datasets
from asm_gym.config import EvaluationConfig
from asm_gym.errors import ArgumentError, ProblemError, did_you_mean
from asm_gym.evaluate import Backend, Briefing, Evaluator
from asm_gym.rewards import COST_FIELDS, Evaluation, resolve
from asm_gym.spaces import AsmText
from asm_gym.toolchain import escape
from asm_gym.verify import Verdict

_SOURCE_BYTES: Final = 1 << 20  # only a dataset with a longer program raises it, so most environments have equal spaces
_ASSEMBLY_BYTES: Final = 4 << 20
_FEEDBACK_BYTES: Final = 8192
_CONFIG: Final = tuple(option.name for option in dataclasses.fields(EvaluationConfig))
# What `info` holds before the first attempt. A vector environment makes an array of each key, with the type of the
# first value that it meets, so these are also the types of all later values.
_NO_EVALUATION: Final[dict[str, Any]] = {
    "problem_id": "", "verdict": "", "tests_passed": 0, "tests_total": 0, "is_copy": False, "speedup": math.nan,
    "speedup_low": math.nan, "speedup_high": math.nan, "null_ratio": math.nan, "baseline_time_s": math.nan,
    "candidate_time_s": math.nan, "pairs": 0, "timeable": False, "reward": math.nan, "message": "", "warnings": [],
    "build_s": math.nan, "total_s": math.nan, "sandbox": "",
    "test_s": math.nan, "timing_s": math.nan, "lane_wait_s": math.nan, "cpu_model": "",
}  # fmt: skip


_owners: weakref.WeakSet[BackendOwner] = weakref.WeakSet()


def _after_fork() -> None:
    for owner in _owners:  # a thread that the child does not have may hold the parent's lock
        owner._lock = threading.Lock()


os.register_at_fork(after_in_child=_after_fork)


class BackendOwner:
    """Starts a backend when it is first needed, and again after `close`; environments may share one.

    Copies and pickles have a backend of their own: processes cannot be copied.

    Args:
        make: Starts it.
        config: Its argument.
    """

    def __init__(self, make: Callable[[EvaluationConfig], Backend], config: EvaluationConfig) -> None:
        self._make, self._config = make, config
        self._lock = threading.Lock()
        self._backend: Backend | None = None
        _owners.add(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return BackendOwner, (self._make, self._config)

    @property
    def is_started(self) -> bool:
        """Whether there is a backend now."""
        return self._backend is not None

    def started(self) -> Backend:
        """The backend."""
        with self._lock:
            if self._backend is None:
                self._backend = self._make(self._config)
            return self._backend

    def close(self) -> None:
        """Ends the backend; a second call does nothing."""
        with self._lock:
            backend, self._backend = self._backend, None
        if backend is not None:
            backend.close()


@dataclass(slots=True)
class _Episode:
    """One problem and what was tried on it."""

    briefing: Briefing
    attempts: int = 0
    best_reward: float = -math.inf
    best_speedup: float = -math.inf
    best_assembly: str = ""
    by_text: dict[str, Evaluation] = field(default_factory=dict)
    by_code: dict[str, Evaluation] = field(default_factory=dict)
    last: Evaluation | None = None
    paid: float = 0.0
    feedback: str = ""

    def add(self, assembly: str, evaluation: Evaluation) -> None:
        """Takes note of an attempt, and of what it pays."""
        known = self.by_text.get(assembly) or self.by_code.get(evaluation.code_digest or "")
        self.last = self.by_text[assembly] = known or evaluation
        self.feedback = feedback_text(self.last, repeated=known is not None)
        self.attempts += 1
        self.paid = 0.0
        if known is not None:
            return
        reward = evaluation.reward
        assert reward is not None, "the evaluator was given a reward function"
        self.paid = reward if self.attempts == 1 else max(0.0, reward - self.best_reward)
        self.best_reward = max(self.best_reward, reward)
        if evaluation.code_digest is not None:
            self.by_code[evaluation.code_digest] = evaluation
        # A pass that was not timed counts as equally fast, as it does for the paper's rewards.
        speedup = 1.0 if evaluation.speedup is None else evaluation.speedup
        if evaluation.verdict is Verdict.PASSED and speedup > self.best_speedup:
            self.best_speedup, self.best_assembly = speedup, assembly


class AsmOptEnv(gymnasium.Env[dict[str, str], str]):
    """Make a compiled C program faster by answering with assembly text.

    An observation has three texts: `c_source`, `assembly` (``gcc -O3``) and `feedback` (empty at reset, then what
    became of the last attempt; hidden tests are never used). An action is assembly in AT&T or Intel syntax. A step is
    one attempt: the text is assembled, linked, tested and timed. A candidate's fault is data: a verdict and a reward.
    A fault of the machine, the problem or the caller is raised; that attempt does not count and the episode goes on.

    With `max_turns` > 1 the first attempt pays its reward r, a later one max(0, r - best so far): an episode's rewards
    add up to its best. Code that was sent before in the episode (the same text, or one that assembles to the same
    object) pays exactly 0 and is answered with its first evaluation, without another run.

    `info` has the keys of `Evaluation.to_dict`, nan for absent (its `reward` is r), then `test_s`, `timing_s`,
    `lane_wait_s` (seconds spent on tests, on measuring, and waiting for a timing core, which is not part of `total_s`),
    `cpu_model`, `assembly_best` (fastest text of the episode that passed, or empty) and `attempt` (attempts so far).
    Keys and types never change.

    Args:
        dataset: "bundled", or the path of a JSONL file, of a problem folder or of a folder of them.
        split: Which problems of it; "all" for every one.
        reward: A key of `REWARDS`, or "module:function".
        max_turns: Attempts in an episode, 1 or more.
        show_assembly: Whether the observation has the assembly; otherwise it is empty.
        include_untimeable: Whether problems that their dataset marks as too brief to be timed are drawn, too; they can
            be chosen by id all the same.
        render_mode: None, "ansi" (`render` returns text) or "human" (each reset and step prints it).
        **config: Fields of `EvaluationConfig`.

    Raises:
        ArgumentError: An argument is unknown, of the wrong type or out of range.
        DatasetError: The dataset or the split does not exist.
        ProblemError: A problem of the dataset is malformed.
    """

    metadata: dict[str, Any] = {"render_modes": ["ansi", "human"], "render_fps": 1}  # noqa: RUF012 - gymnasium's type

    def __init__(
        self,
        dataset: str = datasets.BUNDLED,
        split: str = "train",
        reward: str = "conservative_speedup",
        max_turns: int = 1,
        show_assembly: bool = True,
        include_untimeable: bool = False,
        render_mode: str | None = None,
        **config: Any,
    ) -> None:
        own = {
            "dataset": dataset, "split": split, "reward": reward, "show_assembly": show_assembly,
            "include_untimeable": include_untimeable,
        }  # fmt: skip
        for name, value in own.items():
            kind = bool if name in ("show_assembly", "include_untimeable") else str
            if not isinstance(value, kind):
                msg = f"{name}={value!r} is {type(value).__name__}, expected {kind.__name__}"
                raise ArgumentError(msg)
        for name in config:
            _require_known("argument", name, (*own, "max_turns", "render_mode", *_CONFIG))
        if type(max_turns) is not int or max_turns < 1:
            msg = f"max_turns={max_turns!r}, expected an integer of 1 or more"
            raise ArgumentError(msg)
        self.config = EvaluationConfig(**config)
        self.max_turns, self.show_assembly = max_turns, show_assembly
        # Not refused where unknown: stable-baselines3 asks every environment for "rgb_array" and never renders it.
        self.render_mode = render_mode
        self._dataset, self._split, self._reward = dataset, split, reward
        resolve(reward)  # only its name is kept: a function may not be picklable
        self._problems = {problem.id: problem for problem in datasets.load(dataset, split)}
        self._drawn = [one.id for one in self._problems.values() if one.timeable or include_untimeable]
        if not self._drawn:
            msg = (
                f"all {len(self._problems)} problems in split {split!r} of {dataset!r} are marked timeable = false: "
                f"they run too briefly to be timed, so there is no speed to learn; give include_untimeable=True"
            )
            raise ArgumentError(msg)
        self._order: list[str] = []
        self._order_rng: np.random.Generator | None = None
        self._episode: _Episode | None = None
        self.backend = BackendOwner(Evaluator, self.config)
        source_bytes = max(_SOURCE_BYTES, *(len(problem.c_code.encode()) for problem in self._problems.values()))
        bounds = {"c_source": source_bytes, "assembly": _ASSEMBLY_BYTES, "feedback": _FEEDBACK_BYTES}
        texts: Any = spaces.Dict({name: AsmText(most) for name, most in bounds.items()})  # gymnasium types it as spaces
        self.observation_space = texts
        self.action_space = AsmText(self.config.max_action_bytes)

    def reset(
        self, *, seed: int | None = None, options: Mapping[str, Any] | None = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        """Starts an episode.

        Args:
            seed: Starts the order of the problems anew; equal seeds give equal orders. Every problem of the split
                comes once before one comes again.
            options: None, or {"problem_id": id} to choose the problem, which leaves the order as it is.

        Raises:
            ArgumentError: An option or the problem id is unknown.
            ProblemError: The problem cannot be prepared; the next reset goes on to another.
            ToolchainError, SandboxError: This machine lacks gcc, binutils or a usable sandbox.
        """
        super().reset(seed=seed)
        self._episode = None
        if seed is not None or self._order_rng is None:
            # A generator of its own: the order must not depend on how many attempts an agent needs.
            self._order, self._order_rng = [], self.np_random.spawn(1)[0]
        problem = self._problems[self._next_problem_id(options or {})]
        briefing = self.backend.started().brief(problem)
        if briefing.assembly not in AsmText(_ASSEMBLY_BYTES):
            msg = f"problem {problem.id}: its assembly exceeds {_ASSEMBLY_BYTES} bytes of text; shorten c_code"
            raise ProblemError(msg)
        self._episode = _Episode(briefing)
        return self._report(self._episode)

    def step(self, action: str) -> tuple[dict[str, str], float, bool, bool, dict[str, Any]]:
        """Evaluates one candidate.

        Args:
            action: Assembly text. A text that is too long, has a NUL or is not Unicode is an assemble_error.

        Raises:
            ResetNeeded: There is no episode, or it is over.
            ArgumentError: The action is no text, or the reward function gave no finite number.
            ProblemError, SandboxError, TimingError: See `Evaluator.evaluate`; the attempt does not count.
        """
        episode = self._current()
        if episode.attempts >= self.max_turns:
            msg = f"the episode is over after {episode.attempts} attempt(s): call reset() before the next step()"
            raise ResetNeeded(msg)
        if not isinstance(action, str):
            msg = f"the action is {escape(repr(action)[:80])} ({type(action).__name__}), expected assembly text (str)"
            raise ArgumentError(msg)
        evaluation = episode.by_text.get(action)
        if evaluation is None:
            problem, seed = episode.briefing.problem, int(self.np_random.integers(2**63))
            evaluation = self.backend.started().evaluate(
                problem, action, reward=resolve(self._reward), seed=seed, known=episode.by_code
            )
        episode.add(str(action), evaluation)
        observation, info = self._report(episode)
        return observation, episode.paid, episode.attempts >= self.max_turns, False, info

    def render(self) -> str | None:  # type: ignore[override,unused-ignore]
        """Tells about the last attempt: "ansi" returns plain text, "human" prints it, any other mode does nothing.

        Raises:
            ResetNeeded: There is no episode.
        """
        episode = self._current()
        text = f"{escape(episode.briefing.problem.id)}, attempt {episode.attempts} of {self.max_turns}"
        if episode.last is not None:
            text += f"\n{episode.feedback}\nreward {episode.paid:.4f}"
        if self.render_mode == "human":
            from rich.console import Console  # here, because only this mode needs it

            Console(markup=False, highlight=False, emoji=False).print(text, soft_wrap=True)
        return text if self.render_mode == "ansi" else None

    def close(self) -> None:
        """Ends the processes; a second call does nothing."""
        self.backend.close()

    def _current(self) -> _Episode:
        if self._episode is None:
            msg = "there is no episode: call reset() first (and see what it raised, if it did)"
            raise ResetNeeded(msg)
        return self._episode

    def _next_problem_id(self, options: Mapping[str, Any]) -> str:
        for name in options:
            _require_known("reset option", name, ("problem_id",))
        if "problem_id" in options:
            chosen: str = options["problem_id"]
            _require_known(f"problem in split {self._split!r} of {self._dataset!r}:", chosen, tuple(self._problems))
            return chosen
        if not self._order:
            assert self._order_rng is not None, "reset makes it"
            self._order = [self._drawn[i] for i in self._order_rng.permutation(len(self._drawn))]
        return self._order.pop()

    def _report(self, episode: _Episode) -> tuple[dict[str, str], dict[str, Any]]:
        """Observation and info, both new objects; printed where `render_mode` is "human"."""
        if self.render_mode == "human":
            self.render()
        briefing, last = episode.briefing, episode.last
        assembly = briefing.assembly if self.show_assembly else ""
        observation = {"c_source": briefing.problem.c_code, "assembly": assembly, "feedback": episode.feedback}
        found: dict[str, Any] = {
            "problem_id": briefing.problem.id,
            "timeable": briefing.timeable,
            "sandbox": briefing.sandbox,
            "cpu_model": briefing.cpu_model,
        }
        if last is not None:
            known = last.to_dict() | {name: getattr(last, name) for name in COST_FIELDS}
            found = {name: value for name, value in known.items() if value is not None}
        # Built by its type's constructor, each value is new (lists) and plain (numbers).
        info = {name: type(absent)(found.get(name, absent)) for name, absent in _NO_EVALUATION.items()}
        return observation, info | {"assembly_best": episode.best_assembly, "attempt": episode.attempts}


def feedback_text(evaluation: Evaluation, *, repeated: bool = False) -> str:
    """Tells what became of a candidate (`repeated`: once more), in at most 8192 bytes of escaped, printable lines."""
    text = "sent before in this episode, pays nothing:\n" if repeated else ""
    if evaluation.verdict is not Verdict.PASSED:
        text += f"{evaluation.verdict.value}: {evaluation.message}"
        if evaluation.tests_total:
            text += f"\n{evaluation.tests_passed} of {evaluation.tests_total} tests passed"
    else:
        text += f"passed: {evaluation.tests_passed} of {evaluation.tests_total} tests\n"
        if evaluation.is_copy:
            text += "speedup 1: the code is a copy of the baseline"
        elif evaluation.speedup is None:
            text += "not timed: the program is too short to tell fast code from slow"
        else:
            interval = f"{evaluation.speedup_low:.4f} to {evaluation.speedup_high:.4f}"
            text += f"speedup {evaluation.speedup:.4f} (95 % interval {interval}, {evaluation.pairs} pairs)"
    text += "".join(f"\nwarning: {warning}" for warning in evaluation.warnings)
    return escape(text).encode()[:_FEEDBACK_BYTES].decode(errors="ignore")


def _require_known(what: str, name: object, known: tuple[str, ...]) -> None:
    if name not in known:
        among = f"; known: {', '.join(known)}" if len(known) <= 40 else ""
        msg = f"unknown {what} {name!r}{among}.{did_you_mean(str(name), known)}"
        raise ArgumentError(msg)
