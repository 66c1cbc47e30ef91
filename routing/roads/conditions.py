"""What lies over the roads for a while: the season, and closures with dates."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Final, Literal

from routing.roads.calendars import Calendar

Season = Literal["dry", "rain"]
RAIN_MONTHS: Final = range(4, 11)
"""April to October: the rains of North-West Vietnam."""


def default_season(day: date) -> Season:
    """Return the season of a day in North-West Vietnam."""
    return "rain" if day.month in RAIN_MONTHS else "dry"


@dataclass(frozen=True, slots=True)
class Closure:
    """Edges closed or slowed from `start` until before `end`.

    `edges` are indices into the graph, `edge_ids` the same by id. `profiles` empty means every
    vehicle. `speed_factor` 0 means closed, else the share of the usual speed that is left. With
    a `calendar` it holds only when that says so, by the clock of `start`'s zone; no two such
    closures of one network share an id.
    """

    id: str
    edges: tuple[int, ...]
    edge_ids: tuple[str, ...]
    start: datetime
    end: datetime
    profiles: frozenset[str] = frozenset()
    speed_factor: float = 0.0
    reason: str = ""
    calendar: Calendar | None = None

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError(f"closure {self.id}: want start and end with an offset")
        if self.end <= self.start:
            raise ValueError(f"closure {self.id}: end = {self.end}, want after {self.start}")
        if not 0 <= self.speed_factor <= 1:
            raise ValueError(f"closure {self.id}: speed_factor = {self.speed_factor}, want 0..1")

    def concerns(self, profile_id: str) -> bool:
        """Tell whether the closure holds for a profile."""
        return not self.profiles or profile_id in self.profiles

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Tell whether some moment from `start` to before `end` lies in the closure.

        A span without length stands for its one moment.
        """
        within = self.start <= start < self.end if start == end else self._meets(start, end)
        if not within or self.calendar is None:
            return within
        zone = self.start.tzinfo
        first, last = max(start, self.start), min(end, self.end)
        return self.calendar.meets(first.astimezone(zone), last.astimezone(zone))

    def _meets(self, start: datetime, end: datetime) -> bool:
        return self.start < end and start < self.end


@dataclass(frozen=True)
class Conditions:
    """A season and the closures laid over the roads."""

    season: Season
    closures: tuple[Closure, ...] = ()

    def at(self, start: datetime, end: datetime, profile_id: str) -> "Conditions":
        """Return the conditions a vehicle meets that is on the road from start to end.

        A closure that holds for a part of that time is taken to hold for all of it.
        """
        met = (
            each
            for each in self.closures
            if each.concerns(profile_id) and each.overlaps(start, end)
        )
        return replace(self, closures=tuple(met))

    @cached_property
    def hash(self) -> str:
        """A name for these conditions: equal for equal season and closures, in any order."""
        lines = sorted(_line(each) for each in self.closures)
        return _digest([self.season, *lines])

    @cached_property
    def effect_hash(self) -> str:
        """A name for what the roads are like, whatever the times and reasons."""
        lines = sorted(
            f"{edge_id} {closure.speed_factor!r} {'|'.join(sorted(closure.profiles))}"
            for closure in self.closures
            for edge_id in _edge_words(closure)
        )
        return _digest([self.season, *lines])


def _line(closure: Closure) -> str:
    return " ".join(
        (
            closure.id,
            str(closure.start.timestamp()),
            str(closure.end.timestamp()),
            repr(closure.speed_factor),
            "|".join(sorted(closure.profiles)),
            *_edge_words(closure),
        )
    )


def _edge_words(closure: Closure) -> tuple[str, ...]:
    """Return what stands for the edges of a closure: its id where that says which they are."""
    return closure.edge_ids if closure.calendar is None else (closure.id,)


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
