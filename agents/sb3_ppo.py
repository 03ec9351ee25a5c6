"""PPO of stable-baselines3 over compiler flags or rewrites; sb3-contrib's MaskablePPO where that is installed.

python -m agents.sb3_ppo --problems morton_codes,gray_code_hamming --steps 192 --output ppo.zip
asm-gym evaluate --agent sb3_ppo --agent-arg model=ppo.zip

Training evaluates every edit. The trained policy must answer without any measurement, so it is trained with
`open_loop`: it sees features of the text only, and an episode's rewards add up to that of its last text.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import gymnasium
import numpy as np

from asm_gym import ArgumentError, AsmGymError, PassWrapper, RewriteWrapper, leave_timing_cores

try:
    import torch
    from stable_baselines3 import PPO
    from stable_baselines3.common.callbacks import BaseCallback
    from stable_baselines3.common.monitor import Monitor
    from stable_baselines3.common.vec_env import DummyVecEnv
except ImportError as error:
    message = f"agents.sb3_ppo needs stable-baselines3 ({error}); install it: pip install -e '.[sb3]'"
    raise ImportError(message) from error
try:
    from sb3_contrib import MaskablePPO
except ImportError:  # plain PPO wastes steps on edits that do nothing, but learns, too
    MaskablePPO = None

MEASURING: Final[dict[str, Any]] = {"tests_per_step": 2, "min_pairs": 2, "max_pairs": 3, "timing_budget_s": 0.3}
"""Keywords of the training environment: a reward need not be exact, PPO averages over many."""

DEFAULT_MODEL: Final = "ppo.zip"
"""Where training writes and the agent reads, unless told otherwise."""

_HYPERPARAMETERS: Final[dict[str, Any]] = {
    "batch_size": 24,
    "n_epochs": 10,
    "learning_rate": 3e-3,
    "gamma": 1.0,  # episodes are short, and only their sum counts
    "gae_lambda": 0.95,
    "ent_coef": 0.01,
    "policy_kwargs": {"net_arch": [64]},
}
_STEPS_PER_UPDATE: Final = 24
_SETTINGS_FILE: Final = "asm_gym.json"
"""In the model's zip, beside stable-baselines3's own files."""


class Edits(StrEnum):
    """What the actions are."""

    PASSES = "passes"
    """Compiler flags (`asm_gym.PassWrapper`)."""
    REWRITES = "rewrites"
    """Edits of the assembly (`asm_gym.RewriteWrapper`)."""


_WRAPPERS: Final = {Edits.PASSES: PassWrapper, Edits.REWRITES: RewriteWrapper}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a trained policy needs to be used again; kept in its zip."""

    edits: Edits = Edits.PASSES
    edits_per_episode: int = 3
    algorithm: str = "MaskablePPO" if MaskablePPO else "PPO"
    edit_names: tuple[str, ...] = ()
    """The wrapper's, in the order of the actions; empty: not trained yet."""

    def wrap(self, env: gymnasium.Env[Any, Any]) -> PassWrapper | RewriteWrapper:
        """The environment with these edits as actions.

        Raises:
            ArgumentError: this version of asm_gym has other edits than the policy was trained with.
        """
        wrapped = _WRAPPERS[self.edits](env, edits_per_episode=self.edits_per_episode, open_loop=True)
        if self.edit_names and wrapped.edit_names != self.edit_names:
            changed = sorted(set(wrapped.edit_names) ^ set(self.edit_names)) or "their order"
            msg = f"the policy was trained with other {self.edits.value}: {changed} differ; train it again"
            raise ArgumentError(msg)
        return wrapped


class _InTurn(gymnasium.Wrapper[Any, Any, Any, Any]):
    """Resets to the given problems, one after the other."""

    def __init__(self, env: gymnasium.Env[Any, Any], problems: Sequence[str]) -> None:
        super().__init__(env)
        self._problems, self._next = tuple(problems), 0

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """See `gymnasium.Env.reset`; a problem that the caller chooses leaves the turn as it is."""
        if options is None:
            options = {"problem_id": self._problems[self._next % len(self._problems)]}
            self._next += 1
        return self.env.reset(seed=seed, options=options)


# ------------------------------------------------------------------------------------------------------------ training


def make_env(settings: Settings, problems: Sequence[str] = (), **keywords: Any) -> gymnasium.Env[Any, Any]:
    """The training environment.

    Args:
        settings: Which edits, and how many.
        problems: Ids of the problems that come in turn; empty: those of the split, in random order.
        **keywords: Of ``gym.make("AsmOpt-v0")``.
    """
    env = gymnasium.make("AsmOpt-v0", max_turns=settings.edits_per_episode, **keywords)
    return settings.wrap(_InTurn(env, problems) if problems else env)


