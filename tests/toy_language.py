"""A text environment that a language model learns in seconds, with the interface of the real one."""

import torch
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

from agents.language_rl import Score
from agents.training_log import METRICS_FILE, Tracker, read_metrics
from asm_gym import SandboxError

LETTERS = "abcde"
LENGTH = 2


def make_tokenizer():
    """One token a letter, and one each that ends and that fills up."""
    vocabulary = {letter: number for number, letter in enumerate([*LETTERS, "<end>", "<pad>", "?"])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="?"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    tokenizer.decoder = decoders.Fuse()
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<end>", pad_token="<pad>", unk_token="?")


def make_model(tokenizer, seed=0, width=32):
    """Random weights."""
    torch.manual_seed(seed)
    config = Qwen2Config(
        vocab_size=len(tokenizer), hidden_size=width, intermediate_size=2 * width, num_hidden_layers=1,
        num_attention_heads=2, num_key_value_heads=1, max_position_embeddings=64, tie_word_embeddings=False,
        bos_token_id=None, eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id,
    )  # fmt: skip
    return Qwen2ForCausalLM(config).eval()


class ToyScorer:
    """Wants the letters that follow the prompt's last one in the alphabet, and then the end; pays for each of them."""

    def __init__(self, problem_ids=("a", "cb"), fails_at=None):
        self.problem_ids = tuple(problem_ids)
        self.fails_at, self.calls = fails_at, 0

    def reseed(self, seed):
        self.seed = seed

    def prompts(self, problem_ids):
        return list(problem_ids)

    def score(self, problem_ids, texts):
        self.calls += 1
        if self.fails_at is not None and self.calls >= self.fails_at:
            msg = "the supervisor died"
            raise SandboxError(msg)
        return [Score(reward=self.reward(p, t), speedup=1.0) for p, t in zip(problem_ids, texts, strict=True)]

    def reward(self, problem_id, text):
        wanted = self.wanted(problem_id)
        right = sum(a == b for a, b in zip(wanted, text, strict=False))
        return (right + (text == wanted)) / (LENGTH + 1)

    @staticmethod
    def wanted(problem_id):
        start = LETTERS.index(problem_id[-1]) + 1
        return (LETTERS[start:] + LETTERS)[:LENGTH]


def settings(kind, output, **changes):
    """A trainer's settings for the toy: one batch is one micro-batch."""
    values = {
        "steps": 4, "batch": 16, "generation_batch": 16, "micro_batch": 16, "max_prompt_tokens": 8,
        "max_new_tokens": LENGTH + 1, "temperature": 1.0, "lr": 5e-3, "device": "cpu", "tracker": Tracker.NONE,
    }  # fmt: skip
    return kind(output=output, **values | changes)


def metrics(output):
    """The lines of a run's log, without what depends on the clock."""
    lines = read_metrics(output / METRICS_FILE)
    timed = ("_s", "overlap")
    return [{name: value for name, value in line.items() if not name.endswith(timed)} for line in lines]
