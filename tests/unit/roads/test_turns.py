from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from routing.errors import InputError
from routing.roads.store import content_hash, load_roads, save_roads
from routing.roads.turns import TurnBans, no_turn_bans
from tests.unit.roads.osm.little import Osm


def bans(*chains: tuple[int, ...], vehicles: int = 7) -> TurnBans:
    rows = [(i, edge) for i, chain in enumerate(chains) for edge in chain]
    ban, edge = np.array(rows, np.int32).reshape(-1, 2).T.copy()
    return TurnBans(
        ban, edge, np.full(len(rows), vehicles, np.uint8), np.zeros(len(rows), np.uint8)
    )


def test_pairs_and_chains_are_told_apart() -> None:
    table = bans((3, 4), (5, 6, 7), (8, 9))
    assert table.pairs(1).tolist() == [[3, 4], [8, 9]]
    assert table.chains(1) == ((5, 6, 7),)


def test_bans_bind_only_their_vehicles() -> None:
    table = bans((3, 4), (5, 6, 7), vehicles=4)
    assert table.pairs(1).tolist() == []
    assert table.chains(1) == ()
    assert table.pairs(4).tolist() == [[3, 4]]
    assert len(no_turn_bans().pairs(4)) == 0


def test_signs_survive_the_disk_and_count_as_content(tmp_path: Path) -> None:
    tags = {"highway": "primary", "seasonal": "dry_season"}
    members = [("from", "w", 5), ("via", "n", 1), ("to", "w", 6)]
    osm = Osm().way(5, [0, 1], tags).way(6, [1, 11])
    graph, _ = osm.relation(1, members, {"restriction": "no_left_turn"}).build(tmp_path)
    save_roads(graph, tmp_path / "roads")
    loaded = load_roads(tmp_path / "roads")
    assert loaded.turns.pairs(1).tolist() == graph.turns.pairs(1).tolist() != []
    assert loaded.bars.in_season("rain", 1).tolist() == graph.bars.in_season("rain", 1).tolist()
    assert len(loaded.bars) == 2
    assert content_hash(graph) != content_hash(replace(graph, turns=no_turn_bans()))
    (tmp_path / "roads" / "turns_edge.npy").unlink()
    with pytest.raises(InputError):
        load_roads(tmp_path / "roads")


def test_a_ban_of_an_edge_that_is_not_there_is_refused(tmp_path: Path) -> None:
    graph, _ = Osm().way(5, [0, 1]).build(tmp_path)
    with pytest.raises(ValueError, match="turns"):
        replace(graph, turns=bans((0, 2)))
