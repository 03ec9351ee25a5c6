"""Inputs for stack_machine: step limit, number of instructions and pairs of operation and argument."""

from __future__ import annotations

import numpy as np

_HALT, _PUSH, _LOAD, _STORE, _ADD, _SUB, _MUL, _XOR = range(8)
_SHIFT, _DIV, _LESS, _JUMP, _JUMP_ZERO, _DUP, _SWAP, _OUT = range(8, 16)
_WORDS = 2**32
_COUNTER = 7


def _push(rng: np.random.Generator) -> list[tuple[int, int]]:
    if rng.random() < 0.5:
        return [(_LOAD, int(rng.integers(_WORDS)))]
    bits = int(rng.integers(1, 33))
    return [(_PUSH, int(rng.integers(1, 2**bits)))]


def _expression(rng: np.random.Generator, depth: int) -> list[tuple[int, int]]:
    """Return code that leaves one more value on the stack."""
    kind = rng.random()
    if depth == 0 or kind < 0.2:
        return _push(rng)
    first = _expression(rng, depth - 1)
    if kind < 0.3:
        return [*first, (_SHIFT, int(rng.integers(_WORDS)))]
    if kind < 0.35:
        return [*first, (_DUP, 0), (int(rng.choice([_MUL, _ADD])), 0)]
    if kind < 0.45:
        return [*first, (_PUSH, int(rng.integers(1, 2 ** int(rng.integers(1, 33))))), (_DIV, 0)]
    operation = (int(rng.choice([_ADD, _SUB, _MUL, _XOR, _LESS], p=[0.25, 0.25, 0.2, 0.2, 0.1])), 0)
    swap = [(_SWAP, 0)] if rng.random() < 0.2 else []
    return [*first, *_expression(rng, depth - 1), *swap, operation]


def _program(rng: np.random.Generator, statements: int, rounds: int) -> list[tuple[int, int]]:
    """Return a loop over random assignments, outputs and conditionals."""
    code: list[tuple[int, int]] = []
    for variable in range(_COUNTER):
        code += [(_PUSH, int(rng.integers(_WORDS))), (_STORE, variable)]
    code += [(_PUSH, rounds), (_STORE, _COUNTER)]
    start = len(code)
    for _ in range(statements):
        body = _expression(rng, 3)
        variable = int(rng.integers(_COUNTER)) + 8 * int(rng.integers(99))
        body.append((_STORE, variable) if rng.random() < 0.8 else (_OUT, 0))
        if rng.random() < 0.25:
            mask = [(_LOAD, int(rng.integers(_COUNTER))), (_SHIFT, int(rng.integers(20, 32)))]
            test = [*mask, (_PUSH, int(rng.integers(1, 4))), (_LESS, 0)]
            code += [*test, (_JUMP_ZERO, len(code) + len(test) + 1 + len(body))]
        code += body
    code += [(_LOAD, _COUNTER), (_PUSH, 1), (_SUB, 0), (_DUP, 0), (_STORE, _COUNTER)]
    return [*code, (_JUMP_ZERO, len(code) + 2), (_JUMP, start), (_HALT, 0)]


def _text(limit: int, code: list[tuple[int, int]]) -> bytes:
    lines = [f"{limit} {len(code)}", *(f"{operation} {argument}" for operation, argument in code)]
    return ("\n".join(lines) + "\n").encode()


def generate(rng: np.random.Generator, size: str) -> bytes:
    """Return one input of the program.

    Args:
        rng: Source of randomness; it alone determines the result.
        size: "small" for a test input or "timing" for one to measure the speed on.

    Returns:
        The bytes for the program's standard input.

    Raises:
        ValueError: If size is neither "small" nor "timing".
    """
    if size == "timing":
        return _text(16_000_000 + int(rng.integers(20_000)), _program(rng, 60, 2**31))
    if size == "small":
        code = _program(rng, int(rng.integers(8, 30)), int(rng.integers(1, 12)))
        limit = int(rng.integers(50, 2000)) if rng.random() < 0.15 else 10_000
        code[-1:] = [*(_push(rng) * int(rng.integers(1, 5))), *_expression(rng, 2), *code[-1:]]
        kind = rng.random()
        if kind < 0.1:
            code.insert(len(code) - 1, (_JUMP, len(code) + int(rng.integers(1, _WORDS // 2))))
        elif kind < 0.2:
            code[-1:] = [(_DUP, 0), (int(rng.choice([_SUB, _XOR])), 0), (_DIV, 0), *code[-1:]]
        elif kind < 0.3:
            code[-1:] = [(int(rng.choice([_PUSH, _LOAD, _DUP])), 9), (_JUMP, len(code) - 1)]
        elif kind < 0.4:
            code[-1:] = [(int(rng.choice([_ADD, _OUT, _LESS, _STORE, _SWAP])), 3)] * 13 + [(_OUT, 0)] * 13
        elif kind < 0.5:
            code.pop()
        return _text(limit, code)
    raise ValueError(f"unknown input size {size!r}: must be 'small' or 'timing'")


def edges(rng: np.random.Generator) -> list[bytes]:
    """Return adversarial inputs: full and empty stacks for every operation, the limits and malformed programs.

    Args:
        rng: Source of randomness; it alone determines the result.

    Returns:
        Inputs for the program's standard input, each valid or rejected with exit status 1.
    """
    values = [(_PUSH, int(rng.integers(1, _WORDS))) for _ in range(64)]
    exact = [value for operation in (_SUB, _DIV, _XOR, _MUL, _LESS, _SWAP) for value in [*values[:2], (operation, 0)]]
    return [
        b"",
        b"10 0\n",
        b"10 2\n1 5\n",
        b"10 1\n16 0\n",
        b"10 4097\n",
        _text(0, [(_HALT, 0)]),
        _text(1, [(_HALT, 0)]),
        _text(5000, [(_JUMP, 0)] * 4096),
        _text(2**64 - 1, [(_JUMP, _WORDS - 1)]),
        _text(100, values),
        _text(100, [*values, (_SWAP, 0), (_DUP, 0)]),
        _text(100, [*values, (_LOAD, 1), (_HALT, 0)]),
        _text(100, [*exact, (_JUMP, 18), (_STORE, 15)]),
        _text(100, [values[0], (_SUB, 0)]),
        _text(100, [values[0], (_PUSH, 0), (_DIV, 0), (_HALT, 0)]),
        _text(200, [(_PUSH, 0), (_JUMP_ZERO, 4), (_HALT, 0), (_STORE, 1), (_DUP, 0)]),
    ]
