"""A language model in the environment: it answers prompts, its answers are judged, and both become tensors.

What both trainers (`agents.ppo_llm`, `agents.grpo_llm`) and their report share. Names of tensors end in their axes:
B answers, S positions of prompt and answer together, T positions of the answers only, V the vocabulary.

The policy that is trained is the tempered one: answers are drawn from softmax(logits / temperature), without top-k or
top-p, and log-probabilities are those of that distribution. Nothing else would be on-policy.
"""

from __future__ import annotations

import inspect
import itertools
import math
import time
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, Protocol

import gymnasium
import numpy as np
from gymnasium.vector import VectorEnv

from agents.local_model import encode_prompt
from agents.policy_gradient import response_mask
from agents.prompt import extract, render
from asm_gym import ArgumentError, Evaluation, Verdict
from asm_gym.rewards import uses_pass_fraction
from asm_gym.timing import student_quantile

try:
    import torch
    from torch import Tensor
    from transformers import DynamicCache
except ImportError as error:
    message = f"agents.language_rl needs {error.name} ({error}); install it: pip install -e '.[agents]'"
    raise ImportError(message) from error

FAILURE_REWARD: Final = -2.0
"""Of `log_speedup`, for everything that is wrong."""
SLOWEST_REWARD: Final = -1.0
"""Of `log_speedup`, at least, for everything that is right."""
_NOT_COMPILED: Final = (Verdict.ASSEMBLE_ERROR, Verdict.LINK_ERROR, Verdict.POLICY_VIOLATION)


@uses_pass_fraction(False)
def log_speedup(evaluation: Evaluation) -> float:
    """The trainers' default reward: the logarithm of the speed-up, at least -1, and -2 for every failure.

    The estimate itself, not the end of its interval: a policy gradient averages over many answers. Every right program
    must be worth more than any wrong one. Where a slow one (log 0.16 = -1.8) pays less than a broken one (-1), the
    policy learns to break programs.
    """
    if evaluation.verdict is not Verdict.PASSED:
        return FAILURE_REWARD
    speedup = 1.0 if evaluation.speedup is None else evaluation.speedup
    return max(math.log(speedup), SLOWEST_REWARD) if speedup > 0 else SLOWEST_REWARD


