"""Agents: found by name, made with arguments, asked for texts; and what goes wrong in code of the user's."""

from __future__ import annotations

import contextlib
import faulthandler
import functools
import importlib
import importlib.util
import inspect
import json
import queue
import re
import reprlib
import subprocess
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from typing import Any, Final, Protocol, TypeVar

from asm_gym.errors import ArgumentError, AsmGymError, did_you_mean
from asm_gym.toolchain import compile_c

_Result = TypeVar("_Result")

Observation = Mapping[str, str]
"""What an agent sees of a problem: c_source, assembly, feedback."""


class WrongCountError(ArgumentError):
    """Raised when an agent's answer is no list with as many items as it was asked for, whatever the problems are."""


class Policy(Protocol):
    """An agent: a batch of observations in, as many texts out.

    It may have two integers as attributes: `attempts`, how often it wants to try each problem, and `batch_size`, how
    many observations it likes at once. A missing one means 1. What it has in the attribute `usage`, for example tokens,
    is printed at the end.
    """

    def act(self, observations: Sequence[Observation]) -> list[str]:
        """Answers each observation with assembly text."""
        ...


class CopyBaseline:
    """The built-in agent `o3`: answers with the baseline unchanged."""

    def act(self, observations: Sequence[Observation]) -> list[str]:
        """See `Policy`."""
        return [observation["assembly"] or compile_c(observation["c_source"]) for observation in observations]


class CompileNative:
    """The built-in agent `native`: answers with what gcc makes of the C program for this very processor."""

    def act(self, observations: Sequence[Observation]) -> list[str]:
        """See `Policy`."""
        return [compile_c(observation["c_source"], ("-O3", "-march=native")) for observation in observations]


_REASON_CHARACTERS: Final = 300
_HIDDEN: Final = "(not recorded)"
_SECRET: Final = re.compile(r"(?:^|_|-|api)(?:key|token|secret|password|authorization)$", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"(\w+://)(?:[^/@\s]*@)?([^?\s]*)(?:\?\S*)?")
_BUILT_IN: Final[dict[str, type[Policy]]] = {"o3": CopyBaseline, "native": CompileNative}


# ------------------------------------------------------------------------------------------------- code of the user's


def own_code(what: str, function: Callable[..., _Result], *passing: type[Exception]) -> Callable[..., _Result]:
    """The user's function; what it raises becomes an error of one line that says what and where.

    Args:
        what: Names it in the message.
        function: What is called.
        passing: Exceptions that stay as they are, beside our own and a Ctrl-C.
    """
    clear: tuple[type[BaseException], ...] = (AsmGymError, KeyboardInterrupt, *passing)

    @functools.wraps(function)
    def call(*arguments: Any, **named: Any) -> _Result:
        try:
            return function(*arguments, **named)
        except clear:
            raise
        except BaseException as error:  # a SystemExit and asyncio's CancelledError, too
            last = traceback.extract_tb(error.__traceback__)[-1]
            ours = last.filename == __file__ or isinstance(error, SyntaxError)
            place = "" if ours else f" (line {last.lineno} of {last.filename})"
            msg = f"{what} raised {type(error).__name__}{_reason(error)}{place}; correct it"
            raise ArgumentError(msg) from error

    return call


def _reason(error: BaseException) -> str:
    """The start of an exception's own words; even these are code of the user's."""
    try:
        return "".join(f": {line[:_REASON_CHARACTERS]}" for line in str(error).splitlines()[:1])
    except Exception:  # noqa: BLE001 - what it raises is no better than silence
        return ""


# ------------------------------------------------------------------------------------------------------ names to agents


def parse_arguments(texts: Iterable[str]) -> dict[str, Any]:
    """Keyword arguments from ``key=value`` texts; a value is JSON, and a text where it is none.

    Raises:
        ArgumentError: one has no key, or a key comes twice.
    """
    arguments: dict[str, Any] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key.isidentifier():
            msg = f"--agent-arg {text!r} is not key=value; write for example --agent-arg temperature=0.8"
            raise ArgumentError(msg)
        if key in arguments:
            msg = f"--agent-arg gives {key} twice, {arguments[key]!r} and {value!r}; keep one"
            raise ArgumentError(msg)
        try:
            arguments[key] = json.loads(value)
        except ValueError:
            arguments[key] = value
    return arguments


def without_secrets(value: Any) -> Any:
    """An agent's arguments as they may be written to a file that is shown to others.

    What is called a key, token, secret or password, or ends in one, is left out, and of an address the user name and
    the query: some servers want a key there.
    """
    if isinstance(value, Mapping):
        return {name: _HIDDEN if _SECRET.search(str(name)) else without_secrets(one) for name, one in value.items()}
    if isinstance(value, list):
        return [without_secrets(one) for one in value]
    return _ADDRESS.sub(r"\1\2", value) if isinstance(value, str) else value


