"""agents.checkpoints: whole or absent, few, loadable anywhere, and stopping by signals."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("peft", reason="pip install -e '.[agents]'")

import peft
import torch
import transformers
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from agents import checkpoints
from agents.checkpoints import StopRequest, latest, load_state, save
from agents.language_model import Sampling
from agents.local_model import LocalModel
from asm_gym import ArgumentError
from tests.small_checkpoints import Files, store

ROOT = Path(__file__).resolve().parent.parent
TEXT = "\tmovl\t$1, %eax\n\tret\n"


def names(folder):
    """What lies in the folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="module")
def tiny():
    """A Qwen2 of a few thousand weights and a tokenizer with one pre-token a line."""
    text = Tokenizer(models.BPE())
    text.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split("\n", "merged_with_previous"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    text.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=300, initial_alphabet=alphabet, special_tokens=["<eos>", "<pad>"])
    text.train_from_iterator([TEXT] * 9, trainer)
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_object=text, eos_token="<eos>", pad_token="<pad>")
    torch.manual_seed(0)
    sizes = {"hidden_size": 16, "intermediate_size": 16, "num_attention_heads": 2, "num_key_value_heads": 1}
    ends = {"eos_token_id": 0, "pad_token_id": 1, "bos_token_id": None}
    config = transformers.Qwen2Config(vocab_size=len(tokenizer), num_hidden_layers=1, **sizes, **ends)
    return transformers.Qwen2ForCausalLM(config), tokenizer


@pytest.fixture
def adapted(tiny, tmp_path):
    """The tiny model, loaded from a folder, with a LoRA adapter that changes what it says."""
    model, tokenizer = tiny
    model.save_pretrained(tmp_path / "base")
    tokenizer.save_pretrained(tmp_path / "base")
    return lambda base: _adapt(transformers.AutoModelForCausalLM.from_pretrained(base))


def _adapt(base):
    with pytest.warns(FutureWarning, match="is_gradient_checkpointing"):  # peft's own, with transformers 5.24
        model = peft.get_peft_model(base, peft.LoraConfig(r=2, target_modules="all-linear", task_type="CAUSAL_LM"))
    for name, weights in model.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(weights)
    return model


# ----------------------------------------------------------------------------------------------- atomic, few, in order


def test_a_checkpoint_has_everything_and_a_name_that_sorts(tmp_path):
    """A folder per step: model, tokenizer, state."""
    path = store(tmp_path / "run" / "checkpoints", 120, loss=[1.5, None])
    assert path == tmp_path / "run" / "checkpoints" / "step-00000120"
    assert names(path) == ["model.safetensors", "tokenizer.json", "trainer_state.pt"]
    assert load_state(path) == {"step": 120, "loss": [1.5, None]}


def test_the_last_few_stay(tmp_path):
    """Older checkpoints go, and nothing else is left behind."""
    for step in (0, 5, 90, 100):
        store(tmp_path, step, keep=3)
    assert names(tmp_path) == ["step-00000005", "step-00000090", "step-00000100"]


def test_latest_counts_steps_as_numbers(tmp_path):
    """A hundred million is more than 99,999,999, though its name sorts before."""
    assert latest(tmp_path / "missing") is None
    assert latest(tmp_path) is None
    store(tmp_path, 99_999_999)
    newest = store(tmp_path, 100_000_000)
    assert latest(tmp_path) == newest


def test_latest_ignores_what_is_no_checkpoint(tmp_path):
    """Unfinished folders, folders without a state, files, and other names do not count."""
    good = store(tmp_path, 3)
    shutil.copytree(good, tmp_path / "partial")
    shutil.copytree(good, tmp_path / "discarded")
    shutil.copytree(good, tmp_path / "step-00000009-copy")
    shutil.copytree(good, tmp_path / "step-00000010")
    (tmp_path / "step-00000010" / "trainer_state.pt").unlink()
    (tmp_path / "step-00000011").write_text("")
    assert latest(tmp_path) == good


def test_a_step_is_saved_once(tmp_path):
    """A second save of the same step changes nothing; one of an earlier step is refused."""
    path = store(tmp_path, 7, loss=1.0)
    assert store(tmp_path, 7, loss=2.0) == path
    assert load_state(path)["loss"] == 1.0
    with pytest.raises(ArgumentError, match=r"cannot save step 6 .*: it has step-00000007; resume from it"):
        store(tmp_path, 6)


