"""The hierarchy of a road network finds what the house's own search by SciPy finds."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from routing.roads.conditions import Conditions
from routing.roads.engines import DijkstraEngine
from routing.roads.hierarchy import build_hierarchy, edge_costs
from routing.roads.road_points import at_node
from routing.roads.weights import edge_weights
from tests.unit.roads.hills import profiles, sample


@pytest.mark.parametrize("profile_id", ["motorbike", "light_truck", "truck"])
@pytest.mark.parametrize("season", ["dry", "rain"])
def test_the_sample_network_in_every_profile_and_season(
    profile_id: str, season: str, tmp_path: Path
) -> None:
    graph = sample()
    conditions = Conditions("rain" if season == "rain" else "dry", ())
    weights = edge_weights(graph, profiles()[profile_id], conditions)
    metric = build_hierarchy(graph, cache=tmp_path).customise(edge_costs(graph, weights))
    nodes = np.arange(len(graph.nodes))
    points = [at_node(graph, node) for node in nodes.tolist()]
    reference = DijkstraEngine(graph, weights, profiles()[profile_id].kind)
    table, want = metric.many_to_many(nodes, nodes), reference.table(points, points)
    for name in ("time_ms", "distance_m", "fuel_empty_ul", "fuel_full_ul"):
        np.testing.assert_array_equal(getattr(table, name), getattr(want, name))
    a, b = np.argwhere(table.time_ms == table.time_ms.max())[0].tolist()
    path, pieces = metric.find_path(a, b), reference.pieces(points[a], points[b])
    assert path is not None
    assert pieces is not None
    assert path.edges.tolist() == [piece.edge for piece in pieces]


def test_costs_of_some_edges_are_those_of_all_at_these_edges() -> None:
    graph = sample()
    weights = edge_weights(graph, profiles()["truck"], Conditions("dry", ()))
    some, whole = edge_costs(graph, weights, [5, 2]), edge_costs(graph, weights)
    assert some.choice.tolist() == whole.choice[[5, 2]].tolist()
    assert some.distance_m.tolist() == graph.edges.length_m[[5, 2]].tolist()


def test_importing_the_package_does_not_load_numba() -> None:
    code = "import sys, json, routing.roads.hierarchy; print(json.dumps('numba' in sys.modules))"
    root = Path(__file__).resolve().parents[4]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert json.loads(done.stdout) is False


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    import routing.roads.hierarchy as package  # noqa: PLC0415 -- the package itself is meant

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = package.nothing
    assert all(hasattr(package, name) for name in package.__all__)
    assert callable(package.warm_up)
