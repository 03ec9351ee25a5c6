"""The losses and advantages agree with plain loops over floats and with numbers worked out by hand."""

import math
import random

import pytest
import torch

from agents import policy_gradient as pg
from asm_gym import ArgumentError

END, OTHER_END, PAD = 7, 8, 0
NEAR = {"abs": 1e-6, "rel": 1e-6}


def random_batch(seed, rows=5, width=9):
    """Lengths, and tables of floats as lists of lists, padded with what must not be read."""
    rng = random.Random(seed)
    lengths = [rng.randint(1, width) for _ in range(rows)]
    lengths[0] = width  # one was cut off

    def table(low, high):
        return [[rng.uniform(low, high) if t < n else 1e6 for t in range(width)] for n in lengths]

    return lengths, table


def mask_of(lengths, width=9):
    return torch.tensor([[float(t < n) for t in range(width)] for n in lengths], dtype=torch.float64)


def f64(table):
    return torch.tensor(table, dtype=torch.float64)


# ----------------------------------------------------------------------------------------------------------------- mask


def test_an_answer_ends_with_its_first_end_token():
    """EOS in the middle, at once, twice, of another kind, and never."""
    response = torch.tensor(
        [
            [1, 2, END, PAD, PAD],
            [END, 3, 4, 5, 6],
            [1, END, END, 2, END],
            [1, 2, 3, OTHER_END, END],
            [1, 2, 3, 4, 5],
        ]
    )
    assert pg.response_mask(response, (END, OTHER_END)).tolist() == [
        [1, 1, 1, 0, 0],
        [1, 0, 0, 0, 0],
        [1, 1, 0, 0, 0],
        [1, 1, 1, 1, 0],
        [1, 1, 1, 1, 1],
    ]


def test_a_padding_token_that_is_an_end_token_counts_once():
    """Many tokenizers pad with their end token: the first is the answer's, the rest is none."""
    response = torch.tensor([[1, END, END, END]])
    assert pg.response_mask(response, (END,)).tolist() == [[1, 1, 0, 0]]


def test_no_end_token_at_all():
    """A model without one is always cut off."""
    assert pg.response_mask(torch.tensor([[1, 2]]), ()).tolist() == [[1, 1]]


# ------------------------------------------------------------------------------------------------------------ advantage


def test_gae_by_hand():
    """Three tokens, gamma 0.9, lambda 0.5, values 1, 2, 3, reward 10."""
    # delta_3 = 10 - 3 = 7, delta_2 = 0.9 * 3 - 2 = 0.7, delta_1 = 0.9 * 2 - 1 = 0.8
    # A_3 = 7, A_2 = 0.7 + 0.45 * 7 = 3.85, A_1 = 0.8 + 0.45 * 3.85 = 2.5325
    advantage, returns = pg.gae(
        torch.tensor([10.0]),
        torch.tensor([[1.0, 2.0, 3.0, 99.0]]),
        torch.tensor([[1.0, 1.0, 1.0, 0.0]]),
        gamma=0.9,
        gae_lambda=0.5,
    )
    assert advantage[0].tolist() == pytest.approx([2.5325, 3.85, 7.0, 0.0])
    assert returns[0].tolist() == pytest.approx([3.5325, 5.85, 10.0, 0.0])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("gamma", "gae_lambda"), [(1.0, 1.0), (1.0, 0.95), (0.99, 0.9), (0.9, 0.0)])
