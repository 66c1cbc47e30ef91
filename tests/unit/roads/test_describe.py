from dataclasses import replace

import pytest

from routing.roads.conditions import Conditions
from routing.roads.describe import describe, find_reach, list_weak_points
from routing.roads.vocabulary import Feature
from routing.roads.weights import edge_weights
from tests.unit.roads.hills import closure, one_road, profiles, sample


def test_roads_are_counted_once_whichever_way_they_run() -> None:
    report = describe(sample(), profiles().values(), "dry")
    assert (report.nodes, report.edges) == (191, 484)
    assert report.total_km == pytest.approx(3_822, abs=1)
    assert sum(report.km_by_class.values()) == pytest.approx(report.total_km, abs=1)
    assert sum(report.km_by_surface.values()) == pytest.approx(report.total_km, abs=1)


def test_motorbikes_reach_every_place_in_both_seasons() -> None:
    for season in ("dry", "rain"):
        reach = {
            each.profile: each for each in describe(sample(), profiles().values(), season).reach
        }
        assert reach["motorbike"].nodes == reach["light_truck"].nodes == 191
        assert reach["motorbike"].cut_off == ()
        assert set(reach["truck"].cut_off) == {
            "v_banhothau",
            "v_ngaithau",
            "v_phinho",
            "v_sangsuoi",
            "v_sinsuoiho",
            "v_sithauchai",
        }


def test_open_and_barred_kilometres_add_up() -> None:
    for each in describe(sample(), profiles().values(), "rain").reach:
        total = each.open_km + sum(each.barred_km.values())
        assert total == pytest.approx(3_822, abs=1)


def test_place_that_can_be_reached_but_not_left_is_cut_off() -> None:
    graph = one_road()
    shut = Conditions("dry", (closure(graph, "sample-1:b:a"),))
    reach = find_reach(graph, edge_weights(graph, profiles()["truck"], shut))
    assert reach.nodes == 1
    assert len(reach.cut_off) == 1
    assert reach.barred_km == {"closed": 5.0}
    assert reach.open_km == 5.0


def test_weak_points_are_named_where_there_are_any() -> None:
    weak = list_weak_points(describe(sample(), (), "dry"), "en")
    assert len(weak) == 4
    assert any("not signed or legal limits" in each for each in weak)
    assert any("may not exist" in each for each in weak)
    real = one_road()
    real = replace(real, info=replace(real.info, schematic=False))
    assert list_weak_points(describe(real, (), "dry"), "vi") == ()


def test_features_have_words() -> None:
    report = describe(one_road(features=Feature.FOG | Feature.FORD), (), "dry")
    assert report.km_by_feature == {"ford": 10.0, "fog": 10.0}
