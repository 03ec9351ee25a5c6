"""Tests of asm_gym.datasets."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from asm_gym import datasets
from asm_gym.errors import DatasetError, ProblemError
from asm_gym.problem import InputGenerator, InputSize, Problem, TestCase

C_CODE = "int main(void) { return 0; }\n"


def make_problem(problem_id="p", **changes):
    fields = {"c_code": C_CODE, "tests": (TestCase(stdin=b"\xff\n", stdout=b""),)}
    return Problem(id=problem_id, **(fields | changes))


def line(problem_id="p", **changes):
    return json.dumps(make_problem(problem_id).to_json() | changes)


def write(folder, *lines):
    path = folder / "problems.jsonl"
    path.write_text("".join(text + "\n" for text in lines))
    return path


def write_folder(folder, split=None):
    folder.mkdir(parents=True)
    (folder / "program.c").write_text(C_CODE)
    (folder / "problem.toml").write_text(f'split = "{split}"\n' if split else "")
    (folder / "inputs.py").write_text("def generate(rng, size):\n    return b'1\\n'\n")
    return folder


def ids(problems):
    return [problem.id for problem in problems]


def test_jsonl_round_trip(tmp_path):
    """What is saved is what is loaded, with bytes that are no UTF-8, splits and separators."""
    problems = (
        make_problem("a", split="train", source="s", license="MIT"),
        make_problem("b", tests=(TestCase(stdin=bytes(range(256)), stdout=b"\xc3", exit_code=9),)),
        make_problem("c", c_code="/* \u2028 \u0085 é */\n", hidden_tests=make_problem().tests),
    )
    path = tmp_path / "out.jsonl"
    datasets.save_jsonl(problems, path)
    assert datasets.load_jsonl(path) == problems
    assert datasets.load(path) == problems
    assert len(path.read_bytes().splitlines()) == 3


def test_jsonl_written_by_other_tools_is_read(tmp_path):
    """A byte order mark, CRLF, blank lines and raw non-ASCII text are all in order."""
    path = tmp_path / "a.jsonl"
    first = json.dumps(make_problem("é").to_json() | {"tests": [{"stdin": "a\u2028b", "stdout": ""}]})
    raw = json.dumps(json.loads(first), ensure_ascii=False)
    path.write_bytes(b"\xef\xbb\xbf" + f"{raw}\r\n\r\n   \n{line('b')}".encode())
    problems = datasets.load_jsonl(path)
    assert ids(problems) == ["é", "b"]
    assert problems[0].tests[0].stdin == "a\u2028b".encode()


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("{", "not valid JSON"),
        ("[1]", "a JSON list, expected an object"),
        ('{"id": "x"}', "key 'c_code' is missing"),
        (line("x", c_code=5), "c_code is 5 (int), expected text"),
        (line("x", tests=[]), "has no tests and no input generator"),
        (line("a"), "id 'a' is already used in line 1"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_bad_lines_are_located(tmp_path, bad, message):
    """An error of a line has the file, the number of the line and what is wrong."""
    path = write(tmp_path, line("a"), "", bad)
    with pytest.raises(DatasetError) as caught:
        datasets.load_jsonl(path)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert message in str(caught.value)


def test_bytes_that_are_no_utf8_are_located(tmp_path):
    """A raw byte in a line is refused with its place."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(line("a").encode() + b"\n\xff\n")
    with pytest.raises(DatasetError, match=r"a\.jsonl:2: not UTF-8 \(byte 0 of the line\)"):
        datasets.load_jsonl(path)


def test_on_error_reports_and_goes_on(tmp_path):
    """With on_error each bad line is told, with its id where it has one, and the rest is read."""
    path = write(tmp_path, "{", line("a"), line("b", c_code=5), line("a", split="x"), line("c"), '{"id": 5}')
    told = []
    problems = datasets.load_jsonl(path, on_error=lambda *args: told.append(args))
    assert ids(problems) == ["a", "c"]
    assert problems[0].split is None
    assert [(number, problem_id) for number, _, problem_id in told] == [
        (1, None),
        (3, "b"),
        (4, "a"),
        (6, None),
    ]
    assert all(isinstance(error, DatasetError) for _, error, _ in told)
    assert "already used in line 2" in str(told[2][1])


def test_on_error_does_not_hide_a_missing_file(tmp_path):
    """A file that cannot be read is no bad line: that is raised in any case."""
    with pytest.raises(DatasetError, match=r"cannot be read: No such file.*check the path"):
        datasets.load_jsonl(tmp_path / "none.jsonl", on_error=lambda *args: None)


def test_splits(tmp_path):
    """A split takes its problems and those without a split, in order; None and "all" take all."""
    path = write(tmp_path, line("a", split="train"), line("b"), line("c", split="test"), line("d", split=""))
    assert ids(datasets.load(path, "train")) == ["a", "b"]
    assert ids(datasets.load(path, "test")) == ["b", "c"]
    assert ids(datasets.load(path)) == ids(datasets.load(path, "all")) == ["a", "b", "c", "d"]


