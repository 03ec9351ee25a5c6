"""What the README tells a stranger to type."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def test_the_examples_run():
    """The Python examples run one after the other: a pass that is proven to be faster, a vector step, a reward."""
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
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
