"""Tests of asm_gym.env."""

import dataclasses
import json
import math

import pytest

from asm_gym.env import AsmOptEnv, BackendOwner, feedback_text
from asm_gym.errors import ArgumentError, DatasetError, ProblemError, SandboxError, TimingError
from asm_gym.evaluate import Briefing, EvaluationConfig, Evaluator
from asm_gym.rewards import Evaluation
from asm_gym.verify import Verdict

DOUBLE = '#include <stdio.h>\nint main(void) { int x; if (scanf("%d", &x) != 1) return 2; printf("%d\\n", x * 2); }\n'
SILENT = "int main(void) { return 7; }\n"
BROKEN = "int main(void) { return undeclared; }\n"
HIDDEN = "31337"

PASSED = Evaluation(
    problem_id="double",
    verdict=Verdict.PASSED,
    tests_passed=3,
    tests_total=3,
    is_copy=False,
    speedup=2.0,
    speedup_low=1.9,
    speedup_high=2.1,
    null_ratio=1.0,
    baseline_time_s=0.02,
    candidate_time_s=0.01,
    pairs=6,
    timeable=True,
    reward=0.5,
    message="",
    warnings=(),
    build_s=0.01,
    total_s=0.1,
    sandbox="full",
    code_digest=None,
)
FAILED = dataclasses.replace(
    PASSED,
    verdict=Verdict.ASSEMBLE_ERROR,
    tests_passed=0,
    tests_total=0,
    speedup=None,
    speedup_low=None,
    speedup_high=None,
    null_ratio=None,
    baseline_time_s=None,
    candidate_time_s=None,
    pairs=0,
    reward=-1.0,
    message="line 1: no such instruction: `x'",
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """A program that doubles a number, one that only exits, and one that does not compile."""
    path = tmp_path_factory.mktemp("env") / "tiny.jsonl"
    doubled = [{"stdin": f"{x}\n", "stdout": f"{2 * x}\n"} for x in (3, 20, -4)]
    hidden = [{"stdin": f"{HIDDEN}\n", "stdout": "62674\n"}]
    lines = [
        {"id": "double", "c_code": DOUBLE, "tests": doubled, "hidden_tests": hidden, "split": "train"},
        {
            "id": "silent",
            "c_code": SILENT,
            "tests": [{"stdin": "", "stdout": "", "exit_code": 7}],
            "split": "train",
        },
        {"id": "broken", "c_code": BROKEN, "tests": doubled, "split": "broken"},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return str(path)


@pytest.fixture(scope="module")
def evaluator():
    """One real evaluator for all tests: starting one takes longer than using it."""
    shared = Evaluator(EvaluationConfig(tests_per_step=3, min_signal=0, min_pairs=2, max_pairs=2))
    yield shared
    shared.close()


@pytest.fixture
def make_env(dataset, evaluator):
    """Makes environments that use the shared evaluator, or another one."""

    def make(used=evaluator, **arguments):
        env = AsmOptEnv(dataset, **arguments)
        env.backend = BackendOwner(lambda config: used, env.config)
        return env

    return make


class Scripted:
    """An evaluator that answers from a list; an exception in it is raised."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.seen = []

    def brief(self, problem):
        return Briefing(problem=problem, assembly="main: ret\n", timeable=True, sandbox="full", cpu_model="abacus")

    def evaluate(self, problem, assembly, *, reward, seed, known=None):
        self.seen.append(assembly)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def paying(reward, **changes):
    return dataclasses.replace(PASSED, reward=reward, **changes)


def always_nan(evaluation):
    return math.nan


def play(env, *actions, problem_id="double"):
    """The rewards of one episode, and the last step."""
    env.reset(seed=0, options={"problem_id": problem_id})
    steps = [env.step(action) for action in actions]
    return [step[1] for step in steps], steps[-1]


def baseline(env, problem_id="double"):
    return env.reset(seed=0, options={"problem_id": problem_id})[0]["assembly"]


# ------------------------------------------------------------------------------------------------ arguments, resets


def test_an_unknown_argument_is_refused_with_the_right_name(dataset):
    """A misspelt keyword, ours or the evaluation's, is never ignored."""
    with pytest.raises(ArgumentError, match=r"unknown argument 'max_turn'.*Did you mean 'max_turns'"):
        AsmOptEnv(dataset, max_turn=3)
    with pytest.raises(ArgumentError, match=r"unknown argument 'layout'.*Did you mean 'layouts'"):
        AsmOptEnv(dataset, layout=3)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"max_turns": 0}, "max_turns=0"),
        ({"max_turns": True}, "max_turns=True"),
        ({"max_turns": 2.0}, "max_turns=2.0"),
        ({"show_assembly": "false"}, "show_assembly='false' is str, expected bool"),
        ({"split": None}, "split=None is NoneType, expected str"),
        ({"reward": abs}, "reward=<built-in function abs>"),
        ({"reward": "speedup_onyl"}, "Did you mean 'speedup_only'"),
        ({"min_pairs": 0}, "min_pairs=0"),
    ],
)
def test_wrong_values_are_refused(dataset, arguments, message):
    """The message has the argument and its value."""
    with pytest.raises(ArgumentError, match=message):
        AsmOptEnv(dataset, **arguments)


