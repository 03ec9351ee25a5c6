"""A stochastic superoptimizer: what compilers make of the program first, then edits of the best assembly, all measured.

python -m agents.search --split test --problems sandpile,siphash_stream --seconds 300 --output finds

It goes through three stages, each with a share of the time: what all compilers make of the program with the flag sets
of `agents.compilers`; random changes of the flags and of the source (`agents.source_edits`) that the fastest ones came
from; and a random walk over edits of the assembly (`asm_gym.edits`) in the manner of STOKE (Schkufza, Sharma, Aiken
2013), which accepts a step with the probability of Metropolis: cost is the part of the tests that fails plus the
logarithm of the time.

A random search finds the luckiest measurement before the fastest code, and code that no test notices to be wrong. So
a candidate that looks better is measured again, longer, in three layouts, and tested on fresh inputs from several
seeds; it replaces the best one only if its interval lies above. Edits stay within loops, leave comparisons alone
where they could drop a check, and those that gain nothing are taken back in the end.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import functools
import hashlib
import json
import math
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import numpy as np

from agents import source_edits
from agents.compilers import variants
from agents.flag_edits import mutate_flags
from agents.laboratory import Candidate, Laboratory, Make
from asm_gym import ArgumentError, AsmGymError, Problem, ProblemError, compile_c, host_compilers, load
from asm_gym.edits import Rewrite, heat, parse, propose

_VARIANT_SHARE: Final = 0.35
_MAKE_SHARE: Final = 0.7
_EDIT_SHARE: Final = 0.88
"""Parts of the time after which the compilers' usual outputs, other flags and sources, and edits are no longer tried;
the rest is for the last measurements."""
_PRUNING_SHARE: Final = 0.08
"""Part of the time that taking back edits may take."""
_HOT_START: Final = 0.02
_COLD_END: Final = 0.002
"""Temperatures of the walk, in units of the logarithm of time: at first a step that is 2 % slower is often taken."""
_FAILURE_COST: Final = 1.0
"""Cost of failing all tests: as much as being slower by a factor of e."""
_PROMISING: Final = 1.01
"""What a quick measurement must show over the best one before a candidate is measured again, which costs a round."""
_CONVINCING: Final = 1.005
"""What the second look must show over the best one before a candidate is confirmed, which takes seconds."""
_NEEDLESS: Final = 0.997
"""An edit without which this part of the speedup is left is taken back in the end."""
_TRUST: Final = 0.3
"""Weight of a single quick measurement beside what is known of the code that was edited."""
_FINALISTS: Final = 4
"""Candidates that are confirmed at the end of the first stage, and runners-up that are kept to the end."""
_PARENTS: Final = 12
"""Outputs of compilers that others are derived from; of each compiler at least as many as there are finalists."""
_ROUNDS_PER_REFRESH: Final = 8
"""Rounds after which the parents are measured again: the fastest of many quick measurements are the luckiest."""
_SOURCE_SHARE: Final = 0.7
"""Part of the proposals in which the source changes; flags change in the others, and at times in both."""
_RISKY: Final = (
    Rewrite.DELETE, Rewrite.REPLACE_OPCODE, Rewrite.REPLACE_OPERAND, Rewrite.NARROW, Rewrite.WIDEN, Rewrite.HOIST,
)  # fmt: skip
"""Kinds that change what a program means more often than not."""
_OF_LOOPS: Final = (Rewrite.ALIGN_LOOP, Rewrite.UNROLL_ONCE, Rewrite.HOIST, Rewrite.PREFETCH)
"""Kinds that have places in loops only, whatever lines they change."""
_CHECKS: Final = ("j", "cmp", "test", "bt", "ucomi", "comi", "vucomi", "vcomi", "call", "ret")
_TRIES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How is searched."""

    seconds: float = 300.0
    """Time for each problem."""
    num_envs: int = 6
    """Candidates that are evaluated at once."""
    seed: int = 0
    """Of the random choices."""

    def __post_init__(self) -> None:
        """Refuses what cannot be meant.

        Raises:
            ArgumentError: which one, its value and what is allowed.
        """
        if not self.seconds > 0:
            msg = f"seconds={self.seconds!r}, expected more than 0"
            raise ArgumentError(msg)
        if type(self.num_envs) is not int or self.num_envs < 1:
            msg = f"num_envs={self.num_envs!r}, expected an integer of 1 or more"
            raise ArgumentError(msg)