def resolve_agent(name: str, arguments: Mapping[str, Any] | None = None) -> Policy:
    """The agent of a name: built in, a short name of `agents` in the current folder, or ``module:attr``.

    Args:
        name: Which. `agents.AGENTS` has classes, or texts ``module:attr``, by short name.
        arguments: Keywords for its class; None: there are none.

    Raises:
        ArgumentError: there is none, it cannot be made with these arguments, or it has no method `act`.
    """
    found: Any = _BUILT_IN.get(name) or _look_up(name)
    if isinstance(found, type):
        _require_accepted(name, found, arguments or {})
        policy = own_code(f"agent {name!r}", found)(**(arguments or {}))
    elif arguments:
        msg = f"agent {name!r} is no class but a {type(found).__name__} that is made already; leave --agent-arg out"
        raise ArgumentError(msg)
    else:
        policy = found
    if not callable(own_code(f"agent {name!r}", getattr)(policy, "act", None)):
        msg = f"agent {name!r} is {type(policy).__name__} without a method act(observations) -> list of texts"
        raise ArgumentError(msg)
    return policy  # type: ignore[no-any-return]


def _look_up(name: str) -> Any:
    """The class or object of a name that is not built in."""
    if ":" in name:
        return _attribute(name, name)
    known: Iterable[str] = _BUILT_IN
    try:
        agents = own_code("module 'agents'", importlib.import_module, ImportError)("agents").AGENTS
        known = dict.fromkeys((*_BUILT_IN, *agents))
        found = agents[name]
    except (ImportError, AttributeError, KeyError) as error:
        reason = "not in agents.AGENTS" if isinstance(error, KeyError) else str(error)
        raise _unknown(name, reason, _hint(name, known), known) from error
    return _attribute(name, found) if isinstance(found, str) else found


def _hint(name: str, known: Iterable[str]) -> str:
    """What may have been meant: another short name, or a class in a module of that name."""
    module_name = name.removesuffix(".py")
    with contextlib.suppress(ImportError, ValueError):
        if name not in known and importlib.util.find_spec(module_name) is not None:
            return f" Did you mean {module_name + ':ClassName'!r}?"
    return did_you_mean(name, known)


def _require_accepted(name: str, made: type, arguments: Mapping[str, Any]) -> None:
    """Refuses an argument that the class has no name for."""
    try:
        signature = own_code(f"agent {name!r}", inspect.signature, TypeError, ValueError)
        parameters = signature(made).parameters.values()
    except (TypeError, ValueError):
        return
    if any(one.kind is one.VAR_KEYWORD for one in parameters):
        return
    accepted = [one.name for one in parameters if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)]
    for argument in arguments:
        if argument not in accepted:
            takes = f"it takes {', '.join(accepted)}" if accepted else "it takes none"
            hint = did_you_mean(argument, accepted)
            msg = f"agent {name!r} has no argument {argument!r} for --agent-arg; {takes}.{hint}"
            raise ArgumentError(msg)


def _attribute(name: str, path: str) -> Any:
    """What ``module:attr`` means; `name` is what the user called it."""
    module_name, _, attribute = path.partition(":")
    if not module_name or not attribute or module_name.endswith(".py") or "/" in module_name:
        plain = module_name.removesuffix(".py").strip("./").replace("/", ".") or "my_module"
        msg = (
            f"no agent {name!r}: write module:attr, for example {plain}:{attribute or 'MyAgent'}, without a path or .py"
        )
        raise ArgumentError(msg)
    try:
        module = own_code(f"module {module_name!r}", importlib.import_module, ImportError)(module_name)
    except ImportError as error:
        missing = isinstance(error, ModuleNotFoundError) and f"{module_name}.".startswith(f"{error.name}.")
        if missing:
            raise _unknown(name, str(error), "") from error
        msg = f"no agent {name!r}: module {module_name!r} does not load: {error}; install what it needs"
        raise ArgumentError(msg) from error
    try:
        return getattr(module, attribute)
    except AttributeError as error:
        raise _unknown(name, str(error), did_you_mean(attribute, vars(module))) from error


def _unknown(name: str, reason: str, hint: str, known: Iterable[str] = _BUILT_IN) -> ArgumentError:
    advice = f"use {', '.join(known)} or module:attr"
    if reason.startswith("No module named") and ":" not in name and "'agents'" not in reason:
        advice = "install what it needs"
    return ArgumentError(f"no agent {name!r}: {reason}; {advice}.{hint}")


# ------------------------------------------------------------------------------------------------------------- asking


