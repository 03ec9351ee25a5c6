"""Agents: how they are found and made, and what an answer must be."""

import asyncio
import os
import sys
import threading
import time
from types import SimpleNamespace

import pytest

from asm_gym.agent import Agent, LastResort, WrongCountError, own_code, parse_arguments, resolve_agent, without_secrets
from asm_gym.errors import ArgumentError
from asm_gym.toolchain import compile_c


class Echo:
    """An agent that answers with what it was made with."""

    def __init__(self, text="x", times=1):
        self.text, self.times = text, times

    def act(self, observations):
        return [self.text * self.times for _ in observations]


def asking(answer, **attributes):
    """An Agent whose policy's act() is that function of the observations."""
    return Agent("mine", SimpleNamespace(act=answer, **attributes))


@pytest.fixture
def modules(monkeypatch):
    """Modules of the user's: some_agents with Echo, and agents with short names."""
    some = SimpleNamespace(Echo=Echo, made=Echo("made"))
    short = {"echo": "some_agents:Echo", "direct": Echo, "gone": "some_agents:Gone", "heavy": "needs_much:Heavy"}
    monkeypatch.setitem(sys.modules, "some_agents", some)
    monkeypatch.setitem(sys.modules, "agents", SimpleNamespace(AGENTS=short))
    return some


# ------------------------------------------------------------------------------------------------------------- finding


def test_an_agent_may_be_a_class_an_instance_or_a_short_name(modules):
    """Short names stand for classes or for module:attr texts; instances are taken as they are."""
    for name in ("some_agents:Echo", "echo", "direct"):
        assert isinstance(resolve_agent(name), Echo)
    assert resolve_agent("some_agents:made") is modules.made
    assert type(resolve_agent("o3")).__name__ == "CopyBaseline"


def test_a_class_gets_the_arguments(modules):
    """They reach the constructor by name, through a short name too."""
    for name in ("some_agents:Echo", "echo", "direct"):
        assert resolve_agent(name, {"text": "ab", "times": 2}).act([{}]) == ["abab"]


@pytest.mark.parametrize(
    ("name", "arguments", "parts"),
    [
        ("ecko", {}, ["no agent 'ecko': not in agents.AGENTS", "Did you mean 'echo'?"]),
        ("natve", {}, ["Did you mean 'native'?"]),
        ("some_agents:Ecko", {}, ["no agent 'some_agents:Ecko'", "no attribute 'Ecko'", "Did you mean 'Echo'?"]),
        ("gone", {}, ["no agent 'gone'", "no attribute 'Gone'"]),
        ("heavy", {}, ["no agent 'heavy': No module named 'needs_much'; install what it needs"]),
        ("needs_much:Heavy", {}, ["No module named 'needs_much'; use o3, native or module:attr"]),
        ("some_agents:made", {"text": "y"}, ["'some_agents:made' is no class but a Echo", "leave --agent-arg out"]),
        ("echo", {"texts": "y"}, ["'echo' has no argument 'texts' for --agent-arg; it takes text, times."]),
        ("o3", {"level": 3}, ["agent 'o3' has no argument 'level' for --agent-arg; it takes none"]),
        ("json", {}, ["'json': not in agents.AGENTS; use o3, native, echo,", "Did you mean 'json:ClassName'?"]),
        ("json.py:Flagger", {}, ["write module:attr, for example json:Flagger, without a path or .py"]),
        ("./json.py", {}, ["no agent './json.py': not in agents.AGENTS"]),
        (":", {}, ["no agent ':': write module:attr, for example my_module:MyAgent"]),
        ("json:", {}, ["no agent 'json:': write module:attr, for example json:MyAgent"]),
    ],
)
def test_what_cannot_be_made_is_one_clear_line(modules, name, arguments, parts):
    """The line has the name as the user gave it, and what to do."""
    with pytest.raises(ArgumentError) as raised:
        resolve_agent(name, arguments)
    for part in parts:
        assert part in str(raised.value)
    assert "\n" not in str(raised.value)


