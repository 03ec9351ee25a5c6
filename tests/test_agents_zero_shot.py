"""The agent zero_shot: prompts, refinement, faulty endpoints, and a tiny local model with random weights."""

import json
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

import asm_gym
from agents.language_model import ModelError
from agents.prompt import extract, render, render_refinement
from agents.zero_shot import ZeroShot, main
from asm_gym import ArgumentError
from tests.fake_llm_server import Answer, Cut, Drip, completion, serve

ROOT = Path(__file__).resolve().parent.parent
KEY = "ASM_GYM_TEST_KEY"


def observation(name="f", feedback=""):
    """What an environment shows of a program."""
    return {"c_source": f"int {name};\n", "assembly": f"\t.globl\t{name}\n", "feedback": feedback}


@pytest.fixture
def server():
    """A fake server that behaves unless it is told otherwise."""
    with serve() as fake:
        yield fake


@pytest.fixture
def agent(server):
    """agent(**arguments) gives an agent that asks the fake server, and repeats requests without long pauses."""

    def agent(**arguments):
        return ZeroShot("m", **{"base_url": server.url, "api_key_env": KEY, "backoff_s": 0.001, **arguments})

    return agent


# ----------------------------------------------------------------------------------------------------- a good endpoint


def test_a_request_has_the_prompt_and_the_settings(server, agent, monkeypatch):
    """The paper's prompt is sent as the user's words, with the model, the temperature, the length and the key."""
    monkeypatch.setenv(KEY, "hush")
    assert agent(temperature=0.5, max_new_tokens=7).act([observation()]) == ["\tret\n"]
    ((path, headers, body),) = server.requests
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer hush"
    messages = [{"role": "user", "content": render(observation())}]
    assert body == {"model": "m", "temperature": 0.5, "max_tokens": 7, "messages": messages}


def test_a_server_without_keys_gets_none(server, agent, monkeypatch):
    """Without the environment variable no key is sent."""
    monkeypatch.delenv(KEY, raising=False)
    agent().act([observation()])
    assert "Authorization" not in server.requests[0][1]


def test_the_assembly_is_taken_out_of_the_reply(server, agent):
    """A fenced reply with prose around it gives bare assembly."""
    server.reply = lambda _: completion("Here:\n```assembly\n\tnop\n\tret\n```\nDone.")
    assert agent().act([observation()]) == ["\tnop\n\tret\n"]


def test_content_in_parts_is_joined(server, agent):
    """Some servers send the content as a list of parts."""
    server.reply = lambda _: completion([{"type": "text", "text": "\tnop\n"}, {"type": "text", "text": "\tret\n"}])
    assert agent().act([observation()]) == ["\tnop\n\tret\n"]


def test_extra_fields_are_sent_and_null_removes_one(server, agent):
    """What a server needs beyond the usual fields can be given, and what it refuses left out."""
    agent(extra={"max_tokens": None, "max_completion_tokens": 9}).act([observation()])
    body = server.bodies()[0]
    assert body["max_completion_tokens"] == 9
    assert "max_tokens" not in body


@pytest.mark.parametrize("ending", ["", "/", "/chat/completions"])
def test_every_spelling_of_the_address_is_understood(server, agent, ending):
    """The address may end in a slash, and may be that of the completions themselves."""
    agent(base_url=server.url + ending).act([observation()])
    assert server.requests[0][0] == "/v1/chat/completions"


def test_many_requests_run_at_once_but_not_too_many(server, agent):
    """Requests run side by side up to the limit, and answers come back in the order of the observations."""
    pairs = threading.Barrier(2, timeout=30)

    def reply(body):
        pairs.wait()
        server.closing.wait(0.2)  # time for a third one to come
        name = "abcd"["abcd".index(body["messages"][0]["content"].partition("int ")[2][0])]
        return completion(f"\tcall\t{name}\n")

    server.reply = reply
    asking = agent(concurrency=2)
    assert asking.batch_size == 2
    assert asking.act([observation(name) for name in "abcd"]) == [f"\tcall\t{name}\n" for name in "abcd"]
    assert server.most_at_once == 2


