"""Imports between the modules of asm_gym go down only, and nothing heavy comes in with them."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "asm_gym"
ORDER = (
    "errors", "problem", "submission", "codenet", "supercoder", "datasets", "spaces", "native", "elf", "cache",
    "parallel", "lanes", "sandbox", "toolchain", "provenance", "verify", "timing", "rewards", "config", "pool",
    "baseline", "evaluate", "cluster", "resolution", "reference", "validate", "mutation", "multiply", "similarity",
    "importing", "env", "vector_env", "reward_fn", "edits", "wrappers", "report", "results", "comparison",
    "html_style", "html_figures", "html_report", "doctor", "console", "agent", "agent_run", "command_options",
    "score_command", "dataset_command", "__main__",
)  # fmt: skip
FOREIGN = {"torch", "transformers", "stable_baselines3", "ray", "pyarrow", "datasketch", "agents"}
ONLY_INSIDE_FUNCTIONS = {"ray", "pyarrow", "datasketch"}


def modules(package):
    """Yields (layer, file) for each module of the package; the package itself is "__init__"."""
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).parts
        if parts[0] != "problems":  # data: scripts that are loaded by path
            yield parts[0].removesuffix(".py"), path


def imports(tree):
    """Yields (dotted name, whether inside a function, line) for each import of a module."""
    inside = {
        node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node in inside, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = "asm_gym" if node.level else node.module
            if node.level and node.module:
                base = f"asm_gym.{node.module}"
            for alias in node.names:
                # "from asm_gym import x" means the module x, not the package.
                name = f"{base}.{alias.name}" if base == "asm_gym" else base
                yield name, node in inside, node.lineno


def faults(package):
    """Returns one line for each import that breaks a rule."""
    found = []
    for layer, path in modules(package):
        if layer not in (*ORDER, "__init__"):
            found.append(f"{path.name}: {layer} has no place in ORDER; give it one")
            continue
        for name, inside, line in imports(ast.parse(path.read_text(encoding="utf-8"))):
            where = f"{path.name}:{line}: {name}"
            top, _, rest = name.partition(".")
            if top in FOREIGN and not (inside and top in ONLY_INSIDE_FUNCTIONS):
                found.append(f"{where} must not be imported")
            if top == "asm_gym" and layer != "__init__":
                target = rest.partition(".")[0]
                if target not in ORDER:
                    # The package itself imports every layer; only the top may use it.
                    allowed = layer == "__main__"
                else:
                    allowed = ORDER.index(target) < ORDER.index(layer) or target == layer == "native"
                if not allowed:
                    found.append(f"{where} goes up from {layer}")
    return found


def test_imports_go_down_only():
    """No module imports a later layer, a trainer or an agent."""
    assert faults(PACKAGE) == []


def test_there_is_something_to_check():
    """The walk finds the modules of the package."""
    assert {"errors", "problem", "datasets", "spaces", "rewards"} <= {n for n, _ in modules(PACKAGE)}


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("errors", "from asm_gym.problem import Problem", "goes up from errors"),
        ("errors", "from asm_gym import problem", "goes up from errors"),
        ("errors", "from . import problem", "goes up from errors"),
        ("errors", "from .problem import Problem", "goes up from errors"),
        ("errors", "import asm_gym.env", "goes up from errors"),
        ("errors", "import asm_gym.errors", "goes up from errors"),
        ("errors", "def f():\n    from asm_gym.env import AsmOptEnv", "goes up from errors"),
        ("env", "from asm_gym import AsmText", "goes up from env"),
        ("env", "import asm_gym", "goes up from env"),
        ("env", "def f():\n    import torch.nn", "must not be imported"),
        ("__init__", "import ray", "must not be imported"),
        ("__main__", "from agents.policy import rollout", "must not be imported"),
        ("helpers", "", "has no place in ORDER"),
    ],
)
def test_the_rules_find_each_kind_of_fault(tmp_path, name, text, fault):
    """The checker itself reports every way of breaking a rule."""
    (tmp_path / f"{name}.py").write_text(text)
    assert [fault in found for found in faults(tmp_path)] == [True]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("env", "from asm_gym.errors import AsmGymError"),
        ("env", "from asm_gym import errors"),
        ("env", "import numpy, gymnasium"),
        ("__main__", "import asm_gym"),
        ("__main__", "def f():\n    import ray"),
        ("__init__", "from asm_gym.env import AsmOptEnv"),
    ],
)
def test_the_rules_allow_the_rest(tmp_path, name, text):
    """Imports of lower layers and of ordinary packages are no fault."""
    (tmp_path / f"{name}.py").write_text(text)
    assert faults(tmp_path) == []


def test_importing_the_package_is_light():
    """A fresh interpreter that imports asm_gym has loaded no trainer."""
    script = (
        "import sys, asm_gym\n"
        "heavy = {'torch', 'transformers', 'stable_baselines3', 'ray', 'agents', 'pyarrow', 'datasketch', 'scipy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=PACKAGE.parent,
        check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.strip() == "[]"
