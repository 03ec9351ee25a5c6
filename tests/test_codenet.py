"""Tests of asm_gym.codenet: trees in the layout of Project CodeNet, with programs of our own."""

import csv
import os

import pytest

from asm_gym import load
from asm_gym.codenet import read_codenet
from asm_gym.errors import DatasetError, ProblemError

COLUMNS = (
    "submission_id", "problem_id", "user_id", "date", "language", "original_language", "filename_ext", "status",
    "cpu_time", "memory", "code_size", "accuracy",
)  # fmt: skip


def write_metadata(tree, task, rows, columns=COLUMNS):
    (tree / "metadata").mkdir(parents=True, exist_ok=True)
    with (tree / "metadata" / f"{task}.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def row(submission, language="C", status="Accepted"):
    return {"submission_id": submission, "language": language, "status": status}


def write_program(tree, task, submission, code):
    path = tree / "data" / task / "C" / f"{submission}.c"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(code if isinstance(code, bytes) else code.encode())


def write_tests(folder, *tests):
    folder.mkdir(parents=True, exist_ok=True)
    for number, (stdin, stdout) in enumerate(tests):
        (folder / f"input.{number}.txt").write_bytes(stdin)
        if stdout is not None:
            (folder / f"output.{number}.txt").write_bytes(stdout)


def test_accepted_c_submissions_are_read(tmp_path):
    """Other languages and failed submissions are left out; tests are in the order of their numbers."""
    rows = [row("s1"), row("s2", status="Wrong Answer"), row("s3", language="C++"), row("s4")]
    write_metadata(tmp_path, "p00001", rows)
    write_metadata(tmp_path, "p00000", [row("s0")])
    for task, submission in (("p00001", "s1"), ("p00001", "s4"), ("p00000", "s0")):
        write_program(tmp_path, task, submission, f"int main(void) {{ return 0; }} // {submission}\n")
    write_tests(tmp_path / "data" / "p00001", *((b"%d\n" % n, b"x") for n in range(11)))
    entries = list(read_codenet(tmp_path))
    assert [entry.id for entry in entries] == ["p00000_s0", "p00001_s1", "p00001_s4"]
    last = entries[-1].load()
    assert (last.task, last.id, last.license) == ("p00001", "p00001_s4", "CDLA-Permissive-2.0")
    assert "s4" in last.c_code
    assert [test.stdin for test in last.tests] == [b"%d\n" % n for n in range(11)]
    assert entries[0].load().tests == ()


@pytest.mark.parametrize("folder", ["data", "tests", "test_cases", "merged_test_cases", "derived/input_output/data"])
def test_places_of_tests(tmp_path, folder):
    """Tests are found in each place that copies of the collection use, without outputs too."""
    write_metadata(tmp_path, "p00001", [row("s1")])
    write_program(tmp_path, "p00001", "s1", "int main(void) { return 0; }\n")
    (place := tmp_path / folder / "p00001").mkdir(parents=True, exist_ok=True)
    (place / "input.txt").write_bytes(b"1\n")
    (submission,) = [entry.load() for entry in read_codenet(tmp_path)]
    assert [(test.stdin, test.stdout) for test in submission.tests] == [(b"1\n", None)]


def test_a_folder_of_tests_elsewhere(tmp_path):
    """Tests can lie outside of the tree."""
    write_metadata(tmp_path / "tree", "p00001", [row("s1")])
    write_program(tmp_path / "tree", "p00001", "s1", "int main(void) { return 0; }\n")
    write_tests(tmp_path / "elsewhere" / "p00001", (b"7", b"8"))
    (submission,) = [one.load() for one in read_codenet(tmp_path / "tree", tests=tmp_path / "elsewhere")]
    assert [(test.stdin, test.stdout) for test in submission.tests] == [(b"7", b"8")]


def test_at_most_so_many_of_each_task(tmp_path):
    """The first accepted submissions are taken."""
    write_metadata(tmp_path, "p00001", [row(f"s{n}") for n in range(9)])
    assert [entry.id for entry in read_codenet(tmp_path, per_task=2)] == ["p00001_s0", "p00001_s1"]


def test_the_tree_is_not_listed(tmp_path, monkeypatch):
    """Only the metadata folder is listed, and no program is opened before it is asked for."""
    for task in ("p00001", "p00002"):
        write_metadata(tmp_path, task, [row("s1")])
        write_program(tmp_path, task, "s1", "int main(void) { return 0; }\n")
    listed = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path=".": (listed.append(str(path)), scandir(path))[1])
    monkeypatch.setattr(os, "listdir", lambda path: pytest.fail(f"{path} was listed"))
    assert len(list(read_codenet(tmp_path))) == 2
    assert listed == [str(tmp_path / "metadata")]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("int a; // \N{GREEK SMALL LETTER ALPHA}\n".encode(), "int a; // \N{GREEK SMALL LETTER ALPHA}\n"),
        (b"/* \x82\xa0 */ int main(void) { return 0; } // \x82\r\n", "/* ?? */ int main(void) { return 0; } // ?\n"),
        (b'// a\nchar *a = "// \\" \x41";\n', '// a\nchar *a = "// \\" A";\n'),
    ],
)  # fmt: skip
def test_other_encodings(tmp_path, code, text):
    """Bytes of comments may be of any encoding; strings keep theirs."""
    write_metadata(tmp_path, "p00001", [row("s1")])
    write_program(tmp_path, "p00001", "s1", code)
    (entry,) = read_codenet(tmp_path)
    assert entry.load().c_code == text