# -------------------------------------------------------------------------------------------------------------- judging


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What became of one answer."""

    reward: float
    verdict: str = Verdict.PASSED.value
    speedup: float | None = None
    """Over the baseline; None: not timed."""
    is_copy: bool = False
    lane_wait_s: float = 0.0
    """Seconds that the answer waited for a timing core."""

    @property
    def passed(self) -> bool:
        """Whether all tests passed."""
        return self.verdict == Verdict.PASSED

    @property
    def compiled(self) -> bool:
        """Whether there was a program that could be run."""
        return self.verdict not in _NOT_COMPILED

    @property
    def counted_speedup(self) -> float:
        """The speed-up as tables count it: 1 where the answer failed or was not timed."""
        return self.speedup if self.passed and self.speedup is not None else 1.0


class Scorer(Protocol):
    """What asks the questions and judges the answers."""

    problem_ids: tuple[str, ...]
    """All there are."""

    def reseed(self, seed: int) -> None:
        """From here on everything random in judging comes from this seed."""
        ...

    def prompts(self, problem_ids: Sequence[str]) -> list[str]:
        """The prompt of each problem."""
        ...

    def score(self, problem_ids: Sequence[str], texts: Sequence[str]) -> list[Score]:
        """Judges an answer to each of the problems.

        Raises:
            AsmGymError: the environment is at fault. It is never a low reward instead.
        """
        ...


def make_envs(settings: Any, **measuring: Any) -> VectorEnv[Any, Any, Any]:
    """The environment that a trainer's settings ask for (`agents.rl_settings.LoopSettings`).

    Args:
        settings: See there.
        **measuring: Fields of `asm_gym.EvaluationConfig`.
    """
    return gymnasium.make_vec(
        "AsmOpt-v0", num_envs=settings.num_envs, autoreset_mode="Disabled", dataset=settings.dataset,
        split=settings.split, show_assembly=settings.show_assembly, reward=settings.reward, **measuring,
    )  # fmt: skip


class EnvironmentScorer:
    """Judges in a vector environment of AsmOpt-v0."""

    def __init__(self, envs: VectorEnv[Any, Any, Any], problem_ids: Sequence[str], *, seed: int | None = None) -> None:
        """Takes the environment; nothing is started before the first prompt.

        Args:
            envs: Of `make_envs`. It is not closed.
            problem_ids: Problems of its split.
            seed: Of the tests that are drawn.
        """
        self.problem_ids = tuple(problem_ids)
        self._envs, self._seed = envs, seed
        self._is_started = False
        self._prompts: dict[str, str] = {}

    def reseed(self, seed: int) -> None:
        """See `Scorer`."""
        self._seed = seed

    def prompts(self, problem_ids: Sequence[str]) -> list[str]:
        """See `Scorer`."""
        unknown = [one for one in dict.fromkeys(problem_ids) if one not in self._prompts]
        for some in _pieces(unknown, self._envs.num_envs):
            observations = self._start(some)
            for slot, problem_id in enumerate(some):
                self._prompts[problem_id] = render({name: texts[slot] for name, texts in observations.items()})
        return [self._prompts[one] for one in problem_ids]

    def score(self, problem_ids: Sequence[str], texts: Sequence[str]) -> list[Score]:
        """See `Scorer`."""
        answers = list(zip(problem_ids, texts, strict=True))
        return [score for some in _pieces(answers, self._envs.num_envs) for score in self._judge(some)]

    def _judge(self, answers: Sequence[tuple[str, str]]) -> list[Score]:
        self._start([problem_id for problem_id, _ in answers], self._seed)
        if self._seed is not None:
            self._seed += self._envs.num_envs  # each slot has its own
        # A slot without an answer of its own gets an empty text, which costs milliseconds.
        idle = self._envs.num_envs - len(answers)
        _, rewards, _, _, infos = self._envs.step([*(text for _, text in answers), *([""] * idle)])
        return [_score_of(float(rewards[slot]), infos, slot) for slot in range(len(answers))]

    def _start(self, problem_ids: Sequence[str], seed: int | None = None) -> Mapping[str, Sequence[str]]:
        """Starts an episode of a given problem in each slot; slots that are left over get the last one."""
        chosen = [*problem_ids, *[problem_ids[-1]] * (self._envs.num_envs - len(problem_ids))]
        if not self._is_started:
            self._envs.reset(options={"problem_id": chosen[0]})
            self._is_started = True
        observations: Mapping[str, Sequence[str]] = {}
        for problem_id in dict.fromkeys(chosen):
            mask = np.array([one == problem_id for one in chosen])
            observations, _ = self._envs.reset(seed=seed, options={"problem_id": problem_id, "reset_mask": mask})
        return observations


def _pieces(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _score_of(reward: float, infos: Mapping[str, Any], slot: int) -> Score:
    speedup = float(infos["speedup"][slot])
    wait_s = float(infos["lane_wait_s"][slot])
    return Score(
        reward=reward,
        verdict=str(infos["verdict"][slot]),
        speedup=speedup if math.isfinite(speedup) else None,
        is_copy=bool(infos["is_copy"][slot]),
        lane_wait_s=wait_s if math.isfinite(wait_s) else 0.0,
    )


# ----------------------------------------------------------------------------------------------------------- generation


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """How answers are drawn."""

    temperature: float
    """0 takes the likeliest token each time."""
    max_new_tokens: int
    end_tokens: tuple[int, ...]
    """Each of them ends an answer; empty: all are cut off."""
    pad_token: int


def pad_left(rows: Sequence[Sequence[int]], pad_token: int) -> tuple[Tensor, Tensor]:
    """Token ids and attention mask, both (B, S): a model goes on where a row ends, so what fills up stands before."""
    width = max(map(len, rows))
    ids_BS = torch.tensor([[pad_token] * (width - len(row)) + list(row) for row in rows])
    attention_BS = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows])
    return ids_BS, attention_BS


@torch.no_grad()
def generate(model: Any, rows: Sequence[Sequence[int]], decoding: Decoding) -> Tensor:
    """Answers to a batch of prompts, drawn token by token. Answers that have ended leave the batch.

    A loop of our own: ``model.generate`` takes settings that are left open from the checkpoint, or 50 for top-k, and
    computes every answer until the longest has ended.

    Args:
        model: A causal model of transformers, or one of peft, in eval mode.
        rows: The prompts' tokens.
        decoding: See there. Random numbers come from torch's global generator.

    Returns:
        Token ids (B, T), padded on the right; T is the length of the longest answer.
    """
    ids_BS, attention_BS = (tensor.to(model.device) for tensor in pad_left(rows, decoding.pad_token))
    position_BS = _positions(attention_BS)
    ends = ids_BS.new_tensor(decoding.end_tokens)
    answer_BT = ids_BS.new_full((len(rows), decoding.max_new_tokens), decoding.pad_token)
    live_B = torch.arange(len(rows), device=model.device)
    cache = {_cache_keyword(model): DynamicCache(config=model.config)}
    for t in range(decoding.max_new_tokens):
        logits_BTV = model(
            input_ids=ids_BS, attention_mask=attention_BS, position_ids=position_BS, use_cache=True, logits_to_keep=1,
            **cache,
        ).logits  # fmt: skip
        token_B = _draw(logits_BTV[:, -1], decoding.temperature)
        answer_BT[live_B, t] = token_B
        going_B = (~torch.isin(token_B, ends)).nonzero()[:, 0]
        if not len(going_B):
            break
        if len(going_B) < len(live_B):
            live_B, token_B, attention_BS, position_BS = (
                tensor[going_B] for tensor in (live_B, token_B, attention_BS, position_BS)
            )
            next(iter(cache.values())).batch_select_indices(going_B)
        ids_BS, position_BS = token_B[:, None], position_BS[:, -1:] + 1
        attention_BS = torch.nn.functional.pad(attention_BS, (0, 1), value=1)
    return answer_BT[:, : t + 1]


def _draw(logits_BV: Tensor, temperature: float) -> Tensor:
    if temperature == 0:
        return logits_BV.argmax(-1)
    # By the inverse of the cumulative distribution, which takes one random number a row. torch.multinomial takes one
    # for each token of the vocabulary, and on a processor twice as long or, with a small vocabulary, far longer.
    reached_BV = (logits_BV.float() / temperature).softmax(-1).double().cumsum(-1)
    place_B1 = torch.rand(len(logits_BV), 1, dtype=torch.float64, device=logits_BV.device) * reached_BV[:, -1:]
    return torch.searchsorted(reached_BV, place_B1, right=True)[:, 0].clamp(max=logits_BV.shape[1] - 1)


def _positions(attention_BS: Tensor) -> Tensor:
    """The first real token of a row is at position 0, however much stands before it."""
    return (attention_BS.cumsum(1) - 1).clamp(min=0)


def _cache_keyword(model: Any) -> str:
    """What `forward` calls the cache: newer versions of transformers warn of the older name."""
    inner = model.get_base_model() if hasattr(model, "get_base_model") else model
    return "cache" if "cache" in inspect.signature(inner.forward).parameters else "past_key_values"


# -------------------------------------------------------------------------------------------------------------- rollout


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollout:
    """A batch of answers, judged, as tensors on the processor."""

    problem_ids: tuple[str, ...]
    prompts: tuple[str, ...]
    texts: tuple[str, ...]
    """What the environment got: the assembly in each answer."""
    scores: tuple[Score, ...]
    ids_BS: Tensor
    """The prompts, padded on the left, and the answers, padded on the right."""
    attention_BS: Tensor
    """1 on tokens, 0 on padding."""
    mask_BT: Tensor
    """1.0 on the answers' tokens, the first end token included; a cut-off answer has only ones. The last T of S."""
    generation_s: float
    evaluation_s: float
    """Seconds in which something was being judged."""
    waiting_s: float
    """Seconds of these after generation had ended; the rest was hidden behind it."""
    judged: int
    """Answers that were evaluated; the others repeated one of them."""
    lane_wait_s: float
    """Seconds that these waited for a timing core, added up."""
    too_long: int
    """Prompts that were replaced by others of the batch, for being longer than allowed."""

    @property
    def reward_B(self) -> Tensor:
        """What each answer earned, float32."""
        return torch.tensor([score.reward for score in self.scores], dtype=torch.float32)

    @property
    def overlap(self) -> float | None:
        """Share of the evaluation that took no time of its own; None: there was none."""
        return 1 - self.waiting_s / self.evaluation_s if self.evaluation_s > 0 else None

    @property
    def answer_tokens(self) -> int:
        """How many were generated."""
        return int(self.mask_BT.sum())


