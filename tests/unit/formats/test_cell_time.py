from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.formats.cell_text import CellError
from routing.formats.cell_time import date_of, dates_of, minute_of, moment_of, windows_of
from routing.formats.sheet import Cell
from tests.unit.formats.table_files import cell_moment

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def refusal(read: Any, cell: Cell, **options: Any) -> CellError:
    with pytest.raises(CellError) as caught:
        read(cell, **options)
    return caught.value


@pytest.mark.parametrize("cell", ["2025-05-19", date(2025, 5, 19), cell_moment(2025, 5, 19)])
def test_iso_dates_and_date_cells_are_dates(cell: Cell) -> None:
    assert date_of(cell) == date(2025, 5, 19)


@pytest.mark.parametrize("written", ["19/05/2025", "19-5-2025", "19.05.2025", "19/05/2025 14:00"])
def test_a_date_in_another_form_shows_its_iso_form(written: str) -> None:
    error = refusal(date_of, written)
    assert (error.key, error.params["iso"]) == ("tables.not_iso_date", "2025-05-19")


@pytest.mark.parametrize("written", ["2025/05/19", "2025.5.19", "20250519"])
def test_a_year_first_shows_its_iso_form(written: str) -> None:
    error = refusal(date_of, written)
    assert (error.key, error.params["iso"]) == ("tables.not_iso_date", "2025-05-19")


def test_a_date_that_can_be_read_both_ways_shows_both() -> None:
    error = refusal(date_of, "05/06/2025")
    assert error.key == "tables.ambiguous_date"
    assert (error.params["iso"], error.params["other"]) == ("2025-06-05", "2025-05-06")


@pytest.mark.parametrize("written", ["2025-02-30", "31/02/2025", "2025-13-01", "0000-01-01"])
def test_days_that_do_not_exist_are_told(written: str) -> None:
    assert refusal(date_of, written).key == "tables.no_such_date"


@pytest.mark.parametrize("cell", ["1999-12-31", "2100-01-01", "9999-12-31", date(1900, 1, 1)])
def test_years_far_away_are_slips(cell: Cell) -> None:
    assert refusal(date_of, cell).key == "tables.year_out_of_range"


@pytest.mark.parametrize("cell", ["today", 45796, 45796.5, time(6), cell_moment(2025, 5, 19, 6)])
def test_other_cells_are_no_dates(cell: Cell) -> None:
    assert refusal(date_of, cell).key == "tables.not_date"


def test_dates_are_joined_by_bars() -> None:
    assert dates_of("2025-05-20|2025-05-21") == {date(2025, 5, 20), date(2025, 5, 21)}
    assert dates_of(date(2025, 5, 20)) == {date(2025, 5, 20)}


@pytest.mark.parametrize(
    "cell",
    [
        "2025-05-24 14:00",
        "2025-05-24T14:00",
        "2025-05-24T14:00:00",
        "2025-05-24 14:00+07:00",
        "2025-05-24T07:00Z",
        "2025-05-24 10:00 +0300",
        cell_moment(2025, 5, 24, 14, 0),
    ],
)
def test_one_moment_has_many_right_writings(cell: Cell) -> None:
    moment = moment_of(cell, ZONE)
    assert moment == datetime(2025, 5, 24, 7, 0, tzinfo=UTC)
    assert moment.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize("cell", ["2025-05-24", date(2025, 5, 24), cell_moment(2025, 5, 24)])
def test_a_date_alone_is_the_whole_local_day(cell: Cell) -> None:
    assert moment_of(cell, ZONE).isoformat() == "2025-05-24T00:00:00+07:00"
    assert moment_of(cell, ZONE, at_end=True).isoformat() == "2025-05-24T23:59:59+07:00"


def test_a_written_midnight_is_no_whole_day() -> None:
    assert moment_of("2025-05-24 00:00", ZONE, at_end=True).hour == 0


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("24/05/2025 14:00", "tables.not_iso_date"),
        ("2025-05-24 25:00", "tables.not_moment"),
        ("2025-05-24 14h", "tables.not_moment"),
        ("2025-05-24 14:00+99:00", "tables.not_moment"),
        ("2025-02-30 14:00", "tables.no_such_date"),
        ("2125-05-24 14:00", "tables.year_out_of_range"),
        (cell_moment(1950, 1, 1, 6), "tables.year_out_of_range"),
        ("soon", "tables.not_moment"),
        (45796.5, "tables.not_date"),
    ],
)
def test_other_moments_are_refused(cell: Cell, key: str) -> None:
    assert refusal(moment_of, cell, zone=ZONE).key == key


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("06:30", 390),
        ("6:30", 390),
        ("06:30:00", 390),
        ("00:00", 0),
        ("24:00", 1440),
        (time(6, 30), 390),
        (timedelta(days=1), 1440),
    ],
)
def test_clock_times_are_minutes_after_midnight(cell: Cell, minutes: int) -> None:
    assert minute_of(cell) == minutes


@pytest.mark.parametrize(
    "cell",
    ["24:01", "12:60", "6h30", "6", 6, 0.25, time(6, 30, 15), timedelta(hours=25), timedelta(-1)],
)
def test_other_clock_times_are_refused(cell: Cell) -> None:
    assert refusal(minute_of, cell).key == "tables.not_clock"


def test_windows_come_in_the_order_of_the_clock() -> None:
    assert windows_of("14:00-17:00|08:00 – 11:30") == ((480, 690), (840, 1020))


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("11:00-08:00", "tables.window_order"),
        ("08:00-08:00", "tables.window_order"),
        ("08:00-11:00|17:00-16:00", "tables.window_order"),
        ("08:00", "tables.not_window"),
        ("08:00-11:00-12:00", "tables.not_window"),
        ("08:00-25:00", "tables.not_clock"),
        (time(6), "tables.not_window"),
    ],
)
def test_other_windows_are_refused(cell: Cell, key: str) -> None:
    assert refusal(windows_of, cell).key == key


@given(st.text(alphabet="0123456789-/.:T +Z|", max_size=20), st.booleans())
def test_any_text_is_a_moment_or_refused(written: str, at_end: bool) -> None:
    for read in (date_of, minute_of, windows_of, dates_of):
        with suppress(CellError):
            read(written)
    with suppress(CellError):
        assert moment_of(written, ZONE, at_end=at_end).tzinfo is not None
