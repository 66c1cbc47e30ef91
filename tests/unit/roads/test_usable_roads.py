"""Usable roads: no tiny islands, whatever is closed."""

import numpy as np

from routing.roads.closest import Wish
from routing.roads.conditions import Conditions
from routing.roads.graph import RoadGraph
from routing.roads.profiles import load_profiles
from routing.roads.road_points import BOTH
from routing.roads.router import Routers
from routing.roads.usable_roads import UsableRoads
from routing.roads.weights import edge_weights

from .hills import closure
from .streets import Street, build_streets, lonlat

DRY = Conditions("dry")


def with_island() -> RoadGraph:
    """A road of 3 km in 30 pieces, and a lane beside it that nothing joins."""
    lane = [Street(i, f"a{i}", f"a{i + 1}") for i in range(30)]
    nodes = {f"a{i}": (100.0 * i, 0.0) for i in range(31)}
    island = {"i": (0.0, 200.0), "j": (100.0, 200.0)}
    return build_streets(nodes | island, [*lane, Street(99, "i", "j")])


def test_points_are_not_moved_to_an_island() -> None:
    graph = with_island()
    usable = UsableRoads.of(graph, edge_weights(graph, load_profiles()["truck"], DRY))
    on_island = [graph.edge_id(i).startswith("99:") for i in range(len(graph.edges))]
    assert usable.is_usable.tolist() == [not each for each in on_island]
    fallen = usable.lines.nearest(np.array([lonlat(50, 190)]))
    assert graph.edge_id(int(fallen.edge[0])).startswith("0:")


def test_what_a_closure_cuts_off_stays_where_it_is() -> None:
    graph = with_island()
    shelf = Routers(graph, load_profiles())
    cut = closure(graph, "27:a27:a28", "27:a28:a27")
    router = shelf.get("truck", Conditions("dry", (cut,)))
    beyond, here = (router.closest.find(lonlat(east, 5), Wish())[0] for east in (2950, 50))
    assert graph.edge_id(beyond.edge).startswith("29:")
    assert beyond.sides == BOTH
    assert router.table([here], [beyond]).time_ms.tolist() == [[-1]]