def _candidate_of_json(data: Mapping[str, Any]) -> Candidate:
    make = data["make"]
    if make is not None:
        make = Make(make["compiler"], tuple(make["flags"]), tuple((site, option) for site, option in make["changes"]))
    return Candidate(**{**data, "make": make})


# ----------------------------------------------------------------------------------------------------------- the search


class Stage(StrEnum):
    """What a search does now."""

    VARIANTS = "variants"
    """The compilers' usual outputs."""
    MAKES = "makes"
    """Other flags, and a changed source, for the fastest of them."""
    EDITS = "edits"
    """The walk over edits, and the last measurements."""
    DONE = "done"


_CANDIDATES: Final = ("compiler_best", "source", "current", "best")


@dataclass(slots=True)
class State:
    """How far the search for one problem has come; JSON, so that it can go on another day."""

    problem_id: str
    rng: np.random.Generator
    spent_s: float = 0.0
    stage: Stage = Stage.VARIANTS
    compiler_best: Candidate | None = None
    """The fastest of the compilers' usual outputs, confirmed; None: not known yet."""
    source: Candidate | None = None
    """The compiler's output from which the walk started; None: it has not."""
    current: Candidate | None = None
    """Where the walk is; a text that failed has the speedup of the one before it."""
    best: Candidate | None = None
    """Confirmed."""
    runners_up: list[Candidate] = field(default_factory=list)
    """Those that looked faster than the best one and could not be told apart from it, fastest first."""
    makes: list[Candidate] = field(default_factory=list)
    """The fastest outputs of compilers, by quick measurements, fastest first."""
    tried: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)

    def to_json(self) -> str:
        """The state as a line of JSON."""
        data = {name: getattr(self, name) for name in ("problem_id", "spent_s", "stage", "tried", "passed", "accepted")}
        for name in _CANDIDATES:
            one = getattr(self, name)
            data[name] = one and asdict(one)
        for name in ("runners_up", "makes"):
            data[name] = [asdict(one) for one in getattr(self, name)]
        return json.dumps(data | {"rng": self.rng.bit_generator.state})

    @classmethod
    def from_json(cls, line: str) -> State:
        """Reads what `to_json` wrote.

        Raises:
            ArgumentError: it is something else.
        """
        try:
            data = json.loads(line)
            data["stage"] = Stage(data["stage"])
            rng = np.random.default_rng()
            rng.bit_generator.state = data.pop("rng")
            for name in _CANDIDATES:
                data[name] = data[name] and _candidate_of_json(data[name])
            for name in ("runners_up", "makes"):
                data[name] = [_candidate_of_json(one) for one in data[name]]
            for name in ("tried", "passed", "accepted"):
                data[name] = Counter(data[name])
            return cls(rng=rng, **data)
        except (ValueError, KeyError, TypeError) as error:
            msg = f"this is not the state of a search ({error!r}); delete the file to start afresh"
            raise ArgumentError(msg) from error


