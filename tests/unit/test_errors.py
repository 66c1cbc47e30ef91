"""Faults and the errors that carry them."""

import pytest

from routing.errors import InputError, fault


def test_a_fault_says_where_and_why_in_both_languages() -> None:
    found = fault("problem.bad_value", file="r.csv", row=3, column="x", name="a", value=1, want=2)
    assert found.line("en") == "r.csv:3:x: a: 1 is not valid, want 2"
    assert found.line("vi").startswith("r.csv:3:x: a: giá trị 1")


def test_a_fault_without_a_place_is_only_its_message() -> None:
    found = fault("problem.bad_value", name="a", value=1, want=2)
    assert found.line("en") == "a: 1 is not valid, want 2"


def test_an_input_error_lists_every_fault() -> None:
    faults = [fault("problem.bad_value", name=name, value=1, want=2) for name in "ab"]
    error = InputError(faults)
    assert error.faults == tuple(faults)
    assert str(error).count("\n") == 1


def test_an_input_error_without_faults_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        InputError([])
