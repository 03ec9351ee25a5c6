"""Tests of asm_gym.problem."""

import dataclasses
import json
import pickle
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asm_gym.errors import ArgumentError, ProblemError
from asm_gym.problem import InputGenerator, InputSize, Problem, TestCase, load_problem_dir

C_CODE = "int main(void) { return 0; }\n"
TEST = TestCase(stdin=b"1\n", stdout=b"2\n")
GENERATE = "def generate(rng, size):\n    return f'{size} {rng.integers(1000)}\\n'.encode()\n"


def make_problem(**changes):
    return Problem(**{"id": "p", "c_code": C_CODE, "tests": (TEST,), **changes})


def write_generator(folder, text=GENERATE):
    path = folder / "inputs.py"
    path.write_text(text)
    return InputGenerator(path)


def write_folder(folder, toml='title = "Adds"\nlevel = "easy"\n', c_code=C_CODE):
    folder.mkdir()
    (folder / "program.c").write_text(c_code)
    (folder / "problem.toml").write_text(toml)
    write_generator(folder)
    return folder


def test_values_cannot_be_changed_and_can_be_keys():
    """Problems and tests are values: immutable, equal by content, hashable."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        make_problem().id = "q"
    with pytest.raises(dataclasses.FrozenInstanceError):
        TEST.exit_code = 1
    assert {make_problem(): 1}[make_problem()] == 1


def test_a_list_of_tests_becomes_a_tuple():
    """A caller who passes a list gets a hashable problem that later changes cannot reach."""
    tests = [TEST]
    problem = make_problem(tests=tests)
    tests.clear()
    assert problem.tests == (TEST,)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": ""}, "id is empty"),
        ({"id": 7}, "id is 7 (int), expected text"),
        ({"id": "a\0b"}, "id has a NUL at character 1"),
        ({"c_code": ""}, "c_code is empty"),
        ({"c_code": "int\0"}, "c_code has a NUL at character 3"),
        ({"c_code": "/* \udc80 */"}, "c_code has a lone surrogate at character 3"),
        ({"c_code": b"int"}, "c_code is b'int' (bytes), expected text"),
        ({"tests": ()}, "has no tests and no input generator"),
        ({"tests": (), "hidden_tests": (TEST,)}, "has no tests and no input generator"),
        ({"tests": TEST}, "expected a tuple of TestCase"),
        ({"tests": (b"1",)}, "tests[0] is b'1' (bytes), expected a TestCase"),
        ({"split": 3}, "split is 3 (int)"),
        ({"level": 3}, "level is 3 (int)"),
    ],
)
def test_bad_problems_are_refused(changes, message):
    """Each fault of a problem is refused with the field, the value and what is expected."""
    with pytest.raises(ProblemError) as caught:
        make_problem(**changes)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"stdin": "1"}, "stdin of a test is '1' (str), expected bytes"),
        ({"stdout": None}, "stdout of a test is None"),
        ({"exit_code": 256}, "exit_code of a test is 256"),
        ({"exit_code": -11}, "exit_code of a test is -11"),
        ({"exit_code": True}, "exit_code of a test is True"),
        ({"exit_code": 1.0}, "exit_code of a test is 1.0"),
    ],
)
def test_bad_tests_are_refused(changes, message):
    """Each fault of a test is refused with the field, the value and what is expected."""
    with pytest.raises(ProblemError) as caught:
        TestCase(**{"stdin": b"", "stdout": b"", **changes})
    assert message in str(caught.value)


any_bytes = st.binary(max_size=40) | st.sampled_from(
    [
        b"\xc3\xa9",
        b"\xc3",
        b"\xed\xb2\x80",
        b"\xff\xfe",
        b"\0",
        b"\xe2\x80\xa8\n",
        bytes(range(256)),
    ]
)
any_test = st.builds(TestCase, stdin=any_bytes, stdout=any_bytes, exit_code=st.integers(min_value=0, max_value=255))
some_text = st.none() | st.text(max_size=5).filter(lambda text: text.isprintable())


@given(
    tests=st.lists(any_test, min_size=1, max_size=3),
    timing_tests=st.lists(any_test, max_size=2),
    hidden_tests=st.lists(any_test, max_size=2),
    split=some_text,
    source=some_text,
    license=some_text,
)
def test_any_problem_survives_json(**fields):
    """Every byte of every test and every field of the format survives JSON text and back."""
    problem = make_problem(c_code="/* é \U0001f600 */\n", **fields)
    text = json.dumps(problem.to_json())
    assert Problem.from_json(json.loads(text)) == problem


def test_to_json_leaves_out_what_is_absent():
    """The plainest problem has the three required keys, and a test its two."""
    assert make_problem().to_json() == {
        "id": "p",
        "c_code": C_CODE,
        "tests": [{"stdin": "1\n", "stdout": "2\n"}],
    }
    assert TestCase(stdin=b"\xff", stdout=b"", exit_code=3).to_json() == {
        "stdin": "\udcff",
        "stdout": "",
        "exit_code": 3,
    }


def test_from_json_ignores_other_keys_and_nulls():
    """A line may carry notes of its own under any type, and null for what it does not have."""
    data = make_problem().to_json() | {
        "level": 3,
        "notes": [1],
        "split": None,
        "hidden_tests": None,
    }
    data["tests"][0] |= {"comment": 1, "exit_code": None}
    assert Problem.from_json(data) == make_problem()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": None}, "id is None (NoneType), expected text"),
        ({"c_code": 5}, "c_code is 5 (int), expected text"),
        ({"split": ["train"]}, "split is ['train'] (list), expected text"),
        ({"tests": {}}, "tests is {} (dict), expected a list of tests"),
        ({"tests": ["1"]}, "tests[0]: a test is '1' (str), expected an object"),
        ({"tests": [{"stdin": ""}]}, "tests[0]: key 'stdout' is missing"),
        ({"tests": [{"stdin": 1, "stdout": ""}]}, "tests[0]: stdin is 1 (int), expected text"),
        (
            {"tests": [{"stdin": "\ud800", "stdout": ""}]},
            "tests[0]: stdin has an unusable surrogate",
        ),
        (
            {"hidden_tests": [{"stdin": "", "stdout": "", "exit_code": "0"}]},
            "hidden_tests[0]: exit_code of a test is '0' (str), expected an integer",
        ),
    ],
)
def test_from_json_names_what_is_wrong(changes, message):
    """A malformed object is refused with the key, the type that it has and what is expected."""
    with pytest.raises(ProblemError) as caught:
        Problem.from_json(make_problem().to_json() | changes)
    assert message in str(caught.value)


@pytest.mark.parametrize("data", [[], "p", None])
def test_from_json_refuses_what_is_no_object(data):
    """Anything but an object is a bad problem, not a crash."""
    with pytest.raises(ProblemError, match="expected an object"):
        Problem.from_json(data)


def test_from_json_names_a_missing_key():
    """A missing required key is named."""
    with pytest.raises(ProblemError, match="key 'c_code' is missing"):
        Problem.from_json({"id": "p"})


def test_content_hash_is_fixed_by_content_alone(tmp_path):
    """Names and descriptions do not change the hash; the order of keyword arguments neither."""
    generator = write_generator(tmp_path)
    plain = make_problem(generator=generator)
    described = Problem(
        generator=generator, license="MIT", split="train", source="s", title="t", family="f",
        level="l", description="d", faster_form="ff", tests=(TEST,), c_code=C_CODE, id="other",
    )  # fmt: skip
    assert plain.content_hash == described.content_hash
    assert len(bytes.fromhex(plain.content_hash)) == 32


@pytest.mark.parametrize(
    "changes",
    [
        {"c_code": C_CODE + " "},
        {"tests": (TestCase(stdin=b"1\n", stdout=b"2\n", exit_code=1),)},
        {"tests": (TestCase(stdin=b"1\n2", stdout=b"\n"),)},
        {"tests": (TEST, TEST)},
        {"timing_tests": (TEST,)},
        {"hidden_tests": (TEST,)},
    ],
)
def test_content_hash_sees_every_part(changes):
    """Whatever can change an evaluation changes the hash, a moved boundary too."""
    assert make_problem(**changes).content_hash != make_problem().content_hash


def test_content_hash_sees_the_generator_file(tmp_path):
    """Equal generator files in different folders are equal content; an edited one is not."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = write_generator(tmp_path / "a"), write_generator(tmp_path / "b")
    hashes = {make_problem(generator=g).content_hash for g in (first, second)}
    assert len(hashes) == 1
    write_generator(tmp_path / "b", GENERATE + "# edited\n")
    assert make_problem(generator=second).content_hash not in hashes
    assert make_problem().content_hash not in hashes
    second.path.unlink()
    with pytest.raises(ProblemError, match="cannot be read"):
        _ = make_problem(generator=second).content_hash


