"""Slopes of roads over made-up ground."""

from pathlib import Path

import numpy as np
import pytest

from routing.roads.elevation.slopes import STEEPEST
from routing.roads.graph import RoadGraph
from routing.roads.osm.report import ImportReport
from tests.unit.roads.elevation.ground import Ground, write_tile
from tests.unit.roads.osm.little import Osm

M_PER_DEGREE = 111_195.0
FAR = list(range(0, 100, 10))


def build(tmp_path: Path, osm: Osm, ground: Ground) -> tuple[RoadGraph, ImportReport]:
    return osm.build(tmp_path, tiles=write_tile(tmp_path, ground))


def rising(grade: float) -> Ground:
    return lambda e, n: 500 + grade * n * M_PER_DEGREE


def edge(graph: RoadGraph, edge_id: str) -> int:
    found = graph.find_edge(edge_id)
    assert found is not None, edge_id
    return found


def test_a_steady_slope_is_climbed_one_way_and_fallen_the_other(tmp_path: Path) -> None:
    # 999 m north at 8 %: 80 m, less what smoothing takes off both ends of a dead-end road.
    graph, report = build(tmp_path, Osm().way(5, FAR), rising(0.08))
    up, down = edge(graph, "5:0:90"), edge(graph, "5:90:0")
    edges = graph.edges
    assert edges.climb_m[up] == pytest.approx(80, abs=8)
    assert edges.descent_m[up] == pytest.approx(0, abs=0.5)
    assert edges.max_grade[up] == pytest.approx(0.08, abs=0.006)
    assert edges.uphill_m[up] == pytest.approx(edges.length_m[up], abs=1)
    for one, other in (("climb_m", "descent_m"), ("max_grade", "max_descent")):
        assert edges.arrays()[one][up] == edges.arrays()[other][down]
    assert report.elevation is not None
    assert report.elevation.clamped_km == 0


def test_heights_of_nodes_and_points_follow_the_ground(tmp_path: Path) -> None:
    graph, _ = build(tmp_path, Osm().way(5, FAR), rising(0.08))
    line = edge(graph, "5:0:90")
    start = graph.edges.point_start[line]
    middle = graph.points.elevation_m[start + 5]
    assert middle == pytest.approx(500 + 0.08 * 0.005 * M_PER_DEGREE, abs=1)
    assert graph.nodes.elevation_m[graph.node_index("0")] == pytest.approx(500, abs=4)


def test_no_grade_exceeds_what_its_class_is_built_with(tmp_path: Path) -> None:
    osm = Osm().way(5, FAR, {"highway": "primary"})
    graph, report = build(tmp_path, osm, rising(0.3))
    assert graph.edges.max_grade.max() == pytest.approx(STEEPEST["national"])
    assert report.elevation is not None
    # Smoothing has flattened the ends below the class's grade already.
    assert 0.8 <= report.elevation.clamped_km <= 1.0


def test_a_bridge_does_not_dive_into_the_gorge(tmp_path: Path) -> None:
    # A gorge 200 m deep between rows 4 and 6, on level ground.
    def gorge(east: np.ndarray, north: np.ndarray) -> np.ndarray:
        return np.where((north > 0.0045) & (north < 0.0055), 300, 500)

    ground = Osm().way(5, FAR[:5]).way(6, FAR[4:7]).way(7, FAR[6:])
    plain, _ = build(tmp_path, ground, gorge)
    assert plain.edges.max_grade.max() > 0.1
    bridge = {"highway": "tertiary", "bridge": "yes"}
    spanned = Osm().way(5, FAR[:5]).way(6, FAR[4:7], bridge).way(7, FAR[6:])
    graph, report = build(tmp_path, spanned, gorge)
    assert graph.edges.max_grade.max() == pytest.approx(0, abs=1e-6)
    assert report.elevation is not None
    # 222 m in seven steps have six samples between the abutments.
    assert report.elevation.bridged == 6


