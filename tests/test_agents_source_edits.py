"""Changed programs mean what they meant, and only what is certain is changed."""

import subprocess

import numpy as np
import pytest

from agents.source_edits import SourceRewrite, apply, find_sites, mutate
from asm_gym import host_compilers

PROGRAM = r"""
#include <stdint.h>
#include <stdio.h>
#define CLAMP(x) if ((x) > 50) \
    (x) = 50
/* if (a) b++; */
static const char *text = "if (a) b++; else c = 1;"; // while (1) a++;

static int smallest(const int *values, int count)
{
    int best = values[0], at = 0;
    for (int i = 1; i < count; i++) {
        if (values[i] < best) {
            best = values[i];
            at = i;
        }
    }
    return at;
}

static int sign(int x)
{
    int result;
    if (x < 0)
        result = -1;
    else if (x > 0)
        result = 1;
    else
        result = 0;
    return result;
}

int main(void)
{
    int values[8] = {5, -3, 9, 0, 7, -8, 2, 2}, limits[8] = {0};
    uint8_t narrow = 250;
    int64_t wide = 1;
    double real = 0.5, zeros = -0.0;
    unsigned counted = 0, odd = 0, *where = &counted;
    for (int i = 0; i < 200; i++) {
        int a = i * 7919 % 101 - 50, b = i * 104729 % 97 - 48;
        CLAMP(a);
        if (a == b) {
            counted++;
        } else if (a < b && b != 3) {
            odd += 2;
            narrow += 7;
        } else {
            --counted;
            wide = wide * 3 - a;
        }
        if (a > 0)
            if (b > 0)
                narrow++;
            else
                narrow -= 2;
        if (limits[i & 7] < a)
            limits[i & 7] = a;
        if (i % 3 == 0)
            wide += real;
        if (i == -1)
            zeros++;
        if (a < 0 || b < 0 || a + b > 60)
            real += 0.25;
        else
            real = real / 2;
        if ((a > 3 && b > 3) || a == -7)
            *where = *where + 1;
        switch (i & 3) {
        case 0:
            if (a) odd++;
            break;
        default:
            if (b > a) { odd ^= 5; } else { odd <<= 1; }
        }
        do { i++; } while (i % 5 != 0);
        while (a > 25)
            a -= 3;
        wide += sign(a) + 3 * sign(b);
    }
    printf("%d %u %u %d ", smallest(values, 8), counted, odd, narrow);
    printf("%lld %a %a %s\n", (long long)wide, real, zeros, text);
    for (int i = 0; i < 8; i++)
        printf("%d ", limits[i]);
    return 0;
}
"""
CLANG = [name for name in host_compilers() if name.startswith("clang")][:1]


