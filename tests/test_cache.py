"""Tests of asm_gym.cache: entries on disk, damaged and contended ones, trimming, and the mapping in memory."""

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from asm_gym import cache
from asm_gym.cache import RecentlyUsed
from asm_gym.errors import SandboxError
from asm_gym.sandbox import cached_build

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """An empty cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "asm_gym"


def store(key, content=b"content"):
    return cache.store("thing", key, lambda path: path.write_bytes(content))


def flip_a_byte(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def truncate(path):
    os.truncate(path, path.stat().st_size - 1)


# ------------------------------------------------------------------------------------------------------- on disk


def test_an_entry_is_found_again(folder):
    """An entry is found under its name and key, and under no other ones."""
    path = store("key", b"some content")
    assert cache.find("thing", "key") == path
    assert path.read_bytes() == b"some content"
    assert path.parent == folder
    assert cache.find("thing", "other key") is None
    assert cache.find("thin", "key") is None
    assert list(folder.iterdir()) == [path]


@pytest.mark.parametrize("damage", [flip_a_byte, truncate, lambda path: path.write_bytes(b"")])
def test_a_damaged_entry_is_made_again(folder, tmp_path, damage):
    """An entry whose bytes are not those that were stored is removed and built again."""
    (tmp_path / "source").write_bytes(b"right" * 100)
    build = ["cp", str(tmp_path / "source"), "@OUT@"]
    path = cached_build("thing", "key", build)
    damage(path)
    assert cache.find("thing", "key") is None
    assert not path.exists()
    assert cached_build("thing", "key", build) == path
    assert path.read_bytes() == b"right" * 100
    damage(path)
    assert cached_build("thing", "key", build).read_bytes() == b"right" * 100


def test_what_is_in_the_cache_is_not_built(folder, tmp_path):
    """A second build of the same key does not start its command."""
    (tmp_path / "source").write_text("text")
    path = cached_build("thing", "key", ["cp", str(tmp_path / "source"), "@OUT@"])
    assert cached_build("thing", "key", ["false"]) == path
    with pytest.raises(SandboxError, match=r"cannot build thing in .*; free disk space"):
        cached_build("thing", "other key", ["false"])
    assert list(folder.iterdir()) == [path]


def test_two_processes_write_an_entry_at_once(folder, tmp_path):
    """Whoever is last, one whole entry stays, and nothing else."""
    script = (
        "import sys\n"
        "from asm_gym import cache\n"
        "def fill(path):\n"
        "    with path.open('wb') as file:\n"
        "        file.write(b'a' * 100_000)\n"
        "        print('half', flush=True)\n"
        "        sys.stdin.readline()\n"
        "        file.write(b'b' * 100_000)\n"
        "cache.store('thing', 'key', fill)\n"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        for _ in range(2)
    ]
    assert [one.stdout.readline() for one in both] == ["half\n"] * 2
    assert cache.find("thing", "key") is None
    for one in both:
        one.communicate("go on\n", timeout=60)
    assert [one.returncode for one in both] == [0, 0]
    path = cache.find("thing", "key")
    assert path.read_bytes() == b"a" * 100_000 + b"b" * 100_000
    assert list(folder.iterdir()) == [path]


def test_a_failure_leaves_nothing(folder):
    """What could not be made is not there, neither whole nor in part."""

    def fail(path):
        path.write_text("half")
        msg = "no more"
        raise RuntimeError(msg)

    with pytest.raises(RuntimeError, match="no more"):
        cache.store("thing", "key", fail)
    assert cache.find("thing", "key") is None
    assert list(folder.iterdir()) == []


def test_a_cache_folder_that_cannot_be_made(monkeypatch, tmp_path):
    """A cache folder that cannot be made is named, with the variable that moves it."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(SandboxError, match=r"cannot make the cache folder .* set XDG_CACHE_HOME"):
        cache.cache_dir()


