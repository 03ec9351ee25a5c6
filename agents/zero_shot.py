"""The agent `zero_shot`: asks a language model as it is, a local one or one behind an OpenAI-compatible endpoint.

    asm-gym evaluate --agent zero_shot --agent-arg model=Qwen/Qwen2.5-Coder-7B-Instruct
    asm-gym evaluate --agent zero_shot --agent-arg model=NAME --agent-arg base_url=http://localhost:8000/v1
    python -m agents.zero_shot --model NAME --base-url http://localhost:8000/v1 --max-turns 3

Best of N is ``attempts=N temperature=0.8``. Iterative refinement is ``--max-turns N``: in later turns the model is
shown its last answer and what became of it.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from agents import policy
from agents.endpoint import Endpoint
from agents.language_model import Model, Sampling, Usage, mapping, require_integer
from agents.local_model import LocalModel
from agents.prompt import extract, render, render_refinement
from asm_gym import ArgumentError, AsmGymError


class ZeroShot:
    """Asks a model with the paper's prompt and takes the assembly out of its reply."""

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        temperature: float = 0.0,
        max_new_tokens: int = 2000,
        seed: int = 0,
        attempts: int = 1,
        refine: bool = True,
        **options: Any,
    ) -> None:
        """Loads the model, or notes where it is.

        Args:
            model: A folder or a name on the Hugging Face hub; with `base_url` the endpoint's name of the model.
            base_url: The endpoint, such as ``http://localhost:8000/v1``. None: the model runs here.
            temperature: See `Sampling`, as for the next two.
            max_new_tokens: Most tokens of a reply.
            seed: Of what is drawn here; endpoints get one only in `Endpoint`'s argument ``extra``.
            attempts: How often `asm-gym evaluate` asks for each problem, unless it is told otherwise.
            refine: False: feedback is ignored, so that turns are independent draws like attempts.
            **options: Of `LocalModel`, or of `Endpoint` where `base_url` is given.

        Raises:
            ArgumentError: an argument cannot be used, the model cannot be loaded, or torch is missing.
        """
        if not isinstance(model, str) or not model:
            msg = f"model is {model!r}; give a folder or a name"
            raise ArgumentError(msg)
        require_integer("attempts", attempts, least=1)
        sampling = Sampling(temperature, max_new_tokens, seed)
        # Attempts are independent, whether turns see feedback or not. An endpoint may be given a temperature in extra.
        is_drawn = temperature > 0 or "temperature" in mapping("extra", options.get("extra"))
        if attempts > 1 and not is_drawn:
            msg = f"{attempts} attempts at temperature 0 are one text; give temperature=0.8 or so, or take --max-turns"
            raise ArgumentError(msg)
        self.attempts = attempts
        self.usage = Usage()
        self._refine = refine
        _require_known(options, LocalModel if base_url is None else Endpoint)
        self._model: Model = (
            LocalModel(model, sampling, **options)
            if base_url is None
            else Endpoint(model, base_url, sampling, **options)
        )
        self.batch_size = self._model.batch_size
        self._last: dict[str, dict[int, str]] = {}
        """By C source: the answers of the last batch that had it, by their place there."""

    def act(self, observations: Sequence[Mapping[str, str]]) -> list[str]:
        """See `agents.policy.Policy`.

        Raises:
            ArgumentError, ModelError: see `Model.answer`.
        """
        prompts = [self._prompt(place, observation) for place, observation in enumerate(observations)]
        replies = self._model.answer(prompts)
        before = self.usage
        for reply in replies:
            self.usage = self.usage.plus(reply)
        if self.usage.empty and not before.empty:
            hint = "raise max_new_tokens" if self.usage.cut_off else "look at what the endpoint refuses"
            print(f"zero_shot: the model gave an empty reply, which is scored as it is; {hint}", file=sys.stderr)
        texts = [extract(reply.text) for reply in replies]
        self._remember(observations, texts)
        return texts

    def _prompt(self, place: int, observation: Mapping[str, str]) -> str:
        last = self._last.get(observation["c_source"])
        if not (self._refine and observation["feedback"] and last):
            return render(observation)
        # Several episodes of a vector environment may work on one problem: they keep their places.
        return render_refinement(observation, last.get(place, next(iter(last.values()))))

    def _remember(self, observations: Sequence[Mapping[str, str]], texts: Sequence[str]) -> None:
        batch: dict[str, dict[int, str]] = {}
        for place, (observation, text) in enumerate(zip(observations, texts, strict=True)):
            batch.setdefault(observation["c_source"], {})[place] = text
        self._last |= batch


def _require_known(options: Mapping[str, Any], kind: type[LocalModel | Endpoint]) -> None:
    known = [one.name for one in inspect.signature(kind).parameters.values() if one.kind is one.KEYWORD_ONLY]
    for name in options:
        if name not in known:
            where = "with" if kind is Endpoint else "without"
            msg = f"unknown argument {name!r}; {where} base_url there are also {', '.join(known)}"
            raise ArgumentError(msg)


def main(arguments: Sequence[str] | None = None) -> None:
    """Plays some episodes, prints each step and the tokens they took.

    Args:
        arguments: Of the command line; None: those of this process.
    """
    parser = argparse.ArgumentParser(
        description="Lets a language model play episodes of AsmOpt-v0. Takes the options of python -m agents.o3, too.",
        allow_abbrev=False,
    )
    parser.add_argument("--model", required=True, help="a folder or a name")
    parser.add_argument("--base-url", help="the endpoint's address (default: the model runs here)")
    parser.add_argument(
        "--agent-arg", action="append", default=[], metavar="KEY=VALUE", help="another argument of ZeroShot"
    )
    mine, others = parser.parse_known_args(arguments)
    made: list[ZeroShot] = []

    def make() -> ZeroShot:
        made.append(ZeroShot(mine.model, base_url=mine.base_url, **dict(map(_key_and_value, mine.agent_arg))))
        return made[0]

    try:
        policy.main(make, others)
    except AsmGymError as error:
        parser.error(str(error))
    finally:
        if made:
            print(made[0].usage)


def _key_and_value(argument: str) -> tuple[str, Any]:
    """``key=value``, whose value is JSON or else a text."""
    key, _, value = argument.partition("=")
    try:
        return key, json.loads(value)
    except ValueError:
        return key, value


if __name__ == "__main__":
    main()