def train(
    env: gymnasium.Env[Any, Any], settings: Settings, path: Path, *, steps: int, seed: int = 0, show: bool = False
) -> None:
    """Trains a policy and saves it; what was learned until then after Ctrl-C or a fault, too.

    Args:
        env: Of `make_env`, with the same settings.
        settings: Saved with the policy.
        path: Where the zip goes.
        steps: Actions at least; more where they do not divide by the steps of an update. 0: the untrained policy.
        seed: Of the network and of what is tried.
        show: Whether a line tells about each update.
    """
    keep_off_timing_cores()
    learner = _algorithm(settings)(
        "MlpPolicy",
        DummyVecEnv([lambda: Monitor(env)]),
        n_steps=_STEPS_PER_UPDATE,
        seed=seed,
        device="cpu",
        **_HYPERPARAMETERS,
    )
    try:
        if steps > 0:
            learner.learn(steps, callback=_Progress() if show else None)
    except KeyboardInterrupt:
        if not learner.num_timesteps:
            raise
        print(f"stopped after {learner.num_timesteps} steps", file=sys.stderr)
    finally:
        if steps == 0 or learner.num_timesteps:  # a wrong argument must not replace an earlier model
            _save(learner, dataclasses.replace(settings, edit_names=env.get_wrapper_attr("edit_names")), path)


def _save(learner: Any, settings: Settings, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w+b") as file:  # to a path without an ending, stable-baselines3 would add one
        learner.save(file)
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(_SETTINGS_FILE, json.dumps(dataclasses.asdict(settings)))


def keep_off_timing_cores() -> None:
    """Leaves the timing cores and uses one thread: spinning threads on a timing core would spoil every measurement."""
    leave_timing_cores()
    torch.set_num_threads(1)


def _algorithm(settings: Settings) -> Any:
    if settings.algorithm == "PPO":
        return PPO
    if MaskablePPO is None:
        msg = "the policy was trained by MaskablePPO, which is not installed; install it: pip install -e '.[sb3]'"
        raise ArgumentError(msg)
    return MaskablePPO


class _Progress(BaseCallback):
    """Prints what the episodes since the last update earned."""

    def _on_step(self) -> bool:
        return True

    def _on_rollout_end(self) -> None:
        earned = [episode["r"] for episode in self.model.ep_info_buffer]
        mean = f"{np.mean(earned):.3f}" if earned else "none yet"
        print(f"{self.num_timesteps} steps, mean reward of the last {len(earned)} episodes: {mean}", flush=True)


# --------------------------------------------------------------------------------------------------------------- acting


class SB3PPO:
    """The greedy policy of a trained model.

    Args:
        model: The zip that training wrote. It has Python pickles in it: load only what you trust.

    Raises:
        ArgumentError: there is no such file, it is not of this agent, or it was trained with other edits.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        keep_off_timing_cores()
        if not Path(model).is_file():
            msg = f"model={model!r} is no file; train one: python -m agents.sb3_ppo --output {DEFAULT_MODEL}"
            raise ArgumentError(msg)
        settings = _read_settings(Path(model))
        self._policy = _algorithm(settings).load(model, device="cpu")
        self._is_masked = settings.algorithm != "PPO"
        # Never reset: only what its edits make of the observations is used.
        self._wrapper = settings.wrap(gymnasium.make("AsmOpt-v0", max_turns=settings.edits_per_episode))

    def act(self, observations: Sequence[Mapping[str, str]]) -> list[str]:
        """See `agents.policy.Policy`."""
        return [self._wrapper.compose(observation, self._choose) for observation in observations]

    def _choose(self, features: np.ndarray[Any, Any], mask: np.ndarray[Any, Any]) -> int:
        masks = {"action_masks": mask} if self._is_masked else {}
        return int(self._policy.predict(features, deterministic=True, **masks)[0])


def _read_settings(path: Path) -> Settings:
    try:
        with zipfile.ZipFile(path) as archive:
            values = json.loads(archive.read(_SETTINGS_FILE))
        return Settings(**values | {"edits": Edits(values["edits"]), "edit_names": tuple(values["edit_names"])})
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        msg = f"model={str(path)!r} was not written by agents.sb3_ppo: {error}; train one with it"
        raise ArgumentError(msg) from error


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains; `arguments` as on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m agents.sb3_ppo", description="Trains PPO on the bundled problems or a dataset."
    )
    parser.add_argument("--problems", default="", help="ids, separated by commas; all of the split without")
    parser.add_argument("--dataset", default="bundled")
    parser.add_argument("--split", default="train", help="all: every problem of the dataset")
    parser.add_argument("--wrapper", type=Edits, choices=list(Edits), default=Edits.PASSES)
    parser.add_argument("--edits-per-episode", type=int, default=Settings().edits_per_episode)
    parser.add_argument("--steps", type=int, default=192, help="edits that are evaluated; 0 saves the untrained policy")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", type=Path, default=Path(DEFAULT_MODEL))
    args = parser.parse_args(arguments)
    keep_off_timing_cores()
    settings = Settings(edits=args.wrapper, edits_per_episode=args.edits_per_episode)
    problems = [name for name in args.problems.split(",") if name]
    try:
        env = make_env(settings, problems, dataset=args.dataset, split=args.split, **MEASURING)
        with contextlib.closing(env):
            train(env, settings, args.output, steps=args.steps, seed=args.seed, show=True)
    except AsmGymError as error:
        parser.error(str(error))
    print(f"saved {args.output}; asm-gym evaluate --agent sb3_ppo --agent-arg model={args.output}")


if __name__ == "__main__":
    main()