def test_a_split_without_problems_is_refused(dataset):
    """The dataset's own message names its splits."""
    with pytest.raises(DatasetError, match="has no problem in split 'trian'"):
        AsmOptEnv(dataset, split="trian")


def test_problems_that_are_too_brief_are_not_drawn(tmp_path, evaluator):
    """What its dataset marks as untimeable is drawn only if asked for, by id or by include_untimeable."""
    tests = [{"stdin": "1\n", "stdout": "2\n"}]
    lines = [{"id": f"p{n}", "c_code": DOUBLE, "tests": tests, "timeable": n % 2 == 0} for n in range(6)]
    path = tmp_path / "some.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))

    def drawn(**arguments):
        env = AsmOptEnv(str(path), **arguments)
        env.backend = BackendOwner(lambda config: Scripted(), env.config)
        found = [env.reset(seed=0 if k == 0 else None)[1]["problem_id"] for k in range(6)]
        assert env.reset(options={"problem_id": "p1"})[1]["problem_id"] == "p1"
        return sorted(found)

    assert drawn() == ["p0", "p0", "p2", "p2", "p4", "p4"]
    assert drawn(include_untimeable=True) == [f"p{n}" for n in range(6)]
    path.write_text(json.dumps(lines[1]) + "\n")
    with pytest.raises(ArgumentError, match=r"all 1 problems .* give include_untimeable=True"):
        AsmOptEnv(str(path))


def test_a_problem_can_be_chosen(make_env):
    """The option problem_id decides, and leaves the order of the others as it is."""
    env = make_env()
    first, second = env.reset(seed=4)[1]["problem_id"], env.reset()[1]["problem_id"]
    env.reset(seed=4)
    assert env.reset(options={"problem_id": first})[1]["problem_id"] == first
    assert env.reset()[1]["problem_id"] == second


def test_the_order_does_not_depend_on_the_attempts(make_env):
    """An agent that needs more attempts meets the same problems."""
    patient, hasty = (make_env(Scripted(*[FAILED] * 12), max_turns=2) for _ in range(2))
    for env in (patient, hasty):
        env.reset(seed=11)
    orders = ([], [])
    for _ in range(6):
        for order, env, attempts in zip(orders, (patient, hasty), (2, 1), strict=True):
            for number in range(attempts):
                env.step(str(number))
            order.append(env.reset()[1]["problem_id"])
    assert orders[0] == orders[1]


def test_unknown_options_are_refused(make_env):
    """A misspelt option, an unknown id and an id of another type are the caller's mistakes."""
    env = make_env()
    with pytest.raises(ArgumentError, match=r"unknown reset option 'problem'.*Did you mean 'problem_id'"):
        env.reset(options={"problem": "double"})
    with pytest.raises(ArgumentError, match=r"'duoble'.*Did you mean 'double'"):
        env.reset(options={"problem_id": "duoble"})
    with pytest.raises(ArgumentError, match=r"unknown problem in split 'train'.* 3"):
        env.reset(options={"problem_id": 3})


