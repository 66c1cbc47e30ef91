from datetime import date, time, timedelta

import pytest

from routing.formats.xlsx_dates import Kind, from_iso, from_serial, kind_of_format
from tests.unit.formats.table_files import cell_moment


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", "number"),
        ("0.00", "number"),
        ("#,##0 [$₫-42A]", "number"),
        ('0 "days"', "number"),
        ("[Red]0.0", "number"),
        (r"0\d", "number"),
        ("yyyy-mm-dd", "date"),
        ("dd/mm/yyyy hh:mm", "date"),
        ("[$-42A]d mmmm", "date"),
        ("mmm", "date"),
        ("hh:mm", "clock"),
        ("[h]:mm:ss", "clock"),
        ("h:mm AM/PM", "clock"),
    ],
)
def test_a_format_tells_what_its_numbers_mean(code: str, kind: Kind) -> None:
    assert kind_of_format(code) == kind


def test_serial_numbers_become_dates_and_times() -> None:
    # 45796 days after 1899-12-30 is 2025-05-19.
    assert from_serial(45796, "date", since_1904=False) == date(2025, 5, 19)
    assert from_serial(45796.25, "date", since_1904=False) == cell_moment(2025, 5, 19, 6)
    assert from_serial(45796 - 1462, "date", since_1904=True) == date(2025, 5, 19)
    assert from_serial(0.25, "clock", since_1904=False) == time(6)
    assert from_serial(1.0, "clock", since_1904=False) == timedelta(days=1)


@pytest.mark.parametrize("serial", [-1.0, 3_000_000.0, float("inf")])
def test_numbers_that_are_no_dates_stay_numbers(serial: float) -> None:
    assert from_serial(serial, "date", since_1904=False) == serial


def test_a_text_that_is_no_iso_date_stays_text() -> None:
    assert from_iso("soon") == "soon"
    assert from_iso("2025-05-19T06:30:00") == cell_moment(2025, 5, 19, 6, 30)
