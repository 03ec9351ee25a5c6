"""A causal language model of Hugging Face's transformers, in this process."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from agents.language_model import ModelError, Reply, Sampling, keep_off_timing_cores, mapping, require_integer
from asm_gym import ArgumentError


class LocalModel:
    """A causal language model of Hugging Face's transformers, in this process.

    The checkpoint's own sampling settings (top_k, repetition_penalty, ...) are not used: `Sampling` is all there is.
    """

    def __init__(
        self,
        model: str,
        sampling: Sampling,
        *,
        batch_size: int = 8,
        device: str = "auto",
        dtype: str = "auto",
        threads: int | None = None,
        model_args: Mapping[str, Any] | None = None,
        template_args: Mapping[str, Any] | None = None,
    ) -> None:
        """Loads the model and its tokenizer.

        Args:
            model: A folder or a name on the Hugging Face hub.
            sampling: How tokens are drawn. Its seed is set once, for all of torch.
            batch_size: Most prompts in one batch; halved where memory does not suffice.
            device: A device of torch. "auto": the first GPU, else the processor.
            dtype: Like "bfloat16" or "float32". "auto": the checkpoint's.
            threads: Of torch. None: one for each core that times nothing. This process leaves the timing cores, unless
                it has been taken off some cores before, like by ``asm_gym.leave_timing_cores("3")``.
            model_args: More arguments of ``from_pretrained``, such as ``{"revision": "main"}``.
            template_args: More variables of the chat template, such as ``{"enable_thinking": false}``.

        Raises:
            ArgumentError: an argument cannot be used, the model cannot be loaded, or torch is missing.
        """
        require_integer("batch_size", batch_size, least=1)
        if threads is not None:
            require_integer("threads", threads, least=1)
        self.batch_size = batch_size
        torch_threads = keep_off_timing_cores(threads)  # before torch starts threads that would inherit the place
        try:
            import torch
            import transformers
        except ImportError as error:
            msg = f'a local model needs {error.name}: pip install -e ".[agents]", or give base_url=URL of an endpoint'
            raise ArgumentError(msg) from error
        torch.set_num_threads(torch_threads)
        torch.manual_seed(sampling.seed)
        self._torch = torch
        self._sampling = sampling
        self._template_args = mapping("template_args", template_args)
        device = ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device
        try:
            self._tokenizer = load_tokenizer(model)
            loaded = transformers.AutoModelForCausalLM.from_pretrained(
                model, dtype=dtype, **mapping("model_args", model_args)
            )
            self._model = loaded.to(device).eval()
        except (OSError, ValueError, RuntimeError, ImportError, AttributeError) as error:
            reason = str(error).strip().partition("\n")[0].rstrip(".")
            msg = f"cannot load model {model!r}: {reason}; give a folder or a name of the hub, a device and a dtype"
            raise ArgumentError(msg) from error
        self._ends = end_tokens(loaded, self._tokenizer)
        context = getattr(loaded.config.get_text_config(), "max_position_embeddings", None)
        self._context_tokens = math.inf if context is None else context
        # Fields that a call to generate() leaves open are taken from here.
        loaded.generation_config = transformers.GenerationConfig()

    def answer(self, prompts: Sequence[str]) -> list[Reply]:
        """See `Model`."""
        rows = [self._encode(prompt) for prompt in prompts]
        replies: dict[int, Reply] = {}
        # Prompts of like length share a batch; the longest come first, to run out of memory early or never.
        waiting = sorted(range(len(rows)), key=lambda place: -len(rows[place]))
        while waiting:
            batch = waiting[: self.batch_size]
            try:
                made = self._generate([rows[place] for place in batch])
            except self._torch.OutOfMemoryError as error:
                if len(batch) == 1:
                    msg = f"no memory for a prompt of {len(rows[batch[0]])} tokens; take a smaller model or dtype"
                    raise ModelError(msg) from error
                self.batch_size = len(batch) // 2
                continue
            replies |= zip(batch, made, strict=True)
            waiting = waiting[len(batch) :]
        return [replies[place] for place in range(len(rows))]

    def _encode(self, prompt: str) -> list[int]:
        row = encode_prompt(self._tokenizer, prompt, self._template_args)
        if len(row) >= self._context_tokens:
            sizes = f"the prompt has {len(row)} tokens and the model's context {self._context_tokens}"
            msg = f"{sizes}; leave the problem out, or try --no-show-assembly"
            raise ArgumentError(msg)
        return row

    def _generate(self, rows: Sequence[Sequence[int]]) -> list[Reply]:
        width = max(map(len, rows))
        pad = self._tokenizer.pad_token_id
        pad = (self._ends or (0,))[0] if pad is None else pad
        # The model goes on where a row ends, so what fills up stands on the left.
        ids = self._torch.tensor([[pad] * (width - len(row)) + list(row) for row in rows], device=self._model.device)
        mask = self._torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows], device=ids.device)
        drawn = {"do_sample": True, "temperature": self._sampling.temperature, "top_k": 0, "top_p": 1.0}
        made = self._model.generate(
            input_ids=ids,
            attention_mask=mask,
            max_new_tokens=int(min(self._sampling.max_new_tokens, self._context_tokens - width)),
            eos_token_id=list(self._ends) or None,
            pad_token_id=pad,
            **(drawn if self._sampling.temperature else {"do_sample": False}),
        )
        return [self._reply(row, new) for row, new in zip(rows, made[:, width:].tolist(), strict=True)]

    def _reply(self, row: Sequence[int], new: Sequence[int]) -> Reply:
        length = next((place for place, token in enumerate(new) if token in self._ends), None)
        text = self._tokenizer.decode(new[:length], skip_special_tokens=True, clean_up_tokenization_spaces=False)
        tokens = len(new) if length is None else length + 1
        return Reply(text, len(row), tokens, finished=length is not None)


def encode_prompt(tokenizer: Any, prompt: str, template_args: Mapping[str, Any] | None = None) -> list[int]:
    """The token ids that a model is asked with.

    Args:
        tokenizer: One with a chat template gets the prompt as the user's message, and where the reply begins is marked.
        prompt: The text.
        template_args: More variables of the chat template; None: none.
    """
    if not tokenizer.chat_template:
        return list(tokenizer(prompt).input_ids)
    text = tokenizer.apply_chat_template(
        [{"role": "user", "content": prompt}], tokenize=False, add_generation_prompt=True, **(template_args or {})
    )
    return list(tokenizer(text, add_special_tokens=False).input_ids)


def end_tokens(model: Any, tokenizer: Any) -> tuple[int, ...]:
    """Ids of the tokens that end a reply, ascending; empty where there are none.

    A checkpoint may end its replies with other tokens than its tokenizer ends texts with. They are read from the
    model's ``generation_config``: ask before that is replaced.
    """
    ends = model.generation_config.eos_token_id
    ends = ends if isinstance(ends, list) else [ends]
    return tuple(sorted({end for end in (*ends, tokenizer.eos_token_id) if end is not None}))


def load_tokenizer(model: str) -> Any:
    """The tokenizer as its folder has it.

    AutoTokenizer prefers the class that belongs to the kind of the model to the general one that the folder names. For
    a tokenizer of one's own that changes token ids without a word.

    Args:
        model: A folder or a name on the Hugging Face hub.

    Raises:
        OSError, ValueError: there is none.
    """
    import transformers

    try:
        named = json.loads((Path(model) / "tokenizer_config.json").read_text(encoding="utf-8")).get("tokenizer_class")
    except OSError:  # a name of the hub
        named = None
    general = named in ("PreTrainedTokenizerFast", "TokenizersBackend")
    kind = transformers.PreTrainedTokenizerFast if general else transformers.AutoTokenizer
    return kind.from_pretrained(model)