def test_a_bridge_of_several_ways_hangs_in_one_line(tmp_path: Path) -> None:
    def valley(east: np.ndarray, north: np.ndarray) -> np.ndarray:
        return 500 - 20_000 * np.minimum(np.abs(north - 0.002), np.abs(north - 0.006))

    bridge = {"highway": "tertiary", "bridge": "yes"}
    osm = Osm().way(5, FAR[:3]).way(6, FAR[2:5], bridge).way(7, FAR[4:7], bridge).way(8, FAR[6:])
    graph, _ = build(tmp_path, osm, valley)
    middle = graph.nodes.elevation_m[graph.node_index("40")]
    ends = [graph.nodes.elevation_m[graph.node_index(node)] for node in ("20", "60")]
    assert middle == pytest.approx(np.mean(ends), abs=1.5)


def test_voids_are_filled_along_the_road_and_counted(tmp_path: Path) -> None:
    def holed(east: np.ndarray, north: np.ndarray) -> np.ndarray:
        heights = 500 + 0.05 * north * M_PER_DEGREE
        return np.where((north > 0.003) & (north < 0.006), -32768, heights)

    graph, report = build(tmp_path, Osm().way(5, FAR), holed)
    assert report.elevation is not None
    assert report.elevation.filled_voids > 5
    assert report.elevation.unknown == 0
    assert np.isfinite(graph.points.elevation_m).all()
    assert graph.edges.max_grade.max() == pytest.approx(0.05, abs=0.01)


def test_without_any_height_the_road_is_level_and_says_so(tmp_path: Path) -> None:
    graph, report = build(tmp_path, Osm().way(5, FAR), lambda e, n: np.full_like(e, -32768))
    assert report.elevation is not None
    assert report.elevation.unknown == report.elevation.samples
    assert np.isnan(graph.nodes.elevation_m).all()
    assert not graph.edges.climb_m.any()


def test_smoothing_goes_through_crossings(tmp_path: Path) -> None:
    # The same slope with a rough sample, as one way and cut into short pieces: the cuts must
    # not leave steeper grades than the whole.
    def rough(east: np.ndarray, north: np.ndarray) -> np.ndarray:
        return 500 + 12 * (np.rint(north * 1200) % 2)

    whole, _ = build(tmp_path, Osm().way(5, FAR), rough)
    cut = Osm()
    for i in range(9):
        cut.way(10 + i, FAR[i : i + 2])
    pieces, _ = build(tmp_path, cut, rough)
    # Node heights of the pieces are those the whole road has there, up to the samples' places.
    line = edge(whole, "5:0:90")
    start = int(whole.edges.point_start[line])
    for i, node in enumerate(FAR):
        there = pieces.nodes.elevation_m[pieces.node_index(str(node))]
        assert there == pytest.approx(whole.points.elevation_m[start + i], abs=1.5)


def test_climb_less_descent_is_the_difference_of_heights(tmp_path: Path) -> None:
    def hills(east: np.ndarray, north: np.ndarray) -> np.ndarray:
        return 500 + 20 * np.sin(north * 900)

    graph, report = build(tmp_path, Osm().way(5, FAR[:6]).way(6, FAR[5:]), hills)
    assert report.elevation is not None
    assert report.elevation.clamped_km == 0
    edges, heights = graph.edges, graph.nodes.elevation_m
    gained = edges.climb_m - edges.descent_m
    assert gained == pytest.approx(heights[edges.head] - heights[edges.tail], abs=1e-2)


def test_the_two_sides_of_a_barrier_are_of_one_height(tmp_path: Path) -> None:
    graph, _ = build(tmp_path, Osm().way(5, FAR).tag(50, {"barrier": "gate"}), rising(0.1))
    sides = [graph.nodes.elevation_m[graph.node_index(node)] for node in ("50", "50.1")]
    assert sides[0] == pytest.approx(sides[1], abs=0.05)
    joint = edge(graph, "5:50:50")
    assert graph.edges.climb_m[joint] == graph.edges.max_grade[joint] == 0
