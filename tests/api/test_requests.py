"""Requests: booked one by one or by the file, edited, cancelled."""

import csv
import io
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import Workbook

from tests.api.conftest import hub, pickup

COLUMNS = ["id", "place", "product", "count", "weight_kg", "ready", "due", "hub", "windows"]
GOOD = ["R1", "Sin Suối Hồ", "tea_shan", "", "120", "2025-05-19", "2025-05-21", "", "07:00-11:00"]


def sheet(*rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *rows])
    return out.getvalue().encode()


def upload(client: TestClient, content: bytes, *, key: str = "k1", name: str = "r.csv") -> Any:
    headers = {"Idempotency-Key": key}
    return client.post("/api/v1/requests/import", files={"file": (name, content)}, headers=headers)


def test_a_request_reads_back_with_its_times_local(client: TestClient) -> None:
    body = pickup("R1", windows=[{"start": "07:00", "end": "11:00"}], contact_name="Giàng A Páo")
    assert client.post("/api/v1/requests", json=body).status_code == 201
    read = client.get("/api/v1/requests/R1").json()
    assert read["state"] == "booked"
    assert read["ready"] == "2025-05-19T00:00:00+07:00"
    assert read["due"] == "2025-05-20T23:59:59+07:00"  # the last second of the 20th
    assert read["windows"] == [{"start": "07:00", "end": "11:00"}]
    assert (read["weight_kg"], read["contact_name"]) == (120, "Giàng A Páo")


def test_one_by_one_and_by_the_file_mean_the_same(client: TestClient) -> None:
    upload(client, sheet(GOOD))
    body = pickup("R2", product="tea_shan", due="2025-05-21")
    body["windows"] = [{"start": "07:00", "end": "11:00"}]
    client.post("/api/v1/requests", json=body)
    first, second = (client.get(f"/api/v1/requests/{name}").json() for name in ("R1", "R2"))
    for read in (first, second):
        for name in ("id", "created_at", "updated_at"):
            del read[name]
    assert first == second


def test_packs_of_a_product_give_weight_and_volume(client: TestClient) -> None:
    body = pickup("R1", product="tea_shan", count=12)
    del body["weight_kg"]
    read = client.post("/api/v1/requests", json=body).json()
    assert read["weight_kg"] == 120  # 12 packs of 10 kg
    assert read["volume_m3"] == pytest.approx(120 / 170, abs=1e-6)  # 170 kg a cubic metre
    assert read["derived"] == ["volume_ml", "weight_g"]


def test_an_unknown_weight_is_kept_as_unknown(client: TestClient) -> None:
    read = client.post("/api/v1/requests", json=pickup("R1", weight_kg=None)).json()
    assert read["weight_kg"] is None


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"place": "Atlantis"}, "roads.unknown_place"),
        ({"place": "", "lonlat": {"lon": 0, "lat": 0}}, "roads.no_road_near"),
        ({"product": "gold"}, "api.unknown_product"),
        ({"hub": "nowhere"}, "builder.unknown_hub"),
        ({"due": "2025-05-18"}, "api.due_before_ready"),
        ({"weight_kg": -1}, "api.validation.range"),
        ({"weight_kg": 1.0005}, "api.validation.too_fine"),
        ({"weight_kg": 0}, "api.validation.range"),
        ({"ready": "19/05/2025"}, "api.validation.bad_date"),
        ({"ready": "2025-05-19T07:00:00"}, "api.validation.bad_time"),
        ({"windows": [{"start": "11:00", "end": "07:00"}]}, "api.validation.ends_before_start"),
        ({"lonlat": {"lon": 103.4, "lat": 22.4}}, "api.validation.place_or_lonlat"),
        ({"notes": "a\x00b"}, "api.validation.control_character"),
        ({"notes": "\ud800"}, "api.validation.control_character"),
    ],
)
def test_bad_input_is_named(client: TestClient, more: dict[str, Any], key: str) -> None:
    content = json.dumps({**pickup("R1"), **more})
    headers = {"Content-Type": "application/json"}
    answer = client.post("/api/v1/requests", content=content, headers=headers)
    assert answer.status_code == 422, answer.text
    assert key in {fault["key"] for fault in answer.json()["errors"]}


TERMS = {
    "kind": "pair",
    "to": {"place": "Mường So", "lonlat": None},
    "to_windows": [{"start": "13:00", "end": "17:00"}],
    "to_service_min": 20,
    "wish_by": "2025-05-19T09:00:00+07:00",
    "deliver_by": "2025-05-20T12:00:00+07:00",
    "max_ride_min": 240,
    "tags": ["fresh"],
    "exclude_tags": ["odour_strong"],
    "same_vehicle": "market",
}


def without_position(terms: dict[str, Any]) -> dict[str, Any]:
    return {**terms, "to": {"place": terms["to"]["place"]}}


def test_terms_of_a_request_read_back_as_they_were_stated(client: TestClient) -> None:
    answer = client.post("/api/v1/requests", json=pickup("R1", **without_position(TERMS)))
    assert answer.status_code == 201, answer.text
    read = client.get("/api/v1/requests/R1").json()
    assert {name: read[name] for name in TERMS} == TERMS
    body = pickup("R1", alternatives=[{"place": "Pa So", "cost": {"amount": 20_000}}])
    del body["id"]
    edit = client.put("/api/v1/requests/R1", json=body, headers={"If-Match": '"1"'})
    money = {"amount": 20_000, "currency": "VND"}
    assert edit.json()["alternatives"] == [{"place": "Pa So", "lonlat": None, "cost": money}]
    assert (edit.json()["kind"], edit.json()["to"], edit.json()["max_ride_min"]) == (
        "pickup",
        None,
        None,
    )


