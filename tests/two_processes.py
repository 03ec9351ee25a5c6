"""What each process does in test_agents_rl_processes: trains on the toy environment, writes down where it ended."""

import hashlib
import json
import os
import signal
import sys
from pathlib import Path

from accelerate import PartialState

from agents import grpo_llm, language_rl, ppo_llm
from agents.training_log import Tracker
from asm_gym import AsmGymError
from tests.toy_language import ToyScorer, make_model, make_tokenizer

SIZES = {
    "batch": 8, "generation_batch": 4, "micro_batch": 3, "max_prompt_tokens": 8, "max_new_tokens": 6, "steps": 3,
    "temperature": 1.0, "lr": 1e-3, "kl_coef": 0.1, "device": "cpu", "tracker": Tracker.NONE,
}  # fmt: skip
PROBLEMS = ("a", "cb", "aaa", "b", "bc")


def likeliest(logits_BV, temperature):
    """In place of a draw: then one process and two answer alike."""
    return logits_BV.argmax(-1)


def train(trainer, folder, *, seed=0, scorer=None, **settings):
    """Trains, and returns what the folder's result is, and a digest of the weights."""
    tokenizer = make_tokenizer()
    model = make_model(tokenizer, seed=seed)
    settings = trainer.Settings(output=folder, **SIZES | settings)
    try:
        result = trainer.train(settings, model, tokenizer, scorer or ToyScorer(PROBLEMS))
    except AsmGymError as error:
        result = f"{type(error).__name__}: {error}"
    digest = hashlib.sha256()
    for weights in model.parameters():
        digest.update(weights.detach().numpy().tobytes())
    return {"result": str(result), "weights": digest.hexdigest()}


class Fanciful(ToyScorer):
    """Pays something else for each answer to each question, so that there is something to learn from any."""

    def reward(self, problem_id, text):
        return sum(map(ord, problem_id + text)) % 7 / 7


class Signalled(ToyScorer):
    """Its second batch brings a SIGTERM to this process."""

    def score(self, problem_ids, texts):
        scores = super().score(problem_ids, texts)
        if self.calls == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        return scores


def main(folder):
    """The trainings, one after the other; the weights that a process begins with are its own."""
    rank = PartialState(cpu=True).process_index
    drawn = language_rl._draw
    found = {"grpo": train(grpo_llm, folder / "grpo", seed=rank, group_size=4)}
    second = rank == 1
    faulty = ToyScorer(PROBLEMS, fails_at=2 if second else None)
    found["fault"] = train(grpo_llm, folder / "fault", seed=rank, group_size=4, scorer=faulty)
    stopped = Signalled(PROBLEMS) if second else None
    found["signal"] = train(grpo_llm, folder / "signal", seed=rank, group_size=4, scorer=stopped)
    language_rl._draw = likeliest
    found["ppo"] = train(ppo_llm, folder / "ppo", seed=rank, scorer=Fanciful(PROBLEMS))
    language_rl._draw = drawn
    (folder / f"rank{rank}.json").write_text(json.dumps(found))
    PartialState().destroy_process_group()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
