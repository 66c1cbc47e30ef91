"""The halts of one route as outsiders see them."""

from collections.abc import Sequence
from dataclasses import replace

from routing.geo import LonLat
from routing.plan.legs import Leg
from routing.plan.plan import PlanStop
from routing.problem.dated import DatedItem, DatedRoute
from routing.problem.hub import NOWHERE
from routing.problem.problem import Problem
from routing.problem.request import RequestKind
from routing.problem.sequences import ItemKind
from routing.problem.time_window import TimeWindow


def build_stops(
    problem: Problem, route: DatedRoute, route_id: str, legs: Sequence[Leg]
) -> tuple[PlanStop, ...]:
    """Return the start and a stop for each item, with the roads of the leg that leads there."""
    stops = [_build_start(problem, route, route_id)]
    breaks = reloads = 0
    for item, leg in zip(route.items, legs, strict=True):
        here = _place_at(stops[-1], item, leg)
        if item.item.kind is ItemKind.BREAK:
            breaks += 1
            stops.append(_as_break(problem, route, item, here, f"{route_id}/break{breaks}"))
        elif item.item.kind is ItemKind.RELOAD:
            reloads += 1
            stops.append(_as_call(problem, item, here, f"{route_id}/reload{reloads}"))
        elif item.item.kind is ItemKind.END:
            end = _as_call(problem, item, here, f"{route_id}/end")
            stops.append(replace(end, load_g=0, load_ml=0))
        else:
            stops.append(_as_visit(problem, item, here, route_id))
    return tuple(stops)


def find_stops(problem: Problem, route: DatedRoute) -> list[int]:
    """Return the stop (by index) a route starts at and that of each item; perhaps `NOWHERE`."""
    stops = [problem.hubs[problem.shifts[route.shift].start_hub].stop]
    for dated in route.items:
        item = dated.item
        if item.kind is ItemKind.BREAK:
            stops.append(stops[-1])
        elif item.request < 0:
            stops.append(problem.hubs[item.hub].stop)
        else:
            request = problem.requests[item.request]
            second = request.to if item.kind is ItemKind.DELIVERY else None
            stops.append(second.stop if second is not None else request.stop)
    return stops


def _build_start(problem: Problem, route: DatedRoute, route_id: str) -> PlanStop:
    hub = problem.hubs[problem.shifts[route.shift].start_hub]
    return PlanStop(
        id=f"{route_id}/start",
        seq=0,
        trip=1,
        kind="start",
        place=hub.id,
        lonlat=_find_start(problem, route),
        arrival_s=route.start_s,
        start_s=route.start_s,
        departure_s=route.start_s,
        leg_distance_m=0,
        leg_driving_s=0,
        load_g=route.start_load[0],
        load_ml=route.start_load[1],
        place_name=hub.name,
    )


def _find_start(problem: Problem, route: DatedRoute) -> LonLat:
    """Return where a route starts; an open start is where it first goes."""
    somewhere = next((stop for stop in find_stops(problem, route) if stop != NOWHERE), 0)
    return problem.stops[somewhere].lonlat


def _place_at(before: PlanStop, item: DatedItem, leg: Leg) -> PlanStop:
    """Return a halt with the item's times and loads where the vehicle stood before."""
    return PlanStop(
        id="",
        seq=before.seq + 1,
        trip=before.trip + (before.kind == "reload"),
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


def _as_break(
    problem: Problem, route: DatedRoute, item: DatedItem, here: PlanStop, name: str
) -> PlanStop:
    index, breaks = item.item.planned, problem.shifts[route.shift].breaks
    windows = breaks[index].windows if 0 <= index < len(breaks) else ()
    return replace(here, id=name, window=_window_at(windows, item.start_s), planned=index)


def _as_visit(problem: Problem, item: DatedItem, here: PlanStop, route_id: str) -> PlanStop:
    request = problem.requests[item.item.request]
    fetches = item.item.kind is ItemKind.PICKUP
    second = None if fetches else request.to
    visit = request if second is None else second
    stop = problem.stops[visit.stop]
    brought = request.brought if request.kind is RequestKind.EXCHANGE else ()
    name = f"{route_id}/{request.id}.{request.part}"
    return replace(
        here,
        id=name if second is None else f"{name}/to",
        kind="pickup" if fetches else "delivery",
        place=stop.place,
        place_name=stop.name,
        lonlat=stop.lonlat,
        request=request.id,
        part=request.part,
        parts=request.parts,
        weight_g=request.weight_g,
        volume_ml=request.volume_ml,
        window=_window_at(visit.windows, item.start_s),
        setup_s=item.setup_s,
        product=request.product,
        shop=request.shop,
        brought_g=brought[0] if brought else 0,
        brought_ml=brought[1] if len(brought) > 1 else 0,
        second_visit=second is not None,
    )


def _as_call(problem: Problem, item: DatedItem, here: PlanStop, name: str) -> PlanStop:
    """Return a reload or an end: what it weighs is what the hub receives."""
    hub = problem.hubs[item.item.hub]
    return replace(
        here,
        id=name,
        kind="reload" if item.item.kind is ItemKind.RELOAD else "end",
        place=hub.id,
        place_name=hub.name,
        lonlat=here.lonlat if hub.stop == NOWHERE else problem.stops[hub.stop].lonlat,
        weight_g=item.received_g,
        volume_ml=item.received_ml,
        window=_window_at(hub.open_windows, item.arrival_s),
    )


def _window_at(windows: tuple[TimeWindow, ...], moment_s: int) -> TimeWindow | None:
    return next((one for one in windows if one.earliest_s <= moment_s <= one.latest_s), None)
