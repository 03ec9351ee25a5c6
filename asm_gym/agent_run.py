"""Runs an agent over problems: it is asked in batches while earlier answers are evaluated, and its best try counts."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any, Final

from asm_gym.agent import Agent, LastResort, Observation, WrongCountError
from asm_gym.env import feedback_text
from asm_gym.errors import ArgumentError, AsmGymError
from asm_gym.evaluate import Evaluator
from asm_gym.problem import Problem
from asm_gym.resolution import NULL_SUFFIX
from asm_gym.results import Kind, Row
from asm_gym.rewards import Evaluation, RewardFn
from asm_gym.toolchain import escape

_AFRESH_SEED: Final = 1_000_003
_NULL_SEED: Final = 2_000_003
"""Distances between the seeds of tries, of the last measurement and of the null candidate."""
_GRACE_S: Final = 5.0
"""How much later than the agent is given up the process is: by then the former has happened, if it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How an agent is run."""

    reward: RewardFn
    """Chooses the best try."""
    seed: int = 0
    """Of drawn tests and inputs."""
    attempts: int = 1
    """Independent tries per problem."""
    max_turns: int = 1
    """Turns of a try; each later one sees what became of the one before."""
    show_assembly: bool = True
    """Whether observations have the baseline."""
    act_timeout_s: float = 3600.0
    """Seconds after which an agent that has not answered is given up."""
    workers: int = 1
    """Evaluations at once."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A problem that is done."""

    problem: Problem
    rows: tuple[Row, ...]
    """The candidate's and the null candidate's; empty where there was a fault."""
    fault: str = ""
    """Why there is no result: what was wrong with the agent's answer or with the problem."""


class AgentStuckError(ArgumentError):
    """Raised when an agent did not answer in time; everything that it had answered before has been yielded."""


@dataclass(slots=True, eq=False)
class _Try:
    """What became of a problem so far."""

    problem: Problem
    assembly: str
    """The baseline's."""
    tried: list[tuple[str, Evaluation]] = field(default_factory=list)
    alone: bool = False
    """Asked about in a batch of its own, because a batch with it failed."""


@dataclass(slots=True)
class _Question:
    """A batch that the agent is thinking about."""

    batch: Sequence[_Try]
    answer: Future[list[str]]
    deadline_s: float


