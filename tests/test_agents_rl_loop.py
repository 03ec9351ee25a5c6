"""The loop: resuming is exact, whatever ends a run saves it, settings and their command line."""

import dataclasses
import math
import os
import signal
import sys

import numpy as np
import pytest
import torch
from transformers import AutoModelForCausalLM

from agents import checkpoints, grpo_llm, language_rl, ppo_llm, rl_command, rl_loop, rl_settings
from agents.language_model import TrainingError
from agents.language_presets import Preset, overrides
from asm_gym import ArgumentError, SandboxError
from tests.toy_language import ToyScorer, make_model, make_tokenizer, metrics, settings

TOKENIZER = make_tokenizer()
TRAINERS = [ppo_llm, grpo_llm]


def train(trainer, output, scorer=None, model=None, **changes):
    chosen = settings(trainer.Settings, output, kl_coef=0.1, update_epochs=2, warmup_steps=2, **changes)
    return trainer.train(chosen, model or make_model(TOKENIZER), TOKENIZER, scorer or ToyScorer())


def latest(output):
    return checkpoints.latest(output / "checkpoints")


class Signalling(ToyScorer):
    """Sends this process a signal in its second batch."""

    def score(self, problem_ids, texts):
        scores = super().score(problem_ids, texts)
        if self.calls == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        return scores


# -------------------------------------------------------------------------------------------------------- ends and goes


@pytest.mark.parametrize("trainer", TRAINERS)
@pytest.mark.parametrize("ends", ["fault", "signal"])
def test_a_run_that_was_cut_short_goes_on_as_if_nothing_had_been(trainer, ends, tmp_path):
    """Figures and weights after two steps and two more are, bit by bit, those of four in one go."""
    train(trainer, tmp_path / "whole")
    output = tmp_path / "parts"
    if ends == "fault":
        with pytest.raises(SandboxError, match="the supervisor died"):
            train(trainer, output, ToyScorer(fails_at=3))
    else:
        assert train(trainer, output, Signalling()) is None
    assert latest(output).name == "step-00000002"
    assert [line["step"] for line in metrics(output)] == [1, 2]
    train(trainer, output, resume=True)
    assert metrics(output) == metrics(tmp_path / "whole")
    weights = [
        AutoModelForCausalLM.from_pretrained(latest(tmp_path / name)).state_dict() for name in ("whole", "parts")
    ]
    assert all(torch.equal(weights[0][name], weights[1][name]) for name in weights[0])


def test_a_signal_in_the_last_step_ends_what_comes_after_too(tmp_path):
    """Nobody who asks for the end waits for a report; resumed, it goes on to that."""
    assert train(grpo_llm, tmp_path, Signalling(), steps=2) is None
    assert latest(tmp_path).name == "step-00000002"
    assert train(grpo_llm, tmp_path, steps=2, resume=True) == latest(tmp_path)


def test_a_checkpoint_of_fine_tuning_is_not_resumed(tmp_path):
    """It is a model to begin with."""
    model = make_model(TOKENIZER)
    state = {"step": 1, "optimizer": torch.optim.AdamW(model.parameters()).state_dict()}
    checkpoints.save(tmp_path / "checkpoints", 1, model=model, tokenizer=TOKENIZER, state=state, keep=1)
    with pytest.raises(ArgumentError, match="has no known, options: another trainer"):
        train(grpo_llm, tmp_path, resume=True)


@pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning")  # peft asks transformers for it
def test_adapters_resume_exactly(tmp_path):
    """The same where low-rank adapters are trained; the reference is the model that it began with."""
    peft = pytest.importorskip("peft")
    base = tmp_path / "base"
    make_model(TOKENIZER).save_pretrained(base)

    def model():
        torch.manual_seed(0)
        config = peft.LoraConfig(r=4, target_modules="all-linear", task_type="CAUSAL_LM")
        return peft.get_peft_model(AutoModelForCausalLM.from_pretrained(base), config)

    for kind in ppo_llm.CriticKind:
        whole, output = tmp_path / kind / "whole", tmp_path / kind / "parts"
        train(ppo_llm, whole, model=model(), critic=kind)
        with pytest.raises(SandboxError):
            train(ppo_llm, output, ToyScorer(fails_at=3), model=model(), critic=kind)
        train(ppo_llm, output, model=model(), critic=kind, resume=True)
        assert metrics(output) == metrics(whole)
        assert metrics(whole)[-1]["kl"] > 0


