"""From an observation to a language model's prompt, and from its reply to assembly. Pure functions of texts.

`render` is the prompt of arXiv 2505.11480, appendix A.3, word for word: models that were trained with it know no other.
"""

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import Final

_TASK: Final = "your task is to generate highly optimized x86-64 assembly code."
_FORM: Final = (
    "Only output the optimized assembly code. Do not include any other text. Do not write any comments in the assembly "
    "code. Wrap the assembly code in ```assembly``` tags.\nOptimized Assembly Code:\n"
)


def render(observation: Mapping[str, str]) -> str:
    """The paper's prompt for an observation.

    Args:
        observation: Has the keys "c_source" and "assembly". Where the assembly is empty (``show_assembly=False``), the
            prompt shows the C program alone, as in the paper's ablation.
    """
    return _program(observation) + _FORM


def render_refinement(observation: Mapping[str, str], last_text: str) -> str:
    """The paper's prompt with the last attempt and what became of it.

    The paper refines iteratively, but has not published how; this wording is asm_gym's own.

    Args:
        observation: As for `render`, and "feedback", what the environment says about the last attempt. Where that is
            empty there was no attempt, and this is `render`.
        last_text: The assembly that was the last attempt.
    """
    if not observation["feedback"]:
        return render(observation)
    return (
        f"{_program(observation)}Your last answer:\n\n{_block('assembly', last_text)}"
        f"What happened to it:\n\n{_block('', observation['feedback'])}"
        f"If it failed, correct what is wrong; if it passed, make it faster.\n{_FORM}"
    )


def _program(observation: Mapping[str, str]) -> str:
    shown = "C code and assembly code" if observation["assembly"] else "C code"
    text = f"Given the following {shown}, {_TASK}\nC Code:\n\n{_block('c', observation['c_source'])}"
    if observation["assembly"]:
        text += f"Assembly Code:\n\n{_block('assembly', observation['assembly'])}"
    return text


def _block(name: str, text: str) -> str:
    lines = text.rstrip("\n")
    return f"```{name}\n{lines}\n```\n\n"


# ----------------------------------------------------------------------------------------------------- the reply


def extract(reply: str) -> str:
    """The assembly in a model's reply.

    What a model thinks aloud (up to ``</think>``) is left out. Of several fenced blocks, whatever they call themselves,
    the one with most lines of assembly is taken, of equal ones the last; the end of the reply closes a block. Where no
    block holds assembly the reply itself is taken, without the prose before and after it.

    Returns:
        Assembly that ends with a newline. Where nothing looks like assembly, the longest block or, without any, the
        reply as it is: the assembler's message then tells the model what it did.
    """
    answer = reply.rpartition("</think>")[2].replace("\r\n", "\n")
    blocks, outside = _split(answer.split("\n"))
    for candidates in (blocks, [_without_prose(outside)]):
        assembly = [lines for lines in candidates if _looks_like_assembly(lines)]
        if assembly:
            chosen = max(reversed(assembly), key=_assembly_lines)
            return "\n".join(chosen).strip("\n") + "\n"
    longest = max(blocks, key=len, default=[])
    return "\n".join(longest) + "\n" if longest else answer


_FENCE: Final = re.compile(
    r"""
    (?P<before> (?: [^"`\n] | "(?:[^"\\]|\\.)*" )* )    # a last line of code may stand before a closing fence; a
                                                        # fence inside of a string is none
    ```+ [ \t]* (?P<name> [^`]* )
    """,
    re.VERBOSE,
)


def _split(lines: list[str]) -> tuple[list[list[str]], list[str]]:
    """The lines inside of each fenced block, and those outside of all."""
    blocks: list[list[str]] = []
    outside: list[str] = []
    inside = False
    for line in lines:
        fence = _FENCE.fullmatch(line)
        current = blocks[-1] if inside else outside
        if fence is None:
            current.append(line)
            continue
        if fence["before"].strip():
            current.append(fence["before"])
        # A name inside of a block means that its end was forgotten: another begins.
        inside = not inside or bool(fence["name"].strip())
        if inside:
            blocks.append([])
    return blocks, outside


# ---------------------------------------------------------------------------------------- what looks like assembly