def test_tokens_are_counted(server, agent, capsys):
    """Tokens are summed over replies, cut ones are counted, and an empty one is announced once."""
    server.faults = [completion("\tret\n", "length", 10, 100), completion(None, "length", 1, 2), completion("")]
    asking = agent(concurrency=1)
    assert asking.act([observation("a"), observation("b")]) == ["\tret\n", ""]
    asking.act([observation("c")])
    usage = asking.usage
    assert (usage.replies, usage.prompt_tokens, usage.completion_tokens) == (3, 21, 107)
    assert (usage.cut_off, usage.empty) == (2, 2)
    assert capsys.readouterr().err.count("empty reply") == 1


def test_a_server_that_counts_no_tokens_will_do(server, agent):
    """Token counts are optional."""
    body = json.dumps({"choices": [{"message": {"content": "\tret\n"}}]}).encode()
    server.reply = lambda _: Answer(body=body)
    asking = agent()
    assert asking.act([observation()]) == ["\tret\n"]
    assert (asking.usage.replies, asking.usage.prompt_tokens) == (1, 0)


# ---------------------------------------------------------------------------------------------------- a bad endpoint

PASSING = {
    "429": Answer(429, b'{"error": {"message": "slow down"}}'),
    "429 with a pause": Answer(429, b"", {"Retry-After": "0"}),
    "429 with a pause that means nothing": Answer(429, b"", {"Retry-After": "soon"}),
    "429 with an endless pause": Answer(429, b"", {"Retry-After": "inf"}),
    **{str(status): Answer(status, b"oops") for status in (408, 500, 502, 503, 504)},
    "cut at once": Cut(),
    "cut in between": Cut(b'{"choices": [{"mess'),
    "never complete": Drip(),
    "malformed JSON": Answer(body=b'{"choices": [{"message": {"content": "\tret'),
    "not UTF-8": Answer(body=b"\xff\xfe"),
    "nothing": Answer(body=b""),
    "a list": Answer(body=b"[]"),
    "an error with status 200": Answer(body=b'{"error": {"message": "oops"}}'),
    "no choices": Answer(body=b'{"choices": []}'),
    "a choice without message": Answer(body=b'{"choices": [{"text": "\\tret"}]}'),
    "a number for a text": Answer(body=b'{"choices": [{"message": {"content": 7}}]}'),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_passing_fault_is_tried_again(server, agent, fault):
    """Whatever may pass is tried again, and the answer is the one of the good try."""
    server.faults = [fault, fault]
    assert agent(timeout_s=1).act([observation()]) == ["\tret\n"]
    assert server.faults == []


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_fault_that_stays_is_an_error(server, agent, fault, monkeypatch):
    """When no try is left an error names the endpoint, the fault and what to do; there is never an empty text."""
    monkeypatch.setenv(KEY, "hush")
    server.faults = [fault] * 9
    with pytest.raises(ModelError, match=r"/v1/chat/completions: .*tries: 2; .*(raise|lower)") as caught:
        agent(timeout_s=0.3, retries=1).act([observation()])
    assert len(server.requests) == 2
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (400, "extra="),
        (401, "api_key_env"),
        (403, "api_key_env"),
        (404, "base_url"),
        (413, "leave the problem out"),
        (422, "extra="),
        (501, "log"),
    ],
)
def test_a_refusal_is_not_tried_again(server, agent, status, advice):
    """What no other try can change is an error at once, with the server's own words and what to do."""
    server.faults = [Answer(status, b"no such \x1b[31mthing")]
    with pytest.raises(ArgumentError, match=rf"status {status}, 'no such .x1b.31mthing'.*{advice}"):
        agent().act([observation()])
    assert len(server.requests) == 1


def test_an_exhausted_quota_is_not_tried_again(server, agent):
    """A quota that is used up has the status of a rate limit, but no pause brings it back."""
    server.faults = [Answer(429, b'{"error": {"code": "insufficient_quota"}}')]
    with pytest.raises(ArgumentError, match="quota"):
        agent().act([observation()])
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_key_is_not_carried_elsewhere(server, agent, status, monkeypatch):
    """A redirection is refused: it would give the key to another host."""
    monkeypatch.setenv(KEY, "hush")
    with serve() as other:
        server.faults = [Answer(status, b"", {"Location": f"{other.url}/chat/completions"})]
        with pytest.raises(ArgumentError, match=f"status {status}.*redirections are not followed"):
            agent().act([observation()])
        assert other.requests == []


def test_the_pause_that_a_server_asks_for_is_kept(server, agent):
    """A try after Retry-After comes no earlier than that."""
    server.faults = [Answer(429, b"", {"Retry-After": "1"})]
    agent().act([observation()])
    first_s, second_s = server.times_s
    assert second_s - first_s >= 1