def test_gae_agrees_with_the_sum_of_its_definition(seed, gamma, gae_lambda):
    """A_t = sum over l of (gamma lambda)^l delta_{t+l}, in loops over floats."""
    lengths, table = random_batch(seed)
    values, rewards = table(-2, 2), [random.Random(seed + 99).uniform(-2, 2) for _ in lengths]
    got, returns = pg.gae(f64(rewards), f64(values), mask_of(lengths), gamma=gamma, gae_lambda=gae_lambda)
    for b, length in enumerate(lengths):
        deltas = []
        for t in range(length):
            after = values[b][t + 1] if t + 1 < length else 0.0
            deltas.append((rewards[b] if t + 1 == length else 0.0) + gamma * after - values[b][t])
        for t in range(9):
            want = sum((gamma * gae_lambda) ** (k - t) * deltas[k] for k in range(t, length))
            assert got[b, t].item() == pytest.approx(want, **NEAR)
            assert returns[b, t].item() == pytest.approx(want + values[b][t] if t < length else 0.0, **NEAR)


@pytest.mark.parametrize("seed", range(5))
def test_whitening_agrees_with_statistics_of_the_tokens(seed):
    """Mean 0 and deviation 1 over tokens, not over rows, and zeros elsewhere."""
    lengths, table = random_batch(seed)
    values = table(-3, 5)
    flat = [values[b][t] for b, n in enumerate(lengths) for t in range(n)]
    mean = sum(flat) / len(flat)
    std = math.sqrt(sum((one - mean) ** 2 for one in flat) / len(flat))
    got = pg.whiten(f64(values), mask_of(lengths))
    for b, length in enumerate(lengths):
        for t in range(9):
            assert got[b, t].item() == pytest.approx((values[b][t] - mean) / std if t < length else 0.0, **NEAR)


def test_whitening_does_not_blow_up_noise():
    """A deviation below the least is taken for the least."""
    mask = torch.ones(1, 2)
    assert pg.whiten(torch.tensor([[0.001, -0.001]]), mask, least_std=0.25)[0].tolist() == pytest.approx(
        [0.004, -0.004]
    )
    assert pg.whiten(torch.tensor([[1.0, -1.0]]), mask, least_std=0.25)[0].tolist() == pytest.approx([1.0, -1.0])
    assert pg.whiten(torch.tensor([[3.0, 3.0]]), mask).tolist() == [[0.0, 0.0]]


def test_whitening_over_processes_equals_that_of_the_whole():
    """Two processes with half of the rows each get what one gets that has all."""
    lengths, table = random_batch(3, rows=6)
    values, mask = f64(table(-1, 1)), mask_of(lengths)
    whole = pg.whiten(values, mask)
    # What the processes exchange, in order: sum and count for the mean, then for the variance.
    halves = [slice(0, 3), slice(3, 6)]
    centre = (values * mask).sum() / mask.sum()
    sums = iter([(values * mask).sum(), mask.sum(), ((values - centre) ** 2 * mask).sum(), mask.sum()])
    first = pg.whiten(values[halves[0]], mask[halves[0]], total=lambda _: next(sums))
    torch.testing.assert_close(first, whole[halves[0]])


def test_group_advantages_by_hand():
    """Rewards 1, 2, 3 have mean 2 and deviation 1; an even group has zeros."""
    got = pg.group_advantages(torch.tensor([1.0, 2.0, 3.0, 5.0, 5.0, 5.0]), 3, std_epsilon=0.25)
    assert got.tolist() == pytest.approx([-0.8, 0.0, 0.8, 0.0, 0.0, 0.0])


