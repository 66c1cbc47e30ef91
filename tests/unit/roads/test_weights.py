from dataclasses import replace

import numpy as np
import pytest

from routing.roads.conditions import Conditions, Season
from routing.roads.graph import RoadGraph
from routing.roads.vocabulary import MOTORBIKE_ONLY_G, Feature, access_bit
from routing.roads.weights import BARRED, EdgeWeights, edge_weights
from tests.unit.roads.hills import closure, one_road, profiles, sample

DRY, RAIN = Conditions("dry"), Conditions("rain")
UP, DOWN = 0, 1


def weigh(graph: RoadGraph, profile: str, conditions: Conditions = DRY) -> EdgeWeights:
    return edge_weights(graph, profiles()[profile], conditions)


def test_uphill_is_slower_and_thirstier_than_downhill() -> None:
    for profile in profiles():
        weights = weigh(one_road(rise_m=800, max_grade=0.12), profile)
        assert weights.time_ms[UP] > weights.time_ms[DOWN]
        assert weights.fuel_empty_ul[UP] > weights.fuel_empty_ul[DOWN]


def test_full_vehicle_burns_more_than_an_empty_one_uphill() -> None:
    weights = weigh(one_road(rise_m=500), "truck")
    assert weights.fuel_full_ul[UP] > 1.5 * weights.fuel_empty_ul[UP]


def test_level_road_takes_the_same_both_ways() -> None:
    weights = weigh(one_road(), "truck")
    assert weights.time_ms[UP] == weights.time_ms[DOWN]


def test_time_is_length_over_speed_when_only_the_cap_binds() -> None:
    # Straight, level and posted at 20 km/h: other bounds are far, 10 km take nearly 30 min.
    graph = one_road(max_grade=0.001)
    edges = replace(
        graph.edges,
        max_speed_kph=np.full(2, 20, np.float32),
        bend_radius_m=np.full(2, np.inf, np.float32),
    )
    weights = weigh(replace(graph, edges=edges), "light_truck")
    assert weights.time_ms[UP] == pytest.approx(1_800_000, rel=0.01)
    assert weights.time_ms[UP] >= 1_800_000


@pytest.mark.parametrize(
    "slower",
    [
        {"surface": "gravel"},
        {"road_class": "commune"},
        {"features": Feature.FOG},
        {"rise_m": 700.0},
        {"length_m": 16_000.0},
    ],
)
def test_rough_small_foggy_steep_or_winding_roads_are_slower(slower: dict[str, object]) -> None:
    plain, other = one_road(), one_road(**slower)
    pace = weigh(plain, "truck").time_ms[UP] / plain.edges.length_m[UP]
    assert weigh(other, "truck").time_ms[UP] / other.edges.length_m[UP] > pace * 1.01


def test_rain_slows_every_edge_that_stays_open() -> None:
    for profile in profiles():
        dry, rain = weigh(sample(), profile), weigh(sample(), profile, RAIN)
        both = dry.open & rain.open
        assert (rain.time_ms[both] > dry.time_ms[both]).all()


@pytest.mark.parametrize("fact", [{"surface": "earth"}, {"road_class": "track"}])
@pytest.mark.parametrize(
    ("profile", "season", "reason"),
    [
        ("truck", "rain", "rain"),
        ("light_truck", "rain", "rain"),
        ("motorbike", "rain", ""),
        ("truck", "dry", ""),
    ],
)
def test_in_rain_earth_and_tracks_are_for_motorbikes(
    fact: dict[str, str], profile: str, season: Season, reason: str
) -> None:
    weights = weigh(one_road(**fact), profile, Conditions(season))
    assert weights.reason(UP) == reason
    assert bool(weights.time_ms[UP] == BARRED) == bool(reason)


@pytest.mark.parametrize(
    ("fact", "barred"),
    [
        ({"truck_limit_g": 5_000_000}, set()),
        ({"truck_limit_g": 4_999_999}, {"truck"}),
        ({"truck_limit_g": 1_250_000}, {"truck"}),
        ({"truck_limit_g": 1_249_000}, {"truck", "light_truck"}),
        ({"truck_limit_g": MOTORBIKE_ONLY_G}, {"truck", "light_truck"}),
        ({"truck_limit_g": 60_000}, {"truck", "light_truck", "motorbike"}),
    ],
)
def test_roads_bar_payload_classes_above_their_limit(
    fact: dict[str, int], barred: set[str]
) -> None:
    graph = one_road(**fact)
    assert {name for name in profiles() if weigh(graph, name).reason(UP)} == barred


