"""Whether OSRM finds the same distances where every metre counts alike.

scripts/bench roads.differential FOLDER EXTRACT [--pairs 5000]

FOLDER holds roads made by `luco roads import EXTRACT`. OSRM reads the extract by the rules of
flat.lua, which are those of our import for light trucks. Random points on the roads are asked of
both; every distance that differs by more than 0.5 % is put down to a cause that was checked.
"""

import argparse
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.roads.networks import open_roads
from benchmarks.roads.osrm_peer import Osrm, extract_roads, is_installed
from benchmarks.roads.whole import draw_places
from routing.errors import NoPathError
from routing.geo import LonLat, crow_m
from routing.roads.closest import Wish
from routing.roads.conditions import Conditions
from routing.roads.drives import Drive
from routing.roads.graph import RoadGraph
from routing.roads.ground import Ground
from routing.roads.hierarchy_engine import build_hierarchy_engine
from routing.roads.profiles import load_profiles
from routing.roads.road_points import RoadPoint, at_node
from routing.roads.router import Router
from routing.roads.turns import no_turn_bans
from routing.roads.usable_roads import UsableRoads
from routing.roads.vocabulary import access_bit
from routing.roads.weights import BARRED, edge_weights

KIND = "light_truck"
SHARE = 0.005
MOVED_M = 1.5
"""Points further from where they were asked stand on another road."""

ROUNDED_M = 0.5
"""Our edges measure whole metres; so much each may be off."""

SHOWN = 5


class Cause(StrEnum):
    EQUAL = "within 0.5 %"
    ROUNDED = "our edges measure whole metres (short drives)"
    MOVED = "OSRM moves an end onto another road or carriageway"
    CORNER = "an end stands in a junction, for each on another of its roads"
    NO_WAY = "no way in both"
    NO_WAY_OURS = "no way in ours alone"
    NO_WAY_THEIRS = "no way in OSRM's alone"
    TURNED = "ours turns round on the spot, which OSRM never does where a road goes on"
    BANNED = "a turn that ours forbids and OSRM does not"
    BARRED = "OSRM drives a road that ours bars"
    OPEN = "unexplained"


@dataclass(frozen=True)
class Pair:
    """Two points, what OSRM answers, and our drive (None where there is no way)."""

    ends: tuple[RoadPoint, RoadPoint]
    answer: Any
    drive: Drive | None


def flat_router(graph: RoadGraph, *, bans: bool) -> Router:
    """Return a router to which all metres open to light trucks count alike, whatever the signs."""
    profile = load_profiles()[KIND]
    is_open = graph.edges.access & access_bit(KIND) != 0
    if not bans:
        graph = replace(graph, turns=no_turn_bans())
    time_ms = np.where(is_open, graph.edges.length_m.astype(np.int64) * 100, BARRED)
    fuel = np.where(is_open, 0, BARRED)
    weights = replace(
        edge_weights(graph, profile, Conditions("dry")), time_ms=time_ms, fuel_empty_ul=fuel,
        fuel_full_ul=fuel.copy(), preference_milli=np.full(len(fuel), 1000, np.int64),
    )  # fmt: skip
    engine = build_hierarchy_engine(graph, weights, profile.kind)
    assert engine is not None
    return Router(Ground(graph), weights, engine, UsableRoads.of(graph, weights))


def ask(osrm: Osrm, router: Router, ends: tuple[RoadPoint, RoadPoint]) -> Pair:
    places = [(point.lonlat.lon, point.lonlat.lat) for point in ends]
    answer = osrm.route(places, overview="false", continue_straight=False, annotations=["nodes"])
    return Pair(ends, answer, drive_or_none(router, ends))


def drive_or_none(router: Router, ends: tuple[RoadPoint, RoadPoint]) -> Drive | None:
    try:
        return router.drive(*ends)
    except NoPathError:
        return None


def find_cause(pair: Pair, router: Router, freed: Router) -> Cause:
    """Return whether a pair is equal, or why it is not."""
    if pair.drive and pair.answer:
        return find_difference(pair.drive, pair, router, freed)
    if pair.drive or pair.answer:
        return Cause.NO_WAY_THEIRS if pair.drive else Cause.NO_WAY_OURS
    return Cause.NO_WAY


def find_difference(drive: Drive, pair: Pair, router: Router, freed: Router) -> Cause:
    """Return why two ways differ; every cause is checked, the likeliest first."""
    theirs = pair.answer["routes"][0]["distance"]
    apart = abs(drive.distance_m - theirs)
    if apart <= SHARE * theirs:
        return Cause.EQUAL
    checks = {
        Cause.ROUNDED: apart <= ROUNDED_M * (len(drive.pieces) + 1),
        Cause.MOVED: is_moved(pair),
        Cause.CORNER: is_corner(pair, theirs, router),
        Cause.TURNED: drive.distance_m < theirs and turns_round(drive, router.graph),
        Cause.BARRED: drives_barred(pair.answer, router),
        Cause.BANNED: is_banned(drive, theirs, drive_or_none(freed, pair.ends)),
    }
    return next((cause for cause, holds in checks.items() if holds), Cause.OPEN)


