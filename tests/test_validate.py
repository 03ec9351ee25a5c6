"""Tests of asm_gym.validate: each kind of bad problem fails the check that is meant for it."""

from dataclasses import replace

import pytest

from asm_gym import datasets
from asm_gym import validate as module
from asm_gym.errors import ArgumentError
from asm_gym.problem import InputGenerator, Problem, TestCase
from asm_gym.validate import Check, Report, validate

SUM_OF_TWO = """#include <stdio.h>
int main(void) {
    int a, b;
    if (scanf("%d %d", &a, &b) != 2) return 1;
    printf("%d\\n", a + b);
    return 0;
}
"""
BUSY = """#include <stdio.h>
int main(void) {
    unsigned n, x = 1;
    if (scanf("%u", &n) != 1) return 1;
    for (unsigned i = 0; i < n * 1000u; i++) x = x * 1664525u + (x >> 13) + i;
    printf("%u\\n", x);
    return 0;
}
"""
BUSY_INPUTS = """def generate(rng, size):
    least = 10_000 if size == "timing" else 1
    return f"{least + int(rng.integers(1000))}\\n".encode()
"""


def stored(c_code, *tests):
    return Problem(id="stored", c_code=c_code, tests=tuple(TestCase(stdin=i, stdout=o) for i, o in tests))


def generated(folder, inputs, c_code=BUSY):
    path = folder / "inputs.py"
    path.write_text(inputs)
    return Problem(id="generated", c_code=c_code, generator=InputGenerator(path))


def failures(report):
    return [check.name for check in report.checks if not check.passed]


def detail(report, name):
    return next(check.detail for check in report.checks if check.name == name)


GOOD = stored(SUM_OF_TWO, (b"1 2\n", b"3\n"), (b"-5 -6\n", b"-11\n"), (b"10 20\n", b"30\n"))


def test_a_good_stored_problem_passes(evaluator):
    """A problem with right tests passes every check that stored tests allow."""
    report = validate(GOOD, evaluator=evaluator)
    assert [(check.name, check.passed) for check in report.checks] == [
        ("levels", True), ("trivial programs", True), ("sanitizers", True),
    ]  # fmt: skip
    assert report.passed


def test_a_good_generated_problem_passes(evaluator, tmp_path):
    """A problem with a generator is checked for the generator and the timing as well, and progress is told."""
    told = []
    problem = generated(tmp_path, BUSY_INPUTS)
    report = validate(problem, inputs=8, timing_inputs=2, evaluator=evaluator, on_progress=told.append)
    names = ["generator", "levels", "trivial programs", "sanitizers", "timing"]
    assert told == [f"generated: {name}" for name in names]
    assert [check.name for check in report.checks] == names
    assert [name for name in failures(report) if name != "timing"] == []  # another machine may be slower or faster
    assert "agree on 8 inputs" in detail(report, "levels")
    assert "ms on timing inputs (median of 2)" in detail(report, "timing")


@pytest.mark.parametrize("name", ["popcount_sum", "run_length"])
def test_bundled_problems_in_short(evaluator, name):
    """Two bundled problems hold on a few inputs."""
    (problem,) = [one for one in datasets.load("bundled") if one.id == name]
    report = validate(problem, inputs=5, timing_inputs=1, evaluator=evaluator)
    assert report.passed, report


@pytest.mark.slow
@pytest.mark.parametrize("problem", datasets.load("bundled"), ids=lambda problem: problem.id)
def test_every_bundled_problem(evaluator, problem):
    """Every bundled problem holds on 50 inputs."""
    report = validate(problem, evaluator=evaluator)
    assert report.passed, report


def test_a_program_that_knows_its_optimization_level(evaluator):
    """A program whose answer depends on the compiler's level fails the check of the levels, which names the level."""
    code = SUM_OF_TWO.replace("a + b", "a + b + LEVEL")
    code = "#ifdef __OPTIMIZE__\n#define LEVEL 1\n#else\n#define LEVEL 0\n#endif\n" + code
    report = validate(stored(code, (b"1 2\n", b"3\n")), evaluator=evaluator)
    assert failures(report) == ["levels"]
    assert detail(report, "levels").startswith("-O1: test 1 of 1: output differs")


def test_a_wrong_expected_output(evaluator):
    """A stored test that is wrong fails the check of the levels at once."""
    report = validate(stored(SUM_OF_TWO, (b"1 2\n", b"4\n")), evaluator=evaluator)
    assert failures(report) == ["levels"]
    assert detail(report, "levels").startswith("-O0: test 1 of 1")