@pytest.mark.parametrize("pause", ["3600", format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)])
def test_a_pause_beyond_the_time_limit_is_an_error_at_once(server, agent, pause):
    """Nobody waits an hour only to be out of time."""
    server.faults = [Answer(503, b"", {"Retry-After": pause})]
    with pytest.raises(ModelError, match="status 503"):
        agent(total_timeout_s=60).act([observation()])
    assert len(server.requests) == 1


def test_all_tries_together_have_a_time_limit(server, agent):
    """However many tries are left, an answer takes no longer than the total time-out."""
    server.faults = [Drip()] * 99
    with pytest.raises(ModelError, match="no answer within"):
        agent(timeout_s=0.2, total_timeout_s=0.5, retries=90).act([observation()])
    assert len(server.requests) <= 3


@pytest.mark.parametrize("fault", [Answer(401, b"wrong key"), Answer(500, b"oops"), Drip()], ids=["401", "500", "drip"])
def test_the_same_fault_at_two_problems_is_one_message(server, agent, fault):
    """asm-gym evaluate prints each message once: with seconds in it a wrong key would be a line for each problem."""
    server.faults = [fault] * 4
    asking, said = agent(timeout_s=0.2, total_timeout_s=0.5, retries=1), set()
    for name in "ab":
        with pytest.raises(asm_gym.AsmGymError) as caught:
            asking.act([observation(name)])
        said.add(str(caught.value))
    assert len(said) == 1


def test_a_key_that_the_server_repeats_is_not_shown(server, agent, monkeypatch):
    """Some servers quote the key that they refuse."""
    monkeypatch.setenv(KEY, "hush")
    server.faults = [Answer(401, b"the key hush is not known")]
    with pytest.raises(ArgumentError, match=r"the key \[key\] is not known"):
        agent().act([observation()])


def test_pauses_grow_and_are_not_alike(server, agent):
    """Each pause is longer than the one before it, up to chance."""
    server.faults = [Answer(500)] * 5
    agent(backoff_s=0.02).act([observation()])
    pauses_s = [after - before for before, after in zip(server.times_s, server.times_s[1:], strict=False)]
    least_s = [0.02 * 2**number / 2 for number in range(5)]
    assert all(pause_s >= least for pause_s, least in zip(pauses_s, least_s, strict=True))


def test_no_server_is_an_error():
    """Where nobody listens the error says so and names the address."""
    with serve() as fake:
        url = fake.url
    with pytest.raises(ModelError, match=rf"{url}/chat/completions: no connection: ConnectionRefusedError"):
        ZeroShot("m", base_url=url, retries=1, backoff_s=0.001).act([observation()])


def test_one_refusal_does_not_waste_the_other_replies(server, agent):
    """In a batch with one refusal the others are answered, and asked again they cost no second request."""

    def reply(body):
        refused = "int b;" in body["messages"][0]["content"]
        return Answer(400, b"too long") if refused else completion("\tret\n", completion_tokens=1)

    server.reply = reply
    asking = agent()
    with pytest.raises(ArgumentError, match="too long"):
        asking.act([observation(name) for name in "abc"])
    assert len(server.requests) == 3
    assert asking.act([observation("a"), observation("c")]) == ["\tret\n"] * 2
    assert len(server.requests) == 3
    assert asking.usage.completion_tokens == 2
    asking.act([observation("a")])
    assert len(server.requests) == 4


def test_an_interrupt_ends_it_at_once(server, agent):
    """Ctrl-C does not wait for a server that is silent, nor for a pause."""
    asked = threading.Semaphore(0)

    def reply(_):
        asked.release()
        server.closing.wait()
        return Cut()

    def interrupt():
        for _ in range(2):
            asked.acquire()
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

    server.faults = [Answer(503, b"", {"Retry-After": "1000"})]
    server.reply = reply
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    threading.Thread(target=interrupt, daemon=True).start()
    try:
        with pytest.raises(KeyboardInterrupt):
            agent(concurrency=3).act([observation(name) for name in "abcd"])
    finally:
        signal.signal(signal.SIGINT, before)
    sent = len(server.requests)
    server.closing.set()
    for thread in [one for one in threading.enumerate() if one.name == "zero_shot-request"]:
        thread.join(timeout=30)
        assert not thread.is_alive()
    assert len(server.requests) == sent


