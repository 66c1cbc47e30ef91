"""Times on signs as opening hours write them: ``Nov 15-Apr 30 Mo-Fr 06:00-09:00,16:00-19:00``."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from routing.roads.calendars import DAYS, EVERY_DAY, MINUTES_PER_DAY, MONTHS, Calendar

Span = tuple[int, int]
"""From the first to before the second, round the end of the year or day if that is smaller."""

_LEAP_YEAR: Final = 2024
_SIZES: Final = tuple(monthrange(_LEAP_YEAR, month)[1] for month in range(1, 13))
_BEFORE: Final = (0, *accumulate(_SIZES))
DAYS_PER_YEAR: Final = _BEFORE[-1]
_WINTER: Final = "Dec-Mar"
_ALWAYS: Final = "24/7"

_MONTH: Final = "(?:" + "|".join(MONTHS) + ")"
_WEEKDAY: Final = "(?:" + "|".join(DAYS) + ")"
_DATE_SPAN: Final = re.compile(
    rf"({_MONTH})(?: ([0-9]{{1,2}}))?(?: ?- ?(?:({_MONTH})(?: ([0-9]{{1,2}}))?|([0-9]{{1,2}})))?"
)
_DAY_SPAN: Final = re.compile(rf"({_WEEKDAY})(?: ?- ?({_WEEKDAY}))?")
_CLOCK_SPAN: Final = re.compile(r"([0-9]{1,2}):([0-9]{2}) ?- ?([0-9]{1,2}):([0-9]{2})")
_COMMA: Final = r" ?, ?"


def _listed(span: re.Pattern[str]) -> str:
    plain = re.sub(r"\((?!\?)", "(?:", span.pattern)
    return f"({plain}(?:{_COMMA}{plain})*)?"


_WHOLE: Final = re.compile(
    rf"{_listed(_DATE_SPAN)}:? ?{_listed(_DAY_SPAN)} ?{_listed(_CLOCK_SPAN)}"
)


@dataclass(frozen=True, slots=True)
class Times:
    """What fits dates, weekdays and hours all three. Dates are days of a leap year from 0."""

    dates: tuple[Span, ...] = ((0, DAYS_PER_YEAR),)
    weekdays: int = EVERY_DAY
    hours: tuple[Span, ...] = ((0, MINUTES_PER_DAY),)

    def calendars(self) -> Iterator[Calendar]:
        """Return calendars that together say these times."""
        for dates in self.dates:
            for hours in self.hours:
                yield Calendar(*_codes(dates), self.weekdays, *hours)

    def other_calendars(self) -> Iterator[Calendar]:
        """Return calendars that together say all other times.

        Hours that run past midnight count as out of the times where their weekdays or dates end.
        """
        for dates in _gaps(self.dates, DAYS_PER_YEAR):
            yield Calendar(*_codes(dates))
        if self.weekdays != EVERY_DAY:
            yield Calendar(weekdays=EVERY_DAY & ~self.weekdays)
        for hours in _gaps(self.hours, MINUTES_PER_DAY):
            yield Calendar(0, 0, EVERY_DAY, *hours)


def read_times(text: str) -> Times | None:
    """Return the times a condition says, None when any part of it is not understood."""
    found = Times()
    for part in re.split(" +AND +", " ".join(text.split()), flags=re.IGNORECASE):
        times = _read_part(part)
        if times is None:
            return None
        found = Times(
            dates=_narrow(found.dates, times.dates, DAYS_PER_YEAR),
            weekdays=found.weekdays & times.weekdays,
            hours=_narrow(found.hours, times.hours, MINUTES_PER_DAY),
        )
    return found if found.dates and found.weekdays and found.hours else None


def _read_part(text: str) -> Times | None:
    if text == _ALWAYS:
        return Times()
    if text in ("winter", "snow"):
        text = _WINTER
    whole = _WHOLE.fullmatch(text)
    if not whole or not text:
        return None
    dates = [_read_dates(found) for found in _DATE_SPAN.finditer(whole[1] or "")]
    hours = [_read_hours(found) for found in _CLOCK_SPAN.finditer(whole[3] or "")]
    weekdays = 0
    for found in _DAY_SPAN.finditer(whole[2] or ""):
        weekdays |= _read_weekdays(found[1], found[2] or found[1])
    sound_dates = tuple(span for span in dates if span is not None)
    sound_hours = tuple(span for span in hours if span is not None)
    if len(sound_dates) < len(dates) or len(sound_hours) < len(hours):
        return None
    usual = Times()
    return Times(sound_dates or usual.dates, weekdays or EVERY_DAY, sound_hours or usual.hours)


def _read_dates(found: re.Match[str]) -> Span | None:
    month, day, to_month, to_day, same_month = found.groups()
    first = _day_of_year(month, int(day or 1))
    if same_month is not None:
        last = _day_of_year(month, int(same_month)) if day else None
    elif to_month is not None:
        last = _day_of_year(to_month, int(to_day or _SIZES[MONTHS.index(to_month)]))
    else:
        last = first if day else _day_of_year(month, _SIZES[MONTHS.index(month)])
    return None if first is None or last is None else (first, last + 1)


def _day_of_year(month: str, day: int) -> int | None:
    at = MONTHS.index(month)
    return _BEFORE[at] + day - 1 if 1 <= day <= _SIZES[at] else None


def _read_weekdays(first: str, last: str) -> int:
    at, end = DAYS.index(first), DAYS.index(last)
    count = (end - at) % len(DAYS) + 1
    return sum(1 << (at + i) % len(DAYS) for i in range(count))


def _read_hours(found: re.Match[str]) -> Span | None:
    hour, minute, to_hour, to_minute = map(int, found.groups())
    if hour > 24 or to_hour > 24 or minute > 59 or to_minute > 59:
        return None
    begin, end = hour * 60 + minute, to_hour * 60 + to_minute
    is_sound = begin < MINUTES_PER_DAY and end <= MINUTES_PER_DAY and begin != end
    return (begin, end) if is_sound else None


def _codes(dates: Span) -> Span:
    """Return month × 100 + day of the first and last day, 0 and 0 for all the year."""
    if dates == (0, DAYS_PER_YEAR):
        return 0, 0
    return _code(dates[0]), _code((dates[1] - 1) % DAYS_PER_YEAR)


def _code(day: int) -> int:
    at = next(i for i in range(12) if day < _BEFORE[i + 1])
    return (at + 1) * 100 + day - _BEFORE[at] + 1


def _narrow(one: Sequence[Span], other: Sequence[Span], size: int) -> tuple[Span, ...]:
    """Return what lies in both lists of spans on a ring; lists are small, so mark every step."""
    marks = [a and b for a, b in zip(_mark(one, size), _mark(other, size), strict=True)]
    return _runs(marks)


def _gaps(spans: Sequence[Span], size: int) -> tuple[Span, ...]:
    return _runs([not each for each in _mark(spans, size)])


def _mark(spans: Sequence[Span], size: int) -> list[bool]:
    marks = [False] * size
    for begin, end in spans:
        for i in range(begin, end if end > begin else end + size):
            marks[i % size] = True
    return marks


def _runs(marks: Sequence[bool]) -> tuple[Span, ...]:
    """Return the runs of marked steps on a ring."""
    size = len(marks)
    if all(marks):
        return ((0, size),)
    begins = [i for i in range(size) if marks[i] and not marks[i - 1]]
    ends = [i for i in range(size) if not marks[i] and marks[i - 1]]
    later = [next((end for end in ends if end > begin), ends[0]) for begin in begins]
    # A run up to the very end of the ring ends there, not at its beginning.
    return tuple((begin, end or size) for begin, end in zip(begins, later, strict=True))
