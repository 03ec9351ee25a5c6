"""The space of assembly text and of C source: UTF-8 text that is bounded in bytes.

gymnasium's own Text checks every character against a character set and, in an AsyncVectorEnv with
its default arguments (shared memory), returns one constant text for ever. This space checks by
encoding, and the functions that are registered below make it work in every vector environment.

Nothing is registered for `iterate`, on purpose: a batch of texts is a Tuple space, and gymnasium
iterates a Tuple by zipping its parts when each has its own `iterate`, which would hand out single
characters.
"""

import copy
import mmap
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.reduction import DupFd
from types import ModuleType
from typing import Any, overload

import numpy as np
from gymnasium import Space, spaces
from gymnasium.spaces.utils import (
    flatten,
    flatten_space,
    is_space_dtype_shape_equiv,
    unflatten,
)
from gymnasium.vector.utils import (
    batch_differing_spaces,
    create_empty_array,
    create_shared_memory,
    read_from_shared_memory,
    write_to_shared_memory,
)

from asm_gym.errors import ArgumentError

_LENGTH_BYTES = 8
_SAMPLE_LINES = 8
_REGISTERS = ("%rax", "%rcx", "%rdx", "%rsi", "%rdi", "%r8", "%r9", "%r10", "%r11")
_OPERATIONS = ("movq", "addq", "subq", "xorq", "andq", "orq", "imulq", "testq", "cmpq")


class AsmText(Space[str]):
    r"""Text whose UTF-8 form has at most `max_bytes` bytes and no NUL; the empty text is a member.

    Args:
        max_bytes: Upper bound in bytes, 1 or more.
        seed: Seed for `sample`, or None for one from the operating system.

    Raises:
        ArgumentError: If `max_bytes` is not a positive integer.

    Example:
        >>> "ret\n" in AsmText(16)
        True
    """

    def __init__(self, max_bytes: int, *, seed: int | np.random.Generator | None = None) -> None:
        if not isinstance(max_bytes, int | np.integer) or max_bytes < 1:
            msg = f"max_bytes is {max_bytes!r}, expected a positive integer"
            raise ArgumentError(msg)
        self.max_bytes = int(max_bytes)
        super().__init__(shape=None, dtype=None, seed=seed)

    @property
    def is_np_flattenable(self) -> bool:
        """False: flattened, a text stays a text."""
        return False

    def contains(self, x: Any) -> bool:
        """Whether `x` is a str without NUL and lone surrogates, and short enough in UTF-8."""
        # No text has fewer bytes than characters, so a huge one is refused before encoding it.
        if not isinstance(x, str) or len(x) > self.max_bytes or "\0" in x:
            return False
        try:
            return len(x.encode("utf-8")) <= self.max_bytes
        except UnicodeEncodeError:
            return False

    def sample(self, mask: Any | None = None, probability: Any | None = None) -> str:
        """Draws a few lines that look like assembly, in ASCII, cut to the bound.

        Args:
            mask: Must be None; there is nothing in a text to mask.
            probability: Must be None.

        Raises:
            ArgumentError: If a mask or a probability is given.
        """
        if mask is not None or probability is not None:
            msg = "AsmText samples whole texts; leave mask and probability out for it"
            raise ArgumentError(msg)
        count = int(self.np_random.integers(1, _SAMPLE_LINES + 1))
        body = (
            f"\t{self._pick(_OPERATIONS)}\t{self._pick(_REGISTERS)}, {self._pick(_REGISTERS)}\n" for _ in range(count)
        )
        return ("\t.globl\tmain\nmain:\n" + "".join(body) + "\tret\n")[: self.max_bytes]

    def _pick(self, choices: Sequence[str]) -> str:
        return choices[int(self.np_random.integers(len(choices)))]

    def __repr__(self) -> str:
        return f"AsmText({self.max_bytes})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AsmText) and self.max_bytes == other.max_bytes