def test_a_silent_server_does_not_hold_up_the_end_of_the_process(server):
    """Whoever gives an agent up, as asm-gym evaluate does, need not wait for its requests."""
    server.faults = [Drip()]
    script = (
        "import threading, time, agents.zero_shot\n"
        f"agent = agents.zero_shot.ZeroShot('m', base_url={server.url!r})\n"
        "shown = {'c_source': '', 'assembly': '', 'feedback': ''}\n"
        "threading.Thread(target=agent.act, args=([shown],), daemon=True).start()\n"
        "time.sleep(0.5)\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, timeout=120)
    assert len(server.requests) == 1


# --------------------------------------------------------------------------------------- refinement and best of many


def test_feedback_is_answered_with_the_last_text(server, agent):
    """In a later turn the model is shown what it said and what became of it."""
    server.faults = [completion("\tnop\n"), completion("\tret\n"), completion("\thlt\n")]
    asking = agent()
    for feedback in ("", "wrong_output: test 1", "timeout: test 2"):
        asking.act([observation(feedback=feedback)])
    assert server.prompts() == [
        render(observation()),
        render_refinement(observation(feedback="wrong_output: test 1"), "\tnop\n"),
        render_refinement(observation(feedback="timeout: test 2"), "\tret\n"),
    ]


def test_episodes_on_one_problem_keep_their_own_texts(server, agent):
    """Two episodes of a vector environment on one problem each see their own last text, others by problem."""
    server.faults = [completion(f"\tcall\t{name}\n") for name in "xyz"]
    asking = agent(concurrency=1)
    asking.act([observation("a"), observation("a"), observation("b")])
    again = [observation("a", "bad 1"), observation("a", "bad 2")]
    asking.act(again)
    asking.act([observation("b", "bad 3")])
    assert server.prompts()[3:] == [
        render_refinement(again[0], "\tcall\tx\n"),
        render_refinement(again[1], "\tcall\ty\n"),
        render_refinement(observation("b", "bad 3"), "\tcall\tz\n"),
    ]


def test_feedback_on_an_unknown_text_gives_the_plain_prompt(server, agent):
    """After a restart the last text is not known, and the model is not told of one."""
    agent().act([observation(feedback="timeout: test 2")])
    assert server.prompts() == [render(observation())]


def test_independent_draws_ignore_feedback(server, agent):
    """Best of N: each attempt gets the same prompt."""
    asking = agent(attempts=3, refine=False, temperature=0.8)
    for feedback in ("", "timeout: test 2"):
        asking.act([observation(feedback=feedback)])
    assert asking.attempts == 3
    assert server.prompts() == [render(observation())] * 2


# -------------------------------------------------------------------------------------------------------- arguments


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"attempts": 2, "refine": False}, "2 attempts at temperature 0"),
        ({"attempts": 2}, "2 attempts at temperature 0 are one text; .*--max-turns"),
        ({"attempts": 0}, "attempts is 0"),
        ({"temperature": -1}, "temperature is -1"),
        ({"temperature": float("nan")}, "temperature is nan"),
        ({"temperature": "hot"}, "temperature is 'hot'"),
        ({"max_new_tokens": 0}, "max_new_tokens is 0"),
        ({"seed": 0.5}, "seed is 0.5"),
        ({"concurrency": 0}, "concurrency is 0"),
        ({"retries": -1}, "retries is -1"),
        ({"timeout_s": 0}, "timeout_s is 0"),
        ({"total_timeout_s": float("inf")}, "total_timeout_s is inf"),
        ({"extra": "x"}, "extra is 'x'"),
        ({"device": "cpu"}, "unknown argument 'device'; with base_url there are also api_key_env, concurrency"),
        ({"base_url": "localhost:8000/v1"}, "base_url is not of the form"),
        ({"base_url": "ftp://host/v1"}, "base_url is not of the form"),
        ({"base_url": "http://user:hush@host/v1"}, "base_url is not of the form"),
        ({"base_url": "http://host:port/v1"}, "base_url is not of the form"),
        ({"base_url": "http://host/v 1"}, "base_url is not of the form"),
        ({"base_url": 8000}, "base_url is not of the form"),
        ({"base_url": None, "concurrency": 2}, "unknown argument 'concurrency'; without base_url"),
    ],
)
def test_a_bad_argument_is_named(arguments, said):
    """Each bad argument gives an error that says which and what to give."""
    with pytest.raises(ArgumentError, match=said) as caught:
        ZeroShot("m", **{"base_url": "http://localhost/v1", **arguments})
    assert "hush" not in str(caught.value)


