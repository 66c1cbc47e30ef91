"""Costs are checked whole, every fault named, before anything is computed with them."""

import numpy as np
import pytest

from routing.roads.hierarchy import BARRED, Costs, Hierarchy
from routing.roads.hierarchy.costs import pack


def columns(**changed: list[int]) -> Costs:
    names = ("choice", "time_ms", "distance_m", "fuel_empty_ul", "fuel_full_ul")
    return Costs(*(np.array(changed.get(name, [1, 2, 3]), np.int64) for name in names))


def test_small_measures_take_32_bits_large_ones_64() -> None:
    assert pack(columns(), 10)[1].dtype == np.int32
    assert pack(columns(fuel_full_ul=[1, 2**30 - 2, 3]), 10)[1].dtype == np.int32
    assert pack(columns(fuel_full_ul=[1, 2**30, 3]), 10)[1].dtype == np.int64


def test_numbers_of_barred_edges_do_not_matter() -> None:
    odd = {"time_ms": [1, -(2**60), 3], "fuel_full_ul": [1, 2**62, 3]}
    choice, measures = pack(columns(choice=[1, BARRED, 3], **odd), 10)
    assert choice.tolist() == [1, BARRED, 3]
    assert measures[1].tolist() == [0, 0, 0, 0]
    assert measures.dtype == np.int32


def test_packing_leaves_the_callers_arrays_alone() -> None:
    costs = columns()
    choice, _ = pack(costs, 10)
    choice[0] = 7
    assert costs.choice.tolist() == [1, 2, 3]


def test_every_fault_is_named() -> None:
    with pytest.raises(ValueError, match="time_ms: -5 to 3") as caught:
        pack(columns(time_ms=[1, -5, 3], distance_m=[1, 2, 2**60], choice=[-2, 1, 1]), 10)
    assert "distance_m: 0 to 1152921504606846976" in str(caught.value)
    assert "choice: -2 to 1" in str(caught.value)


def test_columns_of_other_lengths_or_kinds_are_refused() -> None:
    with pytest.raises(ValueError, match="distance_m has shape") as caught:
        Costs(*(np.arange(3), np.arange(3), np.arange(4), np.arange(3) / 2, np.arange(3)))
    assert "fuel_empty_ul holds float64" in str(caught.value)


def test_there_is_one_cost_per_edge() -> None:
    hierarchy = Hierarchy.build(3, np.array([0, 1]), np.array([1, 2]))
    with pytest.raises(ValueError, match="3 costs, want one per edge: 2"):
        hierarchy.customise(columns())


def test_edges_to_nodes_that_are_not_there_are_refused() -> None:
    with pytest.raises(ValueError, match="nodes 0 to 3, want 0 to 2"):
        Hierarchy.build(3, np.array([0, 1]), np.array([1, 3]))
    with pytest.raises(ValueError, match="two lists of one length"):
        Hierarchy.build(3, np.array([0, 1]), np.array([1]))
