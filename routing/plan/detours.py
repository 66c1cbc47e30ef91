"""Which drives of a plan a change of the roads lengthens or cuts."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from routing.matrix.travel_matrix import UNREACHABLE
from routing.plan.plan import Plan, PlanRoute, PlanStop
from routing.problem.problem import Problem


@dataclass(frozen=True, slots=True)
class HitLeg:
    """A planned drive that takes longer on the changed roads, or has no way left.

    `from_stop` and `to_stop` are stops of the changed problem. `after_m` and `after_s` are
    `UNREACHABLE` when no permitted road is left. `load_g` is carried on the drive.
    """

    route: str
    vehicle: str
    profile: str
    from_stop: int
    to_stop: int
    before_m: int
    before_s: int
    after_m: int
    after_s: int
    load_g: int

    @property
    def cut(self) -> bool:
        """Whether no permitted road is left."""
        return self.after_s == UNREACHABLE


def find_hit_legs(plan: Plan, changed: Problem) -> tuple[HitLeg, ...]:
    """Return the drives of a plan that are longer in time on the roads of a changed problem.

    The changed problem has the same vehicles, hubs and horizon start; a route of a day that it
    has no shift for is passed over.
    """
    stops = {stop.place: i for i, stop in enumerate(changed.stops)}
    stops |= {hub.id: hub.stop for hub in changed.hubs}
    shifts = {
        (changed.vehicles[shift.vehicle].id, shift.date): i
        for i, shift in enumerate(changed.shifts)
    }
    return tuple(
        leg
        for route in plan.routes
        if (route.vehicle, route.date) in shifts
        for leg in _find_in_route(route, changed, shifts[route.vehicle, route.date], stops)
    )


def _find_in_route(
    route: PlanRoute, changed: Problem, shift: int, stops: dict[str, int]
) -> Iterator[HitLeg]:
    matrix = changed.matrix_of(changed.shifts[shift])
    for a, b in pairwise(route.stops):
        if b.leg_driving_s == 0 or not _known(a, b, stops):
            continue
        i, j = stops[a.place], stops[b.place]
        after_s = int(matrix.duration_s[i, j])
        if after_s == UNREACHABLE or after_s > b.leg_driving_s:
            yield HitLeg(
                route=route.id,
                vehicle=route.vehicle,
                profile=route.profile,
                from_stop=i,
                to_stop=j,
                before_m=b.leg_distance_m,
                before_s=b.leg_driving_s,
                after_m=int(matrix.distance_m[i, j]),
                after_s=after_s,
                load_g=a.load_g,
            )


def _known(a: PlanStop, b: PlanStop, stops: dict[str, int]) -> bool:
    return a.place in stops and b.place in stops
