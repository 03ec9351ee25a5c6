"""Tests of asm_gym.verify: verdicts, what they are based on, and how they are told."""

import numpy as np
import pytest

from asm_gym.problem import TestCase
from asm_gym.sandbox import ENVIRONMENT_BYTES_MAX, MIB, Layer, Limits, Outcome, Status
from asm_gym.verify import Verdict, judge, quoted, record, stack_offset, verify

DOUBLE = """#include <stdio.h>
int main(void) {
    int x;
    if (scanf("%d", &x) != 1) return 1;
    printf("%d\\n", x == 1000 ? 1 : 2 * x);
    return x == 77;
}
"""
RIGHT = [TestCase(stdin=b"%d\n" % i, stdout=b"%d\n" % (2 * i)) for i in range(1, 7)]
LIMITS = Limits()


@pytest.fixture
def check(builder, build):
    """check(tests) verifies the doubling program, or the program that is given."""

    def check(tests, code=DOUBLE, limits=LIMITS, **options):
        return verify(builder, build(code), tests, limits=limits, rng=np.random.default_rng(0), **options)

    return check


def outcome(status=Status.EXITED, exit_code=0, mismatch_offset=None):
    return Outcome(
        status=status, exit_code=exit_code, signal=None, forbidden_call=None, cpu_s=0.0, wall_s=0.0, count=0,
        max_rss_bytes=0, stdout_bytes=0, stderr_bytes=0, mismatch_offset=mismatch_offset, layers=Layer(0),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("result", "verdict"),
    [
        (outcome(), Verdict.PASSED),
        (outcome(mismatch_offset=0), Verdict.WRONG_OUTPUT),
        (outcome(exit_code=1), Verdict.RUNTIME_ERROR),
        (outcome(exit_code=1, mismatch_offset=5), Verdict.RUNTIME_ERROR),
        (outcome(Status.SIGNALLED, None), Verdict.RUNTIME_ERROR),
        (outcome(Status.MEMORY_LIMIT, None), Verdict.MEMORY_LIMIT),
        (outcome(Status.OUTPUT_LIMIT, 0), Verdict.OUTPUT_LIMIT),
        (outcome(Status.TIMEOUT, None), Verdict.TIMEOUT),
        (outcome(Status.FORBIDDEN_CALL, None), Verdict.SECURITY_VIOLATION),
    ],
)
def test_judging_one_run(result, verdict):
    """Each way to end has its verdict; the exit status counts before the output."""
    assert judge(result, RIGHT[0]) is verdict


def test_severity():
    """The verdicts stand in order of severity, after passing."""
    assert list(Verdict) == [
        "passed", "assemble_error", "link_error", "policy_violation", "security_violation", "timeout",
        "output_limit", "memory_limit", "runtime_error", "wrong_output",
    ]  # fmt: skip


def test_all_tests_pass(check):
    """A right program passes every test and has nothing to explain."""
    result = check(RIGHT)
    assert (result.verdict, result.tests_passed, result.tests_total, result.message) == (Verdict.PASSED, 6, 6, "")


def test_the_first_failure_ends_it(check):
    """The first wrong test decides, and the message quotes it."""
    tests = [*RIGHT[:2], TestCase(stdin=b"4\n", stdout=b"9\n"), *RIGHT]
    result = check(tests)
    assert (result.verdict, result.tests_passed, result.tests_total) == (Verdict.WRONG_OUTPUT, 2, 9)
    assert result.message == (
        "test 3 of 9: output differs from byte 0 on: "
        'expected "9\\n", got "8\\n" (from byte 0; stdin "4\\n")'
    )  # fmt: skip


def test_counting_goes_on_after_wrong_outputs(check):
    """For the pass fraction all tests are run; the message stays that of the first failure."""
    wrong = [TestCase(stdin=test.stdin, stdout=b"x") for test in RIGHT[:2]]
    result = check([RIGHT[0], wrong[0], RIGHT[1], wrong[1], RIGHT[2]], count_passes=True)
    assert (result.verdict, result.tests_passed, result.tests_total) == (Verdict.WRONG_OUTPUT, 3, 5)
    assert result.message.startswith("test 2 of 5: ")


def test_counting_ends_at_worse_failures(check):
    """A crash or a wrong exit status ends the counting: the tests after it are not run."""
    tests = [TestCase(stdin=b"5\n", stdout=b"x"), RIGHT[0], TestCase(stdin=b"77\n", stdout=b"154\n"), *RIGHT]
    result = check(tests, count_passes=True)
    assert (result.verdict, result.tests_passed, result.tests_total) == (Verdict.WRONG_OUTPUT, 1, 9)


def test_many_tests_take_several_requests(check):
    """The number in the message is right beyond the tests of the first request."""
    tests = [TestCase(stdin=b"%d\n" % i, stdout=b"%d\n" % (2 * i)) for i in range(900, 1105)]
    result = check(tests)  # the program is wrong for 1000
    assert (result.tests_passed, result.tests_total) == (100, 205)
    assert result.message.startswith("test 101 of 205: ")
    assert check(tests, count_passes=True).tests_passed == 204
    assert check([test for test in tests if test.stdin != b"1000\n"]).verdict is Verdict.PASSED


