"""Evaluation on the nodes of a Ray cluster.

Theory of operation. Each node has one worker, an actor with an `Evaluator` of its own, which divides the cores of its
node and takes the node's timing locks like any other. So a candidate and its baseline are timed on the same node, one
measurement at a time per lane. The driver sends each evaluation to the worker that has least to do. When a worker or
its node dies, what it was doing is sent to another one: an evaluation leaves nothing behind on a node and counts when
its result has reached the driver, so nothing is lost and nothing counts twice.

A problem is put into Ray's object store once, fetched once by each node and kept there.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from asm_gym.baseline import ContentKeys
from asm_gym.cache import RecentlyUsed
from asm_gym.config import EvaluationConfig
from asm_gym.errors import AsmGymError, ProblemError, SandboxError, ToolchainError
from asm_gym.evaluate import Briefing, Evaluator
from asm_gym.problem import InputGenerator, Problem
from asm_gym.rewards import Evaluation, RewardFn, checked_reward, needs_pass_fraction
from asm_gym.toolchain import tool_versions

RESOURCE: Final = "asm_gym"
"""Where nodes declare this custom resource only they evaluate; otherwise all nodes do."""
_KEPT_PROBLEMS: Final = 1024
_GOODBYE_S: Final = 10.0
_LOSSES_AT_MOST: Final = 4
"""An evaluation that was lost so often is given up: it may be what kills the workers."""
_AT_WORK_PER_CORE: Final = 4
"""Evaluations that one worker is given at once, per core: enough for its builds and its queue of measurements."""


def _ray() -> Any:
    try:
        import ray
    except ImportError as error:
        msg = f"backend='ray' needs Ray ({error}); install it with: pip install 'asm-gym[ray]'"
        raise ToolchainError(msg) from error
    return ray


@dataclass(frozen=True, slots=True)
class _Shipped:
    """A problem on its way: with the text of its generator, whose file the node may lack."""

    problem: Problem
    inputs: bytes | None

    def unpack(self, folder: Path) -> Problem:
        """The problem on this node; `folder` gets the generator's file where there is no equal one."""
        generator = self.problem.generator
        if self.inputs is None or generator is None:
            return self.problem
        try:
            if generator.path.read_bytes() == self.inputs:
                return self.problem
        except OSError:
            pass
        folder.mkdir(exist_ok=True)
        file = folder / "inputs.py"
        file.write_bytes(self.inputs)
        return dataclasses.replace(self.problem, generator=InputGenerator(file))


class _Worker:
    """The actor of one node; Ray runs its methods in threads."""

    def __init__(self, config: EvaluationConfig) -> None:
        self._evaluator = Evaluator(config)
        self._problems: RecentlyUsed[str, Problem] = RecentlyUsed(_KEPT_PROBLEMS)

    def about(self) -> tuple[int, dict[str, str]]:
        """Number of cores, and tool versions."""
        return len(self._evaluator.cores.all), tool_versions()

    def brief(self, key: str, reference: list[Any]) -> Briefing:
        """See `Evaluator.brief`."""
        return self._evaluator.brief(self._problem(key, reference))

    def evaluate(self, key: str, reference: list[Any], assembly: str, options: Mapping[str, Any]) -> Evaluation:
        """See `Evaluator.evaluate`."""
        return self._evaluator.evaluate(self._problem(key, reference), assembly, **options)

    def close(self) -> None:
        """Removes what lies on the node."""
        self._evaluator.close()

    def _problem(self, key: str, reference: list[Any]) -> Problem:
        def fetch() -> Problem:
            shipped: _Shipped = _ray().get(reference[0])
            return shipped.unpack(self._evaluator.private_folder / f"inputs-{key}")

        return self._problems.get_or_make(key, fetch)


@dataclass(slots=True, eq=False)
class _Node:
    """The driver's view of a worker."""

    id: str
    actor: Any
    capacity: int = 1
    tools: dict[str, str] = dataclasses.field(default_factory=dict)
    at_work: int = 0