def set_age(path, hours):
    then_s = time.time() - 3600 * hours
    os.utime(path, (then_s, then_s))


def test_the_least_recently_used_entries_go_first(folder):
    """Trimming removes what was not used for longest; finding an entry uses it."""
    paths = [store(key, key.encode() * 100) for key in "abcd"]
    for hours, path in zip((40, 30, 20, 10), paths, strict=True):
        set_age(path, hours)
    assert cache.find("thing", "a") == paths[0]
    cache.trim(400)
    assert sorted(folder.iterdir()) == sorted(paths)
    cache.trim(250)
    assert sorted(folder.iterdir()) == sorted([paths[0], paths[3]])
    cache.trim(0)
    assert list(folder.iterdir()) == []


def test_what_killed_writers_left_is_removed(folder):
    """A writer that was killed leaves no entry; its temporary folder goes once it is old, and not before."""
    script = (
        "import os\n"
        "from asm_gym import cache\n"
        "cache.store('thing', 'key', lambda path: os._exit(path.write_text('half')))\n"
    )
    for _ in range(2):
        assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 4
    old, new = folder.iterdir()
    assert cache.find("thing", "key") is None
    set_age(old, 2)
    path = store("other key")
    cache.trim()
    assert sorted(folder.iterdir()) == sorted([new, path])


# ------------------------------------------------------------------------------------------------------ in memory


def test_a_mapping_forgets_the_least_recently_used_entry():
    """Beyond the number of entries the one goes that was neither set nor asked for for longest."""
    values = RecentlyUsed(2)
    values.put("a", 1)
    values.put("b", 2)
    assert values.get("a") == 1
    values.put("c", 3)
    assert [values.get(key) for key in "abc"] == [1, None, 3]
    assert len(values) == 2


def test_a_mapping_is_bounded_by_weight():
    """Beyond the weight the least recently used entries go; one that is too heavy alone stays alone."""
    values = RecentlyUsed(100, 10, len)
    for key in "abc":
        values.put(key, key * 4)
    assert [values.get(key) for key in "abc"] == [None, "bbbb", "cccc"]
    values.put("b", "b" * 6)  # weighed again: exactly the bound
    assert len(values) == 2
    values.put("b", "b" * 7)
    assert [values.get(key) for key in "bc"] == ["b" * 7, None]
    values.put("d", "d" * 99)
    assert [values.get(key) for key in "bd"] == [None, "d" * 99]
    values.put("e", "e")
    assert [values.get(key) for key in "de"] == [None, "e"]


def test_threads_make_a_value_once():
    """Threads that want the same value wait for the first of them; other values are made meanwhile."""
    values, made, started = RecentlyUsed(10), [], threading.Event()
    enough = threading.Event()

    def make():
        made.append(1)
        started.set()
        assert enough.wait(60)
        return "value"

    with ThreadPoolExecutor(4) as threads:
        wanted = [threads.submit(values.get_or_make, "key", make) for _ in range(4)]
        assert started.wait(60)
        assert values.get_or_make("other key", lambda: "other value") == "other value"
        assert not any(one.done() for one in wanted)
        enough.set()
        assert [one.result(60) for one in wanted] == ["value"] * 4
    assert len(made) == 1
    assert values.get_or_make("key", make) == "value"
    assert len(made) == 1


def test_a_failure_is_tried_again():
    """A value that could not be made is not remembered; the next call, or a thread that waits, makes it."""
    values, entered, fail = RecentlyUsed(10), threading.Event(), threading.Event()

    def broken():
        entered.set()
        assert fail.wait(60)
        msg = "not now"
        raise RuntimeError(msg)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(values.get_or_make, "key", broken)
        assert entered.wait(60)
        second = threads.submit(values.get_or_make, "key", lambda: "value")
        fail.set()
        with pytest.raises(RuntimeError, match="not now"):
            first.result(60)
        assert second.result(60) == "value"
    assert values.get("key") == "value"
    assert len(values) == 1