def test_a_temperature_of_the_endpoint_is_one():
    """Reasoning models take none and draw all the same."""
    assert ZeroShot("m", base_url="http://localhost/v1", attempts=2, extra={"temperature": None}).attempts == 2


def test_a_model_must_be_named():
    """A model's name is a text."""
    with pytest.raises(ArgumentError, match="model is 7"):
        ZeroShot(7, base_url="http://localhost/v1")


@pytest.mark.parametrize("key", ["hush\nX-Evil: 1", "h\u00fcsh"])
def test_a_broken_key_is_not_shown(monkeypatch, key):
    """A key that cannot be sent is an error that names the variable and not the key."""
    monkeypatch.setenv(KEY, key)
    with pytest.raises(ArgumentError, match=KEY) as caught:
        ZeroShot("m", base_url="http://localhost/v1", api_key_env=KEY)
    assert key[-3:] not in str(caught.value)


def test_a_secret_in_the_address_is_sent_and_not_shown(server, agent):
    """Some servers want the key in the query; messages leave it out."""
    server.faults = [Answer(404)]
    with pytest.raises(ArgumentError) as caught:
        agent(base_url=f"{server.url}?key=hush").act([observation()])
    assert server.requests[0][0] == "/v1/chat/completions?key=hush"
    assert "hush" not in str(caught.value)


def test_the_module_is_light():
    """Asking an endpoint needs no torch."""
    script = "import sys, agents.zero_shot; print(sorted({'torch', 'transformers'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


# ------------------------------------------------------------------------------------------------- the command line


def test_the_command_plays_an_episode(server, capsys):
    """Run as a module, the agent plays through the environment: a copy of the baseline is a copy, worth 0."""
    server.reply = lambda body: completion(f"```\n{extract(body['messages'][0]['content'])}```")
    arguments = ["--model", "m", "--base-url", server.url, "--agent-arg", "temperature=0.5", "--episodes", "1"]
    main([*arguments, "--num-envs", "1", "--agent-arg", "api_key_env=" + KEY])
    out = capsys.readouterr().out
    assert "copy of the baseline" in out
    assert "Usage(replies=1, prompt_tokens=10" in out
    assert server.bodies()[0]["temperature"] == 0.5


def test_the_command_says_what_is_wrong(capsys):
    """A bad argument ends the command with one line."""
    with pytest.raises(SystemExit) as caught:
        main(["--model", "m", "--base-url", "nowhere"])
    assert caught.value.code == 2
    assert "base_url is not of the form" in capsys.readouterr().err


# ---------------------------------------------------------------------------------------------------- a local model

CHATML = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% if brief %}brief\n{% endif %}{% endif %}"
)
CONTEXT_TOKENS = 2048


