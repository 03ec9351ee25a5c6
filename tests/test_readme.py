"""What the README tells a stranger to type."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
AGENTS = re.search(r"^## Agents\n.*?(?=^## )", README, re.DOTALL | re.MULTILINE)[0]


def test_the_examples_run():
    """The Python examples run one after the other: a pass that is proven to be faster, a vector step, a reward."""
    blocks = re.findall(r"```python\n(.*?)```", README.replace(AGENTS, ""), re.DOTALL)
    assert len(blocks) == 3
    code = "\n".join(blocks) + "\nprint(score(['popcount_sum'], [candidate]))\n"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    one = re.search(r"^passed .*$", done.stdout, re.MULTILINE)
    verdict, _, low, high, reward = one[0].split()
    after = done.stdout[one.end() :]

    assert verdict == "passed"
    assert 1 < float(low) <= float(high)
    assert float(reward) > 0
    assert after.count("'passed'") == 8
    assert float(after.splitlines()[-1].strip("[]")) > 0


def test_the_agent_of_the_readme_runs_everywhere(tmp_path):
    """The same object under gym.make_vec, gym.make and the command."""
    agent, play = re.findall(r"```python\n(.*?)```", AGENTS, re.DOTALL)
    (tmp_path / "unroller.py").write_text(agent)
    single = re.search(r'gym\.make\("AsmOpt-v0", max_turns=2\)', play)[0]
    alone = re.sub(r"gym\.make_vec\(.*\) as envs:.*", f"contextlib.closing({single}) as envs:", play)
    alone = "import contextlib\n" + alone.replace("episodes=8", "episodes=2").replace("unroller.jsonl", "alone.jsonl")
    command = [
        "-m",
        "asm_gym",
        "evaluate",
        "--agent",
        "unroller:Unroller",
        "--max-turns",
        "2",
        "--limit",
        "1",
        "--layouts",
        "1",
    ]
    for arguments in (["-c", play], ["-c", alone], command):
        done = subprocess.run(
            [sys.executable, *arguments], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    for name, steps in (("unroller.jsonl", 16), ("alone.jsonl", 4)):
        records = [json.loads(line) for line in (tmp_path / name).read_text().splitlines()]
        assert [one["verdict"] for one in records] == ["passed"] * steps
        assert {one["turn"] for one in records} == {0, 1}
    (results,) = tmp_path.glob("results/*/results.jsonl")
    verdicts = [json.loads(line)["verdict"] for line in results.read_text().splitlines()]
    assert verdicts == ["passed"] * 2, "a candidate and its null candidate"


def test_what_an_agent_is_told_is_in_the_readme():
    """The fields of a record, and the first words of a feedback."""
    from agents.policy import Record
    from asm_gym.env import feedback_text
    from tests.evaluations import timed

    for name in Record.__dataclass_fields__:
        assert f"`{name}`" in AGENTS, name
    repeated, passed, _ = feedback_text(timed(1.0, tests_passed=10, tests_total=10), repeated=True).splitlines()
    assert repeated in AGENTS.replace("\n", " ")
    assert passed in AGENTS.splitlines()


def test_set_up_has_the_two_commands():
    """The first block of the section installs and runs the main job, the second installs the test extra and tests."""
    section = README.split("## Set up")[1].split("\n## ")[0]
    first, second = re.findall(r"```bash\n(.*?)```", section, re.DOTALL)

    assert "pip install" in first
    assert "asm-gym evaluate --agent native" in first
    assert "constraints.txt" in second
    assert second.rstrip().endswith("pytest")


def test_nothing_was_left_to_be_filled_in():
    """No placeholder of a figure is left."""
    for text in (README, (ROOT / "CHANGELOG.md").read_text(), (ROOT / "CONTRIBUTING.md").read_text()):
        assert not re.search(r"@[A-Z_]+@|FIGURES|_LINE\b", text)


def test_the_number_of_attacks_is_right():
    """The README counts the attacks."""
    (count,) = re.findall(r"has (\d+) attacks", README)

    assert int(count) == len(list((ROOT / "tests/adversarial").glob("*/expect.toml")))


def test_every_keyword_is_in_the_table():
    """The table of keywords has every argument of the environment."""
    from asm_gym.config import EvaluationConfig

    for name in EvaluationConfig.__dataclass_fields__:
        assert f"`{name}`" in README, name


def test_linked_files_exist():
    """Relative links lead somewhere."""
    for target in re.findall(r"\]\((?!http|#)([^)]+)\)", README):
        assert (ROOT / target).exists(), target
