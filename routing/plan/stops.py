"""The halts of one route as outsiders see them."""

from collections.abc import Sequence
from dataclasses import replace

from routing.plan.legs import Leg
from routing.plan.plan import PlanStop
from routing.problem.dated import DatedItem, DatedRoute
from routing.problem.problem import Problem
from routing.problem.sequences import ItemKind
from routing.problem.time_window import TimeWindow


def build_stops(
    problem: Problem, route: DatedRoute, route_id: str, legs: Sequence[Leg]
) -> tuple[PlanStop, ...]:
    """Return the start and a stop for each item, with the roads of the leg that leads there."""
    stops = [_build_start(problem, route, route_id)]
    breaks = 0
    for item, leg in zip(route.items, legs, strict=True):
        here = _place_at(stops[-1], item, leg)
        if item.item.kind is ItemKind.PICKUP:
            stops.append(_as_pickup(problem, item, here, route_id))
        elif item.item.kind is ItemKind.END:
            stops.append(_as_end(problem, item, here, route_id))
        else:
            breaks += 1
            stops.append(replace(here, id=f"{route_id}/break{breaks}"))
    return tuple(stops)


def _build_start(problem: Problem, route: DatedRoute, route_id: str) -> PlanStop:
    hub = problem.hubs[problem.shifts[route.shift].start_hub]
    return PlanStop(
        id=f"{route_id}/start",
        seq=0,
        trip=1,
        kind="start",
        place=hub.id,
        lonlat=problem.stops[hub.stop].lonlat,
        arrival_s=route.start_s,
        start_s=route.start_s,
        departure_s=route.start_s,
        leg_distance_m=0,
        leg_driving_s=0,
        load_g=0,
        load_ml=0,
        place_name=hub.name,
    )


def _place_at(before: PlanStop, item: DatedItem, leg: Leg) -> PlanStop:
    """Return a halt with the item's times and loads where the vehicle stood before: a break."""
    return PlanStop(
        id="",
        seq=before.seq + 1,
        trip=before.trip,
        kind="break",
        place=before.place,
        lonlat=before.lonlat,
        arrival_s=item.arrival_s,
        start_s=item.start_s,
        departure_s=item.departure_s,
        leg_distance_m=item.leg_distance_m,
        leg_driving_s=item.leg_driving_s,
        load_g=item.load_g,
        load_ml=item.load_ml,
        place_name=before.place_name,
        leg_roads=leg.roads,
    )


def _as_pickup(problem: Problem, item: DatedItem, here: PlanStop, route_id: str) -> PlanStop:
    request = problem.requests[item.item.request]
    stop = problem.stops[request.stop]
    return replace(
        here,
        id=f"{route_id}/{request.id}.{request.part}",
        kind="pickup",
        place=stop.place,
        place_name=stop.name,
        lonlat=stop.lonlat,
        request=request.id,
        part=request.part,
        parts=request.parts,
        weight_g=request.weight_g,
        volume_ml=request.volume_ml,
        window=_window_at(request.windows, item.start_s),
        product=request.product,
        shop=request.shop,
    )


def _as_end(problem: Problem, item: DatedItem, here: PlanStop, route_id: str) -> PlanStop:
    """Return the end: what it weighs is what the hub receives, and nothing is left on board."""
    hub = problem.hubs[item.item.hub]
    return replace(
        here,
        id=f"{route_id}/end",
        kind="end",
        place=hub.id,
        place_name=hub.name,
        lonlat=problem.stops[hub.stop].lonlat,
        load_g=0,
        load_ml=0,
        weight_g=item.load_g,
        volume_ml=item.load_ml,
        window=_window_at(hub.open_windows, item.arrival_s),
    )


def _window_at(windows: tuple[TimeWindow, ...], moment_s: int) -> TimeWindow | None:
    return next((one for one in windows if one.earliest_s <= moment_s <= one.latest_s), None)