def is_banned(drive: Drive, theirs: float, without: Drive | None) -> bool:
    """Tell whether ours without turn bans is as short as theirs, and with them longer."""
    return (
        without is not None
        and without.distance_m < drive.distance_m
        and abs(without.distance_m - theirs) <= SHARE * theirs + ROUNDED_M * len(without.pieces)
    )


def is_moved(pair: Pair) -> bool:
    """Tell whether OSRM stands somewhere else than it was asked to."""
    found = (tuple(each["location"]) for each in pair.answer["waypoints"])
    places = (point.lonlat for point in pair.ends)
    return any(
        crow_m(asked, LonLat(*got)) > MOVED_M for asked, got in zip(places, found, strict=True)
    )


def is_corner(pair: Pair, theirs: float, router: Router) -> bool:
    """Tell whether both are equal once ends that stand in a junction may leave by any road."""
    graph = router.graph
    start, goal = (
        at_node(graph, point.node)
        if crow_m(point.lonlat, graph.lonlat(point.node)) <= MOVED_M
        else point
        for point in pair.ends
    )
    drive = drive_or_none(router, (start, goal))
    return drive is not None and abs(drive.distance_m - theirs) <= SHARE * theirs


def turns_round(drive: Drive, graph: RoadGraph) -> bool:
    """Tell whether an edge is followed by the same road the other way."""
    tail, head = graph.edges.tail, graph.edges.head
    driven = [piece.edge for piece in drive.pieces if graph.edges.length_m[piece.edge]]
    return any(
        (tail[a], head[a]) == (head[b], tail[b])
        and graph.edges.length_m[a] == graph.edges.length_m[b]
        for a, b in pairwise(driven)
    )


def drives_barred(answer: Any, router: Router) -> bool:
    """Tell whether OSRM drives between two of our nodes that no open edge joins."""
    graph = router.graph
    row = {name.rsplit("/", 1)[-1]: i for i, name in enumerate(node_names(graph))}
    met = [
        row[str(int(node))]
        for node in answer["routes"][0]["legs"][0]["annotation"]["nodes"]
        if str(int(node)) in row
    ]
    return any(a != b and not joined(router, a, b) for a, b in pairwise(met))


def node_names(graph: RoadGraph) -> list[str]:
    return [graph.node_id(node) for node in range(len(graph.nodes))]


def joined(router: Router, a: int, b: int) -> bool:
    edges = router.graph.edges
    is_open = router.weights.open & (edges.tail == a) & (edges.head == b)
    return bool(is_open.any())


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("folder", type=Path)
    parser.add_argument("extract", type=Path)
    parser.add_argument("--pairs", type=int, default=5000)
    options = parser.parse_args()
    graph = open_roads(options.folder)
    if not options.extract.exists() or not is_installed():
        raise SystemExit(f"needs OSRM and an extract; {options.extract} is it?")
    router, freed = flat_router(graph, bans=True), flat_router(graph, bans=False)
    places = draw_places(router, 2 * options.pairs)
    points = router.closest.find_each(places, [Wish()] * len(places))
    found: dict[Cause, list[Pair]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        roads = extract_roads(
            options.extract, Path(__file__).with_name("flat.lua"), Path(folder) / "flat"
        )
        osrm = Osrm("CH", roads, places=[])
        osrm.order()
        for a, b in zip(points[::2], points[1::2], strict=True):
            if a is not None and b is not None:
                pair = ask(osrm, router, (a, b))
                found[find_cause(pair, router, freed)].append(pair)
    report(found)


def report(found: dict[Cause, list[Pair]]) -> None:
    total = sum(map(len, found.values()))
    print(f"{total:,} pairs of random points, every metre counting alike\n")
    print("| | pairs | share |\n|---|---|---|")
    for cause in Cause:
        count = len(found[cause])
        print(f"| {cause} | {count:,} | {count / total:.2%} |")
    for cause in Cause:
        for pair in found[cause][:SHOWN] if cause is not Cause.EQUAL else ():
            print(f"{cause.name}: {describe(pair)}")


def describe(pair: Pair) -> str:
    ends = " → ".join(f"{each.lonlat.lon:.6f},{each.lonlat.lat:.6f}" for each in pair.ends)
    ours = pair.drive.distance_m if pair.drive else "no way"
    theirs = f"{pair.answer['routes'][0]['distance']:.1f}" if pair.answer else "no way"
    return f"{ends}: ours {ours} m, OSRM {theirs} m"


if __name__ == "__main__":
    main()
