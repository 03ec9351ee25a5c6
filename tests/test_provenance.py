"""Tests of asm_gym.provenance."""

import pytest

from asm_gym.provenance import Provenance, provenance
from asm_gym.toolchain import compile_c

SUM = """#include <stdio.h>
int main(void) {
    int n = 0, sum = 0;
    scanf("%d", &n);
    for (int i = 0; i < n; i++) sum += i * (n - i);
    printf("%d\\n", sum);
    return 0;
}
"""


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda: compile_c(SUM, ("-O3",)), Provenance.LOCAL_O3),
        (lambda: compile_c(SUM, ("-O0",)), Provenance.LOCAL_O0),
        (lambda: compile_c(SUM, ("-O3",)).replace("12.2.0", "11.4.0").replace("\t", "    "), Provenance.LOCAL_O3),
        (lambda: compile_c(SUM, ("-O3", "-fcf-protection=full", "-fstack-protector-all")), Provenance.OTHER_O3),
        (lambda: compile_c(SUM, ("-O0", "-fcf-protection=full", "-fstack-protector-all")), Provenance.OTHER_O0),
        (lambda: "", Provenance.UNKNOWN),
        (lambda: "mov eax, ebx\nret\n", Provenance.UNKNOWN),
        (lambda: None, Provenance.UNKNOWN),
    ],
)
def test_what_the_assembly_of_a_row_is(change, expected):
    """The note says which level it is, and whether the local gcc produces it."""
    assert provenance(SUM, change()) is expected


def test_a_program_that_does_not_compile_has_no_known_baseline():
    """The import says later that it does not compile."""
    assert provenance("int main(", compile_c(SUM)) is Provenance.UNKNOWN
