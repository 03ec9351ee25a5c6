"""Advantages and losses of policy-gradient training on token sequences. Pure functions of tensors.

Names of tensors end in their axes: B sequences, T token positions (of the answers only), V the vocabulary. A mask is
1.0 on an answer's tokens and 0.0 on what fills up the batch; there any finite value may stand, and none is read.

Losses are sums divided by `count`, the number of tokens of the whole batch: micro-batches, and processes, add up to
exactly the mean over all tokens.

Sources: "GAE" is Schulman et al. 2016 (arXiv 1506.02438), "PPO" Schulman et al. 2017 (arXiv 1707.06347), "GRPO" Shao et
al. 2024 (arXiv 2402.03300), "KL" Schulman 2020 (joschu.net/blog/kl-approx.html).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from asm_gym import ArgumentError

try:
    import torch
    from torch import Tensor
except ImportError as error:
    message = f"agents.policy_gradient needs torch ({error}); install it: pip install -e '.[agents]'"
    raise ImportError(message) from error

Total = Callable[[Tensor], Tensor]
"""Adds up a tensor over all processes of a training."""


def _here(tensor: Tensor) -> Tensor:
    return tensor


# ------------------------------------------------------------------------------------------------------------- sequence


def response_mask(response_BT: Tensor, end_tokens: Sequence[int]) -> Tensor:
    """Which tokens belong to the answers: all up to the first end token, and that one too.

    Args:
        response_BT: Generated token ids, without the prompts.
        end_tokens: Each of them ends an answer. An answer without any was cut off: all its tokens count.

    Returns:
        Float mask of the same shape.
    """
    ends_BT = torch.isin(response_BT, response_BT.new_tensor(list(end_tokens)))
    ended_before_BT = ends_BT.long().cumsum(1) - ends_BT.long()
    return (ended_before_BT == 0).float()


def masked_mean(values_BT: Tensor, mask_BT: Tensor, total: Total = _here) -> Tensor:
    """Mean over the tokens of all processes; 0 without any."""
    return total(torch.where(mask_BT > 0, values_BT, 0.0).sum()) / total(mask_BT.sum()).clamp(min=1)


def log_probabilities(logits_BTV: Tensor, temperature: float) -> Tensor:
    """Of all tokens, where the policy samples at a temperature above 0: log softmax(logits / temperature), float32."""
    return (logits_BTV.float() / temperature).log_softmax(-1)


def of_tokens(all_logp_BTV: Tensor, ids_BT: Tensor) -> Tensor:
    """The log-probabilities of the tokens that were taken, (B, T)."""
    return all_logp_BTV.gather(-1, ids_BT[..., None])[..., 0]


def entropy(all_logp_BTV: Tensor) -> Tensor:
    """Entropy at each position in nats, (B, T)."""
    return -(all_logp_BTV.exp() * all_logp_BTV).sum(-1)


# ------------------------------------------------------------------------------------------------------------ advantage


def gae(
    reward_B: Tensor, value_BT: Tensor, mask_BT: Tensor, *, gamma: float, gae_lambda: float
) -> tuple[Tensor, Tensor]:
    """Generalised advantage estimation where each token is an action and the reward comes with an answer's last one.

    delta_t = r_t + gamma V_{t+1} - V_t and A_t = delta_t + gamma lambda A_{t+1}, with V = A = 0 after the last token
    (GAE, equations 11 and 16). A cut-off answer ends there, too: its text is what was judged.

    Args:
        reward_B: Of each answer.
        value_BT: What the critic expects before each token.
        mask_BT: See the module; the tokens of an answer stand together.
        gamma: Discount for each token.
        gae_lambda: 1: the return less the value; 0: one step ahead.

    Returns:
        Advantages and returns (advantage + value), both (B, T) and 0 outside of the mask.
    """
    tokens = mask_BT.shape[1]
    value_BT = torch.where(mask_BT > 0, value_BT, 0.0)
    after_BT = torch.nn.functional.pad(mask_BT, (0, 1))[:, 1:]
    reward_BT = reward_B[:, None] * mask_BT * (1 - after_BT)
    advantage_BT = torch.zeros_like(value_BT)
    next_value_B = next_advantage_B = torch.zeros_like(reward_B)
    for t in reversed(range(tokens)):
        delta_B = reward_BT[:, t] + gamma * next_value_B - value_BT[:, t]
        next_advantage_B = (delta_B + gamma * gae_lambda * next_advantage_B) * mask_BT[:, t]
        next_value_B = value_BT[:, t]
        advantage_BT[:, t] = next_advantage_B
    return advantage_BT, advantage_BT + value_BT


def whiten(values_BT: Tensor, mask_BT: Tensor, *, least_std: float = 1e-8, total: Total = _here) -> Tensor:
    """Values less their mean, over their standard deviation, both over the mask (of all processes).

    Args:
        values_BT: Like advantages.
        mask_BT: See the module.
        least_std: Divides in place of a smaller standard deviation: where all answers earn nearly the same, their
            differences are noise, which must not be blown up to the size of a signal.
        total: Adds up over processes.

    Returns:
        The same shape, 0 outside of the mask.
    """
    centred_BT = torch.where(mask_BT > 0, values_BT, 0.0) - masked_mean(values_BT, mask_BT, total)
    std = masked_mean(centred_BT**2, mask_BT, total).sqrt()
    return centred_BT / std.clamp(min=least_std) * mask_BT


def group_advantages(reward_B: Tensor, group_size: int, *, std_epsilon: float = 1e-4) -> Tensor:
    """How much better each answer is than the others to the same prompt (GRPO, section 4.1.2).

    Args:
        reward_B: Groups of answers to one prompt stand together.
        group_size: Answers of a group, 2 or more.
        std_epsilon: Added to the group's (unbiased) standard deviation.

    Returns:
        Shape (B,). A group that earned the same throughout has zeros.

    Raises:
        ArgumentError: the groups are too small, or the batch is no multiple of them.
    """
    if group_size < 2 or len(reward_B) % group_size:
        msg = f"group_size={group_size} for {len(reward_B)} answers; give 2 or more, a divisor of the batch"
        raise ArgumentError(msg)
    reward_GN = reward_B.view(-1, group_size)
    centred_GN = reward_GN - reward_GN.mean(1, keepdim=True)
    return (centred_GN / (reward_GN.std(1, keepdim=True) + std_epsilon)).view(-1)


# --------------------------------------------------------------------------------------------------------------- losses


@dataclass(frozen=True, slots=True)
class PolicyLoss:
    """Part of a batch's loss, and what tells how far the policy has moved."""

    loss: Tensor
    clip_fraction: Tensor
    """Share of tokens whose ratio left [1 - clip, 1 + clip]; a part of it, as for the loss."""
    moved_kl: Tensor
    """KL divergence of the policy that sampled from this one, by `kl_estimate`; likewise."""


