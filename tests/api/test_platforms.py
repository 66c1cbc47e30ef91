"""Prices for shops' platforms: Shopify's signed calls, GHN's fees; nothing is ever held."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.db.engine import Database
from api.rate_shelf import KEPT_S, RateShelf
from api.repositories import rows
from api.services import ghn_fees, shopify_rates
from api.settings import Settings
from api.tables import Quote
from tests.api.conftest import LOCAL, admit, hub

LANES = """id,hub,gateway,zone,depart,cutoff_min,transit_days,price_per_kg
l1,pt,Nội Bài,Hà Nội,20:00,60,2,2000
"""
DISTRICTS = "district_id,ward_code,place,zone\n1452,,,Hà Nội\n3000,7,Mường So,\n"
SECRET = "shpss_0123456789"
NOW = datetime(2025, 5, 19, 1, tzinfo=UTC)
FEE = "/shiip/public-api/v2/shipping-order/fee"


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (shopify_rates, ghn_fees):
        monkeypatch.setattr(module, "now", lambda: NOW)


@pytest.fixture
def shop(client: TestClient, settings: Settings) -> Iterator[TestClient]:
    """A shop's program where a hub has a lane to Hà Nội."""
    assert client.post("/api/v1/hubs", json=hub("pt")).status_code == 201
    upload(client, "lanes", LANES)
    with TestClient(client.app, LOCAL, headers=admit(settings, "shop", subject="HTX Chè")) as shop:
        place = {"place": "Sin Suối Hồ", "hub": "pt"}
        assert shop.put("/api/v1/sender", json=place, headers={"If-Match": "*"}).is_success
        yield shop


@pytest.fixture
def path(shop: TestClient) -> str:
    """Where Shopify asks for the shop."""
    body = {"kind": "shopify", "secret": SECRET}
    answer = shop.post("/api/v1/integrations", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["path"])


