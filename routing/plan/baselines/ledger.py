"""What vehicles, drivers and hubs have been given so far while trips are handed out."""

from collections import defaultdict
from dataclasses import dataclass, field

from routing.problem.dated import DatedRoute
from routing.problem.fleet import Shift
from routing.problem.problem import Problem


@dataclass(slots=True)
class Worked:
    """What a vehicle-day has done; one that ended away from its hub makes no more trips."""

    trips: int = 0
    driving_s: int = 0
    duration_s: int = 0
    distance_m: int = 0
    pickups: int = 0
    away: bool = False


@dataclass(slots=True)
class Ledger:
    """All that is used up: by shift, by driver and week, by hub and day (grams, millilitres)."""

    problem: Problem
    worked: dict[int, Worked] = field(default_factory=lambda: defaultdict(Worked))
    week_s: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    received: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def driven_s(self, shift: Shift) -> int:
        """Return the driving of the shift's driver in its week, before and in this ledger."""
        week = self.problem.horizon.week_of(shift.day)
        before_s = self.problem.vehicles[shift.vehicle].driven_s[week]
        return before_s + self.week_s[shift.vehicle, week]

    def has_room(self, trip: DatedRoute) -> bool:
        """Tell whether one more trip keeps every sum within its bound."""
        shift = self.problem.shifts[trip.shift]
        return (
            self._fits_shift(trip, shift)
            and self.driven_s(shift) + trip.driving_s <= self.problem.law.max_week_s
            and self._fits_hub(trip)
        )

    def _fits_shift(self, trip: DatedRoute, shift: Shift) -> bool:
        worked, kind = self.worked[trip.shift], self.problem.type_of(shift)
        span_s = min(shift.latest_s - shift.earliest_s, kind.max_duration_s)
        span_s += kind.max_overtime_s
        return (
            not worked.away
            and worked.duration_s + trip.duration_s <= span_s
            and worked.driving_s + trip.driving_s <= kind.max_driving_s
            and worked.distance_m + trip.distance_m <= kind.max_distance_m
            and worked.pickups + count_pickups(trip) <= kind.max_stops
        )

    def _fits_hub(self, trip: DatedRoute) -> bool:
        index, day = self._hub_day(trip)
        if not 0 <= day < self.problem.horizon.days:
            return False
        hub = self.problem.hubs[index]
        grams, millilitres = self.received.get((index, day), (0, 0))
        return (
            grams + trip.load_g <= hub.intake_g[day]
            and millilitres + trip.load_ml <= hub.intake_ml[day]
        )

    def _hub_day(self, trip: DatedRoute) -> tuple[int, int]:
        last = trip.items[-1]
        return last.item.hub, self.problem.horizon.day_of(last.arrival_s)

    def enter(self, trip: DatedRoute) -> None:
        """Book a trip."""
        shift, worked = self.problem.shifts[trip.shift], self.worked[trip.shift]
        worked.trips += 1
        worked.driving_s += trip.driving_s
        worked.duration_s += trip.duration_s
        worked.distance_m += trip.distance_m
        worked.pickups += count_pickups(trip)
        worked.away = trip.items[-1].item.hub != shift.start_hub
        self.week_s[shift.vehicle, self.problem.horizon.week_of(shift.day)] += trip.driving_s
        grams, millilitres = self.received.get(self._hub_day(trip), (0, 0))
        self.received[self._hub_day(trip)] = grams + trip.load_g, millilitres + trip.load_ml


def count_pickups(trip: DatedRoute) -> int:
    """Return how many parts a trip fetches."""
    return sum(item.item.request >= 0 for item in trip.items)