def test_content_hash_is_the_same_in_another_process():
    """The hash is a fixed function of the content, so that it can name files in a cache."""
    expected = "40da13e2a16965538bb5a619d165799608d511049dc29f424bef52ea1ecd751a"
    assert make_problem().content_hash == expected


def test_generator_draws_by_the_seed(tmp_path):
    """Equal generators of random numbers give equal inputs, and the size reaches the file."""
    generator = write_generator(tmp_path)
    draws = [generator(np.random.default_rng(s), InputSize.SMALL) for s in (1, 1, 2)]
    assert draws[0] == draws[1] != draws[2]
    assert draws[0].startswith(b"small ")
    assert generator(np.random.default_rng(1), InputSize.TIMING).startswith(b"timing ")


def test_generator_takes_the_plain_string_and_refuses_others(tmp_path):
    """A size that does not exist is the caller's mistake, named with the known ones."""
    generator = write_generator(tmp_path)
    assert generator(np.random.default_rng(1), "small").startswith(b"small ")
    with pytest.raises(ArgumentError, match=r"'huge' \(str\), expected one of small, timing"):
        generator(np.random.default_rng(1), "huge")


def test_generator_is_a_picklable_value(tmp_path, monkeypatch):
    """It survives pickling and a change of the working directory."""
    write_generator(tmp_path)
    monkeypatch.chdir(tmp_path)
    generator = InputGenerator(Path("inputs.py"))
    copy = pickle.loads(pickle.dumps(make_problem(generator=generator))).generator
    monkeypatch.chdir("/")
    assert copy == generator
    assert copy(np.random.default_rng(3), InputSize.SMALL)


