"""Tests of asm_gym.spaces."""

import copy
import gc
import json
import os
import pickle
import time
from functools import partial

import gymnasium
import numpy as np
import pytest
from gymnasium import spaces
from gymnasium.envs.registration import EnvSpec
from gymnasium.spaces.utils import flatdim, flatten, flatten_space, unflatten
from gymnasium.utils.env_checker import check_env
from gymnasium.vector import AsyncVectorEnv, AutoresetMode, SyncVectorEnv
from gymnasium.vector.utils import batch_space, iterate
from hypothesis import given
from hypothesis import strategies as st

from asm_gym.errors import ArgumentError
from asm_gym.spaces import AsmText, SharedSlots, SharedTexts

BOUND = 1 << 20
CONTEXTS = [None, "fork", "spawn", "forkserver"]


class EchoEnv(gymnasium.Env):
    """Observes the number of the step, its own name and the action, as texts."""

    metadata = {"render_modes": []}  # noqa: RUF012 - gymnasium's own interface

    def __init__(self, name, nested=True, length=3, max_bytes=BOUND):
        self.name, self.nested, self.length = name, nested, length
        text = AsmText(max_bytes)
        self.action_space = AsmText(max_bytes)
        self.observation_space = (
            spaces.Dict(
                {
                    "echo": text,
                    "inner": spaces.Dict({"step": AsmText(16)}),
                    "both": spaces.Tuple((AsmText(64), spaces.Box(0, 9, (2,)))),
                }
            )
            if nested
            else text
        )

    def _observe(self, echo):
        if not self.nested:
            return echo
        box = np.full(2, self.count, dtype=np.float32)
        return {"echo": echo, "inner": {"step": str(self.count)}, "both": (self.name, box)}

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.count = 0
        return self._observe(""), {}

    def step(self, action):
        self.count += 1
        return self._observe(f"{self.name}:{action}"), 0.0, self.count >= self.length, False, {}


def makers(**arguments):
    return [partial(EchoEnv, name, **arguments) for name in ("é", "second", "z" * 40)]


def test_membership():
    """Members are texts within the bound in bytes, without NUL and lone surrogates."""
    space = AsmText(4)
    for text in ("", "ret\n", "é\té"[:2], "éé", "\U0001f600", np.str_("ab")):
        assert text in space, repr(text)
    for value in (
        "ret\n\n",
        "ééa",
        "\U0001f600a",
        "a\0",
        "\ud800",
        "\udc80",
        b"ret",
        4,
        None,
        ["a"],
    ):
        assert value not in space, repr(value)


@given(text=st.text(alphabet=st.characters(), max_size=8), max_bytes=st.integers(1, 12))
def test_membership_is_the_utf8_length(text, max_bytes):
    """For any text, membership is what encoding it says."""
    try:
        expected = len(text.encode()) <= max_bytes and "\0" not in text
    except UnicodeEncodeError:
        expected = False
    assert (text in AsmText(max_bytes)) == expected


def test_membership_is_cheap():
    """Checking a megabyte takes far less than the 80 ms of a check of every character."""
    space, text = AsmText(BOUND), "x" * BOUND
    start_s = time.process_time()
    for _ in range(10):
        assert text in space
    assert (time.process_time() - start_s) / 10 < 0.02


@pytest.mark.parametrize("max_bytes", [0, -1, 2.5, "9", None])
def test_a_bad_bound_is_refused(max_bytes):
    """The bound must be a positive integer."""
    with pytest.raises(ArgumentError, match="expected a positive integer"):
        AsmText(max_bytes)


def test_samples_are_members_and_follow_the_seed():
    """Equal seeds give equal sequences of short ASCII members, and samples vary."""
    first, second = AsmText(BOUND, seed=5), AsmText(BOUND)
    second.seed(5)
    drawn = [first.sample() for _ in range(20)]
    assert drawn == [second.sample() for _ in range(20)]
    assert len(set(drawn)) > 10
    assert all(text in first and text.isascii() and "main:" in text for text in drawn)
    assert max(map(len, drawn)) < 1000


@pytest.mark.parametrize("max_bytes", [1, 5, 30])
def test_samples_keep_a_small_bound(max_bytes):
    """Samples of a tiny space are members too."""
    space = AsmText(max_bytes, seed=1)
    assert all(space.sample() in space for _ in range(10))


def test_sample_arguments():
    """The arguments of Space.sample are accepted while they ask for nothing."""
    space = AsmText(99, seed=1)
    assert space.sample(mask=None, probability=None) in space
    assert spaces.Dict({"a": space}).sample(mask={"a": None})["a"] in space
    for arguments in ({"mask": (3, None)}, {"probability": (3, None)}):
        with pytest.raises(ArgumentError, match="leave mask and probability out"):
            space.sample(**arguments)


