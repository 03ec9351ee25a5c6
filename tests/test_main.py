"""The asm-gym command: exit status, what goes to which stream, resuming, and what a user reads when things go wrong."""

import dataclasses
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

import asm_gym.__main__ as command
from asm_gym import dataset_command, doctor, score_command
from asm_gym.config import EvaluationConfig
from asm_gym.console import at_once
from asm_gym.datasets import load
from asm_gym.doctor import Diagnosis, Finding, Level
from asm_gym.env import AsmOptEnv
from asm_gym.evaluate import Evaluator
from asm_gym.resolution import NULL_SUFFIX
from asm_gym.results import ResultsFile, Row
from asm_gym.reward_fn import strip_fences
from asm_gym.toolchain import compile_c
from tests.evaluations import timed

ROOT = Path(command.__file__).parents[1]
ESC = "\x1b"
KEYS = [
    "problem_id", "verdict", "tests_passed", "tests_total", "is_copy", "speedup", "speedup_low", "speedup_high",
    "null_ratio", "baseline_time_s", "candidate_time_s", "pairs", "timeable", "reward", "message", "warnings",
    "build_s", "total_s", "sandbox",
]  # fmt: skip
SOURCE = (
    '#include <stdio.h>\nint main(void) {{ int x; return scanf("%d", &x) == 1 ? !printf("%d\\n", x + {0}) : 2; }}\n'
)


def problem(k, **changes):
    """A program that adds k to what it reads, as a line of a dataset."""
    tests = [{"stdin": f"{x}\n", "stdout": f"{x + k}\n"} for x in (1, 5, -7)]
    return {"id": f"add{k}", "c_code": SOURCE.format(k), "tests": tests} | changes


def write_lines(path, rows):
    """Writes rows as JSONL, texts as they are."""
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return str(path)


@pytest.fixture(scope="session")
def baselines():
    """Assembly of the three programs of `tiny`, by id."""
    return {f"add{k}": compile_c(SOURCE.format(k)) for k in (1, 2, 3)}


@pytest.fixture
def tiny(tmp_path):
    """Path of a dataset of three tiny programs."""
    return write_lines(tmp_path / "tiny.jsonl", [problem(k) for k in (1, 2, 3)])


