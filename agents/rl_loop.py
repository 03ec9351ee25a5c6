"""The loop around both trainers: batch after batch, the policy's update, checkpoints, figures.

What makes PPO and GRPO different (where the advantages come from) is in `agents.ppo_llm` and `agents.grpo_llm`.

Several processes (``accelerate launch --num_processes N``) share a batch: each answers its own questions, gradients and
figures are added up over all, and since every loss is divided by the tokens of the whole batch, the result is that of
one process with the whole batch. The first process alone logs and saves.
"""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import math
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Self

import numpy as np

from agents import checkpoints, policy_gradient
from agents.language_model import TrainingError
from agents.language_presets import compute_dtype, on_gpu
from agents.language_rl import (
    Decoding,
    Known,
    MicroBatch,
    Rollout,
    Score,
    Scorer,
    answer_logits,
    collect,
    micro_batches,
    summary,
    trunk_hidden,
    trunk_of,
)
from agents.local_model import end_tokens
from agents.rl_settings import KL, LoopSettings
from agents.training_log import METRICS_FILE, TrainingLog, plot_learning_curve
from asm_gym import ArgumentError, AsmGymError, SandboxError

try:
    import torch
    from accelerate import Accelerator
    from accelerate.utils import broadcast, gather_object
    from torch import Tensor
except ImportError as error:
    message = f"agents.rl_loop needs {error.name} ({error}); install it: pip install -e '.[agents]'"
    raise ImportError(message) from error


_CHECKPOINTS: Final = "checkpoints"
_CURVE: Final = "learning_curve.png"
_MAY_CHANGE: Final = ("output", "resume", "num_envs", "device", "threads", "save_every", "keep", "tracker")
"""Options that make no difference to what is learned."""