def test_a_problem_that_does_not_compile_raises_at_reset(make_env):
    """It is the problem's fault, so no episode starts."""
    env = make_env(split="broken")
    with pytest.raises(ProblemError, match="broken"):
        env.reset()
    with pytest.raises(Exception, match="there is no episode"):
        env.step("ret")


def test_the_first_observation(make_env):
    """Source and assembly of the problem, and no feedback; all in the space."""
    env = make_env()
    observation, _ = env.reset(options={"problem_id": "double"})
    assert observation["c_source"] == DOUBLE
    assert "call\t__isoc99_scanf" in observation["assembly"]
    assert observation["feedback"] == ""
    assert observation in env.observation_space


def test_assembly_can_be_withheld(make_env):
    """With show_assembly=False the C source stands alone."""
    assert baseline(make_env(show_assembly=False)) == ""


# ---------------------------------------------------------------------------------------------- real evaluations


def test_the_baseline_is_a_copy(make_env):
    """gcc's own assembly passes, is called a copy, has a speedup of exactly 1 and pays nothing."""
    env = make_env()
    observation, reward, terminated, truncated, info = env.step(baseline(env))
    assert (reward, terminated, truncated) == (0.0, True, False)
    assert (info["verdict"], info["is_copy"], info["speedup"], info["speedup_high"]) == ("passed", True, 1.0, 1.0)
    assert "copy of the baseline" in observation["feedback"]


def test_another_program_is_timed(make_env):
    """Code that differs from the baseline's has a measured speedup, and is the best text so far."""
    env = make_env()
    candidate = baseline(env).replace("\tret\n", "\tnop\n\tret\n")
    observation, _, _, _, info = env.step(candidate)
    assert (info["verdict"], info["is_copy"]) == ("passed", False)
    assert info["pairs"] >= 2
    assert info["speedup"] > 0.0
    assert info["speedup_low"] <= info["speedup_high"]
    assert info["assembly_best"] == candidate
    assert "95 % interval" in observation["feedback"]


@pytest.mark.parametrize(
    ("change", "verdict", "feedback"),
    [
        (lambda s: s.replace('"%d\\n"', '"+%d\\n"'), "wrong_output", 'expected "6'),
        (lambda s: "\tbogus\n" + s, "assemble_error", "line 1"),
        (lambda s: s.replace("printf", "fork"), "link_error", "fork"),
        (lambda s: s.replace("main:\n", "main:\n\tmovl\t$57, %eax\n\tsyscall\n"), "security_violation", "fork"),
        (lambda s: s.replace("main:\n", "main:\n\tud2\n"), "runtime_error", "SIGILL"),
        (lambda s: "nul\0", "assemble_error", "NUL"),
        (lambda s: "\udc80", "assemble_error", "not valid Unicode"),
        (lambda s: "\n" * 2_000_000, "assemble_error", "at most 1048576"),
    ],
)
def test_a_candidates_faults_are_data(make_env, change, verdict, feedback):
    """Each fault has its verdict, a negative reward and feedback; nothing is raised."""
    env = make_env()
    observation, reward, terminated, _, info = env.step(change(baseline(env)))
    assert info["verdict"] == verdict
    assert -1.0 <= reward < 0.0
    assert terminated
    assert feedback in observation["feedback"]
    assert observation in env.observation_space
    assert HIDDEN not in observation["feedback"]
    assert info["assembly_best"] == ""


def test_the_same_code_pays_once(make_env, evaluator):
    """A comment more is the same code: 0, and the first evaluation's figures again."""
    env = make_env(max_turns=3, reward="speedup_only")
    candidate = baseline(env).replace("\tret\n", "\tnop\n\tret\n")
    first = env.step(candidate)
    second = env.step("# the same\n" + candidate)
    third = env.step(candidate)
    assert first[1] > 0.0
    assert second[1] == third[1] == 0.0
    assert second[4]["speedup"] == third[4]["speedup"] == first[4]["speedup"]
    assert "sent before" in second[0]["feedback"]
    assert [step[2] for step in (first, second, third)] == [False, False, True]


