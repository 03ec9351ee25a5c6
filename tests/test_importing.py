"""Tests of asm_gym.importing: trees and rows with planted faults, all programs our own."""

import contextlib
import functools
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from asm_gym import EvaluationConfig, Evaluator, load, sandbox
from asm_gym.codenet import read_codenet
from asm_gym.errors import ArgumentError, DatasetError, SandboxError, ToolchainError
from asm_gym.importing import ImportFiles, ImportPlan, Reason, run_import
from asm_gym.reference import sanitizer_fault
from asm_gym.submission import SPLITS, Entry, GivenTest, Submission
from tests.test_codenet import row, write_metadata, write_program, write_tests

pytest.importorskip("datasketch")

SUM = """#include <stdio.h>
int main(void) {
    int n, sum = 0;
    if (scanf("%d", &n) != 1) return 1;
    for (int i = 0; i < n; i++) {
        int value;
        if (scanf("%d", &value) != 1) return 1;
        sum += value;
    }
    printf("%d\\n", sum);
    return 0;
}
"""
LARGEST = """#include <stdio.h>
int main(void) {
    int best = -1000000, value;
    scanf("%*d");
    while (scanf("%d", &value) == 1)
        if (value > best) best = value;
    return printf("%d\\n", best) < 0;
}
"""
RENAMED = "// mine\n" + SUM.replace("sum", "total").replace("value", "x").replace("    ", "  ")
PLANTED = {
    "good": (SUM, None),
    "exact": (SUM.replace("\n", "  \n"), Reason.EXACT_DUPLICATE),
    "near": (RENAMED, Reason.NEAR_DUPLICATE),
    "wrong": (LARGEST.replace('", best)', '", best - 1)'), Reason.WRONG_OUTPUT),
    "clock": (
        "#include <stdio.h>\n#include <time.h>\nint main(void) { printf(\"%ld\\n\", (long)time(0)); return 0; }\n",
        Reason.NON_DETERMINISTIC,
    ),
    "bounds": (
        "#include <stdio.h>\n#include <stdlib.h>\n"
        'int main(void) { int *a = malloc(20); a[0] = 7; a[5] = 1; printf("%d\\n", a[0]); free(a); return 0; }\n',
        Reason.SANITIZER,
    ),
    "levels": (
        "#include <stdio.h>\n#ifdef __OPTIMIZE__\n#define X 1\n#else\n#define X 2\n#endif\n"
        "int main(void) { puts(X == 1 ? \"a\" : \"b\"); return 0; }\n",
        Reason.LEVELS_DISAGREE,
    ),
    "syntax": ("int main(void) { return 0 }\n", Reason.DOES_NOT_BUILD),
    "library": ("#include <stdlib.h>\nint main(void) { return system(\"ls\"); }\n", Reason.CRASH),
    "loop": ("int main(void) { for (volatile int i = 0;; i++) {} }\n", Reason.TIMEOUT),
    "crash": ("int main(void) { *(volatile int *)0 = 1; }\n", Reason.CRASH),
    "silent": ("int main(void) { return 0; }\n", Reason.NO_TESTS),
    "bytes": (b"char *a = \"\x82\xa0\"; int main(void) { return a[0]; }\n", Reason.MALFORMED),
}  # fmt: skip
INPUTS = [b"3\n1 2 3\n", b"1\n-5\n", b"4\n10 20 30 40\n"]


@pytest.fixture
def tree(tmp_path):
    """A tree in which every program but one has a fault; expected outputs exist for the task of the wrong one."""
    tree = tmp_path / "tree"
    for name, (code, _) in PLANTED.items():
        write_program(tree, "p00001" if name == "wrong" else "p00002", name, code)
    write_metadata(tree, "p00001", [row("wrong")])
    write_metadata(tree, "p00002", [row(name) for name in PLANTED if name != "wrong"])
    write_program(tree, "p00003", "alone", LARGEST)
    write_metadata(tree, "p00003", [row("alone")])
    write_tests(tree / "data" / "p00001", *zip(INPUTS, [b"3\n", b"-5\n", b"40\n"], strict=True))
    write_tests(tree / "data" / "p00002", *((stdin, None) for stdin in INPUTS))
    return tree


def imported(tree, output, evaluator, settings=None, **plan):
    files = ImportFiles(output, settings or {"tree": str(tree)})
    done = []
    entries = read_codenet(tree, per_task=100)
    run_import(entries, files, ImportPlan(fresh=3, **plan), evaluator, workers=2, on_done=done.append)
    return files, done