def test_equality_repr_and_pickling():
    """A space equals another of the same bound, prints as it is made, and survives pickling."""
    space = AsmText(99, seed=3)
    assert space == AsmText(99) != AsmText(98)
    assert space != spaces.Text(99)
    assert eval(repr(space)) == space
    twin = pickle.loads(pickle.dumps(space))
    assert twin == space
    assert twin.sample() == space.sample()
    assert copy.deepcopy(space) == space


def test_json_round_trip():
    """A batch of texts goes through JSON unchanged."""
    space, batch = AsmText(99), ("", "é\n\t", "ret")
    assert space.from_jsonable(json.loads(json.dumps(space.to_jsonable(batch)))) == list(batch)


def test_flattening_keeps_texts():
    """A text flattens to itself, alone and in a Dict, and never to an array."""
    space = AsmText(99)
    assert space.is_np_flattenable is False
    assert flatten_space(space) == space
    assert unflatten(space, flatten(space, "ret")) == "ret"
    with pytest.raises(ValueError, match="cannot be flattened"):
        flatdim(space)
    whole = spaces.Dict({"a": space, "n": spaces.Discrete(2)})
    flat = flatten(whole, {"a": "ret", "n": 1})
    assert flat["a"] == "ret"
    assert flat in flatten_space(whole)
    assert unflatten(whole, flat) == {"a": "ret", "n": 1}


def test_a_batch_of_texts_is_iterated_text_by_text():
    """Iterating a batched space gives whole texts, and its copies sample differently."""
    batched = batch_space(AsmText(99, seed=1), 3)
    assert list(iterate(batched, ("ret", "nop", "hlt"))) == ["ret", "nop", "hlt"]
    assert len(set(batched.sample())) > 1
    whole = batch_space(spaces.Dict({"a": AsmText(9), "b": spaces.Tuple((AsmText(9),))}), 2)
    items = {"a": ("x1", "x2"), "b": (("y1", "y2"),)}
    assert list(iterate(whole, items)) == [{"a": "x1", "b": ("y1",)}, {"a": "x2", "b": ("y2",)}]


def test_check_env_is_silent():
    """gymnasium's checker has nothing to say about the space, alone or in a Dict."""
    for nested in (False, True):
        spec = EnvSpec("Echo-v0", entry_point=EchoEnv, kwargs={"name": "a", "nested": nested})
        check_env(gymnasium.make(spec).unwrapped)


def assert_right_texts(envs):
    """Steps an environment made by `makers()` and checks every text of every step."""
    names = ("é", "second", "z" * 40)
    actions = [("ret", "é\U0001f600", ""), ("x" * BOUND_USED, "nop", "hlt\n"), ("a", "b", "c")]
    kept = [envs.reset(seed=1)[0]]
    kept += [envs.step(action)[0] for action in actions]
    assert all(observation in envs.observation_space for observation in kept)
    # Compared only now: what an earlier step returned must not have changed since.
    assert [observation["inner"]["step"] for observation in kept] == [(n,) * 3 for n in "0123"]
    assert all(observation["both"][0] == names for observation in kept)
    assert [observation["both"][1][2, 0] for observation in kept] == [0.0, 1.0, 2.0, 3.0]
    assert kept[0]["echo"] == ("", "", "")
    for observation, action in zip(kept[1:], actions, strict=True):
        assert observation["echo"] == tuple(f"{n}:{a}" for n, a in zip(names, action, strict=True))
    assert all(isinstance(observation["echo"], tuple) for observation in kept)


BOUND_USED = 100_000


def test_sync_vector_env():
    """SyncVectorEnv gives the right texts in nested spaces."""
    envs = SyncVectorEnv(makers())
    assert_right_texts(envs)
    envs.close()


@pytest.mark.parametrize("context", CONTEXTS)
def test_async_vector_env_with_shared_memory(context):
    """AsyncVectorEnv, left at its defaults, gives the right texts however it starts workers."""
    envs = AsyncVectorEnv(makers(), context=context)
    assert envs.shared_memory
    assert_right_texts(envs)
    envs.close()


def test_async_vector_env_without_shared_memory():
    """AsyncVectorEnv gives the right texts through pipes as well."""
    envs = AsyncVectorEnv(makers(), shared_memory=False)
    assert_right_texts(envs)
    envs.close()


@pytest.mark.parametrize("vector", [SyncVectorEnv, AsyncVectorEnv])
def test_a_bare_text_observation(vector):
    """The space works as the whole observation too, not only inside a Dict."""
    envs = vector(makers(nested=False))
    first, _ = envs.reset(seed=0)
    second, *_ = envs.step(envs.action_space.sample())
    third, *_ = envs.step(["a", "b", "c"])
    assert all(observation in envs.observation_space for observation in (first, second, third))
    assert first == ("", "", "")
    assert second[1].startswith("second:\t.globl")
    assert third == ("é:a", "second:b", "z" * 40 + ":c")
    envs.close()


