"""Tests of asm_gym.similarity."""

import subprocess
import sys

import pytest

from asm_gym import load
from asm_gym.similarity import NEAR, Duplicates, near_duplicates, shingles, similarity, tokens

SUM = """#include <stdio.h>
/* Adds numbers. */
int main(void) {
    int count, total = 0;
    scanf("%d", &count);
    for (int i = 0; i < count; i++) {
        int value;
        scanf("%d", &value);
        if (value > 0) total += value;
    }
    printf("%d\\n", total);
    return 0;
}
"""
RENAMED = (
    SUM.replace("total", "s").replace("count", "n").replace("value", "x").replace("/* Adds numbers. */", "// other")
    .replace("    ", "\t")
)  # fmt: skip
OTHER = """#include <stdio.h>
int main(void) {
    char line[100];
    while (fgets(line, sizeof line, stdin)) {
        int depth = 0;
        for (char *at = line; *at; at++) depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
        puts(depth ? "no" : "yes");
    }
    return 0;
}
"""


def test_tokens_forget_names_comments_and_white_space():
    """Names of the program's own become one; operators, numbers, strings and the library's names stay."""
    assert tokens('x1 += foo(0x1F) /* c */ << "a b"; // end') == [
        "name", "+=", "name", "(", "0x1F", ")", "<<", '"a b"', ";",
    ]  # fmt: skip
    assert tokens(SUM) == tokens(RENAMED)
    assert " ".join(tokens("printf (index[toupper(index)])")) == "printf ( name [ toupper ( name ) ] )"


def test_similarity_of_programs():
    """A renamed program is the same, one with another operator similar, another program is not."""
    assert similarity(shingles(SUM), shingles(RENAMED)) == 1.0
    assert 0.5 < similarity(shingles(SUM), shingles(SUM.replace("> 0", "< 0"))) < 1.0
    assert similarity(shingles(SUM), shingles(OTHER)) < 0.3
    assert similarity(shingles(SUM), shingles(SUM.replace("scanf", "printf"))) < 1.0
    assert similarity(shingles(""), shingles("")) == 1.0
    assert similarity(shingles("int"), shingles(" int ")) == 1.0


def test_near_duplicates_are_listed():
    """Pairs are named, with the earlier one first."""
    found = near_duplicates([("a", SUM), ("b", OTHER), ("c", RENAMED)])
    assert found == [("a", "c", 1.0)]


def test_the_index_finds_what_the_comparison_finds():
    """The index for large collections names the same program as the pairwise comparison."""
    pytest.importorskip("datasketch")
    known = Duplicates()
    known.add("a", SUM)
    known.add("b", OTHER)
    assert known.find(RENAMED) == ("a", 1.0)
    assert known.find(SUM.replace("total += value", "total -= value * value - 7")) is None
    assert known.find("int main(void) { return 0; }") is None


def test_shingles_are_the_same_in_another_process():
    """Hashes do not depend on the process: an import that is resumed compares with what was there."""
    script = "import sys; from asm_gym.similarity import shingles; print(shingles(sys.stdin.read()).tolist())"
    done = subprocess.run([sys.executable, "-c", script], input=SUM, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(shingles(SUM).tolist())


def test_bundled_problems_are_no_near_duplicates():
    """No two bundled problems are near duplicates, within or across splits."""
    assert near_duplicates([(problem.id, problem.c_code) for problem in load("bundled")], least=NEAR - 0.25) == []


def test_hostile_texts_take_no_time():
    """Unclosed comments and strings, in any number, are read once."""
    for text in ("/*" * 100_000, '"' * 100_001, "/*/" * 50_000, "x" * 200_000, "1e+" * 50_000):
        tokens(text)
