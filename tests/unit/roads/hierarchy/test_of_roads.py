"""The hierarchy of a road network finds what the house's own search by SciPy finds."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from routing.matrix.build import matrix_from_weights
from routing.roads.conditions import Conditions
from routing.roads.hierarchy import build_hierarchy, edge_costs
from routing.roads.paths import find_path
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
    table, matrix = metric.many_to_many(nodes, nodes), matrix_from_weights(graph, weights, nodes)
    is_open = table.time_ms >= 0
    np.testing.assert_array_equal(is_open, matrix.duration_s >= 0)
    for ours, unit, theirs in (
        (table.time_ms, 1000, matrix.duration_s),
        (table.distance_m, 1, matrix.distance_m),
        (table.fuel_empty_ul, 1000, matrix.fuel_empty_ml),
        (table.fuel_full_ul, 1000, matrix.fuel_full_ml),
    ):
        rounded = (2 * ours + unit) // (2 * unit)
        np.testing.assert_array_equal(rounded[is_open], theirs[is_open])
    a, b = np.argwhere(is_open & (table.time_ms == table.time_ms.max()))[0].tolist()
    path, want = metric.find_path(a, b), find_path(graph, weights, a, b)
    assert path is not None
    assert path.edges.tolist() == list(want.edges)


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
