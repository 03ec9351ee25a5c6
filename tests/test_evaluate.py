"""Tests of asm_gym.evaluate: the verdict of each stage, timing, drawn tests, threads and faults of problems."""

import copy
import json
import math
import os
import pickle
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from asm_gym import evaluate as evaluate_once
from asm_gym.config import EvaluationConfig
from asm_gym.errors import ArgumentError, ProblemError, SandboxError
from asm_gym.evaluate import Evaluator
from asm_gym.lanes import Cores, allowed_cores
from asm_gym.pool import SupervisorPool
from asm_gym.problem import InputGenerator, Problem, TestCase
from asm_gym.rewards import conservative_speedup
from asm_gym.sandbox import ALL_LAYERS, Layer, Supervisor
from asm_gym.toolchain import LinkMode, compile_c
from asm_gym.verify import Verdict

ROOT = Path(__file__).resolve().parent.parent

SQUARE = """#include <stdio.h>
int main(void) {
    long x;
    if (scanf("%ld", &x) != 1) return 1;
    printf("%ld\\n", x * x);
    return 0;
}
"""
TESTS = tuple(TestCase(stdin=b"%d\n" % i, stdout=b"%d\n" % (i * i)) for i in range(100, 140))
PROBLEM = Problem(id="square", c_code=SQUARE, tests=TESTS)

HASH = """#include <stdio.h>
int main(void) {
    unsigned n, x = 1;
    if (scanf("%u", &n) != 1) return 1;
    for (unsigned i = 0; i < n; i++) x = x * 1664525u + (x >> 13) + i;
    printf("%u\\n", x);
    return 0;
}
"""
HASH_INPUTS = """def generate(rng, size):
    least = 4_000_000 if size == "timing" else 1
    return f"{least + int(rng.integers(1000))}\\n".encode()
"""
UNREACHED = "\t.text\n\t.p2align 4\nunreached:\n\tnop\n\tret\n"


@pytest.fixture(scope="module")
def limited():
    """An evaluator with tight limits."""
    evaluator = Evaluator(
        EvaluationConfig(wall_limit_s=0.5, memory_limit_mb=32, output_limit_mb=1, max_action_bytes=5000)
    )
    yield evaluator
    evaluator.close()


@pytest.fixture(scope="module")
def timed():
    """An evaluator that times everything with few pairs."""
    evaluator = Evaluator(EvaluationConfig(min_signal=0, min_pairs=2, max_pairs=4))
    yield evaluator
    evaluator.close()


def rewritten(old, new, code=SQUARE):
    assert old in code
    return compile_c(code.replace(old, new))


# --------------------------------------------------------------------------------------------------- verdicts


@pytest.mark.parametrize(
    ("old", "new", "verdict", "said"),
    [
        ("x * x", "x * x + (x == 7)", Verdict.PASSED, ""),
        ("x * x", "x * x + 1", Verdict.WRONG_OUTPUT, "output differs from byte"),
        ("return 0;", "return 3;", Verdict.RUNTIME_ERROR, "exit status 3, expected 0"),
        ("return 0;", "__builtin_trap();", Verdict.RUNTIME_ERROR, "SIGILL"),
        ("return 0;", 'for (;;) __asm__ volatile("");', Verdict.TIMEOUT, "no end after 0.5 s"),
        ("return 0;", 'for (;;) puts("flood");', Verdict.OUTPUT_LIMIT, "more than 1048576 bytes"),
        (
            "return 0;", "for (;;) __builtin_memset(__builtin_malloc(200000), 1, 200000);",
            Verdict.MEMORY_LIMIT, "the limit is ",
        ),
        (
            "return 0;", 'long r; __asm__ volatile("syscall" : "=a"(r) : "a"(41) : "rcx", "r11", "memory");',
            Verdict.SECURITY_VIOLATION, "forbidden system call",
        ),
        ("return 0;", '__asm__ volatile("rdtsc" ::: "rax", "rdx");', Verdict.POLICY_VIOLATION, "rdtsc is forbidden"),
        ("return 0;", "extern int system(const char *); system(0);", Verdict.LINK_ERROR, "undefined symbols: system"),
        ("return 0;", '__asm__ volatile("bogus");', Verdict.ASSEMBLE_ERROR, "no such instruction"),
    ],
    ids=lambda value: value.value if isinstance(value, Verdict) else "",
)  # fmt: skip
def test_each_verdict(limited, old, new, verdict, said):
    """Each stage has its verdict and says what went wrong."""
    result = limited.evaluate(PROBLEM, rewritten(old, new), seed=0)
    assert (result.problem_id, result.verdict) == ("square", verdict), result.message
    assert said in result.message
    built = verdict not in {Verdict.ASSEMBLE_ERROR, Verdict.LINK_ERROR, Verdict.POLICY_VIOLATION}
    assert result.tests_total == (10 if built else 0)
    assert result.tests_passed == (10 if verdict is Verdict.PASSED else 0)
    assert (result.speedup, result.pairs, result.is_copy) == (None, 0, False)
    assert 0 < result.build_s <= result.total_s


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nop\0nop\n", "NUL byte"),
        ("# \ud800\n", "not valid Unicode at character 2"),
        ("#" * 5001, "the text has 5001 bytes, at most 5000"),
        ("", "main"),
        ("Here is the faster program:\n```asm\nret\n```\n", "line 1: "),
    ],
)
def test_texts_that_are_no_assembly(limited, text, said):
    """What is no assembly is the candidate's fault, whatever it is."""
    result = limited.evaluate(PROBLEM, text)
    assert result.verdict in {Verdict.ASSEMBLE_ERROR, Verdict.LINK_ERROR}
    assert said in result.message