class SharedSlots:
    """Memory that processes share: one length-prefixed text for each environment.

    It is an unnamed file in memory, so a page costs nothing before something is written to it, no
    size limit of /dev/shm applies, and nothing is left behind when a process is killed. (The
    standard library's RawArray writes zeros to all of it.) It can be inherited over a fork and
    handed to a process that multiprocessing starts.

    Args:
        count: Number of slots.
        capacity_bytes: Bytes that the text of one slot may take.
        fd: File descriptor of an existing file of that size, which then belongs to the new object;
            None makes one.
    """

    def __init__(self, count: int, capacity_bytes: int, fd: int | None = None) -> None:
        self.count = count
        self.capacity_bytes = capacity_bytes
        # Rounded up to 8 bytes, so that no length straddles two pages.
        self._stride_bytes = -(-(_LENGTH_BYTES + capacity_bytes) // _LENGTH_BYTES) * _LENGTH_BYTES
        size_bytes = max(1, count * self._stride_bytes)
        if fd is None:
            fd = os.memfd_create("asm_gym_texts", os.MFD_CLOEXEC)
        try:
            os.ftruncate(fd, size_bytes)
            # mmap keeps a duplicate of the descriptor; ours is needed again for pickling.
            self._memory = mmap.mmap(fd, size_bytes)
        except OSError:
            os.close(fd)
            raise
        self._fd = fd

    def write(self, index: int, text: str) -> None:
        """Replaces the text of a slot.

        Args:
            index: The slot, from 0.
            text: What to store.

        Raises:
            ArgumentError: If the text is too long or cannot be encoded.
        """
        try:
            data = text.encode("utf-8")
        except UnicodeEncodeError as error:
            msg = f"text has a lone surrogate at character {error.start}; UTF-8 cannot encode it"
            raise ArgumentError(msg) from error
        if len(data) > self.capacity_bytes:
            msg = (
                f"text has {len(data)} bytes, its space allows {self.capacity_bytes};"
                " raise max_bytes of the space or shorten the text"
            )
            raise ArgumentError(msg)
        start = index * self._stride_bytes
        body = start + _LENGTH_BYTES
        self._memory[start:body] = len(data).to_bytes(_LENGTH_BYTES, "little")
        self._memory[body : body + len(data)] = data

    def read(self, index: int) -> str:
        """Returns the text of a slot; empty where none was written yet."""
        start = index * self._stride_bytes
        body = start + _LENGTH_BYTES
        length = int.from_bytes(self._memory[start:body], "little")
        return self._memory[body : body + length].decode("utf-8")

    def __reduce__(self) -> tuple[Callable[..., "SharedSlots"], tuple[int, int, Any]]:
        # DupFd passes the descriptor along to the process that is being started.
        return _attach, (self.count, self.capacity_bytes, DupFd(self._fd))

    def __del__(self) -> None:
        if (fd := getattr(self, "_fd", None)) is not None:
            os.close(fd)


def _attach(count: int, capacity_bytes: int, handle: Any) -> SharedSlots:
    """Rebuilds SharedSlots in a process that was started with a pickled one."""
    return SharedSlots(count, capacity_bytes, fd=handle.detach())


class SharedTexts(Sequence[str]):
    """A live view of shared slots: each access decodes what the slot holds now.

    A vector environment keeps this view for life and hands out copies. A copy, shallow, deep or
    pickled, is a plain tuple of the present texts, a member of the batched space; the view itself
    is what `AsyncVectorEnv(copy=False)` returns, and it changes with every step.

    Args:
        slots: The memory to read.
    """

    def __init__(self, slots: SharedSlots) -> None:
        self._slots = slots

    def __len__(self) -> int:
        return self._slots.count

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self._slots.read(i) for i in range(len(self))[index])
        return self._slots.read(range(len(self))[index])

    def __iter__(self) -> Iterator[str]:
        return (self._slots.read(index) for index in range(len(self)))

    def __repr__(self) -> str:
        return f"SharedTexts{tuple(self)!r}"

    def __reduce__(self) -> tuple[type[tuple[str, ...]], tuple[tuple[str, ...]]]:
        return tuple, (tuple(self),)


def _create_shared(space: AsmText, n: int = 1, ctx: ModuleType = multiprocessing) -> SharedSlots:
    return SharedSlots(n, space.max_bytes)


def _read_shared(space: AsmText, shared_memory: SharedSlots, n: int = 1) -> SharedTexts:
    return SharedTexts(shared_memory)


def _write_shared(space: AsmText, index: int, value: str, shared_memory: SharedSlots) -> None:
    shared_memory.write(index, value)


def _create_empty(space: AsmText, n: int = 1, fn: Callable[..., Any] = np.zeros) -> tuple[str, ...]:
    return ("",) * n


def _batch_differing(batch: Sequence[AsmText]) -> Space[Any]:
    return spaces.Tuple([copy.deepcopy(space) for space in batch], seed=copy.deepcopy(batch[0].np_random))


def _is_equivalent(space_1: AsmText, space_2: object) -> bool:
    # Not only "both are texts": the slots of shared memory have the size of one of the two.
    return space_1 == space_2


def _same_text(space: AsmText, x: str) -> str:
    return x


def _same_space(space: AsmText) -> AsmText:
    return space


# gymnasium annotates these functions for the spaces that it knows, hence Any.
_IMPLEMENTATIONS: tuple[tuple[Any, Callable[..., Any]], ...] = (
    (create_shared_memory, _create_shared),
    (read_from_shared_memory, _read_shared),
    (write_to_shared_memory, _write_shared),
    (create_empty_array, _create_empty),
    (batch_differing_spaces, _batch_differing),
    (is_space_dtype_shape_equiv, _is_equivalent),
    (flatten, _same_text),
    (unflatten, _same_text),
    (flatten_space, _same_space),
)
for _generic, _implementation in _IMPLEMENTATIONS:
    _generic.register(AsmText, _implementation)
