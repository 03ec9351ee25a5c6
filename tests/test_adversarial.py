"""Every attack of tests/adversarial gets its verdict, and some show that they are live with a layer switched off."""

import contextlib
import dataclasses
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

import pytest

from asm_gym import elf, toolchain
from asm_gym.config import EvaluationConfig
from asm_gym.evaluate import Evaluator
from asm_gym.problem import Problem, TestCase
from asm_gym.sandbox import ALL_LAYERS, SANDBOX_UIDS, Layer

FOLDER = Path(__file__).parent / "adversarial"
ATTACKS = sorted(path.parent.name for path in FOLDER.glob("*/expect.toml"))
EXPECTED = {name: tomllib.loads((FOLDER / name / "expect.toml").read_text()) for name in ATTACKS}
LIVE = [name for name in ATTACKS if "ablation" in EXPECTED[name]]

NUMBERS = [
    [1, 2, 3],
    [],
    [-7],
    [10, -20, 30, -40, 50],
    [100000, -100003],
    [-3000000, 1234567],
    [i * 37 % 1001 - 500 for i in range(200)],
]
CANARY_TEXT = "canary-7f3a9c-do-not-sing"


def host_problem(count: int = len(NUMBERS)) -> Problem:
    """The program that every attack claims to replace, with its first tests."""
    tests = [
        TestCase(
            stdin=f"{len(numbers)}\n{' '.join(map(str, numbers))}\n".encode(),
            stdout=f"{sum(x * x for x in numbers)}\n".encode(),
        )
        for numbers in NUMBERS[:count]
    ]
    return Problem(id="host", c_code=(FOLDER / "host.c").read_text(), tests=tuple(tests))


@pytest.fixture(scope="module")
def canary():
    """A file that the sandbox's user could read if nothing but its user id stood in the way."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    path = folder / "canary"
    path.write_text(CANARY_TEXT + "\n")
    yield path
    shutil.rmtree(folder)


CONFIG = EvaluationConfig(wall_limit_s=1.0, allow_unsafe=True)


@pytest.fixture(scope="module")
def evaluator():
    """All layers on."""
    one = Evaluator(CONFIG)
    yield one
    one.close()


@pytest.fixture(autouse=True)
def short_tool_limit(monkeypatch):
    """Bombs against the assembler end after a second instead of several; the verdict is the same."""
    monkeypatch.setattr(toolchain, "_TOOL_LIMITS", dataclasses.replace(toolchain._TOOL_LIMITS, wall_s=1.0))


def candidate(name: str, canary: Path) -> str:
    """The attack's text; bytes that are no UTF-8 become lone surrogates, as a careless reader would make them."""
    data = (FOLDER / name / "candidate.s").read_bytes().replace(b"@CANARY@", str(canary).encode())
    return data.decode("utf-8", "surrogateescape")


def accepted(value) -> list[str]:
    """An expectation is a string or a list of strings."""
    return [value] if isinstance(value, str) else value


@pytest.mark.parametrize("name", ATTACKS)
def test_attack_gets_its_verdict(name, evaluator, canary):
    """The verdict is as expected, names the call, leaks nothing and leaves nothing behind."""
    expected = EXPECTED[name]

    result = evaluator.evaluate(host_problem(), candidate(name, canary), seed=0)

    assert result.verdict in accepted(expected["verdict"]), result.message
    assert CANARY_TEXT not in result.message
    assert "root:" not in result.message
    assert "\x1b" not in result.message
    if result.verdict == "security_violation" and "syscall" in expected:
        assert f"system call {expected['syscall']}" in result.message
    assert result.speedup is None or result.is_copy


@pytest.mark.parametrize("name", LIVE)
def test_attack_is_live_without_its_layer(name, canary, ablated):
    """With the layer off the attack succeeds: the suite above is not vacuous."""
    expected = EXPECTED[name]
    evaluator = ablated(frozenset(expected["ablation"]))

    result = evaluator.evaluate(host_problem(3), candidate(name, canary), seed=0)

    if "ablation_verdict" in expected:
        assert result.verdict in accepted(expected["ablation_verdict"]), result.message
    else:
        assert result.verdict == "wrong_output", result.message
        wanted = expected["ablation_stdout_contains"].replace("@CANARY_TEXT@", CANARY_TEXT)
        assert wanted[:12] in result.message


@pytest.fixture
def ablated(monkeypatch):
    """Makes an evaluator without the named layers."""
    made = []

    def make(names: frozenset[str]) -> Evaluator:
        layers = ALL_LAYERS
        if "seccomp" in names:
            layers &= ~(Layer.SECCOMP | Layer.NOTIFY)
        if "landlock" in names:
            layers &= ~Layer.LANDLOCK
        if "tsc" in names:
            layers &= ~Layer.NO_TSC
        if "elf_check" in names:
            monkeypatch.setattr(elf, "unsafe_section", lambda obj: None)
            inspect = elf.inspect_executable
            monkeypatch.setattr(elf, "inspect_executable", lambda data: elf.Executable(inspect(data).image_bytes, None))
        made.append(Evaluator(CONFIG, layers=layers))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_every_class_of_attack_has_files():
    """At least forty attacks, and no verdict without one."""
    verdicts = {verdict for name in ATTACKS for verdict in accepted(EXPECTED[name]["verdict"])}

    assert len(ATTACKS) >= 40
    assert verdicts == {
        "passed", "assemble_error", "link_error", "policy_violation", "security_violation", "timeout", "output_limit",
        "memory_limit", "runtime_error", "wrong_output",
    }  # fmt: skip


def sandboxed_processes() -> list[int]:
    """Processes whose user id is one that supervisors give to what they run."""
    found = []
    for path in Path("/proc").iterdir():
        with contextlib.suppress(FileNotFoundError):  # it ended meanwhile
            if path.name.isdigit() and path.stat().st_uid in SANDBOX_UIDS:
                found.append(int(path.name))
    return found


def test_nothing_is_left_behind(evaluator, canary):
    """No candidate that tries to leave a process behind does, and the search would find one."""
    if Layer.UID not in evaluator.layers:
        pytest.skip("without root, sandboxed processes have no user id to be found by")
    for name in ("fork_once", "fork_bomb", "vfork_child", "clone_process", "setsid_daemon"):
        evaluator.evaluate(host_problem(), candidate(name, canary), seed=0)

    assert sandboxed_processes() == []
    with subprocess.Popen(["sleep", "60"], user=SANDBOX_UIDS[0]) as planted:
        assert sandboxed_processes() == [planted.pid]
        planted.kill()