@pytest.mark.parametrize(
    ("code", "said"),
    [(b'char *a = "\x82\xa0";\n', "not UTF-8 outside of its comments"), (b"int a;\0", "NUL"), (None, "cannot be read")],
)
def test_unusable_files(tmp_path, code, said):
    """A program that would become another one, or is missing, is a malformed entry that says why."""
    write_metadata(tmp_path, "p00001", [row("s1")])
    if code is not None:
        write_program(tmp_path, "p00001", "s1", code)
    (entry,) = read_codenet(tmp_path)
    with pytest.raises(ProblemError, match=said):
        entry.load()


def test_what_is_no_tree(tmp_path):
    """A folder without metadata, or with other columns or ids, is refused with the expected layout."""
    with pytest.raises(DatasetError, match=r"metadata/pXXXXX\.csv"):
        read_codenet(tmp_path)
    (tmp_path / "metadata").mkdir()
    with pytest.raises(DatasetError, match=r"has no pXXXXX\.csv"):
        read_codenet(tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"submission_id,language\n", "no column 'status'"),
        (b"submission_id,language,status\n../../etc/passwd,C,Accepted\n", "no submission id"),
        (b"submission_id,language,status\n" + b"x" * 200_000 + b",C,Accepted\n", "field limit"),
        (None, "Is a directory"),
    ],
)
def test_malformed_metadata_costs_its_task_only(tmp_path, content, said):
    """The file becomes an entry that says what is wrong, and the next task is read."""
    write_metadata(tmp_path, "p00002", [row("s1")])
    bad = tmp_path / "metadata" / "p00001.csv"
    bad.mkdir() if content is None else bad.write_bytes(content)
    entries = list(read_codenet(tmp_path))
    assert [entry.id for entry in entries] == ["p00001.csv", "p00002_s1"]
    with pytest.raises(ProblemError, match=said):
        entries[0].load()


def test_metadata_may_begin_with_a_byte_order_mark(tmp_path):
    """Some tools write one."""
    write_metadata(tmp_path, "p00001", [row("s1")])
    path = tmp_path / "metadata" / "p00001.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert [entry.id for entry in read_codenet(tmp_path)] == ["p00001_s1"]


@pytest.mark.parametrize("place", ["program", "input", "output"])
@pytest.mark.parametrize("kind", ["pipe", "device", "dangling", "large"])
def test_what_is_no_ordinary_file_is_refused(tmp_path, monkeypatch, place, kind):
    """Pipes, devices, dangling links and huge files in a stranger's tree neither block nor fill the memory."""
    monkeypatch.setattr("asm_gym.codenet._TEST_BYTES_MAX", 1000)
    monkeypatch.setattr("asm_gym.codenet.C_BYTES_MAX", 1000)
    write_metadata(tmp_path, "p00001", [row("s1")])
    write_program(tmp_path, "p00001", "s1", "int main(void) { return 0; }\n")
    tests = tmp_path / "data" / "p00001"
    write_tests(tests, (b"1", b"2"))
    path = {"program": tests / "C" / "s1.c", "input": tests / "input.0.txt", "output": tests / "output.0.txt"}[place]
    path.unlink()
    {
        "pipe": lambda: os.mkfifo(path), "device": lambda: path.symlink_to("/dev/zero"),
        "dangling": lambda: path.symlink_to("nowhere"), "large": lambda: path.write_bytes(b"x" * 1001),
    }[kind]()  # fmt: skip
    (entry,) = read_codenet(tmp_path)
    with pytest.raises(ProblemError, match=r"is no file|cannot be read|at most 1000"):
        entry.load()


def test_only_the_first_tests_are_read(tmp_path):
    """What is not wanted is not opened."""
    write_metadata(tmp_path, "p00001", [row("s1")])
    write_program(tmp_path, "p00001", "s1", "int main(void) { return 0; }\n")
    write_tests(tmp_path / "data" / "p00001", (b"1", None), (b"2", None))
    (tmp_path / "data" / "p00001" / "input.2.txt").symlink_to("nowhere")
    (entry,) = read_codenet(tmp_path, tests_at_most=2)
    assert [test.stdin for test in entry.load().tests] == [b"1", b"2"]


def test_a_tree_loads_as_problems(tmp_path):
    """Without an import the programs that have expected outputs can be loaded as they are."""
    for task, stdout in (("p00001", b"2\n"), ("p00002", None)):
        write_metadata(tmp_path, task, [row("s1")])
        write_program(tmp_path, task, "s1", "int main(void) { return 0; }\n")
        write_tests(tmp_path / "data" / task, (b"1\n", stdout))
    (problem,) = load(tmp_path)
    assert (problem.id, problem.tests[0].stdout) == ("p00001_s1", b"2\n")
