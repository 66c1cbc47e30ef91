"""Impact of closures: who is cut off, who drives how far round, in numbers worked out by hand."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

import pytest

from routing.errors import InputError
from routing.problem.records import ClosureRecord
from routing.roads.km_posts import KmPosts
from routing.roads.places import Place, PlaceIndex
from routing.roads.profiles import load_profiles
from routing.service.impact import Impact, preview_closures
from routing.service.network import Network
from tests.unit.roads.hills import LOCAL
from tests.unit.roads.streets import Street, build_streets, lonlat

NOON = datetime(2025, 12, 1, 12, tzinfo=LOCAL)


@cache
def network() -> Network:
    """Two towns 3 km apart and a village V beside the road; X–P by way of Q is 2 km longer.

    A ── X ── P ── B, village V hangs on X, hamlet H on V by a lane.
    """
    spots = {
        "A": (0.0, 0.0),
        "X": (1000.0, 0.0),
        "P": (2000.0, 0.0),
        "B": (3000.0, 0.0),
        "Q": (1500.0, 1414.2),
        "V": (1000.0, -1000.0),
        "H": (1000.0, -2000.0),
    }
    graph = build_streets(
        spots,
        [
            Street(1, "A", "X", ref="QL1"),
            Street(2, "X", "P", ref="QL1"),
            Street(3, "P", "B", ref="QL1"),
            Street(4, "X", "Q"),
            Street(5, "Q", "P"),
            Street(6, "X", "V"),
            Street(7, "V", "H"),
        ],
    )
    places = [
        Place(
            id=name,
            name=f"Nơi {name}",
            other_names=(),
            near=(),
            kind="district_town" if name in "AB" else "village",
            district="",
            province="",
            new_commune="",
            lonlat=lonlat(*spots[name]),
            elevation_m=0,
            population=0,
            node=graph.node_index(name),
        )
        for name in "ABVH"
    ]
    return Network(graph, PlaceIndex(places), load_profiles(), KmPosts(()))


def record(*edge_ids: str, **facts: object) -> ClosureRecord:
    closure = ClosureRecord(
        id="c", start=NOON, end=NOON + timedelta(days=1), edge_ids=tuple(edge_ids)
    )
    return replace(closure, **facts)


def preview(*records: ClosureRecord, **options: object) -> Impact:
    return preview_closures(network(), records, profiles=["truck"], **options)


def test_a_village_behind_the_closure_is_cut_off() -> None:
    impact = preview(record("6:X:V"))
    (truck,) = impact.profiles
    assert [trip.place.id for trip in truck.cut_off] == ["V", "H"]
    assert [trip.goal.id for trip in truck.cut_off] == ["A", "A"]
    assert truck.cut_off[0].before_m == 2 * 2000
    assert truck.detours == truck.links == ()
    # Of 7 junctions V and H no longer reach the rest.
    assert truck.lost_nodes == 2


def test_what_is_touched_is_told_with_its_roads() -> None:
    impact = preview(record("2:X:P"))
    graph = network().graph
    assert [graph.edge_id(edge) for edge in impact.edges] == ["2:P:X", "2:X:P"]
    assert impact.length_m == 2000
    assert impact.roads == ("QL1",)
    assert [goal.id for goal in impact.goals] == ["A", "B"]


def test_towns_are_farther_apart_and_nobody_is_cut_off() -> None:
    (truck,) = preview(record("2:X:P")).profiles
    assert truck.cut_off == ()
    (link,) = truck.links
    assert (link.place.id, link.goal.id) == ("A", "B")
    # By Q it is 1500 m twice instead of 1 km, there and back.
    assert link.extra_m == pytest.approx(2 * 2000, abs=8)
    assert link.extra_s > 0
    assert [trip.place.id for trip in truck.detours] == ["A", "B"]


def test_closing_one_direction_cuts_off_since_one_must_come_and_go() -> None:
    (truck,) = preview(record("7:V:H", direction="forward")).profiles
    assert [trip.place.id for trip in truck.cut_off] == ["H"]


def test_a_slow_road_is_a_detour_in_time_only() -> None:
    (truck,) = preview(record("6:X:V", speed_factor=0.5)).profiles
    assert truck.cut_off == ()
    trips = {trip.place.id: trip for trip in truck.detours}
    assert set(trips) == {"V", "H"}
    assert all(trip.extra_m == 0 and trip.extra_s > 0 for trip in trips.values())


def test_goals_can_be_named() -> None:
    village = network().places.get("V")
    (truck,) = preview(record("7:V:H"), goals=[village]).profiles
    assert [(trip.place.id, trip.goal.id) for trip in truck.cut_off] == [("H", "V")]


def test_another_goal_is_taken_when_the_nearest_is_lost() -> None:
    (truck,) = preview(record("1:A:X")).profiles
    trips = {trip.place.id: trip for trip in truck.detours}
    assert trips["V"].goal.id == "A"
    assert trips["V"].goal_after is not None
    assert trips["V"].goal_after.id == "B"
    assert trips["V"].extra_m == pytest.approx(2 * 1000, abs=8)


def test_standing_closures_count_when_they_hold_at_the_same_time() -> None:
    by_q = record("4:X:Q")
    (alone,) = preview(record("2:X:P")).profiles
    (both,) = preview(record("2:X:P"), standing=[by_q]).profiles
    assert alone.links[0].after_s is not None
    assert both.links[0].after_s is None
    over = replace(by_q, start=NOON - timedelta(days=9), end=NOON - timedelta(days=8))
    assert preview(record("2:X:P"), standing=[over]).profiles == (alone,)


def test_a_closure_for_others_changes_nothing() -> None:
    (truck,) = preview(record("6:X:V", profiles=frozenset({"motorbike"}))).profiles
    assert truck.cut_off == truck.detours == ()


def test_all_profiles_are_looked_at_unless_some_are_named() -> None:
    impact = preview_closures(network(), [record("6:X:V")])
    assert [each.profile for each in impact.profiles] == ["light_truck", "motorbike", "truck"]


def test_an_unknown_edge_or_profile_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        preview(record("9:no:way", profiles=frozenset({"camel"})))
    assert {fault.key for fault in caught.value.faults} == {
        "roads.unknown_edge",
        "roads.closure_value",
    }
