import math

import numpy as np
import pytest

from routing.geo import crow_m
from routing.roads.schematic import assume_slope, bend_radius_m, build_schematic
from routing.roads.vocabulary import Feature
from tests.unit.roads.hills import INFO, one_road, point, segment


def test_road_a_half_longer_than_straight_bends_in_half_circles() -> None:
    # Length over chord of a half circle is π/2; an arc of 100 m then has radius 100 / π.
    assert bend_radius_m(math.pi / 2, 100.0) == pytest.approx(100 / math.pi)


def test_straight_road_never_bends() -> None:
    assert bend_radius_m(1.0, 100.0) == math.inf


def test_more_winding_roads_have_narrower_bends() -> None:
    radii = [bend_radius_m(sinuosity, 100.0) for sinuosity in (1.05, 1.3, 2.0, 4.0)]
    assert radii == sorted(radii, reverse=True)


def test_climb_takes_its_share_and_the_rest_rolls() -> None:
    # 350 m at 0.7 × 10 % take 5,000 m; of the other 5,000 m half rises at 0.25 × 10 %: 62.5 m.
    slope = assume_slope(10_000, 350, 0.10)
    assert slope.climb_m == pytest.approx(350 + 62.5)
    assert slope.descent_m == pytest.approx(62.5)
    assert slope.uphill_m == pytest.approx(7_500)
    assert slope.downhill_m == pytest.approx(2_500)
    assert slope.max_grade == 0.10
    assert slope.max_descent == pytest.approx(0.05)


def test_driven_backwards_climb_and_descent_change_places() -> None:
    there, back = assume_slope(8_000, 300, 0.08), assume_slope(8_000, -300, 0.08)
    assert back == there.reversed()
    assert back.max_descent == 0.08


def test_stated_grade_too_gentle_for_the_rise_is_raised() -> None:
    # 1,000 m over 10 km are 10 % on average, whatever the table says.
    slope = assume_slope(10_000, 1_000, 0.04)
    assert slope.max_grade == pytest.approx(0.10)
    assert slope.climb_m == pytest.approx(1_000, rel=0.05)


def test_both_directions_share_a_road_and_mirror_its_slope() -> None:
    graph = one_road(rise_m=300)
    edges = graph.edges
    assert [graph.edge_id(i) for i in (0, 1)] == ["sample-1:a:b", "sample-1:b:a"]
    assert edges.twin.tolist() == [1, 0]
    assert edges.climb_m[0] == edges.descent_m[1] > edges.descent_m[0] > 0
    assert Feature.BACKWARD in graph.features(1)
    assert graph.line(0) == graph.line(1)[::-1]


def test_length_shorter_than_the_straight_line_is_raised_to_it() -> None:
    points = [point("a", 0), point("b", 8)]
    graph = build_schematic(points, [segment(1, "a", "b", length_m=7_000.0)], INFO)
    assert graph.edges.length_m[0] == math.ceil(crow_m(points[0].lonlat, points[1].lonlat))
    assert np.isinf(graph.edges.bend_radius_m[0]) or graph.edges.bend_radius_m[0] > 1_000


@pytest.mark.parametrize("fact", [{"road_class": "canal"}, {"surface": "ice"}])
def test_unknown_word_is_refused(fact: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"segment 1: .*(canal|ice), want one of"):
        one_road(**fact)


def test_segment_to_an_unknown_point_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown points: z"):
        build_schematic([point("a", 0)], [segment(1, "a", "z")], INFO)
