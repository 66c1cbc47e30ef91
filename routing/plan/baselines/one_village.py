"""Baseline B: the same vehicles at the same costs fetch from one village on each trip.

Each trip is dated and priced by the evaluator as if it were the vehicle's only one. A vehicle
then makes trips as long as their sums fit its shift, its limits and its driver's week; that
their times also fit together is taken for granted, which favours this baseline.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from routing.plan.baselines.ledger import Ledger
from routing.plan.baselines.villages import Fetched, group_by_village
from routing.plan.legs import leg_fuel_ml
from routing.plan.plan import Plan
from routing.plan.stops import find_stops
from routing.plan.totals import FuelKinds, Totals, co2_g
from routing.problem.dated import DatedRoute
from routing.problem.evaluate import evaluate_route
from routing.problem.fleet import Shift
from routing.problem.hub import NOWHERE
from routing.problem.problem import Problem
from routing.problem.request import ANY_HUB, RequestKind
from routing.problem.sequences import Item, RouteSequence, deliver, end, pickup, rest
from routing.problem.verdict import Rule


@dataclass(frozen=True, slots=True)
class _Trip:
    """A trip that a vehicle could make, and what it would add to the cost."""

    dated: DatedRoute
    parts: tuple[int, ...]
    added_minor: int


@dataclass(frozen=True, slots=True)
class _Fleet:
    """The vehicles with what they have done, and trips already dated."""

    problem: Problem
    ledger: Ledger
    dated: dict[object, DatedRoute | None] = field(default_factory=dict)


def total_one_village(
    problem: Problem, plan: Plan, fuels: FuelKinds, full_loads_g: Mapping[str, int]
) -> Totals:
    """Return what it takes to fetch the plan's goods on the same days, a village on each trip.

    Villages with most to fetch go first; each trip is the one that costs least for each gram.
    What no vehicle is left for counts as not served.
    """
    # Where a break falls between trips is open, so planned ones are not asked for.
    free = replace(problem, shifts=tuple(replace(one, breaks=()) for one in problem.shifts))
    problem = free if any(shift.breaks for shift in problem.shifts) else problem
    fleet = _Fleet(problem, Ledger(problem))
    sums = Totals()
    villages = group_by_village(problem, plan)
    for village in sorted(villages, key=lambda one: (one.day, -_grams(problem, one.parts))):
        left = set(village.parts)
        while trip := _find_best(fleet, village, left):
            left -= set(trip.parts)
            fleet.ledger.enter(trip.dated)
            sums += _total_trip(fleet, trip, fuels, full_loads_g)
        sums += Totals(unserved_parts=len(left), unserved_g=_grams(problem, left))
    return sums


def _grams(problem: Problem, parts: Iterable[int]) -> int:
    return sum(problem.requests[part].weight_g for part in parts)


def _find_best(fleet: _Fleet, village: Fetched, left: set[int]) -> _Trip | None:
    """Return the trip with the least added cost for each gram, the first of equals."""
    return min(
        _list_trips(fleet, village, left),
        key=lambda trip: trip.added_minor / max(1, _grams(fleet.problem, trip.parts)),
        default=None,
    )


def _list_trips(fleet: _Fleet, village: Fetched, left: set[int]) -> Iterator[_Trip]:
    problem, ledger = fleet.problem, fleet.ledger
    wanted = [part for part in village.parts if part in left]
    seen: set[object] = set()
    for index, shift in enumerate(problem.shifts):
        if shift.day != village.day:
            continue
        if not ledger.worked[index].trips:
            # Unused vehicles that are alike would all offer the same trip.
            alike = _likeness(problem, shift), ledger.driven_s(shift)
            if alike in seen:
                continue
            seen.add(alike)
        load = _fill(problem, shift, wanted)
        hubs = shift.end_hubs if village.hub == ANY_HUB else {village.hub} & {*shift.end_hubs}
        for hub in sorted(hubs):
            together = list(_try_loads(fleet, index, [load], hub))
            yield from together or _try_loads(fleet, index, [(part,) for part in load], hub)


def _likeness(problem: Problem, shift: Shift) -> Shift:
    """Return what trips depend on: the shift, whichever unit of its type works it."""
    return replace(shift, vehicle=problem.vehicles[shift.vehicle].vehicle_type)


def _fill(problem: Problem, shift: Shift, parts: list[int]) -> tuple[int, ...]:
    """Return the parts one trip takes: the heaviest first, as many as fit."""
    kind = problem.type_of(shift)
    room_g, room_ml = kind.capacity_g, kind.capacity_ml
    chosen: set[int] = set()
    for part in sorted(parts, key=lambda index: -problem.requests[index].weight_g):
        request = problem.requests[part]
        fits = request.weight_g <= room_g and request.volume_ml <= room_ml
        if fits and request.skills <= kind.skills and len(chosen) < kind.max_stops:
            chosen.add(part)
            room_g -= request.weight_g
            room_ml -= request.volume_ml
    return tuple(part for part in parts if part in chosen)


def _try_loads(
    fleet: _Fleet, shift: int, loads: Iterable[tuple[int, ...]], hub: int
) -> Iterator[_Trip]:
    """Yield the trip of each load that the vehicle can still make."""
    for parts in loads:
        dated = _date_trip(fleet, shift, parts, hub) if parts else None
        if dated is not None and fleet.ledger.has_room(dated):
            paid_minor = dated.cost.fixed_minor if fleet.ledger.worked[shift].trips else 0
            yield _Trip(dated, parts, dated.cost.total_minor - paid_minor)


def _date_trip(fleet: _Fleet, shift: int, parts: tuple[int, ...], hub: int) -> DatedRoute | None:
    """Return a trip dated, with a rest after loading if the law wants one.

    None when it breaks a rule even so.
    """
    problem = fleet.problem
    key = _likeness(problem, problem.shifts[shift]), parts, hub
    if key not in fleet.dated:
        items = tuple(visit for part in parts for visit in _visits(problem, part))
        trip = evaluate_route(problem, RouteSequence(shift, (*items, end(hub))))
        if {found.rule for found in trip.violations} == {Rule.BREAK}:
            rested = (*items, rest(problem.law.rest_s), end(hub))
            trip = evaluate_route(problem, RouteSequence(shift, rested))
        fleet.dated[key] = None if trip.violations else trip
    dated = fleet.dated[key]
    return None if dated is None else replace(dated, shift=shift)


def _visits(problem: Problem, part: int) -> tuple[Item, ...]:
    """Return the visits that serve a request by itself."""
    kind = problem.requests[part].kind
    if kind is RequestKind.PAIR:
        return pickup(part), deliver(part)
    return (deliver(part) if kind is RequestKind.DELIVERY else pickup(part),)


def _total_trip(
    fleet: _Fleet, trip: _Trip, fuels: FuelKinds, full_loads_g: Mapping[str, int]
) -> Totals:
    problem, dated = fleet.problem, trip.dated
    shift = problem.shifts[dated.shift]
    kind, matrix = problem.type_of(shift), problem.matrix_of(shift)
    full_load_g = full_loads_g.get(kind.profile, kind.full_g or kind.capacity_g)
    loads_g = (dated.start_load[0], *(item.load_g for item in dated.items))
    fuel_ml = sum(
        leg_fuel_ml(
            int(matrix.fuel_empty_ml[leg]), int(matrix.fuel_full_ml[leg]), load_g, full_load_g
        )
        for leg, load_g in zip(pairwise(find_stops(problem, dated)), loads_g, strict=False)
        if NOWHERE not in leg
    )
    return Totals(
        parts=len(trip.parts),
        served_g=_grams(problem, trip.parts),
        cost_minor=trip.added_minor,
        distance_m=dated.distance_m,
        driving_s=dated.driving_s,
        duration_s=dated.duration_s,
        fuel_ml=fuel_ml,
        co2_g=co2_g(fuel_ml, fuels[kind.profile]),
        vehicle_days=int(fleet.ledger.worked[dated.shift].trips == 1),
        trips=1,
    )
