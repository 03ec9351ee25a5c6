"""Supervised fine-tuning of a language model on assembly that is known: outputs of compilers, finds of `search`.

python -m agents.sft --model Qwen/Qwen2.5-Coder-0.5B-Instruct --data results.jsonl,finds.jsonl --output tuned

The model learns to answer the prompt that `zero_shot` asks with the assembly as a fenced block. A checkpoint is a model
like any other: ``asm-gym evaluate --agent zero_shot --agent-arg model=tuned/checkpoints/step-00000500``.
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
import json
import math
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import asm_gym
from agents import checkpoints
from agents.language_model import TrainingError, keep_off_timing_cores
from agents.language_presets import compute_dtype, load_model
from agents.language_rl import trunk_of
from agents.local_model import encode_prompt
from agents.prompt import render
from agents.rl_settings import ModelSettings, parse, require_settings
from agents.training_log import TrainingLog
from asm_gym import ArgumentError, AsmGymError, Verdict

import torch  # isort: skip - the modules above say what to install where it is missing
from torch import Tensor  # isort: skip

_IGNORED: Final = -100
"""Target of a token that is not learned, as torch's cross entropy has it."""
_CHECKPOINTS: Final = "checkpoints"
_FINAL_RATE_SHARE: Final = 0.02


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and the answer that is to be learned."""

    prompt: str
    answer: str


def answer_of(assembly: str) -> str:
    """The answer that the prompt asks for: the assembly as a fenced block."""
    return f"```assembly\n{assembly.rstrip()}\n```"


@dataclass(frozen=True, kw_only=True)
class Settings(ModelSettings):
    """What the training can be told. The text below a field is its help on the command line."""

    model: str
    """folder of a model or its name on the hub"""
    data: tuple[str, ...]
    """JSONL files, separated by commas: of asm-gym evaluate, of agents.policy, or finds of agents.search"""
    output: Path = Path("tuned")
    """folder for checkpoints and metrics"""
    resume: bool = False
    """go on from the newest checkpoint in the output folder, with the same options as before"""
    dataset: str = "bundled"
    """problems that lines without a C program are about: bundled, or a path"""
    show_assembly: bool = True
    """whether the prompt has the assembly of gcc -O3 besides the C source"""
    min_speedup: float = 0.0
    """answers that are slower, or were not timed, are left out; 0: none of those that passed"""

    epochs: int = 1
    """passes over the pairs"""
    lr: float = 1e-5
    """highest learning rate (AdamW); it rises, then falls along half a cosine"""
    warmup_steps: int = 10
    """optimizer steps over which it rises"""
    weight_decay: float = 0.0
    """of AdamW"""
    max_grad_norm: float = 1.0
    """longer gradients are shortened to this"""
    pack_tokens: int = 4096
    """length of a row; several pairs share one, and longer pairs are left out"""
    rows: int = 1
    """rows in a forward and backward pass"""
    accumulate: int = 16
    """passes whose gradients add up to an optimizer step"""

    seed: int = 0
    """of the order of the pairs"""
    log_every: int = 10
    """optimizer steps between lines of the log"""
    save_every: int = 500
    """optimizer steps between checkpoints"""

    def __post_init__(self) -> None:
        """Refuses values that cannot be meant.

        Raises:
            ArgumentError: which one, and what is allowed.
        """
        require_settings(
            self,
            counts=(
                "epochs", "pack_tokens", "rows", "accumulate", "lora_rank", "threads", "log_every", "save_every",
                "keep",
            ),
            above_zero=("max_grad_norm",),
            not_negative=("min_speedup", "lr", "warmup_steps", "weight_decay", "seed"),
        )  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------- data


def read_pairs(
    paths: Iterable[str | os.PathLike[str]],
    *,
    dataset: str = "bundled",
    show_assembly: bool = True,
    min_speedup: float = 0.0,
) -> list[Pair]:
    """Pairs from records of evaluations, each different one once, in the order of the files.

    A record is an object with "text" and either "c_source" or the "problem_id" of a problem in the dataset. It counts
    where its "verdict" is "passed", or where it has none, as in ``finds.jsonl``, which holds proven ones only. Lines of
    ``results.jsonl`` about the null candidate (the baseline again) are left out.

    Args:
        paths: JSONL files of ``asm-gym evaluate``, `agents.policy.write_jsonl` or `agents.search`.
        dataset: Where programs are looked up.
        show_assembly: Whether prompts have the assembly of gcc -O3, as observations of the environment do by default.
        min_speedup: Answers with a smaller speed-up, or without one, are left out; 0: none are.

    Raises:
        ArgumentError: a file cannot be read, a line is no such record, its program is not known, or nothing is left.
        ProblemError: a program does not compile.
    """

    @functools.cache
    def programs() -> dict[str, str]:
        return {problem.id: problem.c_code for problem in asm_gym.load(dataset, "all")}

    @functools.cache
    def prompt(c_source: str) -> str:
        return render({"c_source": c_source, "assembly": asm_gym.compile_c(c_source) if show_assembly else ""})

    pairs: dict[Pair, None] = {}
    for where, record in _records(paths):
        if not _is_wanted(record, min_speedup):
            continue
        c_source = record.get("c_source") or programs().get(record.get("problem_id", ""))
        if not isinstance(c_source, str) or not isinstance(record.get("text"), str):
            msg = f'{where} has no "text", or neither a "c_source" nor the "problem_id" of a problem in {dataset!r}'
            raise ArgumentError(msg)
        pairs[Pair(prompt(c_source), answer_of(record["text"]))] = None
    if not pairs:
        msg = f"no record of {', '.join(map(str, paths))} passed with a speed-up of {min_speedup:g} or more"
        raise ArgumentError(msg)
    return list(pairs)


def _records(paths: Iterable[str | os.PathLike[str]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each record, and where it stands."""
    for path in paths:
        try:
            lines = Path(path).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            msg = f"cannot read {os.fspath(path)!r}: {error}; give JSONL files of evaluations"
            raise ArgumentError(msg) from error
        for number, line in enumerate(lines, 1):
            where = f"{os.fspath(path)}, line {number}"
            try:
                record = json.loads(line)
            except ValueError:
                record = None
            if not isinstance(record, dict):
                msg = f"{where} is no object of JSON; give JSONL files of evaluations"
                raise ArgumentError(msg)
            yield where, record


