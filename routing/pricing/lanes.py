"""Lanes: trucks that leave a hub for a gateway on fixed days, and what may still go with them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from routing.pricing.lines import LineCode, QuoteLine
from routing.problem.records import EVERY_DAY, Source
from routing.units import GRAMS_PER_KG, NO_LIMIT, divide_half_up

SEARCH_DAYS: Final = 31
"""Days ahead on which a departure is looked for."""

Taken = Mapping[tuple[str, date], int]
"""Grams already given to a truck's departure of a date, by `Departure.key`."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A regular departure from a hub over a gateway to a destination zone.

    It leaves at `depart_min` on `days`, but not on `off_dates`, with goods that are at the hub
    `cutoff_min` minutes before, and is there `transit_days` later. Lanes of several hubs with
    the same `truck` share one capacity on each date: a truck that fills up on its way down.
    """

    id: str
    hub: str
    gateway: str
    zone: str
    depart_min: int
    transit_days: int
    cutoff_min: int = 0
    truck: str = ""
    days: frozenset[int] = EVERY_DAY
    off_dates: frozenset[date] = frozenset()
    capacity_g: int = NO_LIMIT
    cost_minor: int = 0
    price_per_kg_minor: int = 0
    minimum_minor: int = 0
    source: Source = field(default=Source(), compare=False)

    def runs_on(self, day: date) -> bool:
        """Tell whether a truck leaves on a date."""
        return day.weekday() in self.days and day not in self.off_dates


@dataclass(frozen=True, slots=True)
class Departure:
    """One truck of a lane, with what it still takes."""

    lane: Lane
    leaves_at: datetime
    closes_at: datetime
    arrives_on: date
    free_g: int

    @property
    def key(self) -> tuple[str, date]:
        """The truck and the date by which what it carries is counted."""
        return self.lane.truck or self.lane.id, self.leaves_at.date()


def list_departures(
    lane: Lane, since: datetime, zone: ZoneInfo, taken: Taken, *, days: int = SEARCH_DAYS
) -> Iterator[Departure]:
    """Yield the departures that goods at the hub at a moment can still catch, full ones too."""
    first = since.astimezone(zone).date()
    for offset in range(days + 1):
        day = first + timedelta(days=offset)
        if not lane.runs_on(day):
            continue
        hour, minute = divmod(lane.depart_min, 60)
        leaves_at = datetime.combine(day, time(hour % 24, minute), zone)
        leaves_at += timedelta(days=hour // 24)
        closes_at = leaves_at - timedelta(minutes=lane.cutoff_min)
        if since <= closes_at:
            used_g = taken.get((lane.truck or lane.id, leaves_at.date()), 0)
            yield Departure(
                lane,
                leaves_at,
                closes_at,
                leaves_at.date() + timedelta(days=lane.transit_days),
                max(0, lane.capacity_g - used_g),
            )


def find_departure(
    lanes: Iterable[Lane],
    *,
    hub: str,
    zone: str,
    since: datetime,
    weight_g: int,
    clock: ZoneInfo,
    taken: Taken,
) -> Departure | None:
    """Return the departure that brings goods from a hub to a zone first; None without one.

    Full departures are passed over: the promise is pushed to the next one with room. Of those
    that arrive on the same date the cheapest is taken, then the one that leaves first.
    """
    options = [
        departure
        for lane in lanes
        if lane.hub == hub and lane.zone == zone
        for departure in list_departures(lane, since, clock, taken)
        if departure.free_g >= weight_g
    ]
    return min(
        options,
        key=lambda one: (
            one.arrives_on,
            linehaul_line(one.lane, weight_g).amount_minor,
            one.leaves_at,
            one.lane.id,
        ),
        default=None,
    )


@dataclass(frozen=True)
class Haul:
    """Where goods go on to from whatever hub receives them, and what trucks have taken so far."""

    lanes: tuple[Lane, ...]
    zone: str
    taken: Taken = field(default_factory=dict)

    def find(self, hub: str, since: datetime, weight_g: int, clock: ZoneInfo) -> Departure | None:
        """Return the departure that brings goods at a hub at a moment there first."""
        return find_departure(
            self.lanes,
            hub=hub,
            zone=self.zone,
            since=since,
            weight_g=weight_g,
            clock=clock,
            taken=self.taken,
        )


def linehaul_line(lane: Lane, chargeable_g: int) -> QuoteLine:
    """Return what the way from the hub to the zone is charged."""
    amount = divide_half_up(chargeable_g * lane.price_per_kg_minor, GRAMS_PER_KG)
    return QuoteLine(
        LineCode.LINEHAUL,
        max(amount, lane.minimum_minor),
        chargeable_g,
        lane.price_per_kg_minor,
        f"{lane.gateway} → {lane.zone}",
    )
