"""Detours by name: where each cut drive now goes, and over which roads."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time

from routing.plan.detours import HitLeg
from routing.plan.plan import Plan
from routing.problem.problem import Stop
from routing.problem.records import ClosureRecord, Location
from routing.service.network import Network
from routing.service.planning import Outcome
from routing.service.travel import find_route


@dataclass(frozen=True, slots=True)
class Detour:
    """Drives of one profile between two places that a closure lengthens.

    `hit` is the first of them, `drives` how often a plan makes it, `roads` the way that is
    left, empty when there is none.
    """

    hit: HitLeg
    origin: str
    destination: str
    drives: int
    roads: tuple[str, ...]


def name_detours(
    network: Network,
    changed: Outcome,
    hits: tuple[HitLeg, ...],
    closures: tuple[ClosureRecord, ...],
) -> tuple[Detour, ...]:
    """Return the detours of hit drives, the most driven first, as the roads are on their day."""
    first: dict[tuple[str, int, int], HitLeg] = {}
    for hit in hits:
        first.setdefault(_key(hit), hit)
    counted = Counter(_key(hit) for hit in hits)
    stops = changed.problem.stops
    return tuple(
        Detour(
            hit=first[key],
            origin=stops[first[key].from_stop].name,
            destination=stops[first[key].to_stop].name,
            drives=drives,
            roads=_find_roads(network, changed, first[key], closures),
        )
        for key, drives in counted.most_common()
    )


def delayed_g(plan: Plan, hits: tuple[HitLeg, ...]) -> int:
    """Return the grams that the hit routes of a plan bring to their hubs."""
    hit = {leg.route for leg in hits}
    return sum(route.peak_load_g for route in plan.routes if route.id in hit)


def _key(hit: HitLeg) -> tuple[str, int, int]:
    return hit.profile, hit.from_stop, hit.to_stop


def _location_of(network: Network, stop: Stop) -> Location:
    is_place = any(place.id == stop.place for place in network.places)
    return Location(place=stop.place) if is_place else Location(lonlat=stop.lonlat)


def _find_roads(
    network: Network, changed: Outcome, hit: HitLeg, closures: tuple[ClosureRecord, ...]
) -> tuple[str, ...]:
    if hit.cut:
        return ()
    origin, goal = (changed.problem.stops[i] for i in (hit.from_stop, hit.to_stop))
    noon = datetime.combine(hit.date, time(12), changed.plan.horizon.zone)
    path, _, _ = find_route(
        network,
        hit.profile,
        _location_of(network, origin),
        _location_of(network, goal),
        at=noon,
        season=changed.conditions.season,
        closures=closures,
    )
    return path.roads
