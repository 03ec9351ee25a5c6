"""The user's cache folder: results of slow builds, kept for the next process.

An entry is one file, ``NAME-KEY-CONTENT``: the second part is a digest of everything that it depends on, the third one
of its bytes. So it appears whole or not at all, two processes may write it at once, and one that was damaged is found
and made again. The least recently used entries go when the folder outgrows its bound.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Final, Generic, TypeVar

from asm_gym.errors import SandboxError

BOUND_BYTES: Final = 2 << 30
"""The folder is trimmed to this size."""
_WRITES_PER_TRIM: Final = 32
_ABANDONED_S: Final = 3600.0
"""A file that is being written is never this old: its writer was killed."""
_TEMPORARY: Final = ".tmp-"
_DIGITS: Final = 20

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")

_writes = 0


def cache_dir() -> Path:
    """The user's cache folder: ``$XDG_CACHE_HOME/asm_gym`` or ``~/.cache/asm_gym``.

    Raises:
        SandboxError: it cannot be made.
    """
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    path = Path(base) / "asm_gym"
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        msg = f"cannot make the cache folder {path}: {error.strerror}; set XDG_CACHE_HOME to a writable folder"
        raise SandboxError(msg) from error
    return path


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def find(name: str, key: str) -> Path | None:
    """The file of an entry; None where there is none. A damaged one is removed."""
    prefix = f"{name}-{_digest(key.encode())}-"
    for path in cache_dir().glob(f"{prefix}*"):
        try:
            if _digest(path.read_bytes()) != path.name.removeprefix(prefix):
                path.unlink()
                continue
            os.utime(path)  # it was used now
        except OSError:  # removed by another process at this moment
            continue
        return path
    return None


def store(name: str, key: str, fill: Callable[[Path], None]) -> Path:
    """Makes an entry.

    Args:
        name: Readable first part of the file name.
        key: Everything that the entry depends on.
        fill: Writes the file whose path it is given.

    Raises:
        OSError: the folder is full or not writable.
    """
    global _writes
    folder = cache_dir()
    with tempfile.TemporaryDirectory(dir=folder, prefix=_TEMPORARY) as temporary:
        fresh = Path(temporary) / "out"
        fill(fresh)
        path = folder / f"{name}-{_digest(key.encode())}-{_digest(fresh.read_bytes())}"
        fresh.replace(path)
    _writes += 1
    if _writes % _WRITES_PER_TRIM == 1:
        trim()
    return path


def trim(bound_bytes: int = BOUND_BYTES) -> None:
    """Removes the least recently used entries beyond `bound_bytes`, and what killed writers left."""
    entries = []
    for entry in os.scandir(cache_dir()):
        with contextlib.suppress(OSError):
            status = entry.stat(follow_symlinks=False)
            if not entry.name.startswith(_TEMPORARY):
                entries.append((status.st_mtime, status.st_size, entry.path))
            elif time.time() - status.st_mtime > _ABANDONED_S:
                for left in os.scandir(entry.path):
                    os.unlink(left.path)
                os.rmdir(entry.path)
    total_bytes = sum(size for _, size, _ in entries)
    for _, size, path in sorted(entries):
        if total_bytes <= bound_bytes:
            return
        with contextlib.suppress(OSError):
            os.unlink(path)
        total_bytes -= size


class RecentlyUsed(Generic[_Key, _Value]):
    """A bounded mapping that makes each value once and forgets the least recently used; for several threads.

    Args:
        entries: Most entries.
        total: Most that the entries may weigh together.
        weigh: Weight of a value; None: nothing.
    """

    def __init__(self, entries: int, total: int = 0, weigh: Callable[[_Value], int] | None = None) -> None:
        self._entries, self._total = entries, total
        self._weigh = weigh or (lambda _: 0)
        self._values: OrderedDict[_Key, tuple[_Value, int]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()
        self._making: dict[_Key, tuple[threading.Lock, int]] = {}

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: _Key) -> _Value | None:
        """The value of a key, which counts as used; None where there is none."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def get_or_make(self, key: _Key, make: Callable[[], _Value]) -> _Value:
        """The value of a key, made if it is missing; threads that want the same one wait for the first of them.

        Raises:
            Exception: whatever `make` raises; the next call tries again.
        """
        with self._lock:
            making, users = self._making.get(key, (threading.Lock(), 0))
            self._making[key] = (making, users + 1)
        try:
            with making:
                value = self.get(key)
                if value is None:
                    self.put(key, value := make())
                return value
        finally:
            with self._lock:
                _, users = self._making.pop(key)
                if users > 1:
                    self._making[key] = (making, users - 1)

    def put(self, key: _Key, value: _Value) -> None:
        """Sets a value, or weighs it again."""
        weight = self._weigh(value)
        with self._lock:
            self._weight += weight - self._values.pop(key, (value, 0))[1]
            self._values[key] = (value, weight)
            while len(self._values) > 1 and (len(self._values) > self._entries or self._weight > self._total > 0):
                self._weight -= self._values.popitem(last=False)[1][1]
