"""Quotes for the whole way: lanes, meeting points, values, goods in parts; kept as agreed."""

from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.identity import new_id
from api.jobs.searcher import Worker
from api.knowledge import Knowledge
from tests.api.conftest import hub, pickup, put_in_force, vehicle
from tests.api.living_days import DAY, act, quote

LANES = """id,hub,gateway,zone,truck,days,depart,cutoff_min,transit_days,capacity_kg,price_per_kg
l1,pt,Nội Bài,Hà Nội,t1,,20:00,60,2,400,2000
l2,pt,Nội Bài,Bắc Ninh,t1,,20:00,60,2,400,2500
"""


@pytest.fixture
def knowledge(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, demo=True)


@pytest.fixture
def living(client: TestClient, worker: Worker) -> TestClient:
    """A hub with two trucks a day, a plan of two days in force, and a truck to Hà Nội."""
    for path, body in [
        ("hubs", hub("pt", place="Thị trấn Phong Thổ")),
        ("vehicles", vehicle("xe", capacity_kg=500, count=2)),
        ("requests", pickup("R1", place="Mường So", weight_kg=100, due=DAY)),
    ]:
        assert client.post(f"/api/v1/{path}", json=body).status_code == 201
    assert import_lanes(client, LANES).status_code == 200
    put_in_force(client, worker)
    return client


def import_lanes(client: TestClient, table: str) -> Any:
    files = {"file": ("lanes.csv", table.encode())}
    headers = {"Idempotency-Key": new_id("k")}
    return client.post("/api/v1/lanes/import", files=files, headers=headers)


def standard(offer: dict[str, Any], day: str = DAY, mark: str = "") -> dict[str, Any]:
    name = f"standard-{day}{mark}"
    return next(option for option in offer["options"] if option["option_id"] == name)


def choose(client: TestClient, verb: str, offer: dict[str, Any], option: dict[str, Any]) -> Any:
    return act(client, verb, {**offer, "options": [option]})


def amounts(option: dict[str, Any]) -> dict[str, int]:
    return {line["code"]: line["amount"]["amount"] for line in option["lines"]}


def test_a_promise_covers_the_lane_and_a_full_truck_pushes_it(living: TestClient) -> None:
    asked = {"weight_kg": 250, "due": DAY, "destination": "ha noi"}
    first, second = quote(living, **asked), quote(living, **{**asked, "destination": "Bắc Ninh"})
    departure = standard(first)["departure"]
    assert (departure["lane"], departure["arrives_on"]) == ("l1", "2025-05-21")
    assert departure["leaves_at"] == "2025-05-19T20:00:00+07:00"
    assert amounts(standard(first))["LINEHAUL"] == 500_000
    taken = choose(living, "accept", first, standard(first))
    assert taken.status_code == 201, taken.text
    assert taken.json()["departure"] == departure
    beaten = choose(living, "hold", second, standard(second))  # one truck carries for both zones
    assert (beaten.status_code, beaten.json()["code"]) == (409, "QUOTE_BEATEN")
    fresh = standard(beaten.json()["quote"])
    assert fresh["departure"]["arrives_on"] == "2025-05-22"
    living.post(f"/api/v1/bookings/{taken.json()['id']}/cancel")
    assert standard(quote(living, **asked))["departure"] == departure


def test_an_estimate_is_for_the_whole_way_too(living: TestClient) -> None:
    offer = quote(living, ready="2025-08-04", destination="Hà Nội")
    [option] = offer["options"]
    assert offer["estimate"] is True
    assert option["departure"]["arrives_on"] == "2025-08-06"
    assert amounts(option)["LINEHAUL"] == 100_000


def test_where_no_lane_goes_is_said(living: TestClient) -> None:
    refused = quote(living, destination="Huế")["error"]["errors"]
    assert [each["key"] for each in refused] == ["trade.no_lane"]
    full = quote(living, weight_kg=450, destination="Hà Nội")["error"]["errors"]
    assert [each["key"] for each in full] == ["trade.no_departure"]


def test_lanes_are_replaced_whole_or_not_at_all(living: TestClient) -> None:
    wrong = LANES + "l3,nope,X,Huế,,,20:00,60,2,,\n"
    answer = import_lanes(living, wrong)
    assert [each["key"] for each in answer.json()["errors"]] == ["builder.unknown_hub"]
    assert [each["id"] for each in living.get("/api/v1/lanes").json()["items"]] == ["l1", "l2"]
    offer = quote(living, destination="Hà Nội")
    assert import_lanes(living, LANES.splitlines()[0] + "\n").json()["imported"] == 0
    gone = choose(living, "accept", offer, standard(offer))
    assert (gone.status_code, gone.json()["code"]) == (409, "QUOTE_BEATEN")


def test_values_and_a_meeting_point_are_lines_of_the_price_and_kept(living: TestClient) -> None:
    vnd = {"currency": "VND"}
    asked = {
        "from": "v_huoien",
        "meeting_points": ["Mường So"],
        "declared_value": {"amount": 3_000_000, **vnd},
        "cod": {"amount": 900_000, **vnd},
    }
    offer = quote(living, **asked)
    door, met = standard(offer), standard(offer, mark="@1")
    assert (door["meeting_point"], met["meeting_point"]) == ("", "Mường So")
    assert amounts(door)["INSURANCE"] == 10_000  # half a percent above the first million
    assert amounts(door)["COD"] == 9_000
    assert amounts(met)["CARRY"] < 0
    assert met["price"]["amount"] < door["price"]["amount"]
    booking = choose(living, "accept", offer, met).json()
    assert booking["meeting_point"] == "Mường So"
    assert booking["price"] == met["price"]
    assert (booking["declared_value"]["amount"], booking["cod"]["amount"]) == (3_000_000, 900_000)
    request = living.get(f"/api/v1/requests/{booking['id']}").json()
    assert request["place"] == "Mường So"


def test_goods_too_big_for_one_vehicle_are_booked_in_parts(living: TestClient) -> None:
    offer = quote(living, product="rice_sengcu", weight_kg=750, due=DAY)
    assert offer["estimate"] is False
    booking = choose(living, "accept", offer, standard(offer)).json()
    carried = []
    for unit in ("xe#1", "xe#2"):
        where = {"date": DAY, "vehicle": unit}
        stops = living.get("/api/v1/driver/route", params=where).json()["stops"]
        items = [item for stop in stops for item in stop["items"]]
        carried += [item["weight_g"] for item in items if item["booking_id"] == booking["id"]]
    assert len(carried) > 1
    assert sum(carried) == offer["chargeable_kg"] * 1000


def test_money_is_of_the_area(living: TestClient) -> None:
    refused = quote(living, cod={"amount": 5, "currency": "USD"})["error"]["errors"]
    assert [each["key"] for each in refused] == ["api.bad_currency"]
