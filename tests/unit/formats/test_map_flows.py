from dataclasses import replace

from routing.formats.map_flows import build_pieces, leg_lines
from routing.geo import LonLat
from tests.unit.formats.plans import FAR, HUB, VILLAGE, small_route


def test_the_line_is_cut_at_the_stops() -> None:
    lines = leg_lines(small_route())
    assert lines == [(), (HUB, VILLAGE), (), (VILLAGE, FAR), (FAR, VILLAGE, HUB)]


def test_a_stop_beside_the_line_cuts_it_where_it_comes_closest() -> None:
    route = small_route()
    beside = replace(route.stops[1], lonlat=LonLat(VILLAGE.lon + 0.004, VILLAGE.lat))
    route = replace(route, stops=(route.stops[0], beside, *route.stops[2:]))
    assert leg_lines(route)[1] == (HUB, VILLAGE)


def test_a_route_without_a_line_has_no_legs_to_draw() -> None:
    assert leg_lines(replace(small_route(), geometry=())) == [()] * 5


def test_what_is_carried_adds_up_over_both_directions() -> None:
    pieces = {frozenset((a, b)): loads for a, b, loads in build_pieces([small_route()], _vehicle)}
    # Out empty to the village, 350 kg on to the far one, 1,250.5 kg all the way back.
    assert pieces[frozenset((HUB, VILLAGE))] == (("truck#1", 0 + 1_250_500),)
    assert pieces[frozenset((VILLAGE, FAR))] == (("truck#1", 350_000 + 1_250_500),)


def test_groups_keep_their_order_side_by_side() -> None:
    routes = [small_route(number=2), small_route(number=1)]
    for piece in build_pieces(routes, _vehicle):
        assert [group for group, _ in piece.loads_g] == ["truck#2", "truck#1"]
        assert piece.a < piece.b


def _vehicle(route) -> str:
    return route.vehicle
