"""Small networks for tests, and the sample."""

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import numpy as np

from routing.geo import LonLat
from routing.roads.columns import Edges, Nodes, Points
from routing.roads.conditions import Closure
from routing.roads.graph import RoadGraph, RoadsInfo
from routing.roads.km_posts import KmPosts, load_km_posts
from routing.roads.places import PlaceIndex, load_places
from routing.roads.profiles import Profile, load_profiles
from routing.roads.schematic import Point, Segment, build_schematic
from routing.roads.store import load_roads
from routing.roads.vocabulary import Feature
from routing.roads.weights import BARRED, EdgeWeights

DATA = Path(__file__).resolve().parents[3] / "data" / "roads"
SAMPLE = DATA / "lai_chau"
INFO = RoadsInfo("test", "", schematic=True, licence="ODbL-1.0", credit="© test")
LOCAL = timezone(timedelta(hours=7))
KM_PER_DEGREE = 111.195
MONDAY = datetime(2025, 5, 19, tzinfo=LOCAL)


@cache
def sample() -> RoadGraph:
    return load_roads(SAMPLE)


@cache
def sample_places() -> PlaceIndex:
    return load_places(SAMPLE, sample())


@cache
def sample_posts() -> KmPosts:
    return load_km_posts(SAMPLE)


@cache
def profiles() -> dict[str, Profile]:
    return load_profiles()


def point(name: str, north_km: float, height_m: float = 0.0, east_km: float = 0.0) -> Point:
    """A point so many kilometres north (and east) of the equator at 103° east."""
    return Point(name, LonLat(103 + east_km / KM_PER_DEGREE, north_km / KM_PER_DEGREE), height_m)


def segment(row: int, a: str, b: str, **facts: object) -> Segment:
    """A segment of 10 km national asphalt, 8 m wide, unless stated otherwise."""
    usual: dict[str, object] = {
        "ref": "QL1",
        "name": "Quốc lộ 1",
        "length_m": 10_000.0,
        "road_class": "national",
        "surface": "asphalt",
        "width_m": 8.0,
        "truck_limit_g": 0,
        "max_grade": 0.05,
        "features": Feature(0),
    }
    return Segment(row=row, from_id=a, to_id=b, **(usual | facts))


def one_road(rise_m: float = 0.0, **facts: object) -> RoadGraph:
    """Two points 10 km apart and the road from a (edge 0 starts there) to b."""
    points = [point("a", 0, 500), point("b", 8, 500 + rise_m)]
    return build_schematic(points, [segment(1, "a", "b", **facts)], INFO)


def closure(graph: RoadGraph, *edge_ids: str, **facts: object) -> Closure:
    """A closure of edges on Monday unless stated otherwise."""
    edges = [graph.find_edge(each) for each in edge_ids]
    assert None not in edges, edge_ids
    usual: dict[str, object] = {"start": MONDAY, "end": MONDAY + timedelta(days=1)}
    return Closure("c", tuple(edges), edge_ids, **(usual | facts))


Arc = tuple[int, int, int, int, int]
"""Tail, head, milliseconds (or BARRED), metres, preference in thousandths."""


def graph_of(n: int, arcs: Sequence[Arc]) -> tuple[RoadGraph, EdgeWeights]:
    """A network of bare arcs: parallel ones, loops, islands and barred edges are all welcome."""
    m = len(arcs)
    tail, head, time_ms, length_m, milli = np.array(arcs, np.int64).reshape(m, 5).T
    given: dict[str, object] = {
        "id": [f"w{i}:{t}:{h}".encode() for i, (t, h, *_) in enumerate(arcs)],
        "tail": tail,
        "head": head,
        "length_m": length_m,
        "twin": [-1] * m,
    }
    columns = {
        name: np.array(given.get(name, np.zeros(m)), dtype=kind)
        for name, kind in Edges.kinds.items()
        if name != "id"
    }
    ids = np.array(given["id"], dtype="S16")
    nodes = Nodes(
        np.array([f"n{i:04}".encode() for i in range(n)]),
        np.linspace(103, 104, n),
        np.linspace(22, 23, n),
        np.zeros(n, np.float32),
    )
    none = np.zeros(0)
    graph = RoadGraph(
        INFO,
        nodes,
        Edges(id=ids, **columns),
        Points(none, none, none.astype(np.float32)),
        ("",),
    )
    is_open = time_ms != BARRED
    weights = EdgeWeights(
        profile="test",
        conditions_hash="",
        time_ms=time_ms.copy(),
        preference_milli=milli.copy(),
        fuel_empty_ul=np.where(is_open, 2 * length_m, BARRED),
        fuel_full_ul=np.where(is_open, 3 * length_m, BARRED),
        barred_reason=np.where(is_open, 0, 7).astype(np.uint8),
    )
    return graph, weights