class RayBackend:
    """Evaluates on the nodes of a Ray cluster; for any number of threads.

    Uses the cluster that this process is connected to; otherwise ``ray.init()`` finds one that runs on this machine or
    in the environment variable RAY_ADDRESS, or starts one here.

    Args:
        config: How; `timing_cores` holds for every node.

    Raises:
        ToolchainError: Ray is missing, a node lacks gcc or binutils, or nodes have different versions of them.
        SandboxError: no node can evaluate.
    """

    _open: int = 0
    _own_ray: bool = False
    _class_lock = threading.Lock()

    def __init__(self, config: EvaluationConfig) -> None:
        self.config = config
        self._closed = False
        self._owner = os.getpid()
        self._changed = threading.Condition(threading.RLock())
        self._nodes: list[_Node] = []
        self._replacing = 0
        self._references: RecentlyUsed[str, Any] = RecentlyUsed(_KEPT_PROBLEMS)
        self._key = ContentKeys()
        self._briefings: RecentlyUsed[str, Briefing] = RecentlyUsed(_KEPT_PROBLEMS)
        ray = _ray()
        with RayBackend._class_lock:
            if not ray.is_initialized():
                ray.init()
                RayBackend._own_ray = True
            RayBackend._open += 1
        try:
            self._add_nodes()
        except BaseException:
            self.close()
            raise

    # --------------------------------------------------------------------------------------------------- the backend

    def brief(self, problem: Problem) -> Briefing:
        """See `Evaluator.brief`; told by one of the nodes, whose tools are those of all."""
        key, reference = self._sent(problem)
        briefing = self._briefings.get_or_make(key, lambda: self._call("brief", key, [reference]))
        return dataclasses.replace(briefing, problem=problem)

    def evaluate(
        self,
        problem: Problem,
        assembly: str,
        *,
        reward: RewardFn | None = None,
        seed: int | None = None,
        hidden: bool = False,
        known: Mapping[str, Evaluation] | None = None,
    ) -> Evaluation:
        """See `Evaluator.evaluate`; the reward function is called in this process."""
        key, reference = self._sent(problem)
        count_passes = reward is not None and needs_pass_fraction(reward)
        options = {"seed": seed, "hidden": hidden, "known": dict(known or {}), "count_passes": count_passes}
        evaluation: Evaluation = self._call("evaluate", key, [reference], assembly, options)
        evaluation = dataclasses.replace(evaluation, problem_id=problem.id)
        if (known and evaluation.code_digest in known) or reward is None:
            return evaluation
        return dataclasses.replace(evaluation, reward=checked_reward(reward, evaluation))

    def close(self) -> None:
        """Ends the workers, and Ray if it was started here; a second call does nothing."""
        if self._owner != os.getpid():  # a forked child's copy
            return
        with self._changed:
            if self._closed:
                return
            self._closed = True
            nodes, self._nodes = self._nodes, []
            self._changed.notify_all()
        ray = _ray()
        with RayBackend._class_lock:
            if nodes and ray.is_initialized():
                # Killed ones would leave their folders and processes behind. They may be gone, with their cluster.
                with contextlib.suppress(Exception):
                    ray.wait([node.actor.close.remote() for node in nodes], num_returns=len(nodes), timeout=_GOODBYE_S)
                for node in nodes:
                    with contextlib.suppress(Exception):
                        ray.kill(node.actor)
            RayBackend._open -= 1
            if RayBackend._own_ray and RayBackend._open == 0:
                RayBackend._own_ray = False
                ray.shutdown()

    # ------------------------------------------------------------------------------------------------------ details

    def _sent(self, problem: Problem) -> tuple[str, Any]:
        """The problem's key and its place in the object store."""
        key = self._key(problem)

        def send() -> Any:
            inputs = None
            if problem.generator is not None:
                try:
                    inputs = problem.generator.path.read_bytes()
                except OSError as error:
                    msg = f"problem {problem.id}: {problem.generator.path} cannot be read: {error.strerror}"
                    raise ProblemError(msg) from error
            return _ray().put(_Shipped(problem, inputs))

        return key, self._references.get_or_make(key, send)

    def _call(self, method: str, *arguments: Any) -> Any:
        """Calls a method of some worker; of another one when that dies."""
        ray = _ray()
        for _ in range(_LOSSES_AT_MOST):
            node = self._take()
            try:
                return ray.get(getattr(node.actor, method).remote(*arguments))
            except ray.exceptions.RayTaskError as error:
                if isinstance(error.cause, AsmGymError):
                    raise error.cause from error
                raise
            except ray.exceptions.RayError as error:  # the worker, its node or its memory is gone
                last = error
                self._replace(node)
            finally:
                with self._changed:
                    node.at_work -= 1
                    self._changed.notify()
        msg = f"{_LOSSES_AT_MOST} workers of the Ray cluster died one after the other with this evaluation: {last}"
        raise SandboxError(msg) from last

    def _take(self) -> _Node:
        """The worker that has least to do; waits while all have enough."""
        with self._changed:
            while True:
                if self._closed or self._owner != os.getpid():
                    msg = "this backend was closed, or belongs to another process; make another"
                    raise SandboxError(msg)
                free = [node for node in self._nodes if node.at_work < node.capacity]
                if free:
                    node = min(free, key=lambda one: one.at_work / one.capacity)
                    node.at_work += 1
                    return node
                if self._nodes or self._replacing:
                    self._changed.wait()
                    continue
                self._replacing += 1  # nodes may have joined since the last one was lost
                try:
                    self._add_nodes()
                finally:
                    self._replacing -= 1
                if not self._nodes:
                    msg = "no node of the Ray cluster is left that can evaluate; see `ray status`, add nodes and go on"
                    raise SandboxError(msg)

    def _replace(self, node: _Node) -> None:
        """Forgets a worker that died, and looks for others in the background."""
        with self._changed:
            if node not in self._nodes or self._closed:
                return
            self._nodes.remove(node)
            self._replacing += 1
        threading.Thread(target=self._look_for_nodes, name="asm_gym-ray", daemon=True).start()

    def _look_for_nodes(self) -> None:
        ray = _ray()
        try:
            self._add_nodes()
        except (AsmGymError, ray.exceptions.RayError):
            pass  # the nodes that are left go on; without any, the next call says so
        finally:
            with self._changed:
                self._replacing -= 1
                self._changed.notify_all()

    def _add_nodes(self) -> None:
        """Starts a worker on each node that has none."""
        ray = _ray()
        alive = [node for node in ray.nodes() if node["Alive"]]
        marked = [node for node in alive if RESOURCE in node["Resources"]]
        with self._changed:
            have = {node.id for node in self._nodes}
        strategy = ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy
        started = []
        for node in marked or alive:
            if node["NodeID"] not in have:
                # No CPU is reserved: a trainer may have taken all, and the evaluator divides the cores itself.
                options = {"num_cpus": 0, "max_concurrency": 1024, "max_restarts": 0}
                place = strategy(node["NodeID"], soft=False)
                actor = ray.remote(_Worker).options(scheduling_strategy=place, **options).remote(self.config)
                started.append((_Node(node["NodeID"], actor), actor.about.remote(), node["NodeManagerAddress"]))
        failures: list[AsmGymError] = []
        for worker, about, address in started:
            try:
                cores, worker.tools = ray.get(about)
                worker.capacity = _AT_WORK_PER_CORE * cores
                self._accept(worker, address)
            except ray.exceptions.RayError as error:
                cause = getattr(error, "cause", None) or error
                msg = f"node {address} of the Ray cluster cannot evaluate: {cause}"
                failures.append((type(cause) if isinstance(cause, AsmGymError) else SandboxError)(msg))
        # A node that died while it was being asked is missed by nobody; one that lacks a tool is told about.
        faults = [one for one in failures if not isinstance(one, SandboxError)] or failures
        if faults and (not self._nodes or not isinstance(faults[0], SandboxError)):
            raise faults[0]

    def _accept(self, worker: _Node, address: str) -> None:
        with self._changed:
            if self._closed or any(node.id == worker.id for node in self._nodes):
                _ray().kill(worker.actor)
                return
            others = [node for node in self._nodes if node.tools != worker.tools]
            if others:
                msg = (
                    f"node {address} has other tools than the rest of the cluster ({worker.tools} and "
                    f"{others[0].tools}): baselines would differ; install the same versions"
                )
                raise ToolchainError(msg)
            self._nodes.append(worker)
            self._changed.notify_all()