class Run:
    """A training under way: model, optimizer, batch after batch. As a context it resumes, and saves whatever ends it.

    Everything random in a step comes from the seed, the number of the step and of the process, so that a checkpoint
    needs no generator's state and a resumed run does what an uninterrupted one does.
    """

    def __init__(self, settings: LoopSettings, model: Any, tokenizer: Any, scorer: Scorer) -> None:
        """Places the model and prepares everything that is there once.

        Args:
            settings: See there.
            model: With the weights that training begins with, also where it resumes: the reference has these.
            tokenizer: The model's.
            scorer: Asks and judges.

        Raises:
            ArgumentError: settings do not fit each other, the model, or what the output folder has.
        """
        self.settings, self.tokenizer, self.scorer = settings, tokenizer, scorer
        self.accelerator = Accelerator(
            cpu=not on_gpu(settings), mixed_precision="bf16" if compute_dtype(settings) == "bfloat16" else "no"
        )
        _check(settings, model, scorer, self.accelerator.num_processes)
        self.model = without_dropout(model).to(self.accelerator.device).eval()
        self.parameters = [one for one in self.model.parameters() if one.requires_grad]
        for one in self.parameters:  # adapters begin with random numbers, which must be the same everywhere
            broadcast(one.data)
        self.reference = make_reference(self.model) if settings.kl_coef else None
        # A short memory (0.99): from batch to batch the gradients' size changes more than in supervised training.
        self.optimizer = torch.optim.AdamW(self.parameters, lr=settings.lr, betas=(0.9, 0.99), weight_decay=0.0)
        self.decoding = Decoding(
            temperature=settings.temperature,
            max_new_tokens=settings.max_new_tokens,
            end_tokens=tuple(end_tokens(model, tokenizer)),
            pad_token=pad_token(model, tokenizer),
        )
        self.total = settings.steps or math.ceil(settings.epochs * len(scorer.problem_ids) / settings.questions)
        self.step = 0
        """Steps that are done."""
        self.result: Path | None = None
        """The last checkpoint, once all steps are done, and no signal asked for the end."""
        self._is_stopped = False
        self._kept: dict[str, Any] = {"optimizer": self.optimizer}
        self._known: Known | None = {} if settings.remember else None
        self._is_whole = True
        """Whether the weights are those after a step, and not in the middle of one."""
        self._closing = contextlib.ExitStack()

    @property
    def device(self) -> torch.device:
        """Where the model is."""
        return self.accelerator.device

    @property
    def folder(self) -> Path:
        """Of the checkpoints."""
        return self.settings.output / _CHECKPOINTS

    def total_of(self, tensor: Tensor) -> Tensor:
        """The sum over all processes."""
        summed: Tensor = self.accelerator.reduce(tensor, reduction="sum")
        return summed

    def keep(self, name: str, part: Any) -> None:
        """Has checkpoints keep a part of the training (``state_dict``, ``load_state_dict``) besides the policy's."""
        self._kept[name] = part

    def __enter__(self) -> Self:
        newest = checkpoints.latest(self.folder)
        if self.settings.resume:
            if newest is None:
                msg = f"there is no checkpoint in {str(self.folder)!r} to resume from; leave out --resume"
                raise ArgumentError(msg)
            self._load(newest)
        elif newest is not None:
            msg = f"{str(self.settings.output)!r} has a run ({newest.name}): give --resume or another --output"
            raise ArgumentError(msg)
        if self.accelerator.is_main_process:
            config = {name: str(value) for name, value in dataclasses.asdict(self.settings).items()}
            log = TrainingLog(self.settings.output, tracker=self.settings.tracker, config=config, resume_step=self.step)
            self._log = self._closing.enter_context(log)
        self._stop = self._closing.enter_context(checkpoints.StopRequest())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: object) -> None:
        with self._closing:
            # A fault of the environment comes before a step's update, so what is saved is the state after the step
            # before. Weights that are half updated are not saved.
            if error is None or (isinstance(error, AsmGymError) and self._is_whole):
                self.save()
            if error is None and self.step >= self.total and not self._is_stopped:
                self.result = checkpoints.latest(self.folder)

    def steps(self) -> Iterator[int]:
        """The numbers of the steps that are left, from 0; saves in between, and ends early after a signal."""
        while self.step < self.total:
            torch.manual_seed(self._seed(self.step))
            for group in self.optimizer.param_groups:
                group["lr"] = self.settings.lr * lr_share(self.settings, self.step, self.total)
            yield self.step
            self.step += 1
            self._is_whole = True
            if self._somewhere(self._stop.requested):
                self._is_stopped = True
                self._say(f"stopped after step {self.step} of {self.total}; --resume goes on")
                return
            if self.step % self.settings.save_every == 0:
                self.save()

    # ------------------------------------------------------------------------------------------------- parts of a step

    def collect(self, samples: int = 1) -> Rollout:
        """Answers to this step's and this process's questions, `samples` to each, judged.

        Raises:
            AsmGymError: the environment is at fault, here or at another process.
        """
        here = self.settings.questions // self.accelerator.num_processes
        first = self.step * self.settings.questions + self.accelerator.process_index * here
        problem_ids, seed = self.scorer.problem_ids, self.settings.seed
        questions = problems_in_order(problem_ids, seed, first, here)
        after = range(first + here, first + here + 2 * len(problem_ids))  # two rounds have all of them
        self.scorer.reseed(self._seed(self.step))
        fault: AsmGymError | None = None
        try:
            with self.accelerator.autocast():
                rollout = collect(
                    self.model,
                    self.tokenizer,
                    self.scorer,
                    [one for one in questions for _ in range(samples)],
                    self.decoding,
                    batch_size=self.settings.generation_batch,
                    max_prompt_tokens=self.settings.max_prompt_tokens,
                    known=self._known,
                    spare=(problems_in_order(problem_ids, seed, place, 1)[0] for place in after),
                )
        except AsmGymError as error:
            fault = error
        if self._somewhere(fault is not None):
            if fault is None:
                msg = "the environment of another process failed; see its message"
                fault = SandboxError(msg)
            raise fault
        return rollout

    def parts_of(self, rollout: Rollout) -> list[MicroBatch]:
        """The rollout as micro-batches."""
        return micro_batches(rollout, self.settings.micro_batch, self.device)

    def tokens_of(self, rollout: Rollout) -> Tensor:
        """How many tokens the answers have, those of all processes."""
        return self.total_of(rollout.mask_BT.sum().to(self.device))

    @torch.no_grad()
    def hidden_states(self, parts: Sequence[MicroBatch]) -> list[Tensor]:
        """What the policy's trunk says before each token of the answers: (B, T, width), float32, by micro-batch."""
        trunk, states = trunk_of(self.model), []
        for part in parts:
            with self.accelerator.autocast():
                states.append(trunk_hidden(trunk, part).float())
        return states

    def update_policy(self, parts: Sequence[MicroBatch], advantage_BT: Tensor, count: Tensor) -> dict[str, float]:
        """A few optimizer steps on the clipped loss.

        The first pass over the batch comes before any of them, so its log-probabilities are those of the policy that
        sampled: there is no pass for these alone.

        Args:
            parts: Micro-batches of the rollout.
            advantage_BT: Of each token.
            count: Tokens of the batch's answers, over all processes.

        Returns:
            Metrics of the last pass, over all processes; the entropy is that of the policy that sampled.
        """
        settings = self.settings
        references = [self._reference_logp(part) for part in parts] if self.reference else [None] * len(parts)
        sampled: list[Tensor | None] = [None] * len(parts)
        sums: dict[str, float] = {}
        norm = 0.0
        self.model.train(settings.checkpoint_activations)  # which only works in this mode; there is no dropout
        passes = 0
        for passes in range(1, settings.update_epochs + 1):  # noqa: B007 - read after the loop
            figures = []
            for place, part in enumerate(parts):
                loss, logp_BT, seen = self._loss(part, references[place], sampled[place], advantage_BT, count)
                loss.backward()
                figures.append(seen)
                if sampled[place] is None:
                    sampled[place] = logp_BT
            sums |= {name: self.total_of(sum(one[name] for one in figures)).item() for name in figures[0]}
            if settings.target_kl is not None and sums["moved_kl"] > settings.target_kl:
                self.optimizer.zero_grad()
                break
            norm = self.descend(self.optimizer, self.parameters)
        self.model.eval()
        return {**sums, "gradient_norm": norm, "passes": passes}

    def _loss(
        self,
        part: MicroBatch,
        reference: Tensor | None,
        sampled_logp_BT: Tensor | None,
        advantage_BT: Tensor,
        count: Tensor,
    ) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
        """A micro-batch's part of the loss, its log-probabilities, and figures that add up like the loss.

        Without `sampled_logp_BT` the policy is the one that sampled.
        """
        settings = self.settings
        with self.accelerator.autocast():
            logits_BTV = answer_logits(self.model, part)
        all_logp_BTV = policy_gradient.log_probabilities(logits_BTV, settings.temperature)
        logp_BT = policy_gradient.of_tokens(all_logp_BTV, part.answer_BT)
        is_first = sampled_logp_BT is None
        surrogate = policy_gradient.policy_loss(
            logp_BT, logp_BT.detach() if is_first else sampled_logp_BT, part.cut(advantage_BT), part.mask_BT,
            clip=settings.clip, count=count,
        )  # fmt: skip
        loss, figures = surrogate.loss, {"clip_fraction": surrogate.clip_fraction, "moved_kl": surrogate.moved_kl}
        if reference is not None:
            kl_BT = (
                policy_gradient.kl_divergence(all_logp_BTV, reference)
                if settings.kl is KL.EXACT
                else policy_gradient.kl_estimate(logp_BT, reference, part.mask_BT)
            )
            figures["kl"] = kl = (kl_BT * part.mask_BT).sum() / count
            loss = loss + settings.kl_coef * kl
        if is_first or settings.entropy_coef:
            with torch.set_grad_enabled(settings.entropy_coef != 0):
                entropy = (policy_gradient.entropy(all_logp_BTV) * part.mask_BT).sum() / count
            if is_first:
                figures["entropy"] = entropy
            if settings.entropy_coef:
                loss = loss - settings.entropy_coef * entropy
        return loss, logp_BT.detach(), {name: value.detach() for name, value in figures.items()}

    @torch.no_grad()
    def _reference_logp(self, part: MicroBatch) -> Tensor:
        """Of all tokens for the exact divergence, else of those that were drawn."""
        assert self.reference is not None, "only asked with one"
        with self.reference() as reference, self.accelerator.autocast():
            logits_BTV = answer_logits(reference, part)
        all_logp_BTV = policy_gradient.log_probabilities(logits_BTV, self.settings.temperature)
        return all_logp_BTV if self.settings.kl is KL.EXACT else policy_gradient.of_tokens(all_logp_BTV, part.answer_BT)

    def descend(self, optimizer: torch.optim.Optimizer, parameters: Iterable[torch.nn.Parameter]) -> float:
        """An optimizer step with the gradients of all processes; returns their norm before they are shortened.

        Raises:
            TrainingError: the norm is no finite number.
        """
        some = list(parameters)
        if self.accelerator.num_processes > 1:
            for one in some:
                one.grad = self.total_of(torch.zeros_like(one) if one.grad is None else one.grad)
        norm = float(torch.nn.utils.clip_grad_norm_(some, self.settings.max_grad_norm))
        if not math.isfinite(norm):
            msg = f"the gradient of step {self.step + 1} is {norm}; resume from the last checkpoint with a smaller lr"
            raise TrainingError(msg)
        self._is_whole = False
        optimizer.step()
        optimizer.zero_grad()
        return norm

    def log(self, rollout: Rollout, training_s: float, metrics: Mapping[str, float | None]) -> None:
        """Writes down a step.

        Args:
            rollout: The step's.
            training_s: Seconds from the rollout's end.
            metrics: What else there is to say, the same for all processes.
        """
        here = {
            "answer_tokens": rollout.answer_tokens,
            "all_tokens": int(rollout.attention_BS.sum()),
            "judged": rollout.judged,
            "lane_wait_s": rollout.lane_wait_s,
            "too_long": rollout.too_long,
            "cut_off": self._cut_off(rollout),
        }
        scores: list[Score] = gather_object(list(rollout.scores))
        heres = gather_object([here])
        everywhere: dict[str, float] = {name: sum(one[name] for one in heres) for name in here}
        if not self.accelerator.is_main_process:
            return
        figures = summary(scores)
        first = ("reward", "pass_share", "speedup")
        self._log.write(
            self.step + 1,
            {
                **{name: figures.pop(name) for name in first},
                "kl": metrics.get("kl"),
                "entropy": metrics.get("entropy"),
                "clip_fraction": metrics.get("clip_fraction"),
                **figures,
                **metrics,
                "learning_rate": self.optimizer.param_groups[0]["lr"],
                "answer_tokens": everywhere["answer_tokens"] / len(scores),
                "cut_off_share": everywhere["cut_off"] / len(scores),
                "too_long": everywhere["too_long"],
                "judged": everywhere["judged"],
                "generation_s": rollout.generation_s,
                "evaluation_s": rollout.evaluation_s,
                "waiting_s": rollout.waiting_s,
                "overlap": rollout.overlap,
                "lane_wait_s": everywhere["lane_wait_s"],
                "training_s": training_s,
                "generated_tokens_per_s": everywhere["answer_tokens"] / rollout.generation_s,
                "trained_tokens_per_s": everywhere["all_tokens"] * metrics.get("passes", 0) / training_s,
            },
        )

    def _cut_off(self, rollout: Rollout) -> int:
        """How many answers reached the limit without an end token."""
        if rollout.mask_BT.shape[1] < self.settings.max_new_tokens:
            return 0
        has_ended_B = torch.isin(rollout.ids_BS[:, -1], rollout.ids_BS.new_tensor(self.decoding.end_tokens))
        return int(((rollout.mask_BT[:, -1] > 0) & ~has_ended_B).sum())

    # ----------------------------------------------------------------------------------------------------- checkpoints

    def save(self) -> None:
        """Writes a checkpoint of the steps that are done, and the learning curve so far."""
        known = gather_object([[[*key, dataclasses.asdict(score)] for key, score in (self._known or {}).items()]])
        if self.accelerator.is_main_process:
            state = {name: part.state_dict() for name, part in self._kept.items()}
            state |= {"step": self.step, "known": known, "options": self._options()}
            checkpoints.save(
                self.folder, self.step, model=self.model, tokenizer=self.tokenizer, state=state,
                keep=self.settings.keep,
            )  # fmt: skip
            if self.step:
                self._draw()
        self.accelerator.wait_for_everyone()

    def _draw(self) -> None:
        try:
            plot_learning_curve(self.settings.output / METRICS_FILE, self.settings.output / _CURVE)
        except (ArgumentError, OSError) as error:  # no training ends for want of a picture
            self._say(f"no learning curve: {error}")

    def _options(self) -> dict[str, str]:
        """What a run that goes on should have in common with the one before, as texts."""
        options = {name: str(value) for name, value in dataclasses.asdict(self.settings).items()}
        options["problems"] = ",".join(self.scorer.problem_ids)
        return {name: value for name, value in options.items() if name not in _MAY_CHANGE}

    def _load(self, checkpoint: Path) -> None:
        state = checkpoints.load_state(checkpoint)
        missing = {*self._kept, "known", "options"} - state.keys()
        if missing:
            msg = f"{str(checkpoint)!r} has no {', '.join(sorted(missing))}: another trainer or critic wrote it"
            raise ArgumentError(msg)
        load_weights(self.model, checkpoint)
        for name, part in self._kept.items():
            part.load_state_dict(state[name])
        self.step = state["step"]
        place = self.accelerator.process_index
        if self._known is not None and place < len(state["known"]):
            self._known.update({(name, text): Score(**score) for name, text, score in state["known"][place]})
        for name, value in self._options().items():
            if value != state["options"].get(name, value):
                self._say(f"goes on with another {name} than before: {state['options'][name]} then, {value} now")

    def _seed(self, step: int) -> int:
        parts = [self.settings.seed, step, self.accelerator.process_index]
        return int(np.random.SeedSequence(parts).generate_state(1)[0])

    def _somewhere(self, flag: bool) -> bool:
        return bool(self.total_of(torch.tensor(float(flag), device=self.device)) > 0)

    def _say(self, text: str) -> None:
        if self.accelerator.is_main_process:
            print(text, file=sys.stderr, flush=True)


