"""Orders of TikTok Shop: one pickup a sender and day, every package once, faults at their rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.jobs.searcher import Worker
from api.settings import Settings
from tests.api.conftest import LOCAL, admit, hub, put_in_force, vehicle

HEAD = "Order ID,Order Status,Seller SKU,Quantity,Weight(kg),Package ID,Recipient\n"
SHOP = "HTX Chè"
DAY = "2025-05-19"


@pytest.fixture
def shop(client: TestClient, settings: Settings) -> Iterator[TestClient]:
    """A shop's program, its place known."""
    assert client.post("/api/v1/hubs", json=hub("pt")).status_code == 201
    headers = admit(settings, "shop", subject=SHOP)
    with TestClient(client.app, LOCAL, headers=headers) as shop:
        place = {"place": "Sin Suối Hồ", "hub": "pt", "contact_phone": "0912"}
        answer = shop.put("/api/v1/sender", json=place, headers={"If-Match": "*"})
        assert answer.status_code == 200, answer.text
        yield shop


def send(
    client: TestClient, lines: str, *, key: str = "", ready: str = DAY, **params: str
) -> tuple[int, dict[str, Any]]:
    answer = client.post(
        "/api/v1/orders/import",
        params={"ready": ready, **params},
        files={"file": ("orders.csv", (HEAD + lines).encode())},
        headers={"Idempotency-Key": key or str(hash((lines, ready)))},
    )
    return answer.status_code, answer.json()


def package(number: int, *, weight: str = "1.5", sku: str = "A") -> str:
    return f"{500 + number},To ship,{sku},2,{weight},{900 + number},Nguyễn\n"


def pickups(client: TestClient) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get("/api/v1/requests").json()["items"]
    return items


def test_packages_of_an_export_become_one_pickup(shop: TestClient) -> None:
    status, told = send(shop, package(1) + package(2) + "7,Completed,A,1,1,8,N\n")
    assert status == 201, told
    assert (told["imported"], told["known"], told["weight_kg"]) == (2, 0, 3.0)
    assert (told["packages"], told["skipped"]) == (["901", "902"], {"Completed": 1})
    [request] = pickups(shop)
    assert request["id"] == told["request_id"]
    assert (request["shop"], request["place"], request["hub"]) == (SHOP, "Sin Suối Hồ", "pt")
    assert (request["ready"], request["due"]) == (f"{DAY}T00:00:00+07:00", f"{DAY}T23:59:59+07:00")
    assert "Nguyễn" not in str(request)


def test_importing_again_changes_nothing(shop: TestClient) -> None:
    send(shop, package(1) + package(2))
    before = pickups(shop)
    status, told = send(shop, package(2) + package(1), key="again")
    assert (status, told["imported"], told["known"], told["request_id"]) == (201, 0, 2, None)
    assert pickups(shop) == before
    whole = "501,To ship,A,2,1.5,,N\n"  # the same order before it had a package
    assert send(shop, whole, key="whole")[1]["imported"] == 0


def test_later_packages_of_a_day_join_its_pickup(shop: TestClient) -> None:
    first = send(shop, package(1))[1]
    more = send(shop, package(1) + package(2))[1]
    assert (more["imported"], more["request_id"]) == (1, first["request_id"])
    other_day = send(shop, package(3), ready="2025-05-20")[1]
    assert other_day["request_id"] != first["request_id"]
    assert [each["weight_kg"] for each in pickups(shop)] == [3.0, 1.5]


def test_what_is_planned_already_is_left_alone(
    shop: TestClient, client: TestClient, worker: Worker
) -> None:
    first = send(shop, package(1))[1]
    assert client.post("/api/v1/vehicles", json=vehicle("truck")).status_code == 201
    put_in_force(client, worker)
    more = send(shop, package(2))[1]
    assert more["request_id"] not in {None, first["request_id"]}


def test_pieces_are_weighed_by_the_skus_of_the_shop(shop: TestClient) -> None:
    table = {"file": ("skus.csv", b"sku,weight_kg\nA,0.3\n")}
    answer = shop.post("/api/v1/skus/import", files=table, headers={"Idempotency-Key": "s"})
    assert answer.json()["imported"] == 1, answer.text
    assert shop.get("/api/v1/skus").json()["items"][0]["weight_kg"] == 0.3
    told = send(shop, package(1, weight=""))[1]
    assert told["weight_kg"] == 0.6
    told = send(shop, package(2, weight="", sku="B"))[1]
    assert told["weight_kg"] is None
    assert [each["key"] for each in told["warnings"]] == ["service.package_without_weight"]
    assert pickups(shop)[0]["weight_kg"] is None


def test_all_faults_are_told_at_their_rows_and_nothing_is_kept(shop: TestClient) -> None:
    lines = package(1) + package(1, weight="2") + "x,To ship,A,0,1,9,N\n"
    status, problem = send(shop, lines)
    assert (status, problem["code"]) == (422, "BAD_INPUT")
    assert [(each["key"], each["row"]) for each in problem["errors"]] == [
        ("tables.package_weights_differ", 3),
        ("tables.not_digits", 4),
        ("tables.out_of_range", 4),
    ]
    assert pickups(shop) == []


def test_a_shop_without_a_place_is_told_to_say_it(client: TestClient) -> None:
    status, problem = send(client, package(1), shop="Ai đó")
    assert (status, problem["errors"][0]["key"]) == (422, "trade.no_sender")
    assert send(client, package(1), key="b")[1]["errors"][0]["key"] == "trade.no_shop"
    assert client.get("/api/v1/sender", params={"shop": "Ai đó"}).status_code == 404


def test_a_shop_speaks_for_itself_only(shop: TestClient, client: TestClient) -> None:
    problem = send(shop, package(1), shop="Tiệm khác")[1]
    assert problem["errors"][0]["key"] == "identity.other_shop"
    told = send(client, package(1), shop=SHOP)[1]  # a coordinator may import for it
    assert told["imported"] == 1
    assert shop.get("/api/v1/sender").json()["shop"] == SHOP


def test_an_edit_of_the_place_says_which_version_it_is_of(shop: TestClient) -> None:
    body = {"place": "Atlantis", "hub": "none", "product": "gold"}
    answer = shop.put("/api/v1/sender", json=body, headers={"If-Match": '"1"'})
    assert len(answer.json()["errors"]) == 3
    body = {"place": "Mường So"}
    assert shop.put("/api/v1/sender", json=body, headers={"If-Match": '"1"'}).status_code == 200
    answer = shop.put("/api/v1/sender", json=body, headers={"If-Match": '"1"'})
    assert answer.json()["code"] == "CHANGED_MEANWHILE"


def test_the_export_of_the_how_to_is_taken(shop: TestClient, root: Path) -> None:
    file = {"file": ("orders.csv", (root / "docs/how-to/files/orders.csv").read_bytes())}
    answer = shop.post(
        "/api/v1/orders/import",
        params={"ready": f"{DAY}T13:00:00+07:00"},
        files=file,
        headers={"Idempotency-Key": "how-to"},
    )
    assert answer.json()["imported"] == 2, answer.text
    assert answer.json()["skipped"] == {"Canceled": 1}