def run(*arguments, cwd, **changes):
    """The command in a process of its own, as a user starts it."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "150"} | changes
    return subprocess.run(
        [sys.executable, "-m", "asm_gym", *map(str, arguments)],
        cwd=cwd, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@pytest.fixture
def call(monkeypatch, capsys, tmp_path):
    """call(arguments...) runs the command in this process, in `tmp_path`; gives exit status and both streams."""
    for module in (command, dataset_command, score_command):
        monkeypatch.setattr(module, "leave_timing_cores", lambda *_: None)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "my_agent", raising=False)

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["asm-gym", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            command.main()
        captured = capsys.readouterr()
        return SimpleNamespace(returncode=ended.value.code or 0, stdout=captured.out, stderr=captured.err)

    yield call
    sys.modules.pop("my_agent", None)


def agent_file(folder, body, *, more=""):
    """Writes my_agent.py, whose class Mine has an act() with that body."""
    lines = "".join(f"        {line}\n" for line in body.strip().splitlines())
    head = f"import os\nimport time\nfrom pathlib import Path\n{more}\n"
    (folder / "my_agent.py").write_text(f"{head}class Mine:\n    def act(self, observations):\n{lines}")


def rows_of(folder):
    """The lines of results.jsonl."""
    return [json.loads(line) for line in (folder / "results.jsonl").read_text().splitlines()]


def one_clear_error(result, *parts):
    """One line on standard error that has these parts, nothing on standard output, exit status 2."""
    assert result.returncode == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("error: ")
    for part in parts:
        assert part in line


# ------------------------------------------------------------------------------------------------ help and options


@pytest.mark.parametrize("name", ["score", "evaluate"])
def test_every_keyword_of_the_environment_is_an_option(call, name):
    """Fields of the configuration and keywords of AsmOptEnv are in --help, rendering aside."""
    shown = call(name, "--help")
    keywords = set(inspect.signature(AsmOptEnv.__init__).parameters) - {"self", "render_mode", "config"}
    keywords |= {one.name for one in dataclasses.fields(EvaluationConfig)}
    missing = [k for k in sorted(keywords) if not re.search(rf"--{k.replace('_', '-')}(?![\w-])", shown.stdout)]
    assert not missing
    assert shown.returncode == 0


def test_an_option_reaches_the_evaluation(call, tiny, tmp_path, baselines, monkeypatch):
    """Each option lands in the field of its name, switches included."""
    made = []
    real = Evaluator.__init__
    monkeypatch.setattr(Evaluator, "__init__", lambda self, config: made.append(config) or real(self, config))
    (tmp_path / "a.s").write_text(baselines["add1"])
    options = {"tests_per_step": 2, "metric": "wall_time", "min_pairs": 4, "max_pairs": 9, "timing_budget_s": 1.5,
               "min_signal": 0.5, "layouts": 2, "isa": "x86-64-v3", "wall_limit_s": 3.0, "memory_limit_mb": 128,
               "output_limit_mb": 2, "max_action_bytes": 99_999}  # fmt: skip
    flags = [text for name, value in options.items() for text in (f"--{name.replace('_', '-')}", str(value))]
    assert call("score", "--dataset", tiny, "--problem", "add1", "a.s", "--allow-unsafe", *flags).returncode == 0
    assert made == [EvaluationConfig(**options, allow_unsafe=True)]


def test_evaluate_measures_three_layouts_unless_told(call):
    """The command's own default differs from the environment's, and --help says so."""
    assert re.search(r"--layouts[^[]*\[default:\s+3\]", call("evaluate", "--help").stdout)
    assert re.search(r"--layouts[^[]*\[default:\s+1\]", call("score", "--help").stdout)


def test_the_version_is_printed(call):
    """--version names the command and the version."""
    assert re.fullmatch(r"asm-gym, version \d+\.\d+\.\d+\n", call("--version").stdout)


def test_work_is_spread_over_all_cores_the_timing_core_included(monkeypatch):
    """On two cores two candidates are under way: one is timed while the other is built."""
    for found, expected in (((0, 1), 2), ((0,), 1), (tuple(range(8)), 4)):
        monkeypatch.setattr("asm_gym.console.allowed_cores", lambda found=found: found)
        assert at_once(None) == expected
    assert at_once(9) == 9


# ---------------------------------------------------------------------------------------------------------- fences


@pytest.mark.parametrize(
    "reply",
    [
        "\tret\n",
        "```assembly\n\tret\n```",
        "```asm\n\tret\n```\nThis is faster.",
        "Here it is:\n```\n\tret\n```\n",
        "Cut off:\n```assembly\n\tret\n",
        "```x86-asm att\n\tret\n```",
        "```ASM\r\n\tret\r\n```\r\n",
        "```s\n\tret```",
        "The program\n```c\nint main(void);\n```\nbecomes\n```assembly\n\tret\n```\nwith `ret`.",
        "First ```assembly\n\tret\n```, or else\n```assembly\n\tnop\n```",
    ],
)
def test_the_assembly_of_a_reply_is_found(reply):
    """Closed, cut off, unlabelled and labelled fences all give the text between them."""
    assert strip_fences(reply) == "\tret\n"


@pytest.mark.parametrize("text", ["", "no fence `here`", "\tret # ` ``\n"])
def test_a_text_without_a_fence_is_left_alone(text):
    """What has no fence is assembly, every byte of it."""
    assert strip_fences(text) == text


def test_an_empty_fence_is_an_empty_candidate():
    """The closing fence is not taken for code."""
    assert strip_fences("```asm\n```\nSorry.").strip() == ""


# ----------------------------------------------------------------------------------------------------------- score


def test_score_tells_what_became_of_a_file(tiny, tmp_path, baselines):
    """The verdict, the speed-up and the reward are printed; the status is 0."""
    (tmp_path / "a.s").write_text(baselines["add2"])
    result = run("score", "--dataset", tiny, "--problem", "add2", "a.s", cwd=tmp_path)
    assert result.returncode == 0
    assert result.stdout.splitlines() == [
        "add2: passed: 3 of 3 tests", "speedup 1: the code is a copy of the baseline", "  reward +0.0000"
    ]  # fmt: skip
    assert result.stderr == ""


def test_json_lines_are_in_input_order_and_nothing_else(tiny, tmp_path, baselines):
    """Fenced replies, wrong programs and garbage: one line each, all keys in order, and the status is 0."""
    texts = [
        ("add3", f"Sure!\n```assembly\n{baselines['add3']}```\n"),
        ("add1", f"```asm\n{baselines['add1']}"),
        ("add2", f"```\n{baselines['add2']}\n```"),
        ("add1", baselines["add2"]),
        ("add2", "this is no assembly"),
        ("add2", baselines["add2"]),
        ("add1", f"```assembly\n{baselines['add1']}{NULL_SUFFIX}```"),
        ("add3", "```asm\n\t.globl main\nmain:\n\tcall system\n\tret\n```"),
    ]
    candidates = write_lines(tmp_path / "c.jsonl", [{"id": name, "text": text} for name, text in texts])
    result = run("score", "--dataset", tiny, "--candidates", candidates, "--json", "--num-envs", 3, cwd=tmp_path)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [list(row) for row in rows] == [KEYS] * len(texts)
    assert [row["problem_id"] for row in rows] == [name for name, _ in texts]
    assert [row["verdict"] for row in rows] == [
        "passed", "passed", "passed", "wrong_output", "assemble_error", "passed", "passed", "link_error"
    ]  # fmt: skip
    assert [row["is_copy"] for row in rows] == [True, True, True, False, False, True, False, False]
    assert result.returncode == 0
    assert result.stderr == ""


@pytest.fixture(scope="module")
def troubled(tmp_path_factory, baselines):
    """A run in which the dataset and the candidates have every fault that there is; rows by what was wrong."""
    folder = tmp_path_factory.mktemp("troubled")
    dataset = [
        problem(1),
        problem(2, c_code="int main(void) { return oops; }"),
        problem(3, tests=[{"stdin": "1\n", "stdout": "5\n"}]),
        '{"id": "cut", "c_code": "int ma',
        {"id": "bare", "tests": [{"stdin": "", "stdout": ""}]},
    ]
    good = {"id": "add1", "text": baselines["add1"]}
    candidates = {
        "good": good, "unknown": good | {"id": "ad1"}, "not json": '{"id": "add1", "text"', "no text": {"id": "add1"},
        "number": good | {"text": 7}, "list": "[1]", "uncompilable": good | {"id": "add2"},
        "lying": good | {"id": "add3"}, "malformed": good | {"id": "bare"}, "good again": good,
    }  # fmt: skip
    arguments = ["score", "--json", "--dataset", write_lines(folder / "d.jsonl", dataset)]
    arguments += ["--candidates", write_lines(folder / "c.jsonl", candidates.values())]
    result = run(*arguments, cwd=folder)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return SimpleNamespace(result=result, rows=dict(zip(candidates, rows, strict=True)))


def test_faults_of_others_do_not_stop_the_rest(troubled):
    """Good candidates before and after are scored, and the status tells of the faults."""
    assert [troubled.rows[name]["verdict"] for name in ("good", "good again")] == ["passed", "passed"]
    assert list(troubled.rows["good again"]) == KEYS
    assert troubled.result.returncode == 2
    assert "Traceback" not in troubled.result.stderr


@pytest.mark.parametrize(("name", "problem_id", "parts"), [
    ("unknown", "ad1", ["no problem 'ad1'", "Did you mean 'add1'?"]),
    ("not json", None, ["c.jsonl, line 3"]),
    ("no text", None, ["c.jsonl, line 4", "no key 'text'"]),
    ("number", None, ["c.jsonl, line 5", "must be strings"]),
    ("list", None, ["c.jsonl, line 6"]),
    ("uncompilable", "add2", ["does not compile", "oops"]),
    ("lying", "add3", ["fails test 1 of 1", "expected"]),
    ("malformed", "bare", ["d.jsonl:5", "'c_code' is missing"]),
])  # fmt: skip
def test_a_line_that_cannot_be_scored_says_why(troubled, name, problem_id, parts):
    """An error row has the id and one text that leads to the culprit."""
    row = troubled.rows[name]
    assert list(row) == ["problem_id", "error"]
    assert row["problem_id"] == problem_id
    for part in parts:
        assert part in row["error"]


def test_malformed_lines_of_a_dataset_are_named_on_standard_error(troubled):
    """Both lines are there with their numbers, one line of text each."""
    lines = troubled.result.stderr.splitlines()
    assert [re.search(r"d\.jsonl:(\d+): ", line)[1] for line in lines] == ["4", "5"]


@pytest.mark.parametrize("broken", ["uncompilable", "lying"])
def test_a_file_for_a_bad_problem_is_our_fault(call, tmp_path, baselines, broken):
    """The status is 2 and the text says what to correct."""
    wrong = {"c_code": "int main(void) { return oops; }"} if broken == "uncompilable" else {
        "tests": [{"stdin": "1\n", "stdout": "9\n"}]}  # fmt: skip
    dataset = write_lines(tmp_path / "d.jsonl", [problem(1, **wrong)])
    (tmp_path / "a.s").write_text(baselines["add1"])
    result = call("score", "--dataset", dataset, "a.s")
    assert result.returncode == 2
    assert "add1: error: ProblemError: problem add1: " in result.stdout


def test_a_problem_filter_keeps_errors_and_order(call, tiny, tmp_path, baselines):
    """--problem with --candidates scores that problem's lines, and still reports what cannot be read."""
    lines = [{"id": name, "text": baselines[name]} for name in ("add1", "add2", "add1")]
    candidates = write_lines(tmp_path / "c.jsonl", [*lines, "{"])
    result = call("score", "--dataset", tiny, "--candidates", candidates, "--problem", "add1", "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["problem_id"] for row in rows] == ["add1", "add1", None]
    assert result.returncode == 2


def test_everything_is_timed_at_a_signal_of_zero(call, tiny, tmp_path, baselines):
    """A tiny program is not timed by default and is timed with --min-signal 0."""
    text = baselines["add1"] + NULL_SUFFIX
    candidates = write_lines(tmp_path / "c.jsonl", [{"id": "add1", "text": text}])
    arguments = ["score", "--dataset", tiny, "--candidates", candidates, "--json"]
    (untimed,) = map(json.loads, call(*arguments).stdout.splitlines())
    (timed,) = map(json.loads, call(*arguments, "--min-signal", 0).stdout.splitlines())
    assert (untimed["timeable"], untimed["pairs"], untimed["speedup"]) == (False, 0, None)
    assert timed["timeable"]
    assert timed["pairs"] >= 6
    assert 0 < timed["speedup_low"] <= timed["speedup"] <= timed["speedup_high"]


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["score", "a.s", "--dataset", "nothing.jsonl"], ["nothing.jsonl", "No such file"]),
        (["score", "a.s", "--dataset", "bundle"], ["'bundle' does not exist", "Did you mean 'bundled'?"]),
        (["score", "a.s", "--dataset", "empty.jsonl"], ["empty.jsonl holds no problems"]),
        (["score", "a.s", "--dataset", "tiny.jsonl", "--problem", "ad3"], ["'ad3'", "Did you mean 'add3'?"]),
        (["score", "a.s", "--dataset", "tiny.jsonl"], ["--problem", "add1, add2, add3"]),
        (["score", "no.s", "--dataset", "tiny.jsonl", "--problem", "add1"], ["cannot read no.s", "No such file"]),
        (["score", "--dataset", "tiny.jsonl", "--candidates", "no.jsonl"], ["no.jsonl", "No such file"]),
        (["score", "--dataset", "tiny.jsonl", "--candidates", "c.jsonl", "--problem", "ad1"], ["Did you mean 'add1'?"]),
        (["score"], ["either FILE.s or --candidates"]),
        (["score", "a.s", "--candidates", "c.jsonl"], ["either FILE.s or --candidates"]),
        (["score", "a.s", "--reward", "speedup_onyl"], ["'speedup_onyl'", "Did you mean 'speedup_only'?"]),
        (["score", "a.s", "--metric", "cpu-time"], ["metric='cpu-time'", "Did you mean 'cpu_time'?"]),
        (["score", "a.s", "--isa", "x86-64-v9"], ["isa='x86-64-v9'"]),
        (["evaluate"], ["--agent NAME", "--compare DIR_A DIR_B"]),
        (["evaluate", "--agent", "o3", "--compare", "a", "b"], ["either --agent NAME", "or --compare"]),
        (["evaluate", "--agent", "o3", "--agent-arg", "level"], ["--agent-arg 'level' is not key=value"]),
        (["evaluate", "--agent", "o3", "--agent-arg", "level=3"], ["agent 'o3' has no argument 'level'"]),
        (["evaluate", "--compare", "nowhere", "tools"], ["cannot read a run from nowhere", "run.json"]),
        (["report", "nowhere"], ["cannot read a run from nowhere", "--output of an evaluation"]),
        (["evaluate", "--agent", "natve"], ["no agent 'natve'", "Did you mean 'native'?"]),
        (["evaluate", "--agent", "o3", "--dataset", "nowhere"], ["'nowhere' does not exist"]),
        (
            ["evaluate", "--agent", "o3", "--dataset", "split.jsonl", "--split", "tran"],
            ["'tran'", "Did you mean 'train'?"],
        ),
        (["evaluate", "--agent", "o3", "--reward", "nothing"], ["'nothing'"]),
        (["evaluate", "--agent", "o3", "--layouts", "99"], ["layouts=99", "greatest"]),
        (["dataset", "show", "popcnt_sum"], ["no problem 'popcnt_sum'", "Did you mean 'popcount_sum'?"]),
        (["dataset", "list", "nowhere"], ["'nowhere' does not exist"]),
        (["dataset", "validate", "bundled", "--problem", "fff"], ["no problem 'fff'", "Did you mean 'fft'?"]),
    ],
)
def test_a_wrong_argument_is_one_clear_line(call, tiny, tmp_path, arguments, parts):
    """The line names the value, and the nearest right one; the status is 2."""
    (tmp_path / "a.s").write_text("")
    (tmp_path / "c.jsonl").write_text("")
    (tmp_path / "empty.jsonl").write_text("\n")
    write_lines(tmp_path / "split.jsonl", [problem(1, split="train")])
    one_clear_error(call(*arguments), *parts)
    assert not (tmp_path / "results").exists()