@pytest.mark.parametrize("seed", range(3))
def test_group_advantages_agree_with_a_loop(seed):
    """Against mean and deviation of each group, in floats."""
    rng = random.Random(seed)
    rewards = [rng.uniform(-2, 2) for _ in range(12)]
    got = pg.group_advantages(f64(rewards), 4, std_epsilon=1e-4)
    for b, reward in enumerate(rewards):
        group = rewards[b // 4 * 4 : b // 4 * 4 + 4]
        mean = sum(group) / 4
        std = math.sqrt(sum((one - mean) ** 2 for one in group) / 3)
        assert got[b].item() == pytest.approx((reward - mean) / (std + 1e-4), **NEAR)


@pytest.mark.parametrize("group_size", [0, 1, 4])
def test_groups_that_do_not_fit(group_size):
    """One answer has no group to be compared with."""
    with pytest.raises(ArgumentError, match=f"group_size={group_size} for 6 answers"):
        pg.group_advantages(torch.zeros(6), group_size)


# ---------------------------------------------------------------------------------------------------------------- losse


def clipped_loss(logp, old, advantage, lengths, clip):
    total = outside = moved = 0.0
    for b, length in enumerate(lengths):
        for t in range(length):
            ratio = math.exp(logp[b][t] - old[b][t])
            held = min(max(ratio, 1 - clip), 1 + clip)
            total -= min(ratio * advantage[b][t], held * advantage[b][t])
            outside += abs(ratio - 1) > clip
            moved += ratio - 1 - math.log(ratio)
    count = sum(lengths)
    return total / count, outside / count, moved / count


@pytest.mark.parametrize("seed", range(5))
def test_the_policy_loss_agrees_with_a_loop(seed):
    """Loss, clip fraction and divergence, as one batch and as micro-batches."""
    lengths, table = random_batch(seed)
    logp, old, advantage = table(-2, -0.1), table(-2, -0.1), table(-1, 1)
    want = clipped_loss(logp, old, advantage, lengths, 0.2)
    mask = mask_of(lengths)
    for pieces in ([slice(0, 5)], [slice(0, 2), slice(2, 5)]):
        parts = [
            pg.policy_loss(f64(logp)[s], f64(old)[s], f64(advantage)[s], mask[s], clip=0.2, count=mask.sum())
            for s in pieces
        ]
        got = [sum(getattr(part, name).item() for part in parts) for name in ("loss", "clip_fraction", "moved_kl")]
        assert got == pytest.approx(want, **NEAR)


@pytest.mark.parametrize("advantage", [1.5, -1.5])
def test_the_gradient_of_the_policy_loss(advantage):
    """At the sampling policy it is -A / count for each token: descent makes good tokens likelier, bad ones less so."""
    logp = torch.tensor([[-1.0, -2.0, 1e6]], dtype=torch.float64, requires_grad=True)
    mask = f64([[1.0, 1.0, 0.0]])
    table = torch.full_like(mask, advantage)
    pg.policy_loss(logp, logp.detach(), table, mask, clip=0.2, count=mask.sum()).loss.backward()
    assert logp.grad[0].tolist() == pytest.approx([-advantage / 2, -advantage / 2, 0.0])


@pytest.mark.parametrize(
    ("ratio", "advantage", "moves"), [(1.5, 1, False), (1.5, -1, True), (0.5, 1, True), (0.5, -1, False)]
)
def test_what_went_far_enough_is_not_pushed_further(ratio, advantage, moves):
    """The clip stops gradients that lead out of its range, never those that lead back."""
    logp = torch.tensor([[math.log(ratio)]], requires_grad=True)
    one = torch.ones(1, 1)
    pg.policy_loss(logp, torch.zeros(1, 1), advantage * one, one, clip=0.2, count=one.sum()).loss.backward()
    assert (logp.grad.item() != 0) == moves


@pytest.mark.parametrize("clip", [None, 0.3])
def test_the_value_loss_agrees_with_a_loop(clip):
    """Half the larger square, token mean."""
    lengths, table = random_batch(1)
    value, old, returns = table(-1, 1), table(-1, 1), table(-1, 1)
    total = 0.0
    for b, length in enumerate(lengths):
        for t in range(length):
            error = (value[b][t] - returns[b][t]) ** 2
            if clip is not None:
                near = old[b][t] + min(max(value[b][t] - old[b][t], -clip), clip)
                error = max(error, (near - returns[b][t]) ** 2)
            total += 0.5 * error
    mask = mask_of(lengths)
    got = pg.value_loss(f64(value), f64(old), f64(returns), mask, clip=clip, count=mask.sum())
    assert got.item() == pytest.approx(total / sum(lengths), **NEAR)


def test_the_gradient_of_the_value_loss():
    """(V - R) / count, which leads to the return; none outside of the mask."""
    value = torch.tensor([[1.0, 3.0, 5.0]], requires_grad=True)
    mask = torch.tensor([[1.0, 1.0, 0.0]])
    pg.value_loss(value, value.detach(), torch.full((1, 3), 2.0), mask, clip=0.2, count=mask.sum()).backward()
    assert value.grad[0].tolist() == pytest.approx([-0.5, 0.5, 0.0])


# ----------------------------------------------------------------------------------------------- divergence and entropy


def test_log_probabilities_and_entropy_agree_with_a_loop():
    """Softmax of logits over temperature, in floats."""
    rng = random.Random(0)
    logits = [[[rng.uniform(-3, 3) for _ in range(6)] for _ in range(4)] for _ in range(2)]
    ids = [[rng.randrange(6) for _ in range(4)] for _ in range(2)]
    every = pg.log_probabilities(torch.tensor(logits), 0.5)
    logp, entropy = pg.of_tokens(every, torch.tensor(ids)), pg.entropy(every)
    for b in range(2):
        for t in range(4):
            weights = [math.exp(x / 0.5) for x in logits[b][t]]
            p = [w / sum(weights) for w in weights]
            assert logp[b, t].item() == pytest.approx(math.log(p[ids[b][t]]), abs=1e-5)
            assert every[b, t].exp().tolist() == pytest.approx(p, abs=1e-6)
            assert entropy[b, t].item() == pytest.approx(-sum(x * math.log(x) for x in p), abs=1e-5)


def test_the_exact_divergence_agrees_with_a_loop():
    """sum p log(p / q), and 0 of a policy from itself."""
    p, q = [0.5, 0.3, 0.2], [0.2, 0.2, 0.6]
    got = pg.kl_divergence(f64([[p]]).log(), f64([[q]]).log())
    assert got.item() == pytest.approx(sum(a * math.log(a / b) for a, b in zip(p, q, strict=True)), **NEAR)
    assert pg.kl_divergence(f64([[p]]).log(), f64([[p]]).log()).item() == 0


def test_the_estimate_is_unbiased():
    """Its mean over what the policy samples is the exact divergence."""
    p, q = f64([0.5, 0.3, 0.2]).log(), f64([0.2, 0.2, 0.6]).log()
    each = pg.kl_estimate(p[None], q[None], torch.ones(1, 3, dtype=torch.float64))[0]
    assert (p.exp() * each).sum().item() == pytest.approx(pg.kl_divergence(p, q).item(), **NEAR)
    assert (each >= 0).all()
    assert each[0].item() == pytest.approx(0.2 / 0.5 - 1 - math.log(0.2 / 0.5))


def test_the_estimate_as_a_loss_pulls_towards_the_other_policy():
    """Where the reference finds a token likelier, descent makes it likelier."""
    logp = torch.tensor([[-2.0, -0.5, 1e6]], requires_grad=True)
    pg.kl_estimate(logp, torch.tensor([[-1.0, -1.0, -1e6]]), torch.tensor([[1.0, 1.0, 0.0]])).sum().backward()
    assert logp.grad[0, 0] < 0 < logp.grad[0, 1]
    assert logp.grad[0, 2] == 0


def test_explained_variance():
    """1 of a perfect critic, 0 of one that knows the mean, below 0 of a worse one, None where nothing varies."""
    returns, mask = f64([[1.0, 3.0, 99.0]]), f64([[1.0, 1.0, 0.0]])
    for values, want in [([1, 3, 0], 1.0), ([2, 2, 0], 0.0), ([3, 1, 0], -3.0), ([1.5, 2.5, 0], 0.75)]:
        assert pg.explained_variance(f64([values]), returns, mask) == pytest.approx(want)
    assert pg.explained_variance(f64([[0.0, 1.0, 0.0]]), torch.ones(1, 3), mask) is None
