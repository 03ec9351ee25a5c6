"""Supervised fine-tuning: what is read, how it is packed, what is learned."""

import json
import signal

import pytest

pytest.importorskip("transformers")
pytest.importorskip("peft")

import safetensors.torch
import torch

import asm_gym
from agents import checkpoints, sft
from agents.language_model import TrainingError
from agents.language_presets import build_tiny
from agents.prompt import render
from agents.sft import Encoded, Packed, Pair, Settings, answer_of, encode, loss_sum, pack, read_pairs
from agents.training_log import Tracker, read_metrics
from agents.zero_shot import ZeroShot
from asm_gym import ArgumentError

SOURCE = "int main(void)\n{\n    return 0;\n}\n"
ASSEMBLY = "\t.text\n\t.globl\tmain\nmain:\n\txorl\t%eax, %eax\n\tret\n"
PAIRS = [
    Pair("one\n", "```assembly\n\tret\n```"),
    Pair("two\n\nthree\n", answer_of(ASSEMBLY)),
    Pair("four\n", "```assembly\n\tnop\n\tret\n```"),
]
EXACT = {"pack_tokens": 16, "rows": 1, "accumulate": 2, "epochs": 3, "lr": 1e-2, "warmup_steps": 2}


@pytest.fixture(scope="module")
def tokenizer():
    return build_tiny([text for pair in PAIRS for text in (pair.prompt, pair.answer)], seed=0, hidden_size=32)[1]


def new_model(seed=0):
    texts = [text for pair in PAIRS for text in (pair.prompt, pair.answer)]
    return build_tiny(texts, seed=seed, hidden_size=64, layers=2)[0]


def settings(**given):
    return Settings(model="", data=(), tracker=Tracker.NONE, **{**EXACT, **given})


def packed(rows, model):
    return Packed.of(rows, device=model.device, dtype=model.dtype, pad=0)