@pytest.mark.parametrize("arguments", [["score", "--seed", "-1"], ["score", "--num-envs", "0"], ["scroe"]])
def test_what_the_parser_refuses_has_status_two(call, arguments):
    """Impossible numbers and unknown commands are told by the parser."""
    result = call(*arguments)
    assert result.returncode == 2
    assert "Usage:" in result.stderr


@pytest.mark.parametrize("arguments", [["score", "a.s"], ["evaluate", "--agent", "o3", "--output", "out"]])
def test_a_missing_compiler_is_one_clear_line(tiny, tmp_path, arguments):
    """With binutils but no gcc on the PATH the line says what to install."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("as", "ld", "objdump"):
        (tools / name).symlink_to(shutil.which(name))
    (tmp_path / "a.s").write_text("")
    write_lines(tmp_path / "one.jsonl", [problem(1)])
    result = run(*arguments, "--dataset", "one.jsonl", cwd=tmp_path, PATH=str(tools))
    one_clear_error(result, "gcc was not found on the PATH", "apt-get install")


def test_no_terminal_escape_of_a_candidate_gets_out(call, tmp_path):
    """Program output, assembler diagnostics, problem ids and agents' faults are shown with escapes."""
    loud = f'#include <stdio.h>\nint main(void) {{ return !puts("{ESC}[2Jgone"); }}\n'
    row = {"id": f"x{ESC}[31m", "c_code": loud, "tests": [{"stdin": "", "stdout": f"{ESC}[2Jgone\n"}]}
    dataset = write_lines(tmp_path / "d.jsonl", [row])
    quiet = compile_c(loud.replace("gone", "here"))
    lines = [
        {"id": row["id"], "text": quiet},
        {"id": row["id"], "text": f'\t.error "{ESC}[2J"\n\tbad{ESC}[2J %eax\n'},
        {"id": f"y{ESC}[2J", "text": ""},
    ]
    result = call("score", "--dataset", dataset, "--candidates", write_lines(tmp_path / "c.jsonl", lines))
    assert "wrong_output" in result.stdout
    assert "assemble_error" in result.stdout
    assert r"\x1b[2Jhere" in result.stdout.replace(r"\033", r"\x1b")
    assert r"y\x1b[2J: error" in result.stdout
    assert ESC not in result.stdout + result.stderr
    agent_file(tmp_path, f'raise ValueError("{ESC}[2J")')
    result = call("evaluate", "--agent", "my_agent:Mine", "--dataset", dataset, "--output", "out")
    assert "ValueError" in result.stderr
    assert ESC not in result.stdout + result.stderr


def test_names_that_look_like_markup_are_printed_as_they_are(call, tmp_path):
    """Brackets and colons in ids and folders are no instructions to the printer."""
    row = problem(1, id="[red]add[/red]:smile:")
    dataset = write_lines(tmp_path / "d.jsonl", [row])
    folder = tmp_path / "[bold]" / ("long" * 40)
    result = call("evaluate", "--agent", "o3", "--dataset", dataset, "--output", folder, "--layouts", 1)
    assert f"results: {folder}/results.jsonl" in result.stdout.splitlines()
    assert "[red]add[/red]:smile:" in call("dataset", "list", dataset).stdout


def test_a_reader_that_goes_away_gets_no_traceback(tiny, tmp_path):
    """`| head -1` ends the command without a word."""
    lines = [{"id": "add1", "text": f"bad{k}"} for k in range(60)]
    candidates = write_lines(tmp_path / "c.jsonl", lines)
    script = f'"{sys.executable}" -m asm_gym score --json --dataset "{tiny}" --candidates "{candidates}" | head -1'
    result = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert json.loads(result.stdout)["verdict"] == "assemble_error"
    assert result.stderr == ""