@pytest.mark.parametrize(("step", "keep", "name"), [(-1, 1, "step"), (1.0, 1, "step"), (1, 0, "keep")])
def test_numbers_that_make_no_sense(tmp_path, step, keep, name):
    """Neither a negative step nor keeping nothing."""
    with pytest.raises(ArgumentError, match=f"{name} is .*; give an integer of at least"):
        save(tmp_path, step, model=None, tokenizer=None, state={}, keep=keep)


DIES = """
import os, pathlib, signal, sys
from agents import checkpoints
from tests.small_checkpoints import store

folder, moment = pathlib.Path(sys.argv[1]), sys.argv[2]
store(folder, 1, keep=1)


def dies(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


def writes_half(value, path):
    path.write_bytes(b"half")
    dies()


if moment == "state":
    checkpoints.torch.save = writes_half
elif moment == "rename":
    pathlib.Path.rename = dies
elif moment == "discard":
    checkpoints.shutil.rmtree = lambda path, **_: dies() if path.name == "discarded" and path.exists() else None
store(folder, 2, keep=1)
"""


@pytest.mark.parametrize(("moment", "survivor"), [("state", 1), ("rename", 1), ("discard", 2)])
def test_a_kill_in_the_middle_leaves_a_usable_checkpoint(tmp_path, moment, survivor):
    """kill -9 while writing, before the new one gets its name, and while the old one goes; then the run goes on."""
    command = [sys.executable, "-c", DIES, str(tmp_path), moment]
    assert subprocess.run(command, check=False, cwd=ROOT).returncode == -signal.SIGKILL
    assert len(names(tmp_path)) == 2  # something was left half done
    path = latest(tmp_path)
    assert load_state(path) == {"step": survivor}
    assert (path / "model.safetensors").read_text() == str(survivor)
    store(tmp_path, 3)
    store(tmp_path, 4, keep=1)
    assert names(tmp_path) == ["step-00000004"]


def test_a_failed_save_leaves_the_former_one(tmp_path, monkeypatch):
    """A full disk is an OSError, and the run's last checkpoint stays."""

    def full(*_):
        raise OSError(28, "No space left on device")

    store(tmp_path, 1)
    with monkeypatch.context() as patch:
        patch.setattr(checkpoints.torch, "save", full)
        with pytest.raises(OSError, match="No space"):
            store(tmp_path, 2)
    assert load_state(latest(tmp_path)) == {"step": 1}
    assert names(store(tmp_path, 2)) == ["model.safetensors", "tokenizer.json", "trainer_state.pt"]


# ------------------------------------------------------------------------------------------------------------ the state


def test_a_state_that_could_not_be_read_is_refused_when_it_is_saved(tmp_path):
    """Objects that would run code when they are loaded are no state."""
    with pytest.raises(ArgumentError, match="it must hold tensors, numbers, strings, lists and dicts only"):
        store(tmp_path, 1, model=Files("x"))
    assert latest(tmp_path) is None


@pytest.mark.parametrize("content", [None, b"", b"half", b"PK\x03\x04 and no more"])
def test_a_state_that_is_no_state(tmp_path, content):
    """Missing, empty, cut off: one clear error."""
    if content is not None:
        (tmp_path / "trainer_state.pt").write_bytes(content)
    with pytest.raises(ArgumentError, match="cannot read"):
        load_state(tmp_path)


def test_nothing_in_a_state_is_executed(tmp_path):
    """A file that someone else wrote can hurt nobody."""

    class Hostile:
        def __reduce__(self):
            return (os.mkdir, (str(tmp_path / "hurt"),))

    torch.save({"x": Hostile()}, tmp_path / "trainer_state.pt")
    with pytest.raises(ArgumentError, match="cannot read"):
        load_state(tmp_path)
    assert not (tmp_path / "hurt").exists()


def test_an_optimizer_goes_on_where_it_was(tmp_path):
    """The states of AdamW and a scheduler come back bit for bit."""

    def fresh():
        weights = torch.nn.Parameter(torch.ones(3))
        optimizer = torch.optim.AdamW([weights], lr=0.1)
        return weights, optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 / (step + 1))

    def train(weights, optimizer, scheduler):
        (weights**3).sum().backward()
        optimizer.step()
        scheduler.step()
        optimizer.zero_grad()

    straight, resumed = fresh(), fresh()
    train(*straight)
    path = store(tmp_path, 1, weights=straight[0].data, parts=[part.state_dict() for part in straight[1:]])
    state = load_state(path)
    resumed[0].data.copy_(state["weights"])
    for part, saved in zip(resumed[1:], state["parts"], strict=True):
        part.load_state_dict(saved)
    for _ in range(2):
        train(*straight)
        train(*resumed)
    assert torch.equal(straight[0], resumed[0])