def test_hidden_and_timing_tests_are_checked(evaluator):
    """A wrong hidden test is found, although candidates are not drawn from it here."""
    problem = Problem(
        id="hidden", c_code=SUM_OF_TWO, tests=GOOD.tests, hidden_tests=(TestCase(stdin=b"1 1\n", stdout=b"3\n"),)
    )
    assert failures(validate(problem, evaluator=evaluator)) == ["levels"]


def test_a_program_that_does_not_compile(evaluator):
    """A program that gcc refuses is a failed check, not an exception."""
    report = validate(stored("int main(void) { return x; }\n", (b"", b"")), evaluator=evaluator)
    assert failures(report) == ["levels"]
    assert "does not compile" in detail(report, "levels")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("int t[4] = {1, 2, 3, 4}; volatile int i = a; b = 0 * t[i & 7];", "out of bounds"),
        ("volatile int big = 2147483647; volatile int sum = big + b;", "signed integer overflow"),
        ("char *p = malloc(4); p[0] = 1; free(p); a += 0 * *(volatile char *)p;", "heap-use-after-free"),
        ("int *p = malloc(8); p[0] = a; volatile int i = 2; volatile int read = p[i]; free(p);", "insufficient space"),
    ],
)
def test_undefined_behaviour_is_found(evaluator, body, said):
    """Undefined behaviour that no output shows fails the check of the sanitizers, which says what it is."""
    if module.sanitizer_fault() is not None:
        pytest.skip("this gcc has no sanitizer libraries")
    code = (
        SUM_OF_TWO.replace("    printf", f"    {body}\n    printf")
        .replace("a + b", "a")
        .replace("#include <stdio.h>", "#include <stdio.h>\n#include <stdlib.h>")
    )
    report = validate(stored(code, (b"5 6\n", b"5\n"), (b"7 8\n", b"7\n")), evaluator=evaluator)
    assert failures(report) == ["sanitizers"]
    assert said in detail(report, "sanitizers")


def test_without_sanitizer_libraries(evaluator, monkeypatch):
    """Where gcc has no sanitizers the check says that it was not made."""
    monkeypatch.setattr(module, "sanitizer_fault", lambda: "cannot find -lasan")
    monkeypatch.setattr("asm_gym.reference.sanitizer_fault", lambda: "cannot find -lasan")
    report = validate(GOOD, evaluator=evaluator)
    assert report.passed
    assert detail(report, "sanitizers").startswith("not checked: ")
    assert "-lasan" in detail(report, "sanitizers")


@pytest.mark.parametrize(
    ("code", "tests", "named"),
    [
        ("int main(void) { return 0; }\n", [(b"1\n", b""), (b"2\n", b"")], "returns 0 in silence"),
        ('#include <stdio.h>\nint main(void) { puts("0"); return 0; }\n', [(b"5\n", b"0\n")], "prints 0"),
        (
            "#include <stdio.h>\nint main(void) { for (int c; (c = getchar()) != EOF;) putchar(c); return 0; }\n",
            [(b"a\n", b"a\n"), (b"b\nc\n", b"b\nc\n")],
            "echoes its input",
        ),
        (
            '#include <stdio.h>\nint main(void) { int x; while (scanf("%d", &x) == 1) printf("%d\\n", x > 99); }\n',
            [(b"1\n2\n", b"0\n0\n"), (b"3\n", b"0\n")],
            "prints 0 for each line",
        ),
    ],
)  # fmt: skip
def test_trivial_programs_are_found(evaluator, code, tests, named):
    """A problem that a trivial program solves fails the check of trivial programs, which names the program."""
    report = validate(stored(code, *tests), evaluator=evaluator)
    assert failures(report) == ["trivial programs"]
    assert f"accept a program that {named}" in detail(report, "trivial programs")


def test_mostly_empty_output(evaluator):
    """Without output there is no last line to leave out: tests that are mostly silent are refused."""
    code = "#include <stdio.h>\nint main(void) { int c = getchar(); if (c == 'x') puts(\"7\"); return 0; }\n"
    report = validate(stored(code, (b"x", b"7\n"), (b"a", b""), (b"b", b"")), evaluator=evaluator)
    assert failures(report) == ["trivial programs"]
    assert "leaves out the last line" in detail(report, "trivial programs")


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ("n = []\ndef generate(rng, size):\n    n.append(1)\n    return b'%d\\n' % len(n)\n", "differs when"),
        ("def generate(rng, size):\n    return b'3\\n'\n", "1 distinct inputs"),
        ("def generate(rng, size):\n    return 1 / 0\n", "ZeroDivisionError"),
    ],
)  # fmt: skip
def test_bad_generators(evaluator, tmp_path, inputs, said):
    """A generator that counts its calls, ignores the source of chance or fails is found out."""
    report = validate(generated(tmp_path, inputs), inputs=4, timing_inputs=0, evaluator=evaluator)
    assert "generator" in failures(report)
    assert said in detail(report, "generator")
    if "levels" not in failures(report) and len(report.checks) > 1:
        assert detail(report, "timing") == "not checked: timing_inputs=0"


