from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from routing.formats.map_colours import shades
from routing.formats.map_names import short_name, words_width_pt
from routing.formats.map_scene import build_scene
from routing.formats.plan_map import draw_day_map, draw_plan_map
from routing.roads.graph import RoadGraph
from routing.roads.places import PlaceIndex, load_places
from routing.roads.store import load_roads
from tests.unit.formats.plans import FAR, HUB, VILLAGE, small_plan, small_route

PLAN = small_plan()


@pytest.fixture(scope="module")
def graph(root: Path) -> RoadGraph:
    return load_roads(root / "data" / "roads" / "lai_chau")


@pytest.fixture(scope="module")
def places(root: Path, graph: RoadGraph) -> PlaceIndex:
    return load_places(root / "data" / "roads" / "lai_chau", graph)


def test_the_same_plan_gives_the_same_pictures(graph, places, tmp_path) -> None:
    once = draw_plan_map(PLAN, graph, places, [0], tmp_path / "once")
    again = draw_plan_map(PLAN, graph, places, [0], tmp_path / "again")
    assert [path.name for path in once] == ["once.png", "once.svg"]
    for one, other in zip(once, again, strict=True):
        assert one.read_bytes() == other.read_bytes()
    with Image.open(once[0]) as picture:
        assert picture.width > 2000
        assert len(picture.convert("RGB").getcolors(maxcolors=2**20) or ()) > 100


def test_a_day_shows_only_its_routes(graph, places, tmp_path, monkeypatch) -> None:
    shown: list[tuple[str, ...]] = []

    def note(routes, lang, **options):
        shown.append(tuple(route.id for route in routes))
        return build_scene(routes, lang, **options)

    monkeypatch.setattr("routing.formats.plan_map.build_scene", note)
    draw_day_map(PLAN, 1, graph, places, [], tmp_path / "day", "en")
    assert shown == [(PLAN.routes[1].id,)]
    assert (tmp_path / "day.svg").exists()


def test_a_plan_without_routes_is_still_a_map(graph, places, tmp_path) -> None:
    empty = replace(PLAN, routes=(), dropped=())
    png, _ = draw_plan_map(empty, graph, places, [], tmp_path / "empty")
    assert png.stat().st_size > 10_000


def test_several_days_are_coloured_by_hub_and_one_by_vehicle() -> None:
    routes = (small_route(number=1), small_route(number=2))
    by_hub = build_scene(routes, "vi", by_vehicle=False)
    by_vehicle = build_scene(routes, "vi", by_vehicle=True)
    assert list(by_hub.colours) == ["lai_chau"]
    assert len(set(by_vehicle.colours.values())) == 2
    assert [name for _, name, _ in by_vehicle.legend[0].rows] == ["truck#1", "truck#2"]
    assert by_hub.legend[0].rows == ()


def test_a_hub_keeps_its_mark_and_colour_on_days_without_the_others() -> None:
    other = replace(small_route(number=2), start_hub="a_hub")
    week = (other, small_route())
    whole = build_scene(week, "vi", by_vehicle=False)
    day = build_scene(week[1:], "vi", by_vehicle=True, all_routes=week)
    assert day.colours[week[1].id] == shades(whole.colours["lai_chau"], 1)[0]
    assert day.hubs == whole.hubs
    assert len(day.legend) == 1


def test_vehicles_stand_in_the_order_people_count() -> None:
    routes = [small_route(number=number) for number in (10, 2, 1)]
    scene = build_scene(routes, "vi", by_vehicle=True)
    assert [name for _, name, _ in scene.legend[0].rows] == ["truck#1", "truck#2", "truck#10"]


def test_a_scene_adds_up_what_is_fetched_at_each_place() -> None:
    scene = build_scene((small_route(number=1), small_route(number=2)), "vi", by_vehicle=False)
    assert {lonlat: spot.weight_g for lonlat, spot in scene.stops.items()} == {
        VILLAGE: 700_000,
        FAR: 1_801_000,
    }
    assert [spot.name for spot in scene.hubs.values()] == ["Kho Lai Châu"]
    assert list(scene.hubs) == [HUB]
    assert scene.legend[0].facts == "2 chuyến · 2.501 kg"


def test_names_are_written_as_on_maps() -> None:
    assert short_name("Xã Mường So") == "Mường So"
    assert short_name("Thị trấn Phong Thổ") == "TT. Phong Thổ"
    assert short_name("Kho Phong Thổ (Pa So)") == "Kho Phong Thổ"
    assert short_name("Bản Hon") == "Bản Hon"


def test_every_vietnamese_letter_has_a_glyph(recwarn) -> None:
    letters = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(
        "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
    )
    assert words_width_pt(letters, 10, bold=False) > 300
    assert not recwarn.list


def test_one_day_is_drawn_under_any_name(graph, places, tmp_path) -> None:
    one_day = replace(PLAN, horizon=replace(PLAN.horizon, days=1), routes=PLAN.routes[:1])
    png, svg = draw_plan_map(one_day, graph, places, [], tmp_path / "one.day")
    assert png.name == "one.day.png"
    assert svg.read_text("utf-8").startswith("<?xml")