# -------------------------------------------------------------------------------------------------------- evaluate


def test_copying_the_baseline_is_all_copies_at_one_beside_a_null_row(tiny, tmp_path):
    """`--agent o3` gains nothing on any problem, and equal-speed code that is no copy stands under it."""
    result = run("evaluate", "--agent", "o3", "--dataset", tiny, "--output", "out", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    own = next(i for i, line in enumerate(lines) if "│ o3 " in line)
    null = next(i for i, line in enumerate(lines) if "│ null " in line)
    assert null == own + 1
    cells = [cell.strip() for cell in lines[own].strip("│").split("│")]
    assert cells == ["o3", "3", *["100%"] * 3, *["1.00"] * 5, "0%", "3", "1.00", "1.00"]
    assert [cell.strip() for cell in lines[null].split("│")][5] == "0%"
    rows = rows_of(tmp_path / "out")
    assert [row["kind"] for row in rows] == ["candidate", "null"] * 3
    assert sorted((row["problem_id"], row["kind"]) for row in rows) == [
        (f"add{k}", kind) for k in (1, 2, 3) for kind in ("candidate", "null")
    ]
    assert all(list(row) == ["kind", *KEYS, "attempts", "text"] for row in rows)
    assert all((row["speedup"], row["is_copy"]) == (1.0, True) for row in rows if row["kind"] == "candidate")
    assert all(not row["is_copy"] and row["verdict"] == "passed" for row in rows if row["kind"] == "null")
    facts = json.loads((tmp_path / "out" / "run.json").read_text())
    assert facts["settings"]["layouts"] == 3
    assert {"version", "cpu", "tools", "started"} <= set(facts)
    assert sorted(facts["problems"]) == ["add1", "add2", "add3"]
    assert all(row["text"].endswith(NULL_SUFFIX) for row in rows if row["kind"] == "null")


def test_results_go_to_a_new_folder_unless_told(call, tiny, tmp_path):
    """Without --output there is one folder per run below results/."""
    result = call("evaluate", "--agent", "o3", "--dataset", tiny, "--limit", 1, "--layouts", 1)
    (folder,) = (tmp_path / "results").iterdir()
    assert folder.name.startswith("o3-2")
    assert f"results: {folder}/results.jsonl" in result.stdout
    assert len(rows_of(folder)) == 2


def test_the_native_compiler_is_an_agent(call, tiny, tmp_path):
    """`--agent native` answers with right programs."""
    arguments = ["--agent", "native", "--dataset", tiny, "--output", "out", "--layouts", 1]
    assert call("evaluate", *arguments).returncode == 0
    assert [row["verdict"] for row in rows_of(tmp_path / "out")] == ["passed"] * 6


def test_the_baseline_agent_does_not_need_to_see_the_assembly(call, tiny, tmp_path):
    """`o3` compiles for itself where observations have no assembly."""
    arguments = ["--agent", "o3", "--dataset", tiny, "--output", "out", "--layouts", 1, "--no-show-assembly"]
    assert call("evaluate", *arguments).returncode == 0
    assert all(row["is_copy"] for row in rows_of(tmp_path / "out") if row["kind"] == "candidate")


def test_an_agent_of_the_current_folder_is_found(tiny, tmp_path):
    """`module:attr` needs no installation, only the right folder."""
    agent_file(tmp_path, 'return [one["assembly"] for one in observations]')
    arguments = ["--agent", "my_agent:Mine", "--dataset", tiny, "--limit", 1, "--output", "out", "--layouts", 1]
    result = run("evaluate", *arguments, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "my_agent:Mine" in result.stdout
    assert rows_of(tmp_path / "out")[0]["is_copy"]


@pytest.mark.parametrize(
    ("attribute", "part"),
    [
        ("nothing", "has no attribute 'nothing'"),
        ("mad", "Did you mean 'made'?"),
        ("text", "is str without a method act"),
        ("function", "is function without a method act"),
        ("Silent", "is Silent without a method act"),
        ("Needs", "missing 1 required positional argument"),
        ("Fails", "raised KeyError: 'weights' (line 7 of "),
    ],
)
def test_an_object_that_is_no_agent_is_one_clear_line(call, tmp_path, attribute, part):
    """Missing names, other objects and constructors that fail are told apart."""
    (tmp_path / "my_agent.py").write_text(
        "text = 'x'\nclass Silent: pass\nclass Needs:\n    def __init__(self, size): pass\n"
        "class Fails:\n    def __init__(self):\n        {}['weights']\ndef function(): pass\n"
        "class Made:\n    def act(self, observations): return []\nmade = Made()\n"
    )
    result = call("evaluate", "--agent", f"my_agent:{attribute}", "--output", "out")
    one_clear_error(result, f"my_agent:{attribute}", part)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "part"),
    [("def (", "SyntaxError"), ("import not_there", "not_there"), ("1 / 0", "ZeroDivisionError")],
)
def test_a_module_that_does_not_load_is_one_clear_line(call, tmp_path, text, part):
    """The reason is the module's own."""
    (tmp_path / "my_agent.py").write_text(text)
    one_clear_error(call("evaluate", "--agent", "my_agent:Mine"), "my_agent", part)


ASK_ONCE = """
with open("asked", "a") as file:
    file.write(observations[0]["c_source"].split(" + ")[1][0])
if " + 2)" in observations[0]["c_source"] and not Path("again").exists():
    results = Path("out/results.jsonl")
    while not results.exists() or results.read_text().count("\\n") < 2:
        time.sleep(0.01)
    {stop}
return [observations[0]["assembly"]]
"""


@pytest.mark.parametrize(
    ("stop", "status"), [("raise KeyboardInterrupt", 130), ("os.kill(os.getpid(), 9)", -9)], ids=["ctrl-c", "kill"]
)
def test_a_run_that_ends_early_resumes_where_it_was(tiny, tmp_path, stop, status):
    """Finished problems are in the file and are not asked again; a line that was cut off is written anew."""
    agent_file(tmp_path, ASK_ONCE.format(stop=stop))
    arguments = ["evaluate", "--agent", "my_agent:Mine", "--dataset", tiny, "--output", "out", "--num-envs", 1]
    first = run(*arguments, "--layouts", 1, cwd=tmp_path)
    assert first.returncode == status
    assert "Traceback" not in first.stderr
    assert [row["problem_id"] for row in rows_of(tmp_path / "out")] == ["add1", "add1"]
    if status == 130:
        out = tmp_path / "out"
        assert f"1 problems are in {out}/results.jsonl; the same command with --output {out} resumes it" in first.stderr
    finished = (tmp_path / "out" / "results.jsonl").read_text()
    with (tmp_path / "out" / "results.jsonl").open("a") as file:
        file.write('{"kind": "candidate", "problem_id": "ad')
    (tmp_path / "asked").write_text("")
    (tmp_path / "again").write_text("")
    second = run(*arguments, "--layouts", 1, cwd=tmp_path)
    assert second.returncode == 0, second.stderr
    assert (tmp_path / "asked").read_text() == "23"
    assert (tmp_path / "out" / "results.jsonl").read_text().startswith(finished)
    assert [row["problem_id"] for row in rows_of(tmp_path / "out")] == [f"add{k}" for k in (1, 1, 2, 2, 3, 3)]
    assert re.search(r"my_agent:Mine +│ 3 │", second.stdout)