_COMMENT: Final = re.compile(r"\s*(#|//|;|/\*|\*/)")
_LABEL: Final = re.compile(r"^\s*[\w.$@]+:(?=\s|$)")
_DIRECTIVE: Final = re.compile(r"\.[a-z]\w*")
_PREFIX: Final = re.compile(r"(?:lock|rep|repe|repz|repne|repnz|notrack)\s+(?=[a-z])")
_MNEMONIC: Final = re.compile(r"[a-z][a-z0-9]{1,15}")
_ALONE: Final = re.compile(
    r"ret[lq]?|leave[lq]?|nop[lwq]?|c[lq]t[dqo]|c[bw]t[wl]|cbw|cwde?|cdqe?|cqo|cld|syscall|ud2|endbr64|pause|mfence|"
    r"vzeroupper|vzeroall|(?:movs|stos|cmps|scas|lods)[bwldq]"
)
_JUMP: Final = re.compile(r"(?:call|j[a-z]{1,4})q?")
_TARGET: Final = re.compile(r"\*?[\w.$@+%()-]+")
_SIZE: Final = re.compile(r"\b(?:byte|[dqo]?word|[xyz]mmword)\s+(?:ptr\s*)?", re.IGNORECASE)
_REGISTER: Final = r"(?:[er]?[abcd]x|[er]?[sd]il?|[er]?[sb]pl?|r\d+[dwb]?|[abcd][lh]|[xyz]mm\d+|rip)\b"
_OPERAND: Final = re.compile(rf"%[a-z]|\$[-\w.(]|\[[^\][]*\b{_REGISTER}|(?:^|,){_REGISTER}")
_WORDS: Final = re.compile(r"[A-Za-z']{2,}")
_PROSE_WORDS: Final = 3


def _is_assembly(line: str) -> bool:
    """Whether a line holds a directive or an instruction, in AT&T or Intel syntax; C and prose hold none."""
    if line.rstrip().endswith(";"):
        return False
    code = _PREFIX.sub("", _LABEL.sub("", line).strip())
    if _DIRECTIVE.match(code):
        return True
    code = re.split(r"[#;]|//", code, maxsplit=1)[0].lower()
    name, _, operands = code.strip().replace("\t", " ").partition(" ")
    operands = re.sub(r"\s*([,{])\s*", r"\1", _SIZE.sub("", operands).strip())
    if not operands:
        return _ALONE.fullmatch(name) is not None
    if _JUMP.fullmatch(name):
        return _TARGET.fullmatch(operands) is not None
    apart = re.search(r"\s", re.sub(r"\[[^\][]*\]", "", operands))  # a sentence has spaces between its words
    return bool(_MNEMONIC.fullmatch(name) and "=" not in operands and not apart and _OPERAND.search(operands))


def _is_prose(line: str) -> bool:
    """Whether a line can only be a sentence; a label, a comment or an unknown instruction is not."""
    if _is_assembly(line) or _COMMENT.match(line) or (_LABEL.match(line) and " " not in line.strip()):
        return False
    words = len(_WORDS.findall(line))
    return words >= _PROSE_WORDS or (words > 0 and line.rstrip().endswith((".", ":", "!", "?")) and "=" not in line)


def _assembly_lines(lines: list[str]) -> int:
    return sum(map(_is_assembly, lines))


def _looks_like_assembly(lines: list[str]) -> bool:
    """Whether most lines, labels and comments aside, are assembly."""
    telling = [line for line in lines if line.strip() and not _COMMENT.match(line) and not _LABEL.fullmatch(line)]
    return 0 < len(telling) <= 2 * _assembly_lines(telling)


def _without_prose(lines: list[str]) -> list[str]:
    """The lines from the first to the last one of assembly, and what is no prose around them."""
    found = [number for number, line in enumerate(lines) if _is_assembly(line)]
    if not found:
        return []
    first, last = found[0], found[-1] + 1
    return [*_up_to_prose(lines[:first][::-1])[::-1], *lines[first:last], *_up_to_prose(lines[last:])]


def _up_to_prose(lines: list[str]) -> list[str]:
    if any("/*" in line or "*/" in line for line in lines):  # sentences in a comment, which must not be torn
        return lines
    return list(takewhile(lambda line: not _is_prose(line), lines))