def test_the_pass_fraction(limited):
    """Where the reward pays for each right test all tests are run; otherwise the first wrong one ends it."""
    candidate = rewritten("x * x", "x * x + (x % 4 == 0)")
    problem = Problem(id="few", c_code=SQUARE, tests=TESTS[:8])
    short = limited.evaluate(problem, candidate, seed=0)
    full = limited.evaluate(problem, candidate, seed=0, reward=conservative_speedup)
    assert (short.verdict, short.tests_passed, short.tests_total, short.reward) == (Verdict.WRONG_OUTPUT, 0, 8, None)
    assert (full.tests_passed, full.tests_total) == (6, 8)
    assert full.reward == pytest.approx(-0.7 + 0.2 * 6 / 8)


# ----------------------------------------------------------------------------------------------- copies, timing


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: "# faster!\n" + text.replace("\t", "    "),
        lambda text: text.replace(".LC", ".Lrenamed").replace('\t.ident', "\t# .ident"),
    ],
    ids=["same", "spaces and comments", "label names"],
)  # fmt: skip
def test_a_copy_is_exactly_as_fast(timed, change):
    """The baseline's own code, however it is written, has the speedup 1 and is not timed."""
    result = timed.evaluate(PROBLEM, change(timed.prepare(PROBLEM).assembly), reward=conservative_speedup)
    assert (result.verdict, result.is_copy) == (Verdict.PASSED, True)
    assert (result.speedup, result.speedup_low, result.speedup_high) == (1.0, 1.0, 1.0)
    assert (result.pairs, result.baseline_time_s, result.null_ratio, result.reward) == (0, None, None, 0.0)


def test_a_program_that_is_too_short_is_not_timed(evaluator):
    """A problem that is mostly process start-up is tested but not timed, and pays nothing."""
    candidate = evaluator.prepare(PROBLEM).assembly + UNREACHED
    result = evaluator.evaluate(PROBLEM, candidate, reward=conservative_speedup)
    assert (result.verdict, result.timeable, result.is_copy) == (Verdict.PASSED, False, False)
    assert (result.speedup, result.pairs, result.reward) == (None, 0, 0.0)


def test_everything_is_timed_without_a_least_signal(timed):
    """min_signal=0 times short programs too, with few pairs and a warning."""
    result = timed.evaluate(PROBLEM, timed.prepare(PROBLEM).assembly + UNREACHED)
    assert (result.verdict, result.timeable, result.is_copy) == (Verdict.PASSED, True, False)
    assert result.pairs == 2
    assert result.speedup_low <= result.speedup <= result.speedup_high
    assert result.baseline_time_s > 0
    assert any("mostly process start-up" in warning for warning in result.warnings)


def test_layouts_are_reported():
    """Several layouts are measured and their spread is reported."""
    evaluator = Evaluator(EvaluationConfig(min_signal=0, min_pairs=2, max_pairs=2, layouts=3))
    try:
        prepared = evaluator.prepare(PROBLEM)
        result = evaluator.evaluate(PROBLEM, prepared.assembly + UNREACHED)
    finally:
        evaluator.close()
    assert len(prepared.baselines) == 3
    assert result.pairs >= 6
    assert any(warning.startswith("speedup by layout: ") for warning in result.warnings)


def generated(tmp_path, more=""):
    (tmp_path / "inputs.py").write_text(HASH_INPUTS + more)
    return Problem(id="hash", c_code=HASH, generator=InputGenerator(tmp_path / "inputs.py"))


def test_a_problem_with_a_generator(evaluator, tmp_path):
    """Fresh inputs are tested and timed; a slower program is found to be slower."""
    problem = generated(tmp_path)
    slow = '{ x = x * 1664525u + (x >> 13) + i; x = (x ^ 9) * 3; __asm__("" : "+r"(x)); x = x * 0xaaaaaaab ^ 9; }'
    result = evaluator.evaluate(problem, rewritten("x = x * 1664525u + (x >> 13) + i;", slow, HASH), seed=1)
    assert (result.verdict, result.tests_passed, result.tests_total) == (Verdict.PASSED, 10, 10), result.message
    assert result.timeable
    assert result.pairs >= 3
    assert result.speedup_high < 1


def test_a_candidate_that_is_wrong_on_timing_inputs_only(evaluator, tmp_path):
    """Timed runs are checked: one that is wrong there gets its verdict, and no time."""
    result = evaluator.evaluate(
        generated(tmp_path), rewritten('printf("%u\\n", x)', 'printf("%u\\n", x + (n > 99999))', HASH), seed=1
    )
    assert (result.verdict, result.tests_passed) == (Verdict.WRONG_OUTPUT, 10)
    assert result.message.startswith("timed run: output differs from byte ")
    assert (result.speedup, result.pairs) == (None, 0)