def test_results_are_written_after_every_problem(call, tiny, tmp_path):
    """When the agent is asked about the third problem, the first one's lines are in the file."""
    body = """
path = Path("out/results.jsonl")
with open("seen", "a") as file:
    file.write(f"{len(path.read_text().splitlines()) if path.exists() else 0} ")
return [observations[0]["assembly"]]
"""
    agent_file(tmp_path, body)
    arguments = ["--dataset", tiny, "--output", "out", "--num-envs", 1, "--layouts", 1]
    assert call("evaluate", "--agent", "my_agent:Mine", *arguments).returncode == 0
    first, _, third = map(int, (tmp_path / "seen").read_text().split())
    assert first == 0
    assert third >= 2


def test_results_of_other_settings_are_refused(call, tiny, tmp_path):
    """One folder holds one run; the line names what differs, and the results stay as they are."""
    arguments = ["evaluate", "--agent", "o3", "--dataset", tiny, "--output", "out", "--layouts", 1, "--limit", 1]
    assert call(*arguments).returncode == 0
    before = (tmp_path / "out" / "results.jsonl").read_bytes()
    one_clear_error(call(*arguments, "--seed", 1, "--min-signal", 0), "other settings (min_signal, seed)", "--output")
    assert (tmp_path / "out" / "results.jsonl").read_bytes() == before
    assert call(*arguments, "--num-envs", 2).returncode == 0


def test_a_folder_that_cannot_be_written_is_one_clear_line(call, tmp_path):
    """A file in the way is named, with the way out."""
    (tmp_path / "file").write_text("")
    one_clear_error(call("evaluate", "--agent", "o3", "--output", "file/out"), "file/out", "another --output")


def test_the_best_attempt_is_measured_afresh(call, tiny, tmp_path, monkeypatch):
    """Of three attempts the passing one is kept, and scored again with another seed and the hidden tests."""
    more = f"import itertools\ncount = itertools.count()\nSUFFIX = {NULL_SUFFIX!r}\n"
    agent_file(tmp_path, 'return ["bad", observations[0]["assembly"] + SUFFIX, "worse"][next(count) :][:1]', more=more)
    calls = []
    real = Evaluator.evaluate

    def spy(self, problem, assembly, **options):
        calls.append((assembly, options["seed"], options.get("hidden", False)))
        return real(self, problem, assembly, **options)

    monkeypatch.setattr(Evaluator, "evaluate", spy)
    arguments = ["--attempts", 3, "--dataset", tiny, "--limit", 1, "--output", "out", "--layouts", 1]
    assert call("evaluate", "--agent", "my_agent:Mine", *arguments).returncode == 0
    own, _ = rows_of(tmp_path / "out")
    assert own["attempts"] == ["assemble_error", "passed", "assemble_error"]
    assert (own["verdict"], own["is_copy"]) == ("passed", False)
    assert own["text"].endswith(NULL_SUFFIX)
    fresh = calls[3]
    assert (fresh[0], fresh[2]) == (own["text"], True)
    assert fresh[1] not in {seed for _, seed, _ in calls[:3]}
    assert len(calls) == 5


def test_later_turns_see_what_became_of_earlier_ones(call, tiny, tmp_path):
    """With --max-turns the second observation has feedback, the first and the next problem's have none."""
    body = """
with open("seen-" + observations[0]["c_source"].split(" + ")[1][0], "a") as file:
    file.write(observations[0]["feedback"].partition(":")[0] + ";")
return ["bad"]
"""
    agent_file(tmp_path, body)
    arguments = ["--max-turns", 2, "--dataset", tiny, "--limit", 2, "--output", "out", "--layouts", 1, "--num-envs", 1]
    assert call("evaluate", "--agent", "my_agent:Mine", *arguments).returncode == 0
    assert [(tmp_path / f"seen-{k}").read_text() for k in (1, 2)] == [";assemble_error;"] * 2


def test_a_fault_of_the_agent_costs_its_problem_only(call, tiny, tmp_path):
    """Other problems are scored and kept, one line says where it happened, and a second run tries it again."""
    good = 'return [observations[0]["assembly"]]'
    agent_file(tmp_path, f'if " + 2)" in observations[0]["c_source"]:\n    {{}}["missing"]\n{good}')
    arguments = ["evaluate", "--agent", "my_agent:Mine", "--dataset", tiny, "--output", "out", "--layouts", 1]
    result = call(*arguments)
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    where = f"line 8 of {tmp_path / 'my_agent.py'}"
    assert line == f"error: add2: agent 'my_agent:Mine' raised KeyError: 'missing' ({where}); correct it"
    assert sorted(one["problem_id"] for one in rows_of(tmp_path / "out")) == ["add1", "add1", "add3", "add3"]
    assert re.search(r"my_agent:Mine +│ 2 │", result.stdout)
    agent_file(tmp_path, good)
    sys.modules.pop("my_agent")
    shutil.rmtree(tmp_path / "__pycache__", ignore_errors=True)
    assert call(*arguments).returncode == 0
    assert len(rows_of(tmp_path / "out")) == 6


@pytest.mark.parametrize("answer", ["[]", "None", "'text'", "'t'", "['a', 'b']", "[1]", "iter(['a'])"])
def test_an_answer_of_the_wrong_kind_is_one_clear_line(call, tiny, tmp_path, answer):
    """One text per observation in a list is wanted; anything else is named."""
    agent_file(tmp_path, f"return {answer}")
    arguments = ["--dataset", tiny, "--limit", 1, "--output", "out", "--layouts", 1]
    result = call("evaluate", "--agent", "my_agent:Mine", *arguments)
    one_clear_error(result, "add1: agent 'my_agent:Mine' answered", "a list with a text for each")
    assert rows_of(tmp_path / "out") == []


def test_faults_that_differ_in_an_address_are_one(call, tiny, tmp_path):
    """What an object is called by default has where it lies."""
    agent_file(tmp_path, "self.kept = [*getattr(self, 'kept', []), object()]\nraise ValueError(str(self.kept[-1]))")
    result = call("evaluate", "--agent", "my_agent:Mine", "--dataset", tiny, "--output", "out", "--layouts", 1)
    one_clear_error(result, "ValueError: <object object at 0x…>")


def test_why_candidates_failed_is_told_in_a_line_for_each_verdict(call, tiny, tmp_path):
    """How many and the first message; a table alone says 0 %."""
    text = "'nonsense' if ' + 2)' in one['c_source'] else '.globl _start\\n_start: call missing\\n'"
    agent_file(tmp_path, f"return [{text} for one in observations]")
    result = call("evaluate", "--agent", "my_agent:Mine", "--dataset", tiny, "--output", "out", "--layouts", 1)
    first, second = [line for line in result.stdout.splitlines() if " failed with " in line]
    assert first.startswith("2 failed with link_error, add1 first: ")
    assert second.startswith("1 failed with assemble_error, add2 first: ")
    assert "nonsense" in second


