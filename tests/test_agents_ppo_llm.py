"""PPO and GRPO learn a toy text environment, and only because their advantages have the right sign."""

import math

import pytest
import torch
from accelerate.state import AcceleratorState

from agents import grpo_llm, policy_gradient, ppo_llm
from agents.language_presets import build_tiny, load_model
from agents.language_rl import Decoding, collect
from agents.prompt import render
from agents.rl_settings import KL
from agents.zero_shot import ZeroShot
from tests.toy_language import ToyScorer, make_model, make_tokenizer, metrics, settings

TOKENIZER = make_tokenizer()
LEARNING = {
    "steps": 100, "batch": 64, "generation_batch": 64, "micro_batch": 64, "update_epochs": 2, "entropy_coef": 0.02,
    "final_lr_share": 0.1, "save_every": 1000,
}  # fmt: skip
PPO = {"critic_lr": 1e-2, "critic_epochs": 4, "min_advantage_std": 0.1, "value_warmup_steps": 1}


def learn(trainer, output, seed, **changes):
    """Mean reward of the last five batches; the best one is 1."""
    own = PPO if trainer is ppo_llm else {}
    chosen = settings(trainer.Settings, output, **LEARNING | own | {"seed": seed} | changes)
    assert trainer.train(chosen, make_model(TOKENIZER, seed), TOKENIZER, ToyScorer()) is not None
    rewards = [line["reward"] for line in metrics(output)]
    return sum(rewards[-5:]) / 5


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow), pytest.param(2, marks=pytest.mark.slow)])
@pytest.mark.parametrize("trainer", [ppo_llm, grpo_llm])
def test_it_learns(trainer, seed, tmp_path):
    """At least 0.95 of the best reward, from random weights, which earn about 0.05."""
    assert learn(trainer, tmp_path, seed) >= 0.95


@pytest.mark.parametrize("trainer", [ppo_llm, grpo_llm])
def test_with_the_sign_of_the_advantage_flipped_it_does_not(trainer, tmp_path, monkeypatch):
    """The test above can fail."""
    gae, group_advantages = policy_gradient.gae, policy_gradient.group_advantages

    def flipped_gae(*arguments, **options):
        advantage, returns = gae(*arguments, **options)
        return -advantage, returns

    monkeypatch.setattr(policy_gradient, "gae", flipped_gae)
    monkeypatch.setattr(policy_gradient, "group_advantages", lambda *a, **o: -group_advantages(*a, **o))
    assert learn(trainer, tmp_path, 0, steps=30) < 0.3


@pytest.mark.parametrize("kind", list(ppo_llm.CriticKind))
def test_the_critic_learns_and_leaves_the_policy_alone(kind, tmp_path):
    """While only the critic learns, it comes to foresee what the prompt decides, and no weight of the policy moves."""

    class Unfair(ToyScorer):
        def reward(self, problem_id, text):
            return float(problem_id == "a")

    model = make_model(TOKENIZER)
    before = {name: weight.clone() for name, weight in model.state_dict().items()}
    chosen = settings(
        ppo_llm.Settings, tmp_path, critic=kind, critic_lr=1e-2, critic_epochs=5, steps=10, value_warmup_steps=10,
        batch=64, generation_batch=64, micro_batch=20,
    )  # fmt: skip
    ppo_llm.train(chosen, model, TOKENIZER, Unfair())
    assert all(torch.equal(weight, before[name]) for name, weight in model.state_dict().items())
    explained = [line["explained_variance"] for line in metrics(tmp_path)]
    assert explained[0] <= 0 < 0.9 < explained[-1]


