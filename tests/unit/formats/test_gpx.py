from dataclasses import replace
from xml.etree import ElementTree as ET

from routing.formats.gpx import route_gpx
from tests.unit.formats.plans import small_plan

SPACE = {"g": "http://www.topografix.com/GPX/1/1"}


def parsed(**changes: object) -> ET.Element:
    plan = replace(small_plan(), **changes)
    return ET.fromstring(route_gpx(plan, plan.routes[0]))  # noqa: S314 - our own text


def test_every_stop_is_a_waypoint_with_its_time_in_utc() -> None:
    points = parsed().findall("g:wpt", SPACE)
    assert len(points) == 5
    assert points[1].get("lat") == "22.527100"
    assert points[1].findtext("g:name", None, SPACE) == "1 Xã Mường So"
    # 06:48 in Việt Nam is 23:48 of the day before in UTC.
    assert points[1].findtext("g:time", None, SPACE) == "2025-05-18T23:48:00Z"


def test_the_track_follows_the_line_and_says_that_it_is_schematic() -> None:
    track = parsed().find("g:trk", SPACE)
    assert track is not None
    assert len(track.findall("g:trkseg/g:trkpt", SPACE)) == 5
    assert track.findtext("g:type", None, SPACE) == "schematic"
    assert parsed(schematic=False).find("g:trk/g:type", SPACE) is None


def test_the_licence_is_named() -> None:
    rights = parsed().find("g:metadata/g:copyright", SPACE)
    assert rights is not None
    assert rights.get("author") == "OpenStreetMap contributors"


def test_strange_names_stay_well_formed() -> None:
    plan = small_plan()
    stops = tuple(replace(stop, place_name="<a>&\x00") for stop in plan.routes[0].stops)
    route = replace(plan.routes[0], stops=stops)
    root = ET.fromstring(route_gpx(plan, route))  # noqa: S314 - our own text
    assert root.find("g:wpt", SPACE).findtext("g:name", None, SPACE) == "0 <a>&"
