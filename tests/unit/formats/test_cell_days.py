from datetime import date

import pytest

from routing.formats.cell_days import weekdays_of
from routing.formats.cell_text import CellError
from routing.formats.sheet import Cell

MONDAY, SATURDAY, SUNDAY = 0, 5, 6


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("T2-T7", range(6)),
        ("t2 – cn", range(7)),
        ("T2|T4|CN", [0, 2, 6]),
        ("T7, CN", [5, 6]),
        ("Thứ Hai|thứ 3|Chủ nhật", [0, 1, 6]),
        ("mon|tue", [0, 1]),
        ("Mon-Fri", range(5)),
        ("Wednesday|sunday", [2, 6]),
        ("T7-T2", [5, 6, 0]),  # over the end of the week
        ("CN-T3", [6, 0, 1]),
        ("1-7", range(7)),
        ("1|3|7", [0, 2, 6]),
        ("1-6", range(6)),
        (1, [0]),
    ],
)
def test_days_of_the_week_in_many_writings(cell: Cell, days: list[int]) -> None:
    assert weekdays_of(cell) == frozenset(days)


def test_digits_without_a_one_name_both_readings() -> None:
    with pytest.raises(CellError) as caught:
        weekdays_of("2-7")
    assert caught.value.key == "tables.ambiguous_weekdays"
    # ISO 8601 counts Tuesday to Sunday, Vietnamese counts Monday to Saturday.
    assert caught.value.params["readings"] == "T3|T4|T5|T6|T7|CN / T2|T3|T4|T5|T6|T7"


@pytest.mark.parametrize("cell", ["8", "1-8", "2-8"])
def test_an_eight_is_at_best_a_vietnamese_count(cell: str) -> None:
    with pytest.raises(CellError):
        weekdays_of(cell)


@pytest.mark.parametrize(
    "cell", ["0-6", "9", "T8", "T2-T3-T4", "weekdays", "|", "T2-1", 1.5, True]
)
def test_other_days_are_refused(cell: Cell) -> None:
    with pytest.raises(CellError) as caught:
        weekdays_of(cell)
    assert caught.value.key in {"tables.not_weekdays", "tables.date_for_weekdays"}


def test_a_range_that_became_a_date_is_told() -> None:
    with pytest.raises(CellError) as caught:
        weekdays_of(date(2025, 7, 1))
    assert caught.value.key == "tables.date_for_weekdays"
