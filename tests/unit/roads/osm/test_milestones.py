"""Kilometre posts of a file: where they stand, the spans between them, closures by them."""

from pathlib import Path

import pytest

from routing.roads.closures import resolve_closures
from routing.roads.graph import RoadGraph
from routing.roads.km_posts import KmPosts, KmSpan, load_km_posts, save_km_posts
from routing.roads.osm.milestone_spans import BASIS
from routing.roads.osm.milestones import read_milestone
from routing.roads.osm.report import ImportReport
from routing.roads.osm.write_folder import write_import
from routing.roads.places import PlaceIndex
from tests.unit.roads.osm.little import Osm
from tests.unit.roads.test_closures import Stated

ROAD = {"highway": "primary", "ref": "QL4D"}
KM = 0.009
"""Degrees of a kilometre northwards."""


def posts(*said: tuple[int, str]) -> Osm:
    """Nodes 1 to 5 a kilometre apart on QL4D, some of them posts."""
    osm = Osm()
    for node in range(1, 6):
        osm.node(node, 103, 22 + node * KM)
    for node, km in said:
        osm.node(node, 103, 22 + node * KM, highway="milestone", distance=km)
    return osm.way(5, [1, 2, 3, 4, 5], ROAD)


def close(graph: RoadGraph, report: ImportReport, km_from: float, km_to: float) -> set[str]:
    said = Stated(road_ref="QL4D", km_from=km_from, km_to=km_to, direction="forward")
    (found,) = resolve_closures([said], graph, PlaceIndex(()), KmPosts(report.km_spans))
    return set(found.edge_ids)


@pytest.mark.parametrize(
    ("tags", "read"),
    [
        ({"distance": "25"}, ("", 25)),
        ({"distance": "25.5", "ref": "QL4D"}, ("QL4D", 25.5)),
        ({"distance": "Km 25+300"}, ("", 25.3)),
        ({"pk": "12,4 km"}, ("", 12.4)),
        ({"name": "Km12"}, ("", 12)),
        ({"distance": "far"}, "milestone distance=far"),
        ({"name": "Sa Pa 12"}, "milestone name=Sa Pa 12"),
        ({}, "highway=milestone"),
    ],
)
def test_what_a_post_says(tags: dict[str, str], read: tuple[str, float] | str) -> None:
    assert read_milestone({"highway": "milestone", **tags}) == read
    assert read_milestone(tags) is None


def test_posts_cut_their_road_and_the_road_between_them_is_a_span(tmp_path: Path) -> None:
    graph, report = posts((2, "22"), (4, "24")).build(tmp_path)
    assert graph.find_edge("5:2:4") is not None
    assert report.km_spans == (KmSpan("QL4D", "2", "4", 22, 24, BASIS),)
    assert close(graph, report, 22.5, 22.6) == {"5:2:4"}


def test_only_the_edges_between_the_kilometres_said_are_closed(tmp_path: Path) -> None:
    osm = posts((1, "21"), (5, "25")).way(6, [3, 30], {"highway": "tertiary"})
    graph, report = osm.way(7, [4, 40], {"highway": "tertiary"}).build(tmp_path)
    assert close(graph, report, 21, 22.9) == {"5:1:3"}
    assert close(graph, report, 22.9, 23.1) == {"5:1:3", "5:3:4"}
    assert close(graph, report, 23.5, 23.5) == {"5:3:4"}
    assert close(graph, report, 25, 25) == {"5:4:5"}
    assert close(graph, report, 21, 25) == {"5:1:3", "5:3:4", "5:4:5"}


def test_a_post_beside_the_road_stands_at_its_nearest_point(tmp_path: Path) -> None:
    osm = posts((2, "22")).node(90, 103.0002, 22 + 3 * KM, highway="milestone", distance="23")
    _, report = osm.build(tmp_path)
    assert [(span.from_id, span.to_id) for span in report.km_spans] == [("2", "3")]


@pytest.mark.parametrize(
    "stone",
    [
        {"lon": 103.01},
        {"lon": 103.0002, "ref": "QL12"},
    ],
)
def test_a_post_of_no_road_is_counted(tmp_path: Path, stone: dict[str, object]) -> None:
    osm = posts((2, "22"))
    tags = {"highway": "milestone", "distance": "23", "ref": str(stone.get("ref", ""))}
    osm.node(90, float(str(stone["lon"])), 22 + 3 * KM, **tags)
    _, report = osm.build(tmp_path)
    assert report.km_spans == ()
    assert [each.count for each in report.dropped if each.reason == "post_not_on_road"] == [1]


def test_a_post_beside_a_road_of_two_numbers_must_say_whose_it_is(tmp_path: Path) -> None:
    for ref, spans in (("", 0), ("QL12", 1)):
        osm = Osm()
        for node in (1, 2):
            said = {"highway": "milestone", "distance": str(node), "ref": ref}
            osm.node(node, 103, 22 + node * KM, **said)
        osm.way(5, [1, 2], {"highway": "primary", "ref": "QL4D;QL12"})
        _, report = osm.build(tmp_path)
        assert [span.road_ref for span in report.km_spans] == ["QL12"] * spans


def test_posts_that_disagree_with_the_road_make_no_span(tmp_path: Path) -> None:
    _, report = posts((1, "21"), (2, "22"), (4, "29"), (5, "30")).build(tmp_path)
    assert [(span.km_low, span.km_high) for span in report.km_spans] == [(21, 22), (29, 30)]


def test_unreadable_posts_are_told(tmp_path: Path) -> None:
    _, report = posts((2, "far")).build(tmp_path)
    assert report.unread == ("milestone distance=far (1)",)


def test_posts_are_kept_with_the_folder_and_a_users_own_win(tmp_path: Path) -> None:
    graph, report = posts((2, "22"), (4, "24")).build(tmp_path)
    write_import(graph, report, tmp_path / "roads")
    assert load_km_posts(tmp_path / "roads").spans == report.km_spans
    own = (KmSpan("ql4d", "1", "2", 21, 22, "measured"), KmSpan("QL1", "a", "b", 1, 2, ""))
    save_km_posts(own, tmp_path / "roads" / "km_posts.csv")
    assert load_km_posts(tmp_path / "roads").spans == own
    # The next import keeps the user's own and forgets posts that are gone.
    graph, report = posts().build(tmp_path)
    write_import(graph, report, tmp_path / "roads")
    assert load_km_posts(tmp_path / "roads").spans == own
    assert not (tmp_path / "roads" / "km_posts_osm.csv").exists()
