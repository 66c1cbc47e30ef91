import pytest

from routing.errors import NoPathError
from routing.roads.conditions import Conditions
from routing.roads.paths import Path, PathFinder, find_path
from routing.roads.schematic import build_schematic
from routing.roads.weights import BARRED, edge_weights
from tests.unit.roads.hills import (
    INFO,
    closure,
    graph_of,
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


def drive(profile: str, start: str, goal: str, conditions: Conditions) -> Path:
    graph = sample()
    weights = edge_weights(graph, profiles()[profile], conditions)
    return find_path(graph, weights, graph.node_index(start), graph.node_index(goal))


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
    assert path.nodes[0] == graph.node_index("lc_city")
    assert path.nodes[-1] == graph.node_index("tu_town")
    assert len(path.nodes) == len(path.edges) + 1 == len(path.points)
    assert path.distance_m == graph.edges.length_m[list(path.edges)].sum() == 92_100
    rise = graph.nodes.elevation_m[path.nodes[-1]] - graph.nodes.elevation_m[path.nodes[0]]
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


def test_path_to_itself_is_empty() -> None:
    path = drive("truck", "lc_city", "lc_city", Conditions("dry"))
    assert (path.edges, path.distance_m, path.duration_s, path.roads) == ((), 0, 0, ())
    assert path.points == (sample().lonlat(sample().node_index("lc_city")),)


def test_no_road_raises_and_names_both_ends() -> None:
    graph, weights = graph_of(2, [(0, 1, BARRED, 5, 1000)])
    with pytest.raises(NoPathError, match=r"n0000.*n0001"):
        find_path(graph, weights, 0, 1)


def test_finder_gives_the_same_path_again_and_again() -> None:
    graph = sample()
    finder = PathFinder(graph, edge_weights(graph, profiles()["truck"], Conditions("dry")))
    ends = graph.node_index("mt_town"), graph.node_index("tu_town")
    assert finder.find(*ends) == finder.find(*ends)


def test_road_named_once_while_it_goes_on() -> None:
    points = [point(name, 8.0 * i) for i, name in enumerate("abcd")]
    segments = [
        segment(1, "a", "b", ref="QL1"),
        segment(2, "b", "c", ref="QL1"),
        segment(3, "c", "d", ref="", name="Đường xã"),
    ]
    graph = build_schematic(points, segments, INFO)
    weights = edge_weights(graph, profiles()["truck"], Conditions("dry"))
    assert find_path(graph, weights, 0, 3).roads == ("QL1", "Đường xã")