def test_a_candidate_whose_exit_status_is_wrong_on_timing_inputs_only(evaluator, tmp_path):
    """A wrong exit status in a timed run is found as well."""
    result = evaluator.evaluate(generated(tmp_path), rewritten("return 0;", "return n > 99999;", HASH), seed=1)
    assert (result.verdict, result.speedup) == (Verdict.RUNTIME_ERROR, None)
    assert "exit status 1, expected 0" in result.message


# ------------------------------------------------------------------------------------------ tests and their seeds


def first_stdin(message):
    return message.split("stdin ")[1]


def test_seeds_draw_tests(limited):
    """Equal seeds draw equal tests, other seeds others, and only tests_per_step of them."""
    wrong = rewritten("x * x", "x * x + 1")
    seen = [first_stdin(limited.evaluate(PROBLEM, wrong, seed=seed).message) for seed in (1, 1, 2, 3, 4, 5, 6)]
    assert seen[0] == seen[1]
    assert len(set(seen)) > 2


def test_seeds_draw_inputs(limited, tmp_path):
    """Equal seeds draw equal inputs from the generator, no seed draws fresh ones."""
    wrong = rewritten("x * 1664525u", "x * 1664526u", HASH)
    problem = generated(tmp_path)
    seen = [first_stdin(limited.evaluate(problem, wrong, seed=seed).message) for seed in (1, 1, 2, None, None)]
    assert seen[0] == seen[1]
    assert len(set(seen)) >= 3


def test_hidden_tests(limited):
    """Hidden tests are run after the others where they are asked for, and their content is not told."""
    hidden = tuple(TestCase(stdin=b"%d\n" % i, stdout=b"%d\n" % (i * i)) for i in (31337, 31338))
    problem = Problem(id="hidden", c_code=SQUARE, tests=TESTS, hidden_tests=hidden)
    candidate = rewritten("x * x", "x * x + (x > 31000)")
    assert limited.evaluate(problem, candidate).verdict is Verdict.PASSED
    result = limited.evaluate(problem, candidate, hidden=True)
    assert (result.verdict, result.tests_passed, result.tests_total) == (Verdict.WRONG_OUTPUT, 10, 12)
    assert result.message == "test 1 of 2: output differs from byte 7 on"
    wrong = rewritten("x * x", "x * x + 1")
    assert "stdin" in limited.evaluate(problem, wrong, hidden=True).message  # of a test that is no secret


def lookup_table(answers):
    """Assembly of a program that knows the answers to some inputs, and nothing else."""
    cases = "".join(f'    if (!strcmp(line, "{stdin.decode().strip()}")) puts("{stdout.decode().strip()}");\n'
                    for stdin, stdout in answers.items())  # fmt: skip
    return compile_c(
        f"#include <stdio.h>\n#include <string.h>\nint main(void) {{\n    char line[64];\n"
        f'    if (scanf("%63s", line) != 1) return 1;\n{cases}    return 0;\n}}\n'
    )


def test_a_table_of_all_rewarded_answers_fails_on_tests_that_were_held_back(evaluator):
    """A third of stored tests is never drawn for a reward, whatever the seed; a table of all others fails on them."""
    seen = set()
    for seed in range(40):
        prepared = evaluator.prepare(PROBLEM)
        with evaluator._pool.borrow() as supervisor:
            drawn = evaluator._baselines.draw_tests(supervisor, prepared, np.random.default_rng(seed))
            hidden = evaluator._baselines.hidden_tests(supervisor, prepared, np.random.default_rng(seed))
        seen |= set(drawn)
        assert len(drawn) == 10
    assert len(hidden) == len(TESTS) // 3
    assert not seen & set(hidden)
    assert seen | set(hidden) == set(TESTS)
    assert not set(prepared.timing_tests) & set(hidden)
    table = lookup_table({test.stdin: test.stdout for test in seen})
    assert {evaluator.evaluate(PROBLEM, table, seed=seed).verdict for seed in range(20)} == {Verdict.PASSED}
    result = evaluator.evaluate(PROBLEM, table, seed=0, hidden=True)
    assert (result.verdict, result.tests_passed) == (Verdict.WRONG_OUTPUT, 10)


def test_few_stored_tests_are_not_held_back(limited):
    """From 15 tests on a third is held back, however many a step draws."""
    for count, held_back in ((3, 0), (10, 0), (14, 0), (15, 5), (30, 10)):
        problem = Problem(id=f"square{count}", c_code=SQUARE, tests=TESTS[:count])
        result = limited.evaluate(problem, limited.prepare(problem).assembly, hidden=True)
        assert result.tests_total == min(10, count) + held_back


def test_a_table_of_the_inputs_of_a_seed_fails_on_hidden_ones(evaluator, tmp_path):
    """Tests and timing input of a seed can be learnt; the hidden evaluation of the same seed draws others."""
    problem = generated(tmp_path, "def edges(rng):\n    return [b'0\\n', b'7\\n']\n")
    stdins = []
    generator = problem.generator
    with pytest.MonkeyPatch.context() as patch:
        draw = InputGenerator.__call__
        patch.setattr(InputGenerator, "__call__", lambda self, *a: stdins.append(draw(self, *a)) or stdins[-1])
        evaluator.evaluate(problem, rewritten("+ i;", "+ i + 0 * n;", HASH) + UNREACHED, seed=5)
    with evaluator._pool.borrow() as supervisor:
        prepared = evaluator.prepare(problem)
        answers = {
            stdin: evaluator._baselines._answered(supervisor, prepared, prepared.reference, stdin).stdout
            for stdin in stdins
        }
    table = lookup_table(answers)
    assert evaluator.evaluate(problem, table, seed=5).verdict is Verdict.PASSED
    result = evaluator.evaluate(problem, table, seed=5, hidden=True)
    assert (result.verdict, result.tests_passed) == (Verdict.WRONG_OUTPUT, 10)
    assert result.tests_total == 10 + 40 + len(generator.edges(np.random.default_rng(0))) + 2