def write(path, *records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def weights(model):
    return torch.cat([one.detach().flatten() for one in model.parameters()])


# ------------------------------------------------------------------------------------------------------------- packing


@pytest.mark.parametrize("attention", ["sdpa", "eager"])
def test_a_packed_row_has_the_loss_of_its_pairs_alone(tokenizer, attention):
    """No pair sees another, whatever stands before it in its row; padding changes nothing either."""
    model = new_model().double()
    model.set_attn_implementation(attention)
    encoded = [encode(tokenizer, pair) for pair in PAIRS]
    alone = [loss_sum(model, packed([[one]], model)).item() for one in encoded]
    together = loss_sum(model, packed([[encoded[2], encoded[0]], [encoded[1]]], model)).item()
    assert together == pytest.approx(sum(alone), abs=1e-5)
    ids = torch.tensor([encoded[1].prompt + encoded[1].answer])
    labels = ids.clone()
    labels[:, : len(encoded[1].prompt)] = -100
    plain = model(input_ids=ids, labels=labels).loss.item() * len(encoded[1].answer)
    assert alone[1] == pytest.approx(plain, abs=1e-5)


def test_only_tokens_of_answers_are_targets():
    """The last one of the prompt predicts the answer's first one; what fills up predicts nothing."""
    rows = [[Encoded((1, 2), (3, 4)), Encoded((5,), (6,))], [Encoded((7,), (8,))]]
    one = Packed.of(rows, device=torch.device("cpu"), dtype=torch.float32, pad=0)
    assert one.ids_BT.tolist() == [[1, 2, 3, 4, 5, 6], [7, 8, 0, 0, 0, 0]]
    assert one.targets_BT.tolist() == [[-100, 3, 4, -100, 6, -100], [8, -100, -100, -100, -100, -100]]
    assert one.positions_BT[0].tolist() == [0, 1, 2, 3, 0, 1]
    assert (one.mask_B1TT[0, 0] == 0).int().tolist() == [
        [1, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0], [1, 1, 1, 1, 0, 0], [0, 0, 0, 0, 1, 0],
        [0, 0, 0, 0, 1, 1],
    ]  # fmt: skip
    assert (one.mask_B1TT == 0).any(-1).all(), "a token that sees nothing gives nan"


def test_rows_are_filled_well_and_hold_each_pair_once():
    """Best fit: 8 + 2, 7 + 3, 5 + 4 of ten."""
    pairs = [Encoded((number,), (0,) * (length - 1)) for number, length in enumerate([2, 8, 3, 5, 7, 4])]
    rows = pack(pairs, 10)
    assert sorted([len(one) for one in row] for row in rows) == [[5, 4], [7, 3], [8, 2]]
    assert sorted(one.prompt for row in rows for one in row) == [(number,) for number in range(6)]


def test_each_epoch_deals_out_every_row_once():
    """In another order."""
    rows = [[Encoded((number,), (0,))] for number in range(11)]
    chosen = settings(rows=2, accumulate=2)
    orders = []
    for epoch in range(3):
        dealt = [row for step in range(3) for row in sft._batch(rows, chosen, epoch, step)]
        orders.append([row[0].prompt for row in dealt])
        assert sorted(orders[-1]) == [(number,) for number in range(11)]
    assert orders[0] != orders[1]


# ------------------------------------------------------------------------------------------------------------ training


def test_accumulated_passes_are_one_step(tokenizer):
    """Two rows one after the other teach what two rows at once teach."""
    losses = []
    for rows, accumulate in ((1, 2), (2, 1)):
        chosen = settings(rows=rows, accumulate=accumulate, log_every=1)
        losses.append({})
        sft.train(
            new_model(), tokenizer, PAIRS, chosen, lambda step, metrics: losses[-1].update({step: metrics["loss"]})
        )
    assert losses[0] == pytest.approx(losses[1], rel=1e-4)
    assert losses[0][1] > 1.2 * losses[0][max(losses[0])]


def test_resumed_training_is_the_same(tokenizer, tmp_path):
    """Step for step, to the last bit."""
    model, saved = new_model(), {}

    def save(step, state):
        path = checkpoints.save(tmp_path, step, model=model, tokenizer=tokenizer, state=state, keep=9)
        saved[step] = path

    straight, losses, often = {}, {}, settings(save_every=2, log_every=1)
    assert sft.train(model, tokenizer, PAIRS, often, lambda step, m: straight.update({step: m["loss"]}), save=save)
    assert list(saved) == [2, 3]
    again, state = type(model).from_pretrained(saved[2]), checkpoints.load_state(saved[2])
    sft.train(again, tokenizer, PAIRS, often, lambda step, m: losses.update({step: m["loss"]}), state=state)
    assert losses == {step: loss for step, loss in straight.items() if step > 2}
    assert torch.equal(weights(again), weights(model))


def test_a_signal_ends_the_training_with_a_checkpoint(tokenizer):
    """After the step that is under way."""
    saved = []

    def log(step, metrics):
        signal.raise_signal(signal.SIGTERM)

    finished = sft.train(
        new_model(), tokenizer, PAIRS, settings(log_every=1), log, save=lambda step, state: saved.append(step)
    )
    assert not finished
    assert saved == [1]


def test_the_learning_rate_rises_and_falls():
    """Along a line, then along half a cosine to a fiftieth."""
    shares = [sft._rate(step, 12, 2) for step in range(12)]
    assert shares[:3] == pytest.approx([0.5, 1.0, 1.0])
    assert shares[7] == pytest.approx(0.51)
    assert shares == sorted(shares[:2]) + sorted(shares[2:], reverse=True)
    assert sft._rate(12, 12, 2) == pytest.approx(0.02)


def test_pairs_that_are_all_too_long_are_an_error(tokenizer):
    """Rather than a training on nothing."""
    with pytest.raises(ArgumentError, match="all 3 pairs are longer than 3 tokens"):
        sft.train(new_model(), tokenizer, PAIRS, settings(pack_tokens=3), lambda step, metrics: None)


OBSERVATION = {"c_source": SOURCE, "assembly": "", "feedback": ""}


def tune(folder, *options):
    """Runs the command on a new model and one record; returns the losses and the checkpoint."""
    model, tokenizer = build_tiny([render(OBSERVATION), answer_of(ASSEMBLY)], seed=0, hidden_size=64, layers=2)
    model.save_pretrained(folder / "model")
    tokenizer.save_pretrained(folder / "model")
    data = write(folder / "data.jsonl", {"c_source": SOURCE, "text": ASSEMBLY, "verdict": "passed"})
    names = {"model": folder / "model", "data": data, "output": folder / "tuned", "lr": 0.02, "accumulate": 1}
    names |= {"pack-tokens": 64, "device": "cpu", "tracker": "none", "threads": 1}
    sft.main([*(f"--{name}={value}" for name, value in names.items()), "--no-show-assembly", *options])
    losses = [line["loss"] for line in read_metrics(folder / "tuned" / "metrics.jsonl")]
    return losses, checkpoints.latest(folder / "tuned" / "checkpoints")


def ask(checkpoint):
    return ZeroShot(str(checkpoint), max_new_tokens=32, device="cpu", threads=1).act([OBSERVATION])


def test_what_was_learned_is_answered_under_zero_shot(tmp_path):
    """The command, from a folder of a model and a file of records to a checkpoint that the agent loads."""
    losses, checkpoint = tune(tmp_path, "--epochs=60")
    assert losses[-1] < 0.1 < losses[0]
    assert ask(checkpoint) == [ASSEMBLY]
    with pytest.raises(SystemExit, match="has a run already, at step-00000060; give --resume"):
        tune(tmp_path, "--epochs=60")


def test_an_adapter_is_trained_alone_and_runs_under_zero_shot(tmp_path):
    """It is saved without the model's weights, which stay as they were."""
    losses, checkpoint = tune(tmp_path, "--epochs=20", "--lora-rank=4", "--checkpoint-activations")
    assert losses[-1] < losses[0]
    assert (checkpoint / "adapter_config.json").is_file()
    assert not (checkpoint / "model.safetensors").exists()
    assert len(ask(checkpoint)) == 1


# ---------------------------------------------------------------------------------------------------------------- data


def test_records_of_all_kinds_are_read(tmp_path):
    """Results of asm-gym evaluate name a problem; records of agents and finds bring the program."""
    problem = asm_gym.load("bundled", "train")[0]
    results = write(
        tmp_path / "results.jsonl",
        {"kind": "candidate", "problem_id": problem.id, "verdict": "passed", "speedup": 1.5, "text": "\tret\n"},
        {"kind": "null", "problem_id": problem.id, "verdict": "passed", "speedup": 1.0, "text": "\tnop\n"},
    )
    records = write(
        tmp_path / "records.jsonl",
        {"problem_id": "mine", "c_source": SOURCE, "verdict": "passed", "speedup": None, "text": "\tret\n"},
        {"problem_id": "mine", "c_source": SOURCE, "verdict": "wrong_output", "speedup": None, "text": "\tud2\n"},
        {"problem_id": "mine", "c_source": SOURCE, "verdict": "passed", "speedup": 2.0, "text": "\tret\n"},
    )
    finds = write(
        tmp_path / "finds.jsonl", {"problem_id": "x", "c_source": SOURCE, "speedup": 3.0, "text": "\tleave\n"}
    )
    pairs = read_pairs([results, records, finds], show_assembly=False)
    assert [pair.answer for pair in pairs] == [answer_of(name) for name in ("\tret", "\tret", "\tleave")]
    assert problem.c_code.rstrip("\n") in pairs[0].prompt
    assert pairs[1].prompt == render({"c_source": SOURCE, "assembly": ""})
    fast = read_pairs([results, records, finds], show_assembly=False, min_speedup=1.6)
    assert [pair.answer for pair in fast] == [answer_of("\tret"), answer_of("\tleave")]


def test_the_prompt_has_the_baseline_unless_it_is_hidden(tmp_path):
    """As the environment shows it."""
    path = write(tmp_path / "finds.jsonl", {"c_source": SOURCE, "text": "\tret\n"})
    (pair,) = read_pairs([path])
    assert pair.prompt == render({"c_source": SOURCE, "assembly": asm_gym.compile_c(SOURCE)})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no JSON\n", "line 1 is no object of JSON"),
        ("[1]\n", "line 1 is no object of JSON"),
        ('{"text": "x"}\n', 'neither a "c_source" nor the "problem_id" of a problem in \'bundled\''),
        ('{"c_source": "x"}\n', 'has no "text"'),
        ('{"c_source": "x", "text": "y", "verdict": "wrong_output"}\n', "no record of .* passed"),
        ("", "no record of .* passed"),
    ],
)
def test_unusable_data_is_an_error(tmp_path, text, said):
    """With the file and the line."""
    path = tmp_path / "data.jsonl"
    path.write_text(text)
    with pytest.raises(ArgumentError, match=said):
        read_pairs([path])


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    """With its name."""
    with pytest.raises(ArgumentError, match=r"cannot read .*missing"):
        read_pairs([tmp_path / "missing"])


