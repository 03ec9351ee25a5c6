"""Agents for AsmOpt-v0: one file each, run as ``python -m agents.NAME`` or ``asm-gym evaluate --agent NAME``.

An agent is any object with ``act(observations) -> texts`` (`agents.policy.Policy`). Importing this package imports none
of them, so that the lightest agent does not wait for the heaviest one's libraries.
"""

from typing import Final

AGENTS: Final[dict[str, str]] = {
    "o3": "agents.o3:O3",
    "compilers": "agents.compilers:Compilers",
    "search": "agents.search:Search",
    "zero_shot": "agents.zero_shot:ZeroShot",
    "sb3_ppo": "agents.sb3_ppo:SB3PPO",
}
"""Where each agent's class is, by short name."""