def test_terms_in_a_file_are_kept_as_those_sent_one_by_one(client: TestClient) -> None:
    head = "id,place,weight_kg,ready,due,kind,to_place,to_windows,to_service_min,wish_by"
    head += ",deliver_by,max_ride_min,tags,exclude_tags,same_vehicle"
    row = "R1,Sin Suối Hồ,120,2025-05-19,2025-05-20,pair,Mường So,13:00-17:00,20"
    row += ",2025-05-19 09:00,2025-05-20 12:00,240,fresh,odour strong,market"
    answer = upload(client, f"{head}\n{row}\n".encode())
    assert answer.status_code == 201, answer.text
    client.post("/api/v1/requests", json=pickup("R2", **without_position(TERMS)))
    first, second = (client.get(f"/api/v1/requests/{name}").json() for name in ("R1", "R2"))
    assert {name: first[name] for name in TERMS} == {name: second[name] for name in TERMS}


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"kind": "pair"}, "api.validation.pair_without_end"),
        ({"to": {"place": "Mường So"}}, "api.validation.not_of_this_kind"),
        ({"from_hub": "pt"}, "api.validation.not_of_this_kind"),
        ({"kind": "delivery", "from_hub": "nowhere"}, "builder.unknown_hub"),
        ({"alternatives": [{"place": "Atlantis"}]}, "roads.unknown_place"),
        ({"kind": "pair", "to": {"place": "Atlantis"}}, "roads.unknown_place"),
        ({"max_ride_min": 0}, "api.validation.range"),
        (
            {"alternatives": [{"place": "Pa So", "cost": {"amount": 1, "currency": "USD"}}]},
            "api.bad_currency",
        ),
    ],
)
def test_bad_terms_are_named(client: TestClient, more: dict[str, Any], key: str) -> None:
    answer = client.post("/api/v1/requests", json=pickup("R1", **more))
    assert answer.status_code == 422, answer.text
    assert key in {fault["key"] for fault in answer.json()["errors"]}


def test_neither_weight_nor_packs_is_a_fault(client: TestClient) -> None:
    body = pickup("R1")
    del body["weight_kg"]
    answer = client.post("/api/v1/requests", json=body)
    assert answer.json()["errors"][0]["key"] == "api.no_weight"


def test_cancelling_twice_changes_nothing(client: TestClient) -> None:
    client.post("/api/v1/requests", json=pickup("R1"))
    first = client.post("/api/v1/requests/R1/cancel").json()
    again = client.post("/api/v1/requests/R1/cancel").json()
    assert first["state"] == "cancelled"
    assert first == again
    body = pickup("R1")
    del body["id"]
    edit = client.put("/api/v1/requests/R1", json=body, headers={"If-Match": '"2"'})
    assert (edit.status_code, edit.json()["code"]) == (409, "WRONG_STATE")


def test_lists_show_one_state_when_asked(client: TestClient) -> None:
    for name in ("R1", "R2"):
        client.post("/api/v1/requests", json=pickup(name))
    client.post("/api/v1/requests/R1/cancel")
    shown = client.get("/api/v1/requests", params={"state": "booked"}).json()["items"]
    assert [request["id"] for request in shown] == ["R2"]


def test_a_file_is_imported_whole(client: TestClient) -> None:
    answer = upload(client, sheet(GOOD, ["R2", *GOOD[1:]]))
    assert answer.status_code == 201, answer.text
    assert answer.json()["ids"] == ["R1", "R2"]
    assert len(client.get("/api/v1/requests").json()["items"]) == 2


def test_an_excel_file_is_imported_too(client: TestClient) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (COLUMNS, GOOD):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    answer = upload(client, out.getvalue(), name="r.xlsx")
    assert answer.status_code == 201, answer.text


def test_every_fault_of_a_file_is_listed_and_nothing_is_stored(client: TestClient) -> None:
    client.post("/api/v1/hubs", json=hub("pt"))
    client.post("/api/v1/requests", json=pickup("R9"))
    read = [["R7", "Atlantis", *GOOD[2:]], ["R8", *GOOD[1:4], "-1", *GOOD[5:]]]
    known = [["R9", *GOOD[1:]], ["a/b", *GOOD[1:]], ["R5", *GOOD[1:7], "nowhere", ""]]
    for rows, places in (
        (read, {(2, "place"), (3, "weight_kg")}),
        (known, {(2, "id"), (3, "id"), (4, "hub")}),
    ):
        answer = upload(client, sheet(*rows))
        assert answer.status_code == 422
        assert {(each["row"], each["column"]) for each in answer.json()["errors"]} == places
        assert all(each["file"] == "r.csv" for each in answer.json()["errors"])
    assert len(client.get("/api/v1/requests").json()["items"]) == 1


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", b"PK\x03\x04nonsense", "id;ở".encode("utf-16")]
)
def test_what_is_no_table_is_refused(client: TestClient, content: bytes) -> None:
    answer = upload(client, content)
    assert answer.status_code == 422
    assert answer.json()["errors"]


def test_an_import_needs_a_key_and_happens_once(client: TestClient) -> None:
    bare = client.post("/api/v1/requests/import", files={"file": ("r.csv", sheet(GOOD))})
    assert (bare.status_code, bare.json()["code"]) == (400, "IDEMPOTENCY_KEY_REQUIRED")
    first, again = upload(client, sheet(GOOD)), upload(client, sheet(GOOD))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"


def test_a_file_above_the_limit_is_refused_before_it_is_read(client: TestClient) -> None:
    answer = upload(client, b"x" * 20_200_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")