def test_generator_works_in_a_fresh_process(tmp_path):
    """A process that gets a pickled problem loads the file for itself."""
    blob = pickle.dumps(write_generator(tmp_path))
    script = (
        "import pickle, sys, numpy\n"
        "g = pickle.loads(sys.stdin.buffer.read())\n"
        "sys.stdout.buffer.write(g(numpy.random.default_rng(5), 'small'))"
    )
    done = subprocess.run([sys.executable, "-c", script], input=blob, capture_output=True, check=True)
    assert done.stdout == pickle.loads(blob)(np.random.default_rng(5), InputSize.SMALL)


def test_generator_file_is_loaded_late_and_once(tmp_path):
    """Making a generator runs nothing; its file is executed at the first call and then kept."""
    generator = write_generator(
        tmp_path,
        "from pathlib import Path\n"
        "with Path(__file__).with_name('log').open('a') as log:\n    log.write('x')\n" + GENERATE,
    )
    log = tmp_path / "log"
    assert not log.exists()
    for _ in range(3):
        generator(np.random.default_rng(0), InputSize.SMALL)
    assert log.read_text() == "x"


def test_generator_file_may_define_dataclasses(tmp_path):
    """The module is registered while it is executed, as dataclasses with late types need."""
    generator = write_generator(
        tmp_path,
        "from __future__ import annotations\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass Row:\n    x: int\n"
        "def generate(rng, size):\n    return b'%d' % Row(4).x\n",
    )
    assert generator(np.random.default_rng(0), InputSize.SMALL) == b"4"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1\n", "defines no function generate"),
        ("generate = 3\n", "defines no function generate"),
        ("def generate(rng, size:\n", "could not be loaded: SyntaxError"),
        ("import no_such_module_here\n", "could not be loaded: ModuleNotFoundError"),
        ("def generate(rng, size):\n    return 1 / 0\n", "raised ZeroDivisionError: division"),
        ("def generate(rng):\n    return b''\n", "raised TypeError"),
        ("def generate(rng, size):\n    return 'text'\n", "returned 'text' (str), expected bytes"),
        ("def generate(rng, size):\n    pass\n", "returned None (NoneType), expected bytes"),
    ],
)
def test_broken_generators_are_bad_problems(tmp_path, text, message):
    """Whatever is wrong with the file is reported with its path, as a fault of the problem."""
    generator = write_generator(tmp_path, text)
    with pytest.raises(ProblemError) as caught:
        generator(np.random.default_rng(0), InputSize.SMALL)
    assert message in str(caught.value)
    assert str(generator.path) in str(caught.value)


def test_missing_generator_file_is_a_bad_problem(tmp_path):
    """A generator whose file is gone says so instead of raising an OSError."""
    with pytest.raises(ProblemError, match="FileNotFoundError"):
        InputGenerator(tmp_path / "inputs.py")(np.random.default_rng(0), InputSize.SMALL)


def test_load_problem_dir_reads_everything(tmp_path):
    """A folder gives a problem with its name, all its keys and a working generator."""
    toml = "".join(
        f'{key} = "the {key}"\n'
        for key in ("title", "family", "level", "license", "description", "faster_form", "split")
    )
    problem = load_problem_dir(write_folder(tmp_path / "adder", toml))
    assert problem.id == "adder"
    assert problem.c_code == C_CODE
    assert problem.title == "the title"
    assert problem.family == "the family"
    assert problem.level == "the level"
    assert problem.license == "the license"
    assert problem.description == "the description"
    assert problem.faster_form == "the faster_form"
    assert problem.split == "the split"
    assert problem.tests == ()
    assert problem.generator(np.random.default_rng(0), InputSize.SMALL).startswith(b"small ")


