"""Legs between PyVRP's locations: hubs to leave, ways to end, then visits.

Everything that belongs to a stay but not to a visit itself is put on a leg: handling of goods
and service that depends on the vehicle when leaving a visit, handling at a hub when coming to
it. Setup is always counted, though a vehicle that comes from the same stop does without: that is
stricter than the rule, never looser.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.matrix.travel_matrix import UNREACHABLE
from routing.problem.fleet import VehicleType
from routing.problem.hub import NOWHERE
from routing.problem.problem import Problem
from routing.problem.request import Request, RequestKind, Visit
from routing.units import MILLI

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Places:
    """PyVRP's locations: `starts` and `ends` are hubs, `visits` requests and which visit it is.

    `stop` is the stop of each location.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    visits: tuple[tuple[int, bool], ...]
    stop: Ints

    def start(self, hub: int) -> int:
        """Return the location at which vehicles of a hub start."""
        return self.starts.index(hub)

    def end(self, hub: int) -> int:
        """Return the location at which vehicles end at a hub."""
        return len(self.starts) + self.ends.index(hub)

    @property
    def first_visit(self) -> int:
        """Location of the first of the visits."""
        return len(self.starts) + len(self.ends)


def list_places(problem: Problem, ends: set[int]) -> Places:
    """Return the locations of a problem whose vehicles end at some hubs."""
    starts = tuple(sorted({shift.start_hub for shift in problem.shifts}))
    hubs = (*starts, *sorted(ends))
    visits = [(i, False) for i in range(len(problem.requests))]
    visits += [(i, True) for i, request in enumerate(problem.requests) if request.to]
    stops = [problem.hubs[hub].stop for hub in hubs]
    stops += [visit_of(problem.requests[i], second=second).stop for i, second in visits]
    return Places(starts, tuple(sorted(ends)), tuple(visits), np.array(stops, np.int64))


def visit_of(request: Request, *, second: bool) -> Request | Visit:
    """Return one of a request's visits."""
    return request.to if second and request.to is not None else request


@dataclass(frozen=True)
class Legs:
    """Seconds, metres and thousandths of a minor unit from location to location."""

    duration_s: Ints
    distance_m: Ints
    price_milli: Ints


def build_legs(
    problem: Problem, places: Places, matrix: int, kind: int, hub: int, forbidden: Ints
) -> Legs:
    """Return the legs of a vehicle type that ends at a hub and may not visit some locations."""
    roads, stops = problem.matrices[matrix], places.stop
    cells = np.ix_(stops, stops)
    nowhere = (stops == NOWHERE)[:, None] | (stops == NOWHERE)[None, :]
    duration_s = np.where(nowhere, 0, roads.duration_s[cells])
    distance_m = np.where(nowhere, 0, roads.distance_m[cells])
    missing = duration_s == UNREACHABLE
    missing[forbidden, :] = True
    missing[:, forbidden] = True
    far_s = 4 * max((shift.latest_s for shift in problem.shifts), default=0) + 1
    far_m = 1000 + 20 * int(distance_m.max(initial=0))
    fuel_ml = np.where(nowhere, 0, (roads.fuel_empty_ml[cells] + roads.fuel_full_ml[cells]) // 2)
    type_ = problem.vehicle_types[kind]
    price_milli = price_legs(type_, duration_s, distance_m, fuel_ml)
    served_s, stay_s = _stays_s(problem, places, kind, hub)
    price_milli = price_milli + _served_milli(problem, places, type_, served_s)[:, None]
    duration_s = duration_s + stay_s[:, None]
    own = slice(len(places.starts), places.first_visit)
    duration_s[:, own] += np.array([problem.hubs[h].unload_s for h in places.ends], np.int64)
    most_milli = 20 * int(price_milli[~missing].max(initial=1))
    legs = [
        np.where(missing, high, array)
        for array, high in ((duration_s, far_s), (distance_m, far_m), (price_milli, most_milli))
    ]
    for array in legs:
        np.fill_diagonal(array, 0)
    return Legs(*(np.ascontiguousarray(array, np.int64) for array in legs))


def price_legs(kind: VehicleType, driving_s: Ints, distance_m: Ints, fuel_ml: Ints) -> Ints:
    """Return what driving legs costs, with fuel for half a load."""
    fuel_milli = fuel_ml * kind.fuel_milli_per_l // MILLI
    price: Ints = (
        kind.rate_per_m_milli * distance_m + kind.rate_per_driving_s_milli * driving_s + fuel_milli
    )
    return price


def _stays_s(problem: Problem, places: Places, kind: int, hub: int) -> tuple[Ints, Ints]:
    """Return for each location the service there, and what of a stay is not PyVRP's service."""
    size = len(places.stop)
    served_s, stay_s = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for at, (index, second) in enumerate(places.visits, places.first_visit):
        request = problem.requests[index]
        visit = visit_of(request, second=second)
        service_s = of_type(visit.service_by_type, kind, visit.service_s)
        setup_s = of_type(visit.setup_by_type, kind, visit.setup_s)
        served_s[at] = service_s + setup_s
        stay_s[at] = served_s[at] - visit_service_s(visit)
        if request.kind in (RequestKind.PICKUP, RequestKind.EXCHANGE) and not second:
            stay_s[at] += request.unload_s(problem.hubs[hub])
    return served_s, stay_s


def visit_service_s(visit: Request | Visit) -> int:
    """Return the seconds of a visit that PyVRP knows as its service."""
    if visit.service_by_type or visit.setup_by_type:
        return 0
    return visit.service_s + visit.setup_s


def of_type(by_type: tuple[int, ...], kind: int, otherwise: int) -> int:
    """Return what a table by vehicle type says."""
    return by_type[kind] if by_type else otherwise


def _served_milli(problem: Problem, places: Places, kind: VehicleType, served_s: Ints) -> Ints:
    milli = kind.rate_per_service_s_milli * served_s
    for at, (index, second) in enumerate(places.visits, places.first_visit):
        if not second:
            milli[at] += MILLI * problem.requests[index].serve_minor
    return milli