def upload(client: TestClient, noun: str, table: str) -> Any:
    answer = client.post(
        f"/api/v1/{noun}/import",
        files={"file": (f"{noun}.csv", table.encode())},
        headers={"Idempotency-Key": noun},
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def ask(
    client: TestClient, path: str, *, secret: str = SECRET, grams: int = 1500, **to: str
) -> Any:
    destination = {"country": "VN", "province": None, "city": "Thành phố Hà Nội", **to}
    items = [
        {"name": "Chè", "quantity": 2, "grams": grams, "price": 1, "requires_shipping": True},
        {"name": "Thẻ quà", "quantity": 1, "grams": 0, "requires_shipping": False},
    ]
    rate = {"origin": {}, "destination": destination, "items": items, "currency": "VND"}
    body = json.dumps({"rate": {**rate, "locale": "vi"}}).encode()
    signed = base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()
    anybody = TestClient(client.app, LOCAL)
    return anybody.post(path, content=body, headers={"X-Shopify-Hmac-Sha256": signed})


def test_shopify_is_told_the_price_of_the_quote_in_hundredths(shop: TestClient, path: str) -> None:
    answer = ask(shop, path)
    assert answer.status_code == 200, answer.text
    [rate] = answer.json()["rates"]
    item = {"from": "Sin Suối Hồ", "to": "pt", "destination": "Hà Nội", "weight_kg": 3}
    item["ready"] = NOW.isoformat()
    quoted = shop.post("/api/v1/quotes", json={"items": [item]}).json()
    price = quoted["items"][0]["options"][0]["price"]["amount"]
    assert rate["total_price"] == f"{price}00"
    assert (rate["currency"], rate["service_code"]) == ("VND", "standard")
    assert rate["description"] == "Đến nơi ngày 21/05/2025"
    assert rate["min_delivery_date"] == "2025-05-21 12:00:00 +0700"


def test_where_we_do_not_go_or_cannot_weigh_there_is_no_rate(shop: TestClient, path: str) -> None:
    for changed in ({"city": "Huế"}, {"country": "LA"}):
        assert ask(shop, path, **changed).json() == {"rates": []}
    assert ask(shop, path, grams=0).json() == {"rates": []}


def test_only_what_is_signed_is_answered(shop: TestClient, path: str) -> None:
    wrong = ask(shop, path, secret="guess")
    assert (wrong.status_code, wrong.json()["code"]) == (401, "UNAUTHENTICATED")
    assert ask(shop, "/rates/shopify/int_none").status_code == 401
    assert shop.post(path, json={}).status_code == 401


def test_a_signed_call_that_says_nothing_is_refused(shop: TestClient, path: str) -> None:
    nonsense = b'{"rate":{"destination":{},"items":[{"quantity":-1}]}}'
    for body, refusal in ((b"{", (400, "MALFORMED")), (nonsense, (422, "BAD_INPUT"))):
        signed = base64.b64encode(hmac.digest(SECRET.encode(), body, hashlib.sha256)).decode()
        answer = shop.post(path, content=body, headers={"X-Shopify-Hmac-Sha256": signed})
        assert (answer.status_code, answer.json()["code"]) == refusal, answer.text


def test_the_same_basket_is_not_worked_out_twice_and_nothing_is_kept(
    shop: TestClient, path: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask(shop, path).json()
    monkeypatch.setattr(shopify_rates, "ask_rate", None)
    assert ask(shop, path).json() == first
    with database.read() as session:
        assert rows.count(session, Quote, "default") == 0


def test_rates_are_forgotten_after_a_quarter_of_an_hour() -> None:
    at = 0.0
    shelf = RateShelf(lambda: at)
    shelf.keep("a", "1")
    assert shelf.find("a") == "1"
    at = KEPT_S + 1.0
    assert shelf.find("a") is None


def test_the_secret_is_a_file_of_the_owner_and_never_told(
    shop: TestClient, path: str, settings: Settings
) -> None:
    name = path.rsplit("/", 1)[1]
    file = settings.data_dir / "secrets" / name
    assert (file.read_text(), file.stat().st_mode & 0o777) == (SECRET, 0o600)
    assert SECRET not in shop.get("/api/v1/integrations").text
    assert shop.delete(f"/api/v1/integrations/{name}").status_code == 204
    assert not file.exists()
    assert ask(shop, path).status_code == 401


def test_integrations_are_seen_by_their_shop_only(
    shop: TestClient, path: str, settings: Settings, client: TestClient
) -> None:
    other = TestClient(client.app, LOCAL, headers=admit(settings, "shop", subject="Khác"))
    assert other.get("/api/v1/integrations").json() == {"items": []}
    assert other.delete(f"/api/v1/integrations/{path.rsplit('/', 1)[1]}").status_code == 404
    assert len(client.get("/api/v1/integrations").json()["items"]) == 1


def fee(shop: TestClient, **body: Any) -> Any:
    token = shop.headers["Authorization"].partition(" ")[2]
    headers = {"Token": token, "ShopId": "885"}
    asked = {"service_type_id": 2, "weight": 3000, "length": 20, "width": 20, "height": 5, **body}
    return TestClient(shop.app, LOCAL).post(FEE, json=asked, headers=headers)


def test_ghn_districts_are_looked_up_in_the_operators_table(
    shop: TestClient, client: TestClient
) -> None:
    unknown = fee(shop, to_district_id=1452, to_ward_code="21012")
    assert (unknown.status_code, unknown.json()["data"]) == (400, None)
    assert "1452 21012" in unknown.json()["message"]
    assert upload(client, "districts", DISTRICTS)["imported"] == 2
    told = fee(shop, to_district_id=1452, to_ward_code="21012").json()
    assert (told["code"], told["message"]) == (200, "Success")
    assert told["data"]["total"] == told["data"]["service_fee"] > 0
    assert set(told["data"]) == {
        *("total", "service_fee", "insurance_fee", "pick_station_fee", "coupon_value", "r2s_fee")
    }
    nearer = fee(shop, to_district_id=1452, from_district_id=3000, from_ward_code="7").json()
    assert nearer["data"]["total"] < told["data"]["total"]


def test_ghn_names_do_without_districts_and_values_are_insured(shop: TestClient) -> None:
    plain = fee(shop, to_province_name="Hà Nội").json()["data"]
    insured = fee(shop, to_province_name="ha noi", insurance_value=20_000_000).json()["data"]
    assert insured["insurance_fee"] > 0
    assert insured["total"] == insured["service_fee"] + insured["insurance_fee"] > plain["total"]
    by_items = fee(
        shop, to_province_name="Hà Nội", weight=0, items=[{"quantity": 2, "weight": 1500}]
    )
    assert by_items.json()["data"] == plain


@pytest.mark.parametrize(
    "body",
    [
        {"to_province_name": "Hà Nội", "weight": 0},
        {"to_province_name": "Hà Nội", "weight": "heavy"},
        {"to_province_name": "Hà Nội", "from_ward_name": "Atlantis"},
        {},
    ],
)
def test_ghn_is_told_why_there_is_no_fee(shop: TestClient, body: dict[str, Any]) -> None:
    answer = fee(shop, **body)
    told = answer.json()
    assert (answer.status_code, told["code"], told["data"]) == (400, 400, None)
    assert told["message"]


def test_ghn_takes_tokens_of_shops_only(shop: TestClient, client: TestClient) -> None:
    assert TestClient(shop.app, LOCAL).post(FEE, json={}).json()["code"] == 401
    assert fee(client).json()["code"] == 403
