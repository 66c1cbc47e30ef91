"""What must hold of the network as it is built and committed."""

import csv
import filecmp
from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import pytest

from routing.geo import crow_m
from routing.roads.sample import build_sample
from routing.roads.store import content_hash
from routing.roads.vocabulary import ROAD_CLASSES, SURFACES
from tests.unit.roads.hills import DATA, SAMPLE, sample, sample_places


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("roads")
    build_sample(DATA, folder)
    return folder


def test_holds_every_place_and_both_directions_of_every_segment() -> None:
    graph = sample()
    assert len(graph.nodes) == 191
    assert len(graph.edges) == 2 * 242
    assert {place.node for place in sample_places()} == set(range(191))


def test_is_one_network() -> None:
    assert nx.is_strongly_connected(sample().to_networkx())


def test_no_length_is_shorter_than_the_straight_line() -> None:
    graph = sample()
    for edge in range(len(graph.edges)):
        line = graph.line(edge)
        assert graph.edges.length_m[edge] >= crow_m(line[0], line[-1]), graph.edge_id(edge)


def test_lines_run_from_tail_to_head() -> None:
    graph = sample()
    for edge in range(len(graph.edges)):
        ends = int(graph.edges.tail[edge]), int(graph.edges.head[edge])
        assert graph.line(edge) == (graph.lonlat(ends[0]), graph.lonlat(ends[1]))


def test_grades_are_plausible() -> None:
    edges = sample().edges
    steepest = {"expressway": 0.05, "national": 0.12, "provincial": 0.13}
    for name in ROAD_CLASSES:
        of_class = edges.road_class == ROAD_CLASSES.index(name)
        assert (edges.max_grade[of_class] <= steepest.get(name, 0.21)).all(), name
    rises = np.maximum(edges.uphill_m, 1) * edges.max_grade
    assert (edges.climb_m <= rises * 1.001 + 0.2).all()
    assert (edges.uphill_m + edges.downhill_m <= edges.length_m + 0.2).all()


def test_climb_minus_descent_is_the_difference_of_heights() -> None:
    graph = sample()
    rise = graph.nodes.elevation_m[graph.edges.head] - graph.nodes.elevation_m[graph.edges.tail]
    assert np.abs(graph.edges.climb_m - graph.edges.descent_m - rise).max() < 0.3


def test_twins_mirror_each_other() -> None:
    edges = sample().edges
    twin = edges.twin
    assert (twin[twin] == np.arange(len(edges))).all()
    assert (edges.tail == edges.head[twin]).all()
    assert (edges.climb_m == edges.descent_m[twin]).all()
    assert (edges.max_grade == edges.max_descent[twin]).all()


def test_rebuild_gives_the_committed_arrays_byte_for_byte(rebuilt: Path) -> None:
    built = sorted(path.name for path in SAMPLE.iterdir())
    assert sorted(path.name for path in rebuilt.iterdir()) == built
    exact = [name for name in built if not name.endswith(".parquet")]
    assert len(exact) > 30
    assert filecmp.cmpfiles(SAMPLE, rebuilt, exact, shallow=False)[0] == exact


@pytest.mark.parametrize("name", ["nodes.parquet", "edges.parquet"])
def test_rebuild_gives_the_committed_tables(rebuilt: Path, name: str) -> None:
    # Compared by content: the writer notes its own version in the file.
    ours, theirs = gpd.read_parquet(SAMPLE / name), gpd.read_parquet(rebuilt / name)
    assert len(ours) in (191, 484)
    assert ours.equals(theirs)


def test_version_is_the_hash_of_the_content() -> None:
    assert sample().version == content_hash(sample())


def test_shows_itself_as_a_sketch_with_its_credit() -> None:
    graph = sample()
    assert graph.schematic
    assert "OpenStreetMap" in graph.credit
    assert graph.licence == "ODbL-1.0"


def test_source_tables_use_known_words_and_each_pair_of_places_once() -> None:
    with (DATA / "source" / "segments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["class"] for row in rows} <= set(ROAD_CLASSES)
    assert {row["surface"] for row in rows} <= set(SURFACES)
    assert [int(row["row"]) for row in rows] == list(range(1, 243))
    assert len({frozenset((row["from_id"], row["to_id"])) for row in rows}) == len(rows)


def test_folder_is_small_enough_to_be_carried_along() -> None:
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 2_000_000
