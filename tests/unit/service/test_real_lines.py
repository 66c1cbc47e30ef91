"""Plans, routes and matrices on roads with real lines: stops within edges, turns banned."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from routing.errors import InputError
from routing.problem.horizon import Horizon
from routing.problem.records import ClosureRecord, FleetRecord, HubRecord, Location, RequestRecord
from routing.problem.verdict import Rule
from routing.roads.conditions import Conditions
from routing.roads.engines import Table
from routing.roads.hierarchy_engine import HierarchyEngine
from routing.roads.km_posts import KmPosts
from routing.roads.places import PlaceIndex, load_places
from routing.roads.profiles import load_profiles
from routing.roads.road_points import RoadPoint
from routing.roads.turns import TurnBans
from routing.roads.vocabulary import access_bit
from routing.service import Network, PlanInputs, find_route, make_plan, matrix_of_points
from routing.service.locate import find_points, get_points, locate
from routing.service.travel import Travel
from routing.solver.answer import SolveOptions
from routing.solver.insertion.candidate import CELLS
from tests.unit.roads.hills import LOCAL
from tests.unit.roads.streets import crossing, edge, lonlat

DAY = date(2025, 12, 1)
NOON = datetime(2025, 12, 1, 12, tzinfo=LOCAL)
OPTIONS = SolveOptions(time_limit_s=3600, steps=20, strict=True)
TRUCK = FleetRecord("t", "truck", "hub", capacity_g=5_000_000, capacity_ml=30_000_000)

WEST = Location(lonlat=lonlat(-1000, 0))
LOW = Location(lonlat=lonlat(30, 300))
"""On the street north of the crossing, 300 m along it."""
HIGH = Location(lonlat=lonlat(-30, 700))


def closed(*edge_ids: str) -> ClosureRecord:
    return ClosureRecord(
        "c", NOON - timedelta(days=1), NOON + timedelta(days=1), edge_ids=edge_ids
    )


@cache
def network() -> Network:
    """The crossing, where trucks from the west may not turn north."""
    ids = [edge(crossing(), each) for each in ("1:W:X", "3:X:N")]
    bits = np.full(2, access_bit("truck"), np.uint8)
    bans = TurnBans(np.zeros(2, np.int32), np.array(ids, np.int32), bits, np.zeros(2, np.uint8))
    graph = replace(crossing(), turns=bans)
    return Network(graph, PlaceIndex(()), load_profiles(), KmPosts(()))


def inputs(*requests: Location, closures: tuple[ClosureRecord, ...] = ()) -> PlanInputs:
    hub = HubRecord("hub", WEST, "Kho", open_min=360, close_min=1200)
    asked = tuple(
        RequestRecord(f"r{i}", each, ready=NOON, due=NOON + timedelta(hours=2), weight_g=1000)
        for i, each in enumerate(requests)
    )
    return PlanInputs((hub,), (TRUCK,), asked, DAY, closures=closures)


def test_a_route_begins_and_ends_within_edges() -> None:
    path, start, goal = find_route(network(), "motorbike", LOW, HIGH, at=NOON)
    assert path.distance_m == pytest.approx(400, abs=2)
    assert path.points[0] == pytest.approx(lonlat(0, 300), abs=1e-6)
    assert (start.offset_m, goal.offset_m) == pytest.approx((30, 30), abs=0.5)


def test_a_matrix_counts_parts_of_edges_and_keeps_turn_bans() -> None:
    free, _ = matrix_of_points(network(), "motorbike", [WEST, LOW, HIGH], at=NOON)
    assert free.distance_m[0] == pytest.approx([0, 1300, 1700], abs=1)
    bound, _ = matrix_of_points(network(), "truck", [WEST, LOW, HIGH], at=NOON)
    # Over the crossing, back from the end of a street 1 km away, and right.
    assert bound.distance_m[0] == pytest.approx([0, 3300, 3700], abs=1)
    assert bound.distance_m[1:].tolist() == free.distance_m[1:].tolist()


def test_a_plan_stops_within_edges_and_the_referee_drives_there_too() -> None:
    outcome = make_plan(network(), inputs(LOW, HIGH), OPTIONS)
    assert outcome.plan.violations == ()
    (route,) = outcome.plan.routes
    # Out with the long way round the banned turn, home by the short way.
    assert route.distance_m == pytest.approx(3700 + 1700, abs=3)
    assert len({stop.place for stop in route.stops}) == 3
    assert len(route.geometry) > 4


def test_the_referee_finds_paths_without_the_router() -> None:
    sites = [locate(network(), each) for each in (WEST, LOW, HIGH)]
    horizon = Horizon(DAY, 1)
    travel = Travel(network(), Conditions("dry"), horizon, [TRUCK], sites)
    matrix = travel.matrix_of_day("truck", 0)
    for i in range(3):
        for j in range(3):
            said = int(matrix.duration_s[i, j]), int(matrix.distance_m[i, j])
            assert travel.find_leg_cost(matrix, i, j) == said


def test_a_place_that_is_no_stop_is_joined_as_a_stop_would_be() -> None:
    sites = [locate(network(), each) for each in (WEST, LOW, HIGH)]
    fleet = [TRUCK, replace(TRUCK, id="m", profile="motorbike", capacity_g=70_000)]
    horizon, dry = Horizon(DAY, 1), Conditions("dry")
    whole = Travel(network(), dry, horizon, fleet, sites)
    fewer = Travel(network(), dry, horizon, fleet, sites[:2])
    matrices = [fewer.matrix_of_day(each.profile, 0) for each in fleet]
    spot = fewer.find_spot(sites[2], matrices)
    for k, record in enumerate(fleet):
        known = whole.matrix_of_day(record.profile, 0)
        for c, name in enumerate(CELLS):
            table = getattr(known, name)
            assert spot.to[k, :, c].tolist() == table[:2, 2].tolist()
            assert spot.back[k, :, c].tolist() == table[2, :2].tolist()


def test_the_referee_is_not_fooled_by_a_wrong_table(monkeypatch: pytest.MonkeyPatch) -> None:
    right = HierarchyEngine.table

    def wrong(self: HierarchyEngine, *ends: Sequence[RoadPoint]) -> Table:
        table = right(self, *ends)
        return replace(table, distance_m=np.maximum(table.distance_m - 7, 0))

    monkeypatch.setattr(HierarchyEngine, "table", wrong)
    outcome = make_plan(replace(network()), inputs(LOW), OPTIONS)
    assert {(each.rule, each.amount) for each in outcome.plan.violations} == {(Rule.LEG, 7)}


def test_a_stop_whose_every_road_is_closed_is_left_out_because_of_it() -> None:
    north = closed("3:X:N", "3:N:X", "7:F:G", "7:G:F")
    far = Location(lonlat=lonlat(0, 1900))
    outcome = make_plan(network(), inputs(far, closures=(north,)), OPTIONS)
    (left_out,) = outcome.plan.dropped
    assert [reason.code for reason in left_out.reasons] == [Rule.CLOSED_ROAD]
    with pytest.raises(InputError, match="1000 m"):
        find_route(network(), "truck", WEST, far, at=NOON, closures=(north,))


def test_a_closed_road_sends_a_stop_to_the_next_open_one_near() -> None:
    shut = closed("3:X:N", "3:N:X")
    path, _, _ = find_route(network(), "motorbike", WEST, LOW, at=NOON, closures=(shut,))
    # East of the crossing, as far as the village lies east of its street.
    assert path.distance_m == pytest.approx(1030, abs=1)
    assert path.points[-1] == pytest.approx(lonlat(30, 0), abs=1e-6)


def test_a_position_far_from_roads_is_a_fault_that_names_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        locate(network(), Location(lonlat=lonlat(-3500, 0)))
    (fault,) = caught.value.faults
    assert fault.key == "roads.no_road_near"
    assert "QL1 (2500 m)" in str(caught.value)


def test_sites_beyond_the_radius_have_no_point_and_all_are_named() -> None:
    router = network().routers.get("truck", Conditions("dry"))
    far = [replace(locate(network(), LOW), lonlat=lonlat(-9000, north)) for north in (0, 50)]
    assert find_points(router, far) == [None, None]
    with pytest.raises(InputError) as caught:
        get_points(router, far)
    assert len(caught.value.faults) == 2


def test_a_place_that_is_no_node_stands_on_its_road(tmp_path: Path) -> None:
    header = "id,name,other_names,near,kind,district,province,commune_2025,lon,lat,elevation_m"
    spot = lonlat(10, 600)
    rows = [f"v1,Bản Cao,,,village,,,,{spot.lon},{spot.lat},0,", "W,Kho Tây,,,market,,,,1,1,0,"]
    text = "\n".join([f"{header},population_2019", *rows])
    (tmp_path / "places.csv").write_text(text, "utf-8")
    graph = network().graph
    places = load_places(tmp_path, graph)
    assert [graph.node_id(place.node) for place in places] == ["N", "W"]
    known = replace(network(), places=places)
    path, _, _ = find_route(known, "motorbike", Location("W"), Location("Bản Cao"), at=NOON)
    assert path.distance_m == pytest.approx(1600, abs=1)