# ---------------------------------------------------------------------------------------------------------------- parts


def problems_in_order(problem_ids: Sequence[str], seed: int, first: int, count: int) -> list[str]:
    """A stretch of the endless order of the problems: each comes once before one comes again, every round anew.

    Args:
        problem_ids: All problems.
        seed: Of the order.
        first: Where the stretch begins, from 0.
        count: Its length, 1 or more.
    """
    size = len(problem_ids)
    rounds = range(first // size, (first + count - 1) // size + 1)
    order = {number: np.random.default_rng([seed, number]).permutation(size) for number in rounds}
    return [problem_ids[order[place // size][place % size]] for place in range(first, first + count)]


def lr_share(settings: LoopSettings, step: int, total: int) -> float:
    """Part of the learning rate that a step (from 0) has: a straight rise, times a straight descent over the run."""
    rise = min(1.0, (step + 1) / settings.warmup_steps) if settings.warmup_steps else 1.0
    return rise * (1 - (1 - settings.final_lr_share) * step / max(1, total - 1))


def pad_token(model: Any, tokenizer: Any) -> int:
    """What fills up a batch; masks tell it from the same token in a text."""
    if tokenizer.pad_token_id is not None:
        return int(tokenizer.pad_token_id)
    return next(iter(end_tokens(model, tokenizer)), 0)


def without_dropout(model: Any) -> Any:
    """The model with all dropout switched off, for its tokens' probabilities must be those that they were drawn with.

    Eval mode does not suffice: activations are only checkpointed in train mode.
    """
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
        if isinstance(getattr(module, "attention_dropout", None), float):
            module.attention_dropout = 0.0
    return model


Reference = Callable[[], contextlib.AbstractContextManager[Any]]
"""Gives a model that does not change, for as long as the context lasts."""


def make_reference(model: Any) -> Reference:
    """The model as it is now: a copy, or, where adapters are trained, the model with these as they are now.

    Not the model without them: they may have been trained before.
    """
    if hasattr(model, "get_base_model"):
        trained = [one for one in model.parameters() if one.requires_grad]
        first = [one.detach().clone() for one in trained]

        @contextlib.contextmanager
        def as_it_was() -> Iterator[Any]:
            last = [one.data for one in trained]
            try:
                for one, data in zip(trained, first, strict=True):
                    one.data = data
                yield model
            finally:
                for one, data in zip(trained, last, strict=True):
                    one.data = data

        return as_it_was
    frozen = copy.deepcopy(model).requires_grad_(False)
    return lambda: contextlib.nullcontext(frozen)


def load_weights(model: Any, checkpoint: Path) -> None:
    """Gives a model the weights of a checkpoint: all of them, or those of its adapters."""
    if hasattr(model, "get_base_model"):
        from peft import load_peft_weights, set_peft_model_state_dict

        set_peft_model_state_dict(model, load_peft_weights(str(checkpoint), device="cpu"))
    else:
        model.load_state_dict(type(model).from_pretrained(checkpoint, dtype=model.dtype).state_dict())


def _check(settings: LoopSettings, model: Any, scorer: Scorer, processes: int) -> None:
    """Refuses settings that do not fit the model, the problems or the number of processes."""
    if settings.questions % processes:
        msg = f"{settings.questions} questions a batch for {processes} processes; give a batch that they can share"
        raise ArgumentError(msg)
    if not scorer.problem_ids:
        msg = "there is no problem to train on; give --problems, or another --dataset or --split"
        raise ArgumentError(msg)
    context = getattr(model.config, "max_position_embeddings", None)
    wanted = settings.max_prompt_tokens + settings.max_new_tokens
    if context is not None and wanted > context:
        msg = f"max_prompt_tokens + max_new_tokens is {wanted}, but the model's context is {context}; lower them"
        raise ArgumentError(msg)
