"""From records and roads to a checked plan, on the embedded sample."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from routing.errors import InputError, NoPathError
from routing.geo import LonLat
from routing.problem.records import (
    ClosureRecord,
    FleetRecord,
    HubRecord,
    HubSlotRecord,
    Location,
    MeetingPlace,
    RequestRecord,
    RequestTerms,
    Source,
)
from routing.problem.request import RequestKind
from routing.problem.verdict import Rule
from routing.service import Network, PlanInputs, find_route, load_network, make_plan
from routing.service.locate import locate
from routing.service.planning import draft_problem
from routing.service.travel import matrix_of_points
from routing.solver.answer import SolveOptions

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = date(2025, 5, 19)
NOON = datetime(2025, 5, 20, 12, tzinfo=ZONE)
OPTIONS = SolveOptions(time_limit_s=3600, steps=20, strict=True)

QL4D_CUT = ClosureRecord(
    id="cut",
    start=datetime(2025, 5, 20, 5, tzinfo=ZONE),
    end=datetime(2025, 6, 1, tzinfo=ZONE),
    road_ref="QL4D",
    km_from=25.3,
    km_to=25.4,
    profiles=frozenset({"light_truck", "truck"}),
)
HUB = HubRecord("hub", Location("lc_city"), "Kho", open_min=360, close_min=1200)
TRUCK = FleetRecord(
    "truck",
    "light_truck",
    "hub",
    capacity_g=1_250_000,
    capacity_ml=7_500_000,
    cost_per_day_minor=400_000,
    cost_per_km_minor=3_000,
    cost_per_hour_minor=50_000,
)


def ask(name: str, place: str, weight_g: int | None = 100_000, **more: object) -> RequestRecord:
    window = {
        "ready": datetime(2025, 5, 19, tzinfo=ZONE),
        "due": datetime(2025, 5, 20, 23, 59, tzinfo=ZONE),
    }
    record = RequestRecord(name, Location(place), **window, weight_g=weight_g)
    return replace(record, **more)  # type: ignore[arg-type]  # fields by name


def week(*requests: RequestRecord, **more: object) -> PlanInputs:
    inputs = PlanInputs((HUB,), (TRUCK,), requests, MONDAY, 2)
    return replace(inputs, **more)  # type: ignore[arg-type]  # fields by name


@pytest.fixture(scope="module")
def network(root: Path) -> Network:
    return load_network(root / "data/roads/lai_chau")


def test_a_plan_serves_neighbours_on_one_trip_and_passes_the_referee(network: Network) -> None:
    outcome = make_plan(network, week(ask("a", "td_giangma"), ask("b", "td_hothau")), OPTIONS)
    assert outcome.plan.violations == ()
    assert [len(route.stops) for route in outcome.plan.routes] == [4]
    assert outcome.summary.plan.served_g == 200_000
    assert outcome.plan.routes[0].geometry[0] == outcome.plan.routes[0].geometry[-1]


def test_a_vehicle_without_any_cost_is_warned_of_by_name(network: Network) -> None:
    free = FleetRecord("free", "light_truck", "hub", 1_250_000, source=Source("fleet.csv", 3))
    hourly = replace(free, id="hourly", cost_per_hour_minor=1)
    inputs = week(ask("a", "td_giangma"), fleet=(TRUCK, free, hourly))
    (warning,) = make_plan(network, inputs, OPTIONS).warnings
    assert (warning.key, warning.file, warning.row) == ("service.no_cost", "fleet.csv", 3)
    assert "free" in warning.message("en")


def test_goods_of_unknown_weight_are_reported_and_not_planned(network: Network) -> None:
    outcome = make_plan(
        network, week(ask("a", "td_giangma"), ask("b", "td_hothau", None)), OPTIONS
    )
    (left_out,) = outcome.plan.dropped
    assert (left_out.request, left_out.weight_g) == ("b", None)
    assert [reason.code for reason in left_out.reasons] == [Rule.UNKNOWN_WEIGHT]


def test_goods_too_heavy_for_any_vehicle_are_split(network: Network) -> None:
    # 3 t in sacks of 25 kg on vehicles of 1.25 t: 1,250 + 1,250 + 500 kg.
    heavy = ask("a", "td_giangma", 3_000_000, pack_g=25_000)
    fleet = (replace(TRUCK, count=2),)
    outcome = make_plan(network, week(heavy, fleet=fleet), OPTIONS)
    stops = [stop for route in outcome.plan.routes for stop in route.stops if stop.request]
    assert sorted(stop.weight_g for stop in stops) == [500_000, 1_250_000, 1_250_000]
    assert {stop.parts for stop in stops} == {3}


def test_kept_days_stay_as_driven_and_the_rest_goes_round_a_cut_road(network: Network) -> None:
    tuesday = datetime(2025, 5, 20, tzinfo=ZONE)
    requests = (ask("a", "td_giangma", due=tuesday), ask("b", "pt_muongso", ready=tuesday))
    before = make_plan(network, week(*requests), OPTIONS)
    cut = week(*requests, closures=(QL4D_CUT,))
    after = make_plan(network, cut, OPTIONS, base=before, keep_days=1, version=2)
    assert after.plan.violations == ()
    assert after.plan.routes[0] == before.plan.routes[0]
    # 23.8 km by QL4D become 34.7 km by ĐT130, both ways.
    assert before.plan.routes[1].distance_m == 2 * 23_800
    assert after.plan.routes[1].distance_m == 2 * 34_700


def test_every_fault_of_the_inputs_is_told_at_once(network: Network) -> None:
    bad = week(
        ask("a", "Xã Không Có"),
        ask("b", "td_hothau", hub="nowhere"),
        fleet=(replace(TRUCK, profile="plane"), replace(TRUCK, id="big", capacity_g=2_000_000)),
        closures=(replace(QL4D_CUT, road_ref="QL99"),),
    )
    with pytest.raises(InputError) as caught:
        make_plan(network, bad, OPTIONS)
    assert len(caught.value.faults) == 5


def test_a_place_no_vehicle_may_reach_is_an_outcome(network: Network) -> None:
    # Only motorbikes reach Sì Thâu Chải's upper path from Tam Đường; a 5 t truck has no way in.
    truck = replace(TRUCK, profile="truck", capacity_g=5_000_000)
    outcome = make_plan(network, week(ask("a", "v_sithauchai"), fleet=(truck,)), OPTIONS)
    (left_out,) = outcome.plan.dropped
    assert {reason.code for reason in left_out.reasons} <= {Rule.REACHABLE, Rule.CLASS_ACCESS}
    assert outcome.plan.routes == ()


def test_a_position_goes_to_the_nearest_place_and_says_so(network: Network) -> None:
    site = locate(network, Location(lonlat=LonLat(103.452, 22.399)))
    assert site.place == "lc_city"
    assert len(site.notes) == 1
    with pytest.raises(InputError):
        locate(network, Location(lonlat=LonLat(110.0, 22.0)))


def test_a_closed_road_changes_a_route_only_while_it_is_closed(network: Network) -> None:
    ends = Location("lc_city"), Location("pt_muongso")
    path, _, _ = find_route(network, "truck", *ends, at=NOON, closures=(QL4D_CUT,))
    assert path.distance_m == 34_700
    earlier = datetime(2025, 5, 20, 4, tzinfo=ZONE)
    path, _, _ = find_route(network, "truck", *ends, at=earlier, closures=(QL4D_CUT,))
    assert path.distance_m == 23_800
    path, _, _ = find_route(network, "motorbike", *ends, at=NOON, closures=(QL4D_CUT,))
    assert path.distance_m == 23_800


def test_a_route_nobody_can_drive_is_an_error(network: Network) -> None:
    with pytest.raises(NoPathError):
        find_route(network, "truck", Location("lc_city"), Location("v_sithauchai"), at=NOON)


def test_a_matrix_of_points_knows_its_sites(network: Network) -> None:
    points = [Location("lc_city"), Location("Mường So, Phong Thổ"), Location("v_sithauchai")]
    matrix, sites = matrix_of_points(network, "truck", points, at=NOON)
    assert [site.place for site in sites] == ["lc_city", "pt_muongso", "v_sithauchai"]
    assert matrix.distance_m[0, 1] == 23_800
    assert not matrix.reaches(0, 2)


def test_a_village_behind_a_closed_road_is_left_out_because_of_it(network: Network) -> None:
    # The only road to Mồ Sì San from the south, and the two that lead on from it.
    closed = replace(
        QL4D_CUT,
        road_ref="",
        km_from=None,
        km_to=None,
        start=datetime(2025, 5, 18, tzinfo=ZONE),
        polygon="POLYGON((103.36 22.735,103.40 22.735,103.40 22.765,103.36 22.765,103.36 22.735))",
    )
    outcome = make_plan(network, week(ask("a", "pt_mosisan"), closures=(closed,)), OPTIONS)
    (left_out,) = outcome.plan.dropped
    assert [reason.code for reason in left_out.reasons] == [Rule.CLOSED_ROAD]


# What tables ask for beyond fetching.


def test_second_stops_and_other_places_are_found_on_the_roads(network: Network) -> None:
    pair = RequestTerms("pair", to=Location("td_hothau"))
    places = (MeetingPlace(Location("td_banbo"), 20_000), MeetingPlace(Location("td_hothau")))
    inputs = week(
        ask("a", "td_giangma", terms=RequestTerms(alternatives=places)),
        ask("b", "td_giangma", terms=pair),
        hub_slots=(HubSlotRecord("hub", 600, 660, vehicles=1),),
    )
    problem = draft_problem(network, inputs)
    found = {one.id: problem.stops[one.stop].place for one in problem.requests}
    assert found == {
        "a": "td_giangma",
        "a@td_banbo": "td_banbo",
        "a@td_hothau": "td_hothau",
        "b": "td_giangma",
    }
    to = problem.requests[-1].to
    assert problem.requests[-1].kind is RequestKind.PAIR
    assert to is not None
    assert problem.stops[to.stop].place == "td_hothau"
    assert len(problem.hubs[0].slots) == 2


def test_an_unknown_second_stop_is_told_with_the_other_places(network: Network) -> None:
    nowhere = RequestTerms("pair", to=Location("Bản Không Có"))
    with pytest.raises(InputError) as caught:
        draft_problem(network, week(ask("a", "Đâu Đó", terms=nowhere)))
    assert len(caught.value.faults) == 2