class TinyModel:
    """A Qwen2 with random weights and a tokenizer of bytes, made on the spot."""

    def __init__(self):
        self.torch = pytest.importorskip("torch", reason="a local model needs torch")
        self.transformers = pytest.importorskip("transformers", reason="a local model needs transformers")
        tokenizers = pytest.importorskip("tokenizers")
        whole = tokenizers.Tokenizer(tokenizers.models.BPE())
        whole.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
        whole.decoder = tokenizers.decoders.ByteLevel()
        whole.post_processor = tokenizers.processors.TemplateProcessing(
            single="<|endoftext|> $A", special_tokens=[("<|endoftext|>", 0)]
        )
        trainer = tokenizers.trainers.BpeTrainer(
            vocab_size=400,
            special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
            initial_alphabet=tokenizers.pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        )
        whole.train_from_iterator(["\tmovl\t$12345, %eax\n\tret\n", "    int f;\n\n\n\n"] * 20, trainer)
        self.tokenizer = self.transformers.PreTrainedTokenizerFast(
            tokenizer_object=whole, eos_token="<|im_end|>", pad_token="<|endoftext|>"
        )
        self.torch.manual_seed(2)
        config = self.transformers.Qwen2Config(
            vocab_size=len(self.tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2,
            num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=CONTEXT_TOKENS,
            eos_token_id=self.tokenizer.eos_token_id, bos_token_id=None, initializer_range=0.2,
        )  # fmt: skip
        self.model = self.transformers.Qwen2ForCausalLM(config).eval()

    def save(self, folder, *, template=None, **generation):
        """Writes the model; `generation` are settings that the checkpoint recommends."""
        self.tokenizer.chat_template = template
        self.tokenizer.save_pretrained(folder)
        for name, value in generation.items():
            setattr(self.model.generation_config, name, value)
        self.model.save_pretrained(folder)
        self.model.generation_config = self.transformers.GenerationConfig(eos_token_id=self.tokenizer.eos_token_id)
        return str(folder)

    def continuation(self, prompt, tokens, add_special_tokens=True):
        """The likeliest next token ids after a text, found one by one, up to the end of the reply."""
        ids, new = self.tokenizer(prompt, add_special_tokens=add_special_tokens).input_ids, []
        for _ in range(tokens):
            with self.torch.no_grad():
                logits = self.model(self.torch.tensor([ids + new])).logits[0, -1]
            new.append(int(logits.argmax()))
            if new[-1] == self.tokenizer.eos_token_id:
                return new[:-1]
        return new


@pytest.fixture(scope="module")
def tiny():
    """The model, made once."""
    return TinyModel()


@pytest.fixture
def load(monkeypatch):
    """load(folder, **arguments) gives an agent; the tests' own process stays on its cores."""
    monkeypatch.setattr(asm_gym, "leave_timing_cores", lambda *_: None)
    return lambda folder, **arguments: ZeroShot(folder, **{"threads": 1, "max_new_tokens": 6, **arguments})


def test_a_batch_gives_what_single_prompts_give(tiny, load, tmp_path):
    """Prompts of different lengths in one batch are answered as if alone: what fills them up is not seen."""
    asking = load(tiny.save(tmp_path), batch_size=8)
    assert asking.batch_size == 8
    batch = [observation("f" * length) for length in (1, 40, 7)]
    alone = [asking.act([one])[0] for one in batch]
    assert asking.act(batch) == alone
    expected = [extract(tiny.tokenizer.decode(tiny.continuation(render(one), 6))) for one in batch]
    assert alone == expected
    assert len(set(alone)) > 1


def test_the_chat_template_is_used(tiny, load, tmp_path):
    """A model that has a chat template is spoken to with it, and with the variables given for it, and nothing else."""
    asking = load(tiny.save(tmp_path, template=CHATML), template_args={"brief": True})
    said = f"<|im_start|>user\n{render(observation())}<|im_end|>\n<|im_start|>assistant\nbrief\n"
    expected = tiny.continuation(said, 6, add_special_tokens=False)
    assert asking.act([observation()]) == [extract(tiny.tokenizer.decode(expected))]
    assert asking.usage.prompt_tokens == len(tiny.tokenizer(said, add_special_tokens=False).input_ids)


def test_the_folder_s_own_tokenizer_is_used(tiny, load, tmp_path):
    """Ids are those of the tokenizer that was saved, not those of the model kind's usual one."""
    folder = tiny.save(tmp_path)
    odd = {"c_source": "a  b\n\n\n\n 12345 e\u0301", "assembly": "", "feedback": ""}
    expected = tiny.tokenizer(render(odd)).input_ids
    assert tiny.transformers.AutoTokenizer.from_pretrained(folder)(render(odd)).input_ids != expected
    asking = load(folder)
    asking.act([odd])
    assert asking.usage.prompt_tokens == len(expected)


def test_a_reply_ends_where_the_checkpoint_says(tiny, load, tmp_path):
    """Tokens that end a reply by the checkpoint's settings are not part of it."""
    ids = tiny.continuation(render(observation()), 6)
    end = next(place for place in range(1, len(ids)) if ids[place] not in ids[:place])
    asking = load(tiny.save(tmp_path, eos_token_id=[ids[end], tiny.tokenizer.eos_token_id]))
    assert asking.act([observation()]) == [extract(tiny.tokenizer.decode(ids[:end]))]
    assert (asking.usage.completion_tokens, asking.usage.cut_off) == (end + 1, 0)


def test_nothing_but_the_temperature_shapes_what_is_drawn(tiny, load, tmp_path):
    """The checkpoint's top_k and penalty do not bend the choice, and the seed decides what is drawn."""
    folder = tiny.save(tmp_path, do_sample=True, top_k=1, repetition_penalty=0.01)
    drawn = [load(folder, temperature=2.0, seed=seed).act([observation()] * 4) for seed in (0, 0, 1)]
    assert len(set(drawn[0])) > 1
    assert drawn[0] == drawn[1] != drawn[2]
    likeliest = tiny.continuation(render(observation()), 6)
    assert load(folder).act([observation()]) == [extract(tiny.tokenizer.decode(likeliest))]


def test_every_token_may_be_drawn(tiny, load, tmp_path):
    """Not only the fifty likeliest tokens, as transformers would have it, are drawn from."""
    asking = load(tiny.save(tmp_path), temperature=100.0, max_new_tokens=1, batch_size=200)
    assert len(set(asking.act([observation()] * 200))) > 60


def test_a_prompt_beyond_the_context_is_an_error(tiny, load, tmp_path):
    """A prompt that does not fit is not cut silently; one that nearly fills the context gets what is left."""
    asking = load(tiny.save(tmp_path))
    with pytest.raises(ArgumentError, match=rf"the prompt has \d+ tokens and the model's context {CONTEXT_TOKENS}"):
        asking.act([observation("\u20ac" * CONTEXT_TOKENS)])
    base = len(tiny.tokenizer(render(observation(""))).input_ids)
    room = CONTEXT_TOKENS - base
    one = observation("")
    one["c_source"] = one["c_source"] + "\u00ff" * ((room - 3) // 2)
    left = CONTEXT_TOKENS - len(tiny.tokenizer(render(one)).input_ids)
    assert 1 <= left < 6
    asking.act([one])
    assert (asking.usage.completion_tokens, asking.usage.cut_off) == (left, 1)


def test_a_batch_that_needs_too_much_memory_is_halved(tiny, load, tmp_path, monkeypatch):
    """Where memory does not suffice for a batch, smaller ones are tried, and answers keep their order."""
    asking = load(tiny.save(tmp_path))
    batch = [observation(name) for name in ("f", "many_digits" * 9, "x = 12345")]
    expected = asking.act(batch)
    assert len(set(expected)) == 3
    kind, sizes = tiny.transformers.Qwen2ForCausalLM, []
    generate, most = kind.generate, 1

    def stingy(self, **arguments):
        sizes.append(len(arguments["input_ids"]))
        if sizes[-1] > most:
            raise tiny.torch.OutOfMemoryError
        return generate(self, **arguments)

    monkeypatch.setattr(kind, "generate", stingy)
    assert asking.act(batch) == expected
    assert sizes == [3, 1, 1, 1]
    most = 0
    with pytest.raises(ModelError, match="no memory"):
        asking.act(batch[:1])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"batch_size": 0}, "batch_size is 0"),
        ({"threads": 0}, "threads is 0"),
        ({"device": "abacus"}, "cannot load model .*abacus"),
        ({"dtype": "float7"}, "cannot load model .*float7"),
        ({"template_args": 3}, "template_args is 3"),
        ({"model_args": 3}, "model_args is 3"),
    ],
)
def test_a_bad_argument_of_a_local_model_is_named(tiny, load, tmp_path, arguments, said):
    """What cannot be loaded gives an error that names the argument."""
    with pytest.raises(ArgumentError, match=said):
        load(tiny.save(tmp_path), **arguments)