def test_edges_are_part_of_the_hidden_evaluation(limited, tmp_path):
    """A candidate that is wrong on an adversarial input alone passes every step and fails the evaluation."""
    problem = generated(tmp_path, "def edges(rng):\n    return [b'0\\n']\n")
    candidate = rewritten('printf("%u', 'if (n) printf("%u', HASH)
    assert limited.evaluate(problem, candidate, seed=1).verdict is Verdict.PASSED
    result = limited.evaluate(problem, candidate, seed=1, hidden=True)
    assert (result.verdict, result.message) == (Verdict.WRONG_OUTPUT, "test 41 of 43: output differs from byte 0 on")


def test_timing_tests_are_checked(timed):
    """The problem's own timing inputs are those that are timed."""
    problem = Problem(
        id="own timing",
        c_code=SQUARE,
        tests=TESTS[:3],
        timing_tests=(TestCase(stdin=b"99999\n", stdout=b"9999800001\n"),),
    )
    result = timed.evaluate(problem, rewritten("x * x", "x * x + (x == 99999)"))
    assert (result.verdict, result.tests_passed) == (Verdict.WRONG_OUTPUT, 3)
    assert result.message.startswith("timed run: ")


# --------------------------------------------------------------------------------------------- faults of problems


@pytest.mark.parametrize(
    ("code", "tests", "said"),
    [
        ("int main(void) { return x; }\n", TESTS, r"problem bad: the C program does not compile .* the program$"),
        (SQUARE, (TestCase(stdin=b"3\n", stdout=b"10\n"),), r"-O3 build fails test 1 of 1: .* correct the test"),
        (SQUARE, (TestCase(stdin=b"3\n", stdout=b"9\n", exit_code=2),), r"exit status 0, expected 2; correct the test"),
        (
            "int no_such_function(void);\nint main(void) { return no_such_function(); }\n", TESTS,
            r"(?s)does not link .*no_such_function.*it may use only the C and mathematics libraries",
        ),
    ],
    ids=["no C", "wrong output", "wrong exit status", "unknown function"],
)  # fmt: skip
def test_bad_problems(limited, code, tests, said):
    """A problem that does not build or fails its own tests raises, says which and what to do, every time."""
    problem = Problem(id="bad", c_code=code, tests=tests)
    for _ in range(2):
        with pytest.raises(ProblemError, match=said) as caught:
            limited.evaluate(problem, "ret\n")
        assert "problem bad" in str(caught.value)


def test_a_generator_whose_program_crashes(limited, tmp_path):
    """A program that crashes on its own generated input is the problem's fault, and the input is shown."""
    (tmp_path / "inputs.py").write_text("def generate(rng, size):\n    return b'7\\n'\n")
    problem = Problem(
        id="crash", c_code="int main(void) { __builtin_trap(); }\n", generator=InputGenerator(tmp_path / "inputs.py")
    )
    with pytest.raises(ProblemError, match=r'problem crash: its own program ended with signalled .* "7\\n"; correct'):
        limited.evaluate(problem, "ret\n")


def test_a_large_program_gets_the_memory_that_it_needs(limited):
    """The memory limit grows with the baseline's own image."""
    code = f"static char t[{200 << 20}];\n" + SQUARE.replace("return 0;", "return t[x];")
    problem = Problem(id="large", c_code=code, tests=TESTS[:2])
    result = limited.evaluate(problem, limited.prepare(problem).assembly)
    assert (result.verdict, result.is_copy) == (Verdict.PASSED, True)


def test_a_full_link_is_told(limited):
    """A baseline that defines a library function makes its problem link in full, with a warning."""
    code = "double round(double x) { return x + 1; }\n" + SQUARE.replace("x * x", "x * x + 0 * (long)round(x)")
    problem = Problem(id="full", c_code=code, tests=TESTS[:2])
    prepared = limited.prepare(problem)
    assert prepared.plan.mode is LinkMode.FULL
    result = limited.evaluate(problem, prepared.assembly)
    assert result.is_copy
    assert any("linked in full" in warning for warning in result.warnings)


def test_a_problem_is_prepared_once(limited):
    """Equal problems share their builds, under whichever id they come."""
    renamed = Problem(id="other", c_code=SQUARE, tests=TESTS)
    assert limited.prepare(renamed).baselines == limited.prepare(PROBLEM).baselines
    assert limited.evaluate(renamed, "bogus\n").problem_id == "other"


# --------------------------------------------------------------------------------------- threads, copies, configuration


