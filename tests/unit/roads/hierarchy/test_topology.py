"""Order, tree and shortcuts; and what is kept of them on disk."""

import logging
from pathlib import Path

import numpy as np
import pytest

from routing.roads.hierarchy.topology import Topology, build_topology
from routing.roads.hierarchy.topology_store import KEPT, digest_of, load_or_build
from tests.unit.roads.hierarchy.reference import Network, build_mountains


@pytest.fixture(scope="module")
def network() -> Network:
    return build_mountains(15, seed=3)


@pytest.fixture(scope="module")
def topology(network: Network) -> Topology:
    return build_topology(network.n_nodes, network.tail, network.head)


def neighbours(topology: Topology, node: int) -> list[int]:
    start, head = topology.tree.up_start, topology.tree.up_head
    return head[start[node] : start[node + 1]].tolist()


def test_upward_neighbours_are_joined_to_each_other(topology: Topology) -> None:
    for node in range(topology.n_nodes):
        above = neighbours(topology, node)
        assert above == sorted(set(above))
        assert all(head > node for head in above)
        if above:
            assert set(above[1:]) <= set(neighbours(topology, above[0]))


def test_every_subtree_is_contiguous(topology: Topology) -> None:
    n_nodes = topology.n_nodes
    members = [{node} for node in range(n_nodes)]
    for node in range(n_nodes):
        assert members[node] == set(range(node - len(members[node]) + 1, node + 1))
        above = neighbours(topology, node)
        if above:
            members[above[0]] |= members[node]


def test_ranks_are_a_permutation(topology: Topology) -> None:
    assert sorted(topology.rank.tolist()) == list(range(topology.n_nodes))


def test_every_edge_has_the_slot_of_its_ends(network: Network, topology: Topology) -> None:
    tree = topology.tree
    for edge, slot in enumerate(topology.slot.tolist()):
        tail, head = (int(topology.rank[ends[edge]]) for ends in (network.tail, network.head))
        if tail == head:
            assert slot == -1
            continue
        low, high = int(tree.arc_tail[slot // 2]), int(tree.up_head[slot // 2])
        assert (tail, head) == ((low, high) if slot % 2 == 0 else (high, low))
        listed = tree.slot_edge[tree.slot_start[slot] : tree.slot_start[slot + 1]].tolist()
        assert edge in listed
        assert listed == sorted(listed)


def test_arcs_from_below_are_listed_by_head(topology: Topology) -> None:
    tree = topology.tree
    for node in range(topology.n_nodes):
        arcs = tree.down_arc[tree.down_start[node] : tree.down_start[node + 1]]
        assert (tree.up_head[arcs] == node).all()
        assert (np.diff(tree.arc_tail[arcs]) > 0).all()
    assert len(tree.down_arc) == topology.n_arcs


def assert_same(ours: Topology, theirs: Topology) -> None:
    pairs = zip(
        (ours.rank, ours.slot, *ours.tree), (theirs.rank, theirs.slot, *theirs.tree), strict=True
    )
    for a, b in pairs:
        np.testing.assert_array_equal(a, b)


def test_what_was_stored_is_found_again(
    network: Network, topology: Topology, tmp_path: Path
) -> None:
    for _ in range(2):
        again = load_or_build(tmp_path, network.n_nodes, network.tail, network.head)
        assert_same(again, topology)
    assert isinstance(again.tree.up_head.base, np.memmap)
    assert not again.tree.up_head.flags.writeable
    assert [folder.name for folder in tmp_path.iterdir()] == [
        digest_of(network.n_nodes, network.tail, network.head)
    ]


def test_another_network_is_not_taken_for_the_stored_one(network: Network, tmp_path: Path) -> None:
    load_or_build(tmp_path, network.n_nodes, network.tail, network.head)
    head = network.head.copy()
    head[0] = (head[0] + 1) % network.n_nodes
    other = load_or_build(tmp_path, network.n_nodes, network.tail, head)
    assert_same(other, build_topology(network.n_nodes, network.tail, head))
    assert len(list(tmp_path.iterdir())) == 2


def test_only_so_many_topologies_are_kept(tmp_path: Path) -> None:
    for n_nodes in range(2, KEPT + 5):
        load_or_build(tmp_path, n_nodes, np.array([0]), np.array([1]))
    assert len(list(tmp_path.iterdir())) == KEPT
    assert (tmp_path / digest_of(KEPT + 4, np.array([0]), np.array([1]))).is_dir()


def test_a_folder_that_cannot_be_written_is_said_and_done_without(
    network: Network, topology: Topology, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with caplog.at_level(logging.WARNING):
        assert_same(load_or_build(blocked, network.n_nodes, network.tail, network.head), topology)
    assert "hierarchy not kept" in caplog.text
