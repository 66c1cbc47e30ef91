from dataclasses import replace
from xml.etree import ElementTree as ET

from routing.formats.route_profile import list_halts, route_profile_svg
from tests.unit.formats.plans import small_plan

PLAN = small_plan()
ROUTE = PLAN.routes[0]


def words_of(svg: str) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_profile_names_every_halt_and_what_is_fetched_there() -> None:
    words = words_of(route_profile_svg(PLAN, ROUTE))
    assert "truck#1 · thứ Hai 19/05/2025" in words
    assert "06:48 · Xã Mường So · +350 kg" in words
    assert "08:05 · Xã Tung Qua Lìn · +900,5 kg" in words
    assert "09:45 · Kho Lai Châu · dỡ 1.250,5 kg" in words


def test_its_head_adds_up_the_climbs() -> None:
    # Up 1060 + 510, down 510 + 1060.
    assert any(
        "lên 1.570 m · xuống 1.570 m" in line for line in words_of(route_profile_svg(PLAN, ROUTE))
    )


def test_stops_at_one_place_are_one_halt() -> None:
    halts = list_halts(ROUTE)
    assert [halt.along_m for halt in halts] == [0, 23_800, 48_950, 97_900]
    assert [len(halt.stops) for halt in halts] == [1, 2, 1, 1]


def test_the_credit_and_the_schematic_mark_are_shown() -> None:
    note = words_of(route_profile_svg(PLAN, ROUTE))[-1]
    assert "© OpenStreetMap contributors" in note
    assert "giản lược" in note
    real = words_of(route_profile_svg(replace(PLAN, schematic=False), ROUTE))[-1]
    assert "giản lược" not in real


def test_a_route_without_heights_says_so() -> None:
    words = words_of(route_profile_svg(PLAN, replace(ROUTE, elevation=())))
    assert "Không có số liệu độ cao cho tuyến này" in words


def test_strange_names_stay_well_formed() -> None:
    stops = tuple(replace(stop, place_name="<b>&\x01") for stop in ROUTE.stops)
    assert "06:00 · <b>& · xuất phát" in words_of(
        route_profile_svg(PLAN, replace(ROUTE, stops=stops))
    )


def test_the_same_route_gives_the_same_bytes() -> None:
    assert route_profile_svg(PLAN, ROUTE) == route_profile_svg(PLAN, ROUTE)