def test_threads(limited):
    """Four threads with different candidates each get their own verdicts."""
    candidates = [
        (limited.prepare(PROBLEM).assembly, Verdict.PASSED),
        (rewritten("x * x", "x * x + 1"), Verdict.WRONG_OUTPUT),
        (rewritten("return 0;", "__builtin_trap();"), Verdict.RUNTIME_ERROR),
        ("bogus\n", Verdict.ASSEMBLE_ERROR),
    ]
    found = {}

    def work(number):
        for turn in range(4):
            text, verdict = candidates[(number + turn) % 4]
            found[number, turn] = (limited.evaluate(PROBLEM, text).verdict, verdict)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert all(got is wanted for got, wanted in found.values())


def test_threads_prepare_a_problem_once(limited, monkeypatch):
    """Threads that want the same new problem at once wait for one preparation of it."""
    calls = []
    prepare = limited._baselines._prepare
    monkeypatch.setattr(limited._baselines, "_prepare", lambda *arguments: (calls.append(1), prepare(*arguments))[1])
    problem = Problem(id="new", c_code=SQUARE + "/* new */\n", tests=TESTS)
    threads = [threading.Thread(target=limited.prepare, args=(problem,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1


@pytest.mark.parametrize("duplicate", [copy.copy, lambda one: pickle.loads(pickle.dumps(one))], ids=["copy", "pickle"])
def test_copies_start_afresh(limited, duplicate):
    """A copied or pickled evaluator has the same configuration and its own processes."""
    other = duplicate(limited)
    try:
        assert other.config == limited.config
        assert other is not limited
        assert {one.pid for one in other._pool.supervisors}.isdisjoint({one.pid for one in limited._pool.supervisors})
        assert other.evaluate(PROBLEM, "bogus\n").verdict is Verdict.ASSEMBLE_ERROR
    finally:
        other.close()
    assert limited.evaluate(PROBLEM, "bogus\n").verdict is Verdict.ASSEMBLE_ERROR


def test_close_leaves_nothing():
    """After close there is no process, descriptor or folder of the evaluator left."""
    fds = len(os.listdir("/proc/self/fd"))
    evaluator = Evaluator()
    evaluator.prepare(PROBLEM)
    (supervisor,) = evaluator._pool.supervisors
    folders = [supervisor.folder, evaluator._pool.folder]
    assert all(folder.exists() for folder in folders)
    evaluator.close()
    evaluator.close()
    assert not any(folder.exists() for folder in folders)
    assert not supervisor.alive
    assert len(os.listdir("/proc/self/fd")) == fds


def test_known_code_is_answered_at_once(limited):
    """Code that was evaluated before is recognised by its digest, however it is written."""
    text = rewritten("x * x", "x * x + 1")
    first = limited.evaluate(PROBLEM, text)
    again = limited.evaluate(PROBLEM, "# the same\n" + text, known={first.code_digest: first})
    assert again is first


def test_without_a_filter(monkeypatch):
    """Without a system call filter an evaluator is refused unless asked for, and then says so."""
    layers = ALL_LAYERS & ~Layer.SECCOMP & ~Layer.NOTIFY
    evaluator = Evaluator(EvaluationConfig(allow_unsafe=True), layers=layers)
    try:
        assert evaluator.sandbox_level == "unsafe"
        assert evaluator.evaluate(PROBLEM, "bogus\n").sandbox == "unsafe"
    finally:
        evaluator.close()

    def no_filter(self):
        msg = "the sandbox could not start a program (step seccomp: Function not implemented)"
        raise SandboxError(msg)

    monkeypatch.setattr(SupervisorPool, "_probe_once", no_filter)
    with pytest.raises(SandboxError, match=r"no system call filter .* use another host, or allow_unsafe=True"):
        Evaluator()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"tests_per_step": 0}, "tests_per_step=0 is below its least value, 1"),
        ({"max_pairs": 3}, "max_pairs=3 is below its least value, 6"),
        ({"min_signal": math.nan}, "min_signal=nan is below its least value, 0"),
        ({"layouts": 6}, "layouts=6 is above its greatest value, 5"),
        ({"isa": "avx"}, "isa='avx' is not one of native"),
        ({"wall_limit_s": "10"}, "wall_limit_s='10' is str, expected float"),
        ({"timing_cores": "x"}, "timing_cores='x', expected 'auto' or core numbers like '3' or '2,3'"),
        ({"timing_cores": ""}, "timing_cores='', expected 'auto' or core numbers"),
        ({"timing_cores": 3}, "timing_cores=3 is int, expected str"),
    ],
)
def test_configurations_that_cannot_be_meant(options, said):
    """A value that cannot be meant is refused by name, value and bound."""
    with pytest.raises(ArgumentError) as caught:
        EvaluationConfig(**options)
    assert said in str(caught.value)


def test_the_function():
    """The function of the package keeps its evaluator for the next call with the same options."""
    for _ in range(2):
        result = evaluate_once(PROBLEM, rewritten("x * x", "x * x + 1"), tests_per_step=3, seed=0)
        assert (result.verdict, result.tests_total) == (Verdict.WRONG_OUTPUT, 3)


def test_a_variable_named_like_a_linker_symbol(evaluator):
    """Real programs have a global called `end`; it is theirs, not the end of the program."""
    code = """#include <stdio.h>
int end, edata = 3;
int main(void) { int n; if (scanf("%d", &n) != 1) return 1; end += n; printf("%d %d\\n", end, edata); return 0; }
"""
    problem = Problem(id="end", c_code=code, tests=(TestCase(stdin=b"5\n", stdout=b"5 3\n"),))

    assert evaluator.evaluate(problem, evaluator.prepare(problem).assembly).verdict is Verdict.PASSED


