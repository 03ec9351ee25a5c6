"""Tests of asm_gym.supercoder: parquet files in the schema of arXiv 2505.11480, with programs of our own."""

import re

import pytest

from asm_gym import load
from asm_gym.errors import DatasetError, ProblemError
from asm_gym.supercoder import read_supercoder, row_submission

pyarrow = pytest.importorskip("pyarrow")
from pyarrow import parquet  # noqa: E402

DOUBLE = '#include <stdio.h>\nint main(void) { int a = 0; scanf("%d", &a); printf("%d\\n", 2 * a); return 0; }\n'


def make_row(number=0, c_code=DOUBLE, **changes):
    info = {
        "split": "train", "index": number, "c_code": c_code, "question": "Given the following C code ...",
        "answer": "```assembly\n```", "inputs": ["1\n", "20\n"], "outputs": ["2\n", "40\n"],
        "unoptimized_assembly": "",
    } | changes  # fmt: skip
    return {
        "data_source": "train",
        "prompt": [{"role": "user", "content": info["question"]}],
        "ability": "code",
        "reward_model": {"style": "rule", "ground_truth": ""},
        "extra_info": info,
    }


def write(path, rows):
    parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=7)


def test_rows_are_read(tmp_path):
    """Rows become submissions in their order, with their tests and split, over more than one batch."""
    write(tmp_path / "rows.parquet", [make_row(n, inputs=[f"{n}\n"], outputs=[f"{2 * n}\n"]) for n in range(150)])
    entries = list(read_supercoder(tmp_path / "rows.parquet"))
    assert len({entry.id for entry in entries}) == 150
    submission = entries[149].load()
    assert (submission.id, submission.c_code, submission.split) == ("rows_00149", DOUBLE, "train")
    assert [(test.stdin, test.stdout) for test in submission.tests] == [(b"149\n", b"298\n")]
    assert submission.task is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"extra_info": None}, "extra_info is NoneType"),
        (make_row(c_code=None), "lacks c_code"),
        (make_row(inputs=None), "lacks c_code"),
        (make_row(inputs=["1"]), "1 inputs and 2 outputs"),
        (make_row(inputs=["1", None]), "as many texts"),
    ],
)
def test_malformed_rows(row, said):
    """A row without what it needs says what is missing."""
    with pytest.raises(ProblemError, match=re.escape(said)):
        row_submission(row, "name", "file row 0")


def test_what_is_no_such_file(tmp_path):
    """Other files are refused with a reason."""
    (tmp_path / "text.parquet").write_text("no parquet")
    with pytest.raises(DatasetError, match="cannot be read as parquet"):
        read_supercoder(tmp_path / "text.parquet")
    with pytest.raises(DatasetError, match="cannot be read"):
        read_supercoder(tmp_path / "absent.parquet")
    write(tmp_path / "other.parquet", [{"a": 1}])
    with pytest.raises(DatasetError, match="no column 'extra_info' but a"):
        read_supercoder(tmp_path / "other.parquet")


def test_rows_load_as_problems(tmp_path):
    """Without an import the rows can be loaded as they are; nothing is built."""
    write(tmp_path / "rows.parquet", [make_row(0), make_row(1, split="val")])
    problems = load(tmp_path / "rows.parquet")
    assert [(one.id, len(one.tests), one.split) for one in problems] == [
        ("rows_00000", 2, "train"),
        ("rows_00001", 2, "val"),
    ]
    assert [one.id for one in load(tmp_path / "rows.parquet", "val")] == ["rows_00001"]
