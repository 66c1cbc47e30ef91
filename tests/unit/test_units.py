"""Whole-number arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.units import divide_half_up, minor_from_milli, round_half_up


@pytest.mark.parametrize(
    ("numerator", "denominator", "want"),
    [(0, 7, 0), (4, 10, 0), (5, 10, 1), (14, 10, 1), (15, 10, 2), (-5, 10, 0), (-6, 10, -1)],
)
def test_halves_go_up(numerator: int, denominator: int, want: int) -> None:
    assert divide_half_up(numerator, denominator) == want


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**9))
def test_division_is_within_half_a_unit(numerator: int, denominator: int) -> None:
    error = 2 * (divide_half_up(numerator, denominator) * denominator - numerator)
    assert -denominator < error <= denominator


def test_nothing_is_divided_by_zero_or_less() -> None:
    with pytest.raises(ValueError, match="want > 0"):
        divide_half_up(1, 0)


def test_thousandths_become_minor_units_once() -> None:
    assert minor_from_milli(1_499) == 1
    assert minor_from_milli(1_500) == 2


def test_decimals_are_taken_as_written() -> None:
    # 2.675 is a little less in binary; as written it is a half.
    assert round_half_up(2675 / 10) == 268
    assert round_half_up(0.5) == 1
