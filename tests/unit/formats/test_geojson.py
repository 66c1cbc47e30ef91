from dataclasses import replace

from shapely.geometry import shape

from routing.formats.geojson import routes_geojson
from tests.unit.formats.plans import small_plan


def test_a_route_is_a_line_followed_by_its_stops() -> None:
    collection = routes_geojson(small_plan())
    kinds = [feature["geometry"]["type"] for feature in collection["features"]]
    assert kinds == ["LineString", *["Point"] * 5] * 2


def test_lines_run_in_longitude_and_latitude() -> None:
    line = routes_geojson(small_plan())["features"][0]
    assert line["geometry"]["coordinates"][0] == [103.4515, 22.3983]
    assert shape(line["geometry"]).is_valid
    assert line["properties"]["pickups"] == 2
    assert line["properties"]["cost_minor"] == 1_020_127


def test_the_credit_and_the_schematic_mark_are_shown() -> None:
    collection = routes_geojson(small_plan())
    assert collection["schematic"] is True
    assert collection["credit"] == "© OpenStreetMap contributors (ODbL)"
    assert "properties" not in collection  # RFC 7946, section 7.1
    assert collection["features"][0]["properties"]["schematic"] is True


def test_a_route_that_never_moves_has_no_line() -> None:
    plan = small_plan()
    still = replace(plan.routes[0], geometry=plan.routes[0].geometry[:1])
    collection = routes_geojson(replace(plan, routes=(still,)))
    assert collection["features"][0]["geometry"] is None
