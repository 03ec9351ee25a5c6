"""An OpenAI-compatible chat endpoint on this machine that misbehaves as it is told."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Answer:
    """One complete answer over HTTP."""

    status: int = 200
    body: bytes = b""
    headers: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Cut:
    """The connection ends: after `sent` bytes of an answer that promises more, or before it."""

    sent: bytes = b""


@dataclass(frozen=True)
class Drip:
    """An answer that comes byte by byte, each within any socket's time-out, and that is never complete."""

    pause_s: float = 0.02


def completion(text, finish_reason="stop", prompt_tokens=10, completion_tokens=5):
    """A chat completion as servers send it."""
    message = {"role": "assistant", "content": text}
    usage = {"prompt_tokens": prompt_tokens, "completion_tokens": completion_tokens}
    body = {"choices": [{"index": 0, "message": message, "finish_reason": finish_reason}], "usage": usage}
    return Answer(body=json.dumps(body).encode())


@dataclass
class FakeServer:
    """What the server was told to do, and what it saw."""

    url: str = ""
    """The base URL."""
    faults: list = field(default_factory=list)
    """Given out first, one a request, in order."""
    reply: Callable = lambda body: completion("\tret\n")
    """Makes the answer to each other request of the request's JSON."""
    requests: list = field(default_factory=list)
    """(path, headers, JSON) of each request, in order of arrival."""
    times_s: list = field(default_factory=list)
    """When they arrived."""
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    at_once: int = 0
    closing: threading.Event = field(default_factory=threading.Event)

    def bodies(self):
        """The JSON of each request."""
        return [body for _, _, body in self.requests]

    def prompts(self):
        """What the user said in each request."""
        return [body["messages"][-1]["content"] for body in self.bodies()]


@contextlib.contextmanager
def serve():
    """Yields a FakeServer that listens on a free port."""
    fake = FakeServer()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            self.do_POST()

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
            with fake.lock:
                fake.requests.append((self.path, dict(self.headers), body))
                fake.times_s.append(time.monotonic())
                fake.at_once += 1
                fake.most_at_once = max(fake.most_at_once, fake.at_once)
                what = fake.faults.pop(0) if fake.faults else None
            what = fake.reply(body) if what is None else what
            with fake.lock:  # before the client knows, who may send the next one then
                fake.at_once -= 1
            with contextlib.suppress(OSError):  # the client has hung up
                self.send(what)

        def send(self, what):
            self.close_connection = True
            if isinstance(what, Cut):
                if what.sent:
                    self.start(Answer(headers={"Content-Length": str(len(what.sent) + 100)}))
                    self.wfile.write(what.sent)
            elif isinstance(what, Drip):
                self.wfile.write(b"HTTP/1.1 200 ")
                while not fake.closing.wait(what.pause_s):
                    self.wfile.write(b"O")
            else:
                self.start(what)
                self.wfile.write(what.body)

        def start(self, answer):
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
