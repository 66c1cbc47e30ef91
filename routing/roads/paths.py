"""Single paths: the edges between two nodes, and how they look on the map and in height."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from routing.errors import NoPathError
from routing.geo import LonLat, crow_m
from routing.roads.graph import RoadGraph
from routing.roads.search import NO_EDGE, PathTrees, build_search, search_from
from routing.roads.weights import EdgeWeights
from routing.texts import LANGS, text
from routing.units import MILLI, divide_half_up


@dataclass(frozen=True, slots=True)
class Path:
    """The chosen path between two nodes, empty when they are the same.

    `elevation` holds (metres from the start, metres above the sea); `roads` are numbers or names
    in order, without repeats in a row.
    """

    edges: tuple[int, ...]
    nodes: tuple[int, ...]
    distance_m: int
    duration_s: int
    fuel_empty_ml: int
    fuel_full_ml: int
    climb_m: int
    descent_m: int
    points: tuple[LonLat, ...]
    elevation: tuple[tuple[int, int], ...]
    roads: tuple[str, ...]


class PathFinder:
    """Finds paths of one profile under one set of conditions; keeps what it found of each start.

    The paths are those whose sums the travel matrix holds.
    """

    def __init__(self, graph: RoadGraph, weights: EdgeWeights) -> None:
        self._graph = graph
        self._weights = weights
        self._search = build_search(graph, weights)
        self._trees: dict[int, PathTrees] = {}

    def find(self, from_node: int, to_node: int) -> Path:
        """Return the chosen path.

        Raises
        ------
        NoPathError
            When no open road joins the nodes.
        """
        edges = self._unpack(from_node, to_node)
        return build_path(self._graph, self._weights, from_node, edges)

    def _unpack(self, from_node: int, to_node: int) -> tuple[int, ...]:
        if from_node not in self._trees:
            self._trees[from_node] = search_from(self._search, np.array([from_node]))
        tree = self._trees[from_node]
        if not np.isfinite(tree.cost[0, to_node]):
            ends = {
                "start": self._graph.node_id(from_node),
                "end": self._graph.node_id(to_node),
            }
            profile = self._weights.profile
            said = [text("roads.no_path", lang, profile=profile, **ends) for lang in LANGS]
            raise NoPathError(" · ".join(said))
        edges: list[int] = []
        node = to_node
        while tree.last_edge[0, node] != NO_EDGE:
            edges.append(int(tree.last_edge[0, node]))
            node = int(tree.parent[0, node])
        return tuple(reversed(edges))


def find_path(graph: RoadGraph, weights: EdgeWeights, from_node: int, to_node: int) -> Path:
    """Return the chosen path between two nodes; many paths are cheaper by a `PathFinder`.

    Raises
    ------
    NoPathError
        When no open road joins the nodes.
    """
    return PathFinder(graph, weights).find(from_node, to_node)


def build_path(
    graph: RoadGraph, weights: EdgeWeights, from_node: int, edges: tuple[int, ...]
) -> Path:
    """Return the path over consecutive edges from a node; sums are rounded once."""
    rows = np.array(edges, dtype=np.int64)
    points = _join_points(graph, from_node, edges)
    return Path(
        edges=edges,
        nodes=(from_node, *graph.edges.head[rows].tolist()),
        distance_m=int(graph.edges.length_m[rows].sum()),
        duration_s=divide_half_up(int(weights.time_ms[rows].sum()), MILLI),
        fuel_empty_ml=divide_half_up(int(weights.fuel_empty_ul[rows].sum()), MILLI),
        fuel_full_ml=divide_half_up(int(weights.fuel_full_ul[rows].sum()), MILLI),
        climb_m=round(float(graph.edges.climb_m[rows].sum())),
        descent_m=round(float(graph.edges.descent_m[rows].sum())),
        points=points,
        elevation=_join_elevation(graph, from_node, edges),
        roads=name_roads(graph, edges),
    )


def name_roads(graph: RoadGraph, edges: tuple[int, ...]) -> tuple[str, ...]:
    """Return the numbers or names of the roads driven, in order, without repeats in a row."""
    roads: list[str] = []
    for edge in edges:
        label = graph.road_label(edge)
        if label and roads[-1:] != [label]:
            roads.append(label)
    return tuple(roads)


def _join_points(graph: RoadGraph, from_node: int, edges: tuple[int, ...]) -> tuple[LonLat, ...]:
    points = [graph.lonlat(from_node)]
    for edge in edges:
        line = graph.line(edge)
        points += line[1:] if line[:1] == (points[-1],) else line
    return tuple(points)


def _join_elevation(
    graph: RoadGraph, from_node: int, edges: tuple[int, ...]
) -> tuple[tuple[int, int], ...]:
    """Return the heights of all points, spread over each edge's length as drawn on the map."""
    profile = [(0, float(graph.nodes.elevation_m[from_node]))]
    heights, done_m = graph.points.elevation_m, 0
    for edge in edges:
        line, start = graph.line(edge), int(graph.edges.point_start[edge])
        steps = [crow_m(a, b) for a, b in pairwise(line)]
        length_m, drawn_m = int(graph.edges.length_m[edge]), sum(steps) or 1.0
        along = np.cumsum(steps) * (length_m / drawn_m)
        profile += [
            (done_m + round(m), float(heights[start + 1 + i])) for i, m in enumerate(along)
        ]
        done_m += length_m
    return tuple((m, round(height)) for m, height in profile if not np.isnan(height))