def rows(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture(scope="module")
def quick():
    """An evaluator that does not wait long for endless loops."""
    evaluator = Evaluator(EvaluationConfig(wall_limit_s=1.0))
    yield evaluator
    evaluator.close()


def test_every_planted_fault_is_named(tree, tmp_path, quick):
    """Each fault is rejected for its own reason, and the good programs become problems that load."""
    if sanitizer_fault() is not None:
        pytest.skip("this gcc has no sanitizer libraries")
    files, done = imported(tree, tmp_path / "out.jsonl", quick)
    reasons = {one["id"].partition("_")[2]: (one["reason"], one["detail"]) for one in rows(files.rejected_path)}
    expected = {name: reason.value for name, (_, reason) in PLANTED.items() if reason is not None}
    assert {name: reason for name, (reason, _) in reasons.items()} == {**expected, "alone": "no_tests"}
    assert reasons["exact"][1] == "of p00002_good"
    assert "line 3:" in reasons["bounds"][1]
    assert "the clock" in reasons["clock"][1]
    assert len(done) == len(PLANTED) + 1
    (problem,) = load(tmp_path / "out.jsonl")
    assert (problem.id, problem.timeable, len(problem.tests)) == ("p00002_good", False, 3)
    assert len(problem.hidden_tests) == 3
    assert problem.split in SPLITS
    assert problem.tests[0].stdout == b"6\n"


def test_an_interrupted_import_goes_on(tree, tmp_path, quick):
    """A run that was cut off in the middle of a line ends with the files of a run that was not."""
    whole, _ = imported(tree, tmp_path / "whole.jsonl", quick)
    part = tmp_path / "part.jsonl"
    ImportFiles(part, {"tree": str(tree)})
    lines = whole.rejected_path.read_bytes().splitlines(keepends=True)
    part.write_bytes(whole.path.read_bytes())
    part.with_suffix(".rejected.jsonl").write_bytes(b"".join(lines[:4]) + lines[4][:20])
    resumed, done = imported(tree, part, quick)

    def without_times(path):
        return [{key: value for key, value in one.items() if key != "baseline_s"} for one in rows(path)]

    assert without_times(resumed.path) == without_times(whole.path)
    assert {one["id"]: one["reason"] for one in rows(resumed.rejected_path)} == {
        one["id"]: one["reason"] for one in rows(whole.rejected_path)
    }
    assert len(done) == len(PLANTED) + 1


def test_ctrl_c_leaves_what_is_done(tree, tmp_path):
    """The command that is interrupted says so, and the same command finishes the work."""
    command = [
        sys.executable, "-m", "asm_gym", "dataset", "import", "codenet", str(tree), "--output",
        str(tmp_path / "out.jsonl"), "--fresh", "0", "--workers", "1", "--wall-limit-s", "1.5", "--per-task", "100",
    ]  # fmt: skip
    running = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    rejected = tmp_path / "out.rejected.jsonl"
    deadline_s = time.monotonic() + 60
    while not (rejected.exists() and rejected.read_text().count("\n") >= 2):
        assert time.monotonic() < deadline_s, "the import writes nothing"
        assert running.poll() is None, running.communicate()
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "the same command goes on" in said
    before = len(rows(rejected))
    assert before < len(PLANTED)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "1 problems in" in done.stdout
    assert "near_duplicate: 1" in done.stdout
    assert len(rows(rejected)) == len(PLANTED)


def entry(name, c_code=SUM, tests=((b"1\n2\n", None),), **more):
    given = tuple(GivenTest(*test) for test in tests)
    submission = Submission(id=name, task=more.pop("task", name), c_code=c_code, tests=given, **more)
    return Entry(name, lambda: submission)


def run(entries, path, evaluator, **plan):
    files = ImportFiles(path, {})
    run_import(iter(entries), files, ImportPlan(fresh=0, **plan), evaluator, workers=2)
    return files


def test_a_duplicate_of_a_rejected_program_is_kept(tmp_path, quick):
    """A good program is not lost because a faulty one before it looks alike."""
    faulty = RENAMED.replace("int n, total = 0;", "int n, total = 0, a[2]; a[total + 2] = 1;")
    files = run([entry("a", faulty), entry("b")], tmp_path / "out.jsonl", quick)
    assert [name for name, _ in files.programs()] == ["b"]
    assert files.reasons == {"sanitizer_error": 1}


def test_white_space_at_line_ends_is_no_wrong_output(tmp_path, quick):
    """Outputs are compared as judges do, and the problem has the program's own bytes."""
    tests = ((b"2\n1 2\n", b"3  \r\n\n"), (b"1\n5\n", b"5"))
    files = run([entry("a", tests=tests)], tmp_path / "out.jsonl", quick)
    assert files.reasons == {}
    (problem,) = load(files.path)
    assert [test.stdout for test in problem.tests] == [b"3\n", b"5\n"]


def test_fault_of_ours_is_no_reason(tmp_path, quick, monkeypatch):
    """Where the sandbox fails the import stops with our error, and the program is in neither file."""
    monkeypatch.setattr("asm_gym.importing.Reference", lambda *_, **__: (_ for _ in ()).throw(SandboxError("broken")))
    with pytest.raises(SandboxError, match="broken"):
        run([entry("a")], tmp_path / "out.jsonl", quick)
    assert (tmp_path / "out.jsonl").read_text() == ""
    assert (tmp_path / "out.rejected.jsonl").read_text() == ""


def test_programs_of_a_task_share_a_split():
    """The task decides; shares are as documented; a split that the collection gives stays."""
    splits = [entry("x", task=f"p{n:05d}").load().some_split for n in range(2000)]
    assert entry("y", task="p00007").load().some_split == splits[7]
    assert entry("y", task="p00007", split="mine").load().some_split == "mine"
    assert {name: round(splits.count(name) / 2000, 1) for name in SPLITS} == SPLITS


def test_files_of_something_else_are_left_alone(tmp_path):
    """An existing file that is no import, an import with other settings and another suffix are refused."""
    (tmp_path / "mine.jsonl").write_text('{"id": "a"}\n')
    with pytest.raises(ArgumentError, match=r"mine\.jsonl exists and is no import that could be resumed"):
        ImportFiles(tmp_path / "mine.jsonl", {})
    with pytest.raises(ArgumentError, match=r"does not end in \.jsonl"):
        ImportFiles(tmp_path / "out.json", {})
    ImportFiles(tmp_path / "out.jsonl", {"fresh": 1})
    with pytest.raises(ArgumentError, match=r"other settings \(fresh\)"):
        ImportFiles(tmp_path / "out.jsonl", {"fresh": 2})
    (tmp_path / "file").write_text("")
    with pytest.raises(DatasetError, match="cannot be used"):
        ImportFiles(tmp_path / "file" / "out.jsonl", {})


@pytest.mark.parametrize("values", [{"tests_at_most": 0}, {"fresh": -1}, {"seed": -1}])
def test_plans_that_cannot_be_meant(values):
    """Values below their least are refused by name."""
    with pytest.raises(ArgumentError, match=next(iter(values))):
        ImportPlan(**values)


UNINITIALISED = SUM.replace('if (scanf("%d", &value) != 1) return 1;', 'scanf("%d", &value);')


def test_programs_that_read_what_was_never_written(tmp_path, quick):
    """Every level leaves the same rest on the stack, no sanitizer sees it, and still the program is refused."""
    tests = ((b"3\n1 2\n", None), (b"1\n5\n", None))
    files = run([entry("a", UNINITIALISED, tests)], tmp_path / "out.jsonl", quick)
    assert files.reasons == {"uninitialised_read": 1}
    assert "auto-var-init" in rows(files.rejected_path)[0]["detail"]


def test_hidden_and_timing_tests_stay_what_they_are(tmp_path, quick):
    """Tests that a collection keeps for evaluation do not become public, and its exit statuses count."""
    hidden, timing = (GivenTest(b"1\n8\n", b"8\n", 0),), (GivenTest(b"2\n3 4\n", b"7\n"),)
    one = entry("a", hidden_tests=hidden, timing_tests=timing)
    wrong = entry("b", LARGEST, hidden_tests=(GivenTest(b"1\n8\n", b"9\n"),))
    status = entry("c", SUM.replace("return 0", "return 3").replace("sum", "all"), tests=((b"1\n2\n", b"2\n", 0),))
    files = run([one, wrong, status], tmp_path / "out.jsonl", quick)
    (problem,) = load(files.path)
    assert [test.stdin for test in problem.hidden_tests] == [b"1\n8\n"]
    assert [test.stdin for test in problem.timing_tests] == [b"2\n3 4\n"]
    assert b"8" not in b"".join(test.stdin for test in problem.tests)
    assert files.reasons == {"wrong_output": 2}
    assert "exit status 3, expected 0" in rows(files.rejected_path)[1]["detail"]


def test_repeated_ids_are_refused_and_the_import_goes_on(tmp_path, quick):
    """The first entry of a name stays; the others are rejected, at a resumed run as well, and the file loads."""
    entries = [entry("a"), entry("a", LARGEST), entry("a", BAD), entry("b", LARGEST)]
    for _ in range(2):
        files = run(entries, tmp_path / "out.jsonl", quick)
        assert files.reasons == {"malformed": 2}
        assert {one["id"] for one in rows(files.rejected_path)} == {"a (repeated 1)", "a (repeated 2)"}
        assert [one.id for one in load(files.path)] == ["a", "b"]
        del files


BAD = "int main("
BOMB = "#define A x x x x x x x x\n#define B A A A A A A A A\n#define C B B B B B B B B\n#define D C C C C C C C C\n"
BOMB += "#define E D D D D D D D D\n#define F E E E E E E E E\n#define G F F F F F F F F\n#define H G G G G G G G G\n"
BOMB += "int main(void) { H H H H H H H H }\n"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (BOMB, "does_not_build"),
        ('#include "/dev/zero"\nint main(void) { return 0; }\n', "does_not_build"),
        ("int a[1 << 30] = {1};\nint main(void) { return a[5]; }\n", "does_not_build"),
        ("", "malformed"),
        ("int main(void) { return 0; }\0", "malformed"),
        ("int main(void) { return 0; } // \udc80", "malformed"),
        ("int a;" * 50_000, "malformed"),
    ],
    ids=["macro bomb", "endless include", "large array", "empty", "NUL", "surrogate", "long"],
)
def test_poisoned_programs_do_not_stop_an_import(tmp_path, quick, monkeypatch, code, reason):
    """A program that the compiler chokes on, or that is none, is rejected; the next one is vetted."""
    monkeypatch.setattr("asm_gym.toolchain.run_compiler", functools.partial(sandbox.run_compiler, timeout_s=3.0))

    def poisoned():
        return Submission(id="poisoned", task=None, c_code=code, tests=(GivenTest(b"1\n"),))

    files = run([Entry("poisoned", poisoned), entry("good")], tmp_path / "out.jsonl", quick)
    assert files.reasons == {reason: 1}
    assert files.accepted == 1
    deadline_s = time.monotonic() + 10
    while orphans("cc1") and time.monotonic() < deadline_s:
        time.sleep(0.1)  # it was killed, and the kernel is still taking back its memory
    assert orphans("cc1") == []


