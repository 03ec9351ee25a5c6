"""The page about a run: what it tells, and that nothing of a candidate's is more than text in a real browser."""

import dataclasses
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from asm_gym.html_figures import Mark
from asm_gym.html_report import mark_of, page
from asm_gym.resolution import NULL_SUFFIX
from asm_gym.results import Kind, Row, Run
from asm_gym.verify import Verdict
from tests.evaluations import copied, failed, timed, untimed

SCRIPT = "<script>document.title=1</script>"
HOSTILE = f'</td></title></style>"\'><img src="http://127.0.0.1:9/x" onerror="document.title=1">{SCRIPT}'
BASELINE = "main:\n\tmovl\t$0, %eax\n\tret\n"
FASTER = "main:\n\txorl\t%eax, %eax\n\tret\n"


def row(evaluation, text=FASTER, attempts=("passed",)):
    """A candidate's row."""
    return Row(Kind.CANDIDATE, evaluation, text, attempts)


def run_of(*rows, baseline=BASELINE, **settings):
    """A run with these candidates, each with a null row."""
    nulls = [
        Row(Kind.NULL, timed(1.001, problem_id=one.evaluation.problem_id), baseline + NULL_SUFFIX if baseline else "")
        for one in rows
    ]
    settings = {"agent": "mine", "dataset": "bundled", "split": "test"} | settings
    facts = {
        "version": "9.9",
        "cpu": "Some Processor",
        "tools": {"gcc": "gcc 12.2", "as": "as 2.40"},
        "started": "today",
    }
    return Run(folder=Path("out"), settings=settings, facts=facts, rows=(*rows, *nulls))


@pytest.fixture
def ordinary():
    """One problem of each kind."""
    return run_of(
        row(timed(2.0, 1.9, 2.1, problem_id="fast"), attempts=("assemble_error", "passed")),
        row(timed(1.5, 1.4, 1.6, problem_id="faster"), "main:\n\tmovl\t$0, %eax\n\tnop\n\tret\n"),
        row(timed(1.0, 0.95, 1.05, problem_id="same")),
        row(timed(0.5, problem_id="slow")),
        row(copied(problem_id="copy")),
        row(untimed(problem_id="brief")),
        row(
            failed(Verdict.WRONG_OUTPUT, problem_id="bad output", message="test 2: got 'x'"), attempts=("wrong_output",)
        ),
        row(failed(Verdict.TIMEOUT, problem_id="slow forever"), attempts=("timeout",)),
    )


