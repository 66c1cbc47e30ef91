from pathlib import Path

from routing.roads.edge_map import join_edge_maps, map_edges, rename_edges
from tests.unit.roads.osm.little import Osm


def test_equal_ids_are_the_same_edges(tmp_path: Path) -> None:
    old, _ = Osm().way(5, [0, 1, 2]).way(6, [2, 12]).build(tmp_path)
    new, _ = Osm().way(5, [0, 1, 2]).way(6, [2, 12]).way(7, [12, 13]).build(tmp_path)
    edges = map_edges(old, new)
    assert (edges.same, dict(edges.mapped), edges.unmapped) == (4, {}, ())


def test_a_new_crossing_cuts_an_edge_in_two(tmp_path: Path) -> None:
    old, _ = Osm().way(5, [0, 1, 2]).build(tmp_path)
    new, _ = Osm().way(5, [0, 1, 2]).way(6, [1, 11]).build(tmp_path)
    edges = map_edges(old, new)
    assert dict(edges.mapped) == {"5:0:2": ("5:0:1", "5:1:2"), "5:2:0": ("5:1:0", "5:2:1")}
    assert rename_edges(["5:0:2"], edges) == (("5:0:1", "5:1:2"), ())


def test_a_crossing_that_is_gone_joins_two_edges(tmp_path: Path) -> None:
    old, _ = Osm().way(5, [0, 1, 2]).way(6, [1, 11]).build(tmp_path)
    new, _ = Osm().way(5, [0, 1, 2]).build(tmp_path)
    edges = map_edges(old, new)
    assert edges.mapped["5:0:1"] == edges.mapped["5:1:2"] == ("5:0:2",)
    assert edges.mapped["5:1:0"] == ("5:2:0",)
    assert set(edges.unmapped) == {"6:1:11", "6:11:1"}


def test_a_way_with_a_new_number_keeps_its_closures(tmp_path: Path) -> None:
    old, _ = Osm().way(5, [0, 1, 2]).build(tmp_path)
    new, _ = Osm().node(101, 103.0, 22.00003).way(9, [101, 1, 2]).build(tmp_path)
    edges = map_edges(old, new)
    assert dict(edges.mapped) == {"5:0:2": ("9:101:2",), "5:2:0": ("9:2:101",)}


def test_a_road_that_moved_away_is_lost_and_told(tmp_path: Path) -> None:
    old, _ = Osm().way(5, [0, 1, 2]).way(6, [2, 3]).build(tmp_path)
    new, _ = Osm().way(8, [10, 11, 12]).way(6, [2, 3]).build(tmp_path)
    edges = map_edges(old, new)
    assert edges.unmapped == ("5:0:2", "5:2:0")
    assert rename_edges(["5:0:2", "6:2:3"], edges) == (("6:2:3",), ("5:0:2",))


def test_a_road_half_gone_is_not_the_same_road(tmp_path: Path) -> None:
    old, _ = Osm().way(5, [0, 1, 2]).build(tmp_path)
    new, _ = Osm().way(5, [0, 1]).build(tmp_path)
    # The new edge covers half of the old one.
    assert map_edges(old, new).unmapped == ("5:0:2", "5:2:0")


def test_what_became_of_edges_is_followed_over_imports(tmp_path: Path) -> None:
    first, _ = Osm().way(5, [0, 1, 2]).way(6, [2, 3]).build(tmp_path)
    second, _ = Osm().way(5, [0, 1, 2]).way(7, [1, 11]).way(8, [2, 3]).build(tmp_path)
    third, _ = Osm().way(5, [0, 1]).way(7, [1, 11]).way(6, [2, 3]).build(tmp_path)
    edges = join_edge_maps(map_edges(first, second), map_edges(second, third), third)
    # 5:0:2 became 5:0:1 and 5:1:2, of which the second is gone; 6:2:3 is back.
    assert rename_edges(["5:0:2"], edges) == (("5:0:1",), ("5:0:2",))
    assert rename_edges(["6:2:3"], edges) == (("6:2:3",), ())
    assert rename_edges(["5:1:2", "8:2:3"], edges) == (("6:2:3",), ("5:1:2",))


def test_a_road_that_crosses_is_no_heir(tmp_path: Path) -> None:
    old, _ = Osm().way(5, [10, 11, 12]).build(tmp_path)
    new, _ = Osm().way(6, [1, 21]).build(tmp_path)
    assert len(map_edges(old, new).unmapped) == 2
