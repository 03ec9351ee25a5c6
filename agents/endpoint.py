"""A language model behind an OpenAI-compatible HTTP endpoint: many requests at once, each repeated where that may help.

Standard library only: whoever asks a server needs neither torch nor a client package.
"""

from __future__ import annotations

import concurrent.futures
import email.utils
import http.client
import itertools
import json
import math
import os
import random
import ssl
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from typing import IO, Any, Final, TypeVar

from agents.language_model import ModelError, Reply, Sampling, mapping, require_integer, require_number
from asm_gym import ArgumentError

_Result = TypeVar("_Result")

_RETRIED: Final = frozenset({408, 429, 500, 502, 503, 504})
_LONGEST_PAUSE_S: Final = 60.0
_LEAST_S: Final = 1e-3
_READ_BYTES: Final = 16 << 20
_EXCERPT_CHARACTERS: Final = 300
_MOVED: Final = "correct base_url: redirections are not followed, for the key's sake"
_ADVICE: Final = {
    **dict.fromkeys(range(300, 309), _MOVED),
    400: "change the request: max_new_tokens, temperature, or extra={...}, where null leaves a field out",
    401: "set the environment variable that api_key_env names to a valid key",
    403: "set the environment variable that api_key_env names to a key that may use this model",
    404: "correct base_url, which mostly ends in /v1, or the model's name",
    413: "leave the problem out or show no assembly",
    422: "change the request with extra={...}, where null leaves a field out",
    429: "lower concurrency, or raise retries and total_timeout_s; look at your quota",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why one try gave no reply."""

    what: str
    status: int | None = None
    """Of HTTP; None where there was no complete answer."""
    final: bool = False
    """Whether another try would be in vain."""
    retry_after_s: float = 0.0
    """How long the server asks to wait."""


class Endpoint:
    """Chat completions of an OpenAI-compatible server: vLLM, llama.cpp, a cloud."""

    def __init__(
        self,
        model: str,
        base_url: str,
        sampling: Sampling,
        *,
        api_key_env: str = "OPENAI_API_KEY",
        concurrency: int = 8,
        retries: int = 6,
        backoff_s: float = 1.0,
        timeout_s: float = 600.0,
        total_timeout_s: float = 1800.0,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        """Notes where the server is; nothing is sent yet.

        Args:
            model: The server's name of the model.
            base_url: What stands before ``/chat/completions``. Proxies are taken from the environment.
            sampling: Sent as ``temperature`` and ``max_tokens``.
            api_key_env: Environment variable that holds the key. A local server needs none: it need not be set.
            concurrency: Most requests at once.
            retries: Most repeated tries of a request, after 408, 429, 500, 502, 503, 504, a broken connection, a
                time-out or an answer that is no chat completion.
            backoff_s: Pause before the first repeated try; it doubles up to a minute, and up to half of it is cut off
                at random. What the server asks for in ``Retry-After`` is added.
            timeout_s: Longest time of one try.
            total_timeout_s: Longest time of one answer: all tries, and the pauses between them.
            extra: More fields of the request; a null leaves a field out. OpenAI's reasoning models need
                ``{"max_tokens": null, "max_completion_tokens": 8000, "temperature": null}``.

        Raises:
            ArgumentError: an argument cannot be used.
        """
        require_integer("concurrency", concurrency, least=1)
        require_integer("retries", retries, least=0)
        for name, value in (("backoff_s", backoff_s), ("timeout_s", timeout_s), ("total_timeout_s", total_timeout_s)):
            require_number(name, value, least=1e-3)
        self.batch_size = concurrency
        self._free = threading.Semaphore(concurrency)
        self._tries = retries + 1
        self._backoff_s = backoff_s
        self._timeout_s = timeout_s
        self._total_timeout_s = total_timeout_s
        self._silent = f"no answer within {timeout_s:g} s, or what was left of {total_timeout_s:g} s for all tries"
        self._url, self._name = _completions_url(base_url)
        fields = {"model": model, "temperature": sampling.temperature, "max_tokens": sampling.max_new_tokens}
        self._fields = {key: value for key, value in {**fields, **mapping("extra", extra)}.items() if value is not None}
        self._headers = {"Content-Type": "application/json", "User-Agent": "asm_gym"}
        self._key = _key(api_key_env)
        self._headers |= {"Authorization": f"Bearer {self._key}"} if self._key else {}
        self._opener = urllib.request.build_opener(_NoRedirect)
        self._kept: dict[str, list[Reply]] = {}
        """By prompt: replies of a batch in which another prompt failed. They are paid for and given out when asked for
        again."""

    def answer(self, prompts: Sequence[str]) -> list[Reply]:
        """See `Model`. One prompt's failure does not stop the others: asked again, they are answered at once."""
        stop: Future[None] = Future()
        kept = [self._kept[prompt].pop() if self._kept.get(prompt) else None for prompt in prompts]
        asked = [
            _done(reply) if reply else _in_background(self._ask, prompt, stop)
            for prompt, reply in zip(prompts, kept, strict=True)
        ]
        try:
            concurrent.futures.wait(asked)
        except BaseException:  # Ctrl-C
            stop.set_result(None)
            raise
        errors = [error for error in (future.exception() for future in asked) if error is not None]
        if errors:
            for prompt, future in zip(prompts, asked, strict=True):
                if future.exception() is None:
                    self._kept.setdefault(prompt, []).append(future.result())
            raise errors[0]
        return [future.result() for future in asked]

    def _ask(self, prompt: str, stop: Future[None]) -> Reply:
        body = json.dumps({**self._fields, "messages": [{"role": "user", "content": prompt}]}).encode()
        with self._free:
            return self._persist(body, stop)

    def _persist(self, body: bytes, stop: Future[None]) -> Reply:
        """Tries until there is a reply, and raises when that is hopeless."""
        started = time.monotonic()
        for number in itertools.count():
            left_s = started + self._total_timeout_s - time.monotonic()  # below 0 where a pause took longer than asked
            outcome = self._try(body, min(self._timeout_s, max(left_s, _LEAST_S)), stop)
            if isinstance(outcome, Reply):
                return outcome
            left_s = started + self._total_timeout_s - time.monotonic()
            pause_s = self._pause_s(number, outcome.retry_after_s)
            if outcome.final or number + 1 == self._tries or pause_s >= left_s:
                raise self._error(outcome, number + 1)
            concurrent.futures.wait([stop], pause_s)
        raise AssertionError  # the loop has no other end

    def _pause_s(self, tries: int, retry_after_s: float) -> float:
        """Pause after the try of that number, counted from 0: at random, lest all come back at the same moment."""
        backoff_s = min(_LONGEST_PAUSE_S, self._backoff_s * 2.0 ** min(tries, 16))
        return retry_after_s + backoff_s * random.uniform(0.5, 1.0)  # noqa: S311

    def _try(self, body: bytes, limit_s: float, stop: Future[None]) -> Reply | Trouble:
        if stop.done():
            return Trouble("the run was stopped", final=True)
        # A socket's own time-out starts afresh with each byte; a thread that can be left behind ends a slow drip too.
        sent = _in_background(self._post, body, limit_s)
        both: list[Future[Any]] = [sent, stop]
        concurrent.futures.wait(both, limit_s, concurrent.futures.FIRST_COMPLETED)
        if not sent.done():
            return Trouble(self._silent, final=stop.done())
        try:
            status, headers, data = sent.result()
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                return Trouble(self._silent)
            final = isinstance(reason, ssl.SSLCertVerificationError)
            return Trouble(f"no connection: {type(reason).__name__} ({reason})", final=final)
        if status != http.HTTPStatus.OK:
            return _refusal(status, headers, data)
        return _completion(data)

    def _post(self, body: bytes, limit_s: float) -> tuple[int, Message[str, str], bytes]:
        """Status, headers and content of the server's answer."""
        request = urllib.request.Request(self._url, body, self._headers)  # noqa: S310
        try:
            with self._opener.open(request, timeout=limit_s) as response:
                return response.status, response.headers, self._content(response)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, self._content(error)

    def _content(self, response: IO[bytes]) -> bytes:
        """What the server says, without the key: some repeat it where they refuse it, and messages quote them."""
        data = response.read(_READ_BYTES)
        return data.replace(self._key.encode(), b"[key]") if self._key else data

    def _error(self, trouble: Trouble, tries: int) -> Exception:
        """No seconds in it: many problems with the same trouble are one message."""
        code = trouble.status
        if code is None:
            advice = "see whether the server runs, and its log; correct base_url, or raise retries and timeout_s"
        else:
            advice = _ADVICE.get(code, "look at the server's log, or raise retries and total_timeout_s")
        msg = f"{self._name}: {trouble.what}; tries: {tries}; {advice}"
        refused = trouble.final and code is not None
        return ArgumentError(msg) if refused else ModelError(msg)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows no redirection: it would carry the key to another host."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _completions_url(base_url: str) -> tuple[str, str]:
    """The address to send to, and how messages name it: without a query, which may hold a secret.

    Raises:
        ArgumentError: it is no address of a server.
    """
    try:
        parts = urllib.parse.urlsplit(base_url)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) and "@" not in parts.netloc
        usable = usable and base_url.isascii() and base_url.isprintable() and " " not in base_url
    except (ValueError, TypeError, AttributeError):
        usable = False
    if not usable:
        msg = "base_url is not of the form http://HOST:PORT/v1 or https://HOST/v1, without a user name; correct it"
        raise ArgumentError(msg)
    path = parts.path.rstrip("/").removesuffix("/chat/completions") + "/chat/completions"
    name = f"{parts.scheme}://{parts.netloc}{path}"
    return urllib.parse.urlunsplit(parts._replace(path=path, fragment="")), name


