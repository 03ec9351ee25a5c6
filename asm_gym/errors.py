"""The faults that are ours or the caller's, never a candidate's.

What a candidate program does wrong is data: a verdict and a reward. Everything here is raised and
is never turned into a reward. Each class also inherits the matching standard class, so that callers
who know nothing of asm_gym can catch it, and all are picklable, because vector environments send
them between processes.
"""

import difflib
from collections.abc import Iterable


class AsmGymError(Exception):
    """Root of everything that asm_gym raises on purpose."""


class ToolchainError(AsmGymError, RuntimeError):
    """Raised when gcc, as or ld is missing, too old, or fails on the reference program."""


class SandboxError(AsmGymError, RuntimeError):
    """Raised when the sandbox is unavailable or its supervisor process is faulty or dead."""


class TimingError(AsmGymError, RuntimeError):
    """Raised when this machine cannot give the requested measurement."""


class ProblemError(AsmGymError, ValueError):
    """Raised when a problem is malformed, or when its input generator does not work."""


class DatasetError(AsmGymError, ValueError):
    """Raised when a dataset cannot be found, read or written, or has nothing of what was asked."""


class ArgumentError(AsmGymError, ValueError):
    """Raised when a caller passes a value that asm_gym cannot use."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Returns a hint for an error message about an unknown name.

    Args:
        name: The name that was not found.
        known: The names that exist.

    Returns:
        `` Did you mean 'x'?`` (with the leading space) for the closest known name, or the empty
        string where none is close.
    """
    matches = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean {matches[0]!r}?" if matches else ""
