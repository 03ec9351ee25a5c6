"""Tests of asm_gym.reward_fn: one function, called as TRL and verl call theirs."""

import asyncio
import gc
import json
import multiprocessing
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from asm_gym import compile_c, make_reward_fn, strip_fences
from asm_gym.errors import ArgumentError, DatasetError, SandboxError

PROGRAM = (
    '#include <stdio.h>\nint main(void) {{ int x; return scanf("%d", &x) == 1 ? !printf("%d\\n", x + {0}) : 2; }}\n'
)
RIGHT = {f"add{k}": compile_c(PROGRAM.format(k)) for k in (1, 2)}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """Two tiny programs."""
    path = tmp_path_factory.mktemp("reward") / "tiny.jsonl"
    tests = {k: [{"stdin": f"{x}\n", "stdout": f"{x + k}\n"} for x in (1, 5, -7)] for k in (1, 2)}
    lines = [{"id": f"add{k}", "c_code": PROGRAM.format(k), "tests": tests[k]} for k in (1, 2)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return str(path)


@pytest.fixture(scope="module")
def score(dataset):
    """The function."""
    score = make_reward_fn(dataset, "correctness_guided_speedup", tests_per_step=3)
    yield score
    score.close()


def fenced(text):
    """A model's reply."""
    return f"Sure! Here it is:\n```asm\n{text}```\nIt is faster."


def test_rewards_in_order(score):
    """Each text gets the reward of its own problem: right, wrong, and none."""
    texts = [RIGHT["add1"], RIGHT["add1"], "bad", RIGHT["add2"]]
    assert score(["add1", "add2", "add1", "add2"], texts) == [11.0, 0.0, -1.0, 11.0]
    assert score([], []) == []


def test_the_event_loop_is_not_blocked(score):
    """The async twin gives the same, and other coroutines run meanwhile."""

    async def main():
        done = asyncio.Event()
        ticks = 0

        async def tick():
            nonlocal ticks
            while not done.is_set():
                ticks += 1
                await asyncio.sleep(0.001)

        ticker = asyncio.create_task(tick())
        batches = [score.acall(["add1", "add2"], [RIGHT["add1"], f"bad {n}"]) for n in range(40)]
        results = await asyncio.gather(*batches)
        done.set()
        await ticker
        return results, ticks

    results, ticks = asyncio.run(main())
    assert results == [[11.0, -1.0]] * 40
    assert ticks > 5  # a blocked loop ticks before and after, three times at most


@pytest.mark.parametrize("conversational", [False, True], ids=["texts", "conversations"])
def test_as_trl_calls_it(score, conversational):
    """Keyword arguments, columns as lists, and a name; a reply may be a text or a conversation."""
    replies = [fenced(RIGHT["add1"]), "I cannot do that."]
    completions = [[{"role": "assistant", "content": one}] for one in replies] if conversational else replies
    reward = score.trl_reward
    assert reward.__name__ == "trl_reward"
    found = reward(
        prompts=["p", "p"], completions=completions, completion_ids=[[1], [2]], problem_id=["add1", "add2"],
        other_column=[0, 0], trainer_state=None, log_extra=print, log_metric=print,
    )  # fmt: skip
    assert found == [11.0, -1.0]


def test_as_verl_calls_it(score):
    """One reply at a time; the problem's id is the ground truth or in extra_info."""
    reply = fenced(RIGHT["add2"])
    found = score.compute_score(
        data_source="asm", solution_str=reply, ground_truth="add2", extra_info={"index": 3}, timeout_s=10
    )
    assert found == 11.0
    assert score.compute_score("asm", reply, "", {"problem_id": "add1"}) == 0.0
    assert score.compute_score("asm", reply, "add2", None) == 11.0


def test_a_pickled_one_works_in_another_process(score):
    """Trainers send their reward function to workers; each starts a backend of its own."""
    again = pickle.loads(pickle.dumps(score))
    assert again(["add1"], ["bad"]) == [-1.0]
    again.close()
    pickle.loads(pickle.dumps(score.compute_score))
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        results = pool.starmap(score, [(["add1"], [RIGHT["add1"]]), (["add2"], ["bad"])])
        pool.apply(gc.collect)
    assert results == [[11.0], [-1.0]]


def test_threads(score):
    """Several threads may call it at once."""
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda n: score(["add1", "add2"], [RIGHT["add1"], f"bad {n}"]), range(12)))
    assert found == [[11.0, -1.0]] * 12