@pytest.mark.parametrize("vector", [SyncVectorEnv, AsyncVectorEnv])
@pytest.mark.parametrize("mode", [AutoresetMode.NEXT_STEP, AutoresetMode.SAME_STEP])
def test_autoreset(vector, mode):
    """Texts are right over the end of an episode, also where the last one was long."""
    envs = vector(makers(length=1), autoreset_mode=mode)
    envs.reset(seed=0)
    ended, _, terminated, _, infos = envs.step(("long" * 50,) * 3)
    assert terminated.all()
    if mode is AutoresetMode.SAME_STEP:
        assert infos["final_obs"][1]["echo"] == "second:" + "long" * 50
    else:
        assert ended["echo"][1] == "second:" + "long" * 50
        ended, *_ = envs.step(("ignored",) * 3)
    assert ended["echo"] == ("", "", "")
    assert ended["inner"]["step"] == ("0", "0", "0")
    envs.close()


def test_async_vector_env_without_copies_gives_a_live_view():
    """With copy=False one object is returned every time, and it shows the present texts."""
    envs = AsyncVectorEnv(makers(nested=False), copy=False)
    view, _ = envs.reset(seed=0)
    again, *_ = envs.step(("a", "b", "c"))
    assert view is again
    assert isinstance(view, SharedTexts)
    assert list(view) == ["é:a", "second:b", "z" * 40 + ":c"]
    envs.close()


def test_different_spaces_are_refused_together():
    """Environments of different bounds cannot share slots of one size."""
    two = [partial(EchoEnv, "a", nested=False, max_bytes=size) for size in (64, 65)]
    for mode in ("same", "different"):
        with pytest.raises((AssertionError, RuntimeError)):
            SyncVectorEnv(two, observation_mode=mode)
    envs = SyncVectorEnv(makers(nested=False), observation_mode="different")
    assert envs.observation_space == spaces.Tuple([AsmText(BOUND)] * 3)
    envs.close()


def test_shared_texts_act_like_a_sequence():
    """The view has length, indexing from both ends, slices and iteration."""
    slots = SharedSlots(3, 20)
    view = SharedTexts(slots)
    for index, text in enumerate(("a", "éé", "")):
        slots.write(index, text)
    assert len(view) == 3
    assert (view[0], view[-2], view[1:]) == ("a", "éé", ("éé", ""))
    assert "éé" in view
    assert repr(view) == "SharedTexts('a', 'éé', '')"
    with pytest.raises(IndexError):
        view[3]


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda view: pickle.loads(pickle.dumps(view))])
def test_a_copy_of_shared_texts_is_a_plain_tuple(duplicate):
    """Every kind of copy is a tuple of the present texts and does not change afterwards."""
    slots = SharedSlots(1, 20)
    slots.write(0, "before")
    taken = duplicate(SharedTexts(slots))
    slots.write(0, "after")
    assert taken == ("before",)
    assert type(taken) is tuple


def test_slots_take_texts_up_to_their_capacity():
    """A slot holds its whole capacity without touching its neighbours, and no byte more."""
    slots = SharedSlots(3, 13)
    for index, text in enumerate(("a" * 13, "é" * 6 + "b", "c" * 13)):
        slots.write(index, text)
    slots.write(1, "d")
    assert [slots.read(index) for index in range(3)] == ["a" * 13, "d", "c" * 13]
    with pytest.raises(ArgumentError, match="text has 14 bytes, its space allows 13"):
        slots.write(1, "é" * 7)
    with pytest.raises(ArgumentError, match="lone surrogate at character 1"):
        slots.write(1, "a\ud800")
    assert slots.read(1) == "d"


def test_slots_take_memory_only_for_what_is_written():
    """A gigabyte of slots costs some pages while their texts are short."""
    slots = SharedSlots(1024, BOUND)
    for index in range(0, 1024, 100):
        slots.write(index, "ret\n")
    files = [
        os.stat(f"/proc/self/fd/{fd}")
        for fd in os.listdir("/proc/self/fd")
        if "asm_gym_texts" in os.path.realpath(f"/proc/self/fd/{fd}")
    ]
    largest = max(files, key=lambda file: file.st_size)
    assert largest.st_size > 1024 * BOUND
    assert 0 < largest.st_blocks * 512 < BOUND
    assert slots.read(100) == "ret\n"


def test_slots_close_their_file():
    """Dropped slots give their file descriptor back."""
    gc.collect()
    before = len(os.listdir("/proc/self/fd"))
    slots = SharedSlots(2, 10)
    assert len(os.listdir("/proc/self/fd")) > before
    del slots
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) == before