class Walk:
    """The search for one problem.

    Args:
        problem: What is optimized.
        laboratory: Measures.
        state: Where to start; it is changed.
        seconds: When to end, in `State.spent_s`.
        on_find: Called with each confirmed best candidate.
        on_round: Called after each round.
        clock: Tells seconds.
    """

    def __init__(
        self,
        problem: Problem,
        laboratory: Laboratory,
        state: State,
        seconds: float,
        *,
        on_find: Callable[[Candidate], None] = lambda _: None,
        on_round: Callable[[State], None] = lambda _: None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.problem, self.laboratory, self.state, self.seconds = problem, laboratory, state, seconds
        self._on_find, self._on_round, self._clock = on_find, on_round, clock
        self._seen: set[bytes] = set()
        self._unmeasured: list[Candidate] = []
        self._sites: dict[bool, list[source_edits.Site]] = {
            clang: source_edits.find_sites(problem.c_code, clang=clang) for clang in (False, True)
        }
        self._rounds = 0

    def run(self) -> Candidate | None:
        """Searches until the time is over; None: no compiler's output passes the tests."""
        state = self.state
        if state.stage is Stage.VARIANTS:
            self._try_variants()
        if state.stage is Stage.MAKES:
            while state.spent_s < _MAKE_SHARE * self.seconds and not self._is_untimeable():
                self._round(self._make_proposals)
                self._rounds += 1
                if self._rounds % _ROUNDS_PER_REFRESH == 0:
                    self._timed(self._refresh_parents)
            state.stage = Stage.EDITS
            state.source = state.current = self._fastest_confirmed()
        if state.stage is Stage.EDITS:
            while state.spent_s < _EDIT_SHARE * self.seconds and not self._is_untimeable():
                self._round(self._edit_proposals)
            if not self._is_untimeable():
                self._timed(self._finish)
            state.stage = Stage.DONE
            self._on_round(state)
        return state.best

    # ------------------------------------------------------------------------------------------------------- stages

    def _try_variants(self) -> None:
        """What `agents.compilers` would try, likeliest first, as far as the time goes; the fastest are confirmed."""
        state, step = self.state, self.laboratory.num_envs
        state.makes, state.best, state.runners_up = [], None, []
        wanted = [Make(compiler, flags) for compiler, flags in variants(host_compilers())]
        for first in range(0, len(wanted), step):
            if first == 0 or state.spent_s < _VARIANT_SHARE * self.seconds:
                self._timed(functools.partial(self._try_makes, wanted[first : first + step]))
        self._timed(lambda: [self._challenge(one) for one in state.makes[:_FINALISTS]])
        # Of outputs that cannot be told apart the one that looks fastest: no gain of the search may come from here.
        state.best = state.compiler_best = self._fastest_confirmed()
        state.stage = Stage.MAKES
        self._on_round(state)

    def _try_makes(self, makes: Sequence[Make]) -> None:
        made = self._compiled(makes)
        if made:
            results = self.laboratory.screen(self.problem.id, made)
            self._count([("variant", one) for one in results])
            self._note_makes(results)

    def _is_untimeable(self) -> bool:
        """Whether there is nothing to search: no output passes, or all are too brief for the clock."""
        return self.state.best is None or self.state.best.low == self.state.best.high == 1.0

    def _round(self, proposals: Callable[[], Iterator[tuple[str, Candidate]]]) -> None:
        self._timed(lambda: self._try_all(list(proposals())))
        self._on_round(self.state)

    def _timed(self, work: Callable[[], object]) -> None:
        start_s = self._clock()
        work()
        self.state.spent_s += self._clock() - start_s

    def _try_all(self, proposals: Sequence[tuple[str, Candidate]]) -> None:
        """Measures proposals, confirms what looks best and takes a step of the walk."""
        state, kinds = self.state, [kind for kind, _ in proposals]
        if not proposals:
            return
        results = self.laboratory.screen(self.problem.id, [one for _, one in proposals])
        self._count(list(zip(kinds, results, strict=True)))
        fastest = max(range(len(results)), key=lambda i: results[i].speedup)
        if state.stage is Stage.MAKES:
            self._note_makes(results)
            if results[fastest].speedup > _PROMISING * self._level():
                self._look_again(results[fastest], fastest)
        else:
            self._walk_to(results[fastest], fastest, kinds[fastest])

    def _walk_to(self, candidate: Candidate, slot: int, kind: str) -> None:
        """Takes a step of the walk, or not; what looks like a gain is measured again first."""
        state, current = self.state, self.state.current
        assert current is not None, "the walk has started"
        if not self._accepts(candidate, current):
            return
        if candidate.passed and candidate.speedup > _PROMISING * current.speedup:
            candidate = self._look_again(candidate, slot)
            if not self._accepts(candidate, current):
                return
        elif candidate.passed:
            # The fastest of several quick measurements is mostly a lucky one.
            shrunk = current.speedup * (candidate.speedup / current.speedup) ** _TRUST
            candidate = replace(candidate, speedup=shrunk)
        state.accepted[kind] += 1
        state.current = candidate if candidate.passed else replace(candidate, speedup=current.speedup)

    def _look_again(self, candidate: Candidate, slot: int) -> Candidate:
        """Measures again what a quick measurement found promising, and confirms it if that was no luck."""
        again = self.laboratory.look_again(candidate, slot)
        if again.passed and again.speedup > _CONVINCING * self._level():
            return self._challenge(again)
        return again

    def _fastest_confirmed(self) -> Candidate | None:
        known = [*self.state.runners_up, *([self.state.best] if self.state.best else [])]
        return max(known, key=lambda one: one.speedup, default=None)

    def _level(self) -> float:
        """The speedup that a candidate must beat to be worth confirming."""
        fastest = self._fastest_confirmed()
        assert fastest is not None, "without any there is no search"
        return fastest.speedup

    def _accepts(self, candidate: Candidate, current: Candidate) -> bool:
        """Metropolis' rule; the temperature falls with the time that is left."""
        done = (self.state.spent_s / self.seconds - _MAKE_SHARE) / (_EDIT_SHARE - _MAKE_SHARE)
        temperature = _HOT_START * (_COLD_END / _HOT_START) ** min(max(done, 0.0), 1.0)
        worse = _cost(candidate, current.speedup) - _cost(current, current.speedup)
        return worse <= 0 or self.state.rng.random() < math.exp(-worse / temperature)

    def _challenge(self, candidate: Candidate) -> Candidate:
        """Confirms a candidate, and makes it the best one if its interval lies above that one's."""
        state = self.state
        confirmed = self.laboratory.confirm(self.problem.id, candidate)
        if not confirmed.passed:
            return confirmed
        if state.best is None or confirmed.low > state.best.high:
            state.runners_up = [one for one in state.runners_up if one.speedup > confirmed.speedup]
            state.best = confirmed
            self._on_find(confirmed)
        elif confirmed.speedup > state.best.speedup:
            kept = [one for one in state.runners_up if one.text != confirmed.text]
            state.runners_up = sorted([*kept, confirmed], key=lambda one: -one.speedup)[:_FINALISTS]
        return confirmed

    def _finish(self) -> None:
        """Measures the finalists afresh, against the compilers' best output, and takes back edits that gain nothing."""
        state = self.state
        finalists = [state.compiler_best, state.best, *state.runners_up]
        if state.current is not None and state.current.passed and state.current.speedup > self._level():
            finalists.append(state.current)
        winner, seen = None, set()
        for one in finalists:
            if one is None or one.text in seen:
                continue
            seen.add(one.text)
            again = self.laboratory.confirm(self.problem.id, one)
            # What was found first stays where the difference may be noise; so the search loses to no compiler.
            if again.passed and (winner is None or again.speedup > _CONVINCING * winner.speedup):
                winner = again
        state.best, state.runners_up = state.compiler_best, []
        if winner is not None:
            state.best = self._pruned(winner)
            self._measure_for_the_record()
            self._on_find(state.best)

    def _measure_for_the_record(self) -> None:
        """Measures both once more: each was chosen for a fast measurement, which is luck in part."""
        state = self.state
        assert state.best is not None, "something was found"
        if state.compiler_best is None or state.best.text == state.compiler_best.text:
            return
        first, best = (self.laboratory.confirm(self.problem.id, one) for one in (state.compiler_best, state.best))
        if first.passed:
            state.compiler_best = first
        state.best = best if best.passed else state.compiler_best

    def _pruned(self, winner: Candidate) -> Candidate:
        """The winner without those of its edits that are not needed for its speed: each may be wrong on some input."""
        if winner.make is not None or self.state.source is None:
            return winner
        source = self.state.source.text
        hunks = _hunks(source, winner.text)
        kept = list(hunks)
        end_s = self._clock() + _PRUNING_SHARE * self.seconds
        for hunk in hunks:
            if self._clock() > end_s:
                break
            fewer = [one for one in kept if one != hunk]
            text = _with_hunks(source, winner.text, fewer)
            trial = Candidate(text=text, origin=winner.origin)
            measured = self.laboratory.screen(self.problem.id, [trial] * self.laboratory.num_envs)
            speedup = float(np.mean([one.speedup for one in measured]))
            if all(one.passed for one in measured) and speedup >= _NEEDLESS * winner.speedup:
                kept = fewer
        if len(kept) == len(hunks):
            return winner
        simpler = Candidate(text=_with_hunks(source, winner.text, kept), origin=f"{winner.origin}, pruned")
        confirmed = self.laboratory.confirm(self.problem.id, simpler)
        return confirmed if confirmed.passed and confirmed.high >= winner.speedup else winner

    # ------------------------------------------------------------------------------------------------------ proposals

    def _make_proposals(self) -> Iterator[tuple[str, Candidate]]:
        """Other flags and sources for one of the fastest outputs; the best ones are chosen more often."""
        wanted, count = [], self.laboratory.num_envs
        for _ in range(2 * count if len(self._unmeasured) < count else 0):
            wanted.append(self._mutated(self._parent()))
        self._unmeasured += self._compiled(wanted)
        for one in self._unmeasured[:count]:
            yield "source" if one.make and one.make.changes else "flags", one
        del self._unmeasured[:count]

    def _parent(self) -> Make:
        """A fast output, of any compiler or of one, so that none dies out that only needs another source."""
        rng, makes = self.state.rng, [one.make for one in self.state.makes if one.make is not None]
        if rng.random() < 0.5:
            compilers = sorted({make.compiler for make in makes})
            compiler = compilers[rng.integers(len(compilers))]
            makes = [make for make in makes if make.compiler == compiler]
        return makes[min(int(rng.geometric(0.4)) - 1, len(makes) - 1)]

    def _mutated(self, make: Make) -> Make:
        rng, sites = self.state.rng, self._sites[make.compiler.startswith("clang")]
        flags, changes = make.flags, dict(make.changes)
        changes_source = bool(sites) and rng.random() < _SOURCE_SHARE
        if changes_source:
            changes = source_edits.mutate(changes, sites, rng)
        if not changes_source or rng.random() < 0.2:
            flags = mutate_flags(make.compiler, flags, rng)
        return Make(make.compiler, flags, tuple(sorted(changes.items())))

    def _refresh_parents(self) -> None:
        """Measures the fastest outputs again, so that no lucky measurement keeps its place."""
        parents = self.state.makes[: self.laboratory.num_envs]
        if not parents:
            return
        self.laboratory.forget()
        again = self.laboratory.screen(self.problem.id, parents)
        self.state.makes = self.state.makes[len(parents) :]
        self._note_makes([old.averaged(new) for old, new in zip(parents, again, strict=True)])

    def _edit_proposals(self) -> Iterator[tuple[str, Candidate]]:
        assert self.state.current is not None, "the walk has started"
        assert self.state.source is not None, "the walk has started"
        for _ in range(self.laboratory.num_envs):
            edited = edit(self.state.current.text, self.state.rng)
            if edited is not None:
                yield edited[0].value, Candidate(text=edited[1], origin=f"{self.state.source.origin}, edited")

    def _compiled(self, makes: Sequence[Make]) -> list[Candidate]:
        """What compilers make, in parallel, without what was made before and without what does not compile."""
        made: list[Candidate] = []
        with ThreadPoolExecutor(max(1, len(os.sched_getaffinity(0)))) as pool:
            for make, text in zip(makes, pool.map(self._compile, makes), strict=True):
                digest = hashlib.sha256((text or "").encode()).digest()
                if text is not None and digest not in self._seen:
                    self._seen.add(digest)
                    made.append(Candidate(text=text, origin=str(make), make=make))
        return made

    def _compile(self, make: Make) -> str | None:
        words = [word for flag in make.flags for word in flag.split(" ")]
        sites = self._sites[make.compiler.startswith("clang")]
        try:
            return compile_c(
                source_edits.apply(self.problem.c_code, sites, dict(make.changes)), words, compiler=make.compiler
            )
        except ProblemError:  # these flags do not go together, or a change is none for this place
            return None

    def _count(self, results: Sequence[tuple[str, Candidate]]) -> None:
        self.state.tried.update(kind for kind, _ in results)
        self.state.passed.update(kind for kind, one in results if one.passed)

    def _note_makes(self, candidates: Sequence[Candidate]) -> None:
        """Keeps the fastest outputs, and the fastest of each compiler."""
        passing = sorted([*self.state.makes, *(one for one in candidates if one.passed)], key=lambda one: -one.speedup)
        by_compiler = Counter[str]()
        kept = []
        for rank, one in enumerate(passing):
            assert one.make is not None, "an output of a compiler"
            by_compiler[one.make.compiler] += 1
            if rank < _PARENTS or by_compiler[one.make.compiler] <= _FINALISTS:
                kept.append(one)
        self.state.makes = kept


def _cost(candidate: Candidate, known_speedup: float) -> float:
    """What the walk makes smaller; a candidate that failed counts as `known_speedup` fast, less its failures."""
    return _FAILURE_COST * candidate.failed - math.log(candidate.speedup if candidate.passed else known_speedup)


def edit(text: str, rng: np.random.Generator) -> tuple[Rewrite, str] | None:
    """One edit in a loop that drops no check.

    Deleting a comparison or a branch is the fastest way to be wrong where no test looks: on input that is malformed.

    Args:
        text: Assembly.
        rng: Chooses.

    Returns:
        Its kind and the new text; None: none was found.
    """
    lines = text.splitlines()
    hot = heat(lines)
    for _ in range(_TRIES):
        proposal = propose(text, rng)
        if proposal is None:
            return None
        kind, edited = proposal
        start, end, new = _difference(lines, edited.splitlines())
        is_hot = kind in _OF_LOOPS or any(one > 1.0 for one in hot[start:end])
        if is_hot and not _drops_check(kind, lines[start:end], new):
            return kind, edited
    return None


def _difference(old: list[str], new: list[str]) -> tuple[int, int, list[str]]:
    """First and last line, exclusive, of what is different in the old lines, and the new lines in their place."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, len(old) - end, new[start : len(new) - end]


def _drops_check(kind: Rewrite, old: list[str], new: list[str]) -> bool:
    """Whether a comparison, branch or call is another one now, or something crosses a branch."""
    if kind is Rewrite.SWAP:
        return any(_starts_with(line, ("j", "call", "ret")) for line in old)
    changed = (Counter(old) - Counter(new)) + (Counter(new) - Counter(old))
    return kind in _RISKY and any(_starts_with(line, _CHECKS) for line in changed)


def _starts_with(line: str, opcodes: tuple[str, ...]) -> bool:
    one = parse(line)
    return one is not None and one.opcode.startswith(opcodes)


def _hunks(old: str, new: str) -> list[tuple[str, int, int, int, int]]:
    """Places where two texts differ, as `difflib` tells them."""
    matcher = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    return [one for one in matcher.get_opcodes() if one[0] != "equal"]


def _with_hunks(old: str, new: str, kept: Sequence[tuple[str, int, int, int, int]]) -> str:
    """The old text with some of its differences from the new one."""
    lines, of_new = old.splitlines(), new.splitlines()
    for _, start, end, new_start, new_end in sorted(kept, key=lambda one: -one[1]):
        lines[start:end] = of_new[new_start:new_end]
    return "\n".join(lines) + "\n"


# ------------------------------------------------------------------------------------------------- agent and command


class Search:
    """Searches for `seconds` at each C program that its dataset has; a later call for the same program goes on.

    Args:
        dataset: Where the problems are found by their C source.
        split: Of it.
        seconds: For each call and program.
        seed: Of the random choices.
        num_envs: Candidates at once.
        output: A folder for finds and states, or None. States hold speedups: a folder belongs to one machine.

    Raises:
        ArgumentError, DatasetError: an argument cannot be used.
    """

    attempts = 1
    batch_size = 1

    def __init__(
        self,
        dataset: str = "bundled",
        split: str = "all",
        seconds: float = 300.0,
        seed: int = 0,
        num_envs: int = 6,
        output: str | None = None,
    ) -> None:
        self.settings = Settings(seconds=seconds, seed=seed, num_envs=num_envs)
        self._dataset, self._split = dataset, split
        self._problems = {problem.c_code: problem for problem in load(dataset, None if split == "all" else split)}
        self._output = None if output is None else Path(output)
        self._states: dict[str, State] = {}
        self._laboratory: Laboratory | None = None

    def act(self, observations: Sequence[Mapping[str, str]]) -> list[str]:
        """See `agents.policy.Policy`.

        Raises:
            ArgumentError: the dataset does not have a program, so that it cannot be measured.
        """
        return [self._answer(observation) for observation in observations]

    def _answer(self, observation: Mapping[str, str]) -> str:
        problem = self._problems.get(observation["c_source"])
        if problem is None:
            begin = observation["c_source"][:60]
            msg = (
                f"the program that begins {begin!r} is not in split {self._split!r} of {self._dataset!r}, where the"
                " search measures; give it the dataset, too: --agent-arg dataset=FILE"
            )
            raise ArgumentError(msg)
        best = self.search(problem).best
        return _first_output(observation) if best is None else best.text

    def search(self, problem: Problem) -> State:
        """Searches for one problem: what is left of the time of a search that was interrupted, else all of it."""
        if self._laboratory is None:
            self._laboratory = Laboratory(
                self._dataset, self._split, num_envs=self.settings.num_envs, seed=self.settings.seed
            )
        state = self._states.get(problem.id) or self._stored(problem)
        total_s = self.settings.seconds
        if state.stage is Stage.DONE and state.best is not None:
            state.stage, total_s = Stage.MAKES, state.spent_s + total_s
        self._states[problem.id] = state
        baseline = self._laboratory.baseline(problem.id)
        Walk(
            problem, self._laboratory, state, total_s,
            on_find=lambda found: self._write_find(problem, baseline, found),
            on_round=lambda state: self._write_state(problem, state),
        ).run()  # fmt: skip
        return state

    def close(self) -> None:
        """Ends the environments; a later call of `act` starts others."""
        if self._laboratory is not None:
            self._laboratory.close()
            self._laboratory = None

    def _stored(self, problem: Problem) -> State:
        path = self._state_path(problem)
        if path is not None and path.exists():
            return State.from_json(path.read_text(encoding="utf-8"))
        return State(problem.id, np.random.default_rng([self.settings.seed, *problem.id.encode()]))

    def _state_path(self, problem: Problem) -> Path | None:
        # An id may hold anything, and a dataset may get another program of the same name.
        name = hashlib.sha256(f"{problem.id}\0{problem.c_code}".encode()).hexdigest()[:16]
        return self._output and self._output / "states" / f"{name}.json"

    def _write_state(self, problem: Problem, state: State) -> None:
        path = self._state_path(problem)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            whole = path.with_suffix(".tmp")
            whole.write_text(state.to_json(), encoding="utf-8")
            whole.replace(path)  # an interrupt leaves the old state or the new one

    def _write_find(self, problem: Problem, baseline: str, found: Candidate) -> None:
        if self._output is None:
            return
        self._output.mkdir(parents=True, exist_ok=True)
        find = {
            "problem_id": problem.id, "c_source": problem.c_code, "baseline": baseline, "text": found.text,
            "origin": found.origin, "speedup": found.speedup, "speedup_low": found.low, "speedup_high": found.high,
        }  # fmt: skip
        with (self._output / "finds.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(find) + "\n")


def _first_output(observation: Mapping[str, str]) -> str:
    """The output of the first compiler and flags that take the program, else the assembly that was shown."""
    for compiler, flags in variants(host_compilers(), rounding=False):
        try:
            return compile_c(observation["c_source"], flags, compiler=compiler)
        except ProblemError:
            continue
    return observation["assembly"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Searches at some problems and prints what was found."""
    parser = argparse.ArgumentParser(description="Searches for faster assembly.")
    parser.add_argument("--dataset", default="bundled", help="problems (default: %(default)s)")
    parser.add_argument("--split", default="test", help="which of them (default: %(default)s)")
    parser.add_argument("--problems", help="ids with commas between; all where it is not given")
    parser.add_argument("--seconds", type=float, default=300.0, help="for each problem (default: %(default)s)")
    parser.add_argument("--num-envs", type=int, default=6, help="candidates at once (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the random choices (default: %(default)s)")
    parser.add_argument("--output", help="folder for finds.jsonl and the states that a later run goes on from")
    args = parser.parse_args(arguments)
    try:
        agent = Search(args.dataset, args.split, args.seconds, args.seed, args.num_envs, args.output)
        known = {problem.id: problem for problem in load(args.dataset, None if args.split == "all" else args.split)}
        chosen = args.problems.split(",") if args.problems else list(known)
        if missing := [one for one in chosen if one not in known]:
            parser.error(f"no problems {', '.join(missing)} in split {args.split!r} of {args.dataset!r}")
        with contextlib.closing(agent):
            for problem_id in chosen:
                print(summary(agent.search(known[problem_id])), flush=True)
    except AsmGymError as error:
        parser.error(str(error))
    except KeyboardInterrupt:
        parser.exit(130, "stopped; with --output the same command goes on from here\n")


def summary(state: State) -> str:
    """One line about a search: the best compiler output, the best find, and what was tried."""
    if state.best is None or state.compiler_best is None:
        return f"{state.problem_id}: no compiler's output passes the tests"
    best, first = state.best, state.compiler_best
    return (
        f"{state.problem_id}: compilers {first.speedup:.3f},"
        f" found {best.speedup:.3f} ({best.low:.3f} to {best.high:.3f})"
        f", {best.speedup / first.speedup - 1:+.1%}; {state.tried.total()} tried, {state.passed.total()} passed"
        f" in {state.spent_s:.0f} s; {best.origin}"
    )


if __name__ == "__main__":
    main()