# ------------------------------------------------------------------------------------------------ several attempts


def test_rewards_add_up_to_the_best(make_env):
    """-1, 0.5, 0.25, 0.75 and 0.75 pay -1, 1.5, 0, 0.25 and 0: together the best, 0.75."""
    answers = [FAILED, paying(0.5), paying(0.25), paying(0.75), paying(0.75)]
    rewards, last = play(make_env(Scripted(*answers), max_turns=5), *"abcde")
    assert rewards == [-1.0, 1.5, 0.0, 0.25, 0.0]
    assert sum(rewards) == 0.75
    assert last[2] is True
    assert last[4]["attempt"] == 5
    assert last[4]["reward"] == 0.75


def test_the_same_text_is_not_run_again(make_env):
    """A text that was sent before pays 0 even after a failure, and the evaluator is not asked."""
    scripted = Scripted(FAILED, paying(0.5))
    rewards, last = play(make_env(scripted, max_turns=4), "a", "a", "b", "a")
    assert rewards == [-1.0, 0.0, 1.5, 0.0]
    assert scripted.seen == ["a", "b"]
    assert last[4]["verdict"] == "assemble_error"


def test_equal_code_pays_nothing_however_it_was_timed(make_env):
    """A second, luckier timing of the same object is not believed."""
    answers = [paying(0.5, code_digest="x"), paying(0.9, code_digest="x"), paying(0.6, code_digest="y")]
    rewards, _ = play(make_env(Scripted(*answers), max_turns=3), *"abc")
    assert rewards == [0.5, 0.0, pytest.approx(0.1)]


def test_a_new_episode_forgets(make_env):
    """What was paid in one episode is paid in the next one too."""
    env = make_env(Scripted(paying(0.5), paying(0.5)), max_turns=1)
    assert play(env, "a")[0] == [0.5]
    assert play(env, "a")[0] == [0.5]


def test_the_fastest_text_that_passed_is_kept(make_env):
    """Failures and slower texts do not replace it; a pass that was not timed counts as equally fast."""
    untimed = paying(0.0, speedup=None, speedup_low=None, speedup_high=None)
    answers = [FAILED, untimed, paying(0.3, speedup=1.4), paying(0.1, speedup=1.1), FAILED]
    env = make_env(Scripted(*answers), max_turns=5)
    env.reset()
    assert [env.step(action)[4]["assembly_best"] for action in "abcde"] == ["", "b", "c", "c", "c"]


# ----------------------------------------------------------------------------------------------------- our own faults


@pytest.mark.parametrize("fault", [SandboxError("dead"), TimingError("no clock"), ProblemError("bad input")])
def test_our_faults_are_raised_and_do_not_count(make_env, fault):
    """A fault of the machine is no reward; the same attempt can be made again."""
    env = make_env(Scripted(fault, paying(0.5)))
    env.reset()
    with pytest.raises(type(fault), match=str(fault)):
        env.step("a")
    _, reward, terminated, _, info = env.step("a")
    assert (reward, terminated, info["attempt"]) == (0.5, True, 1)


def test_a_reward_that_is_not_finite_is_the_callers_fault(make_env):
    """A reward function that gives nan raises, and names itself."""
    env = make_env(reward=f"{__name__}:always_nan")
    with pytest.raises(ArgumentError, match="always_nan returned nan"):
        env.step(baseline(env))


@pytest.mark.parametrize("action", [b"ret", None, 3, ["ret"]])
def test_an_action_that_is_no_text_is_the_callers_fault(make_env, action):
    """The message says what came; the attempt does not count."""
    env = make_env(Scripted(paying(0.5)))
    env.reset()
    with pytest.raises(ArgumentError, match=rf"\({type(action).__name__}\), expected assembly text"):
        env.step(action)
    assert env.step("ret")[4]["attempt"] == 1


