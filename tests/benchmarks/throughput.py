"""Candidates scored per second, against the procedure of the paper, both in one run.

The candidates are passing, distinct and no copies: each problem's baseline with another unreachable function. The
paper's procedure for one candidate: ``gcc x.s -o x -lm``, ten tests, and for each of them ``hyperfine --warmup 3 --runs
10`` on the candidate and on the baseline.

Usage: python tests/benchmarks/throughput.py DATASET.jsonl [--candidates 400] [--reference 12] [--max-signal 20]
"""

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from asm_gym import Evaluator, Problem, ProblemError, compile_c, load

TESTS = 10


def usable_problems(dataset: str, max_signal: float) -> list[Problem]:
    """Problems whose baseline gives its own expected output and takes at most `max_signal` empty programs."""
    evaluator, problems = Evaluator(), []
    for problem in load(dataset):
        try:
            signal = evaluator.prepare(problem).times.signal
            if signal <= max_signal:
                problems.append(problem)
            else:
                print(f"left out: {problem.id} takes {signal:.0f} times an empty program", file=sys.stderr)
        except ProblemError as error:
            print(f"left out: {error}", file=sys.stderr)
    evaluator.close()
    return problems


def variant(assembly: str, number: int) -> str:
    """The same program with other machine code: a function that nobody calls, of `number` instructions."""
    return f"{assembly}\n\t.text\n\t.type unreached, @function\nunreached:\n" + "\tnop\n" * number + "\tret\n"


def score_all(dataset: str, candidates: Path, first_pass: int) -> tuple[float, list[dict]]:
    """Runs the command; candidates per second after every problem was met once, and the evaluations."""
    command = [sys.executable, "-m", "asm_gym", "score", "--dataset", dataset, "--candidates", str(candidates)]
    evaluations, steady_s = [], 0.0
    with subprocess.Popen([*command, "--json", "--min-signal", "0"], stdout=subprocess.PIPE, text=True) as process:
        for number, line in enumerate(process.stdout, 1):
            evaluations.append(json.loads(line))
            if number == first_pass:
                steady_s = time.perf_counter()
        steady_s = time.perf_counter() - steady_s
    return (len(evaluations) - first_pass) / steady_s, evaluations


def reference_seconds(problem: Problem, assembly: str, candidate: str) -> float:
    """Seconds that the paper's procedure takes for one candidate; building the baseline is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        baseline, program = Path(folder) / "baseline", Path(folder) / "program"
        (baseline.with_suffix(".s")).write_text(assembly)
        (program.with_suffix(".s")).write_text(candidate)
        subprocess.run(["gcc", f"{baseline}.s", "-o", baseline, "-lm"], check=True)
        start_s = time.perf_counter()
        subprocess.run(["gcc", f"{program}.s", "-o", program, "-lm"], check=True)
        for number, test in enumerate(problem.tests[:TESTS]):
            stdin = Path(folder) / f"{number}.txt"
            stdin.write_bytes(test.stdin)
            done = subprocess.run([program], input=test.stdin, capture_output=True, check=True)
            assert done.stdout == test.stdout, problem.id
            for binary in (program, baseline):
                command = f"{shlex.quote(str(binary))} < {shlex.quote(str(stdin))}"
                subprocess.run(
                    ["hyperfine", "--style", "none", "--warmup", "3", "--runs", "10", command],
                    check=True,
                    capture_output=True,
                )
        return time.perf_counter() - start_s


def main() -> None:
    """Prints both rates and their quotient."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("dataset")
    parser.add_argument("--candidates", type=int, default=400)
    parser.add_argument("--reference", type=int, default=12, help="candidates that the paper's procedure is timed on")
    parser.add_argument("--max-signal", type=float, default=float("inf"), help="leave out programs that run longer")
    args = parser.parse_args()
    problems = [problem for problem in usable_problems(args.dataset, args.max_signal) if len(problem.tests) >= TESTS]
    baselines = {problem.id: compile_c(problem.c_code) for problem in problems}
    rows = [(problems[i % len(problems)], i // len(problems) + 1) for i in range(args.candidates)]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for problem, number in rows:
            file.write(json.dumps({"id": problem.id, "text": variant(baselines[problem.id], number)}) + "\n")
        file.flush()
        rate, evaluations = score_all(args.dataset, Path(file.name), len(problems))
    passed = sum(e.get("verdict") == "passed" and not e["is_copy"] and e["pairs"] >= 6 for e in evaluations)
    print(
        f"{len(evaluations)} candidates of {len(problems)} problems, {passed} passed, no copies, at least 6 pairs each"
    )
    print(f"asm-gym score: {rate:.1f} candidates a second after the first pass")
    step = max(1, len(problems) // args.reference)
    sample = problems[::step][: args.reference]
    seconds = [reference_seconds(p, baselines[p.id], variant(baselines[p.id], 1)) for p in sample]
    mean_s = sum(seconds) / len(seconds)
    print(f"the paper's procedure: {1 / mean_s:.2f} candidates a second ({mean_s:.2f} s each, {len(seconds)} timed)")
    print(f"quotient: {rate * mean_s:.1f}")


if __name__ == "__main__":
    main()