# ------------------------------------------------------------------------------------------------------------ the model


def test_a_checkpoint_is_a_model(tiny, tmp_path):
    """Plain from_pretrained gives the same weights, and zero_shot's model reads the same tokens."""
    model, tokenizer = tiny
    path = save(tmp_path, 1, model=model, tokenizer=tokenizer, state={}, keep=1)
    loaded = transformers.AutoModelForCausalLM.from_pretrained(path)
    for (name, weights), (other_name, others) in zip(model.named_parameters(), loaded.named_parameters(), strict=True):
        assert (name, weights.dtype) == (other_name, others.dtype)
        assert torch.equal(weights, others)
    (reply,) = LocalModel(str(path), Sampling(max_new_tokens=2)).answer([TEXT])
    assert reply.prompt_tokens == len(tokenizer(TEXT).input_ids) == 2


@pytest.mark.parametrize("relative", [False, True])
def test_an_adapter_is_a_model_too(tiny, adapted, tmp_path, monkeypatch, relative):
    """The adapter alone is written, and plain from_pretrained finds its base model, from any working folder."""
    monkeypatch.chdir(tmp_path)
    model = adapted("base" if relative else tmp_path / "base")
    path = save(tmp_path, 1, model=model, tokenizer=tiny[1], state={}, keep=1)
    assert "adapter_model.safetensors" in names(path)
    assert "model.safetensors" not in names(path)
    monkeypatch.chdir("/")
    loaded = transformers.AutoModelForCausalLM.from_pretrained(path)
    ids = torch.tensor([tiny[1](TEXT).input_ids])
    with torch.no_grad():
        assert torch.equal(model(ids).logits, loaded(ids).logits)
        with model.disable_adapter():
            assert not torch.allclose(model(ids).logits, loaded(ids).logits)
    (reply,) = LocalModel(str(path), Sampling(max_new_tokens=2)).answer([TEXT])
    assert reply.prompt_tokens == ids.shape[1]


def test_an_adapter_of_a_model_without_a_name(tiny, tmp_path):
    """What could never be loaded again is not saved."""
    base = transformers.Qwen2ForCausalLM(tiny[0].config)
    base.name_or_path = base.config.name_or_path = ""
    with pytest.raises(ArgumentError, match="the adapter's base model has no name or folder"):
        save(tmp_path, 1, model=_adapt(base), tokenizer=tiny[1], state={}, keep=1)


# ------------------------------------------------------------------------------------------------------------- stopping


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_and_the_second_interrupts(number, capfd):
    """Ctrl-C or a batch system's SIGTERM; former handlers are back afterwards."""
    former = [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)]
    with StopRequest() as stop:
        assert not stop.requested
        signal.raise_signal(number)
        assert stop.requested
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
    assert [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)] == former
    assert f"{number.name}: stops after this step" in capfd.readouterr().err


LOOP = """
import pathlib, sys, time
from agents.checkpoints import StopRequest
from tests.small_checkpoints import store

with StopRequest() as stop:
    step = 0
    while not stop.requested:
        print("step", step, flush=True)
        time.sleep(0.05)
        step += 1
    store(pathlib.Path(sys.argv[1]), step)
    print("saved", step, flush=True)
    if sys.argv[2] == "2":
        time.sleep(60)
"""


@pytest.mark.parametrize("signals", [1, 2])
def test_a_process_that_is_told_to_stop_saves_first(tmp_path, signals):
    """SIGTERM from outside: the step ends and is saved; the second one ends the process in the middle of a sleep."""
    command = [sys.executable, "-c", LOOP, str(tmp_path), str(signals)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:
        assert process.stdout.readline() == "step 0\n"
        process.terminate()
        saved = next(line for line in process.stdout if line.startswith("saved"))
        if signals == 2:
            process.terminate()
        _, errors = process.communicate(timeout=30)
    assert load_state(latest(tmp_path))["step"] == int(saved.split()[1])
    assert ("KeyboardInterrupt" in errors) == (signals == 2)
    assert (process.returncode == 0) == (signals == 1)
