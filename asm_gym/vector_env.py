"""Many episodes of AsmOpt-v0 at once, on this machine or on a Ray cluster."""

from __future__ import annotations

import copy
import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np
from gymnasium.error import ClosedEnvironmentError
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space
from numpy.typing import NDArray

from asm_gym.cluster import RayBackend
from asm_gym.config import EvaluationConfig
from asm_gym.env import AsmOptEnv, BackendOwner
from asm_gym.errors import ArgumentError, did_you_mean
from asm_gym.evaluate import Backend, Evaluator
from asm_gym.lanes import plan_cores
from asm_gym.toolchain import escape

BACKENDS: Final[dict[str, Callable[[EvaluationConfig], Backend]]] = {"local": Evaluator, "ray": RayBackend}
"""Where candidates are evaluated, by name."""

_Observation = dict[str, str]
_Batch = dict[str, tuple[str, ...]]
_Result = TypeVar("_Result")


def resolve_backend(name: str) -> Callable[[EvaluationConfig], Backend]:
    """A value of `BACKENDS`.

    Raises:
        ArgumentError: there is no such name.
    """
    if not isinstance(name, str) or name not in BACKENDS:
        msg = f"backend={name!r} is not one of {', '.join(BACKENDS)}.{did_you_mean(str(name), BACKENDS)}"
        raise ArgumentError(msg)
    return BACKENDS[name]


