from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.formats.cell_number import Bounds, number_of, whole_of
from routing.formats.cell_text import CellError
from routing.formats.sheet import Cell

WIDE = Bounds(-1_000_000, 10_000_000)


def read(cell: Cell, *, comma: bool = False, may_group: bool = True) -> Decimal:
    return number_of(cell, WIDE, decimal_comma=comma, may_group=may_group)


def refusal(cell: Cell, *, comma: bool = False) -> CellError:
    with pytest.raises(CellError) as caught:
        read(cell, comma=comma)
    return caught.value


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", "12"),
        ("+12", "12"),
        ("-12.5", "-12.5"),
        ("0.125", "0.125"),  # no thousands begin with a zero
        ("1250.125", "1250.125"),  # no thousands have four digits before them
        ("1.2500", "1.2500"),
        (7, "7"),
        (0.1, "0.1"),
        (0.30000000000000004, "0.30000000000000004"),
    ],
)
def test_plain_numbers_are_exact(cell: Cell, number: str) -> None:
    assert read(cell) == Decimal(number)


@pytest.mark.parametrize("written", ["1.250", "1,250", "12.500", "125,000", "2.675", "-3,001"])
@pytest.mark.parametrize("comma", [True, False])
def test_three_digits_after_one_separator_name_both_readings(written: str, comma: bool) -> None:
    error = refusal(written, comma=comma)
    assert error.key == "tables.ambiguous_number"
    decimal, thousands = Decimal(error.params["decimal"]), Decimal(error.params["thousands"])
    assert decimal * 1000 == thousands
    assert read(error.params["decimal"]) == decimal
    assert read(error.params["thousands"]) == thousands


def test_a_coordinate_may_have_three_decimals() -> None:
    assert read("103.456", may_group=False) == Decimal("103.456")


def test_a_decimal_comma_needs_semicolons_between_cells() -> None:
    assert read("12,5", comma=True) == Decimal("12.5")
    assert read("12.5", comma=True) == Decimal("12.5")
    error = refusal("12,5")
    assert (error.key, error.params["plain"]) == ("tables.decimal_comma", "12.5")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1.250.000", "1250000"),
        ("1,250,000", "1250000"),
        ("1 250", "1250"),
        ("1'250", "1250"),
        ("1.250,5", "1250.5"),
        ("1,250.5", "1250.5"),
        ("-12 500,25", "-12500.25"),
    ],
)
def test_grouped_thousands_are_refused_with_the_plain_form(written: str, plain: str) -> None:
    error = refusal(written, comma=True)
    assert (error.key, error.params["plain"]) == ("tables.grouped_number", plain)
    assert read(plain) == Decimal(plain)


@pytest.mark.parametrize(
    "cell",
    [
        *("inf", "nan", "-inf", "1e3", "5 kg", "12.", ".5", "--1", "0x10", "१२", "1_000"),
        *("12.5.1", float("inf"), float("nan")),
    ],
)
def test_other_writings_are_no_numbers(cell: Cell) -> None:
    assert refusal(cell).key == "tables.not_number"


@pytest.mark.parametrize("cell", [date(2025, 5, 1), timedelta(hours=5), True])
def test_dates_and_truth_values_are_no_numbers(cell: Cell) -> None:
    assert refusal(cell).key == "tables.date_for_number"


def test_bounds_hold_at_below_and_above() -> None:
    closed, above = Bounds(0, 100), Bounds(0, 100, is_open=True)
    assert whole_of("0", closed, decimal_comma=False) == 0
    assert whole_of("100", above, decimal_comma=False) == 100
    for cell, bounds in [("-1", closed), ("101", closed), ("0", above), ("9" * 40, closed)]:
        with pytest.raises(CellError) as caught:
            whole_of(cell, bounds, decimal_comma=False)
        assert caught.value.key == "tables.out_of_range"
        assert caught.value.params["want"] == bounds.want
    assert (closed.want, above.want) == ("≥ 0, ≤ 100", "> 0, ≤ 100")


def test_whole_numbers_have_no_decimals() -> None:
    assert whole_of("3.0", WIDE, decimal_comma=False) == 3
    with pytest.raises(CellError) as caught:
        whole_of("3.5", WIDE, decimal_comma=False)
    assert caught.value.key == "tables.not_whole"


@given(st.text(max_size=20), st.booleans(), st.booleans())
def test_any_text_is_a_number_or_refused(written: str, comma: bool, may_group: bool) -> None:
    try:
        number = read(written, comma=comma, may_group=may_group)
    except CellError:
        return
    assert number == Decimal(written.replace(",", "."))
