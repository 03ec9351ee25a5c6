"""Which language model is trained: one that exists, or a small one that is built here, without any download."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from agents.language_model import require_integer
from agents.local_model import load_tokenizer
from asm_gym import ArgumentError

try:
    import torch
    import transformers
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM
except ImportError as error:
    message = f'training a language model needs {error.name}: pip install -e ".[agents]"'
    raise ImportError(message) from error

END: Final = "<|endoftext|>"
PADDING: Final = "<|pad|>"
_CONTEXT_TOKENS: Final = 4096

_PIECES: Final = r"(?:[\t.]|[\w.$]+:)[^\n]*\n?|(?:(?![\t.]|[\w.$]+:)[^\n]+\n?)+\n*|\n+"
"""A line of assembly (it begins with a tab, a dot or a label), or a paragraph of something else."""


class Preset(StrEnum):
    """Sets of defaults for the trainers."""

    PAPER = "paper"
    """What arXiv 2505.11480 trained, on GPUs."""
    TINY = "tiny"
    """A model of a million parameters that a processor trains in minutes; see `agents.warm_start`."""


def overrides(preset: Preset) -> dict[str, Any]:
    """Settings of the trainers by name, some of one trainer only; values of closed sets are texts."""
    return dict(_OVERRIDES[preset])


_OVERRIDES: Final[dict[Preset, dict[str, Any]]] = {
    # arXiv 2505.11480, section 4 and appendix A.
    Preset.PAPER: {
        "model": "Qwen/Qwen2.5-Coder-7B-Instruct", "batch": 16, "epochs": 1, "lr": 1e-6, "critic": "separate",
        "critic_lr": 1e-5, "max_prompt_tokens": 2000, "max_new_tokens": 2000, "temperature": 0.5, "kl_coef": 0.0,
    },
    # For the model and the problems of `agents.warm_start`. With seed 101, on two cores that were busy with other work,
    # PPO raised the geometric mean of the greedy answers' speed-up from 0.707 to 1.049 in 21.6 minutes, warm start
    # included; all greedy answers and 99.5 % of those sampled passed, before and after.
    Preset.TINY: {
        "show_assembly": False, "batch": 48, "generation_batch": 24, "micro_batch": 12, "steps": 60,
        "max_prompt_tokens": 64, "max_new_tokens": 256, "temperature": 0.8, "remember": True,
        "lr": 1e-4, "warmup_steps": 4, "final_lr_share": 0.05, "update_epochs": 3, "kl_coef": 0.1, "kl": "exact",
        "critic": "shared", "critic_lr": 2e-3, "critic_epochs": 20, "value_warmup_steps": 3, "min_advantage_std": 0.25,
        "group_size": 8,
    },
}  # fmt: skip


def build_tiny(
    texts: Sequence[str], *, seed: int, vocab_size: int = 8192, hidden_size: int = 128, layers: int = 2
) -> tuple[Qwen2ForCausalLM, PreTrainedTokenizerFast]:
    """A model of the kind Qwen2 with random weights, and a tokenizer for texts like the given ones.

    Args:
        texts: What it will read and write.
        seed: Of the weights.
        vocab_size: Most tokens.
        hidden_size: Width, a multiple of 32.
        layers: Depth.

    Returns:
        The model in float32 on the CPU, and the tokenizer, which gives every text back exactly.

    Raises:
        ArgumentError: a size is out of range.
    """
    require_integer("hidden_size", hidden_size, least=32)
    require_integer("layers", layers, least=1)
    tokenizer = _line_tokenizer(texts, vocab_size)
    config = Qwen2Config(
        vocab_size=len(tokenizer), hidden_size=hidden_size, intermediate_size=3 * hidden_size,
        num_hidden_layers=layers, num_attention_heads=hidden_size // 32, num_key_value_heads=max(1, hidden_size // 64),
        max_position_embeddings=_CONTEXT_TOKENS, tie_word_embeddings=True, bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id,
    )  # fmt: skip
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return Qwen2ForCausalLM(config), tokenizer


def _line_tokenizer(texts: Sequence[str], vocab_size: int) -> PreTrainedTokenizerFast:
    """A byte-level BPE whose vocabulary has the frequent lines and paragraphs of the texts as one token each.

    A line that is no token is put together by merges from bytes. Whole lines make texts short, so that a small model
    learns them in minutes.
    """
    require_integer("vocab_size", vocab_size, least=1024)
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_PIECES), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=512, special_tokens=[PADDING, END], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )  # fmt: skip
    bpe.train_from_iterator(texts, trainer)
    counts = Counter(piece for text in texts for piece, _ in bpe.pre_tokenizer.pre_tokenize_str(text))
    description = json.loads(bpe.to_str())
    vocabulary = description["model"]["vocab"]
    for piece, _ in counts.most_common():
        if len(vocabulary) == vocab_size:
            break
        vocabulary.setdefault(piece, len(vocabulary))
    description["model"]["ignore_merges"] = True  # a piece that is a token is not put together from others
    return PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer.from_str(json.dumps(description)), pad_token=PADDING, eos_token=END,
        padding_side="left", clean_up_tokenization_spaces=False, model_max_length=_CONTEXT_TOKENS,
    )  # fmt: skip


def on_gpu(settings: Any) -> bool:
    """Whether a training with these settings (their "device") is to run on a GPU.

    Raises:
        ArgumentError: it is, and there is none.
    """
    if settings.device == "cuda" and not torch.cuda.is_available():
        msg = "device=cuda, but torch finds no GPU; give --device cpu, or install a torch that supports the GPU"
        raise ArgumentError(msg)
    return settings.device != "cpu" and torch.cuda.is_available()


def compute_dtype(settings: Any) -> str:
    """In which a training with these settings (their "device" and "dtype") computes."""
    if settings.dtype == "auto":
        return "bfloat16" if on_gpu(settings) else "float32"
    return str(settings.dtype)


def load_model(
    name_or_path: str,
    *,
    dtype: str = "auto",
    device: str = "auto",
    lora_rank: int | None = None,
    checkpoint_activations: bool = False,
) -> tuple[Any, Any]:
    """A model that is to be trained, and its tokenizer.

    Args:
        name_or_path: A folder or a name on the Hugging Face hub; a folder with an adapter of peft goes on with that.
        dtype: Like "bfloat16" or "float32". "auto": float32 on the CPU, else bfloat16.
        device: A device of torch. "auto": the first GPU, else the processor.
        lora_rank: Rank of the low-rank adapters on all linear layers (Hu et al. 2021, arXiv 2106.09685) that are
            trained instead of the weights; None: all weights are trained, or the adapter that the folder has.
        checkpoint_activations: Whether activations are computed again for the backward pass, which saves memory.

    Returns:
        A ``PreTrainedModel`` or ``PeftModel``, in evaluation mode, and the tokenizer, which pads on the left.

    Raises:
        ArgumentError: the model cannot be loaded, or peft is missing.
    """
    device = ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device
    dtype = ("float32" if device == "cpu" else "bfloat16") if dtype == "auto" else dtype
    adapter = Path(name_or_path) / "adapter_config.json"
    try:
        has_adapter = adapter.is_file()
        base = json.loads(adapter.read_text())["base_model_name_or_path"] if has_adapter else name_or_path
        tokenizer = load_tokenizer(name_or_path)
        model = transformers.AutoModelForCausalLM.from_pretrained(base, dtype=dtype)
        if has_adapter or lora_rank is not None:
            model = _with_adapter(model, name_or_path if has_adapter else None, lora_rank)
        model = model.to(device).eval()
    except (OSError, ValueError, RuntimeError, ImportError, AttributeError) as error:
        reason = str(error).strip().partition("\n")[0].rstrip(".")
        msg = f"cannot load model {name_or_path!r}: {reason}; give a folder or a name of the hub, a device and a dtype"
        raise ArgumentError(msg) from error
    tokenizer.padding_side = "left"
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    if checkpoint_activations:
        _checkpoint_activations(model)
    return model, tokenizer


def _checkpoint_activations(model: Any) -> None:
    if hasattr(model, "activation_checkpointing_enable"):  # its name since transformers 5.24
        model.activation_checkpointing_enable(activation_checkpointing_kwargs={"use_reentrant": False})
    else:
        model.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})


def _with_adapter(model: Any, folder: str | None, rank: int | None) -> Any:
    import peft

    with warnings.catch_warnings():
        # peft asks the model by an old name whether it computes activations twice.
        warnings.simplefilter("ignore", FutureWarning)
        if folder is not None:
            return peft.PeftModel.from_pretrained(model, folder, is_trainable=True)
        config = peft.LoraConfig(r=rank, lora_alpha=2 * rank, target_modules="all-linear", task_type="CAUSAL_LM")
        return peft.get_peft_model(model, config)
