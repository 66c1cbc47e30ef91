"""The roads as a page draws them: one line for both directions, whole numbers, differences."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from api.schemas.place import MapPlace
from api.schemas.quantities import Position
from api.schemas.road_map import RoadLines, RoadMap
from routing.roads.graph import RoadGraph
from routing.roads.vocabulary import ROAD_CLASSES
from routing.service import Network

STEPS_PER_DEG: Final = 100_000


def draw_roads(network: Network) -> RoadMap:
    """Return all roads and places of a network."""
    graph = network.graph
    one_each = _one_of_each_pair(graph)
    names = [graph.road_label(edge) for edge in one_each.tolist()]
    words = list(dict.fromkeys(names))
    return RoadMap(
        version=graph.version,
        name=graph.name,
        schematic=graph.schematic,
        credit=graph.credit,
        lines=_draw_lines(graph, one_each, names, words),
        words=words,
        classes=list(ROAD_CLASSES),
        profiles=sorted(network.profiles),
        places=[
            MapPlace(
                id=place.id,
                name=place.name,
                rank=place.rank,
                lonlat=Position(lon=place.lonlat.lon, lat=place.lonlat.lat),
            )
            for place in network.places
        ],
    )


def _one_of_each_pair(graph: RoadGraph) -> NDArray[np.int64]:
    twin = graph.edges.twin
    return np.flatnonzero((twin < 0) | (twin > np.arange(len(twin))))


def _draw_lines(
    graph: RoadGraph, drawn: NDArray[np.int64], names: Sequence[str], words: Sequence[str]
) -> RoadLines:
    edges = graph.edges
    counts = edges.point_count[drawn].astype(np.int64)
    inside = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    pick = np.repeat(edges.point_start[drawn], counts) + inside
    position = {word: i for i, word in enumerate(words)}
    return RoadLines(
        id=[graph.edge_id(edge) for edge in drawn.tolist()],
        label=[position[name] for name in names],
        road_class=edges.road_class[drawn].tolist(),
        points=counts.tolist(),
        lon=_differences(graph.points.lon[pick]),
        lat=_differences(graph.points.lat[pick]),
    )


def _differences(degrees: NDArray[np.float64]) -> list[int]:
    steps = np.rint(degrees * STEPS_PER_DEG).astype(np.int64)
    found: list[int] = np.diff(steps, prepend=0).tolist()
    return found