def test_secrets_are_not_recorded():
    """Keys by their names, at any depth, and what an address may carry; the names of models and variables stay."""
    given = {
        "api_key": "hush", "token": "hush", "hf_token": "hush", "apikey": "hush", "max_new_tokens": 9,
        "api_key_env": "MY_KEY", "base_url": "https://me:hush@host:8000/v1?key=hush", "model": "a/b?",
        "extra": {"headers": [{"Authorization": "Bearer hush"}], "top_p": 0.5, "x-api-key": "hush"},
    }  # fmt: skip
    kept = without_secrets(given)
    assert "hush" not in str(kept)
    assert kept["base_url"] == "https://host:8000/v1"
    assert (kept["max_new_tokens"], kept["api_key_env"], kept["model"]) == (9, "MY_KEY", "a/b?")
    assert kept["extra"]["top_p"] == 0.5
    assert given["api_key"] == "hush"


def test_arguments_are_json_where_they_can_be():
    """Numbers, switches, lists and null are read, everything else is a text; an equals sign may be in the value."""
    texts = ["a=1", "b=0.5", "c=true", "d=[1, 2]", "e=null", "f=gpt-x", 'g="7"', "h=x=y", "i="]
    assert parse_arguments(texts) == {
        "a": 1, "b": 0.5, "c": True, "d": [1, 2], "e": None, "f": "gpt-x", "g": "7", "h": "x=y", "i": ""
    }  # fmt: skip


@pytest.mark.parametrize("texts", [["seconds"], ["=1"], ["a b=1"], ["a=1", "a=2"]])
def test_arguments_that_are_none_are_refused(texts):
    """The line quotes what was given."""
    with pytest.raises(ArgumentError, match="--agent-arg"):
        parse_arguments(texts)


# ------------------------------------------------------------------------------------------------------------- asking


def test_an_answer_is_a_text_for_each_observation():
    """Lists and tuples will do, and the observations arrive as they were given."""
    seen = []
    agent = asking(lambda observations: seen.extend(observations) or tuple("ab"))
    assert agent.ask([{"c_source": "1"}, {"c_source": "2"}]).result(10) == ["a", "b"]
    assert seen == [{"c_source": "1"}, {"c_source": "2"}]


@pytest.mark.parametrize("answer", [None, b"x", "ab", [], ["a"], ["a", "b", "c"], 7, iter("ab"), {"a": 1, "b": 2}])
def test_a_wrong_number_of_answers_names_the_agent(answer):
    """What is no list of that length is quoted, in one line."""
    with pytest.raises(WrongCountError, match=r"agent 'mine' answered a batch with .*a text for each observation"):
        asking(lambda _: answer).ask([{}, {}]).result(10)


@pytest.mark.parametrize("item", [None, b"x", 7, ["x"]])
def test_an_answer_that_is_no_text_names_the_agent(item):
    """One item of the wrong kind is another fault than a wrong count: it may be due to one problem."""
    with pytest.raises(ArgumentError, match="agent 'mine' answered a batch with") as raised:
        asking(lambda _: ["x", item]).ask([{}, {}]).result(10)
    assert not isinstance(raised.value, WrongCountError)


def test_the_item_that_is_no_text_is_told():
    """Number and type, as in a rollout."""
    with pytest.raises(ArgumentError, match=r"\['x', b'y'\], whose item 1 is bytes; act\(\) must return a list"):
        asking(lambda _: ["x", b"y"]).ask([{}, {}]).result(10)


@pytest.mark.filterwarnings("error")
def test_an_async_act_is_one_clear_line():
    """Python's own warning of a coroutine that was never awaited names a line of ours."""

    async def act(observations):
        return ["x"]

    with pytest.raises(WrongCountError, match=r"agent 'mine' answered with a coroutine; .*without async$"):
        asking(act).ask([{}]).result(10)