def test_a_program_that_crashes_on_its_inputs(evaluator, tmp_path):
    """A reference that crashes on a generated input is a failed check that shows the input."""
    code = "int main(void) { __builtin_trap(); }\n"
    report = validate(generated(tmp_path, BUSY_INPUTS, code), inputs=2, timing_inputs=0, evaluator=evaluator)
    assert failures(report) == ["levels"]
    assert 'ended with signalled on the input "' in detail(report, "levels")


def test_a_baseline_that_is_too_short(evaluator, tmp_path):
    """Timing inputs on which the baseline takes no time fail the check of the timing."""
    inputs = BUSY_INPUTS.replace("10_000", "1")
    report = validate(generated(tmp_path, inputs), inputs=4, timing_inputs=1, evaluator=evaluator)
    assert failures(report) == ["timing"]


@pytest.mark.parametrize("numbers", [{"inputs": 0}, {"inputs": 2, "timing_inputs": 3}, {"seed": -1}])
def test_impossible_numbers(evaluator, numbers):
    """Numbers that cannot be meant are refused by name."""
    with pytest.raises(ArgumentError, match=r"inputs=\d+, timing_inputs=\d+, seed=-?\d+: give"):
        validate(GOOD, evaluator=evaluator, **numbers)


def test_an_evaluator_of_its_own():
    """Without an evaluator validate makes and closes one."""
    assert validate(GOOD).passed


def test_one_failure_fails_the_report():
    """A report passes only if all of its checks do."""
    assert not Report("x", (Check("a", True, ""), Check("b", False, ""))).passed


def test_tests_that_share_one_answer_prove_nothing(evaluator):
    """A problem whose every test has the same answer accepts a program that prints it."""
    problem = Problem(
        id="constant",
        c_code='#include <stdio.h>\nint main(void) { printf("a\\nb\\n"); return 0; }\n',
        tests=tuple(TestCase(stdin=f"{n}\n".encode(), stdout=b"a\nb\n") for n in range(3)),
    )
    failed = [check for check in validate(problem, evaluator=evaluator).checks if not check.passed]

    assert [check.name for check in failed] == ["trivial programs"]
    assert "one answer that all tests share" in failed[0].detail


def test_adversarial_inputs_are_checked(evaluator, tmp_path):
    """An input of `edges` on which the program has undefined behaviour fails, though no drawn input shows it."""
    if module.sanitizer_fault() is not None:
        pytest.skip("this gcc has no sanitizer libraries")
    code = BUSY.replace("unsigned n, x = 1;", "unsigned n, x = 1; static int a[4]; volatile int k;").replace(
        "for (", "k = n == 7 ? 4 : 0; a[k] = 0; for ("
    )
    problem = generated(tmp_path, BUSY_INPUTS + "def edges(rng):\n    return [b'8\\n', b'7\\n']\n", code)
    report = validate(problem, inputs=5, timing_inputs=0, evaluator=evaluator)
    assert "2 adversarial ones" in detail(report, "generator")
    assert failures(report) == ["sanitizers"]
    assert "input 7 of 7: line 5" in detail(report, "sanitizers")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("+ i;", "+ i + 0;", None),
        ("+ i;", "+ i + (n > 5000);", "faster.c: test"),
        ("+ i;", "+ j;", "faster.c: the C program does not compile"),
    ],
)
def test_the_faster_form_must_agree(evaluator, tmp_path, old, new, said):
    """A faster.c with other answers, or that does not compile, fails its own check."""
    problem = replace(generated(tmp_path, BUSY_INPUTS), faster_c=BUSY.replace(old, new))
    report = validate(problem, inputs=4, timing_inputs=1, evaluator=evaluator)
    found = [name for name in failures(report) if name != "timing"]
    assert found == ([] if said is None else ["faster form"])
    assert (said or "faster.c agrees on 4 inputs") in detail(report, "faster form")


def test_edges_that_change_their_number(evaluator, tmp_path):
    """A generator whose adversarial inputs depend on more than the seed is refused."""
    edges = "calls = []\ndef edges(rng):\n    calls.append(b'1\\n')\n    return list(calls)\n"
    report = validate(generated(tmp_path, BUSY_INPUTS + edges), inputs=3, timing_inputs=0, evaluator=evaluator)
    assert "another number of inputs" in detail(report, "generator")
