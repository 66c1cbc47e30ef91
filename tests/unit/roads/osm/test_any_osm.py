"""Whatever a file holds, the network that comes of it is sound."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.errors import InputError
from routing.geo import crow_m
from routing.roads.conditions import Conditions
from routing.roads.elevation.heights import Tiles
from routing.roads.graph import RoadGraph
from routing.roads.store import load_roads, save_roads
from routing.roads.vocabulary import OPEN_TO_ALL, Feature
from routing.roads.weights import edge_weights
from tests.unit.roads.elevation.ground import write_tile
from tests.unit.roads.hills import profiles
from tests.unit.roads.osm.little import Osm

NODES = [row * 10 + column for row in range(5) for column in range(5)]
WAY_TAGS = st.fixed_dictionaries(
    {
        "highway": st.sampled_from(
            ["primary", "residential", "track", "path", "footway", "motorway"]
        )
    },
    optional={
        "oneway": st.sampled_from(["yes", "-1", "no", "maybe"]),
        "oneway:motorcycle": st.sampled_from(["yes", "no"]),
        "junction": st.sampled_from(["roundabout", "jughandle"]),
        "access": st.sampled_from(["no", "yes", "private", "?"]),
        "bridge": st.just("yes"),
        "maxspeed": st.sampled_from(["30", "none", "x"]),
        "seasonal": st.sampled_from(["dry_season", "wet_season"]),
    },
)
WAYS = st.lists(
    st.tuples(st.lists(st.sampled_from(NODES), min_size=1, max_size=7), WAY_TAGS),
    min_size=1,
    max_size=8,
)
BARRIERS = st.dictionaries(
    st.sampled_from(NODES),
    st.sampled_from([{"barrier": "gate"}, {"barrier": "bollard"}, {"ford": "yes"}]),
    max_size=4,
)
ENDS = st.integers(1, 8)
RESTRICTIONS = st.lists(
    st.tuples(
        ENDS,
        st.one_of(st.tuples(st.just("n"), st.sampled_from(NODES)), st.tuples(st.just("w"), ENDS)),
        ENDS,
        st.sampled_from(["no_left_turn", "only_straight_on", "no_u_turn"]),
    ),
    max_size=4,
)


@pytest.fixture(scope="module")
def tiles(tmp_path_factory: pytest.TempPathFactory) -> Tiles:
    def ground(east: np.ndarray, north: np.ndarray) -> np.ndarray:
        heights = 800 + 300 * np.sin(east * 2000) * np.cos(north * 1700)
        return np.where((east * 1200 + north * 1200).round() % 17 == 0, -32768, heights)

    return write_tile(tmp_path_factory.mktemp("tiles"), ground)


def check_ids(graph: RoadGraph) -> None:
    edges, ids = graph.edges, graph.edges.id.tolist()
    assert len(set(ids)) == len(ids)
    assert ids == sorted(ids)
    assert not np.any(edges.tail == edges.head)
    assert np.all((edges.access > 0) | (edges.length_m == 0))
    assert np.all(edges.access <= OPEN_TO_ALL)
    twin = edges.twin[edges.twin >= 0]
    assert np.array_equal(edges.twin[twin], np.flatnonzero(edges.twin >= 0))
    assert np.all(edges.uphill_m + edges.downhill_m <= edges.length_m + 0.01)


def check_edge(graph: RoadGraph, edge: int) -> None:
    edges, line = graph.edges, graph.line(edge)
    assert line[0] == graph.lonlat(int(edges.tail[edge]))
    assert line[-1] == graph.lonlat(int(edges.head[edge]))
    drawn = sum(crow_m(a, b) for a, b in pairwise(line))
    assert abs(int(edges.length_m[edge]) - drawn) <= 1
    back = int(edges.twin[edge])
    if back >= 0:
        assert graph.line(back) == line[::-1]
        assert edges.climb_m[edge] == edges.descent_m[back]
        assert edges.max_grade[edge] == edges.max_descent[back]
        assert Feature.BACKWARD in graph.features(edge) ^ graph.features(back)


def check_signs(graph: RoadGraph) -> None:
    pairs = [tuple(pair) for pair in graph.turns.pairs(OPEN_TO_ALL).tolist()]
    for chain in (*pairs, *graph.turns.chains(OPEN_TO_ALL)):
        for before, after in pairwise(chain):
            assert graph.edges.head[before] == graph.edges.tail[after]


@settings(max_examples=60, deadline=None)
@given(ways=WAYS, barriers=BARRIERS, restrictions=RESTRICTIONS)
def test_any_file_gives_a_sound_network_or_says_why_not(
    tmp_path_factory: pytest.TempPathFactory,
    tiles: Tiles,
    ways: list[tuple[list[int], dict[str, str]]],
    barriers: dict[int, dict[str, str]],
    restrictions: list[tuple[int, tuple[str, int], int, str]],
) -> None:
    folder = tmp_path_factory.mktemp("osm")
    osm = Osm()
    for i, (nodes, tags) in enumerate(ways):
        osm.way(i + 1, nodes, tags)
    for node, tags in barriers.items():
        osm.tag(node, tags)
    for i, (begin, (kind, via), end, word) in enumerate(restrictions):
        members = [("from", "w", begin), ("via", kind, via), ("to", "w", end)]
        osm.relation(i + 1, members, {"restriction": word})
    try:
        graph, report = osm.build(folder, tiles=tiles)
    except InputError as error:
        keys = {found.key for found in error.faults}
        assert keys <= {"import.no_roads", "import.nothing_left"}
        return
    check_ids(graph)
    for edge in range(len(graph.edges)):
        check_edge(graph, edge)
    check_signs(graph)
    for profile in profiles().values():
        weights = edge_weights(graph, profile, Conditions("dry"))
        assert np.all(weights.time_ms[weights.open] >= 1)
    saved = save_roads(graph, folder / "roads")
    assert load_roads(folder / "roads").version == saved.version
    assert report.edges == len(graph.edges)
