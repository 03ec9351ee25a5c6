"""Imports real programs, written out as a tree of Project CodeNet, with ten faults planted among them.

Usage: python tests/benchmarks/planted_faults.py PROBLEMS.jsonl [FOLDER]

Prints what became of the programs as they are and of each planted one. Ends with 1 if a planted fault was accepted or
named otherwise than expected.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from asm_gym import Problem, load_jsonl

CLOCK = '#include <stdio.h>\n#include <time.h>\nint main(void) { printf("%ld\\n", (long)time(NULL)); return 0; }\n'
SEEDED = (
    "#include <stdio.h>\n#include <stdlib.h>\n#include <time.h>\n"
    'int main(void) { srand((unsigned)time(NULL)); printf("%d\\n", rand() % 1000); return 0; }\n'
)
ADDRESS = '#include <stdio.h>\nint main(void) { int here; printf("%p\\n", (void *)&here); return 0; }\n'
OUT_OF_BOUNDS = (
    "#include <stdio.h>\n#include <stdlib.h>\nint main(void) {\n    int n = 0, *table = malloc(20);\n"
    '    while (getchar() != EOF) n++;\n    table[5] = n;\n    printf("%d\\n", n);\n    free(table);\n}\n'
)
OVERFLOW = (
    "#include <stdio.h>\n#include <limits.h>\n"
    'int main(void) { int n = 0; while (getchar() != EOF) n++; printf("%d\\n", n + INT_MAX > n); return 0; }\n'
)


def planted(good: list[Problem]) -> list[tuple[str, Problem, str, str]]:
    """Name, the problem whose task it goes to, C code and the reason that is expected."""
    first, second, third, fourth = good[:4]
    return [
        ("reads_the_clock", first, CLOCK, "non_deterministic"),
        ("seeds_with_the_clock", first, SEEDED, "non_deterministic"),
        ("prints_an_address", second, ADDRESS, "non_deterministic"),
        ("writes_out_of_bounds", second, OUT_OF_BOUNDS, "sanitizer_error"),
        ("overflows", third, OVERFLOW, "sanitizer_error"),
        ("copy", third, third.c_code, "exact_duplicate"),
        ("copy_with_comments", third, f"/* mine */\n{third.c_code}\n// end\n", "near_duplicate"),
        ("copy_in_another_task", fourth, first.c_code + "\n", "exact_duplicate"),
        ("does_not_compile", fourth, fourth.c_code.replace("main", "main(", 1), "does_not_build"),
    ]


def write_tree(tree: Path, problems: list[Problem], good: list[Problem]) -> dict[str, str]:
    """Writes the tree; gives the expected reason of each planted program."""
    expected = {}
    wrong = good[4]
    for number, problem in enumerate(problems):
        task = f"p{number:05d}"
        rows, programs = [("s0", problem.c_code)], tree / "data" / task / "C"
        for name, host, c_code, reason in planted(good):
            if host is problem:
                rows.append((name, c_code))
                expected[f"{task}_{name}"] = reason
        programs.mkdir(parents=True)
        for name, c_code in rows:
            (programs / f"{name}.c").write_text(c_code)
        for count, test in enumerate(problem.tests):
            (tree / "data" / task / f"input.{count}.txt").write_bytes(test.stdin)
            stdout = test.stdout
            if problem is wrong and count == len(problem.tests) // 2:
                stdout += b"0\n"
                expected[f"{task}_s0"] = "wrong_output"
            if problem is wrong or not any(host is problem for _, host, _, _ in planted(good)):
                (tree / "data" / task / f"output.{count}.txt").write_bytes(stdout)
        (tree / "metadata").mkdir(exist_ok=True)
        with (tree / "metadata" / f"{task}.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["submission_id", "problem_id", "language", "status"])
            writer.writerows([name, task, "C", "Accepted"] for name, _ in rows)
    return expected


def main() -> None:
    """Writes the tree, imports it with the command and compares."""
    problems = list(load_jsonl(sys.argv[1]))
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="planted-"))
    clean = folder / "as_they_are.jsonl"
    command = [sys.executable, "-m", "asm_gym", "dataset", "import"]
    start_s = time.perf_counter()
    subprocess.run([*command, "jsonl", sys.argv[1], "--output", str(clean), "--fresh", "0"], check=True)
    accepted = {one.id for one in load_jsonl(clean)}
    good = [one for one in problems if one.id in accepted and len(one.tests) > 1]
    print(f"{len(accepted)} of {len(problems)} programs are good as they are ({time.perf_counter() - start_s:.0f} s)")
    expected = write_tree(folder / "tree", problems, good)
    output = folder / "imported.jsonl"
    start_s = time.perf_counter()
    subprocess.run([*command, "codenet", str(folder / "tree"), "--output", str(output), "--multiply"], check=True)
    print(f"imported in {time.perf_counter() - start_s:.0f} s")
    rejected = {
        one["id"]: one for one in map(json.loads, output.with_suffix(".rejected.jsonl").read_text().splitlines())
    }
    kept = {one.id for one in load_jsonl(output)}
    faults = 0
    for name, reason in expected.items():
        got = rejected[name]["reason"] if name in rejected else "accepted"
        faults += got != reason
        detail = rejected.get(name, {}).get("detail", "")
        print(f"{'ok  ' if got == reason else 'FAIL'} {name}: {got} ({reason} expected): {detail[:100]}")
    untouched = {f"p{n:05d}_s0" for n, one in enumerate(problems) if one.id in accepted} - set(expected)
    print(f"good programs kept: {len(kept & untouched)} of {len(untouched)}; lost: {sorted(untouched - kept)}")
    sys.exit(1 if faults or not untouched <= kept else 0)


if __name__ == "__main__":
    main()