def test_an_agent_gets_arguments_and_says_how_often_and_how_many(call, tiny, tmp_path):
    """--agent-arg reaches the class; its wishes for tries and batches hold unless --attempts says otherwise."""
    (tmp_path / "my_agent.py").write_text(
        "from pathlib import Path\n\nclass Mine:\n"
        "    def __init__(self, tag, attempts, token):\n"
        "        self.tag, self.attempts, self.batch_size = tag, attempts, 3\n\n"
        "    def act(self, observations):\n"
        "        with open('seen', 'a') as file:\n"
        "            file.write(f'{self.tag}{len(observations)} ')\n"
        "        return [one['assembly'] for one in observations]\n"
    )
    arguments = ["evaluate", "--agent", "my_agent:Mine", "--agent-arg", "tag=x", "--agent-arg", "attempts=2"]
    arguments += ["--agent-arg", "token=hush", "--dataset", tiny, "--layouts", 1]
    assert call(*arguments, "--output", "out").returncode == 0
    assert (tmp_path / "seen").read_text() == "x3 x3 "
    assert [len(one["attempts"]) for one in rows_of(tmp_path / "out")] == [2, 0] * 3
    settings = json.loads((tmp_path / "out" / "run.json").read_text())["settings"]
    assert settings["agent_args"] == {"tag": "x", "attempts": 2, "token": "(not recorded)"}
    assert settings["attempts"] == 2
    one_clear_error(call(*arguments, "--attempts", 1, "--output", "out"), "other settings (attempts)")
    assert call(*arguments, "--attempts", 1, "--output", "once").returncode == 0
    assert [len(one["attempts"]) for one in rows_of(tmp_path / "once")] == [1, 0] * 3


def test_what_an_agent_used_is_printed(call, tiny, tmp_path):
    """Tokens of a language model cost money."""
    agent_file(tmp_path, "self.usage = 'many\\x1b tokens'\nreturn [one['assembly'] for one in observations]")
    result = call("evaluate", "--agent", "my_agent:Mine", "--dataset", tiny, "--limit", 1, "--output", "out")
    assert "my_agent:Mine, since it was started: many\\x1b tokens\n" in result.stdout


