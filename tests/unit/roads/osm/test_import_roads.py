"""Little files through the whole import."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from routing.geo import LonLat, crow_m
from routing.roads.conditions import Conditions
from routing.roads.graph import RoadGraph
from routing.roads.osm.vehicle_kinds import MOTORBIKE, TRUCK
from routing.roads.profiles import Profile
from routing.roads.store import load_roads, save_roads
from routing.roads.vocabulary import OPEN_TO_ALL, Feature, access_bit
from routing.roads.weights import edge_weights
from tests.unit.roads.hills import profiles
from tests.unit.roads.osm.little import STEP, Osm, edge_ids


def test_ways_are_cut_where_they_meet_and_nowhere_else(tmp_path: Path) -> None:
    # 0 - 1 - 2 - 3 with 12 hanging on 2: cut at 2 only.
    graph, report = Osm().way(5, [0, 1, 2, 3]).way(6, [2, 12]).build(tmp_path)
    assert edge_ids(graph) == {"5:0:2", "5:2:0", "5:2:3", "5:3:2", "6:2:12", "6:12:2"}
    assert {graph.node_id(i) for i in range(len(graph.nodes))} == {"0", "2", "3", "12"}
    edge = graph.find_edge("5:0:2")
    assert edge is not None
    assert len(graph.line(edge)) == 3
    assert report.ways_kept == 2


def test_lengths_are_those_of_the_drawn_line(tmp_path: Path) -> None:
    graph, _ = Osm().way(5, [0, 1, 2]).way(6, [2, 12]).build(tmp_path)
    edge = graph.find_edge("5:0:2")
    assert edge is not None
    drawn = crow_m(LonLat(103, 22), LonLat(103 + 2 * STEP, 22))
    assert graph.edges.length_m[edge] == round(drawn)


def test_twins_run_back_over_the_same_points(tmp_path: Path) -> None:
    graph, _ = Osm().way(5, [0, 11, 2]).build(tmp_path)
    forth, back = graph.find_edge("5:0:2"), graph.find_edge("5:2:0")
    assert forth is not None
    assert back is not None
    assert graph.edges.twin[[forth, back]].tolist() == [back, forth]
    assert graph.line(forth) == graph.line(back)[::-1]
    assert Feature.BACKWARD in graph.features(back)
    assert Feature.BACKWARD not in graph.features(forth)


@pytest.mark.parametrize(
    ("oneway", "ids"), [("yes", {"5:0:1"}), ("-1", {"5:1:0"}), ("no", {"5:0:1", "5:1:0"})]
)
def test_one_way_roads_have_one_edge(tmp_path: Path, oneway: str, ids: set[str]) -> None:
    graph, _ = Osm().way(5, [0, 1], {"highway": "primary", "oneway": oneway}).build(tmp_path)
    assert edge_ids(graph) == ids


def test_motorbikes_may_drive_against_a_street_that_says_so(tmp_path: Path) -> None:
    tags = {"highway": "residential", "oneway": "yes", "oneway:motorcycle": "no"}
    graph, _ = Osm().way(5, [0, 1], tags).build(tmp_path)
    forth, back = graph.find_edge("5:0:1"), graph.find_edge("5:1:0")
    assert graph.edges.access[[forth, back]].tolist() == [OPEN_TO_ALL, MOTORBIKE]


def test_parallel_pieces_of_one_way_get_numbers(tmp_path: Path) -> None:
    # A lens: the way leaves 0, meets 2, and comes back to 0 by other nodes.
    graph, _ = Osm().way(5, [0, 11, 2, 1, 0]).way(6, [2, 3]).build(tmp_path)
    assert {"5:0:2", "5:0:2:1", "5:2:0", "5:2:0:1"} <= edge_ids(graph)


def test_a_blind_loop_can_be_driven_through(tmp_path: Path) -> None:
    graph, _ = Osm().way(5, [0, 1]).way(6, [1, 2, 12, 11, 1]).build(tmp_path)
    assert not np.any(graph.edges.tail == graph.edges.head)
    loop = [each for each in edge_ids(graph) if each.startswith("6:")]
    assert len(loop) == 4


def test_a_barrier_stops_whom_it_bars_and_nobody_else(tmp_path: Path) -> None:
    graph, report = Osm().way(5, [0, 1, 2]).tag(1, {"barrier": "bollard"}).build(tmp_path)
    assert report.barriers == 1
    assert {"5:0:1", "5:1:1", "5:1:1:1", "5:1:2"} <= edge_ids(graph)
    joint = graph.find_edge("5:1:1")
    assert joint is not None
    assert graph.edges.length_m[joint] == 0
    assert graph.edges.access[joint] == MOTORBIKE
    reach = {each.profile: each.parts[0] for each in report.profiles}
    assert reach["motorbike"].km == pytest.approx(0.2)
    assert reach["truck"].km == pytest.approx(0.1)


def test_a_barrier_at_a_crossing_stands_between_all_its_roads(tmp_path: Path) -> None:
    osm = Osm().way(5, [0, 1, 2]).way(6, [1, 11]).tag(1, {"barrier": "debris"})
    graph, report = osm.build(tmp_path)
    nodes = {graph.node_id(i) for i in range(len(graph.nodes))}
    assert {"1", "1.1", "1.2"} <= nodes
    assert max(each.parts[0].km for each in report.profiles) == pytest.approx(0.1)


def test_a_ford_is_an_edge_that_can_be_closed(tmp_path: Path) -> None:
    graph, _ = Osm().way(5, [0, 1, 2]).tag(1, {"ford": "yes"}).build(tmp_path)
    joint = graph.find_edge("5:1:1")
    assert joint is not None
    assert Feature.FORD in graph.features(joint)
    assert graph.edges.access[joint] == OPEN_TO_ALL


def test_turn_restrictions_become_pairs_of_edges(tmp_path: Path) -> None:
    members = [("from", "w", 5), ("via", "n", 1), ("to", "w", 6)]
    osm = Osm().way(5, [0, 1]).way(6, [1, 11]).way(7, [1, 2])
    graph, report = osm.relation(1, members, {"restriction": "no_left_turn"}).build(tmp_path)
    pairs = graph.turns.pairs(TRUCK)
    assert [[graph.edge_id(int(e)) for e in pair] for pair in pairs] == [["5:0:1", "6:1:11"]]
    assert report.turn_bans == 1


def test_an_only_sign_forbids_the_other_turns(tmp_path: Path) -> None:
    members = [("from", "w", 5), ("via", "n", 1), ("to", "w", 6)]
    osm = Osm().way(5, [0, 1]).way(6, [1, 11]).way(7, [1, 2])
    graph, _ = osm.relation(1, members, {"restriction": "only_left_turn"}).build(tmp_path)
    pairs = graph.turns.pairs(TRUCK)
    assert [[graph.edge_id(int(e)) for e in pair] for pair in pairs] == [["5:0:1", "7:1:2"]]


def test_restrictions_bind_only_the_vehicles_they_name(tmp_path: Path) -> None:
    members = [("from", "w", 5), ("via", "n", 1), ("to", "w", 6)]
    osm = Osm().way(5, [0, 1]).way(6, [1, 11])
    osm.relation(1, members, {"restriction:hgv": "no_left_turn"})
    osm.relation(2, members, {"restriction": "no_right_turn", "except": "hgv;goods"})
    graph, _ = osm.build(tmp_path)
    counts = [len(graph.turns.pairs(access_bit(kind))) for kind in profiles()]
    assert dict(zip(profiles(), counts, strict=True)) == {
        "light_truck": 0,
        "motorbike": 1,
        "truck": 1,
    }


def test_restrictions_over_ways_become_chains(tmp_path: Path) -> None:
    # 0 - 1 - 2, back by 12 - 11: no way round from 5 over 6 to 7.
    osm = Osm().way(5, [0, 1]).way(6, [1, 11]).way(7, [11, 10]).way(8, [11, 12])
    members = [("from", "w", 5), ("via", "w", 6), ("to", "w", 7)]
    graph, _ = osm.relation(1, members, {"restriction": "no_u_turn"}).build(tmp_path)
    assert len(graph.turns.pairs(TRUCK)) == 0
    chains = graph.turns.chains(TRUCK)
    assert [[graph.edge_id(e) for e in chain] for chain in chains] == [
        ["5:0:1", "6:1:11", "7:11:10"]
    ]


@pytest.mark.parametrize(
    ("members", "tags", "reason"),
    [
        ([("from", "w", 5), ("to", "w", 6)], {"restriction": "no_u_turn"}, "incomplete"),
        (
            [("from", "w", 5), ("via", "n", 1), ("to", "w", 6)],
            {"restriction": "no_dancing"},
            "unknown",
        ),
        (
            [("from", "w", 5), ("via", "n", 1), ("to", "w", 6)],
            {"restriction": "no_u_turn", "except": "motor_vehicle"},
            "other_vehicles",
        ),
        (
            [("from", "w", 99), ("via", "n", 1), ("to", "w", 6)],
            {"restriction": "no_u_turn"},
            "not_joined",
        ),
    ],
)
def test_restrictions_that_cannot_be_kept_are_counted(
    tmp_path: Path, members: list[tuple[str, str, int]], tags: dict[str, str], reason: str
) -> None:
    osm = Osm().way(5, [0, 1]).way(6, [1, 11]).relation(1, members, tags)
    graph, report = osm.build(tmp_path)
    assert len(graph.turns) == 0
    assert {tally.reason: tally.count for tally in report.dropped} == {f"restriction_{reason}": 1}


def test_a_seasonal_road_is_barred_in_its_season_only(tmp_path: Path) -> None:
    tags = {"highway": "unclassified", "surface": "asphalt", "seasonal": "dry_season"}
    graph, report = Osm().way(5, [0, 1], tags).way(6, [1, 2]).build(tmp_path)
    assert report.season_bars == 2
    edge = graph.find_edge("5:0:1")
    assert edge is not None
    truck = profiles()["truck"]
    assert edge_weights(graph, truck, Conditions("dry")).open[edge]
    rain = edge_weights(graph, truck, Conditions("rain"))
    assert rain.reason(edge) == "season"


def test_what_is_left_out_is_counted_by_reason_with_its_length(tmp_path: Path) -> None:
    osm = Osm().way(5, [0, 1]).way(6, [0, 1, 2], {"highway": "footway"})
    _, report = osm.way(7, [0, 10], {"highway": "construction"}).build(tmp_path)
    by_reason = {tally.reason: tally for tally in report.dropped}
    assert by_reason["not_for_vehicles"].count == 1
    two_columns_km = crow_m(LonLat(103, 22), LonLat(103 + 2 * STEP, 22)) / 1000
    assert by_reason["not_for_vehicles"].km == pytest.approx(two_columns_km)
    assert by_reason["not_built"].km == pytest.approx(0.1112, abs=1e-4)
    assert report.ways_read == 3


def test_a_way_with_missing_nodes_keeps_its_runs(tmp_path: Path) -> None:
    graph, report = Osm().way(5, [0, 1, 2, 3, 4]).build(tmp_path, leave_out=[2])
    assert edge_ids(graph) == {"5:0:1", "5:1:0", "5:3:4", "5:4:3"}
    assert {tally.reason: tally.count for tally in report.dropped} == {"incomplete": 1}


def test_a_box_keeps_whole_the_ways_that_enter_it(tmp_path: Path) -> None:
    osm = Osm().way(5, [0, 1, 2]).way(6, [22, 23])
    box = (103 - STEP / 2, 22 - STEP / 2, 103 + STEP / 2, 22 + STEP / 2)
    graph, report = osm.build(tmp_path, bbox=box)
    assert edge_ids(graph) == {"5:0:2", "5:2:0"}
    assert {tally.reason: tally.count for tally in report.dropped} == {"outside": 1}


def test_a_ferry_sails_no_faster_than_its_timetable(tmp_path: Path) -> None:
    osm = Osm().way(5, [0, 1, 2, 3, 4, 5, 6], {"route": "ferry", "duration": "00:20"})
    graph, _ = osm.build(tmp_path)
    edge = graph.find_edge("5:0:6")
    assert edge is not None
    km = float(graph.edges.length_m[edge]) / 1000
    assert graph.edges.max_speed_kph[edge] == pytest.approx(km * 3, rel=0.01)


def test_numbers_names_and_unknowns_are_kept(tmp_path: Path) -> None:
    tags = {"highway": "primary", "ref": "QL4D", "name": "Quốc lộ 4D"}
    graph, _ = Osm().way(5, [0, 1], tags).build(tmp_path)
    assert (graph.road_ref(0), graph.road_name(0)) == ("QL4D", "Quốc lộ 4D")
    assert math.isnan(graph.edges.width_m[0])
    assert np.isnan(graph.nodes.elevation_m).all()


def test_the_same_file_gives_the_same_network(tmp_path: Path) -> None:
    osm = Osm().way(5, [0, 1, 2, 12]).way(6, [1, 11]).tag(11, {"barrier": "gate"})
    first, _ = osm.build(tmp_path)
    second, _ = osm.build(tmp_path)
    for part in ("nodes", "edges", "points"):
        ours, theirs = getattr(first, part).arrays(), getattr(second, part).arrays()
        for name, array in ours.items():
            assert array.tobytes() == theirs[name].tobytes(), name


def reasons(graph: RoadGraph, profile: Profile, edge_id: str) -> str:
    edge = graph.find_edge(edge_id)
    assert edge is not None
    return edge_weights(graph, profile, Conditions("dry")).reason(edge)


@pytest.mark.parametrize(
    ("tags", "reason", "barred"),
    [
        ({"maxweight": "9.5"}, "weight", set()),
        ({"maxweight": "9.4"}, "weight", {"truck"}),
        ({"maxweight": "3.4"}, "weight", {"truck", "light_truck"}),
        ({"hgv:conditional": "no @ (weight>3.5)"}, "weight", {"truck"}),
        ({"maxheight": "3.3"}, "height", set()),
        ({"maxheight": "3.2"}, "height", {"truck"}),
        ({"maxheight": "1.8"}, "height", {"truck", "light_truck", "motorbike"}),
        ({"maxwidth": "2.2"}, "width", set()),
        ({"maxwidth": "2.1"}, "width", {"truck"}),
        ({"maxwidth": "2", "width": "6"}, "width", {"truck"}),
    ],
)
def test_each_profile_is_held_against_signs_by_its_own_measures(
    tmp_path: Path, tags: dict[str, str], reason: str, barred: set[str]
) -> None:
    road = {"highway": "primary", "surface": "asphalt"}
    graph, _ = Osm().way(5, [0, 1], road | tags).way(6, [1, 2], road).build(tmp_path)
    for edge_id in ("5:0:1", "5:1:0"):
        found = {name: reasons(graph, each, edge_id) for name, each in profiles().items()}
        assert found == {name: reason if name in barred else "" for name in found}
    assert {reasons(graph, each, "6:1:2") for each in profiles().values()} == {""}


def test_a_users_own_profile_is_held_against_signs_by_its_own_measures(tmp_path: Path) -> None:
    road = {"highway": "primary", "surface": "asphalt", "maxheight": "2.8"}
    graph, _ = Osm().way(5, [0, 1], road).build(tmp_path)
    truck = profiles()["truck"]
    assert reasons(graph, truck, "5:0:1") == "height"
    assert reasons(graph, replace(truck, id="flatbed", height_m=2.7), "5:0:1") == ""


def test_a_low_barrier_bars_the_passage_and_survives_being_stored(tmp_path: Path) -> None:
    osm = Osm().way(5, [0, 1, 2], {"highway": "primary", "surface": "asphalt", "maxweight": "5"})
    osm.tag(1, {"barrier": "height_restrictor", "maxheight": "2.3"})
    graph, _ = osm.build(tmp_path)
    graph = load_roads(save_roads(graph, tmp_path / "roads") and tmp_path / "roads")
    light_truck, truck = profiles()["light_truck"], profiles()["truck"]
    assert reasons(graph, light_truck, "5:1:1") == "height"
    assert reasons(graph, light_truck, "5:0:1") == ""
    # Weight is told first.
    assert reasons(graph, truck, "5:1:1") == "weight"
    _, table = graph.to_geodataframes()
    signed = table.set_index("id")
    assert signed.loc["5:1:1", "max_height_m"] == pytest.approx(2.3)
    assert np.isnan(signed.loc["5:0:1", "max_height_m"])
    assert signed.loc["5:0:1", "max_weight_kg"] == 5000