# ---------------------------------------------------------------------------------------------- poor surroundings


@pytest.fixture
def without_filter(monkeypatch):
    """The kernel refuses every run that asks for the system call filter."""
    run = Supervisor.run

    def refused(self, *arguments, **options):
        if Layer.SECCOMP in self._layers:
            msg = "the sandbox could not start a program (step seccomp: Invalid argument); see `asm-gym doctor`"
            raise SandboxError(msg)
        return run(self, *arguments, **options)

    monkeypatch.setattr(Supervisor, "run", refused)


def test_a_kernel_that_refuses_the_filter(without_filter):
    """With allow_unsafe the probe starts again without the filter, with a fresh supervisor, and all works."""
    evaluator = Evaluator(EvaluationConfig(allow_unsafe=True))
    try:
        assert evaluator.sandbox_level == "unsafe"
        assert not evaluator.layers & (Layer.SECCOMP | Layer.NOTIFY)
        alive = [one for one in evaluator._pool.supervisors if one.alive]
        assert alive
        assert not any(Layer.SECCOMP in one._layers for one in alive)
        result = evaluator.evaluate(PROBLEM, rewritten("x * x", "x * x + 1"))
        assert (result.verdict, result.sandbox) == (Verdict.WRONG_OUTPUT, "unsafe")
    finally:
        evaluator.close()


def test_a_kernel_that_refuses_the_filter_is_refused(without_filter):
    """Without allow_unsafe the error names the missing filter and the option."""
    with pytest.raises(SandboxError, match=r"offers no system call filter .*step seccomp.* or allow_unsafe=True"):
        Evaluator()


def many_timing_tests(count):
    tests = tuple(TestCase(stdin=b"%d\n" % i, stdout=b"%d\n" % (i * i)) for i in range(count))
    return Problem(id="many", c_code=SQUARE, tests=TESTS[:3], timing_tests=tests)


def test_too_many_timing_tests(limited):
    """More timing tests than fit one request are the problem's fault, with both numbers; as many as fit are fine."""
    for _ in range(2):
        with pytest.raises(ProblemError, match="problem many has 60 timing tests, at most 40"):
            limited.prepare(many_timing_tests(60))
    assert len(limited.prepare(many_timing_tests(40)).timing_tests) == 40


def test_as_many_timing_tests_as_allowed_can_be_timed(timed):
    """The greatest number of timing tests also fits into the requests of a measurement."""
    problem = many_timing_tests(40)
    result = timed.evaluate(problem, timed.prepare(problem).assembly + UNREACHED)
    assert result.verdict is Verdict.PASSED, result.message
    assert result.pairs >= 2


def test_after_close():
    """A closed evaluator says so, whether it knows the problem or not."""
    evaluator = Evaluator(EvaluationConfig(min_signal=0, min_pairs=2, max_pairs=2))
    evaluator.prepare(PROBLEM)
    evaluator.close()
    for problem in (PROBLEM, Problem(id="other", c_code=SQUARE + "/* other */\n", tests=TESTS)):
        with pytest.raises(SandboxError, match="this evaluator was closed; make another"):
            evaluator.evaluate(problem, "bogus\n")


SCRIPT = """import os, signal, sys
{before}
from asm_gym import Problem, TestCase
from asm_gym.config import EvaluationConfig
from asm_gym.evaluate import Evaluator
from asm_gym.pool import SupervisorPool
test = TestCase(stdin=b"", stdout=b"", exit_code=3)
problem = Problem(id="one", c_code="int main(void) {{ return 3; }}\\n", tests=(test,))
evaluator = Evaluator(EvaluationConfig(min_signal=1e9))
def verdicts():
    good = evaluator.prepare(problem).assembly
    return " ".join(evaluator.evaluate(problem, text).verdict for text in (good, good.replace("$3", "$4"), "bogus"))
print(verdicts(), flush=True)
{after}
evaluator.close()
"""
THREE_VERDICTS = "passed runtime_error assemble_error"


