"""What doctor finds, and what it advises, on machines that lack something."""

import json
import re
from types import SimpleNamespace

import pytest

from asm_gym import doctor
from asm_gym.doctor import Diagnosis, Finding, Level
from asm_gym.errors import SandboxError, TimingError, ToolchainError
from asm_gym.lanes import Cores
from asm_gym.sandbox import ALL_LAYERS, Layer

QUIET = {
    "measurements": 12.0, "deviation_p50": 0.002, "deviation_p90": 0.008, "called_faster": 0.0, "mean_reward": 0.0
}  # fmt: skip


@pytest.fixture
def machine(monkeypatch):
    """A healthy, quiet machine that is not really looked at; a test breaks parts of it."""
    pretended = SimpleNamespace(layers=ALL_LAYERS, sandbox_level="full", closed=0)

    def close():
        pretended.closed += 1

    pretended.close = close
    monkeypatch.setattr(doctor, "Evaluator", lambda *_: pretended)
    monkeypatch.setattr(doctor, "_null_test", lambda *_: dict(QUIET))
    monkeypatch.setattr(doctor, "_counters", lambda: Finding("hardware counters", Level.OK, "no"))
    monkeypatch.setattr(doctor, "plan_cores", lambda: Cores((3,), (0, 1, 2)))
    monkeypatch.setattr(doctor.os, "getloadavg", lambda: (0.0, 0.0, 0.0))
    return pretended


def finding(diagnosis, name):
    """The finding of that name; fails if there is not exactly one."""
    (found,) = [one for one in diagnosis.findings if one.name == name]
    return found


def fail(error):
    """A function that raises, whatever it is called with."""

    def function(*_):
        raise error

    return function


def test_a_healthy_machine_has_no_advice(machine):
    """Everything is ok, the machine is usable and the evaluator is closed."""
    diagnosis = doctor.examine()
    assert diagnosis.usable
    levels = {one.name: one.level for one in diagnosis.findings if not one.name.startswith("frequency")}
    assert set(levels.values()) == {Level.OK}
    assert {"gcc", "as", "ld", "python", "sandbox", "timing core", "timing quality"} <= set(levels)
    assert diagnosis.null_test == QUIET
    assert machine.closed == 1


@pytest.mark.parametrize("layer", list(ALL_LAYERS))
def test_a_missing_layer_is_a_warning_with_advice(machine, layer):
    """Every layer has a line, and its absence says what to do."""
    machine.layers, machine.sandbox_level = ALL_LAYERS & ~layer, "reduced"
    diagnosis = doctor.examine()
    missing = finding(diagnosis, f"sandbox: {layer.name.lower()}")
    assert (missing.level, missing.value) == (Level.WARNING, "no")
    assert len(missing.advice) > 20
    others = [one for one in diagnosis.findings if one.name.startswith("sandbox: ") and one is not missing]
    assert len(others) == len(list(ALL_LAYERS)) - 1
    assert all(one.value == "yes" and not one.advice for one in others)
    assert diagnosis.usable


def test_a_machine_without_a_filter_is_not_usable(machine):
    """The level unsafe is an error even where the user allowed it."""
    machine.layers, machine.sandbox_level = ALL_LAYERS & ~Layer.SECCOMP & ~Layer.NOTIFY, "unsafe"
    diagnosis = doctor.examine()
    assert finding(diagnosis, "sandbox").level is Level.ERROR
    assert not diagnosis.usable


def test_a_missing_compiler_is_an_error_that_says_what_to_install(machine, monkeypatch):
    """The fault becomes a finding, nothing is raised and there is no null test."""
    monkeypatch.setattr(doctor, "tool_versions", fail(ToolchainError("gcc was not found on the PATH; install gcc")))
    diagnosis = doctor.examine()
    assert finding(diagnosis, "ToolchainError").level is Level.ERROR
    assert "install gcc" in finding(diagnosis, "ToolchainError").value
    assert (diagnosis.usable, diagnosis.null_test) == (False, None)


def test_a_sandbox_that_does_not_start_is_an_error_after_the_tools(machine, monkeypatch):
    """What was found before the fault stays in the list."""
    monkeypatch.setattr(doctor, "Evaluator", fail(SandboxError("no system call filter")))
    diagnosis = doctor.examine()
    assert finding(diagnosis, "SandboxError").value == "no system call filter"
    assert finding(diagnosis, "gcc").level is Level.OK
    assert not diagnosis.usable


def test_a_null_test_that_fails_leaves_the_sandbox_findings(machine, monkeypatch):
    """Layers are listed before timing is tried, and the evaluator is closed all the same."""
    monkeypatch.setattr(doctor, "_null_test", fail(TimingError("not timed")))
    diagnosis = doctor.examine()
    assert finding(diagnosis, "sandbox: seccomp").value == "yes"
    assert finding(diagnosis, "TimingError").level is Level.ERROR
    assert machine.closed == 1