def _is_wanted(record: Mapping[str, Any], min_speedup: float) -> bool:
    passed = record.get("verdict", Verdict.PASSED) == Verdict.PASSED and record.get("kind", "candidate") == "candidate"
    return passed and (min_speedup <= 0 or (record.get("speedup") or 0.0) >= min_speedup)


# ------------------------------------------------------------------------------------------------------------- packing


@dataclass(frozen=True, slots=True)
class Encoded:
    """A pair as token ids."""

    prompt: tuple[int, ...]
    answer: tuple[int, ...]
    """Ends with the token that ends a reply."""

    def __len__(self) -> int:
        return len(self.prompt) + len(self.answer)


def encode(tokenizer: Any, pair: Pair) -> Encoded:
    """The tokens that the model is asked with, and those that it is to answer.

    Both are encoded on their own, as they are when it is asked.
    """
    answer = tokenizer(pair.answer, add_special_tokens=False).input_ids
    return Encoded(tuple(encode_prompt(tokenizer, pair.prompt)), (*answer, tokenizer.eos_token_id))


def pack(pairs: Iterable[Encoded], pack_tokens: int) -> list[list[Encoded]]:
    """Puts pairs into rows of at most `pack_tokens`: the longest first, each where it leaves the least room."""
    rows: list[list[Encoded]] = []
    rooms: list[tuple[int, int]] = []  # (room, row), ascending
    for pair in sorted(pairs, key=len, reverse=True):
        place = bisect.bisect_left(rooms, (len(pair), 0))
        room, row = rooms.pop(place) if place < len(rooms) else (pack_tokens, len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append(pair)
        bisect.insort(rooms, (room - len(pair), row))
    return rows


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows of pairs as the model takes them. Axes: B rows, T positions."""

    ids_BT: Tensor
    positions_BT: Tensor
    """Place of each token in its own pair."""
    mask_B1TT: Tensor
    """Added to the attention's scores: 0 where a token (third axis) may see another (last axis), which is one of its
    own pair and not behind it; else the least number."""
    targets_BT: Tensor
    """The next token where that is one of an answer, else -100."""

    @classmethod
    def of(cls, rows: Sequence[Sequence[Encoded]], *, device: torch.device, dtype: torch.dtype, pad: int) -> Packed:
        """Lays rows out; shorter ones are filled up on the right, with tokens that see each other only."""
        width = max(sum(map(len, row)) for row in rows)
        ids_BT = torch.full((len(rows), width), pad)
        positions_BT = torch.arange(width).repeat(len(rows), 1)
        owner_BT = torch.full_like(ids_BT, -1)
        targets_BT = torch.full_like(ids_BT, _IGNORED)
        for line, row in enumerate(rows):
            begin = 0
            for number, pair in enumerate(row):
                end = begin + len(pair)
                ids_BT[line, begin:end] = torch.tensor(pair.prompt + pair.answer)
                positions_BT[line, begin:end] = torch.arange(len(pair))
                owner_BT[line, begin:end] = number
                targets_BT[line, end - 1 - len(pair.answer) : end - 1] = torch.tensor(pair.answer)
                begin = end
        sees_BTT = (owner_BT[:, :, None] == owner_BT[:, None, :]).tril()
        mask_BTT = torch.zeros(sees_BTT.shape, dtype=dtype).masked_fill(~sees_BTT, torch.finfo(dtype).min)
        parts = (ids_BT, positions_BT, mask_BTT[:, None], targets_BT)
        return cls(*(part.to(device) for part in parts))


def loss_sum(model: Any, packed: Packed) -> Tensor:
    """Cross entropy of the answers' tokens, summed over them, in float32."""
    hidden_BTD = trunk_of(model)(
        input_ids=packed.ids_BT, attention_mask=packed.mask_B1TT, position_ids=packed.positions_BT, use_cache=False
    ).last_hidden_state
    chosen_BT = packed.targets_BT != _IGNORED
    # Logits of these alone: for a small model they are most of the work, for a large vocabulary most of the memory.
    logits_NV = model.get_output_embeddings()(hidden_BTD[chosen_BT])
    return torch.nn.functional.cross_entropy(logits_NV.float(), packed.targets_BT[chosen_BT], reduction="sum")


# ------------------------------------------------------------------------------------------------------------ training


def train(
    model: Any,
    tokenizer: Any,
    pairs: Sequence[Pair],
    settings: Settings,
    log: Callable[[int, Mapping[str, float]], None],
    *,
    save: Callable[[int, Mapping[str, Any]], None] = lambda step, state: None,
    state: Mapping[str, Any] | None = None,
) -> bool:
    """Trains a model on pairs.

    Args:
        model: Causal model of transformers, or of peft; changed in place, and left in evaluation mode.
        tokenizer: The model's.
        pairs: What it is to learn.
        settings: How.
        log: Gets the number of a step, from 1, and its figures, every ``log_every`` steps and at the end.
        save: Gets the number of a step and the state that a later call goes on from, every ``save_every`` steps and
            after the last one, also where a signal made it the last one.
        state: Where to go on; None: at the beginning. Everything random comes from the seed and the number of the
            epoch, so the result is that of a training without a break.

    Returns:
        Whether all steps are done; False: a signal (SIGINT, SIGTERM) ended the training before.

    Raises:
        ArgumentError: all pairs are longer than ``pack_tokens``.
        TrainingError: the gradient is no finite number; no weight is changed by it.
    """
    encoded = [encode(tokenizer, pair) for pair in pairs]
    rows = pack([one for one in encoded if len(one) <= settings.pack_tokens], settings.pack_tokens)
    if not rows:
        msg = f"all {len(pairs)} pairs are longer than {settings.pack_tokens} tokens; raise pack_tokens"
        raise ArgumentError(msg)
    per_step = settings.rows * settings.accumulate
    epoch_steps = math.ceil(len(rows) / per_step)
    steps, done = settings.epochs * epoch_steps, 0
    trained = [one for one in model.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=settings.lr, weight_decay=settings.weight_decay)
    if state is not None:
        done = int(state["step"])
        optimizer.load_state_dict(state["optimizer"])
    began, seen, since = done, 0, time.perf_counter()
    model.train()
    with checkpoints.StopRequest() as stop:
        while done < steps and not stop.requested:
            batch = _batch(rows, settings, done // epoch_steps, done % epoch_steps)
            for group in optimizer.param_groups:
                group["lr"] = settings.lr * _rate(done, steps, settings.warmup_steps)
            loss = _descend(model, tokenizer, batch, settings, optimizer, trained)
            done += 1
            seen += sum(len(pair) for row in batch for pair in row)
            if done % settings.log_every == 0 or done == steps:
                rate = seen / (time.perf_counter() - since)
                log(done, {"loss": loss, "epoch": done / epoch_steps, "tokens_per_s": rate})
            if done % settings.save_every == 0 and done < steps:
                save(done, {"step": done, "optimizer": optimizer.state_dict()})
    model.eval()
    if done > began:
        save(done, {"step": done, "optimizer": optimizer.state_dict()})
    return done == steps


def _batch(rows: Sequence[list[Encoded]], settings: Settings, epoch: int, step: int) -> list[list[Encoded]]:
    """The rows of a step of an epoch. Each epoch deals all of them out in another way.

    Neighbours, which are of like length, stay together: that saves filling up.
    """
    generator = torch.Generator().manual_seed((settings.seed << 32) + epoch)
    per_step = settings.rows * settings.accumulate
    shift = int(torch.randint(per_step, (), generator=generator))
    begins = [max(0, begin - shift) for begin in range(0, len(rows), per_step)]
    ends = [*begins[1:], len(rows)]
    chosen = int(torch.randperm(len(begins), generator=generator)[step])
    return list(rows[begins[chosen] : ends[chosen]])


def _rate(step: int, steps: int, warmup_steps: int) -> float:
    """Share of the highest learning rate: up along a straight line, then down along half a cosine."""
    if step < warmup_steps:
        return (step + 1) / warmup_steps
    progress = (step - warmup_steps) / max(1, steps - warmup_steps)
    return _FINAL_RATE_SHARE + (1 - _FINAL_RATE_SHARE) * (1 + math.cos(math.pi * progress)) / 2


def _descend(
    model: Any,
    tokenizer: Any,
    batch: Sequence[list[Encoded]],
    settings: Settings,
    optimizer: torch.optim.Optimizer,
    trained: Sequence[Tensor],
) -> float:
    """One optimizer step; returns the loss for each token of the answers."""
    count = sum(len(pair.answer) for row in batch for pair in row)
    pad = tokenizer.eos_token_id if tokenizer.pad_token_id is None else tokenizer.pad_token_id
    optimizer.zero_grad()
    total = 0.0
    for begin in range(0, len(batch), settings.rows):
        packed = Packed.of(batch[begin : begin + settings.rows], device=model.device, dtype=model.dtype, pad=pad)
        with torch.autocast(model.device.type, torch.bfloat16, enabled=compute_dtype(settings) == "bfloat16"):
            loss = loss_sum(model, packed) / count
        loss.backward()  # type: ignore[no-untyped-call]
        total += float(loss.detach())
    norm = float(torch.nn.utils.clip_grad_norm_(trained, settings.max_grad_norm))
    if not math.isfinite(norm):
        msg = f"the gradient is {norm}; resume from the last checkpoint with a smaller lr"
        raise TrainingError(msg)
    optimizer.step()
    return total


# ------------------------------------------------------------------------------------------------------- command line


def run(settings: Settings) -> Path:
    """Loads, trains and saves.

    Returns:
        The last checkpoint.

    Raises:
        ArgumentError: settings cannot be used.
        ProblemError: a program does not compile.
    """
    torch.set_num_threads(keep_off_timing_cores(settings.threads))
    folder = settings.output / _CHECKPOINTS
    newest = checkpoints.latest(folder)
    if newest is None and settings.resume:
        msg = f"there is no checkpoint in {str(folder)!r} to resume from; leave out --resume"
        raise ArgumentError(msg)
    if newest is not None and not settings.resume:
        msg = f"{str(settings.output)!r} has a run already, at {newest.name}; give --resume, or another --output"
        raise ArgumentError(msg)
    torch.manual_seed(settings.seed)  # of new adapters
    model, tokenizer = load_model(
        # Weights that are trained are kept in float32: in bfloat16 most of their small steps would be rounded away.
        str(newest or settings.model), dtype=compute_dtype(settings) if settings.lora_rank else "float32",
        device=settings.device,
        lora_rank=settings.lora_rank, checkpoint_activations=settings.checkpoint_activations,
    )  # fmt: skip
    state = None if newest is None else checkpoints.load_state(newest)
    pairs = read_pairs(
        settings.data, dataset=settings.dataset, show_assembly=settings.show_assembly, min_speedup=settings.min_speedup
    )
    print(f"{len(pairs)} pairs", flush=True)

    def save(step: int, state: Mapping[str, Any]) -> None:
        checkpoints.save(folder, step, model=model, tokenizer=tokenizer, state=state, keep=settings.keep)

    begin = 0 if state is None else int(state["step"])
    log = TrainingLog(settings.output, tracker=settings.tracker, config=dataclasses.asdict(settings), resume_step=begin)
    with log:
        finished = train(model, tokenizer, pairs, settings, log.write, save=save, state=state)
    if not finished:
        print("stopped; the same command with --resume goes on", file=sys.stderr)
    newest = checkpoints.latest(folder)
    assert newest is not None, "training saves whatever ends it"
    return newest


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; `arguments` as there, None: those of this process."""
    try:
        settings = parse(Settings, arguments, "Fine-tunes a language model on assembly that is known.")
        print(run(settings))
    except AsmGymError as error:
        sys.exit(f"sft: {error}")


if __name__ == "__main__":
    main()