def _key(variable: str) -> str:
    """The key that the environment variable holds, or an empty text; messages never show it.

    Raises:
        ArgumentError: the value cannot be a header's.
    """
    key = os.environ.get(variable, "").strip()
    if not (key.isascii() and key.isprintable()):
        msg = f"the environment variable {variable} holds characters that no key has; set it to the key alone"
        raise ArgumentError(msg)
    return key


def _refusal(status: int, headers: Message[str, str], data: bytes) -> Trouble:
    excerpt = ascii(data.decode(errors="replace").strip())[:_EXCERPT_CHARACTERS]
    # An exhausted quota is a 429 as well, but no pause brings it back.
    final = status not in _RETRIED or b"insufficient_quota" in data
    return Trouble(f"status {status}, {excerpt}", status, final, _retry_after_s(headers.get("Retry-After")))


def _retry_after_s(value: str | None) -> float:
    """Seconds that a Retry-After header asks for, given as a number or as a date; 0 where it says nothing."""
    try:
        seconds = float(value or 0)
    except ValueError:
        try:
            moment = email.utils.parsedate_to_datetime(str(value))
        except ValueError:
            return 0.0
        seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return max(0.0, seconds) if math.isfinite(seconds) else 0.0


def _completion(data: bytes) -> Reply | Trouble:
    """The reply in the content of an answer with status 200."""
    try:
        answer = json.loads(data)
        choice = answer["choices"][0]
        content = choice["message"]["content"]
        if isinstance(content, list):  # parts
            content = "".join(part.get("text", "") for part in content)
        usage = answer.get("usage") or {}
        read, written = (int(usage.get(name) or 0) for name in ("prompt_tokens", "completion_tokens"))
        if not isinstance(content, str | None):
            raise TypeError(type(content).__name__)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        excerpt = ascii(data.decode(errors="replace").strip())[:_EXCERPT_CHARACTERS]
        return Trouble(f"status 200, but no chat completion ({type(error).__name__}): {excerpt}", 200)
    return Reply(content or "", read, written, finished=choice.get("finish_reason") != "length")


def _in_background(function: Callable[..., _Result], *arguments: Any) -> Future[_Result]:
    """Runs the function in a thread that nothing waits for, not even the end of the process."""
    future: Future[_Result] = Future()

    def run() -> None:
        try:
            future.set_result(function(*arguments))
        except BaseException as error:  # noqa: BLE001 - the caller gets it
            future.set_exception(error)

    threading.Thread(target=run, name="zero_shot-request", daemon=True).start()
    return future


def _done(result: _Result) -> Future[_Result]:
    future: Future[_Result] = Future()
    future.set_result(result)
    return future
