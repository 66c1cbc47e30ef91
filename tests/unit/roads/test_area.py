import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from routing.roads.area import AreaError, edges_crossing, read_area
from routing.roads.graph import RoadGraph
from routing.roads.vocabulary import Feature
from tests.unit.roads.hills import one_road
from tests.unit.roads.osm.little import STEP, Osm

SQUARE = "POLYGON((102.9 0.03, 103.1 0.03, 103.1 0.04, 102.9 0.04, 102.9 0.03))"
AT_A = "POLYGON((102.9 -0.01, 103.1 -0.01, 103.1 0.01, 102.9 0.01, 102.9 -0.01))"
ASIDE = "POLYGON((103 0.03, 103.1 0.03, 103.1 0.04, 103 0.04, 103 0.03))"


def bridge() -> RoadGraph:
    graph = one_road()
    flagged = graph.edges.features | np.uint16(int(Feature.BRIDGE))
    return replace(graph, edges=replace(graph.edges, features=flagged))


def test_wkt_and_geojson_say_the_same() -> None:
    area = read_area(SQUARE)
    geojson = shapely.to_geojson(area)
    feature = json.dumps({"type": "Feature", "properties": {}, "geometry": json.loads(geojson)})
    assert read_area(geojson).equals(area)
    assert read_area(feature).equals(area)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a landslide", "Unknown type"),
        ("POINT(103 22)", "want Polygon"),
        ("POLYGON EMPTY", "want Polygon"),
        ("POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))", "Self-intersection"),
        ("POLYGON((22 103, 23 103, 23 104, 22 103))", "longitude first"),
        ('{"type": "Polygon"', "Expecting"),
        ('{"type": "Feature"}', "geometry"),
        ('{"type": "Circle", "coordinates": []}', "Circle|circle"),
    ],
)
def test_what_is_no_area_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(AreaError, match=said):
        read_area(text)


def test_roads_through_an_area_cross_it_both_ways() -> None:
    assert edges_crossing(one_road(), read_area(SQUARE)) == [0, 1]


def test_road_along_the_border_is_not_crossed() -> None:
    assert edges_crossing(one_road(), read_area(ASIDE)) == []


def test_bridge_above_is_spared_but_not_one_that_ends_inside() -> None:
    assert edges_crossing(bridge(), read_area(SQUARE)) == []
    assert edges_crossing(bridge(), read_area(AT_A)) == [0, 1]


def test_a_bridge_of_several_edges_above_an_area_is_spared_as_one(tmp_path: Path) -> None:
    """Ways 6 and 7 are one bridge over a valley; only its far end comes down in the last area."""
    over = {"highway": "primary", "bridge": "yes", "layer": "1"}
    osm = Osm().way(5, [0, 1], {"highway": "primary"}).way(6, [1, 2], over).way(7, [2, 3], over)
    graph, _ = osm.way(8, [12, 22], {"highway": "track"}).build(tmp_path)

    def crossed(west: float, east: float, north: float = 0.5) -> set[str]:
        box = shapely.box(103 + west * STEP, 22 - STEP, 103 + east * STEP, 22 + north * STEP)
        found = (graph.edge_id(edge) for edge in edges_crossing(graph, box))
        return {edge.split(":")[0] for edge in found}

    assert crossed(1.5, 2.5) == set()
    # The track below is crossed; the bridge above it is not.
    assert crossed(1.5, 2.5, north=2.5) == {"8"}
    assert crossed(0.5, 1.5) == {"5", "6"}
    assert crossed(2.5, 3.5) == {"7"}