@pytest.mark.parametrize("name", ["epochs", "pack_tokens", "rows", "accumulate", "log_every", "save_every", "keep"])
def test_settings_out_of_range_are_refused(name):
    """With their names."""
    with pytest.raises(ArgumentError, match=name):
        settings(**{name: 0})


@pytest.mark.parametrize(("name", "value"), [("lr", float("nan")), ("seed", -1), ("max_grad_norm", 0.0)])
def test_numbers_that_cannot_be_meant_are_refused(name, value):
    """With their names."""
    with pytest.raises(ArgumentError, match=name):
        settings(**{name: value})


def test_the_command_names_what_it_needs(capsys):
    """A usage error, not a traceback; the help shows no default where there is none."""
    with pytest.raises(SystemExit):
        sft.main([])
    assert "the following arguments are required: --model, --data" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        sft.main(["--help"])
    assert "MISSING" not in capsys.readouterr().out


def test_there_is_nothing_to_resume(tmp_path):
    """As with the trainers."""
    with pytest.raises(SystemExit, match=r"there is no checkpoint in .* to resume from"):
        tune(tmp_path, "--resume")


def test_weights_that_are_trained_are_kept_in_float32(tmp_path):
    """Where the model computes in bfloat16, too: there a step of this size rounds to nothing."""
    _, checkpoint = tune(tmp_path, "--dtype=bfloat16", "--epochs=1", "--lr=1e-6")
    before, after = (
        safetensors.torch.load_file(folder / "model.safetensors") for folder in (tmp_path / "model", checkpoint)
    )
    assert {one.dtype for one in after.values()} == {torch.float32}
    assert all(not torch.equal(before[name], after[name]) for name in before if "proj" in name)


def test_a_gradient_that_is_no_number_changes_no_weight(tokenizer, monkeypatch):
    """It ends the training."""
    model = new_model()
    before = weights(model)
    monkeypatch.setattr(sft, "loss_sum", lambda model, packed: loss_sum(model, packed) * float("nan"))
    with pytest.raises(TrainingError, match="the gradient is nan"):
        sft.train(model, tokenizer, PAIRS, settings(), lambda step, metrics: None)
    assert torch.equal(weights(model), before)
