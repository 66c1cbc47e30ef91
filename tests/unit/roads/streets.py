"""Streets with real corners for tests: positions in metres east and north of one spot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from routing.geo import LonLat, crow_m
from routing.roads.columns import Edges, Nodes, Points
from routing.roads.conditions import Conditions
from routing.roads.engines import DijkstraEngine
from routing.roads.graph import RoadGraph, RoadsInfo
from routing.roads.ground import Ground
from routing.roads.profiles import load_profiles
from routing.roads.router import Router
from routing.roads.usable_roads import UsableRoads
from routing.roads.vocabulary import NO_TRUCK_LIMIT_G, OPEN_TO_ALL, ROAD_CLASSES
from routing.roads.weights import edge_weights

INFO = RoadsInfo("streets", "v1", schematic=False, licence="ODbL-1.0", credit="© test")
M_PER_DEGREE = 111_195.08
Spot = tuple[float, float]


def lonlat(east_m: float, north_m: float) -> LonLat:
    """A position near the equator, where degrees are square."""
    return LonLat(103 + east_m / M_PER_DEGREE, north_m / M_PER_DEGREE)


@dataclass(frozen=True)
class Street:
    """A road between two nodes, by way of bends; `both` ways unless stated."""

    way: int
    tail: str
    head: str
    bends: tuple[Spot, ...] = ()
    name: str = ""
    ref: str = ""
    road_class: str = "district"
    both: bool = True
    features: int = 0
    heights: tuple[float, ...] = ()


def build_streets(nodes: Mapping[str, Spot], streets: Sequence[Street]) -> RoadGraph:
    """A network that draws its real lines; node ids are those given, in order."""
    names = sorted(nodes)
    index = {name: i for i, name in enumerate(names)}
    rows = [row for street in streets for row in _directions(street)]
    rows.sort(key=lambda row: row[0])
    ids = [row[0] for row in rows]
    words = sorted({"", *(s.name for s in streets), *(s.ref for s in streets)})
    lines = [_line(nodes, street, back=back) for _, street, back in rows]
    lengths = [
        round(sum(crow_m(lonlat(*a), lonlat(*b)) for a, b in pairwise(line))) for line in lines
    ]
    counts = np.array([len(line) for line in lines])
    given = {
        "id": np.array([each.encode() for each in ids]),
        "tail": [index[s.head if back else s.tail] for _, s, back in rows],
        "head": [index[s.tail if back else s.head] for _, s, back in rows],
        "twin": [ids.index(_edge_id(s, back=not back)) if s.both else -1 for _, s, back in rows],
        "length_m": lengths,
        "bend_radius_m": [np.inf] * len(rows),
        "width_m": [6.0] * len(rows),
        "truck_limit_g": [NO_TRUCK_LIMIT_G] * len(rows),
        "access": [OPEN_TO_ALL] * len(rows),
        "road_class": [ROAD_CLASSES.index(s.road_class) for _, s, _ in rows],
        "surface": [1] * len(rows),
        "features": [s.features for _, s, _ in rows],
        "ref": [words.index(s.ref) for _, s, _ in rows],
        "name": [words.index(s.name) for _, s, _ in rows],
        "point_start": np.cumsum(counts) - counts,
        "point_count": counts,
    }
    columns = {
        name: np.array(given.get(name, np.zeros(len(rows))), dtype=None if kind == "S" else kind)
        for name, kind in Edges.kinds.items()
    }
    places = [lonlat(*spot) for line in lines for spot in line]
    heights = [
        height
        for (_, street, back), line in zip(rows, lines, strict=True)
        for height in _heights(street, len(line), back=back)
    ]
    return RoadGraph(
        INFO,
        Nodes(
            np.array([name.encode() for name in names]),
            np.array([lonlat(*nodes[name]).lon for name in names]),
            np.array([lonlat(*nodes[name]).lat for name in names]),
            np.zeros(len(names), np.float32),
        ),
        Edges(**columns),
        Points(
            np.array([place.lon for place in places]),
            np.array([place.lat for place in places]),
            np.array(heights, np.float32),
        ),
        tuple(words),
    )


def _edge_id(street: Street, *, back: bool) -> str:
    ends = (street.head, street.tail) if back else (street.tail, street.head)
    return f"{street.way}:{ends[0]}:{ends[1]}"


def _directions(street: Street) -> list[tuple[str, Street, bool]]:
    ways = [False, True] if street.both else [False]
    return [(_edge_id(street, back=back), street, back) for back in ways]


def _line(nodes: Mapping[str, Spot], street: Street, *, back: bool) -> list[Spot]:
    line = [nodes[street.tail], *street.bends, nodes[street.head]]
    return line[::-1] if back else line


def _heights(street: Street, size: int, *, back: bool) -> list[float]:
    heights = list(street.heights) or [float("nan")] * size
    return heights[::-1] if back else heights


def edge(graph: RoadGraph, edge_id: str) -> int:
    """The index of an edge that is there."""
    found = graph.find_edge(edge_id)
    assert found is not None, edge_id
    return found


def router_of(graph: RoadGraph, profile: str = "light_truck") -> Router:
    """A router that searches with SciPy."""
    weights = edge_weights(graph, load_profiles()[profile], Conditions("dry"))
    usable = UsableRoads(graph, np.ones(len(graph.edges), bool))
    return Router(Ground(graph), weights, DijkstraEngine(graph, weights, profile), usable)


@cache
def crossing() -> RoadGraph:
    """A straight road west to east over a crossing, with roads to the north and south there.

    W ── X ── E, N and S 1 km from X; from E a road bends north to F, where it ends at a T.
    """
    nodes = {
        "W": (-1000.0, 0.0),
        "X": (0.0, 0.0),
        "E": (1000.0, 0.0),
        "N": (0.0, 1000.0),
        "S": (0.0, -1000.0),
        "F": (1000.0, 1000.0),
        "G": (0.0, 2000.0),
        "H": (2000.0, 1000.0),
    }
    streets = [
        Street(1, "W", "X", name="Đường Lớn", ref="QL1", road_class="national"),
        Street(2, "X", "E", name="Đường Lớn", ref="QL1", road_class="national"),
        Street(3, "X", "N", name="Phố Bắc"),
        Street(4, "X", "S", name="Phố Nam"),
        Street(5, "E", "F", name="Đường Lớn", ref="QL1", road_class="national"),
        Street(6, "F", "H", name="Phố Đông"),
        Street(7, "F", "G", bends=((500.0, 1000.0),), name="Phố Tây"),
    ]
    return build_streets(nodes, streets)
