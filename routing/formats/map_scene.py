"""What a map shows of routes: who carries what where, in whose colour."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from routing.formats.map_colours import INK, hub_colours, shades
from routing.formats.map_flows import Piece, build_pieces
from routing.formats.map_legend import LegendGroup
from routing.formats.map_spot import MapSpot
from routing.formats.words import weight_words
from routing.geo import LonLat
from routing.plan.plan import PlanRoute
from routing.texts import Lang, text

MIXED: Final = INK


@dataclass(frozen=True, slots=True)
class Scene:
    """Pieces of road with loads by group, the groups' colours, hubs and pickup places."""

    pieces: list[Piece]
    colours: dict[str, str]
    hubs: dict[LonLat, MapSpot]
    stops: dict[LonLat, MapSpot]
    legend: list[LegendGroup]


def build_scene(
    routes: Sequence[PlanRoute],
    lang: Lang,
    *,
    by_vehicle: bool,
    all_routes: Sequence[PlanRoute] | None = None,
) -> Scene:
    """Return what to draw: a colour for each hub, or for each route a shade of its hub's.

    Parameters
    ----------
    all_routes
        Those of the whole plan, so that a hub keeps its mark and colour from day to day.
    """
    by_hub: dict[str, list[PlanRoute]] = defaultdict(list)
    for route in sorted(routes, key=_order):
        by_hub[route.start_hub].append(route)
    all_routes = sorted(routes if all_routes is None else all_routes, key=_order)
    families = hub_colours(list(dict.fromkeys(route.start_hub for route in all_routes)))
    inks = {
        route.id: ink if by_vehicle else families[hub]
        for hub, group in by_hub.items()
        for route, ink in zip(group, shades(families[hub], len(group)), strict=True)
    }
    ordered = [route for group in by_hub.values() for route in group]
    return Scene(
        pieces=build_pieces(ordered, _route_id if by_vehicle else _start_hub),
        colours=inks if by_vehicle else families,
        hubs=_hubs(all_routes, families),
        stops=_stops(ordered, inks),
        legend=[
            _legend_group(group, families[hub], inks if by_vehicle else None, lang)
            for hub, group in by_hub.items()
        ],
    )


def _order(route: PlanRoute) -> tuple[str, list[tuple[int, str]], int]:
    # xe#2 comes before xe#10: runs of digits are told apart by their length first.
    runs = re.findall(r"\d+|\D+", route.vehicle)
    words = [(len(run) if run.isdecimal() else 0, run) for run in runs]
    return route.start_hub, words, route.day


def _route_id(route: PlanRoute) -> str:
    return route.id


def _start_hub(route: PlanRoute) -> str:
    return route.start_hub


def _hubs(routes: Iterable[PlanRoute], families: dict[str, str]) -> dict[LonLat, MapSpot]:
    hubs: dict[LonLat, MapSpot] = {}
    for route in routes:
        for stop in route.stops:
            if stop.kind in ("start", "reload", "end"):
                colour = families.get(stop.place, MIXED)
                hubs.setdefault(stop.lonlat, MapSpot(stop.place_name or stop.place, colour))
    return hubs


def _stops(routes: Iterable[PlanRoute], inks: dict[str, str]) -> dict[LonLat, MapSpot]:
    stops: dict[LonLat, MapSpot] = {}
    for route in routes:
        for stop in route.stops:
            if not stop.visits:
                continue
            ink = inks[route.id]
            before = stops.get(stop.lonlat, MapSpot(stop.place_name or stop.place, ink))
            colour = ink if before.colour == ink else MIXED
            weight_g = before.weight_g + stop.weight_g
            stops[stop.lonlat] = MapSpot(before.name, colour, weight_g)
    return stops


def _legend_group(
    routes: Sequence[PlanRoute], colour: str, inks: dict[str, str] | None, lang: Lang
) -> LegendGroup:
    start = routes[0].stops[0] if routes[0].stops else None
    name = start.place_name if start and start.place_name else routes[0].start_hub
    weight = weight_words(sum(map(picked_up_g, routes)), lang)
    facts = text("outputs.map.hub_facts", lang, routes=len(routes), weight=weight)
    rows = [(inks[route.id], route.vehicle, _route_facts(route, lang)) for route in routes if inks]
    return LegendGroup(name, facts, colour, tuple(rows))


def _route_facts(route: PlanRoute, lang: Lang) -> str:
    weight = weight_words(picked_up_g(route), lang)
    return text("outputs.map.route_facts", lang, pickups=count_pickups(route), weight=weight)


def picked_up_g(route: PlanRoute) -> int:
    """Return the grams of the requests that a route serves."""
    return sum(stop.weight_g for stop in route.stops if stop.serves)


def count_pickups(route: PlanRoute) -> int:
    """Return how many requests a route serves."""
    return sum(stop.serves for stop in route.stops)