def test_what_was_finished_is_not_lost(score, monkeypatch):
    """A fault of ours is raised and has the other texts' rewards with it."""
    backend = score._backend.started()
    evaluate = backend.evaluate

    def faulty(problem, text, **options):
        if text == "the supervisor dies here":
            msg = "the supervisor ended"
            raise SandboxError(msg)
        return evaluate(problem, text, **options)

    monkeypatch.setattr(backend, "evaluate", faulty)
    with pytest.raises(SandboxError, match="the supervisor ended") as caught:
        score(["add1"] * 3, [RIGHT["add1"], "the supervisor dies here", "bad"])
    assert caught.value.rewards == [11.0, None, -1.0]


@pytest.mark.parametrize(
    ("ids", "texts", "said"),
    [
        (["add1"], [], "1 problem ids for 0 texts"),
        (["ad1"], ["bad"], r"no problem 'ad1' in .*Did you mean 'add1'\?"),
        (["add1"], [b"bad"], "the text for 'add1' is bytes"),
    ],
)
def test_calls_that_cannot_be_meant(score, ids, texts, said):
    """Lengths, ids and types are checked before anything runs."""
    with pytest.raises(ArgumentError, match=said):
        score(ids, texts)


def test_settings_that_cannot_be_meant(dataset):
    """A wrong setting is refused when the function is made, not at its first call."""
    with pytest.raises(ArgumentError, match=r"unknown argument 'test_per_step'.*Did you mean 'tests_per_step'"):
        make_reward_fn(dataset, test_per_step=3)
    with pytest.raises(ArgumentError, match="backend='roy' is not one of local, ray"):
        make_reward_fn(dataset, backend="roy")
    with pytest.raises(ArgumentError, match="unknown reward"):
        make_reward_fn(dataset, "speed")
    with pytest.raises(DatasetError):
        make_reward_fn("nowhere.jsonl")


def test_close_leaves_no_thread(dataset):
    """After close there is no thread of it, and the next call starts again."""
    before = set(threading.enumerate())
    score = make_reward_fn(dataset)
    for _ in range(2):
        assert score(["add1"], ["bad"]) == [-1.0]
        score.close()
        score.close()
        assert set(threading.enumerate()) <= before


def test_fences_are_stripped():
    """A reply's fenced assembly, or all of it."""
    assert strip_fences("a\n```c\nint x;\n```\n```asm\nret\n```\n") == "ret\n"
    assert strip_fences("ret\n") == "ret\n"


def test_replies_without_a_text_are_empty_ones(score):
    """A tool call, an empty conversation and None are scored as no text at all; text parts are joined."""
    parts = [{"type": "text", "text": fenced(RIGHT["add1"])}]
    completions = [None, [], [{"role": "assistant", "content": None}], [{"role": "assistant", "content": parts}]]
    assert score.trl_reward(prompts=[""] * 4, completions=completions, problem_id=["add1"] * 4) == [-1.0] * 3 + [11.0]
    with pytest.raises(ArgumentError, match="completion 1 is int"):
        score.trl_reward(prompts=[""] * 2, completions=["a", 3], problem_id=["add1"] * 2)
    with pytest.raises(ArgumentError, match="one string"):
        score("add1", "bad")
    assert score.__name__ == "asm_gym_correctness_guided_speedup"