# ---------------------------------------------------------------------------------------------- info, feedback, render


def test_info_has_the_same_keys_and_types_always(make_env):
    """After a reset, a failure, a pass and a repetition: the keys of to_dict, six more, and one type each."""
    passed = dataclasses.replace(PASSED, test_s=0.5, timing_s=1.5, lane_wait_s=0.25, cpu_model="cores")
    env = make_env(Scripted(FAILED, passed), max_turns=3)
    infos = [env.reset()[1], *(env.step(action)[4] for action in "abb")]
    more = ["test_s", "timing_s", "lane_wait_s", "cpu_model", "assembly_best", "attempt"]
    assert list(infos[0]) == [*PASSED.to_dict(), *more]
    schema = {key: type(value) for key, value in infos[0].items()}
    assert set(schema.values()) == {str, int, float, bool, list}
    for info in infos:
        assert {key: type(value) for key, value in info.items()} == schema
    assert math.isnan(infos[0]["speedup"])
    assert math.isnan(infos[1]["speedup"])
    assert (infos[0]["verdict"], infos[0]["timeable"], infos[0]["sandbox"]) == ("", True, "full")
    assert [info["cpu_model"] for info in infos] == ["abacus", "", "cores", "cores"]
    assert [info["lane_wait_s"] for info in infos[1:]] == [0.0, 0.25, 0.25]
    assert infos[2]["warnings"] == []
    assert infos[2]["warnings"] is not infos[3]["warnings"]


def test_feedback_is_bounded_and_printable():
    """Control characters are shown as escapes, and a long message is cut between two characters."""
    text = feedback_text(dataclasses.replace(FAILED, message="\x1b[31m\r" + "ü" * 9000))
    assert text.startswith("assemble_error: \\x1b[31m\\rü")
    assert 8190 <= len(text.encode()) <= 8192


def test_feedback_of_each_kind():
    """A figure with its interval, an untimed pass, a failed test with its count, and warnings."""
    assert feedback_text(PASSED) == "passed: 3 of 3 tests\nspeedup 2.0000 (95 % interval 1.9000 to 2.1000, 6 pairs)"
    assert "not timed" in feedback_text(paying(0.0, speedup=None))
    wrong = dataclasses.replace(FAILED, verdict=Verdict.WRONG_OUTPUT, tests_total=3, tests_passed=1, message="test 2")
    assert feedback_text(wrong, repeated=True) == (
        "sent before in this episode, pays nothing:\nwrong_output: test 2\n1 of 3 tests passed"
    )
    assert feedback_text(paying(0.5, warnings=("noisy",))).endswith("\nwarning: noisy")


def test_render_as_text(make_env):
    """The mode ansi returns problem, attempt, feedback and reward, without escape sequences."""
    hostile = dataclasses.replace(FAILED, message="\x1b]0;owned\x07")
    env = make_env(Scripted(hostile), render_mode="ansi")
    env.reset(options={"problem_id": "double"})
    assert env.render() == "double, attempt 0 of 1"
    env.step("a")
    assert env.render() == "double, attempt 1 of 1\nassemble_error: \\x1b]0;owned\\x07\nreward -1.0000"


def test_render_for_people(make_env, capsys):
    """The mode human prints at each reset and step, and takes no text for markup."""
    env = make_env(Scripted(dataclasses.replace(FAILED, message="[bold]x[/bold] :smile:")), render_mode="human")
    env.reset(options={"problem_id": "double"})
    env.step("a")
    printed = capsys.readouterr().out
    assert printed.startswith("double, attempt 0 of 1\n")
    assert "[bold]x[/bold] :smile:" in printed
    assert env.render() is None


def test_other_render_modes_render_nothing(make_env):
    """Without a mode, or with one that only other environments know, render gives nothing."""
    for mode in (None, "rgb_array"):
        env = make_env(Scripted(), render_mode=mode)
        env.reset()
        assert env.render() is None
