"""Fixtures that several test modules share: one builder, one evaluator, and programs that are built once."""

import shutil
from pathlib import Path

import pytest

from asm_gym.evaluate import Evaluator
from asm_gym.sandbox import Input, Limits, Run, Supervisor
from asm_gym.toolchain import Assembled, assemble, compile_c, link, plan_link, start_builder


@pytest.fixture(scope="session")
def evaluator():
    """An evaluator with the default configuration."""
    evaluator = Evaluator()
    yield evaluator
    evaluator.close()


@pytest.fixture(scope="session")
def builder():
    """A supervisor that assembles and links."""
    builder = start_builder()
    yield builder
    builder.close()


@pytest.fixture
def supervisor():
    """A supervisor of one test, which may break it."""
    supervisor = Supervisor()
    yield supervisor
    supervisor.close()


@pytest.fixture(scope="session")
def build(builder, tmp_path_factory):
    """build(c_code, *flags) gives the executable of a C program, built like a baseline, once per source."""
    folder = tmp_path_factory.mktemp("programs")
    made = {}

    def build(c_code, *flags):
        key = (c_code, flags)
        if key not in made:
            assembled = assemble(builder, compile_c(c_code, flags or ("-O1",)))
            assert isinstance(assembled, Assembled), assembled
            linked = link(builder, assembled, plan_link(assembled))
            assert isinstance(linked, Path), linked
            made[key] = Path(shutil.move(linked, folder / f"program{len(made)}"))
        return made[key]

    return build


@pytest.fixture(scope="session")
def execute():
    """execute(supervisor, program, stdin...) gives the outcomes of one run per input, in order."""

    def execute(supervisor, program, *stdins, limits=None, **options):
        inputs = [one if isinstance(one, Input) else Input(stdin=one) for one in stdins or (b"",)]
        with program.open("rb") as file:
            schedule = [Run(input=i) for i in range(len(inputs))]
            return supervisor.run([file.fileno()], inputs, schedule, limits=limits or Limits(), **options)

    return execute
