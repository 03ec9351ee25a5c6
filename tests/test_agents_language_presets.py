"""The model that is built on the spot, and models that are loaded for training."""

import pytest

pytest.importorskip("transformers")
pytest.importorskip("peft")

import torch

from agents.language_presets import END, build_tiny, load_model
from agents.local_model import load_tokenizer
from asm_gym import ArgumentError

ASSEMBLY = "\t.text\n\t.globl\tmain\nmain:\n\tmovl\t$1, %eax\n\tret\n"
C_SOURCE = "#include <stdio.h>\n\nint main(void)\n{\n\tint a = 1;\n\n    return a - 1;\n}\n"
TEXTS = [f"```c\n{C_SOURCE}```\n\nAnswer:\n", f"```assembly\n{ASSEMBLY}```"]
STRANGE = ["", "\n\n\n", "\t", " \t é\u00a0\r\n\x0b", "a  b\n\n\n c", "x:\ny: z\n.L1:\tret", "<|endoftext", "é́ ﬁ"]


@pytest.fixture(scope="module")
def tiny():
    return build_tiny(TEXTS, seed=0, hidden_size=32, layers=1)


@pytest.fixture(scope="module")
def folder(tiny, tmp_path_factory):
    model, tokenizer = tiny
    folder = tmp_path_factory.mktemp("tiny")
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.mark.parametrize("text", [*TEXTS, *STRANGE])
def test_every_text_comes_back_exactly(tiny, text):
    """Tabs, line ends, spaces and characters that it has never seen, too."""
    _, tokenizer = tiny
    assert tokenizer.decode(tokenizer(text).input_ids) == text


def test_lines_of_assembly_and_paragraphs_of_c_are_one_token_each(tiny):
    """And an unknown line is put together from pieces."""
    _, tokenizer = tiny
    assert len(tokenizer(ASSEMBLY).input_ids) == len(ASSEMBLY.splitlines())
    assert len(tokenizer(TEXTS[0]).input_ids) == 6  # a tab makes a line, too
    assert 2 <= len(tokenizer("\tmovl\t$2, %eax\n").input_ids) <= 14


def test_ids_are_the_same_after_saving(tiny, folder):
    """AutoTokenizer would take another tokenizer for a folder with a model of this kind."""
    _, tokenizer = tiny
    loaded = load_tokenizer(str(folder))
    for text in (*TEXTS, *STRANGE):
        assert loaded(text).input_ids == tokenizer(text).input_ids
        assert loaded.decode(loaded(text).input_ids) == text
    assert (loaded.eos_token, loaded.padding_side) == (END, "left")


def test_the_vocabulary_has_a_limit():
    """Frequent lines come first."""
    lines = [f"\tmovl\t${number}, %eax\n" for number in range(3000)]
    _, tokenizer = build_tiny(["".join(lines), lines[-1]], seed=0, vocab_size=1024, hidden_size=32, layers=1)
    assert len(tokenizer) == 1024
    assert len(tokenizer(lines[-1]).input_ids) == 1
    assert len(tokenizer(lines[-2]).input_ids) > 1


def test_weights_depend_on_the_seed_alone(tiny):
    """Building a model does not disturb the generator of the caller."""
    torch.manual_seed(5)
    before = torch.get_rng_state()
    again, _ = build_tiny(TEXTS, seed=0, hidden_size=32, layers=1)
    other, _ = build_tiny(TEXTS, seed=1, hidden_size=32, layers=1)
    assert torch.equal(torch.get_rng_state(), before)
    mine, same, different = (next(one.parameters()) for one in (tiny[0], again, other))
    assert torch.equal(mine, same)
    assert not torch.equal(mine, different)


@pytest.mark.parametrize(("name", "value"), [("vocab_size", 100), ("hidden_size", 8), ("layers", 0)])
def test_sizes_out_of_range_are_refused(name, value):
    """With the name of the argument."""
    with pytest.raises(ArgumentError, match=name):
        build_tiny(TEXTS, seed=0, **{name: value})


def test_a_model_is_loaded_for_training(folder):
    """In float32 on the CPU, all weights are trained."""
    model, tokenizer = load_model(str(folder), device="cpu", checkpoint_activations=True)
    assert {one.dtype for one in model.parameters()} == {torch.float32}
    assert all(one.requires_grad for one in model.parameters())
    assert (tokenizer.padding_side, tokenizer.pad_token_id is None) == ("left", False)
    assert model.is_activation_checkpointing


def test_an_adapter_is_made_and_goes_on(folder, tmp_path):
    """Only the adapter's weights are trained; a saved one is trained further."""
    model, tokenizer = load_model(str(folder), device="cpu", lora_rank=2)
    names = [name for name, one in model.named_parameters() if one.requires_grad]
    assert names
    assert all("lora_" in name for name in names)
    with torch.no_grad():
        dict(model.named_parameters())[names[-1]].fill_(0.5)
    model.save_pretrained(tmp_path)
    tokenizer.save_pretrained(tmp_path)
    again, _ = load_model(str(tmp_path), device="cpu")
    assert [name for name, one in again.named_parameters() if one.requires_grad] == names
    assert dict(again.named_parameters())[names[-1]].eq(0.5).all()


def test_a_model_that_is_not_there_is_an_error_of_the_argument(tmp_path):
    """With the model's name."""
    with pytest.raises(ArgumentError, match=r"cannot load model '.*nothing'"):
        load_model(str(tmp_path / "nothing"))