class Tags(HTMLParser):
    """Counts elements, and keeps their attributes and the text of each kind."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text, self._open = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes

    def handle_data(self, data):
        self.text.append(data)


def section(text, title):
    """The section with that heading."""
    return re.search(rf"<section><h2>{title}</h2>(.*?)</section>", text, re.DOTALL)[1]


@pytest.mark.parametrize(
    ("evaluation", "mark"),
    [
        (timed(2.0, 1.01, 3.0), Mark.FASTER), (timed(2.0, 1.0, 3.0), Mark.SAME), (timed(0.9, 0.8, 0.99), Mark.SLOWER),
        (copied(), Mark.COPY), (untimed(), Mark.UNTIMED), (failed(Verdict.LINK_ERROR), Mark.FAILED),
        (failed(Verdict.WRONG_OUTPUT, is_copy=True, speedup=2.0), Mark.FAILED),
    ],
)  # fmt: skip
def test_each_outcome_has_its_mark(evaluation, mark):
    """Faster and slower need an interval on one side of 1, and a failure is a failure whatever was measured."""
    assert mark_of(evaluation) is mark


def test_the_page_has_the_table_of_the_command(ordinary):
    """Figures of agent and null row; failures count as 1: geometric mean (2 · 1.5 · 0.5)^(1/8)."""
    table = section(page(ordinary), "Table")
    rows = [re.findall(r"<t[hd]>([^<]*)</t[hd]>", one) for one in re.findall(r"<tr>(.*?)</tr>", table)]
    head, own, null = (dict(zip(rows[0], cells, strict=True)) for cells in rows)
    assert head["geo mean"] == "geo mean"
    assert (own["agent"], own["n"], own["pass"], own["copies"], own["faster"]) == ("mine", "8", "75%", "12%", "25%")
    assert own["geo mean"] == f"{1.5 ** (1 / 8):.2f}"
    assert (null["agent"], null["pass"]) == ("null (equal speed)", "100%")
    assert "mine: pass 41% to 93%" in table


def test_problems_without_a_result_are_told():
    """An agent that fails at the hard ones would look better than it is."""
    run = run_of(row(timed(2.0)))
    for problems, told in (({"p1": "x", "p2": "y", "p3": "z"}, True), ({"p1": "x"}, False), (None, False)):
        text = page(dataclasses.replace(run, facts={**run.facts, "problems": problems}))
        assert ("2 of 3 problems have no result and do not count" in text) is told


def test_one_problem_has_no_interval_of_its_mean():
    """The card says how many problems there are instead."""
    assert "<b>2.00&times;</b><i>one problem</i>" in page(run_of(row(timed(2.0))))


def test_the_plot_is_sorted_and_failures_come_after_equals(ordinary):
    """From the greatest speedup to the least."""
    names = re.findall(r'class="name"[^>]*>([^<]*)<', section(page(ordinary), "Speedups"))
    assert names == ["fast", "faster", "brief", "copy", "same", "bad output", "slow forever", "slow"]


def test_verdicts_are_counted_by_stage(ordinary):
    """Best answers and all attempts are told apart; every verdict there is has a row."""
    table = section(page(ordinary), "Verdicts by stage")
    counts = {
        verdict: tuple(map(int, re.findall(r"<b[^>]*>(\d+)</b>", rest)))
        for verdict, rest in re.findall(r"<td>(\w+)</td>(.*?)</tr>", table)
    }
    assert set(counts) == {verdict.value for verdict in Verdict}
    assert (counts["passed"], counts["wrong_output"], counts["timeout"]) == ((6, 6), (1, 1), (1, 1))
    assert counts["assemble_error"] == (0, 1)


def test_best_finds_show_what_was_changed(ordinary):
    """The proven ones, the best first and open; both sides of the change are there."""
    finds = section(page(ordinary), "Best finds")
    assert re.findall(r"<summary><b>(\w+)</b>", finds) == ["fast", "faster"]
    assert finds.count("<details open>") == 1
    assert 'class="del">        movl    $0, %eax<' in finds
    assert 'class="ins">        xorl    %eax, %eax<' in finds


def test_a_run_without_finds_or_baselines_says_so():
    """Rows of earlier versions have no baseline."""
    assert "No candidate is proven" in section(page(run_of(row(copied()))), "Best finds")
    found = section(page(run_of(row(timed(2.0)), baseline="")), "Best finds")
    assert "no baseline to compare with" in found


def test_machine_tools_and_settings_are_there(ordinary):
    """From run.json, whatever is in it; a damaged record is no obstacle."""
    text = section(page(ordinary), "Machine, tools and settings")
    for part in ("Some Processor", "gcc 12.2", "as 2.40", "9.9", "today", "bundled", "split", "full"):
        assert part in text
    bare = Run(folder=Path("out"), settings={}, facts={"tools": 3}, rows=ordinary.rows)
    assert "<th>processor</th><td>unknown</td>" in page(bare)
    assert "<h1>out " in page(bare)


@pytest.fixture
def hostile():
    """Everything that comes from outside is an attack."""
    bad = HOSTILE
    rows = [
        row(timed(3.0, 2.9, 3.1, problem_id=bad, warnings=(bad,), sandbox=bad), f"{bad}\n\t{bad}\n", (bad, "passed")),
        row(failed(Verdict.WRONG_OUTPUT, problem_id=f"{bad}2", message=f"{bad}\x1b[2J\u202e"), bad, (bad,)),
    ]
    run = run_of(*rows, baseline=bad + "\n", agent=bad, dataset=bad, split=bad, **{bad: [bad]})
    return Run(
        folder=run.folder, settings=run.settings, rows=run.rows,
        facts={"cpu": bad, "tools": {bad: bad}, "version": bad, "started": bad},
    )  # fmt: skip


def test_hostile_text_stays_text(hostile):
    """No element and no attribute comes from it, and no control character gets out."""
    text = page(hostile)
    parsed = Tags(text)
    assert not {"script", "img", "iframe", "link", "object"} & set(parsed.tags)
    assert not [name for name, _ in parsed.attributes if name.startswith("on") or name in ("src", "href")]
    assert sum(SCRIPT in one for one in parsed.text) >= 10
    assert text.count("\x1b") == text.count("\u202e") == 0
    assert parsed.tags.count("title") == 1 + 2  # of the page and of the two rows of the plot


def test_figures_of_a_file_from_elsewhere_are_text_too():
    """results.jsonl may come from a stranger: what should be a count is escaped like everything else."""
    text = page(run_of(row(timed(2.0, tests_passed=SCRIPT, pairs=SCRIPT))))
    assert "script" not in Tags(text).tags


def test_the_page_asks_for_nothing(ordinary):
    """No address, no script, no style from elsewhere; and the browser is told to allow none."""
    text = page(ordinary)
    assert not re.search(r"https?:|url\(|@import|<script|<link", text)
    assert "default-src &#x27;none&#x27;; style-src &#x27;unsafe-inline&#x27;" in text


@pytest.fixture
def browse(tmp_path):
    """browse(text) opens a page in a browser without a screen and gives the document that it made of it."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no chromium on the PATH; apt-get install chromium")

    def browse(text):
        (tmp_path / "page.html").write_text(text, encoding="utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
        done = subprocess.run(
            [program, *flags, "--virtual-time-budget=3000", "--dump-dom", (tmp_path / "page.html").as_uri()],
            capture_output=True, text=True, timeout=120, check=True, env=os.environ | {"HOME": str(tmp_path)},
        )  # fmt: skip
        return Tags(done.stdout)

    return browse


def test_a_browser_shows_the_whole_page(browse, ordinary):
    """It finds every section, row of the plot and row of the tables, and had nothing to repair."""
    written, found = Tags(page(ordinary)), browse(page(ordinary))
    assert found.tags == written.tags
    assert found.tags.count("section") == 6
    assert found.tags.count("g") == 8
    assert "mine on bundled / test" in found.text


def test_a_browser_runs_nothing_of_a_hostile_page(browse, hostile):
    """The title is the page's own: no script ran; no image was made."""
    found = browse(page(hostile))
    assert not {"script", "img"} & set(found.tags)
    assert f"{HOSTILE} on {HOSTILE} / {HOSTILE}" in found.text


def test_the_browser_test_would_notice_a_script(browse):
    """A page with a script of its own gets another title."""
    assert "changed" in browse("<title>before</title><script>document.title='changed'</script>").text
