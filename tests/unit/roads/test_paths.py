from functools import cache

import pytest

from routing.roads.conditions import Conditions
from routing.roads.paths import Path, describe_drive
from routing.roads.road_points import at_node
from routing.roads.router import Routers
from routing.roads.schematic import build_schematic
from tests.unit.roads.hills import (
    INFO,
    closure,
    point,
    profiles,
    sample,
    segment,
)

LAN_NHI_THANG = (
    "sample-2:j_vangkhon:pt_lannhithang",
    "sample-2:pt_lannhithang:j_vangkhon",
    "sample-3:j_huoilung:pt_lannhithang",
    "sample-3:pt_lannhithang:j_huoilung",
)


@cache
def routers() -> Routers:
    return Routers(sample(), profiles())


def drive(profile: str, start: str, goal: str, conditions: Conditions) -> Path:
    graph = sample()
    ends = (at_node(graph, graph.node_index(name)) for name in (start, goal))
    return describe_drive(graph, routers().get(profile, conditions).drive(*ends))


@pytest.mark.parametrize("profile", ["light_truck", "truck"])
@pytest.mark.parametrize("season", ["dry", "rain"])
@pytest.mark.parametrize(
    ("goal", "open_m", "closed_m", "roads"),
    [
        ("pt_town", 28_600, 39_700, ("ĐT129", "ĐT133", "QL12")),
        ("pt_muongso", 23_800, 34_700, ("QL4D", "ĐT130")),
    ],
)
def test_landslide_at_lan_nhi_thang_sends_trucks_round(
    profile: str, season: str, goal: str, open_m: int, closed_m: int, roads: tuple[str, ...]
) -> None:
    shut = closure(sample(), *LAN_NHI_THANG)
    usual = drive(profile, "lc_city", goal, Conditions(season))
    round_about = drive(profile, "lc_city", goal, Conditions(season, (shut,)))
    assert usual.distance_m == open_m
    assert round_about.distance_m == closed_m
    assert round_about.roads == roads
    assert round_about.duration_s > usual.duration_s


def test_parts_of_a_path_add_up() -> None:
    graph = sample()
    path = drive("truck", "lc_city", "tu_town", Conditions("dry"))
    ends = [graph.node_index(name) for name in ("lc_city", "tu_town")]
    assert [path.points[0], path.points[-1]] == [graph.lonlat(node) for node in ends]
    assert path.distance_m == 92_100
    rise = graph.nodes.elevation_m[ends[1]] - graph.nodes.elevation_m[ends[0]]
    assert path.climb_m - path.descent_m == pytest.approx(rise, abs=1)
    assert path.roads == ("QL4D", "QL32")
    assert path.fuel_full_ml > path.fuel_empty_ml > 0


def test_elevation_runs_from_start_to_end_in_metres_of_road() -> None:
    path = drive("truck", "sh_town", "sh_channua", Conditions("dry"))
    along = [metres for metres, _ in path.elevation]
    assert along[0] == 0
    assert along[-1] == path.distance_m
    assert along == sorted(along)
    assert path.elevation[0][1] == 1_500
    assert path.elevation[-1][1] == 250


def test_old_road_to_sin_ho_takes_about_an_hour_and_a_half() -> None:
    for profile in profiles():
        path = drive(profile, "sh_channua", "sh_town", Conditions("rain"))
        assert 36_000 < path.distance_m < 39_000
        assert 1.3 < path.duration_s / 3600 < 2.1


def test_motorbikes_keep_off_the_expressway() -> None:
    assert "CT05" in drive("truck", "lc_city", "x_hanoi", Conditions("dry")).roads
    assert "CT05" not in drive("motorbike", "lc_city", "x_hanoi", Conditions("dry")).roads


def test_path_to_itself_is_no_drive() -> None:
    path = drive("truck", "lc_city", "lc_city", Conditions("dry"))
    assert (path.distance_m, path.duration_s, path.roads) == (0, 0, ())
    assert path.points == (sample().lonlat(sample().node_index("lc_city")),) * 2


def test_road_named_once_while_it_goes_on() -> None:
    points = [point(name, 8.0 * i) for i, name in enumerate("abcd")]
    segments = [
        segment(1, "a", "b", ref="QL1"),
        segment(2, "b", "c", ref="QL1"),
        segment(3, "c", "d", ref="", name="Đường xã"),
    ]
    graph = build_schematic(points, segments, INFO)
    router = Routers(graph, profiles()).get("truck", Conditions("dry"))
    path = describe_drive(graph, router.drive(at_node(graph, 0), at_node(graph, 3)))
    assert path.roads == ("QL1", "Đường xã")
