from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from routing.roads.conditions import Conditions
from routing.roads.graph import RoadGraph
from routing.roads.signed_closures import signed_closures
from routing.roads.store import load_roads, save_roads
from routing.roads.weights import edge_weights
from tests.unit.roads.hills import profiles
from tests.unit.roads.osm.little import Osm

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ROAD = {"highway": "tertiary", "surface": "asphalt"}


def build(folder: Path, **tags: str) -> RoadGraph:
    """A road 0 - 1 with a sign, and 1 - 2 without."""
    named = {key.replace("__", ":"): value for key, value in tags.items()}
    graph, _ = Osm().way(5, [0, 1], ROAD | named).way(6, [1, 2], ROAD).build(folder)
    return graph


def barred(graph: RoadGraph, profile: str, start: datetime, hours: float = 0.0) -> set[str]:
    """Return the edges barred to a profile that is on the road for so long."""
    signs = signed_closures(graph, profiles(), ZONE)
    end = start + timedelta(hours=hours)
    met = Conditions("dry", signs).at(start, end, profile)
    weights = edge_weights(graph, profiles()[profile], met)
    return {graph.edge_id(edge) for edge in range(len(graph.edges)) if not weights.open[edge]}


def test_a_sign_with_dates_holds_on_those_days_only(tmp_path: Path) -> None:
    graph = build(tmp_path, motor_vehicle__conditional="no @ (Nov 15-Apr 30)")
    signed = {"5:0:1", "5:1:0"}
    assert barred(graph, "truck", datetime(2025, 1, 6, 8, tzinfo=ZONE)) == signed
    assert barred(graph, "motorbike", datetime(2025, 1, 6, 8, tzinfo=ZONE)) == signed
    assert barred(graph, "truck", datetime(2025, 6, 6, 8, tzinfo=ZONE)) == set()


def test_a_sign_with_hours_binds_every_shift_that_meets_them(tmp_path: Path) -> None:
    graph = build(tmp_path, hgv__conditional="no @ (06:00-08:00)")
    signed = {"5:0:1", "5:1:0"}
    eight = datetime(2025, 6, 6, 8, tzinfo=ZONE)
    assert barred(graph, "truck", eight) == set()
    assert barred(graph, "truck", eight - timedelta(minutes=1)) == signed
    assert barred(graph, "truck", eight, 9) == set()
    assert barred(graph, "truck", eight - timedelta(hours=1), 9) == signed
    assert barred(graph, "light_truck", eight - timedelta(hours=1), 9) == set()


def test_hours_go_by_the_clock_of_the_zone(tmp_path: Path) -> None:
    graph = build(tmp_path, hgv__conditional="no @ (06:00-08:00)")
    seven_in_vietnam = datetime(2025, 6, 6, 0, tzinfo=ZoneInfo("UTC"))
    assert barred(graph, "truck", seven_in_vietnam)
    assert not barred(graph, "truck", seven_in_vietnam + timedelta(hours=7))


def test_only_the_direction_signed_is_barred(tmp_path: Path) -> None:
    graph = build(tmp_path, oneway__conditional="yes @ (06:00-08:00)")
    assert barred(graph, "truck", datetime(2025, 6, 6, 7, tzinfo=ZONE)) == {"5:1:0"}


def test_profiles_of_a_kind_are_bound_whatever_their_name(tmp_path: Path) -> None:
    graph = build(tmp_path, hgv__conditional="no @ (06:00-08:00)")
    own = {"lorry": replace(profiles()["truck"], id="lorry"), "bike": profiles()["motorbike"]}
    (sign,) = signed_closures(graph, own, ZONE)
    assert sign.profiles == {"lorry"}
    assert signed_closures(graph, {"bike": own["bike"]}, ZONE) == ()


def test_signs_survive_being_stored(tmp_path: Path) -> None:
    graph = build(tmp_path, hgv__conditional="no @ (Mo-Fr 06:00-08:00,16:00-18:00)")
    save_roads(graph, tmp_path / "roads")
    opened = load_roads(tmp_path / "roads")
    before, after = (signed_closures(each, profiles(), ZONE) for each in (graph, opened))
    assert before == after
    assert len(before) == 2


def test_conditions_tell_apart_which_signs_hold(tmp_path: Path) -> None:
    graph = build(tmp_path, hgv__conditional="no @ (06:00-08:00)")
    always = Conditions("dry", signed_closures(graph, profiles(), ZONE))
    at_seven = datetime(2025, 6, 6, 7, tzinfo=ZONE)
    early, late = (
        always.at(moment, moment, "truck") for moment in (at_seven, at_seven.replace(hour=9))
    )
    assert early.effect_hash != late.effect_hash == Conditions("dry").effect_hash
    assert early.hash != late.hash
