from datetime import datetime, timedelta

import pytest

from routing.roads.calendars import Calendar
from tests.unit.roads.hills import MONDAY

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WINTER = Calendar(1115, 331)
WEEKEND = Calendar(weekdays=0b1100000)
NIGHT = Calendar(from_min=22 * 60, to_min=6 * 60)
FRIDAY_NIGHT = Calendar(weekdays=0b0010000, from_min=22 * 60, to_min=6 * 60)
RUSH = Calendar(from_min=7 * 60, to_min=9 * 60)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MONDAY.tzinfo)


@pytest.mark.parametrize(
    ("calendar", "moment", "fits"),
    [
        (WINTER, "2025-11-14T23:59", False),
        (WINTER, "2025-11-15T00:00", True),
        (WINTER, "2026-03-31T23:59", True),
        (WINTER, "2026-04-01T00:00", False),
        (Calendar(229, 229), "2024-02-29T12:00", True),
        (Calendar(229, 229), "2025-02-28T23:59", False),
        (WEEKEND, "2025-05-23T23:59", False),
        (WEEKEND, "2025-05-24T00:00", True),
        (WEEKEND, "2025-05-26T00:00", False),
        (NIGHT, "2025-05-19T21:59", False),
        (NIGHT, "2025-05-19T22:00", True),
        (NIGHT, "2025-05-20T05:59", True),
        (NIGHT, "2025-05-20T06:00", False),
        # The night belongs to the day on which it begins: Friday the 23rd.
        (FRIDAY_NIGHT, "2025-05-23T05:00", False),
        (FRIDAY_NIGHT, "2025-05-24T05:00", True),
        (RUSH, "2025-05-19T09:00", False),
        (Calendar(), "2025-05-19T09:00", True),
    ],
)
def test_a_moment_fits_dates_weekdays_and_hours(
    calendar: Calendar, moment: str, fits: bool
) -> None:
    assert calendar.meets(at(moment), at(moment)) is fits


@pytest.mark.parametrize(
    ("calendar", "start_h", "end_h", "met"),
    [
        (RUSH, 5, 7, False),
        (RUSH, 5, 7.01, True),
        (RUSH, 9, 24 + 7, False),
        (RUSH, 9, 24 + 7.01, True),
        (NIGHT, 6, 22, False),
        (NIGHT, 5.99, 22, True),
        (WEEKEND, 0, 5 * 24, False),
        (WEEKEND, 0, 5 * 24 + 1, True),
        (WINTER, 0, 24 * 170, False),
        (WINTER, 0, 24 * 190, True),
        (WINTER, 0, 24 * 366, True),
    ],
)
def test_a_shift_meets_hours_that_it_overlaps(
    calendar: Calendar, start_h: float, end_h: float, met: bool
) -> None:
    assert calendar.meets(MONDAY + start_h * HOUR, MONDAY + end_h * HOUR) is met


def test_every_minute_of_a_week_agrees_with_the_span_around_it() -> None:
    for calendar in (RUSH, NIGHT, FRIDAY_NIGHT, WEEKEND):
        for quarter in range(7 * 96):
            start = MONDAY + quarter * HOUR / 4
            middle = start + HOUR / 8
            assert calendar.meets(start, start + HOUR / 4) is calendar.meets(middle, middle)


def test_words_are_those_of_opening_hours() -> None:
    assert WINTER.words == "Nov 15-Mar 31"
    assert (
        Calendar(701, 731, 0b0011111, 360, 540).words == "Jul 01-Jul 31 Mo,Tu,We,Th,Fr 06:00-09:00"
    )
    assert Calendar().words == "24/7"