Known = MutableMapping[tuple[str, str], Score]
"""Scores by problem and text."""


def collect(
    model: Any,
    tokenizer: Any,
    scorer: Scorer,
    problem_ids: Sequence[str],
    decoding: Decoding,
    *,
    batch_size: int,
    max_prompt_tokens: int,
    known: Known | None = None,
    spare: Iterable[str] = (),
) -> Rollout:
    """Answers each problem; while a part of the batch is generated, the part before it is judged in a thread.

    All answers come from the same weights, so the batch is on-policy. Equal answers to a problem are judged once.

    Args:
        model: In eval mode.
        tokenizer: The model's.
        scorer: Used by one thread at a time.
        problem_ids: One for each answer.
        decoding: How the answers are drawn.
        batch_size: Answers in a part.
        max_prompt_tokens: A longer prompt gives its place to the batch's others.
        known: Scores that are taken as they are, and where new ones are added. None: those of this batch only.
        spare: Problems that are tried one after the other where all prompts of the batch are too long.

    Raises:
        ArgumentError: all prompts are too long, those of the spare problems, too.
        AsmGymError: the environment is at fault.
    """
    asked, too_long = _fitting(scorer, problem_ids, spare, tokenizer, max_prompt_tokens)
    judge = _Judge(scorer, {} if known is None else known)
    answers: list[Tensor] = []
    texts: list[str] = []
    try:
        began = time.perf_counter()
        for some in _pieces(asked, batch_size):
            answer_BT = generate(model, [row for _, _, row in some], decoding).cpu()
            answers.append(answer_BT)
            texts += (new := _texts(tokenizer, answer_BT, decoding.end_tokens))
            judge.take([problem_id for problem_id, _, _ in some], new)
        generated = time.perf_counter()
        scores = judge.scores()
        waiting_s = time.perf_counter() - generated
    finally:
        judge.close()
    ids_BS, attention_BS, mask_BT = _tensors([row for _, _, row in asked], answers, decoding)
    return Rollout(
        problem_ids=tuple(problem_id for problem_id, _, _ in asked),
        prompts=tuple(prompt for _, prompt, _ in asked),
        texts=tuple(texts),
        scores=tuple(scores),
        ids_BS=ids_BS,
        attention_BS=attention_BS,
        mask_BT=mask_BT,
        generation_s=generated - began,
        evaluation_s=judge.busy_s,
        waiting_s=min(waiting_s, judge.busy_s),
        judged=judge.judged,
        lane_wait_s=judge.lane_wait_s,
        too_long=too_long,
    )


