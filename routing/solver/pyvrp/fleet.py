"""Shifts as PyVRP's vehicle types, with the depots and the legs they use."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pyvrp

from routing.problem.features import Feature, find_features
from routing.problem.problem import Problem
from routing.problem.request import ANY_HUB, RequestKind
from routing.solver.pyvrp.clients import capacities
from routing.solver.pyvrp.legs import Ints, Legs, Places, build_legs
from routing.solver.pyvrp.variants import Variant
from routing.units import MILLI

FAR: Final = 2**62
"""Where legs are priced, their metres are not known to PyVRP, and not bounded."""


@dataclass
class Fleet:
    """PyVRP's vehicle types, one for each variant, with their depots and profiles.

    `reload_hub` maps depots at which vehicles reload to hubs.
    """

    places: Places
    priced: bool
    depots: list[pyvrp.Depot] = field(default_factory=list)
    types: list[pyvrp.VehicleType] = field(default_factory=list)
    legs: list[Legs] = field(default_factory=list)
    reload_hub: dict[int, int] = field(default_factory=dict)
    _depot_of: dict[tuple[object, ...], int] = field(default_factory=dict)
    _profile_of: dict[tuple[object, ...], int] = field(default_factory=dict)

    def depot(self, key: tuple[object, ...], depot: pyvrp.Depot) -> int:
        """Return the number of a depot, added when its key is new."""
        if key not in self._depot_of:
            self._depot_of[key] = len(self.depots)
            self.depots.append(depot)
        return self._depot_of[key]

    def profile(self, problem: Problem, variant: Variant) -> int:
        """Return the number of the legs that a variant drives, built when they are new."""
        shift = problem.shifts[variant.shifts[0]]
        kind, hub = problem.vehicles[shift.vehicle].vehicle_type, variant.ending.hub
        forbidden = forbidden_places(problem, self.places, variant)
        by_kind = kind if self.priced or has_times_by_type(problem) else -1
        by_hub = hub if any(place.unload_s_per_t for place in problem.hubs) else -1
        key = shift.matrix, by_kind, by_hub, forbidden.tobytes()
        if key not in self._profile_of:
            self._profile_of[key] = len(self.legs)
            made = build_legs(problem, self.places, shift.matrix, kind, hub, forbidden)
            self.legs.append(made)
        return self._profile_of[key]


def build_fleet(
    problem: Problem,
    places: Places,
    variants: tuple[Variant, ...],
    *,
    loads: list[int],
    priced: bool,
) -> Fleet:
    """Return the vehicle types of all variants, with room for some loads."""
    fleet = Fleet(places, priced)
    for variant in variants:
        fleet.types.append(_vehicle_type(problem, fleet, variant, loads))
    return fleet


def has_times_by_type(problem: Problem) -> bool:
    """Tell whether service takes some vehicle types longer than others."""
    return Feature.SERVICE_BY_TYPE in find_features(problem) or any(
        visit.setup_by_type for one in problem.requests for visit in (one, one.to) if visit
    )


def forbidden_places(problem: Problem, places: Places, variant: Variant) -> Ints:
    """Return the visits that a variant may not make, by skills and hubs."""
    shift, hub = problem.shifts[variant.shifts[0]], variant.ending.hub
    skills = problem.type_of(shift).skills
    found = []
    for at, (index, _) in enumerate(places.visits, places.first_visit):
        request = problem.requests[index]
        by_kind = {
            RequestKind.PICKUP: {hub},
            RequestKind.DELIVERY: {shift.start_hub},
            RequestKind.EXCHANGE: {hub, shift.start_hub},
            RequestKind.PAIR: {request.hub},
        }[request.kind]
        fetches = request.kind in (RequestKind.PICKUP, RequestKind.EXCHANGE)
        allowed = request.hub == ANY_HUB or by_kind == {request.hub}
        allowed &= problem.hubs[hub].receives or not fetches
        if not allowed or not request.skills <= skills:
            found.append(at)
    return np.array(found, np.int64)


def _vehicle_type(
    problem: Problem, fleet: Fleet, variant: Variant, loads: list[int]
) -> pyvrp.VehicleType:
    shift, ending = problem.shifts[variant.shifts[0]], variant.ending
    kind, places, hub = problem.type_of(shift), fleet.places, problem.hubs[ending.hub]
    start = fleet.depot(("start", shift.start_hub), pyvrp.Depot(places.start(shift.start_hub)))
    closing_s = ending.open.latest_s
    end = fleet.depot(
        ("end", ending),
        pyvrp.Depot(places.end(ending.hub), ending.open.earliest_s + hub.unload_s, closing_s),
    )
    reloads = _reload_depots(problem, fleet, variant)
    lasts_s = shift.latest_s - shift.earliest_s
    room = capacities(problem, kind)
    return pyvrp.VehicleType(
        num_available=len(variant.shifts),
        capacity=[room[k] for k in loads],
        start_depot=start,
        end_depot=end,
        fixed_cost=MILLI * kind.fixed_minor,
        tw_early=shift.earliest_s,
        tw_late=shift.latest_s,
        max_distance=FAR if fleet.priced else kind.max_distance_m,
        shift_duration=min(kind.max_duration_s, lasts_s),
        unit_distance_cost=1 if fleet.priced else kind.rate_per_m_milli,
        unit_duration_cost=kind.rate_per_s_milli,
        profile=fleet.profile(problem, variant),
        reload_depots=reloads,
        max_reloads=min(kind.max_reloads, len(problem.requests)),
        max_overtime=min(kind.max_overtime_s, max(0, lasts_s - kind.max_duration_s)),
        unit_overtime_cost=kind.rate_per_overtime_s_milli,
    )


def _reload_depots(problem: Problem, fleet: Fleet, variant: Variant) -> list[int]:
    """Return where a variant may reload: at the hub it ends at, when that is where it starts.

    Elsewhere PyVRP could not tell which hub receives what. Loading that takes longer for more
    goods is not known to it either.
    """
    shift, hub = problem.shifts[variant.shifts[0]], variant.ending.hub
    loads = any(request.kind is not RequestKind.PICKUP for request in problem.requests)
    place = problem.hubs[hub]
    if hub not in shift.reload_hubs or hub != shift.start_hub or (loads and place.unload_s_per_t):
        return []
    found = []
    for window in place.open_windows:
        latest_s = window.latest_s - place.unload_s
        if latest_s >= window.earliest_s:
            depot = pyvrp.Depot(
                fleet.places.start(hub), window.earliest_s, latest_s, place.unload_s
            )
            number = fleet.depot(("reload", hub, window), depot)
            fleet.reload_hub[number] = hub
            found.append(number)
    return found