def test_a_run_over_no_problem_is_refused(call, tiny, tmp_path):
    """It would end well and say nothing."""
    rows = [json.loads(line) | {"timeable": False} for line in Path(tiny).read_text().splitlines()]
    (tmp_path / "brief.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = call("evaluate", "--agent", "o3", "--dataset", "brief.jsonl", "--no-include-untimeable", "--output", "out")
    one_clear_error(result, "all 3 problems are marked as too brief", "--no-include-untimeable")


def test_a_fault_at_every_problem_is_one_line(call, tiny, tmp_path):
    """It names the agent once and the problems that it cost."""
    agent_file(tmp_path, "return b'text'")
    result = call("evaluate", "--agent", "my_agent:Mine", "--dataset", tiny, "--output", "out", "--layouts", 1)
    one_clear_error(result, "agent 'my_agent:Mine' answered", "b'text'")
    names, _, _ = result.stderr.removeprefix("error: ").partition(": ")
    assert sorted(names.split(", ")) == ["add1", "add2", "add3"]


HANG = """
import threading
if " + 2)" in observations[0]["c_source"] and not Path("again").exists():
    threading.Event().wait(600)
return [observations[0]["assembly"]]
"""


def test_an_agent_that_hangs_is_given_up_and_the_run_resumes(tiny, tmp_path):
    """One line names it, what was done is kept, the process ends, and the same command goes on."""
    agent_file(tmp_path, HANG)
    arguments = ["evaluate", "--agent", "my_agent:Mine", "--dataset", tiny, "--output", "out", "--layouts", 1]
    first = run(*arguments, "--num-envs", 1, "--act-timeout-s", 5, cwd=tmp_path)
    assert first.returncode == 2
    (line,) = first.stderr.splitlines()
    assert line.startswith("error: agent 'my_agent:Mine' did not answer within 5 s; ")
    out = tmp_path / "out"
    assert f"1 problems are in {out}/results.jsonl; the same command with --output {out} resumes it" in line
    assert re.search(r"my_agent:Mine +│ 1 │", first.stdout)
    assert "2 of 3 problems have no result and do not count" in first.stdout
    (tmp_path / "again").write_text("")
    second = run(*arguments, cwd=tmp_path)
    assert second.returncode == 0, second.stderr
    assert re.search(r"my_agent:Mine +│ 3 │", second.stdout)


def test_an_agent_that_lets_nothing_else_run_ends_the_process(tiny, tmp_path):
    """One line names it, nothing else is printed, and what was finished is kept."""
    agent_file(tmp_path, ASK_ONCE.format(stop='re.match(r"(a+)+$", "a" * 40 + "b")'), more="import re")
    arguments = ["evaluate", "--agent", "my_agent:Mine", "--dataset", tiny, "--output", "out", "--layouts", 1]
    result = run(*arguments, "--num-envs", 1, "--act-timeout-s", 3, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("error: agent 'my_agent:Mine' did not answer within 3 s and lets nothing else run")
    assert [row["problem_id"] for row in rows_of(tmp_path / "out")] == ["add1", "add1"]


def test_an_agent_that_changes_the_folder_takes_no_results_with_it(call, tiny, tmp_path):
    """A relative --output is one of the folder where the command was started."""
    (tmp_path / "elsewhere").mkdir()
    agent_file(tmp_path, "os.chdir('elsewhere' if Path('elsewhere').exists() else '.')\nraise ValueError")
    agent_file(
        tmp_path, "return [one['assembly'] for one in observations]", more=f"os.chdir({str(tmp_path / 'elsewhere')!r})"
    )
    arguments = ["--dataset", tiny, "--limit", 1, "--output", "out", "--layouts", 1]
    result = call("evaluate", "--agent", "my_agent:Mine", *arguments)
    assert result.returncode == 0, result.stderr
    assert len(rows_of(tmp_path / "out")) == 2


def test_a_batch_that_is_asked_about_again_is_told(call, tiny, tmp_path):
    """One bad text of three costs two more questions, which may cost money."""
    agent_file(tmp_path, "return [None if ' + 2)' in one['c_source'] else one['assembly'] for one in observations]")
    with (tmp_path / "my_agent.py").open("a") as file:
        file.write("    batch_size = 3\n")
    result = call("evaluate", "--agent", "my_agent:Mine", "--dataset", tiny, "--output", "out", "--layouts", 1)
    warning, error = result.stderr.splitlines()
    assert warning.startswith("warning: 3 problems were asked about once more, one at a time, because a batch failed: ")
    assert "agent 'my_agent:Mine' answered" in warning
    assert error.startswith("error: add2: ")


def test_agents_are_asked_one_at_a_time(call, tiny, monkeypatch):
    """Evaluations overlap, but no agent has to be thread-safe."""
    inside, most = [], []
    together = threading.Event()

    class Mine:
        def act(self, observations):
            inside.append(1)
            most.append(len(inside))
            together.wait(0.1)
            inside.pop()
            return [one["assembly"] for one in observations]

    monkeypatch.setitem(sys.modules, "some_agents", SimpleNamespace(Mine=Mine))
    arguments = ["--dataset", tiny, "--output", "out", "--layouts", 1, "--num-envs", 3]
    assert call("evaluate", "--agent", "some_agents:Mine", *arguments).returncode == 0
    assert most == [1, 1, 1]


@pytest.mark.parametrize(("body", "part"), [("return 1 / 0", "ZeroDivisionError"), ("return float('nan')", "finite")])
def test_a_fault_of_the_reward_is_one_error_per_line(call, tiny, tmp_path, baselines, body, part):
    """A reward function of the user's that fails is named with its line, and the status is 2."""
    (tmp_path / "my_agent.py").write_text(f"def pay(evaluation):\n    {body}\n")
    candidates = write_lines(tmp_path / "c.jsonl", [{"id": "add1", "text": baselines["add1"]}] * 2)
    result = call("score", "--dataset", tiny, "--candidates", candidates, "--reward", "my_agent:pay", "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [list(one) for one in rows] == [["problem_id", "error"]] * 2
    assert part in rows[0]["error"]
    assert "pay" in rows[0]["error"]
    assert result.returncode == 2


def test_a_bad_problem_costs_its_row_only(call, tmp_path):
    """A program that does not compile is reported beside the results of the others."""
    dataset = write_lines(tmp_path / "d.jsonl", [problem(1, c_code="int main(void) { return oops; }"), problem(2)])
    result = call("evaluate", "--agent", "o3", "--dataset", dataset, "--output", "out", "--layouts", 1)
    assert result.returncode == 2
    assert "error: add1: problem add1: " in result.stderr
    assert [one["problem_id"] for one in rows_of(tmp_path / "out")] == ["add2", "add2"]


# ---------------------------------------------------------------------------------------------- compare and report


def results_in(folder, speedups, *, cpu=None, **settings):
    """A folder with a run that found these speedups on p0, p1, …"""
    problems = {f"p{number}": "digest" for number in range(len(speedups))}
    results = ResultsFile(folder, {"agent": "mine", "dataset": "d", "metric": "cpu_time"} | settings, problems=problems)
    for name, speedup in zip(problems, speedups, strict=True):
        rows = [
            Row(kind, timed(x, problem_id=name), f"{kind}{NULL_SUFFIX}")
            for kind, x in (("candidate", speedup), ("null", 1))
        ]
        results.append(rows)
    if cpu:
        about = folder / "run.json"
        about.write_text(json.dumps(json.loads(about.read_text()) | {"cpu": cpu}))


def test_two_runs_are_compared(call, tmp_path):
    """Means, ratio with interval, the problems that differ for real and those that only one has."""
    results_in(tmp_path / "a", [1.0, 2.0, 1.0, 1.0, 5.0])
    results_in(tmp_path / "b", [1.2, 2.4, 1.2, 1.2], agent="other")
    result = call("evaluate", "--compare", "a", "b")
    assert (result.returncode, result.stderr) == (0, "")
    assert re.search(r"│ A │ mine +│ a +│ +1\.189 │", result.stdout)
    assert re.search(r"│ B │ other +│ b +│ +1\.427 │", result.stdout)
    assert "B / A: 1.200, 95 % 1.200 to 1.200 (paired bootstrap over problems): B is faster" in result.stdout
    assert "4 problems differ for real" in result.stdout
    assert re.search(r"│ p1 +│ 2\.000 │ 1\.980 to 2\.020 │ 2\.400 │", result.stdout)
    assert "1 problems are in a only" in result.stdout


def test_a_run_compared_with_itself_shows_no_difference(call, tmp_path):
    """One warning for each setting that changes how is measured, and no winner."""
    for folder, layouts in (("a", 1), ("b", 3)):
        results_in(tmp_path / folder, [1.0, 2.0, 0.5], layouts=layouts)
    about = tmp_path / "b" / "run.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | {"version": "9"}))
    result = call("evaluate", "--compare", "a", "b")
    assert "no difference is proven" in result.stdout
    assert "differ for real" not in result.stdout
    said = [line.removeprefix("warning: the runs were measured differently, ") for line in result.stderr.splitlines()]
    assert said == ["layouts: 1 and 3", "version:  and 9"]


def test_how_often_either_run_could_try_is_told(call, tmp_path):
    """More tries find more; it is a note, and the runs are compared."""
    for folder, attempts in (("a", 1), ("b", 4)):
        results_in(tmp_path / folder, [1.0, 2.0], attempts=attempts, max_turns=attempts + 1)
    result = call("evaluate", "--compare", "a", "b")
    note = "note: one run could try more often than the other, "
    said = [line.removeprefix(note) for line in result.stderr.splitlines()]
    assert said == ["attempts: 1 and 4", "max_turns: 2 and 5"]
    assert "no difference is proven" in result.stdout


def test_runs_of_other_machines_are_not_compared(call, tmp_path):
    """One line of warning instead of figures that mean nothing; it is no error."""
    results_in(tmp_path / "a", [1.0])
    results_in(tmp_path / "b", [2.0], cpu="another \x1b[2J")
    result = call("evaluate", "--compare", "a", "b")
    assert (result.returncode, result.stdout) == (0, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("warning: a and b are not compared: they are from other machines (")
    assert ESC not in line


def test_a_run_becomes_a_page(call, tmp_path):
    """report.html lies in the folder unless told; a place that cannot be written is one clear line."""
    results_in(tmp_path / "a", [1.0, 2.0])
    before = (tmp_path / "a" / "results.jsonl").read_bytes()
    assert call("report", "a").stdout == "report: a/report.html\n"
    assert "p1" in (tmp_path / "a" / "report.html").read_text()
    assert call("report", "a", "--output", "page.html").returncode == 0
    assert (tmp_path / "page.html").read_bytes() == (tmp_path / "a" / "report.html").read_bytes()
    assert (tmp_path / "a" / "results.jsonl").read_bytes() == before
    one_clear_error(call("report", "a", "--output", "no/page.html"), "cannot write no/page.html", "another --output")


# ---------------------------------------------------------------------------------------------------------- doctor


def test_doctor_prints_json(call, monkeypatch):
    """The diagnosis of this machine is valid JSON with its three keys, and the machine is usable."""
    monkeypatch.setattr(doctor, "_NULL_PROBLEMS", ("heap_sort",))
    monkeypatch.setattr(doctor, "_NULL_REPEATS", 1)
    result = call("doctor", "--json")
    data = json.loads(result.stdout)
    assert list(data) == ["usable", "findings", "null_test"]
    assert data["usable"] is True
    assert {"gcc", "as", "ld", "sandbox", "timing quality"} <= {one["name"] for one in data["findings"]}
    assert data["null_test"]["measurements"] == 1
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.slow
def test_doctor_works_as_a_user_starts_it(tmp_path):
    """The whole examination ends with the status 0 and says what it found."""
    result = run("doctor", cwd=tmp_path)
    assert result.returncode == 0
    assert "timing quality" in result.stdout


def test_doctor_without_a_compiler_says_so(tmp_path):
    """The fault is a finding in valid JSON, and the status is 2."""
    result = run("doctor", "--json", cwd=tmp_path, PATH=str(tmp_path))
    data = json.loads(result.stdout)
    assert (result.returncode, data["usable"], data["null_test"]) == (2, False, None)
    assert "was not found on the PATH" in data["findings"][-1]["value"]


@pytest.mark.parametrize(("level", "status"), [(Level.OK, 0), (Level.WARNING, 0), (Level.ERROR, 2)])
def test_doctor_tells_findings_and_advice(call, monkeypatch, level, status):
    """Each finding is a row; only an error makes the command fail."""
    diagnosis = Diagnosis((Finding("[b]thing[/b]", level, "value [x]", "do [this]"),), None)
    monkeypatch.setattr(command, "examine", lambda _: diagnosis)
    result = call("doctor")
    for part in ("[b]thing[/b]", level.value, "value [x]", "do [this]"):
        assert part in result.stdout
    assert result.returncode == status


# --------------------------------------------------------------------------------------------------------- dataset


def test_the_problems_of_a_dataset_are_listed(call, tmp_path):
    """Each has a row with its number of tests and its split; a split narrows the list."""
    rows = [problem(1, split="train"), problem(2, split="test"), problem(3)]
    dataset = write_lines(tmp_path / "d.jsonl", rows)
    lines = call("dataset", "list", dataset).stdout.splitlines()
    shown = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines if "│ add" in line]
    assert [(one[0], one[4], one[5]) for one in shown] == [
        ("add1", "3", "train"), ("add2", "3", "test"), ("add3", "3", "all")
    ]  # fmt: skip
    train = call("dataset", "list", dataset, "--split", "train").stdout
    assert re.findall(r"add\d", train) == ["add1", "add3"]


def test_the_bundled_problems_are_listed_by_default(call):
    """Every bundled problem is there, on a line of its own."""
    listed = call("dataset", "list").stdout
    assert [one.id for one in load("bundled") if not re.search(rf"│ {one.id} ", listed)] == []


def test_a_problem_is_shown_without_its_escapes(call, tmp_path, baselines):
    """The C code is printed as it is, tabs too, control characters aside; --assembly adds the baseline."""
    source = SOURCE.format(1) + f"/*\t{ESC}[2J */\n" + f'__asm__("# {ESC}[2J");\n'
    dataset = write_lines(tmp_path / "d.jsonl", [problem(1, c_code=source, license="MIT")])
    plain = call("dataset", "show", "add1", dataset, "--no-measure")
    assert plain.stdout.startswith("id: add1\nlicense: MIT\n\n#include <stdio.h>\nint main(void)")
    assert "/*\t\\x1b[2J */" in plain.stdout
    full = call("dataset", "show", "add1", dataset, "--assembly", "--no-measure")
    assert "\nmain:\n" in full.stdout
    assert "\nmain:\n" not in plain.stdout
    assert ESC not in plain.stdout + full.stdout


def test_validate_tells_good_problems_from_bad_ones(call, tmp_path):
    """One problem whose tests lie makes the status 1; the good one alone gives 0."""
    lying = problem(2, tests=[{"stdin": "1\n", "stdout": "9\n"}, {"stdin": "2\n", "stdout": "9\n"}])
    dataset = write_lines(tmp_path / "d.jsonl", [problem(1), lying])
    result = call("dataset", "validate", dataset)
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert "add1: ok" in lines
    assert "add2: FAILED" in lines
    assert any(line.startswith("  FAIL ") for line in lines[lines.index("add2: FAILED") :])
    assert lines[-1] == "1 of 2 problems are valid"
    alone = call("dataset", "validate", dataset, "--problem", "add1")
    assert alone.returncode == 0
    assert alone.stdout.splitlines()[-1] == "1 of 1 problems are valid"


def test_show_measures_what_the_clock_can_tell(call, tmp_path):
    """One problem: its time, start-up, null interval and rebuilds; all: a row for each, and a broken one is named."""
    dataset = write_lines(tmp_path / "d.jsonl", [problem(1), problem(2, c_code="int main("), problem(3)])
    one = call("dataset", "show", "add1", dataset)
    assert one.returncode == 0
    (row,) = [line for line in one.stdout.splitlines() if line.startswith("│ add1")]
    _, time, start_up, null, timeable, _, _ = [cell.strip() for cell in row.split("│")[1:-1]]
    assert re.fullmatch(r"\d+\.\d ms", time)
    assert 10 < float(start_up.removesuffix("%")) <= 100
    assert (null, timeable) == ("not timed", "no")
    assert "  gcc -O3 -march=native: " in one.stdout
    every = call("dataset", "show", "all", dataset, "--no-rebuilds")
    assert every.returncode == 2
    assert re.findall(r"│ (add\d) ", every.stdout) == ["add1", "add3"]
    assert "0 of 2 timeable; share of process start-up" in every.stdout
    assert "error: add2: " in every.stderr


def test_import_of_jsonl_vets_and_adds_hidden_tests(call, tmp_path):
    """A dataset of one's own is vetted like a stranger's; the same command again changes nothing."""
    pytest.importorskip("datasketch")
    lying = problem(2, c_code=SOURCE.format(2).replace("+ 2", "- 2"))
    dataset = write_lines(tmp_path / "d.jsonl", [problem(1), lying, {"id": "odd"}])
    command_line = ["dataset", "import", "jsonl", dataset, "--output", "out.jsonl", "--fresh", 4]
    result = call(*command_line)
    assert result.returncode == 0
    assert result.stdout.splitlines()[0] == "1 problems in out.jsonl"
    assert "  malformed: 1" in result.stdout
    assert "  wrong_output: 1" in result.stdout
    before = (tmp_path / "out.jsonl").read_bytes()
    (kept,) = load(tmp_path / "out.jsonl")
    assert (kept.id, len(kept.hidden_tests), kept.timeable) == ("add1", 4, False)
    assert call(*command_line).stdout == result.stdout
    assert (tmp_path / "out.jsonl").read_bytes() == before
    one_clear_error(call(*command_line[:-1], 5), "other settings (fresh)", "another --output")


BRANCHES = """#include <stdio.h>
int main(void) {
    int value = 0;
    scanf("%d", &value);
    while (value > 9) value = value / 10 + value % 10;
    puts(value % 3 == 0 ? "0" : value % 3 == 1 ? "1" : "2");
    return 0;
}
"""


def test_import_of_parquet_tells_whose_assembly_it_is(call, tmp_path):
    """The paper's rows are imported with their split; rows whose baseline is -O0 are counted and marked."""
    pytest.importorskip("datasketch")
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = []
    for number, level in enumerate(("-O0", "-O3")):
        code = (BRANCHES, SOURCE.format(2))[number]
        info = {"c_code": code, "inputs": ["1\n"], "outputs": ["1\n", "3\n"][number : number + 1], "split": "val"}
        info["unoptimized_assembly"] = compile_c(code, (level,))
        rows.append({"data_source": "val", "extra_info": info})
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "rows.parquet")
    result = call("dataset", "import", "supercoder", "rows.parquet", "--output", "out.jsonl", "--fresh", 0)
    assert result.returncode == 0, result.stderr
    assert "  the row's assembly is local -O0: 1" in result.stdout
    assert "  the row's assembly is local -O3: 1" in result.stdout
    assert [one.split for one in load(tmp_path / "out.jsonl")] == ["val", "val"]
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [line["row_assembly"] for line in lines] == ["local -O0", "local -O3"]


def test_import_of_what_is_no_collection(call, tmp_path):
    """A folder without metadata, a file that is no parquet and one that is missing are one clear line each."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.parquet").write_text("x")
    for arguments, part in (
        (["codenet", "folder"], "metadata/pXXXXX.csv"),
        (["supercoder", "a.parquet"], "cannot be read as parquet"),
        (["jsonl", "missing.jsonl"], "missing.jsonl"),
    ):
        one_clear_error(call("dataset", "import", *arguments, "--output", f"{arguments[0]}.jsonl"), part)


def test_problems_that_are_too_brief_can_be_left_out(call, tmp_path):
    """They are evaluated unless --no-include-untimeable is given."""
    dataset = write_lines(tmp_path / "d.jsonl", [problem(1), problem(2, timeable=False)])
    arguments = ["evaluate", "--agent", "o3", "--dataset", dataset, "--layouts", 1, "--output"]
    assert call(*arguments, "all").returncode == 0
    assert call(*arguments, "some", "--no-include-untimeable").returncode == 0
    ids = [{row["problem_id"] for row in rows_of(tmp_path / folder)} for folder in ("all", "some")]
    assert ids == [{"add1", "add2"}, {"add1"}]
