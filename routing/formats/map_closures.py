"""Where roads are closed, as few spots with names."""

from collections.abc import Sequence
from dataclasses import dataclass

from routing.geo import LonLat
from routing.roads.graph import RoadGraph


@dataclass(frozen=True, slots=True)
class ClosedSpot:
    """Closed edges of one road that hang together: their lines, a spot to mark, a name."""

    lines: tuple[tuple[LonLat, ...], ...]
    spot: LonLat
    road: str


def find_closed_spots(graph: RoadGraph, closed_edges: Sequence[int]) -> list[ClosedSpot]:
    """Return closed edges joined by road; both directions of a piece count once."""
    edges = _one_of_each_pair(graph, closed_edges)
    spots: list[ClosedSpot] = []
    while edges:
        chain = [edges.pop(0)]
        for edge in chain:
            linked = [other for other in edges if _is_linked(graph, edge, other)]
            chain += linked
            edges = [other for other in edges if other not in linked]
        middle = graph.line(sorted(chain)[len(chain) // 2])
        lines = tuple(graph.line(edge) for edge in chain)
        spots.append(ClosedSpot(lines, _halfway(middle), graph.road_label(chain[0])))
    return spots


def _one_of_each_pair(graph: RoadGraph, closed_edges: Sequence[int]) -> list[int]:
    closed = sorted({int(edge) for edge in closed_edges})
    twins = {edge: int(graph.edges.twin[edge]) for edge in closed}
    return [edge for edge in closed if not (0 <= twins[edge] < edge and twins[edge] in twins)]


def _is_linked(graph: RoadGraph, edge: int, other: int) -> bool:
    ends = {int(graph.edges.tail[edge]), int(graph.edges.head[edge])}
    meets = not ends.isdisjoint((int(graph.edges.tail[other]), int(graph.edges.head[other])))
    return meets and graph.road_label(edge) == graph.road_label(other)


def _halfway(line: tuple[LonLat, ...]) -> LonLat:
    if len(line) % 2:
        return line[len(line) // 2]
    a, b = line[len(line) // 2 - 1], line[len(line) // 2]
    return LonLat((a.lon + b.lon) / 2, (a.lat + b.lat) / 2)
