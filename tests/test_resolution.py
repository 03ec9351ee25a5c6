"""Tests of asm_gym.resolution."""

import shutil

import pytest

from asm_gym import EvaluationConfig, Evaluator
from asm_gym.errors import ProblemError
from asm_gym.problem import InputGenerator, Problem, TestCase
from asm_gym.resolution import FASTER_FORM, RESOLUTION_S, Rebuild, Signal, measure
from asm_gym.toolchain import compile_c, host_compilers

BITS = """#include <stdio.h>
int main(void) {
    unsigned n, total = 0;
    if (scanf("%u", &n) != 1) return 1;
    for (unsigned i = 0; i < n; i++)
        for (unsigned x = i * 2654435761u; x; x >>= 1) total += x & 1;
    printf("%u\\n", total);
    return 0;
}
"""
FASTER = BITS.replace(
    "for (unsigned x = i * 2654435761u; x; x >>= 1) total += x & 1;",
    "total += (unsigned)__builtin_popcount(i * 2654435761u);",
)
INPUTS = """def generate(rng, size):
    return f"{(300_000 if size == 'timing' else 1) + int(rng.integers(100))}\\n".encode()
"""


@pytest.fixture(scope="module")
def brief():
    """An evaluator that samples little."""
    evaluator = Evaluator(EvaluationConfig(min_pairs=2, max_pairs=4))
    yield evaluator
    evaluator.close()


@pytest.fixture
def bits(tmp_path):
    """A problem whose faster form is many times faster."""
    (tmp_path / "inputs.py").write_text(INPUTS)
    generator = InputGenerator(tmp_path / "inputs.py")
    return Problem(id="bits", c_code=BITS, generator=generator, faster_c=FASTER)


def test_what_is_measured(brief, bits):
    """The baseline's time, the share of start-up, a null interval around 1, and the gain of every rebuild."""
    told = []
    signal = measure(bits, brief, on_progress=told.append)
    assert 0 < signal.start_up_share < 0.5
    assert signal.timeable == (signal.baseline_s >= RESOLUTION_S)
    assert 0 < signal.null_low <= signal.null_high
    names = [one.name for one in signal.rebuilds]
    assert names[-1] == FASTER_FORM
    assert "gcc -O3 -march=native" in names
    assert any(name.startswith("clang") for name in names) == (shutil.which("clang") is not None or any(
        name.startswith("clang") for name in host_compilers()
    ))  # fmt: skip
    assert (signal.best.name, signal.best.failure) == (FASTER_FORM, "")
    assert signal.best.speedup > 2
    assert told == [f"bits: {name}" for name in ("equal speed", *names)]


def test_rebuilds_that_cannot_be_timed(brief, bits):
    """A faster form that is wrong or does not compile has no speedup, and says why."""
    wrong = measure(
        bits.__class__(id="bits", c_code=BITS, generator=bits.generator, faster_c=BITS.replace("x & 1", "x & 3")), brief
    )
    assert wrong.rebuilds[-1].failure.startswith("wrong_output: ")
    broken = measure(bits.__class__(id="bits", c_code=BITS, generator=bits.generator, faster_c="int main("), brief)
    assert broken.rebuilds[-1] == Rebuild(FASTER_FORM, None, None, "does not compile")


def test_a_program_that_is_nothing_but_start_up(brief):
    """It is not timeable, and nothing is claimed about its speed."""
    code = '#include <stdio.h>\nint main(void) { int a = 0; scanf("%d", &a); printf("%d\\n", a + 1); return 0; }\n'
    problem = Problem(id="brief", c_code=code, tests=(TestCase(stdin=b"1\n", stdout=b"2\n"),))
    signal = measure(problem, brief, rebuilds=False)
    assert signal.start_up_share > 0.2
    assert (signal.timeable, signal.null_low, signal.null_high, signal.rebuilds, signal.best) == (
        False,
        None,
        None,
        (),
        None,
    )


def test_the_best_rebuild():
    """Rebuilds that were not timed do not count."""
    rebuilds = (Rebuild("a", 1.5, 1.4), Rebuild("b", None, None, "timeout"), Rebuild("c", 2.0, 1.0))
    signal = Signal(problem_id="p", baseline_s=0.02, start_up_share=0.01, null_low=1, null_high=1, rebuilds=rebuilds)
    assert signal.best.name == "c"


def test_compilers_of_the_host(tmp_path, monkeypatch):
    """Each version is found once, under its shortest name, gcc first; another compiler's assembly can be asked for."""
    (real,) = [one for one in host_compilers() if one == "gcc"]
    path = shutil.which(real)
    for name in ("gcc", "gcc-12", "gcc-99", "clang-7", "gcc-ar-12", "clang++-7"):
        target = path if name in ("gcc", "gcc-12") else tmp_path / f"real-{name}"
        if target != path:
            target.write_text("#!/bin/sh\necho 'int main(void) { return x; }: error: no' >&2\nexit 1\n")
            target.chmod(0o755)
        (tmp_path / name).symlink_to(target)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert host_compilers() == ("gcc", "gcc-99", "clang-7")


def test_a_compiler_that_refuses(monkeypatch):
    """The message names the compiler and its flags."""
    with pytest.raises(ProblemError, match=r"does not compile with gcc -O3: .*error"):
        compile_c("int main(void) { return x; }")