@pytest.mark.parametrize(("median", "upper", "level"), [
    (0.005, 0.02, Level.OK), (0.006, 0.01, Level.WARNING), (0.001, 0.03, Level.WARNING),
])  # fmt: skip
def test_noise_is_a_warning_that_names_the_figures(machine, monkeypatch, median, upper, level):
    """The median or the tail of the null test makes timing quality doubtful; the machine stays usable."""
    noisy = QUIET | {"deviation_p50": median, "deviation_p90": upper}
    monkeypatch.setattr(doctor, "_null_test", lambda *_: noisy)
    diagnosis = doctor.examine()
    quality = finding(diagnosis, "timing quality")
    assert quality.level is level
    assert f"{median:.2%}" in quality.value
    assert f"{upper:.2%}" in quality.value
    assert bool(quality.advice) == (level is Level.WARNING)
    assert diagnosis.usable


def test_a_busy_machine_is_a_warning(machine, monkeypatch):
    """The load of the whole machine is compared with all its cores, not with those of this process."""
    monkeypatch.setattr(doctor.os, "cpu_count", lambda: 8)
    monkeypatch.setattr(doctor.os, "getloadavg", lambda: (3.9, 0.0, 0.0))
    assert finding(doctor.examine(), "load").level is Level.OK
    monkeypatch.setattr(doctor.os, "getloadavg", lambda: (4.1, 0.0, 0.0))
    busy = finding(doctor.examine(), "load")
    assert (busy.level, busy.value) == (Level.WARNING, "4.10")
    assert busy.advice


def test_a_single_core_is_a_warning(machine, monkeypatch):
    """Where the timing core does the other work as well, doctor says so."""
    monkeypatch.setattr(doctor, "plan_cores", lambda: Cores((0,), (0,)))
    assert finding(doctor.examine(), "timing core").level is Level.WARNING


def test_progress_names_each_stage_in_order(machine):
    """The caller can show what is looked at."""
    stages = []
    doctor.examine(stages.append)
    assert stages == ["tools", "sandbox", "hardware counters"]


def test_a_diagnosis_is_json(machine):
    """The dictionary has plain values only, with levels as text."""
    data = json.loads(json.dumps(doctor.examine().to_dict()))
    assert list(data) == ["usable", "findings", "null_test"]
    assert data["usable"] is True
    assert all(list(one) == ["name", "level", "value", "advice"] for one in data["findings"])
    assert {one["level"] for one in data["findings"]} <= {"ok", "warning", "error"}


def test_one_error_makes_a_machine_unusable_and_warnings_do_not():
    """Usable is decided by errors alone."""
    fine, odd = Finding("a", Level.OK, "1"), Finding("b", Level.WARNING, "2")
    assert Diagnosis((fine, odd), None).usable
    assert not Diagnosis((fine, odd, Finding("c", Level.ERROR, "3")), None).usable


def test_the_null_test_times_equal_code(evaluator, monkeypatch):
    """The figures come from real measurements of code that is no copy."""
    seen = []
    real = evaluator.evaluate
    monkeypatch.setattr(evaluator, "evaluate", lambda *a, **k: seen.append(real(*a, **k)) or seen[-1])
    monkeypatch.setattr(doctor, "_NULL_PROBLEMS", ("heap_sort",))
    monkeypatch.setattr(doctor, "_NULL_REPEATS", 1)
    told = []
    figures = doctor._null_test(evaluator, told.append)
    assert told == ["null test: heap_sort"]
    assert list(figures) == list(QUIET)
    assert figures["measurements"] == 1
    (one,) = seen
    assert (one.verdict, one.is_copy) == ("passed", False)
    assert figures["deviation_p50"] == pytest.approx(abs(one.speedup - 1))


def test_a_null_test_that_was_not_timed_is_a_timing_error(monkeypatch):
    """A baseline that is too fast here is told apart from a noisy machine."""
    untimed = SimpleNamespace(
        speedup=None, speedup_low=None, reward=0.0, verdict=SimpleNamespace(value="passed"), message=""
    )
    fake = SimpleNamespace(prepare=lambda _: SimpleNamespace(assembly=""), evaluate=lambda *_, **__: untimed)
    with pytest.raises(TimingError, match=r"null test of \w+ was not timed"):
        doctor._null_test(fake, lambda _: None)


def test_the_processor_is_named():
    """The name is that of /proc/cpuinfo, or the architecture."""
    assert doctor.cpu_model().strip()


def test_every_null_problem_is_bundled():
    """A renamed problem would silently shrink the null test."""
    assert set(doctor._NULL_PROBLEMS) <= {problem.id for problem in doctor.load("bundled")}


def test_the_null_suffix_adds_code_that_nobody_calls():
    """The name that it defines occurs as a definition only."""
    name = re.search(r"^(\w+):", doctor.NULL_SUFFIX, re.MULTILINE)[1]
    assert not re.search(rf"(call|jmp)\s+{name}", doctor.NULL_SUFFIX)