_Asked = tuple[str, str, list[int]]
"""Problem id, prompt, and its tokens."""


def _fitting(
    scorer: Scorer, problem_ids: Sequence[str], spare: Iterable[str], tokenizer: Any, most_tokens: int
) -> tuple[list[_Asked], int]:
    """What is asked, one question for each problem, and how many questions were too long for that."""
    rows: dict[str, list[int]] = {}

    def questions(some: Sequence[str]) -> list[_Asked]:
        prompts = scorer.prompts(some)
        rows.update({one: encode_prompt(tokenizer, one, {}) for one in dict.fromkeys(prompts) if one not in rows})
        return [(problem_id, prompt, rows[prompt]) for problem_id, prompt in zip(some, prompts, strict=True)]

    def fits(question: _Asked) -> bool:
        return len(question[2]) <= most_tokens

    wanted = questions(problem_ids)
    fitting = [one for one in wanted if fits(one)]
    others = fitting or list(itertools.islice((one for name in spare for one in questions([name]) if fits(one)), 1))
    if not others:
        msg = (
            f"every prompt is longer than max_prompt_tokens={most_tokens} (the shortest has "
            f"{min(map(len, rows.values()))}); raise it, leave the problems out, or try --no-show-assembly"
        )
        raise ArgumentError(msg)
    cycle = itertools.cycle(others)
    return [one if fits(one) else next(cycle) for one in wanted], len(wanted) - len(fitting)