def test_load_problem_dir_keeps_line_ends(tmp_path):
    """The C text is the file's, byte for byte: carriage returns are not rewritten."""
    folder = write_folder(tmp_path / "p")
    (folder / "program.c").write_bytes(b"int main(void)\r\n{}\r\n")
    assert load_problem_dir(folder).c_code == "int main(void)\r\n{}\r\n"


@pytest.mark.parametrize("name", ["program.c", "problem.toml", "inputs.py"])
def test_load_problem_dir_names_a_missing_file(tmp_path, name):
    """A folder that lacks a file is refused with that file's path."""
    folder = write_folder(tmp_path / "p")
    (folder / name).unlink()
    with pytest.raises(ProblemError) as caught:
        load_problem_dir(folder)
    assert str(folder / name) in str(caught.value)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('splt = "train"\n', "unknown key 'splt'"),
        ('splt = "train"\n', "Did you mean 'split'?"),
        ("level = 3\n", "level is 3 (int), expected text"),
        ("title =\n", "is not valid TOML"),
    ],
)
def test_load_problem_dir_refuses_a_bad_toml(tmp_path, toml, message):
    """A misspelt key cannot quietly put a problem into all splits; wrong types are named."""
    folder = write_folder(tmp_path / "p", toml)
    with pytest.raises(ProblemError) as caught:
        load_problem_dir(folder)
    assert message in str(caught.value)
    assert "problem.toml" in str(caught.value)


def test_load_problem_dir_refuses_bytes_that_are_no_text(tmp_path):
    """A program in another encoding is refused with the position of the first bad byte."""
    folder = write_folder(tmp_path / "p")
    (folder / "program.c").write_bytes(b"/* \xff */")
    with pytest.raises(ProblemError, match=r"program\.c is not UTF-8 text \(byte 3\)"):
        load_problem_dir(folder)


def test_adversarial_inputs_of_a_generator(tmp_path):
    """`edges` is optional, gets the generator, and returns bytes; anything else is a fault of the problem."""
    path = tmp_path / "inputs.py"
    path.write_text("def generate(rng, size):\n    return b'x'\n")
    assert InputGenerator(path).edges(np.random.default_rng(0)) == ()
    for number, (body, said) in enumerate(
        [
            ("return [b'', b'%d' % rng.integers(10**9)]", None),
            ("return ['text']", "returned ['text'] (list), expected a list of bytes"),
            ("return b'x'", "expected a list of bytes"),
            ("return [1 / 0]", "edges(rng) raised ZeroDivisionError"),
        ]
    ):
        path = tmp_path / f"inputs{number}.py"
        path.write_text(f"def generate(rng, size):\n    return b'x'\ndef edges(rng):\n    {body}\n")
        if said is None:
            one, other = (InputGenerator(path).edges(np.random.default_rng(k)) for k in (1, 2))
            assert (one[0], one == other) == (b"", False)
            assert one == InputGenerator(path).edges(np.random.default_rng(1))
            continue
        with pytest.raises(ProblemError, match=re.escape(said)):
            InputGenerator(path).edges(np.random.default_rng(0))


def test_faster_forms_and_flags_of_problems(tmp_path):
    """faster.c is read where it exists and does not change the content hash; timeable survives JSON."""
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "program.c").write_text("int main(void) { return 0; }\n")
    (folder / "inputs.py").write_text("def generate(rng, size):\n    return b''\n")
    (folder / "problem.toml").write_text('title = "t"\n')
    without = load_problem_dir(folder)
    assert (without.faster_c, without.timeable) == (None, True)
    (folder / "faster.c").write_text("int main(void) { return 0; } // faster\n")
    with_it = load_problem_dir(folder)
    assert with_it.faster_c == "int main(void) { return 0; } // faster\n"
    assert with_it.content_hash == without.content_hash
    brief = Problem(id="a", c_code="int x;", tests=(TEST,), timeable=False)
    assert brief.to_json()["timeable"] is False
    assert Problem.from_json(brief.to_json()) == brief
    assert "timeable" not in Problem(id="a", c_code="int x;", tests=(TEST,)).to_json()
    with pytest.raises(ProblemError, match="timeable is 'no' "):
        Problem.from_json(brief.to_json() | {"timeable": "no"})
