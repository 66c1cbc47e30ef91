"""Which drives of a plan a change of the roads lengthens or cuts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
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
    date: date
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
    stops = _stops_by_name(changed)
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
                date=route.date,
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


@dataclass(frozen=True, slots=True)
class LatePickup:
    """A pickup that a detour makes late, when its vehicle leaves as planned and goes round.

    `start_s` is when service would start, None when the vehicle cannot get there any more.
    """

    route: str
    vehicle: str
    request: str
    part: int
    weight_g: int
    planned_s: int
    start_s: int | None


def find_late_pickups(
    plan: Plan, changed: Problem, hits: tuple[HitLeg, ...], *, tolerance_s: int
) -> tuple[LatePickup, ...]:
    """Return the pickups of hit routes that come too late if nothing is planned anew.

    Too late is more than the tolerance after the planned start, after every window that the
    request has, or never. Waiting planned along the way makes up for delay.
    """
    by_route: dict[str, dict[tuple[int, int], HitLeg]] = {}
    for hit in hits:
        by_route.setdefault(hit.route, {})[hit.from_stop, hit.to_stop] = hit
    stops = _stops_by_name(changed)
    last_s = {
        (request.id, request.part): max((w.latest_s for w in request.windows), default=0)
        for request in changed.requests
    }
    return tuple(
        late
        for route in plan.routes
        if route.id in by_route
        for late in _delay_route(route, by_route[route.id], stops)
        if _is_late(late, tolerance_s, last_s)
    )


def _delay_route(
    route: PlanRoute, hits: dict[tuple[int, int], HitLeg], stops: dict[str, int]
) -> Iterator[LatePickup]:
    departure_s: int | None = route.stops[0].departure_s
    for a, b in pairwise(route.stops):
        hit = hits.get((stops[a.place], stops[b.place])) if _known(a, b, stops) else None
        if departure_s is None or (hit is not None and hit.cut):
            start_s = departure_s = None
        else:
            driving_s = hit.after_s if hit else b.leg_driving_s
            start_s = max(b.start_s, departure_s + driving_s)
            departure_s = start_s + b.departure_s - b.start_s
        if b.serves:
            yield LatePickup(
                route.id, route.vehicle, b.request, b.part, b.weight_g, b.start_s, start_s
            )


def _is_late(late: LatePickup, tolerance_s: int, last_s: dict[tuple[str, int], int]) -> bool:
    if late.start_s is None:
        return True
    deadline_s = min(
        late.planned_s + tolerance_s, last_s.get((late.request, late.part), late.planned_s)
    )
    return late.start_s > deadline_s


def _stops_by_name(problem: Problem) -> dict[str, int]:
    stops = {stop.place: i for i, stop in enumerate(problem.stops)}
    return stops | {hub.id: hub.stop for hub in problem.hubs}