def test_an_error_of_another_kind_saves_nothing(tmp_path, monkeypatch):
    """Weights may be half updated then."""
    monkeypatch.setattr(rl_loop.Run, "descend", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        train(grpo_llm, tmp_path)
    assert latest(tmp_path) is None


class Noisy(ToyScorer):
    """Judges by what is drawn, as tests are, and by the time of day, as measurements are."""

    clock = 0

    def score(self, problem_ids, texts):
        Noisy.clock += 1
        draws = np.random.default_rng(self.seed).normal(size=len(texts)).tolist()
        return [
            dataclasses.replace(score, reward=score.reward + Noisy.clock + draw)
            for score, draw in zip(super().score(problem_ids, texts), draws, strict=True)
        ]


def test_a_resumed_run_knows_the_scores_that_it_remembered(tmp_path, monkeypatch):
    """With --remember a text keeps its first score for the whole run; what is drawn anew comes from the step's seed."""
    monkeypatch.setattr(Noisy, "clock", 0)
    train(grpo_llm, tmp_path / "whole", Noisy(), remember=True)
    monkeypatch.setattr(Noisy, "clock", 0)
    with pytest.raises(SandboxError):
        train(grpo_llm, tmp_path / "parts", Noisy(fails_at=3), remember=True)
    monkeypatch.setattr(Noisy, "clock", 2)  # calls that were answered
    train(grpo_llm, tmp_path / "parts", Noisy(), remember=True, resume=True)
    assert metrics(tmp_path / "parts") == metrics(tmp_path / "whole")
    assert metrics(tmp_path / "whole")[-1]["judged"] < 16, "nothing was remembered"


def test_a_batch_of_prompts_that_are_all_too_long_asks_others(tmp_path):
    """With few questions a batch there is one sooner or later; it must not end the training."""
    scorer = ToyScorer(("bbb", "ccc", "a", "ddd"))
    train(grpo_llm, tmp_path, scorer, group_size=16, max_prompt_tokens=1)
    assert sorted(line["too_long"] for line in metrics(tmp_path)) == [0, 16, 16, 16]
    with pytest.raises(ArgumentError, match=r"every prompt is longer than max_prompt_tokens=1 \(the shortest has 3\)"):
        train(grpo_llm, tmp_path / "none", ToyScorer(("bbb", "ccc")), group_size=16, max_prompt_tokens=1)


def test_an_answer_that_ends_with_its_last_token_is_not_cut_off(tmp_path, monkeypatch):
    """Of two answers of the same length one has an end token."""
    answers = torch.tensor([[0, 1, TOKENIZER.eos_token_id], [0, 1, 2]] * 8)
    monkeypatch.setattr(language_rl, "generate", lambda *_: answers)
    train(grpo_llm, tmp_path, steps=1)
    assert metrics(tmp_path)[0]["cut_off_share"] == 0.5


def test_options_that_changed_are_told(tmp_path, capsys):
    """A run that goes on with others is another one; where it makes no difference nothing is said."""
    train(grpo_llm, tmp_path, steps=1)
    train(grpo_llm, tmp_path, steps=2, resume=True, lr=0.5, keep=5)
    said = [line for line in capsys.readouterr().err.splitlines() if "goes on" in line]
    assert said == [
        "goes on with another steps than before: 1 then, 2 now",
        "goes on with another lr than before: 0.005 then, 0.5 now",
    ]


def test_a_picture_that_cannot_be_drawn_ends_no_training(tmp_path, monkeypatch, capsys):
    """It would at the first checkpoint, where matplotlib is missing."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert train(grpo_llm, tmp_path, save_every=2) is not None
    assert "no learning curve: matplotlib is not installed" in capsys.readouterr().err


@pytest.mark.parametrize("first", [1, 2])
def test_a_gradient_that_is_no_number_ends_the_training(first, tmp_path, monkeypatch):
    """No weight becomes nan; what the steps before made is kept, and nothing of one that is half done is saved."""
    real, calls = rl_loop.policy_gradient.policy_loss, []

    def overflowing(*arguments, **options):
        found = real(*arguments, **options)
        calls.append(found)
        factor = math.nan if len(calls) == 2 + first else 1.0  # two passes a step
        return dataclasses.replace(found, loss=found.loss * factor)

    monkeypatch.setattr(rl_loop.policy_gradient, "policy_loss", overflowing)
    model = make_model(TOKENIZER)
    with pytest.raises(TrainingError, match="the gradient of step 2 is nan; resume from the last checkpoint"):
        train(grpo_llm, tmp_path, model=model, save_every=1)
    assert all(weight.isfinite().all() for weight in model.parameters())
    assert latest(tmp_path).name == "step-00000001"


@pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning")  # peft asks transformers for it
def test_the_reference_of_adapters_that_were_trained_before_has_them(tmp_path):
    """It is the model that training began with; without its adapters it would be another one."""
    peft = pytest.importorskip("peft")
    torch.manual_seed(0)
    config = peft.LoraConfig(r=4, target_modules="all-linear", task_type="CAUSAL_LM", init_lora_weights=False)
    model = peft.get_peft_model(make_model(TOKENIZER), config)
    ids = torch.tensor([[0, 1, 2]])
    reference, before = rl_loop.make_reference(model), model(ids).logits
    with torch.no_grad():
        for weight in model.parameters():
            if weight.requires_grad:
                weight.add_(1.0)
    after = model(ids).logits
    with reference() as same:
        assert torch.equal(same(ids).logits, before)
    assert torch.equal(model(ids).logits, after)
    assert not torch.allclose(after, before)


def test_checkpoints_come_at_intervals_and_few_stay(tmp_path):
    """The last ones, and one at the end; with the learning curve beside them."""
    result = train(grpo_llm, tmp_path, steps=5, save_every=2, keep=2)
    assert sorted(path.name for path in (tmp_path / "checkpoints").iterdir()) == ["step-00000004", "step-00000005"]
    assert result == latest(tmp_path)
    assert (tmp_path / "learning_curve.png").stat().st_size > 10_000


def test_a_folder_with_a_run_is_not_written_over(tmp_path):
    """Nor is one resumed that is not there, or that another trainer wrote."""
    with pytest.raises(ArgumentError, match="no checkpoint in"):
        train(grpo_llm, tmp_path, resume=True)
    train(grpo_llm, tmp_path, steps=1)
    with pytest.raises(ArgumentError, match=r"has a run .step-00000001.: give --resume"):
        train(grpo_llm, tmp_path, steps=2)
    with pytest.raises(ArgumentError, match="has no critic, critic_optimizer"):
        train(ppo_llm, tmp_path, steps=2, resume=True)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"temperature": 0.0}, "temperature=0.0; give a number above 0"),
        ({"max_new_tokens": 60}, "is 68, but the model's context is 64"),
        ({"micro_batch": 0}, "micro_batch is 0"),
        ({"group_size": 5}, "group_size=5 for a batch of 16"),
    ],
)
def test_settings_that_cannot_work(changes, message, tmp_path):
    """They are refused before anything starts."""
    with pytest.raises(ArgumentError, match=message):
        train(grpo_llm, tmp_path, **changes)
    with pytest.raises(ArgumentError, match="no problem to train on"):
        train(grpo_llm, tmp_path, ToyScorer(()))


# ----------------------------------------------------------------------------------------------------------------- part


def test_every_problem_comes_once_before_one_comes_again():
    """However the order is cut into stretches."""
    names = list("abcde")
    whole = rl_loop.problems_in_order(names, 0, 0, 15)
    assert [sorted(whole[start : start + 5]) for start in (0, 5, 10)] == [names] * 3
    assert whole[:5] != whole[5:10] or whole[5:10] != whole[10:]
    parts = [rl_loop.problems_in_order(names, 0, first, 3) for first in range(0, 15, 3)]
    assert [one for part in parts for one in part] == whole
    assert rl_loop.problems_in_order(names, 1, 0, 15) != whole


def test_the_learning_rate(tmp_path):
    """Rises in a straight line, and falls in one."""
    chosen = settings(grpo_llm.Settings, tmp_path, warmup_steps=2, final_lr_share=0.2)
    assert [rl_loop.lr_share(chosen, step, 5) for step in range(5)] == pytest.approx([0.5, 0.8, 0.6, 0.4, 0.2])
    assert rl_loop.lr_share(settings(grpo_llm.Settings, tmp_path), 3, 4) == 1


# ---------------------------------------------------------------------------------------------------------- command lin


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--lr=nan", "lr is nan; give a number of at least 0"),
        ("--lr=-1", "lr is -1.0; give a number of at least 0"),
        ("--steps=0", "steps is 0; give an integer of at least 1"),
        ("--epochs=-1", "epochs is -1; give an integer of at least 1"),
        ("--batch=0", "batch is 0; give an integer of at least 1"),
        ("--num-envs=0", "num_envs is 0; give an integer of at least 1"),
        ("--lora-rank=0", "lora_rank is 0; give an integer of at least 1"),
        ("--temperature=inf", "temperature=inf; give a number above 0"),
        ("--clip=0", "clip=0.0; give a number above 0"),
        ("--min-advantage-std=0", "min_advantage_std=0.0; give a number above 0"),
        ("--gamma=1.1", "gamma=1.1; give a number from 0 to 1"),
        ("--final-lr-share=nan", "final_lr_share is nan; give a number of at least 0"),
        ("--seed=-1", "seed is -1; give a number of at least 0"),
        ("--dtype=float16", "dtype is 'float16'; give auto, float32 or bfloat16"),
        ("--device=gpu", "device is 'gpu'; give auto, cpu or cuda"),
    ],
)
def test_a_value_that_cannot_be_meant_is_an_error_at_once(option, said):
    """One line, with what is allowed; nothing is loaded before."""
    with pytest.raises(SystemExit, match=said):
        ppo_llm.main([option])


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_a_gpu_that_is_not_there(monkeypatch):
    """It is not quietly the processor instead."""
    monkeypatch.setattr(rl_command, "keep_off_timing_cores", lambda threads: 1)
    with pytest.raises(SystemExit, match="device=cuda, but torch finds no GPU; give --device cpu"):
        ppo_llm.main(["--device=cuda", "--preset=paper"])


def test_every_setting_is_an_option_with_a_help_text(capsys):
    """The text below the field."""
    for trainer in TRAINERS:
        with pytest.raises(SystemExit):
            rl_settings.parse(trainer.Settings, ["--help"], "")
        shown = capsys.readouterr().out
        docs = rl_settings._field_docs(trainer.Settings)
        for field in dataclasses.fields(trainer.Settings):
            assert f"--{field.name.replace('_', '-')}" in shown
            assert docs[field.name]


def test_options_go_over_the_preset_and_that_over_the_defaults():
    """Of each type."""
    parsed = rl_settings.parse(
        ppo_llm.Settings,
        [
            "--preset",
            "paper",
            "--lr",
            "0.5",
            "--problems",
            "a,b",
            "--no-show-assembly",
            "--critic",
            "shared",
            "--value-clip",
            "none",
        ],
        "",
    )
    assert parsed.kl is rl_settings.KL.SAMPLED
    assert parsed == ppo_llm.Settings(
        **overrides(Preset.PAPER)
        | {"preset": Preset.PAPER, "lr": 0.5, "problems": ("a", "b"), "show_assembly": False}
        | {"critic": ppo_llm.CriticKind.SHARED, "value_clip": None}
    )
    assert rl_settings.parse(grpo_llm.Settings, [], "") == grpo_llm.Settings()
    assert rl_settings.parse(grpo_llm.Settings, ["--steps", "3"], "").steps == 3


@pytest.mark.parametrize("preset", list(Preset))
def test_presets_name_settings(preset):
    """Each trainer takes those that it has."""
    assert overrides(preset).keys() <= {
        one.name for trainer in TRAINERS for one in dataclasses.fields(trainer.Settings)
    }
    rl_settings.parse(grpo_llm.Settings, ["--preset", preset], "")
    assert isinstance(rl_settings.parse(ppo_llm.Settings, ["--preset", preset], "").critic, ppo_llm.CriticKind)
