"""A run on disk: what is written is read again, and what is not ours is left alone."""

import json
from pathlib import Path

import pytest

from asm_gym.errors import ArgumentError
from asm_gym.resolution import NULL_SUFFIX
from asm_gym.results import Kind, ResultsFile, Row, read_run
from tests.evaluations import copied, timed

SETTINGS = {"agent": "mine", "seed": 0}


def row(problem_id, kind=Kind.CANDIDATE, text="\tret\udc80\n", **changes):
    """A line of results.jsonl."""
    return Row(kind, timed(1.25, problem_id=problem_id, warnings=("careful",), **changes), text, ("timeout", "passed"))


def filled(folder, *names, **options):
    """A folder with results of these problems; gives the file."""
    results = ResultsFile(folder, SETTINGS, **options)
    for name in names:
        results.append([row(name), row(name, Kind.NULL, f"main:\t{name}\n{NULL_SUFFIX}")])
    results.close()
    return results.path


def test_a_row_survives_its_json():
    """Reading a line gives the row that was written, bytes that are no text included."""
    one = row("add1")
    assert Row.from_json(one.to_json()) == one
    assert "\n" not in one.to_json()


@pytest.mark.parametrize("kept", [0, 1, -1])
def test_a_problem_that_was_written_in_part_is_done_again(tmp_path, kept):
    """Where the null row is missing or cut off, the candidate's row goes as well."""
    path = filled(tmp_path, "add1", "add2")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:3]) + lines[3][:kept])
    again = ResultsFile(tmp_path, SETTINGS)
    assert [one.evaluation.problem_id for one in again.rows] == ["add1", "add1"]
    assert path.read_bytes() == b"".join(lines[:2])


def test_cutting_off_a_torn_line_cannot_lose_the_others(tmp_path, monkeypatch):
    """Whole lines are never written anew: where that failed, as on a full disk, all results would be gone."""
    path = filled(tmp_path, "add1")
    whole = path.read_bytes()
    path.write_bytes(whole + b"{")

    def write_bytes(self, data):
        self.open("wb").close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    assert len(ResultsFile(tmp_path, SETTINGS).rows) == 2
    assert path.read_bytes() == whole


def test_results_of_an_unknown_run_are_not_resumed(tmp_path):
    """Without run.json nobody knows with which settings they were made."""
    path = filled(tmp_path, "add1")
    (tmp_path / "run.json").unlink()
    before = path.read_bytes()
    with pytest.raises(ArgumentError, match=r"holds results, but no run\.json"):
        ResultsFile(tmp_path, SETTINGS)
    assert path.read_bytes() == before


def test_two_commands_do_not_write_to_one_folder(tmp_path):
    """The second would do the same problems again, and each would count twice; once the first ends, another may."""
    first = ResultsFile(tmp_path, SETTINGS)
    with pytest.raises(ArgumentError, match=r"another command is writing to .*; wait for its end"):
        ResultsFile(tmp_path, SETTINGS)
    first.append([row("a"), row("a", Kind.NULL)])
    first.close()
    assert len(ResultsFile(tmp_path, SETTINGS).rows) == 2


@pytest.mark.parametrize(
    ("name", "changed"), [("cpu", "another cpu"), ("tools", {"gcc": "gcc 99"}), ("version", "9.9")]
)
def test_a_run_is_not_resumed_where_it_would_be_measured_otherwise(tmp_path, name, changed):
    """Half of the figures from another machine, another gcc or another asm_gym: they would be compared as one run."""
    filled(tmp_path, "add1")
    about = tmp_path / "run.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | {name: changed}))
    with pytest.raises(ArgumentError, match=rf"holds a run with another {name} \(.*; here: .*another --output"):
        ResultsFile(tmp_path, SETTINGS)


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("run.json", "{", "is not the record of a run"),
        ("run.json", "[]", "is not the record of a run"),
        ("run.json", '{"settings": 1}', "settings are int"),
        ("results.jsonl", "{}\n", "line 1 is no result"),
        ("results.jsonl", "\udcff\n", "line 1 is no result"),
    ],
)
def test_a_damaged_folder_is_refused(tmp_path, name, text, part):
    """Files that are not ours are neither read as results nor overwritten."""
    ResultsFile(tmp_path, SETTINGS)
    (tmp_path / name).write_text(text, errors="surrogateescape")
    for use in (lambda: ResultsFile(tmp_path, SETTINGS), lambda: read_run(tmp_path)):
        with pytest.raises(ArgumentError, match=part):
            use()
    assert (tmp_path / name).read_text(errors="surrogateescape") == text


def test_a_problem_that_has_changed_since_is_refused(tmp_path):
    """Results of another program under the same id are not resumed; problems that are new to the run are."""
    filled(tmp_path, "add1", problems={"add1": "aa", "add2": "bb"})
    ResultsFile(tmp_path, SETTINGS, problems={"add1": "aa", "add3": "cc"})
    with pytest.raises(ArgumentError, match=r"other versions of 1 problems \(add1\)"):
        ResultsFile(tmp_path, SETTINGS, problems={"add1": "xx"})


def test_a_run_is_read_without_being_changed(tmp_path):
    """Rows come by problem, a problem that is being written is left out, and the file stays as it is."""
    path = filled(tmp_path, "b", "a", version="1.2", problems={"a": "1", "b": "2"})
    with path.open("a") as file:
        file.write(row("c").to_json() + "\n{")
    before = path.read_bytes()
    run = read_run(tmp_path)
    assert path.read_bytes() == before
    assert [(one.evaluation.problem_id, one.kind) for one in run.rows] == [
        ("a", "candidate"), ("a", "null"), ("b", "candidate"), ("b", "null")
    ]  # fmt: skip
    assert [one.problem_id for one in run.evaluations(Kind.NULL)] == ["a", "b"]
    assert (run.agent, run.settings, run.facts["version"]) == ("mine", SETTINGS, "1.2")
    assert {"cpu", "tools", "started", "problems"} <= set(run.facts)


def test_baselines_are_what_the_null_candidates_were_made_of(tmp_path):
    """A null row without a text, as earlier versions wrote it, tells nothing about its baseline."""
    filled(tmp_path, "a")
    ResultsFile(tmp_path, SETTINGS).append([row("old"), Row(Kind.NULL, copied(problem_id="old"), "")])
    assert read_run(tmp_path).baselines() == {"a": "main:\ta\n"}


def test_a_folder_without_results_is_refused(tmp_path):
    """One that is missing, one of something else and a run that has just begun are told apart."""
    with pytest.raises(ArgumentError, match=r"cannot read a run from .*nowhere"):
        read_run(tmp_path / "nowhere")
    ResultsFile(tmp_path, SETTINGS)
    with pytest.raises(ArgumentError, match="no finished problem yet"):
        read_run(tmp_path)


def test_the_record_of_a_run_is_written_once(tmp_path):
    """Resuming does not change when and with what the run was started."""
    filled(tmp_path, "a", version="1", problems={"a": "1"})
    before = (tmp_path / "run.json").read_bytes()
    filled(tmp_path, "b", version="1", problems={"a": "1", "b": "2"})
    assert (tmp_path / "run.json").read_bytes() == before
    assert json.loads(before)["version"] == "1"