class LastResort:
    """Ends the process, with one line, when a piece of code takes too long and holds Python's interpreter lock.

    No Python code runs then that could give it up, a Ctrl-C's neither. A thread of `faulthandler`'s, which needs no
    lock, writes to a shell that waits for it and prints the line, and ends this process with status 1.
    """

    def __init__(self, message: str, limit_s: float) -> None:
        """Starts the shell, which ends with this process and prints nothing unless it is written to."""
        script = """read -r _ && printf '%s\\n' "$1" >&2"""
        self._limit_s = min(limit_s, threading.TIMEOUT_MAX)
        self._shell = subprocess.Popen(  # in a session of its own, out of a Ctrl-C's reach
            ["/bin/sh", "-c", script, "sh", message],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """While this is entered the time runs. There is one such clock in a process."""
        assert self._shell.stdin is not None
        faulthandler.dump_traceback_later(self._limit_s, exit=True, file=self._shell.stdin)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()

    @staticmethod
    def stop() -> None:
        """Stops the clock: the code was given up otherwise."""
        faulthandler.cancel_dump_traceback_later()

    def close(self) -> None:
        """Stops the clock and ends the shell."""
        self.stop()
        self._shell.kill()  # it would wait for the agent's own processes, which may have inherited the pipe
        self._shell.communicate()


_Asked = tuple[Sequence[Observation], Future[list[str]], LastResort | None]


class Agent:
    """An agent that is asked one batch at a time, always from the same thread, so that it need not be thread-safe.

    The thread does not keep the process alive: an agent that never answers can be given up. One that holds Python's
    interpreter lock all the time cannot; for it there is a `LastResort`.

    Attributes:
        name: What the user called it.
        attempts: How often it wants to try each problem.
        batch_size: How many observations it likes at once.
    """

    def __init__(self, name: str, policy: Policy) -> None:
        """Wraps a policy.

        Raises:
            ArgumentError: `attempts` or `batch_size` is no positive integer.
        """
        self.name = name
        self.attempts, self.batch_size = (self._count(policy, which) for which in ("attempts", "batch_size"))
        self._act = own_code(f"agent {name!r}", self._naming(policy.act))
        self._asked: queue.SimpleQueue[_Asked | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def _count(self, policy: Policy, which: str) -> int:
        value = own_code(f"{which} of agent {self.name!r}", getattr)(policy, which, 1)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            msg = f"agent {self.name!r} has {which}={reprlib.repr(value)}; it must be an integer, 1 at least"
            raise ArgumentError(msg)
        return value

    def _naming(self, act: Callable[[Sequence[Observation]], list[str]]) -> Callable[[Sequence[Observation]], object]:
        """What an agent calls of ours does not know the agent, and a problem is not at fault."""

        def call(observations: Sequence[Observation]) -> object:
            try:
                return act(observations)
            except AsmGymError as error:
                msg = f"agent {self.name!r}: {error}"
                raise ArgumentError(msg) from error

        return call

    def ask(self, observations: Sequence[Observation], last_resort: LastResort | None = None) -> Future[list[str]]:
        """Asks for a text for each observation; the future raises ArgumentError where the agent is at fault."""
        future: Future[list[str]] = Future()
        self._asked.put((observations, future, last_resort))
        if self._thread is None:
            self._thread = threading.Thread(target=self._answer, name="agent", daemon=True)
            self._thread.start()
        return future

    def close(self) -> None:
        """Lets the thread end once it has answered."""
        self._asked.put(None)

    def _answer(self) -> None:
        while (asked := self._asked.get()) is not None:
            observations, future, last_resort = asked
            try:
                with last_resort.watching() if last_resort else contextlib.nullcontext():
                    texts = self._checked(self._act(observations), len(observations))
                future.set_result(texts)
            except BaseException as error:  # noqa: BLE001 - raised where the answer is waited for, a Ctrl-C too
                future.set_exception(error)

    def _checked(self, texts: object, wanted: int) -> list[str]:
        if inspect.iscoroutine(texts):
            texts.close()  # Python warns of one that nobody has waited for
            msg = f"agent {self.name!r} answered with a coroutine; act() must be a plain def, without async"
            raise WrongCountError(msg)
        if not isinstance(texts, list | tuple) or len(texts) != wanted:
            raise WrongCountError(self._complaint(texts, wanted))
        if not all(isinstance(text, str) for text in texts):
            raise ArgumentError(self._complaint(texts, wanted))
        return [str.__str__(text) for text in texts]  # a class of the user's that is a str may do anything

    def _complaint(self, texts: object, wanted: int) -> str:
        answer = own_code(f"agent {self.name!r}", reprlib.repr)(texts)
        count = f" ({len(texts)} items)" if isinstance(texts, list | tuple) else ""
        if isinstance(texts, list | tuple) and len(texts) == wanted:
            number, item = next((n, one) for n, one in enumerate(texts) if not isinstance(one, str))
            count = f", whose item {number} is {type(item).__name__}"
        # The size of the batch is left out: the last one may be smaller, and one fault should be one message.
        asked = "one observation" if wanted == 1 else "a batch"
        must = "act() must return a list with a text for each observation"
        return f"agent {self.name!r} answered {asked} with {answer}{count}; {must}"
