"""Times that come again: dates of the year, days of the week, hours of the day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
EVERY_DAY: Final = (1 << len(DAYS)) - 1
MINUTES_PER_DAY: Final = 1440
_DAY: Final = timedelta(days=1)
_YEAR: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every moment that fits dates, weekdays and hours.

    `first` and `last` are month × 100 + day, both inclusive, 0 for the whole year; a span whose
    last is before its first runs over the new year. `weekdays` has bit 0 for Monday. The hours
    are minutes after midnight, `to_min` exclusive; hours that end before or when they begin run
    into the next day, and belong to the day on which they begin.
    """

    first: int = 0
    last: int = 0
    weekdays: int = EVERY_DAY
    from_min: int = 0
    to_min: int = MINUTES_PER_DAY

    def meets(self, start: datetime, end: datetime) -> bool:
        """Tell whether some moment from `start` to before `end`, by the local clock, fits.

        A span without length stands for its one moment, one of a year or more meets everything.
        """
        begin, stop = start.replace(tzinfo=None), end.replace(tzinfo=None)
        if stop - begin >= _YEAR:
            return True
        day = begin.date() - _DAY
        while day <= stop.date():
            if self._has(day) and self._meets_on(day, begin, stop):
                return True
            day += _DAY
        return False

    @property
    def words(self) -> str:
        """The calendar as opening hours are written: ``Nov 15-Apr 30 Mo,Tu 22:00-06:00``."""
        parts = []
        if self.first:
            parts.append(f"{_date_words(self.first)}-{_date_words(self.last)}")
        if self.weekdays != EVERY_DAY:
            parts.append(",".join(day for i, day in enumerate(DAYS) if self.weekdays >> i & 1))
        if (self.from_min, self.to_min) != (0, MINUTES_PER_DAY):
            parts.append(f"{_clock_words(self.from_min)}-{_clock_words(self.to_min)}")
        return " ".join(parts) or "24/7"

    def _has(self, day: date) -> bool:
        """Tell whether hours begin on a day."""
        if not self.weekdays >> day.weekday() & 1:
            return False
        if not self.first:
            return True
        here = day.month * 100 + day.day
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last

    def _meets_on(self, day: date, begin: datetime, stop: datetime) -> bool:
        """Tell whether the hours that begin on a day meet a span."""
        midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - by the local clock
        length = (self.to_min - self.from_min - 1) % MINUTES_PER_DAY + 1
        opens = midnight + timedelta(minutes=self.from_min)
        closes = opens + timedelta(minutes=length)
        if begin == stop:
            return opens <= begin < closes
        return opens < stop and begin < closes


def _date_words(code: int) -> str:
    return f"{MONTHS[code // 100 - 1]} {code % 100:02}"


def _clock_words(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
