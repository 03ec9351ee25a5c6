"""Rollouts: what is generated, masked and judged, and that training sees the policy that sampled."""

import math
import threading

import gymnasium
import numpy as np
import pytest
import torch

from agents import language_rl
from agents.language_rl import Decoding, Score, collect, generate, micro_batches
from asm_gym import ArgumentError, Evaluation, SandboxError, Verdict
from tests.toy_language import LETTERS, ToyScorer, make_model, make_tokenizer

TOKENIZER = make_tokenizer()
END, PAD = TOKENIZER.eos_token_id, TOKENIZER.pad_token_id


def decoding(**changes):
    values = {"temperature": 1.0, "max_new_tokens": 6, "end_tokens": (END,), "pad_token": PAD}
    return Decoding(**values | changes)


def roll(model, problem_ids=("a", "cb", "ddd") * 4, scorer=None, known=None, max_prompt_tokens=8, **changes):
    scorer = scorer or ToyScorer(("a", "cb", "ddd"))
    return collect(
        model, TOKENIZER, scorer, problem_ids, decoding(**changes), batch_size=5, max_prompt_tokens=max_prompt_tokens,
        known=known,
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------------------ generatio


def test_greedy_answers_are_those_of_transformers():
    """Left padding, the cache and leaving of finished rows change no token."""
    model = make_model(TOKENIZER, seed=3)
    rows = [[0], [2, 1], [3, 3, 3, 5], [7, 6]]
    token = generate(model, [[0]], decoding(temperature=0.0))[0, 2].item()  # as an end token, for it does occur
    got = generate(model, rows, decoding(temperature=0.0, max_new_tokens=12, end_tokens=(END, token)))
    ids, attention = language_rl.pad_left(rows, PAD)
    want = model.generate(
        input_ids=ids, attention_mask=attention, max_new_tokens=12, do_sample=False, eos_token_id=[END, token],
        pad_token_id=PAD,
    )[:, 4:]  # fmt: skip
    assert got.tolist() == want.tolist()
    assert (got == PAD).any(), "no row ended before another"


def test_sampling_follows_the_tempered_distribution():
    """Frequencies of the first token are softmax(logits / temperature), with no top-k."""
    model = make_model(TOKENIZER)
    torch.manual_seed(0)
    drawn = generate(model, [[0, 1]] * 20_000, decoding(temperature=2.0, max_new_tokens=1))[:, 0]
    shares = torch.bincount(drawn, minlength=len(TOKENIZER)) / 20_000
    with torch.no_grad():
        want = (model(torch.tensor([[0, 1]])).logits[0, -1] / 2.0).softmax(-1)
    assert (shares - want).abs().max() < 0.015


def test_training_sees_the_policy_that_sampled():
    """The probability of each answer, recomputed in trimmed, length-sorted micro-batches, is that of one row alone."""
    model = make_model(TOKENIZER)
    rollout = roll(model, temperature=0.7)
    prompt_width = rollout.ids_BS.shape[1] - rollout.mask_BT.shape[1]
    logp = torch.full(rollout.mask_BT.shape, math.nan)
    for part in micro_batches(rollout, 5, torch.device("cpu")):
        every = language_rl.answer_logits(model, part).div(0.7).log_softmax(-1)
        part.put(logp, every.gather(-1, part.answer_BT[..., None])[..., 0])
    for b, prompt in enumerate(rollout.prompts):
        row = TOKENIZER(prompt).input_ids
        answer = rollout.ids_BS[b, prompt_width:][rollout.mask_BT[b] > 0].tolist()
        alone = model(torch.tensor([row + answer])).logits[0, len(row) - 1 : -1].div(0.7).log_softmax(-1)
        want = alone.gather(-1, torch.tensor(answer)[:, None])[:, 0]
        assert logp[b, : len(answer)].tolist() == pytest.approx(want.tolist(), abs=1e-5)


def test_eval_and_train_mode_agree():
    """No dropout stands between the policy that samples and the one that is trained."""
    from agents.rl_loop import without_dropout

    model = make_model(TOKENIZER)
    for layer in model.model.layers:
        layer.self_attn.attention_dropout = 0.5
    part = micro_batches(roll(model), 12, torch.device("cpu"))[0]
    before = language_rl.answer_logits(model.eval(), part)
    assert not torch.equal(language_rl.answer_logits(model.train(), part), before), "the dropout does nothing"
    assert torch.equal(language_rl.answer_logits(without_dropout(model).train(), part), before)


# ------------------------------------------------------------------------------------------------------------ the tenso


def test_the_tensors_of_a_rollout():
    """Prompts on the left, answers on the right, masks up to the end token, all of a cut-off answer."""
    rollout = roll(make_model(TOKENIZER, seed=1), ("a", "cb", "ddd") * 8)
    width = rollout.mask_BT.shape[1]
    assert rollout.ids_BS.shape == rollout.attention_BS.shape == (24, 3 + width)
    lengths = rollout.mask_BT.sum(1).long().tolist()
    assert min(lengths) < width == max(lengths), "the sample shows no difference"
    for b, (problem, length) in enumerate(zip(rollout.problem_ids, lengths, strict=True)):
        row = TOKENIZER(problem).input_ids
        assert rollout.ids_BS[b, :3].tolist() == [PAD] * (3 - len(row)) + row
        spare = 3 - len(row), width - length
        assert rollout.attention_BS[b].tolist() == [0] * spare[0] + [1] * (len(row) + length) + [0] * spare[1]
        answer = rollout.ids_BS[b, 3 : 3 + length].tolist()
        assert END not in answer[:-1]
        assert answer[-1] == END or length == 6
        assert rollout.texts[b] == "".join(LETTERS[t] for t in answer if t < len(LETTERS))
    assert rollout.answer_tokens == sum(lengths)


def test_micro_batches_hold_every_answer_once_without_empty_columns():
    """The longest first; each as narrow as its longest prompt and answer."""
    rollout = roll(make_model(TOKENIZER, seed=1))
    parts = micro_batches(rollout, 5, torch.device("cpu"))
    assert sorted(torch.cat([part.rows_B for part in parts]).tolist()) == list(range(12))
    lengths = [part.mask_BT.shape[1] for part in parts]
    assert lengths == sorted(lengths, reverse=True)
    for part in parts:
        assert part.mask_BT.sum(0).min() > 0
        assert part.attention_BS.sum(0).min() > 0
        assert torch.equal(part.cut(rollout.mask_BT), part.mask_BT)
    assert sum(int(part.mask_BT.sum()) for part in parts) == rollout.answer_tokens


def test_prompts_that_are_too_long_give_their_place_away():
    """The batch keeps its size; only where nothing fits it is an error."""
    rollout = roll(make_model(TOKENIZER), ("ddd", "a", "ddd", "cb"), max_prompt_tokens=2)
    assert rollout.problem_ids == ("a", "a", "cb", "cb")
    assert rollout.too_long == 2
    with pytest.raises(ArgumentError, match=r"max_prompt_tokens=2 \(the shortest has 3\)"):
        roll(make_model(TOKENIZER), ("ddd",), max_prompt_tokens=2)


# --------------------------------------------------------------------------------------------------------------- judgin


def test_a_part_is_judged_while_the_next_is_generated(monkeypatch):
    """The second part's first token is only drawn once the first part is being judged, which waits for the second."""
    generated, judging = threading.Event(), threading.Event()
    number = iter(range(9))
    real = language_rl.generate

    def generate_second(*arguments):
        if next(number) == 1:
            assert judging.wait(20)
            generated.set()
        return real(*arguments)

    class Slow(ToyScorer):
        def score(self, problem_ids, texts):
            judging.set()
            assert generated.wait(20)
            return super().score(problem_ids, texts)

    monkeypatch.setattr(language_rl, "generate", generate_second)
    rollout = roll(make_model(TOKENIZER), ("a",) * 10, Slow())
    assert 0 < rollout.overlap <= 1
    assert rollout.waiting_s <= rollout.evaluation_s


def test_equal_answers_are_judged_once():
    """Within a batch, and, where scores are kept, over batches."""
    asked = []

    class Noting(ToyScorer):
        def score(self, problem_ids, texts):
            asked.extend(zip(problem_ids, texts, strict=True))
            return super().score(problem_ids, texts)

    known = {}
    scorer = Noting()
    greedy = {"temperature": 0.0, "known": known}
    rollout = roll(make_model(TOKENIZER), ("a", "cb") * 6, scorer, **greedy)
    assert sorted(asked) == sorted(set(zip(rollout.problem_ids, rollout.texts, strict=True)))
    assert rollout.judged == 2
    assert len(rollout.scores) == 12
    assert roll(make_model(TOKENIZER), ("a", "cb"), scorer, **greedy).judged == 0


def test_a_fault_of_the_environment_is_raised():
    """It is no reward, and leaves no thread behind."""
    before = threading.active_count()
    with pytest.raises(SandboxError, match="the supervisor died"):
        roll(make_model(TOKENIZER), scorer=ToyScorer(("a", "cb", "ddd"), fails_at=2))
    assert threading.active_count() == before


def evaluation(verdict=Verdict.PASSED, speedup=None):
    absent = dict.fromkeys(
        ("speedup_low", "speedup_high", "null_ratio", "baseline_time_s", "candidate_time_s", "reward")
    )
    return Evaluation(
        problem_id="x", verdict=verdict, tests_passed=0, tests_total=1, is_copy=False, speedup=speedup, pairs=0,
        timeable=True, message="", warnings=(), build_s=0.0, total_s=0.0, sandbox="", **absent,
    )  # fmt: skip


def test_every_failure_pays_less_than_every_right_program():
    """Or breaking a slow program would pay."""
    slowest = language_rl.log_speedup(evaluation(speedup=1e-6))
    for verdict in Verdict:
        if verdict is not Verdict.PASSED:
            assert language_rl.log_speedup(evaluation(verdict)) == -2 < slowest
    assert slowest == -1
    assert language_rl.log_speedup(evaluation(speedup=math.e)) == pytest.approx(1)
    assert language_rl.log_speedup(evaluation()) == 0


def test_figures_of_a_batch():
    """Shares, and the geometric mean in which a failure counts as 1, with Student's interval."""
    scores = [
        Score(reward=1.0, speedup=4.0),
        Score(reward=0.0, is_copy=True),
        Score(reward=-2.0, verdict="wrong_output"),
        Score(reward=-2.0, verdict="assemble_error"),
    ]
    got = language_rl.summary(scores)
    assert got["reward"] == -0.75
    assert (got["pass_share"], got["compile_share"], got["copy_share"]) == (0.5, 0.75, 0.25)
    assert got["speedup"] == pytest.approx(2**0.5)
    half = 3.1824 * math.log(4) / 2 / 2  # the deviation of (log 4, 0, 0, 0) is log(4) / 2, over the root of 4
    assert math.log(got["speedup_high"]) == pytest.approx(math.log(2) / 2 + half, rel=0.01)
    assert language_rl.summary(scores[:1])["speedup_low"] is None


@pytest.mark.parametrize(("free", "table"), [(4, 2.7764), (9, 2.2622), (11, 2.2010), (30, 2.0423)])
def test_students_quantile(free, table):
    """Against the printed table."""
    assert language_rl.student_quantile(free) == pytest.approx(table, rel=0.003)


def test_the_real_environment():
    """Answers to several problems, more of them than there are slots."""
    names = ("morton_codes", "gray_code_hamming")
    envs = gymnasium.make_vec(
        "AsmOpt-v0", num_envs=2, split="all", autoreset_mode="Disabled", reward="agents.language_rl:log_speedup",
        show_assembly=True, tests_per_step=1, min_pairs=2, max_pairs=2,
    )  # fmt: skip
    with envs:
        scorer = language_rl.EnvironmentScorer(envs, names, seed=0)
        prompts = scorer.prompts(["morton_codes", "gray_code_hamming", "morton_codes"])
        assert prompts[0] == prompts[2] != prompts[1]
        assembly = language_rl.extract(prompts[0].partition("Assembly Code:")[2])
        answers = [("morton_codes", assembly), ("gray_code_hamming", "nonsense"), ("gray_code_hamming", assembly)]
        scores = scorer.score(*zip(*answers, strict=True))
    assert [score.verdict for score in scores] == ["passed", "assemble_error", "runtime_error"]
    assert [score.reward for score in scores] == [0.0, -2.0, -2.0]
    assert scores[0].is_copy
    assert scores[0].speedup == 1
    assert not scores[1].compiled
    assert all(np.isfinite(score.lane_wait_s) for score in scores)


def test_tests_are_drawn_from_the_seed():
    """Equal seeds give every answer equal tests, whatever was asked before; each slot has its own."""

    class Envs:
        num_envs = 2

        def __init__(self):
            self.seeds = []

        def reset(self, *, seed=None, options):
            chosen = options.get("reset_mask", (True, True))
            self.seeds.append(None if seed is None else [seed + slot for slot in range(2) if chosen[slot]])
            return {"c_source": ("", ""), "assembly": ("", "")}, {}

        def step(self, texts):
            infos = {"speedup": (1.0, 1.0), "lane_wait_s": (0.0, 0.0), "verdict": ("passed",) * 2, "is_copy": (0, 0)}
            return None, (0.0, 0.0), None, None, infos

    drawn = []
    for is_asked in (False, True):
        scorer = language_rl.EnvironmentScorer(Envs(), ("a", "b"))
        if is_asked:
            scorer.prompts(("a", "b", "a"))
        scorer.reseed(70)
        scorer.score(("a", "b", "a"), ("", "", ""))
        drawn.append([seeds for seeds in scorer._envs.seeds if seeds is not None])
    assert drawn[0] == drawn[1] == [[70], [71], [72, 73]]