def output(c_source, compiler, level, path):
    """What a program prints; None: the compiler refuses it."""
    command = [compiler, level, "-w", "-x", "c", "-", "-o", str(path)]
    if subprocess.run(command, input=c_source, text=True, capture_output=True, check=False).returncode != 0:
        return None
    return subprocess.run([str(path)], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("compiler", ["gcc", *CLANG])
def test_every_change_keeps_the_meaning(compiler, tmp_path):
    """Each option alone, all together and random mixtures print what the program prints."""
    sites = find_sites(PROGRAM, clang=compiler != "gcc")
    assert {site.kind for site in sites} == set(SourceRewrite)
    wanted = output(PROGRAM, compiler, "-O1", tmp_path / "wanted")
    rng, mixture = np.random.default_rng(0), {}
    chosen = [{i: 0 for i in range(len(sites))}]
    chosen += [{i: len(site.options) - 1} for i, site in enumerate(sites) if site.kind is not SourceRewrite.LOOP]
    for _ in range(12):
        mixture = mutate(mixture, sites, rng)
        chosen.append(mixture)
    outputs = [output(apply(PROGRAM, sites, one), compiler, "-O2", tmp_path / "changed") for one in chosen]
    assert set(outputs) <= {wanted, None}
    assert outputs.count(None) <= 2
    assert len({apply(PROGRAM, sites, one) for one in chosen}) > 25


def flattened(statement):
    """The ways in which a statement in a function can go without a branch."""
    c_source = f"int f(int a, int b, int *p) {{ {statement} return a; }}"
    sites = [site for site in find_sites(c_source, clang=True) if site.kind is SourceRewrite.FLATTEN]
    return [change.text for site in sites for option in site.options for change in option]


def test_an_if_of_assignments_needs_no_branch():
    """Conditions are evaluated once and in order, assignments keep theirs."""
    (counting, selecting) = flattened("if (a < b) { b = a; a++; } else if (a) b -= 2;")
    head = "{ const int asm_gym_case0 = !!(a < b); const int asm_gym_case1 = !asm_gym_case0 && !!(a); "
    assert counting.startswith(head + "b = asm_gym_case0 ? (__typeof__(b))(a) : b; a += asm_gym_case0; ")
    assert selecting.startswith(
        head + "b = asm_gym_case0 ? (__typeof__(b))(a) : b; a = asm_gym_case0 ? (__typeof__(a))"
    )
    assert selecting.endswith("b = asm_gym_case1 ? (__typeof__(b))(b - (2)) : b; }")


@pytest.mark.parametrize(
    "statement",
    [
        "if (a) return b;",
        "if (a) g(b);",
        "if (a) { b = 1; g(a); }",
        "if (a) b = 1; else g(a);",
        "if (a) *p = 1;",
        "if (a) p[b] = 1;",
        "if (b > 2 && p[b] < a) p[b] = a;",
        "if (a) int c = b;",
        "if (a) b = p++;",
        "if (a) b = 1, a = 2;",
        "if (a) a = b = 1;",
        "if (a) ;",
        "if (a) {}",
        "if (a) while (b) b--;",
        "if (a) goto end;",
        "#define X if (a) b = 1;\n",
        "/* if (a) b = 1; */",
        "volatile int c; if (a) c = 1;",
    ],
)
def test_what_is_no_assignment_keeps_its_branch(statement):
    """Calls, jumps, stores through pointers and elements that the condition need not have read are left alone."""
    assert flattened(statement) == []


def test_an_element_that_the_condition_has_read_may_be_written():
    """Storing what is there already changes nothing, and it cannot fault."""
    assert len(flattened("if (p[b] < a) p[b] = a;")) == 1


def eager(condition):
    """A condition with everything in it evaluated, or None."""
    c_source = f"int f(int a, int b, int *p) {{ return ({condition}); }}"
    sites = [site for site in find_sites(c_source, clang=False) if site.kind is SourceRewrite.EAGER]
    return [change.text for site in sites for option in site.options for change in option]


def test_comparisons_are_joined_without_branches():
    """Both operators, with numbers and characters."""
    assert eager("a < 0 || b == 'x'") == ["((a < 0) != 0) | ((b == 'x') != 0)"]
    assert eager("a && !b && a - 1 > b") == ["((a) != 0) & ((!b) != 0) & ((a - 1 > b) != 0)"]


@pytest.mark.parametrize(
    "condition",
    [
        "a && p[a]",
        "a && *p",
        "a || b++",
        "a && f(b)",
        "a && 1 / b",
        "a && b || b",
        "a",
        "a && (b = 1)",
        "a && sizeof a",
    ],
)
def test_what_may_fault_or_change_something_is_evaluated_as_before(condition):
    """Loads, calls, divisions and assignments stay behind the condition that guards them; a mixture has no one join."""
    assert eager(condition) == []


def test_broken_programs_do_no_harm():
    """What is no C raises nothing, and stays as it is where nothing is chosen."""
    for text in (
        "",
        "if (",
        "if (a",
        "for (;;",
        "while",
        "((((" * 400,
        "if (a) {",
        "else if (b) c++;",
        "'",
        '"',
        "/*",
    ):
        sites = find_sites(text, clang=False)
        apply(text, sites, {i: 0 for i in range(len(sites))})
        assert apply(text, sites, {}) == text