def orphans(name):
    """Processes of that name whose parent has gone."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            text = path.read_text()
            if f"({name})" in text and text.rpartition(")")[2].split()[1] == "1":
                found.append(text)
    return found


def test_a_collection_that_breaks_off_keeps_what_is_done(tmp_path, quick):
    """A fault of the collection is raised after everything before it was written."""

    def entries():
        yield from (entry("a"), entry("b", LARGEST))
        message = "damaged"
        raise DatasetError(message)

    files = ImportFiles(tmp_path / "out.jsonl", {})
    with pytest.raises(DatasetError, match="damaged"):
        run_import(entries(), files, ImportPlan(fresh=0), quick, workers=2)
    assert [name for name, _ in files.programs()] == ["a", "b"]


def test_one_process_at_a_time(tmp_path):
    """A second import into the same file is refused while the first is at work."""
    first = ImportFiles(tmp_path / "out.jsonl", {})
    with pytest.raises(ArgumentError, match=r"^another process imports"):
        ImportFiles(tmp_path / "out.jsonl", {})
    del first
    ImportFiles(tmp_path / "out.jsonl", {})


@pytest.mark.parametrize("text", ["[]\n", "3\n", "{\n"])
def test_settings_that_are_none(tmp_path, text):
    """A file of settings that we did not write is refused."""
    (tmp_path / "out.import.json").write_text(text)
    with pytest.raises(ArgumentError, match="holds something else than an import"):
        ImportFiles(tmp_path / "out.jsonl", {"a": 1})


def test_without_sanitizers_nothing_is_imported(tmp_path, quick, monkeypatch):
    """Programs would be accepted unproven; the import says what is missing instead."""
    monkeypatch.setattr("asm_gym.importing.sanitizer_fault", lambda: "cannot find -lasan")
    with pytest.raises(ToolchainError, match="cannot find -lasan"):
        run([entry("a")], tmp_path / "out.jsonl", quick)


def test_programs_whose_tests_take_too_long(tmp_path, quick, monkeypatch):
    """The time of all tests together is limited, too."""
    monkeypatch.setattr("asm_gym.importing._BUDGET_S", 0.0)
    files = run([entry("a", tests=((b"1\n2\n", None), (b"1\n3\n", None)))], tmp_path / "out.jsonl", quick)
    assert files.reasons == {"timeout": 1}
    assert "1 of its 2 inputs" in rows(files.rejected_path)[0]["detail"]