class Workers:
    """Threads that use a backend; most of the time they wait for child processes.

    Started when they are first needed, again after `close` and in a forked child.

    Args:
        backend: What they use.
        count: How many.
        timing_cores: They keep off these.
        name: Their names begin with it.
    """

    def __init__(self, backend: BackendOwner, count: int, timing_cores: str, name: str) -> None:
        self._backend, self._count, self._timing_cores, self._name = backend, count, timing_cores, name
        self._lock = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._owner = os.getpid()

    def __reduce__(self) -> tuple[Any, ...]:
        return Workers, (self._backend, self._count, self._timing_cores, self._name)

    def submit(self, work: Callable[..., _Result], items: Iterable[tuple[Any, ...]]) -> list[Future[_Result]]:
        """Calls `work` with each of the items' arguments."""
        with self._lock:
            if self._pool is None or self._owner != os.getpid():  # threads do not survive a fork
                building = plan_cores(self._timing_cores).building
                self._pool = ThreadPoolExecutor(self._count, self._name, os.sched_setaffinity, (0, building))
                self._owner = os.getpid()
            return [self._pool.submit(work, *item) for item in items]

    def abort(self, futures: Sequence[Future[Any]]) -> None:
        """Ends what runs, at once, by ending the backend; returns when no thread works on it any more."""
        for future in futures:
            future.cancel()
        self._backend.close()
        while wait(futures, timeout=0.1).not_done:
            self._backend.close()  # a thread that was about to use it has started another

    def close(self) -> None:
        """Ends threads and backend; a second call does nothing."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None and self._owner == os.getpid():
            pool.shutdown(wait=False, cancel_futures=True)
            self._backend.close()
            pool.shutdown(wait=True)
        self._backend.close()  # again: a thread that was about to use it may have started another


@dataclass(slots=True)
class _Slot:
    """One episode, and how far the step that is under way has come in it."""

    env: AsmOptEnv
    observation: _Observation | None = None
    action: str | None = None
    """Action of the step under way, once it was evaluated."""
    step: tuple[_Observation, float, bool, bool, dict[str, Any]] | None = None
    next: tuple[_Observation, dict[str, Any]] | None = None
    """The first observation of the next episode, where this one ended and restarts by itself."""


class AsmOptVectorEnv(VectorEnv[Any, Any, Any]):
    """`num_envs` episodes of `AsmOptEnv` that share one backend; its results, for the same seeds and actions.

    Candidates are built and tested concurrently, and timed one at a time per timing core of the machine. Observations
    are tuples of texts, rewards an array of float64, `infos` arrays with masks, keys and types fixed.

    A fault of ours in some episodes is raised once the others have finished, and loses nothing: call `step` again with
    the same actions, and only what failed is repeated. Ctrl-C ends the backend; the next call starts another.

    Args:
        num_envs: Number of episodes.
        backend: "local" or "ray" (see README; needs the extra ``asm-gym[ray]``).
        autoreset_mode: "SameStep": an episode that ends is followed by the next one at once, its last observation and
            info are in ``infos["final_obs"]`` and ``infos["final_info"]``. "Disabled": the caller resets, with
            ``options={"reset_mask": ...}`` where only some episodes have ended.
        **kwargs: See `AsmOptEnv`.

    Raises:
        ArgumentError: an argument is unknown, of the wrong type or out of range.
    """

    metadata: dict[str, Any] = AsmOptEnv.metadata | {"autoreset_mode": AutoresetMode.SAME_STEP}

    def __init__(
        self,
        num_envs: int = 1,
        backend: str = "local",
        autoreset_mode: str | AutoresetMode = AutoresetMode.SAME_STEP,
        **kwargs: Any,
    ) -> None:
        self.closed = True  # until there is something to close
        if type(num_envs) is not int or num_envs < 1:
            msg = f"num_envs={num_envs!r}, expected an integer of 1 or more"
            raise ArgumentError(msg)
        usable = (AutoresetMode.SAME_STEP, AutoresetMode.DISABLED)
        if autoreset_mode not in (*usable, *(mode.value for mode in usable)):
            msg = (
                f"autoreset_mode={autoreset_mode!r}, expected 'SameStep' or 'Disabled'; for 'NextStep', which ignores "
                f"an action per episode, use vectorization_mode='sync' or 'async'"
            )
            raise ArgumentError(msg)
        self.autoreset_mode = AutoresetMode(autoreset_mode)
        self.metadata = AsmOptEnv.metadata | {"autoreset_mode": self.autoreset_mode}
        make = resolve_backend(backend)
        first = AsmOptEnv(**kwargs)
        first.backend = BackendOwner(make, first.config)
        self.backend = first.backend
        # Shallow copies: the problems and the backend are there once.
        self._slots = [_Slot(copy.copy(first)) for _ in range(num_envs)]
        self.num_envs, self.render_mode = num_envs, first.render_mode
        self.single_observation_space, self.single_action_space = first.observation_space, first.action_space
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self.action_space = batch_space(self.single_action_space, num_envs)
        self._workers = Workers(self.backend, num_envs, first.config.timing_cores, "asm_gym-episode")
        self._busy = threading.Lock()
        self.closed = False

    @property
    def envs(self) -> tuple[AsmOptEnv, ...]:
        """The environments of the episodes."""
        return tuple(slot.env for slot in self._slots)

    def __getstate__(self) -> dict[str, Any]:
        """All but the lock."""
        return self.__dict__ | {"_busy": None}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """A copy has a lock of its own."""
        self.__dict__.update(state)
        self._busy = threading.Lock()

    def reset(
        self, *, seed: int | Sequence[int | None] | None = None, options: dict[str, Any] | None = None
    ) -> tuple[_Batch, dict[str, Any]]:
        """Starts episodes.

        Args:
            seed: None, one seed per episode, or s for the seeds s, s + 1, ….
            options: None, or a mapping with "reset_mask" (array of bool, shape (num_envs,): which episodes to start
                anew; the others keep their observation) and "problem_id" (see `AsmOptEnv.reset`).

        Returns:
            The observations of all episodes, and the infos of those that were started.

        Raises:
            ArgumentError: the seeds or an option cannot be used.
        """
        seeds = self._seeds(seed)
        options = dict(options or {})
        mask = self._mask(options.pop("reset_mask", None))
        chosen = [i for i in range(self.num_envs) if mask[i]]
        for i in chosen:
            slot = self._slots[i]
            slot.observation = slot.action = slot.step = slot.next = None
        results = self._each(lambda i: self._slots[i].env.reset(seed=seeds[i], options=options), [(i,) for i in chosen])
        started: list[dict[str, Any] | None] = [None] * self.num_envs
        for i, (observation, info) in zip(chosen, results, strict=True):
            self._slots[i].observation, started[i] = observation, info
        return self._observations(), _arrays(started)

    def step(
        self, actions: Iterable[str]
    ) -> tuple[_Batch, NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_], dict[str, Any]]:
        """Evaluates one candidate per episode.

        Args:
            actions: As many texts as there are episodes.

        Raises:
            ArgumentError: the number of actions is wrong, or a step that failed is repeated with other actions.
            ResetNeeded: there is no episode, or one of them is over.
            ProblemError, SandboxError, TimingError: See `Evaluator.evaluate`; repeat the step with the same actions.
        """
        texts = self._texts(actions)
        finished = [i for i, slot in enumerate(self._slots) if slot.step is not None]
        for i in finished:
            if self._slots[i].action != texts[i]:
                msg = (
                    f"the last step failed in some environments after {finished} had finished it: repeat it with the "
                    f"same texts for these (the others may get new ones), or reset"
                )
                raise ArgumentError(msg)
        self._each(self._step, zip(self._slots, texts, strict=True))
        return self._collect()

    def _step(self, slot: _Slot, action: str) -> None:
        """Takes one episode as far as it goes; what was done in an earlier call is not done again."""
        if slot.step is None:
            step = slot.env.step(action)
            slot.action, slot.step = action, step
        ended = slot.step[2] or slot.step[3]
        if ended and slot.next is None and self.autoreset_mode is AutoresetMode.SAME_STEP:
            slot.next = slot.env.reset()

    def _collect(self) -> tuple[_Batch, NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_], dict[str, Any]]:
        last: list[dict[str, Any]] = []
        final: list[dict[str, Any] | None] = [None] * self.num_envs
        final_obs = np.full(self.num_envs, None, object)
        rewards = np.zeros(self.num_envs, np.float64)
        terminated, truncated = np.zeros((2, self.num_envs), np.bool_)
        for i, slot in enumerate(self._slots):
            assert slot.step is not None, "every episode has finished its step"
            slot.observation, rewards[i], terminated[i], truncated[i], info = slot.step
            if slot.next is not None:
                final_obs[i], final[i] = slot.observation, info
                slot.observation, info = slot.next
            last.append(info)
        infos = _arrays(last)
        if any(one is not None for one in final):
            mask = np.array([one is not None for one in final])
            infos |= {
                "final_obs": final_obs,
                "_final_obs": mask,
                "final_info": _arrays(final),
                "_final_info": mask.copy(),
            }
        for slot in self._slots:
            slot.action = slot.step = slot.next = None
        return self._observations(), rewards, terminated, truncated, infos

    def render(self) -> tuple[str | None, ...] | None:  # type: ignore[override,unused-ignore]
        """What `AsmOptEnv.render` gives for each episode; None without a render mode."""
        return None if self.render_mode is None else tuple(slot.env.render() for slot in self._slots)

    def close_extras(self, **kwargs: Any) -> None:
        """Ends threads and processes; see `close`."""
        self._workers.close()

    def __enter__(self) -> AsmOptVectorEnv:
        """For ``with``: `close` at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes."""
        self.close()

    def __del__(self) -> None:
        """Closes, but not while Python is ending, when the backend ends by itself."""
        if not self.closed and not sys.is_finalizing():
            self.close()

    # ------------------------------------------------------------------------------------------------------ details

    def _each(self, work: Callable[..., _Result], items: Iterable[tuple[Any, ...]]) -> list[_Result]:
        """Results in order, worked on concurrently; the first fault is raised after all have finished."""
        if self.closed:
            msg = "this vector environment was closed; make another"
            raise ClosedEnvironmentError(msg)
        if not self._busy.acquire(blocking=False):
            msg = "another thread is in step or reset of this vector environment; give each thread its own"
            raise ArgumentError(msg)
        futures: list[Future[_Result]] = []
        try:
            futures += self._workers.submit(work, items)
            wait(futures)
            return [future.result() for future in futures]
        except Exception:
            raise
        except BaseException:  # Ctrl-C
            self._workers.abort(futures)
            raise
        finally:
            self._busy.release()

    def _observations(self) -> _Batch:
        observations = [slot.observation for slot in self._slots]
        missing = [i for i, one in enumerate(observations) if one is None]
        if missing:
            msg = f"environments {missing} were never reset; leave out reset_mask the first time"
            raise ArgumentError(msg)
        names = tuple(self._slots[0].observation or ())
        return {name: tuple(one[name] for one in observations if one is not None) for name in names}

    def _seeds(self, seed: int | Sequence[int | None] | None) -> Sequence[int | None]:
        if seed is None or isinstance(seed, int | np.integer):
            return [None if seed is None else int(seed) + i for i in range(self.num_envs)]
        if isinstance(seed, str) or not isinstance(seed, Sequence):
            msg = f"seed={seed!r}, expected None, an integer, or one of them for each environment"
            raise ArgumentError(msg)
        if len(seed) != self.num_envs:
            msg = f"{len(seed)} seeds for {self.num_envs} environments; give one for each, or a single one"
            raise ArgumentError(msg)
        return seed

    def _texts(self, actions: Iterable[str]) -> list[str]:
        """The actions, all of them checked before anything runs."""
        if isinstance(actions, str | bytes | Mapping) or not isinstance(actions, Iterable):
            msg = f"actions is {type(actions).__name__}, expected one text for each of the {self.num_envs} environments"
            raise ArgumentError(msg)
        texts = list(actions)
        if len(texts) != self.num_envs:
            msg = f"{len(texts)} actions for {self.num_envs} environments; give one text for each"
            raise ArgumentError(msg)
        for i, text in enumerate(texts):
            if not isinstance(text, str):
                msg = f"actions[{i}] is {escape(repr(text)[:80])} ({type(text).__name__}), expected assembly text (str)"
                raise ArgumentError(msg)
        return texts

    def _mask(self, mask: Any) -> NDArray[np.bool_]:
        if mask is None:
            return np.ones(self.num_envs, np.bool_)
        usable = isinstance(mask, np.ndarray) and mask.shape == (self.num_envs,) and mask.dtype == np.bool_
        if not usable or not mask.any():
            msg = f"reset_mask={mask!r}, expected an array of bool of shape ({self.num_envs},), somewhere True"
            raise ArgumentError(msg)
        checked: NDArray[np.bool_] = mask
        return checked


def _arrays(infos: Sequence[Mapping[str, Any] | None]) -> dict[str, Any]:
    """One array and one mask per key, as gymnasium's vector environments make them, value by value, from dicts."""
    mask = np.array([info is not None for info in infos])
    present = [info for info in infos if info is not None]
    result: dict[str, Any] = {}
    for name, example in present[0].items():
        plain = type(example) in (int, float, bool)
        values = np.zeros(len(infos), type(example)) if plain else np.full(len(infos), None, object)
        for i, info in enumerate(infos):
            if info is not None:
                values[i] = info[name]
        result |= {name: values, f"_{name}": mask.copy()}
    return result
