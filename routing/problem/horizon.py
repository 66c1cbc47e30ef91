"""The planning horizon: local calendar days on one line of seconds."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from routing.units import SECONDS_PER_DAY

DEFAULT_ZONE = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True)
class Horizon:
    """One or several local days. Clock times are seconds after the first local midnight.

    Days follow the local calendar, so a day of a zone with summer time may last 23 or 25 h.
    """

    start: date
    days: int
    timezone: str = DEFAULT_ZONE

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError(f"days = {self.days}, want >= 1")

    @cached_property
    def zone(self) -> ZoneInfo:
        """The IANA zone of the area."""
        return ZoneInfo(self.timezone)

    @cached_property
    def day_start_s(self) -> tuple[int, ...]:
        """Seconds of each local midnight, with the end of the last day as the final entry."""
        return tuple(self.seconds(self._midnight(day)) for day in range(self.days + 1))

    @property
    def end_s(self) -> int:
        """First second after the horizon."""
        return self.day_start_s[-1]

    def date(self, day: int) -> date:
        """Return the local date of a day of the horizon (0 is the first)."""
        return self.start + timedelta(days=day)

    def day_of(self, moment_s: int) -> int:
        """Return the day a second lies in; below 0 or at least `days` outside the horizon."""
        return (self.local(moment_s).date() - self.start).days

    def seconds(self, moment: datetime) -> int:
        """Return an aware time as seconds after the horizon's start.

        Raises
        ------
        ValueError
            When the time has no offset.
        """
        if moment.tzinfo is None:
            raise ValueError(f"{moment}: want a time with an offset")
        origin = datetime.combine(self.start, datetime.min.time(), self.zone)
        return round((moment.astimezone(UTC) - origin.astimezone(UTC)).total_seconds())

    def clock_s(self, day: int, minute: int) -> int:
        """Return the second at which the local clock of a day shows a minute (0 to 1440)."""
        if minute == 24 * 60:
            return self.day_start_s[day + 1]
        naive = datetime.combine(self.date(day), datetime.min.time()) + timedelta(minutes=minute)
        return self.seconds(naive.replace(tzinfo=self.zone))

    def local(self, moment_s: int) -> datetime:
        """Return a second as a local time with its offset."""
        origin = datetime.combine(self.start, datetime.min.time(), self.zone).astimezone(UTC)
        return (origin + timedelta(seconds=moment_s)).astimezone(self.zone)

    def week_of(self, day: int) -> int:
        """Return the Monday-to-Sunday week of a day, 0 for the week the horizon starts in."""
        return (self.start.weekday() + day) // 7

    @property
    def weeks(self) -> int:
        """Number of calendar weeks the horizon touches."""
        return self.week_of(self.days - 1) + 1

    def _midnight(self, day: int) -> datetime:
        return datetime.combine(self.date(day), datetime.min.time(), self.zone)


@dataclass(frozen=True)
class LongDay(Horizon):
    """One day of `length_s` seconds, for problems without a calendar.

    Its clock goes round as often as need be, and its date stays.
    """

    length_s: int = SECONDS_PER_DAY

    @cached_property
    def day_start_s(self) -> tuple[int, ...]:
        """The begin and the end of the day."""
        return 0, self.length_s

    def day_of(self, moment_s: int) -> int:
        """Return 0 for a second of the day, below 0 or 1 for others."""
        return min(1, moment_s // self.length_s)

    def local(self, moment_s: int) -> datetime:
        """Return what clock and calendar show at a second."""
        shown = super().local(moment_s % SECONDS_PER_DAY)
        return shown + timedelta(days=max(-1, self.day_of(moment_s)))


def long_day(start: date, last_s: int) -> LongDay:
    """Return a day in which a second lies."""
    return LongDay(start, 1, "UTC", max(SECONDS_PER_DAY, last_s + 1))