def run_script(before="", after="", **environment):
    """Lines that a fresh process prints, which evaluates three candidates."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(before=before, after=after)],
        capture_output=True, text=True, check=False, timeout=120, cwd=ROOT, env={**os.environ, **environment},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_a_process_that_ignores_its_children():
    """A process that ignores SIGCHLD, as some job runners do, gets the same verdicts."""
    assert run_script("signal.signal(signal.SIGCHLD, signal.SIG_IGN)") == [THREE_VERDICTS]


def test_a_cache_folder_with_a_space(tmp_path):
    """The path of the cache folder may have spaces and quotes in it."""
    folder = tmp_path / "a cache's folder"
    assert run_script(XDG_CACHE_HOME=str(folder)) == [THREE_VERDICTS]
    names = {path.name.split("-")[0] for path in (folder / "asm_gym").iterdir()}
    assert names == {"runner", "runtime", "stubs", "assembly", "baseline"}


def test_an_evaluator_in_a_forked_child():
    """A child forked at any moment may go on with its parent's evaluator, and the parent's own is not disturbed."""
    after = (
        "with evaluator._pool._lock:  # as if another thread were at work\n"
        "    pid = os.fork()\n"
        "if pid == 0:\n"
        "    signal.alarm(60)\n"
        "    folder = evaluator._pool.folder\n"
        "    print('child', verdicts(), folder != evaluator._pool.folder, flush=True)\n"
        "    evaluator.close()\n"
        "    os._exit(evaluator._pool.folder.exists())\n"
        "status = os.waitpid(pid, 0)[1]\n"
        "print(os.waitstatus_to_exitcode(status), verdicts())\n"
    )
    lines = [THREE_VERDICTS, f"child {THREE_VERDICTS} True", f"0 {THREE_VERDICTS}"]
    assert run_script(after=after) == lines


def test_a_problem_is_asked_for_by_object(evaluator):
    """A problem's id in place of the problem is the caller's mistake, and said so."""
    with pytest.raises(ArgumentError, match=r"is no Problem but str; see asm_gym\.load"):
        evaluator.evaluate("popcount_sum", "ret")


def test_a_text_without_main(evaluator):
    """Nothing to start is told in words, without the names of our files."""
    result = evaluator.evaluate(PROBLEM, "")

    assert (result.verdict, result.message) == (Verdict.LINK_ERROR, "the text defines no global function main")


# ------------------------------------------------------------------------------------- done once, on which cores


@pytest.fixture
def count_calls(monkeypatch):
    """count_calls(module, name) gives a list that has one entry more after each call of that function."""

    def count_calls(module, name):
        calls, original = [], getattr(sys.modules[module], name)

        def counted(*arguments, **options):
            calls.append(name)
            return original(*arguments, **options)

        monkeypatch.setattr(sys.modules[module], name, counted)
        return calls

    return count_calls


def test_a_text_is_assembled_once_per_problem(limited, count_calls):
    """The same text is assembled again for another problem only, whether it can be or not."""
    other = Problem(id="other tests", c_code=SQUARE, tests=TESTS[:5])
    wrong = rewritten("x * x", "x * x + 2")
    for problem in (PROBLEM, other):
        limited.prepare(problem)
    calls = count_calls("asm_gym.evaluate", "assemble")
    for text, verdict in ((wrong, Verdict.WRONG_OUTPUT), ("once_bogus\n", Verdict.ASSEMBLE_ERROR)):
        calls.clear()
        results = [limited.evaluate(PROBLEM, text, seed=0) for _ in range(3)]
        assert len(calls) == 1
        assert {(one.verdict, one.message, one.code_digest) for one in results} == {
            (verdict, results[0].message, results[0].code_digest)
        }
        assert limited.evaluate(other, text).verdict is verdict
        assert len(calls) == 2
        limited.evaluate(PROBLEM, text + "\n")
        assert len(calls) == 3


def test_a_text_is_tested_once_on_the_same_tests(limited, count_calls):
    """Stored tests are run again only if others are drawn, or if all of them must be run."""
    few = Problem(id="five", c_code=SQUARE, tests=TESTS[:5])
    candidate = rewritten("x * x", "x * x + (x == 11)")
    calls = count_calls("asm_gym.evaluate", "verify")
    results = [limited.evaluate(few, candidate, seed=seed) for seed in (1, 2, None)]
    assert len(calls) == 1
    assert {(one.verdict, one.tests_passed, one.tests_total) for one in results} == {(Verdict.PASSED, 5, 5)}
    limited.evaluate(few, candidate, count_passes=True)
    assert len(calls) == 2
    calls.clear()
    for seed in (1, 2, 1, 2):
        assert limited.evaluate(PROBLEM, candidate, seed=seed).tests_total == 10
    assert len(calls) == 2


def test_fresh_tests_of_a_generator_are_run(limited, count_calls, tmp_path):
    """A candidate that is known already is still tested on inputs that were not drawn before."""
    problem = generated(tmp_path)
    candidate = rewritten("x * 1664525u", "(x ^ (n == 1001)) * 1664525u", HASH)
    calls = count_calls("asm_gym.evaluate", "verify")
    for seed in (1, 2, 1):
        assert limited.evaluate(problem, candidate, seed=seed).tests_passed == 10
    assert len(calls) == 2


def test_a_text_is_timed_every_time(timed, count_calls):
    """What a measurement says is not remembered."""
    text = timed.prepare(PROBLEM).assembly + UNREACHED + "\tnop\n"
    calls = count_calls("asm_gym.evaluate", "compare")
    results = [timed.evaluate(PROBLEM, text, seed=0) for _ in range(3)]
    assert len(calls) == 3
    assert all(one.pairs >= 2 for one in results)
    assert len({one.candidate_time_s for one in results}) > 1


def test_threads_time_a_text_in_several_layouts(monkeypatch):
    """Threads that evaluate the same text at once share its executables in all layouts."""
    module = sys.modules["asm_gym.evaluate"]
    link = module.link
    monkeypatch.setattr(module, "link", lambda *some, **options: (time.sleep(0.05), link(*some, **options))[1])
    evaluator = Evaluator(EvaluationConfig(min_signal=0, min_pairs=2, max_pairs=2, layouts=3))
    try:
        text = evaluator.prepare(PROBLEM).assembly + UNREACHED
        with ThreadPoolExecutor(4) as threads:
            results = list(threads.map(lambda _: evaluator.evaluate(PROBLEM, text), range(4)))
    finally:
        evaluator.close()
    assert [one.verdict for one in results] == [Verdict.PASSED] * 4
    assert all(one.speedup > 0 for one in results)


@pytest.fixture
def cache_folder(evaluator, monkeypatch, tmp_path):
    """A cache folder of this test; what every evaluator needs has been built elsewhere before."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "asm_gym"