def test_hidden_tests_are_not_quoted(check):
    """Without quoting the message has no piece of input, expected output or output."""
    result = check([TestCase(stdin=b"123456\n", stdout=b"999\n")], quote=False)
    assert result.message == "test 1 of 1: output differs from byte 0 on"


def test_expected_exit_status(check):
    """An exit status other than 0 may be the right one, and another is told with both numbers."""
    tests = [TestCase(stdin=b"77\n", stdout=b"154\n", exit_code=1)]
    assert check(tests).verdict is Verdict.PASSED
    tests = [TestCase(stdin=b"76\n", stdout=b"152\n", exit_code=1)]
    assert check(tests).message == "test 1 of 1: exit status 0, expected 1"


@pytest.mark.parametrize(
    ("code", "limits", "verdict", "message"),
    [
        ("int main(void) { __builtin_trap(); }\n", LIMITS, Verdict.RUNTIME_ERROR, "ended by signal 4 (SIGILL)"),
        ("int main(void) { for (;;) __asm__(\"\"); }\n", Limits(wall_s=0.1), Verdict.TIMEOUT, "no end after 0.1 s"),
        (
            "#include <stdio.h>\nint main(void) { for (;;) puts(\"x\"); }\n", Limits(output_bytes=9000),
            Verdict.OUTPUT_LIMIT, "more than 9000 bytes of output",
        ),
        (
            "#include <stdlib.h>\n#include <string.h>\nint main(void) { for (;;) memset(malloc(99999), 1, 99999); }\n",
            Limits(memory_bytes=32 * MIB), Verdict.MEMORY_LIMIT, "MiB in use, the limit is 32 MiB",
        ),
        (
            "int main(void) { long r; __asm__ volatile(\"syscall\" : \"=a\"(r) : \"a\"(57) : \"rcx\", \"r11\"); }\n",
            LIMITS, Verdict.SECURITY_VIOLATION, "forbidden system call ",
        ),
    ],
    ids=["signal", "timeout", "output", "memory", "call"],
)  # fmt: skip
def test_other_failures_are_told(check, code, limits, verdict, message):
    """Each verdict comes with the figures of its limit."""
    result = check(RIGHT, code, limits)
    assert (result.verdict, result.tests_passed) == (verdict, 0)
    assert message in result.message


def test_what_a_candidate_prints_is_escaped(check):
    """Control characters of a candidate's output do not reach a terminal, and excerpts are short."""
    code = '#include <stdio.h>\nint main(void) { printf("%s\\x1b[2J\\xff\\n%500d", "ab", 1); return 0; }\n'
    result = check([TestCase(stdin=b"\x1b]0;" + b"z" * 500, stdout=b"abc")], code)
    assert "\\x1b[2J\\xff\\n" in result.message
    assert result.message.isprintable()
    assert len(result.message) < 350


def test_the_excerpt_is_where_the_difference_is(check):
    """Of a long output the part around the first difference is shown."""
    code = '#include <stdio.h>\nint main(void) { for (int i = 0; i < 5000; i++) printf("%04d", i); return 0; }\n'
    wanted = b"".join(b"%04d" % i for i in range(5000))
    result = check([TestCase(stdin=b"", stdout=wanted[:8000] + b"X" + wanted[8001:])], code)
    assert "output differs from byte 8000 on" in result.message
    assert 'expected "19951996199719981999X0002001200220032004"' in result.message.replace("X000", "X000", 1)


def test_recording(builder, build):
    """A reference program's outcome and output are recorded."""
    result, stdout = record(builder, build(DOUBLE), b"21\n", limits=LIMITS)
    assert (result.status, result.exit_code, stdout) == (Status.EXITED, 0, b"42\n")


def test_stack_offsets():
    """Offsets are multiples of the stack's alignment within one page, and vary."""
    rng = np.random.default_rng(0)
    offsets = [stack_offset(rng) for _ in range(200)]
    assert all(offset % 16 == 0 and 0 <= offset < ENVIRONMENT_BYTES_MAX for offset in offsets)
    assert len(set(offsets)) > 100


def test_quoting():
    """Bytes are shown on one printable line."""
    assert quoted(b'a\n\x00\xc3\xa9\xff"') == '"a\\n\\x00é\\xff""'


@pytest.mark.parametrize("count_passes", [False, True])
def test_too_much_output_on_both_streams_in_the_middle_of_a_request(check, count_passes):
    """Streams that exceed the limit only together end it at that test, although more requests would follow."""
    code = """#include <stdio.h>
int main(void) {
    int x;
    if (scanf("%d", &x) != 1) return 1;
    printf("%d\\n", 2 * x);
    for (int i = 0; x == 950 && i < 3000; i++) { putchar('o'); fputc('e', stderr); }
    return 0;
}
"""
    tests = [
        TestCase(stdin=b"%d\n" % i, stdout=b"%d\n" % (2 * i) + (b"o" * 3000 if i == 950 else b""))
        for i in range(900, 1050)
    ]
    result = check(tests, code, Limits(output_bytes=5000), count_passes=count_passes)
    assert (result.verdict, result.tests_passed, result.tests_total) == (Verdict.OUTPUT_LIMIT, 50, 150)
    assert result.message == "test 51 of 150: more than 5000 bytes of output"
    assert check(tests, code, Limits(output_bytes=7000)).verdict is Verdict.PASSED
