"""Tests of asm_gym.errors."""

import inspect
import pickle

import pytest

from asm_gym import errors

CLASSES = [value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, errors.AsmGymError)]
STANDARD = {
    errors.ToolchainError: RuntimeError,
    errors.SandboxError: RuntimeError,
    errors.TimingError: RuntimeError,
    errors.ProblemError: ValueError,
    errors.DatasetError: ValueError,
    errors.ArgumentError: ValueError,
}


@pytest.mark.parametrize("cls", CLASSES)
def test_errors_survive_pickling(cls):
    """A worker process can send every error to its parent, message and type included."""
    copy = pickle.loads(pickle.dumps(cls("gcc 9.4 found")))
    assert type(copy) is cls
    assert str(copy) == "gcc 9.4 found"


@pytest.mark.parametrize(("cls", "standard"), STANDARD.items())
def test_errors_are_standard_errors_too(cls, standard):
    """Code that knows nothing of asm_gym can catch each error by its standard class."""
    assert issubclass(cls, standard)


def test_every_error_has_a_standard_class_and_says_when_it_is_raised():
    """No error is left out of the table above, and each docstring states its occasion."""
    assert set(CLASSES) == {errors.AsmGymError, *STANDARD}
    assert all(cls.__doc__.startswith("Raised when") for cls in STANDARD)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("bundeld", " Did you mean 'bundled'?"), ("zzz", ""), ("", "")],
)
def test_did_you_mean(name, expected):
    """A close name is suggested, ready to be appended to a sentence; a far one is not."""
    assert errors.did_you_mean(name, ["bundled", "other"]) == expected


def test_did_you_mean_takes_any_iterable():
    """The known names may come from a generator."""
    assert errors.did_you_mean("trian", (n for n in ("train", "test"))).endswith("'train'?")
