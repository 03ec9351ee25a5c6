"""The agent that asks every compiler: which variants, in which order, and what it learns from feedback."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import gymnasium
import pytest

from agents import compilers
from agents.compilers import Compilers, variants
from agents.policy import rollout
from asm_gym import ProblemError, ToolchainError, compile_c, host_compilers

ROOT = Path(__file__).parent.parent
AVX2 = "avx2" in Path("/proc/cpuinfo").read_text()
PROGRAM = (
    "#include <math.h>\ndouble f(double x) { return sqrt(x) * x + 1.0; }\nint main(void) { return f(2.0) > 4.0; }\n"
)
COPY = "passed: 10 of 10 tests\nspeedup 1: the code is a copy of the baseline"
WRONG = "wrong_output: test 3: expected '1', got '2'\n2 of 10 tests passed"


def passed(middle, low, high):
    return f"passed: 10 of 10 tests\nspeedup {middle:.4f} (95 % interval {low:.4f} to {high:.4f}, 6 pairs)"


def ask(agent, feedback="", c_source="source", assembly="\tbaseline\n"):
    (text,) = agent.act([{"c_source": c_source, "assembly": assembly, "feedback": feedback}])
    return text


@pytest.fixture
def fake(monkeypatch):
    """fake(texts) makes an agent whose only compiler writes these texts, one per set of flags; None: an error."""

    def make(texts):
        flags = {(f"-{number}",): text for number, text in enumerate(texts)}

        def compile_fake(c_source, chosen, *, compiler):
            if flags[chosen] is None:
                raise ProblemError(compiler)
            return flags[chosen]

        monkeypatch.setattr(compilers, "host_compilers", lambda: ("gcc", "clang"))
        monkeypatch.setattr(compilers, "_GCC", tuple(flags))
        monkeypatch.setattr(compilers, "_CLANG", ())
        monkeypatch.setattr(compilers, "compile_c", compile_fake)
        return Compilers(rounding=False)

    return make


def test_each_call_gives_the_next_variant(fake):
    """Equal texts come once, what does not compile is left out, and the first line says what it is."""
    agent = fake(["a", "b", "a", None, "c"])
    assert agent.attempts == 5
    assert [ask(agent) for _ in range(3)] == ["# gcc -0\na", "# gcc -1\nb", "# gcc -4\nc"]


def test_programs_are_counted_apart(fake):
    """Calls for one program do not use up the variants of another, in one batch or in several."""
    agent = fake(["a", "b"])
    one, two = ({"c_source": name, "assembly": "", "feedback": ""} for name in ("one", "two"))
    assert agent.act([one, two, one]) == ["# gcc -0\na", "# gcc -0\na", "# gcc -1\nb"]
    assert agent.act([two]) == ["# gcc -1\nb"]


@pytest.mark.parametrize(
    ("feedbacks", "best"),
    [
        pytest.param(["", "", ""], "a", id="no feedback: the first"),
        pytest.param([COPY, passed(1.2, 1.1, 1.3), passed(1.1, 1.0, 1.2)], "b", id="the fastest"),
        pytest.param([COPY, passed(1.5, 0.9, 2.0), passed(1.1, 1.05, 1.2)], "c", id="what is proven counts"),
        pytest.param([COPY, passed(0.9, 0.8, 0.95), WRONG], "a", id="a copy is better than slower code"),
        pytest.param([WRONG, "timeout: 10 s", passed(0.7, 0.6, 0.8)], "c", id="any pass is better than none"),
        pytest.param([WRONG, WRONG, WRONG], "a", id="nothing passed: the first"),
        pytest.param(
            [WRONG, "passed: 10 of 10 tests\nnot timed: too short", COPY], "b", id="equals: the first of them"
        ),
        pytest.param(
            [COPY, "sent before in this episode, pays nothing:\n" + passed(2.0, 1.9, 2.1), WRONG], "b", id="sent before"
        ),
        pytest.param([COPY, f"wrong_output: got '\n{passed(9.0, 8.0, 9.9)}'", WRONG], "a", id="a failure that boasts"),
    ],
)
def test_the_best_one_comes_again(fake, feedbacks, best):
    """Once all were tried the answer is the best, as often as it is asked for."""
    agent = fake(["a", "b", "c"])
    ask(agent)
    answers = [ask(agent, feedback) for feedback in [*feedbacks, "", ""]]
    assert [answer[-1] for answer in answers] == ["b", "c", best, best, best]


def test_feedback_in_a_batch_goes_to_the_answers_in_order(fake):
    """Two episodes with the same program at once: each answer is judged by its own feedback."""
    agent = fake(["a", "b"])
    observations = [{"c_source": "one", "assembly": "", "feedback": ""}] * 2
    agent.act(observations)
    told = [{"c_source": "one", "assembly": "", "feedback": text} for text in (WRONG, COPY)]
    assert agent.act(told)[1] == "# gcc -1\nb"


def test_a_program_that_no_compiler_takes(fake):
    """The baseline is the answer; where it is hidden, too, there is none."""
    agent = fake([None, None])
    assert ask(agent) == "\tbaseline\n"
    with pytest.raises(ProblemError, match=r"no variant of 2 .* 'source'; correct c_code"):
        ask(agent, assembly="")


def test_what_the_machine_lacks_is_said_once(monkeypatch, capsys):
    """One line when the agent is made, none later; with neither compiler there is no agent."""
    monkeypatch.setattr(compilers, "host_compilers", lambda: ("gcc",))
    agent = Compilers()
    ask(agent, c_source=PROGRAM)
    ask(agent, c_source=PROGRAM)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == ["compilers: no clang on the PATH, its variants are left out; this machine has gcc"]
    monkeypatch.setattr(compilers, "host_compilers", tuple)
    with pytest.raises(ToolchainError, match="neither gcc nor clang"):
        Compilers()


def test_flags_that_change_rounding_are_last():
    """Every other variant of every compiler comes before them, and without them nothing fuses or reorders."""
    names = ("gcc", "clang-19")
    order = variants(names)
    exact = variants(names, rounding=False)
    assert order[: len(exact)] == exact
    assert all("-ffast-math" in flags or "-ffp-contract=fast" in flags for _, flags in order[len(exact) :])
    for name, flags in exact:
        assert "-ffast-math" not in flags
        assert "-march=native" not in flags or "-ffp-contract=off" in flags, (name, flags)


def test_few_attempts_meet_every_compiler():
    """The compilers take turns."""
    assert [name for name, _ in variants(("gcc", "gcc-13", "clang"))[:4]] == ["gcc", "gcc-13", "clang", "gcc"]


def test_no_variant_is_listed_twice():
    """Each is worth an attempt."""
    order = variants(("gcc", "clang"))
    assert len(set(order)) == len(order)


def test_most_flags_are_known_to_the_compilers_of_this_machine():
    """A misspelled flag would be left out in silence; only loop nests may be beyond a build of a compiler."""
    for compiler, flags in variants(host_compilers()):
        if not {"-floop-nest-optimize", "-polly"} & set(flags):
            assert "main" in compile_c(PROGRAM, flags, compiler=compiler)


@pytest.mark.skipif(not AVX2, reason="needs a processor with AVX2")
def test_it_beats_the_baseline_where_flags_matter():
    """Through the environment, like any other agent; the feedback of a turn is about its own text."""
    with closing(gymnasium.make("AsmOpt-v0", max_turns=2, split="all")) as env:
        first, second = rollout(env, Compilers(), 1, problem_ids=["saturating_mixer"])
    assert first.text.startswith("# gcc -O3 -march=native")
    assert first.text != second.text
    for one in (first, second):
        assert one.verdict == "passed"
        assert one.speedup_low > 1.2
        assert f"speedup {one.speedup:.4f}" in one.feedback


def test_it_runs_as_a_program(tmp_path):
    """The command tries every variant by itself; here two."""
    output = tmp_path / "records.jsonl"
    command = [sys.executable, "-m", "agents.compilers", "--episodes", "1", "--max-turns", "2", "--num-envs", "1"]
    subprocess.run([*command, "--output", str(output)], cwd=ROOT, capture_output=True, text=True, check=True)
    records = [json.loads(line) for line in output.read_text().splitlines()]
    assert [record["turn"] for record in records] == [0, 1]
    assert records[0]["text"] != records[1]["text"]
