"""What lies within a time, from a point and to it, whoever searches."""

import numpy as np
import pytest
from hypothesis import given, settings

from routing.roads.engines import Engine
from routing.roads.isochrones import find_isochrones
from routing.roads.reach_table import reach_table
from routing.roads.road_points import Piece, RoadPoint, at_node
from routing.roads.router import Router

from .streets import Street, build_streets, crossing, edge, lonlat, router_of
from .test_turn_states import ENGINES, build, networks

MINUTE_MS = 60_000


def street() -> Router:
    """2 km straight east from A to B and on to C, one way only behind B."""
    nodes = {"A": (0.0, 0.0), "B": (2000.0, 0.0), "C": (4000.0, 0.0)}
    return router_of(build_streets(nodes, [Street(1, "A", "B"), Street(2, "B", "C", both=False)]))


def per_metre_ms(router: Router, edge_id: str) -> float:
    row = edge(router.graph, edge_id)
    return int(router.weights.time_ms[row]) / int(router.graph.edges.length_m[row])


def lengths(router: Router, parts: tuple[Piece, ...]) -> list[int]:
    metres = router.graph.edges.length_m
    return [round(float(metres[part.edge]) * (part.end - part.begin)) for part in parts]


def test_roads_are_reached_as_far_as_the_time_goes() -> None:
    router = street()
    limit = round(3000 * per_metre_ms(router, "1:A:B"))
    (found,) = find_isochrones(router, at_node(router.graph, 0), [limit])
    assert [router.graph.node_id(node) for node in found.nodes] == ["A", "B"]
    assert lengths(router, found.roads(router.graph)) == pytest.approx([2000, 1000], abs=2)


def test_a_one_way_street_leads_there_and_not_back() -> None:
    router = street()
    limit = round(3000 * per_metre_ms(router, "1:A:B"))
    end = at_node(router.graph, router.graph.node_index("C"))
    (there,) = find_isochrones(router, end, [limit])
    assert there.roads(router.graph) == ()
    (back,) = find_isochrones(router, end, [limit], inbound=True)
    # All of the one-way street, and the last kilometre of the road before it.
    assert lengths(router, back.roads(router.graph)) == pytest.approx([1000, 2000], abs=2)


@pytest.mark.parametrize("inbound", [False, True])
def test_within_an_edge_both_ways_of_it_are_reached(inbound: bool) -> None:
    router = street()
    point = RoadPoint(lonlat(500, 0), 0.0, 0, edge(router.graph, "1:A:B"), 0.25)
    limit = round(100 * per_metre_ms(router, "1:A:B"))
    (found,) = find_isochrones(router, point, [limit], inbound=inbound)
    (part,) = found.roads(router.graph)
    assert (part.begin, part.end) == pytest.approx((0.2, 0.3), abs=1e-3)
    assert len(found.nodes) == 0


def test_a_road_reached_from_both_ends_has_a_gap_until_the_reaches_meet() -> None:
    graph = build_streets(
        {"A": (0.0, 0.0), "B": (2000.0, 0.0)},
        [Street(1, "A", "B"), Street(2, "A", "B", bends=((1000.0, 1500.0),))],
    )
    router = router_of(graph)
    direct, round_about = edge(graph, "1:A:B"), edge(graph, "2:A:B")
    time_ms = router.weights.time_ms
    at_b = int(time_ms[direct])
    for share, count in ((0.3, 2), (1.1, 1)):
        limit = at_b + round(share * (int(time_ms[round_about]) - at_b) / 2)
        (found,) = find_isochrones(router, at_node(graph, 0), [limit])
        parts = found.roads(graph)
        assert parts[0] == Piece(direct)
        assert len(parts) == 1 + count


def test_longer_times_hold_the_shorter() -> None:
    router = router_of(crossing())
    found = find_isochrones(router, at_node(crossing(), 0), [MINUTE_MS, 3 * MINUTE_MS])
    assert set(found[0].nodes.tolist()) < set(found[1].nodes.tolist())


def test_the_table_has_areas_that_hold_their_roads() -> None:
    graph = crossing()
    found = find_isochrones(router_of(graph), at_node(graph, 0), [MINUTE_MS, 2 * MINUTE_MS])
    table = reach_table(graph, found, beside_m=100)
    assert sorted(set(table["minutes"])) == [1, 2]
    areas = table[table["kind"] == "area"]
    assert len(areas) == 2
    for _, area in areas.iterrows():
        roads = table[(table["kind"] == "road") & (table["minutes"] == area["minutes"])]
        assert roads.within(area["geometry"]).all()
        assert roads["length_m"].sum() == area["length_m"] > 0
    assert table.crs == "EPSG:4326"
    assert len(reach_table(graph, ())) == 0


def by_table(
    engine: Engine, points: list[RoadPoint], point: RoadPoint, *, inbound: bool
) -> list[int]:
    table = engine.table(points, [point]) if inbound else engine.table([point], points)
    times: list[int] = table.time_ms.reshape(-1).tolist()
    return times


@settings(max_examples=80, deadline=None)
@given(networks())
def test_times_are_those_of_the_table_for_both_engines(case: tuple) -> None:
    graph, weights, points = case
    nodes = [at_node(graph, node) for node in range(len(graph.nodes))]
    for name in ENGINES:
        engine = build(name, graph, weights)
        for point in points:
            for inbound in (False, True):
                want = by_table(engine, nodes, point, inbound=inbound)
                assert np.array_equal(engine.times(point, inbound=inbound), want)