def check_in_a_new_evaluator():
    """Evaluates a copy, a right and a wrong program, in layouts."""
    evaluator = Evaluator(EvaluationConfig(min_signal=0, min_pairs=2, max_pairs=2, layouts=2))
    try:
        prepared = evaluator.prepare(PROBLEM)
        copied = evaluator.evaluate(PROBLEM, prepared.assembly)
        right = evaluator.evaluate(PROBLEM, prepared.assembly + UNREACHED)
        wrong = evaluator.evaluate(PROBLEM, rewritten("x * x", "x * x + 1"))
        assert (copied.verdict, copied.is_copy) == (Verdict.PASSED, True)
        assert (right.verdict, right.is_copy, right.speedup is not None) == (Verdict.PASSED, False, True)
        assert wrong.verdict is Verdict.WRONG_OUTPUT
        return prepared.assembly, prepared.digest, prepared.plan, len(prepared.baselines)
    finally:
        evaluator.close()


def test_a_baseline_is_built_once_per_machine(cache_folder, count_calls):
    """A second evaluator takes the baseline from the cache, and finds the same."""
    compiled = count_calls("asm_gym.baseline", "compile_c")
    linked = count_calls("asm_gym.baseline", "link")
    first = check_in_a_new_evaluator()
    assert (len(compiled), len(linked)) == (1, 2)
    assert check_in_a_new_evaluator() == first
    assert (len(compiled), len(linked)) == (1, 2)


@pytest.mark.parametrize("kind", ["assembly", "baseline"])
def test_a_damaged_baseline_is_built_again(cache_folder, count_calls, kind):
    """A file of the cache that was damaged or lost is not used, and is whole again afterwards."""
    compiled = count_calls("asm_gym.baseline", "compile_c")
    first = check_in_a_new_evaluator()
    before = {path: path.read_bytes() for path in cache_folder.iterdir()}
    paths = sorted(path for path in before if path.name.startswith(kind))
    assert len(paths) == (1 if kind == "assembly" else 2)
    data = bytearray(before[paths[-1]])
    data[len(data) // 2] ^= 0xFF
    paths[-1].write_bytes(data)
    assert check_in_a_new_evaluator() == first
    paths[0].unlink()
    assert check_in_a_new_evaluator() == first
    assert len(compiled) == 3
    assert {path: path.read_bytes() for path in cache_folder.iterdir()} == before


def test_the_timing_core_can_be_chosen():
    """Programs are timed on the cores that are named, and a core that this process has not is refused."""
    core = allowed_cores()[0]
    evaluator = Evaluator(EvaluationConfig(timing_cores=str(core), min_signal=0, min_pairs=2, max_pairs=2))
    try:
        assert evaluator.cores.timing == (core,)
        result = evaluator.evaluate(PROBLEM, evaluator.prepare(PROBLEM).assembly + UNREACHED)
        assert (result.verdict, result.pairs) == (Verdict.PASSED, 2)
    finally:
        evaluator.close()
    with pytest.raises(ArgumentError, match=r"timing_cores='4095': this process may use the cores "):
        Evaluator(EvaluationConfig(timing_cores="4095"))


def test_one_core_builds_and_times_in_turns(monkeypatch):
    """On a machine with one core everything works, in several threads too, and the result says so."""
    core = allowed_cores()[-1]
    monkeypatch.setattr("asm_gym.pool.plan_cores", lambda _: Cores((core,), (core,)))
    evaluator = Evaluator(EvaluationConfig(min_signal=0, min_pairs=2, max_pairs=2))
    results = []
    try:
        texts = [evaluator.prepare(PROBLEM).assembly + UNREACHED + "\tnop\n" * extra for extra in range(3)]
        work = [
            threading.Thread(target=lambda text=text: results.append(evaluator.evaluate(PROBLEM, text)))
            for text in texts
        ]
        for thread in work:
            thread.start()
        for thread in work:
            thread.join()
    finally:
        evaluator.close()
    assert [(one.verdict, one.pairs) for one in results] == [(Verdict.PASSED, 2)] * 3
    for one in results:
        assert any(f"building and timing take turns on {core}" in warning for warning in one.warnings)


def test_a_far_slower_candidate_in_three_layouts_has_no_control(tmp_path):
    """One pair in each layout tells enough and leaves no control; the absent value is None, which JSON can hold."""
    step = 'x = x * 1664525u + (x >> 13) + i; __asm__("" : "+r"(x));'
    again = f"for (unsigned k = 0; k < 6; k++) {{ x = 1; for (unsigned i = 0; i < n; i++) {{ {step} }} }}"
    slow = compile_c(HASH.replace("    printf", f"    {again}\n    printf"))
    evaluator = Evaluator(EvaluationConfig(layouts=3))
    try:
        result = evaluator.evaluate(generated(tmp_path), slow, seed=0)
    finally:
        evaluator.close()
    assert (result.verdict, result.pairs, result.null_ratio) == (Verdict.PASSED, 3, None)
    assert result.speedup < 0.5
    json.dumps(result.to_dict(), allow_nan=False)
