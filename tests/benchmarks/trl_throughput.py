"""Training throughput of agents.grpo_llm and agents.ppo_llm against TRL's GRPOTrainer, on the processor.

The same small model, prompts, batch, numbers of tokens and reward, one gradient step a batch; answers never end early.
A step is everything from the start of one batch to that of the next: generation, reward, update, figures. The trainers
take turns, and the ratios' intervals are over the rounds. TRL is no dependency of the project; install it for this:

    pip install trl datasets
    OMP_NUM_THREADS=1 python tests/benchmarks/trl_throughput.py [--rounds 5] [--batch 32] [--answer-tokens 96]
"""

import argparse
import contextlib
import copy
import io
import itertools
import math
import os
import sys
import tempfile
import time
import warnings
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"  # TRL asks the hub about a model that has no name
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # agents/ is in the checkout only

import torch
import transformers
from datasets import Dataset
from trl import GRPOConfig, GRPOTrainer

from agents import grpo_llm, ppo_llm
from agents.language_presets import build_tiny
from agents.language_rl import Score, mean_interval
from agents.prompt import render
from agents.training_log import Tracker
from asm_gym import compile_c, load

GROUP = 8
PROBLEMS = 8
LEARNING_RATE = 1e-4


def reward(text):
    """Something that costs next to nothing and differs between answers."""
    return text.count("e") / (1 + len(text))


def now():
    """Seconds on the clock, and seconds of this process's CPU time: others may use the core, too."""
    return time.perf_counter(), time.process_time()


class Scorer:
    """Asks and judges for our trainers; notes when each batch begins."""

    def __init__(self, prompts):
        self.problem_ids = tuple(prompts)
        self.began = []
        self._prompts = prompts

    def reseed(self, seed):
        """Nothing is random here."""

    def prompts(self, problem_ids):
        """Called once a batch, first of all."""
        self.began.append(now())
        return [self._prompts[one] for one in problem_ids]

    def score(self, problem_ids, texts):
        """See `reward`."""
        return [Score(reward=reward(text), speedup=1.0) for text in texts]


class Clock(transformers.TrainerCallback):
    """Notes when each of TRL's batches begins."""

    def __init__(self):
        self.began = []

    def on_step_begin(self, *_, **__):
        """Before the batch is generated."""
        self.began.append(now())


def time_ours(trainer, model, tokenizer, prompts, args, **more):
    """When each batch of agents.grpo_llm or agents.ppo_llm began."""
    scorer = Scorer(prompts)
    tokenizer.eos_token = model.generation_config.eos_token_id = model.config.eos_token_id = (
        None  # nothing ends an answer
    )
    with tempfile.TemporaryDirectory() as folder:
        settings = trainer.Settings(
            output=Path(folder), steps=args.steps + 2, batch=args.batch, generation_batch=args.batch,
            micro_batch=args.batch, max_new_tokens=args.answer_tokens, temperature=1.0, lr=LEARNING_RATE,
            device="cpu", save_every=10**6, tracker=Tracker.NONE, **more,
        )  # fmt: skip
        trainer.train(settings, model, tokenizer, scorer)
    return scorer.began


def time_trl(model, tokenizer, prompts, args):
    """When each batch of TRL's GRPOTrainer began."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        config = GRPOConfig(
            output_dir=folder, max_steps=args.steps + 2, per_device_train_batch_size=args.batch, num_generations=GROUP,
            max_completion_length=args.answer_tokens, generation_kwargs={"min_new_tokens": args.answer_tokens},
            temperature=1.0, top_k=0, top_p=1.0, learning_rate=LEARNING_RATE, use_cpu=True, bf16=False,
            gradient_checkpointing=False, logging_steps=1, save_strategy="no", report_to="none", disable_tqdm=True,
        )  # fmt: skip
        GRPOTrainer(
            model=model, args=config, processing_class=tokenizer, callbacks=[clock],
            reward_funcs=lambda completions, **_: [reward(text) for text in completions],
            train_dataset=Dataset.from_dict({"prompt": list(prompts.values())}),
        ).train()  # fmt: skip
    return clock.began


def main():
    """Prints tokens per second of each trainer, and the ratios to TRL with 95 % intervals."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=3, help="that are timed, a round; the first of each is not")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--answer-tokens", type=int, default=96)
    args = parser.parse_args()
    transformers.utils.logging.disable_progress_bar()
    problems = sorted(load("bundled"), key=lambda problem: len(problem.c_code))[:PROBLEMS]
    prompts = {one.id: render({"c_source": one.c_code, "assembly": "", "feedback": ""}) for one in problems}
    model, tokenizer = build_tiny([*prompts.values(), *(compile_c(one.c_code) for one in problems)], seed=0)
    trainers = {
        "TRL GRPOTrainer": time_trl,
        "agents.grpo_llm": lambda *given: time_ours(grpo_llm, *given, group_size=GROUP),
        "agents.ppo_llm": lambda *given: time_ours(ppo_llm, *given),
    }
    lengths = [len(tokenizer(one).input_ids) for one in prompts.values()]
    print(
        f"{model.num_parameters():,} parameters, vocabulary {len(tokenizer)}, prompts of {min(lengths)} to "
        f"{max(lengths)} tokens, {args.batch} answers of {args.answer_tokens}, {torch.get_num_threads()} thread(s)"
    )
    step_s = {name: [] for name in trainers}
    for number in range(args.rounds):
        for name, measure in trainers.items():
            with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of TRL and peft, about transformers
                began = measure(copy.deepcopy(model), copy.deepcopy(tokenizer), prompts, args)
            took = [[after - before for before, after in zip(*pair, strict=True)] for pair in itertools.pairwise(began)]
            step_s[name].append([sum(column) / args.steps for column in zip(*took[1:], strict=True)])
        shown = ", ".join(
            f"{name} {rounds[-1][0]:.2f} s ({rounds[-1][1]:.2f} s CPU)" for name, rounds in step_s.items()
        )
        print(f"round {number + 1}: a step takes {shown}", flush=True)
    reference = step_s["TRL GRPOTrainer"]
    for place, clock in enumerate(("on the clock", "of CPU time")):
        for name, rounds in step_s.items():
            tokens = args.batch * args.answer_tokens / (sum(one[place] for one in rounds) / len(rounds))
            logs = [math.log(theirs[place] / ours[place]) for theirs, ours in zip(reference, rounds, strict=True)]
            ratio, low, high = map(math.exp, mean_interval(logs))
            against = f"{ratio:.2f} x TRL's (95 %: {low:.2f} to {high:.2f})"
            print(f"{name}: {tokens:,.0f} answer tokens a second {clock}, {against}")


if __name__ == "__main__":
    main()
