"""Tests of asm_gym.mutation and asm_gym.multiply on small programs."""

import numpy as np
import pytest

from asm_gym.multiply import _appended, _counted, _ended, multiplied
from asm_gym.mutation import fresh_tests, mutate
from asm_gym.problem import TestCase
from asm_gym.reference import Reference, sanitizer_fault
from asm_gym.resolution import RESOLUTION_S

SORT = """#include <stdio.h>
int main(void) {
    int n, values[20];
    if (scanf("%d", &n) != 1 || n < 1) return 1;
    for (int i = 0; i < n; i++)
        if (scanf("%d", &values[i]) != 1) return 1;
    for (int i = 1; i < n; i++)
        for (int j = i; j > 0 && values[j] < values[j - 1]; j--) {
            int t = values[j];
            values[j] = values[j - 1];
            values[j - 1] = t;
        }
    for (int i = 0; i < n; i++) printf("%d ", values[i]);
    puts("");
    return 0;
}
"""
CASES = """#include <stdio.h>
int main(void) {
    int cases;
    if (scanf("%d", &cases) != 1) return 1;
    while (cases--) {
        int n, steps = 0;
        if (scanf("%d", &n) != 1) return 1;
        for (long long x = n; x > 1; steps++) x = x % 2 ? 3 * x + 1 : x / 2;
        printf("%d\\n", steps);
    }
    return 0;
}
"""
HEAD, LOOP = 'int cases;\n    if (scanf("%d", &cases) != 1) return 1;\n    while (cases--) {', "int n, steps = 0;"
SENTINEL = CASES.replace(HEAD, "for (;;) {").replace("return 1;", "return 1;\n        if (n == 0) break;")
ONE = CASES.replace("while (cases--)", "if (cases)")
NUMBERED = CASES.replace('printf("%d\\n", steps)', 'static int number; printf("Case %d: %d\\n", ++number, steps)')
LITTLE_ROOM = CASES.replace(LOOP, LOOP + " static int used; if (++used == 50) return 3;")


@pytest.fixture
def reference(evaluator):
    """reference(c_code) gives the builds of a program."""
    made = []

    def make(c_code):
        made.append(Reference(c_code, config=evaluator.config, cores=evaluator.cores, layers=evaluator.layers))
        return made[-1]

    yield make
    for one in made:
        one.close()


def answered(program, *stdins):
    return [program.answer(stdin) for stdin in stdins]


def test_mutations_are_reproducible_and_various():
    """Equal generators give equal inputs; most are new, and every change but a few is among them."""
    known = [b"3\n5 1 4\n", b"2\n7 -2\n", b"4\n1 1 2 2\nabc def\n"]

    def draw():
        rng = np.random.default_rng(1)
        return [mutate(known[k % 3], known, rng) for k in range(300)]

    some = draw()
    assert some == draw()
    assert len(set(some) - set(known)) > 200
    assert any(one.startswith(b"4\n") and len(one.split()) == 5 for one in some)  # the count of a list follows it


@pytest.mark.parametrize("stdin", [b"", b"\n", b" ", b"x", b"1", b"\xff\x00\n\n", b"1\n\n2"])
def test_mutations_of_odd_inputs(stdin):
    """Empty, blank and binary inputs are changed or left, never an error."""
    rng = np.random.default_rng(0)
    for _ in range(200):
        assert isinstance(mutate(stdin, [stdin, b"2\n1 2\n"], rng), bytes)


def test_fresh_tests_stay_within_the_language(reference):
    """Fresh inputs are new, answered by the program, and none of them leaves the program's array."""
    if sanitizer_fault() is not None:
        pytest.skip("this gcc has no sanitizer libraries")
    program = reference(SORT)
    tests = answered(program, b"3\n5 1 4\n", b"2\n7 -2\n", b"5\n1 9 2 2 6\n")
    found = fresh_tests(program, tests, 12, np.random.default_rng(3))
    assert len(found) >= 6  # a busy machine may miss some
    assert len({test.stdin for test in found} | {test.stdin for test in tests}) == len(found) + 3
    for test in found:
        count, *values = map(int, test.stdin.split())
        assert 1 <= count <= 20
        assert test.stdout.split() == [b"%d" % value for value in sorted(values[:count])]


def test_fresh_tests_where_nothing_can_change(reference):
    """A program that accepts one input alone gets no fresh tests, and an end of another kind is not kept."""
    program = reference("#include <stdio.h>\nint main(void) { return getchar() != 120 || getchar() != -1; }\n")
    assert fresh_tests(program, answered(program, b"x"), 3, np.random.default_rng(0)) == []


def test_joined_inputs():
    """The three formats join what has them, and nothing else."""
    assert _counted([b"2\n5\n6\n", b"1\n7"]) == b"3\n5\n6\n7\n"
    assert _counted([b"2 3\n5\n", b"1\n7\n"]) is None
    assert _ended([b"5\n6\n0\n", b"7\n0"]) == b"5\n6\n7\n0\n"
    assert _ended([b"5\n0 0\n", b"7\n0\n"]) is None
    assert _ended([b"5\n6\n", b"7\n0\n"]) is None
    assert _appended([b"5", b"6\n"]) == b"5\n6\n"


@pytest.mark.parametrize(
    ("c_code", "stdins"),
    [(CASES, (b"2\n27\n97\n", b"1\n703\n", b"3\n1\n2\n871\n")), (SENTINEL, (b"27\n97\n0\n", b"703\n0\n", b"871\n0\n"))],
    ids=["count", "sentinel"],
)
def test_work_is_multiplied(reference, c_code, stdins):
    """Programs with a count of cases or a sentinel get an input that keeps them busy, with the right answer."""
    program = reference(c_code)
    tests = answered(program, *stdins)
    longer = multiplied(program, tests, np.random.default_rng(0))
    assert longer is not None
    assert program.answer(longer.stdin) == longer
    assert program.time_s(longer) >= RESOLUTION_S
    assert set(longer.stdout.split()) == {word for test in tests for word in test.stdout.split()}


@pytest.mark.parametrize("c_code", [ONE, NUMBERED, LITTLE_ROOM], ids=["one case", "numbered cases", "little room"])
def test_work_is_not_multiplied_where_that_changes_the_answer(reference, c_code):
    """A program that reads one case, numbers its cases or has room for some only stays as it is."""
    program = reference(c_code)
    tests = [test for test in answered(program, b"1\n27\n", b"1\n703\n") if isinstance(test, TestCase)]
    assert multiplied(program, tests, np.random.default_rng(0)) is None