def test_a_folder_without_a_model_is_an_error(tiny, load, tmp_path):
    """An error names the folder in which no model is."""
    with pytest.raises(ArgumentError, match=r"cannot load model '.*/empty': .*; give a folder"):
        load(str(tmp_path / "empty"))


@pytest.mark.parametrize(
    ("by", "timing_cores"),
    [("the agent", "auto"), ("asm-gym", "auto"), ("asm-gym", str(min(os.sched_getaffinity(0))))],
)
def test_torch_starts_off_the_timing_cores_and_is_named_when_missing(tmp_path, by, timing_cores):
    """Timing cores are left before torch is imported, once; without torch the error says what to install."""
    stub = "import os; print(sorted(os.sched_getaffinity(0))); raise ImportError('none', name='torch')\n"
    (tmp_path / "torch.py").write_text(stub)
    script = (
        "import asm_gym, agents.zero_shot\n"
        f"print(sorted(asm_gym.plan_cores({timing_cores!r}).building))\n"
        f"if {by == 'asm-gym'}: asm_gym.leave_timing_cores({timing_cores!r})\n"
        "try:\n    agents.zero_shot.ZeroShot('m')\nexcept asm_gym.ArgumentError as error:\n    print(error)\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, env=environment, check=True
    )
    planned, found, error = done.stdout.splitlines()
    assert found == planned
    assert "needs torch: pip install" in error