class AgentRun:
    """One pass of an agent over problems. Only the thread that iterates touches its state.

    Attributes:
        asked_again: Why batches were asked about once more, problem by problem, and how many problems there were.
    """

    def __init__(self, agent: Agent, evaluator: Evaluator, rules: Rules) -> None:
        """Nothing is started before `over` is iterated."""
        self._agent, self._evaluator, self._rules = agent, evaluator, rules
        self._waiting: deque[_Try] = deque()
        self._working: dict[Future[_Try | tuple[Row, ...]], Problem] = {}
        self._question: _Question | None = None
        self._stuck = False
        self._last_resort: LastResort | None = None
        self.asked_again: Counter[str] = Counter()

    def over(self, problems: Iterable[Problem]) -> Generator[Finished]:
        """Yields each problem when it is done, in the order in which they become so.

        A fault of the agent costs the problems that it was asked about. Where it raised, or a text of several was none,
        each problem of the batch is asked about once more on its own: one of them alone may be the culprit.

        Raises:
            AgentStuckError: the agent did not answer in time; evaluations under way were finished and yielded first.
            KeyboardInterrupt: likewise, as after any error that is no fault of a problem or of the agent.

        An agent that cannot be given up, because it lets no other thread run, ends the process some seconds later.
        """
        unanswered = f"agent {self._agent.name!r} did not answer within {self._rules.act_timeout_s:g} s"
        hint = "and lets nothing else run, not even Ctrl-C; what was finished before is kept"
        limit_s = self._rules.act_timeout_s + _GRACE_S
        self._last_resort = LastResort(f"error: {escape(unanswered)} {hint}; correct it", limit_s)
        todo = iter(problems)
        under_way = 2 * max(self._rules.workers, self._agent.batch_size)
        with ThreadPoolExecutor(self._rules.workers) as pool:
            try:
                exhausted = False
                while True:
                    while not exhausted and not self._stuck and self._count() < under_way:
                        problem = next(todo, None)
                        if problem is None:
                            exhausted = True
                        else:
                            self._working[pool.submit(self._start, problem)] = problem
                    self._ask()
                    if not self._working and self._question is None:
                        break
                    yield from self._next(pool)
            except (KeyboardInterrupt, Exception):
                # What has begun ends within seconds, and is waited for in any case: keep its results.
                pool.shutdown(wait=True, cancel_futures=True)
                for work in [one for one in self._working if not one.cancelled()]:
                    yield from self._worked(work)
                raise
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                self._agent.close()
                self._last_resort.close()
        if self._stuck:
            msg = f"{unanswered}; correct it or raise --act-timeout-s"
            raise AgentStuckError(msg)

    # -------------------------------------------------------------------------------------------------- one step

    def _count(self) -> int:
        """Problems under way."""
        return len(self._waiting) + len(self._working) + (len(self._question.batch) if self._question else 0)

    def _ask(self) -> None:
        """Asks the agent, if it is free, once a batch is full or nothing else could fill it."""
        full = len(self._waiting) >= self._agent.batch_size
        if self._question is not None or not self._waiting or not (full or not self._working):
            return
        size = 1 if self._waiting[0].alone else self._agent.batch_size
        batch = [self._waiting.popleft()]
        while len(batch) < size and self._waiting and not self._waiting[0].alone:
            batch.append(self._waiting.popleft())
        deadline_s = time.monotonic() + self._rules.act_timeout_s
        answer = self._agent.ask([self._observation(one) for one in batch], self._last_resort)
        self._question = _Question(batch, answer, deadline_s)

    def _observation(self, one: _Try) -> Observation:
        feedback, turn = "", len(one.tried) % self._rules.max_turns
        if turn:
            *earlier, last = (evaluation for _, evaluation in one.tried[-turn:])
            feedback = feedback_text(last, repeated=any(other is last for other in earlier))
        assembly = one.assembly if self._rules.show_assembly else ""
        return {"c_source": one.problem.c_code, "assembly": assembly, "feedback": feedback}

    def _next(self, pool: ThreadPoolExecutor) -> Iterator[Finished]:
        """Waits until something is done, and goes on with it."""
        question = self._question
        pending: list[Future[Any]] = [*self._working, *([question.answer] if question else [])]
        left_s = max(0.0, question.deadline_s - time.monotonic()) if question else None
        done, _ = wait(pending, timeout=left_s, return_when=FIRST_COMPLETED)
        for work in [one for one in self._working if one in done]:
            yield from self._worked(work)
        if question and question.answer in done:
            self._question = None
            yield from self._answered(question, pool)
        elif question and time.monotonic() >= question.deadline_s:
            self._question, self._stuck = None, True
            self._waiting.clear()
            assert self._last_resort is not None
            self._last_resort.stop()

    def _worked(self, work: Future[_Try | tuple[Row, ...]]) -> Iterator[Finished]:
        problem = self._working.pop(work)
        try:
            result = work.result()
        except AsmGymError as error:
            yield Finished(problem, (), str(error))
            return
        if isinstance(result, tuple):
            yield Finished(problem, result)
        elif not self._stuck:
            self._waiting.append(result)

    def _answered(self, question: _Question, pool: ThreadPoolExecutor) -> Iterator[Finished]:
        try:
            texts = question.answer.result()
        except AsmGymError as error:
            if len(question.batch) == 1 or isinstance(error, WrongCountError):
                for one in question.batch:
                    yield Finished(one.problem, (), str(error))
                return
            self.asked_again[str(error)] += len(question.batch)
            for one in reversed(question.batch):
                one.alone = True
                self._waiting.appendleft(one)
            return
        for one, text in zip(question.batch, texts, strict=True):
            self._working[pool.submit(self._judge, one, text)] = one.problem

    # ------------------------------------------------------------------------------------------ in other threads

    def _start(self, problem: Problem) -> _Try:
        return _Try(problem, self._evaluator.prepare(problem).assembly)

    def _judge(self, one: _Try, text: str) -> _Try | tuple[Row, ...]:
        """Evaluates an answer; after the last one gives the rows, measured afresh where there was a choice."""
        rules = self._rules
        total = rules.attempts * rules.max_turns
        seed = rules.seed + len(one.tried)
        # An only answer needs no second measurement; among several, hidden tests must not help to choose.
        # The same code again is not measured again: it costs time, and of many measurements the luckiest would count.
        known = {earlier.code_digest: earlier for _, earlier in one.tried if earlier.code_digest is not None}
        evaluation = self._evaluator.evaluate(
            one.problem, text, reward=rules.reward, seed=seed, hidden=total == 1, known=known
        )
        one.tried.append((text, evaluation))
        if len(one.tried) < total:
            return one
        text, best = max(one.tried, key=lambda tried: tried[1].reward or 0.0)
        if total > 1:
            seed = rules.seed + _AFRESH_SEED
            best = self._evaluator.evaluate(one.problem, text, reward=rules.reward, seed=seed, hidden=True)
        verdicts = tuple(evaluation.verdict.value for _, evaluation in one.tried)
        return Row(Kind.CANDIDATE, best, text, verdicts), self._null_row(one)

    def _null_row(self, one: _Try) -> Row:
        text, seed = one.assembly + NULL_SUFFIX, self._rules.seed + _NULL_SEED
        return Row(Kind.NULL, self._evaluator.evaluate(one.problem, text, reward=self._rules.reward, seed=seed), text)