@pytest.mark.parametrize(
    ("width_m", "barred"),
    [(2.7, set()), (2.6, {"truck"}), (2.2, {"truck", "light_truck"})],
)
def test_roads_bar_vehicles_too_wide_for_them(width_m: float, barred: set[str]) -> None:
    # With half a metre to spare a truck needs 2.7 m, a light truck 2.28 m.
    graph = one_road(width_m=width_m)
    assert {name for name in profiles() if weigh(graph, name).reason(UP) == "width"} == barred


def test_unknown_width_bars_nobody() -> None:
    graph = one_road()
    edges = replace(graph.edges, width_m=np.full(2, np.nan, np.float32))
    assert weigh(replace(graph, edges=edges), "truck").open.all()


@pytest.mark.parametrize(
    ("grade", "barred"),
    [(0.15, set()), (0.16, {"truck"}), (0.21, {"truck", "light_truck"})],
)
def test_ramps_bar_loaded_vehicles_both_ways(grade: float, barred: set[str]) -> None:
    graph = one_road(rise_m=100, max_grade=grade)
    for edge in (UP, DOWN):
        found = {name for name in profiles() if weigh(graph, name).reason(edge) == "grade"}
        assert found == barred


def test_access_bars_a_kind_of_vehicle() -> None:
    graph = one_road()
    only = np.full(2, access_bit("motorbike"), np.uint8)
    graph = replace(graph, edges=replace(graph.edges, access=only))
    assert weigh(graph, "motorbike").open.all()
    assert weigh(graph, "truck").reason(UP) == "access"


def test_class_of_speed_zero_is_barred() -> None:
    truck = profiles()["truck"]
    slow = replace(truck, class_kph=tuple(0.0 for _ in truck.class_kph))
    weights = edge_weights(one_road(), slow, DRY)
    assert weights.reason(UP) == "speed"
    assert weights.time_ms[UP] == weights.fuel_full_ul[UP] == BARRED


def test_closure_bars_its_edges_for_its_profiles_only() -> None:
    graph = one_road()
    shut = closure(graph, "sample-1:a:b", profiles=frozenset({"truck"}))
    met = Conditions("dry", (shut,))
    assert weigh(graph, "truck", met).reason(UP) == "closed"
    assert weigh(graph, "truck", met).open[DOWN]
    assert weigh(graph, "motorbike", met).open.all()


def test_strictest_closure_sets_the_speed() -> None:
    graph = one_road(rise_m=300)
    halves = [closure(graph, "sample-1:a:b", speed_factor=factor) for factor in (0.5, 0.25, 0.75)]
    plain = weigh(graph, "truck").time_ms
    slowed = weigh(graph, "truck", Conditions("dry", tuple(halves))).time_ms
    assert slowed[UP] == pytest.approx(4 * plain[UP], abs=2)
    assert slowed[DOWN] == plain[DOWN]


def test_preference_changes_choice_and_not_time() -> None:
    graph, truck = one_road(), profiles()["truck"]
    averse = replace(truck, class_preference=tuple(3.0 for _ in truck.class_preference))
    plain, shunned = edge_weights(graph, truck, DRY), edge_weights(graph, averse, DRY)
    assert (plain.time_ms == shunned.time_ms).all()
    assert (shunned.choice == 3000 * plain.time_ms).all()


def test_weights_name_profile_and_conditions_and_cannot_be_changed() -> None:
    weights = weigh(one_road(), "truck", RAIN)
    assert (weights.profile, weights.conditions_hash) == ("truck", RAIN.hash)
    with pytest.raises(ValueError, match="read-only"):
        weights.time_ms[0] = 1


def test_trucks_keep_mountain_speeds_on_the_sample() -> None:
    for profile in ("light_truck", "truck"):
        weights = weigh(sample(), profile)
        edges = sample().edges
        kph = edges.length_m[weights.open] / weights.time_ms[weights.open] * 3600
        paved = edges.road_class[weights.open] != 1
        assert 12 < kph[paved].min() < kph[paved].max() < 50
        assert 25 < np.median(kph) < 45
