"""The baseline unchanged: the agent that every other one must beat, and whose speedup must be 1.00.

python -m agents.o3 --episodes 4
"""

from collections.abc import Mapping, Sequence

from agents.policy import main
from asm_gym import compile_c


class O3:
    """Answers with the assembly that it is shown, or with what ``gcc -O3`` makes of the C program where none is shown.

    Its answers are copies: tested, not timed, speedup exactly 1.
    """

    batch_size = 64

    def act(self, observations: Sequence[Mapping[str, str]]) -> list[str]:
        """See `agents.policy.Policy`.

        Raises:
            ProblemError: no assembly is shown, and gcc refuses the C program.
            ToolchainError: no assembly is shown, and there is no gcc.
        """
        return [observation["assembly"] or compile_c(observation["c_source"]) for observation in observations]


if __name__ == "__main__":
    main(O3)