def _texts(tokenizer: Any, answer_BT: Tensor, end_tokens: Sequence[int]) -> list[str]:
    kept_BT = (response_mask(answer_BT, end_tokens) > 0) & ~torch.isin(answer_BT, answer_BT.new_tensor(end_tokens))
    rows = [tokens[kept].tolist() for tokens, kept in zip(answer_BT, kept_BT, strict=True)]
    return [
        extract(tokenizer.decode(row, skip_special_tokens=True, clean_up_tokenization_spaces=False)) for row in rows
    ]


def _tensors(rows: Sequence[list[int]], answers: Sequence[Tensor], decoding: Decoding) -> tuple[Tensor, Tensor, Tensor]:
    width = max(answer_BT.shape[1] for answer_BT in answers)
    answer_BT = torch.cat(
        [torch.nn.functional.pad(one, (0, width - one.shape[1]), value=decoding.pad_token) for one in answers]
    )
    # What was padded here counts as cut off, so the parts' own masks must be padded, not made anew.
    mask_BT = torch.cat(
        [torch.nn.functional.pad(response_mask(one, decoding.end_tokens), (0, width - one.shape[1])) for one in answers]
    )
    prompt_ids_BS, prompt_attention_BS = pad_left(rows, decoding.pad_token)
    return (
        torch.cat([prompt_ids_BS, answer_BT], 1),
        torch.cat([prompt_attention_BS, mask_BT.long()], 1),
        mask_BT,
    )


class _Judge:
    """Has answers scored in a thread, in the order in which they come, equal ones once."""

    def __init__(self, scorer: Scorer, known: Known) -> None:
        self._scorer, self._known = scorer, known
        self._thread = ThreadPoolExecutor(1, "asm_gym-judge")
        self._futures: list[Future[list[Score]]] = []
        self.busy_s = self.lane_wait_s = 0.0
        self.judged = 0

    def take(self, problem_ids: Sequence[str], texts: Sequence[str]) -> None:
        """Returns at once."""
        self._futures.append(self._thread.submit(self._score, list(zip(problem_ids, texts, strict=True))))

    def scores(self) -> list[Score]:
        """Of all that was taken, once they are there."""
        return [score for future in self._futures for score in future.result()]

    def close(self) -> None:
        """Waits for what is being judged, and drops the rest."""
        self._thread.shutdown(cancel_futures=True)

    def _score(self, answers: list[tuple[str, str]]) -> list[Score]:
        unknown = [one for one in dict.fromkeys(answers) if one not in self._known]
        if unknown:
            began = time.perf_counter()
            scores = self._scorer.score([problem_id for problem_id, _ in unknown], [text for _, text in unknown])
            self.busy_s += time.perf_counter() - began
            self.judged += len(unknown)
            self.lane_wait_s += sum(score.lane_wait_s for score in scores)
            self._known.update(zip(unknown, scores, strict=True))
        return [self._known[one] for one in answers]


# -------------------------------------------------------------------------------------------------------- micro-batches