def test_an_empty_split_is_an_error_that_names_the_others(tmp_path):
    """A misspelt split does not give an empty environment."""
    path = write(tmp_path, line("a", split="train"), line("c", split="test"))
    with pytest.raises(DatasetError) as caught:
        datasets.load(path, "trian")
    assert "'trian'; it has 'test', 'train', 'all'. Did you mean 'train'?" in str(caught.value)


def test_an_empty_file_is_an_error(tmp_path):
    """A dataset without a problem is refused, though reading its lines is not."""
    path = write(tmp_path, "")
    assert datasets.load_jsonl(path) == ()
    with pytest.raises(DatasetError, match="holds no problems"):
        datasets.load(path)


def test_folders(tmp_path):
    """A problem folder is one problem; a folder of them is all of them, sorted by name."""
    for name in ("beta", "alpha", "gamma"):
        write_folder(tmp_path / name, split="test" if name == "beta" else None)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "README.md").write_text("notes")
    assert ids(datasets.load(tmp_path)) == ["alpha", "beta", "gamma"]
    assert ids(datasets.load(tmp_path, "train")) == ["alpha", "gamma"]
    assert ids(datasets.load(str(tmp_path / "beta"))) == ["beta"]


def test_a_folder_with_half_a_problem_is_an_error(tmp_path):
    """A problem whose program.c is missing is reported, not skipped."""
    write_folder(tmp_path / "alpha")
    (write_folder(tmp_path / "beta") / "program.c").unlink()
    with pytest.raises(ProblemError, match=r"beta/program\.c cannot be read"):
        datasets.load(tmp_path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("rows.json", ".json is not supported: convert it to JSONL"),
        ("rows", "a file without a suffix is not supported"),
        ("empty_folder", "holds no problems"),
        ("missing.jsonl", "does not exist"),
        ("bundeld", 'does not exist; give "bundled", a .jsonl file'),
        ("bundeld", "Did you mean 'bundled'?"),
    ],
)
def test_what_cannot_be_loaded_is_said(tmp_path, monkeypatch, name, message):
    """Each unusable name is refused with what would be usable."""
    monkeypatch.chdir(tmp_path)
    for file in ("rows.json", "rows"):
        Path(file).write_text("x")
    Path("empty_folder").mkdir()
    with pytest.raises(DatasetError) as caught:
        datasets.load(name)
    assert message in str(caught.value)
    assert ".jsonl file" in str(caught.value)


def test_bundled_means_the_package_even_beside_a_folder_of_that_name(tmp_path, monkeypatch):
    """The name "bundled" cannot be taken over by the working directory; a path can be meant."""
    write_folder(tmp_path / "bundled" / "mine")
    monkeypatch.chdir(tmp_path)
    assert "mine" not in ids(datasets.load("bundled"))
    assert ids(datasets.load("./bundled")) == ["mine"]


def test_bundled_problems_load_and_generate():
    """Every bundled problem is well formed; equal seeds draw equal inputs of both sizes."""
    problems = datasets.load("bundled")
    assert ids(problems) == sorted(ids(problems))
    for problem in problems:
        for size in InputSize:
            first, second = (problem.generator(np.random.default_rng(7), size) for _ in range(2))
            assert first == second


def test_save_replaces_the_file_and_leaves_nothing_else(tmp_path):
    """Saving over a file replaces it and leaves no temporary file behind."""
    path = write(tmp_path, "old")
    datasets.save_jsonl([make_problem("a")], path)
    assert ids(datasets.load_jsonl(path)) == ["a"]
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize(
    ("problems", "message"),
    [
        ([make_problem("a"), make_problem("a")], "two problems have the id 'a'"),
        (
            [make_problem("a"), make_problem("b", generator=InputGenerator(Path("inputs.py")))],
            "problem 'b' has an input generator",
        ),
    ],
)
def test_what_cannot_be_saved_leaves_the_file_alone(tmp_path, problems, message):
    """A refused save does not touch the file that is there."""
    path = write(tmp_path, "old")
    with pytest.raises(DatasetError, match=message):
        datasets.save_jsonl(problems, path)
    assert path.read_text() == "old\n"
    assert os.listdir(tmp_path) == [path.name]


def test_a_failed_write_leaves_no_temporary_file(tmp_path):
    """Where the target cannot be replaced, the error says so and the folder is as before."""
    target = tmp_path / "a.jsonl"
    (target / "inside").mkdir(parents=True)
    with pytest.raises(DatasetError, match=r"a\.jsonl cannot be written"):
        datasets.save_jsonl([make_problem()], target)
    assert os.listdir(tmp_path) == ["a.jsonl"]


def test_saving_into_a_missing_folder_is_an_error(tmp_path):
    """The error of a missing folder is a DatasetError with the path."""
    with pytest.raises(DatasetError, match="No such file or directory"):
        datasets.save_jsonl([make_problem()], tmp_path / "none" / "a.jsonl")