def policy_loss(
    logp_BT: Tensor, sampled_logp_BT: Tensor, advantage_BT: Tensor, mask_BT: Tensor, *, clip: float, count: Tensor
) -> PolicyLoss:
    """The clipped surrogate: -min(r A, clamp(r, 1 - clip, 1 + clip) A), r = p / p_sampled (PPO, equation 7).

    Args:
        logp_BT: Of the tokens under the policy that is trained, with gradient.
        sampled_logp_BT: Under the policy that sampled them.
        advantage_BT: Without gradient.
        mask_BT: See the module, as for `count`.
        clip: Like 0.2.
        count: Tokens of the whole batch.
    """
    change_BT = torch.where(mask_BT > 0, logp_BT - sampled_logp_BT, 0.0)
    ratio_BT = change_BT.exp()
    clipped_BT = ratio_BT.clamp(1 - clip, 1 + clip)
    loss_BT = -torch.min(ratio_BT * advantage_BT, clipped_BT * advantage_BT)
    with torch.no_grad():
        outside = (((ratio_BT - 1).abs() > clip) * mask_BT).sum() / count
        moved = (kl_estimate(sampled_logp_BT, logp_BT, mask_BT) * mask_BT).sum() / count
    return PolicyLoss((loss_BT * mask_BT).sum() / count, outside, moved)


def value_loss(
    value_BT: Tensor, old_value_BT: Tensor, return_BT: Tensor, mask_BT: Tensor, *, clip: float | None, count: Tensor
) -> Tensor:
    """Half the squared error of the critic; clipped: the larger one of it and of the value kept near the old one.

    1/2 max((V - R)^2, (V_old + clamp(V - V_old, -clip, clip) - R)^2): not in the paper, but in the code released with
    it (openai/baselines, ppo2), and since then usual.

    Args:
        value_BT: With gradient.
        old_value_BT: The critic's values at the time of the rollout.
        return_BT: Of `gae`.
        mask_BT: See the module, as for `count`.
        clip: None: not clipped.
        count: Tokens of the whole batch.
    """
    error_BT = (value_BT - return_BT) ** 2
    if clip is not None:
        near_BT = old_value_BT + (value_BT - old_value_BT).clamp(-clip, clip)
        error_BT = torch.max(error_BT, (near_BT - return_BT) ** 2)
    return 0.5 * (torch.where(mask_BT > 0, error_BT, 0.0)).sum() / count


def kl_divergence(all_logp_BTV: Tensor, reference_BTV: Tensor) -> Tensor:
    """KL(policy || reference) at each position, exactly: sum over the vocabulary of p (log p - log q).

    Args:
        all_logp_BTV: Log-probabilities of all tokens under the policy.
        reference_BTV: The same under the reference.

    Returns:
        Nats, shape (B, T), at least 0 up to rounding.
    """
    return (all_logp_BTV.exp() * (all_logp_BTV - reference_BTV)).sum(-1)


def kl_estimate(logp_BT: Tensor, other_logp_BT: Tensor, mask_BT: Tensor) -> Tensor:
    """KL(policy || other) at each token that the policy sampled: r - 1 - log r with r = q / p ("k3" of KL).

    Unbiased, never negative, and it needs no more than the tokens' own log-probabilities. Where it is a loss it pulls
    towards the other policy (GRPO, equation 4).

    Args:
        logp_BT: Of the tokens under the policy that sampled them.
        other_logp_BT: Under the other one.
        mask_BT: See the module.

    Returns:
        Nats, shape (B, T), 0 outside of the mask.
    """
    log_ratio_BT = torch.where(mask_BT > 0, other_logp_BT - logp_BT, 0.0)
    return log_ratio_BT.exp() - 1 - log_ratio_BT


def explained_variance(value_BT: Tensor, return_BT: Tensor, mask_BT: Tensor, total: Total = _here) -> float | None:
    """1 - Var(R - V) / Var(R) over the tokens: 1 is a perfect critic, 0 one that knows the mean only.

    Returns:
        None where the returns do not vary.
    """
    left_BT = torch.where(mask_BT > 0, return_BT - value_BT, 0.0)
    variances = []
    for some_BT in (left_BT, torch.where(mask_BT > 0, return_BT, 0.0)):
        mean = masked_mean(some_BT, mask_BT, total)
        variances.append(masked_mean((some_BT - mean) ** 2, mask_BT, total).item())
    left, whole = variances
    return 1 - left / whole if whole > 1e-12 else None