@dataclass(frozen=True, slots=True, kw_only=True)
class MicroBatch:
    """Some answers of a rollout, without the columns that none of them uses, where the model is."""

    rows_B: Tensor
    """Their places in the rollout."""
    ids_BS: Tensor
    attention_BS: Tensor
    mask_BT: Tensor

    @property
    def answer_BT(self) -> Tensor:
        """Ids of the answers' tokens."""
        return self.ids_BS[:, -self.mask_BT.shape[1] :]

    def cut(self, whole_BT: Tensor) -> Tensor:
        """These answers' part of a tensor with the rollout's rows and answer positions."""
        return whole_BT[self.rows_B.to(whole_BT.device), : self.mask_BT.shape[1]]

    def put(self, whole_BT: Tensor, part_BT: Tensor) -> None:
        """Writes these answers' part of such a tensor; outside of the mask anything may stand."""
        whole_BT[self.rows_B.to(whole_BT.device), : self.mask_BT.shape[1]] = part_BT.to(whole_BT.dtype)


def micro_batches(rollout: Rollout, size: int, device: torch.device) -> list[MicroBatch]:
    """The rollout in parts of like length, the longest first: memory runs out early or never."""
    prompt_width = rollout.ids_BS.shape[1] - rollout.mask_BT.shape[1]
    length_B = rollout.mask_BT.sum(1).long()
    parts = []
    for rows_B in length_B.argsort(descending=True, stable=True).split(size):
        tokens = int(length_B[rows_B].max())
        unused = prompt_width - int(rollout.attention_BS[rows_B, :prompt_width].sum(1).max())
        columns = slice(unused, prompt_width + tokens)
        parts.append(
            MicroBatch(
                rows_B=rows_B,
                ids_BS=rollout.ids_BS[rows_B, columns].to(device),
                attention_BS=rollout.attention_BS[rows_B, columns].to(device),
                mask_BT=rollout.mask_BT[rows_B, :tokens].to(device),
            )
        )
    return parts


def answer_logits(model: Any, micro: MicroBatch) -> Tensor:
    """What the model says before each token of the answers: (B, T, V), in the dtype in which it computes."""
    # The last token predicts nothing that is needed.
    attention_BS = micro.attention_BS[:, :-1]
    logits_BTV: Tensor = model(
        input_ids=micro.ids_BS[:, :-1], attention_mask=attention_BS, position_ids=_positions(attention_BS),
        use_cache=False, logits_to_keep=micro.mask_BT.shape[1],
    ).logits  # fmt: skip
    return logits_BTV


def trunk_of(model: Any) -> Any:
    """A causal model without its last layer, which makes logits of hidden states; it shares the weights."""
    inner = model.get_base_model() if hasattr(model, "get_base_model") else model
    return getattr(inner, inner.base_model_prefix)


def trunk_hidden(trunk: Any, micro: MicroBatch) -> Tensor:
    """The last hidden states of a trunk before each token of the answers: (B, T, width of the model)."""
    attention_BS = micro.attention_BS[:, :-1]
    output = trunk(
        input_ids=micro.ids_BS[:, :-1], attention_mask=attention_BS, position_ids=_positions(attention_BS),
        use_cache=False,
    )  # fmt: skip
    return output.last_hidden_state[:, -micro.mask_BT.shape[1] :]


# -------------------------------------------------------------------------------------------------------------- figures


def mean_interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Mean and its 95 % interval by Student's t; with fewer than two values the ends are nan."""
    mean = float(np.mean(values))
    if len(values) < 2:
        return mean, math.nan, math.nan
    half = student_quantile(len(values) - 1) * float(np.std(values, ddof=1)) / math.sqrt(len(values))
    return mean, mean - half, mean + half


def summary(scores: Sequence[Score]) -> dict[str, float | None]:
    """Figures over answers: mean reward, shares from 0 to 1, geometric mean of the speed-up with its 95 % interval.

    An answer that failed or was not timed counts as a speed-up of 1.
    """
    logs = [math.log(score.counted_speedup) if score.counted_speedup > 0 else SLOWEST_REWARD for score in scores]
    mean, low, high = (math.exp(one) for one in mean_interval(logs))
    return {
        "reward": float(np.mean([score.reward for score in scores])),
        "pass_share": float(np.mean([score.passed for score in scores])),
        "compile_share": float(np.mean([score.compiled for score in scores])),
        "copy_share": float(np.mean([score.is_copy for score in scores])),
        "speedup": mean,
        "speedup_low": None if math.isnan(low) else low,
        "speedup_high": None if math.isnan(high) else high,
    }