def test_a_module_whose_dependency_is_missing_says_so(tmp_path, monkeypatch):
    """It is there; another name would not help."""
    (tmp_path / "needy_agent.py").write_text("import not_there_at_all\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ArgumentError, match=r"module 'needy_agent' does not load: No module .*; install what it needs"):
        resolve_agent("needy_agent:Mine")


def test_a_long_answer_is_not_quoted_whole():
    """A megabyte of the wrong kind makes a line of ordinary length."""
    with pytest.raises(WrongCountError) as raised:
        asking(lambda _: "x" * 1_000_000).ask([{}]).result(10)
    assert len(str(raised.value)) < 300


class Mute(Exception):
    """An exception that cannot be printed."""

    def __str__(self):
        msg = "no words"
        raise RuntimeError(msg)


@pytest.mark.parametrize(
    "error", [RuntimeError("no luck"), SystemExit(0), RecursionError(), asyncio.CancelledError(), Mute()]
)
def test_what_an_agent_raises_names_it(error):
    """An agent that ends the program is one that raises."""

    def act(observations):
        raise error

    with pytest.raises(ArgumentError, match=rf"agent 'mine' raised {type(error).__name__}.*line \d+ of .*test_agent"):
        asking(act).ask([{}]).result(10)


@pytest.mark.parametrize(("source", "flags"), [("int main(void) { return 0; }", ["-fno-such-thing"]), ("in", ["-O3"])])
def test_an_error_of_ours_in_an_agent_names_it(source, flags):
    """A source or flags of the agent's are no fault of the problem."""
    with pytest.raises(ArgumentError, match=r"^agent 'mine': the C program does not compile with gcc") as raised:
        asking(lambda _: [compile_c(source, flags)]).ask([{}]).result(60)
    assert "c_code" not in str(raised.value)


def test_the_reason_is_quoted_to_its_first_line():
    """Long messages of libraries become one line."""

    def broken():
        msg = "first\nsecond"
        raise ValueError(msg)

    with pytest.raises(ArgumentError, match=r"thing raised ValueError: first \(line") as raised:
        own_code("thing", broken)()
    assert "second" not in str(raised.value)


def test_a_long_reason_is_cut():
    """A library may print a whole array in one line."""

    def broken():
        raise ValueError("a" * 100_000)

    with pytest.raises(ArgumentError) as raised:
        own_code("thing", broken)()
    assert len(str(raised.value)) < 1000


def test_a_text_of_a_class_of_its_own_becomes_a_plain_one():
    """What only looks like a text would fail later, in code that does not know the agent."""

    class Text(str):
        def encode(self, *_, **__):
            raise RuntimeError

    (text,) = asking(lambda _: [Text("ret")]).ask([{}]).result(10)
    assert (text, type(text)) == ("ret", str)


def test_an_agent_whose_act_cannot_even_be_looked_at_is_named(modules, monkeypatch):
    """A property may raise like any code."""
    monkeypatch.setattr(Echo, "act", property(lambda self: {}["act"]))
    with pytest.raises(ArgumentError, match="agent 'echo' raised KeyError"):
        resolve_agent("echo")


def test_an_agent_is_always_asked_by_the_same_thread():
    """Agents may keep what belongs to a thread; questions wait for one another."""
    threads = []
    agent = asking(lambda observations: threads.append(threading.get_ident()) or [""])
    for future in [agent.ask([{}]) for _ in range(5)]:
        future.result(10)
    assert len(threads) == 5
    assert len(set(threads)) == 1


def test_an_agent_that_hangs_does_not_keep_the_process():
    """Its thread is a daemon, and ends by itself when the agent is closed and answers at last."""
    go = threading.Event()
    agent = asking(lambda _: [str(go.wait(30))])
    future = agent.ask([{}])
    agent.close()
    assert agent._thread.daemon
    assert not future.done()
    go.set()
    assert future.result(10) == ["True"]
    deadline = time.monotonic() + 10
    while agent._thread.is_alive() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not agent._thread.is_alive()


def test_the_last_resort_ends_though_a_process_of_the_agents_holds_its_pipe():
    """A forked worker inherits it."""
    last_resort = LastResort("never printed", 60)
    inherited = os.dup(last_resort._shell.stdin.fileno())
    closing = threading.Thread(target=last_resort.close, daemon=True)
    closing.start()
    closing.join(10)
    ended = not closing.is_alive()
    os.close(inherited)
    assert ended


def test_what_an_agent_wants_is_read_from_its_attributes():
    """One try and one observation at once unless it says otherwise."""
    plain, eager = asking(None), asking(None, attempts=7, batch_size=3)
    assert (plain.attempts, plain.batch_size) == (1, 1)
    assert (eager.attempts, eager.batch_size) == (7, 3)


@pytest.mark.parametrize("value", [0, -1, 2.0, "3", None, True])
@pytest.mark.parametrize("which", ["attempts", "batch_size"])
def test_an_impossible_wish_is_refused(which, value):
    """The line names agent, attribute and value."""
    with pytest.raises(ArgumentError, match=f"agent 'mine' has {which}={value!r}; it must be an integer, 1 at least"):
        asking(None, **{which: value})