def test_a_checkpoint_runs_under_zero_shot(tmp_path):
    """Loaded as any model is, it answers what the trained model answers."""
    observation = {"c_source": "int main(void)\n{\n    return 0;\n}\n", "assembly": "", "feedback": ""}
    answer = "```assembly\n\t.globl\tmain\nmain:\n\txorl\t%eax, %eax\n\tret\n```"

    class Scorer(ToyScorer):
        def prompts(self, problem_ids):
            return [render(observation)] * len(problem_ids)

        def reward(self, problem_id, text):
            return len(text) / 100

    model, tokenizer = build_tiny([render(observation), answer], seed=0, hidden_size=32, layers=1)
    chosen = settings(ppo_llm.Settings, tmp_path, steps=2, max_prompt_tokens=64, max_new_tokens=8)
    checkpoint = ppo_llm.train(chosen, model, tokenizer, Scorer())
    agent = ZeroShot(str(checkpoint), max_new_tokens=8, device="cpu", threads=1)
    greedy = Decoding(
        temperature=0.0, max_new_tokens=8, end_tokens=(tokenizer.eos_token_id,), pad_token=tokenizer.pad_token_id
    )
    rollout = collect(model, tokenizer, Scorer(), ["a"], greedy, batch_size=1, max_prompt_tokens=64)
    assert agent.act([observation]) == list(rollout.texts)
    assert agent.usage.prompt_tokens == rollout.attention_BS.sum() - rollout.mask_BT.sum()


@pytest.mark.parametrize("kl", list(KL))
@pytest.mark.parametrize("trainer", [ppo_llm, grpo_llm])
def test_the_reference_holds_the_policy(trainer, kl, tmp_path):
    """The stronger the pull towards the first weights, the nearer to them the policy stays."""
    chosen = {"kl": kl, "update_epochs": 3, "steps": 4, "micro_batch": 10}
    chosen |= PPO if trainer is ppo_llm else {}
    far = []
    for weight in (1e-9, 10.0):
        run = settings(trainer.Settings, tmp_path / str(weight), kl_coef=weight, **chosen)
        trainer.train(run, make_model(TOKENIZER), TOKENIZER, ToyScorer())
        far.append(metrics(run.output)[-1]["kl"])
    assert far[1] < far[0] / 2


def test_micro_batches_change_nothing(tmp_path):
    """Gradients of parts add up to that of the batch: figures agree to rounding."""
    lines = []
    for size in (16, 3):
        chosen = settings(ppo_llm.Settings, tmp_path / str(size), micro_batch=size, steps=3, **PPO)
        ppo_llm.train(chosen, make_model(TOKENIZER), TOKENIZER, ToyScorer())
        lines.append(metrics(chosen.output))
    for whole, parts in zip(*lines, strict=True):
        assert {k: v for k, v in whole.items() if v is not None} == pytest.approx(
            {k: v for k, v in parts.items() if v is not None}, rel=1e-3, abs=1e-5
        )


def test_a_batch_stops_where_the_policy_has_moved_too_far(tmp_path):
    """Without the limit it moves on."""
    moved = []
    for limit in (None, 1e-3):
        chosen = settings(grpo_llm.Settings, tmp_path / str(limit), update_epochs=8, steps=1, target_kl=limit)
        grpo_llm.train(chosen, make_model(TOKENIZER), TOKENIZER, ToyScorer())
        moved.append(metrics(chosen.output)[0]["moved_kl"])
    assert 1e-3 < moved[1] < moved[0]


@pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning")  # peft asks transformers for it
@pytest.mark.parametrize("kind", list(ppo_llm.CriticKind))
def test_adapters_of_a_model_in_bfloat16_are_trained(kind, tmp_path):
    """As on a GPU: the model in bfloat16, adapters and the critic's head in float32."""
    peft = pytest.importorskip("peft")
    for part in (make_model(TOKENIZER), TOKENIZER):
        part.save_pretrained(tmp_path / "base")
    model, _ = load_model(str(tmp_path / "base"), dtype="bfloat16", device="cpu", lora_rank=2)
    assert isinstance(model, peft.PeftModel)
    chosen = settings(ppo_llm.Settings, tmp_path, dtype="bfloat16", lora_rank=2, critic=kind, steps=2)
    AcceleratorState._reset_state(reset_partial_state=True)  # it keeps the precision of the first training
    try:
        assert ppo_llm.train(chosen, model, TOKENIZER, ToyScorer()) is not None
    finally:
        AcceleratorState._reset_state(reset_partial_state=True)
    assert all(math.isfinite(line["value_loss"]) for line in metrics(tmp_path))
    assert {one.dtype for one in model.parameters() if one.requires_grad} == {torch.float32}
