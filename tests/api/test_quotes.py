"""First quotes: one or many, in order, marked as estimates, kept until they expire."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from routing.pricing.rate_card import load_rate_card
from tests.api.conftest import hub


def item(**more: Any) -> dict[str, Any]:
    return {"from": "Sin Suối Hồ", "weight_kg": 100, "ready": "2025-05-19", **more}


def ask(client: TestClient, *items: dict[str, Any], lang: str = "vi") -> list[dict[str, Any]]:
    headers = {"Accept-Language": lang}
    answer = client.post("/api/v1/quotes", json={"items": items}, headers=headers)
    assert answer.status_code == 200, answer.text
    answers: list[dict[str, Any]] = answer.json()["items"]
    return answers


@pytest.fixture
def hubs(client: TestClient) -> TestClient:
    client.post("/api/v1/hubs", json=hub("pt", days=[2, 3, 4, 5, 6]))
    client.post("/api/v1/hubs", json=hub("tu", place="Thị trấn Tân Uyên"))
    return client


def test_lines_add_up_to_the_price_of_the_card(hubs: TestClient) -> None:
    [quote] = ask(hubs, item(to="tu"))
    [option] = quote["options"]
    assert quote["estimate"] is True
    assert option["level"] == "standard"
    assert sum(line["amount"]["amount"] for line in option["lines"]) == option["price"]["amount"]
    assert option["price"]["amount"] % 1000 == 0
    distance = next(line for line in option["lines"] if line["code"] == "DISTANCE")
    per_km = load_rate_card().per_km_minor
    assert distance["amount"]["amount"] == round(quote["distance_m"] * per_km / 1000)


def test_goods_go_to_the_nearest_hub_when_none_is_named(hubs: TestClient) -> None:
    [quote] = ask(hubs, item())
    assert quote["hub"] == "pt"


def test_the_day_is_the_first_on_which_the_hub_opens(hubs: TestClient) -> None:
    [quote] = ask(hubs, item(to="pt"))  # 19 May 2025 is a Monday, on which pt is shut
    [option] = quote["options"]
    assert option["day"] == "2025-05-20"
    assert option["window"] == {
        "start": "2025-05-20T06:00:00+07:00",
        "end": "2025-05-20T18:00:00+07:00",
    }


def test_items_are_answered_in_order_each_for_itself(hubs: TestClient) -> None:
    answers = ask(
        hubs,
        item(),
        item(**{"from": "Atlantis"}),
        item(weight_kg=None),
        item(product="tea_shan", count=3),
        item(to="pt", due="2025-05-19"),
    )
    errors = [
        [fault["key"] for fault in answer["error"]["errors"]] if "error" in answer else None
        for answer in answers
    ]
    assert errors == [
        None,
        ["roads.unknown_place"],
        ["pricing.unknown_weight"],
        None,
        ["api.no_open_day"],
    ]


def test_a_stated_weight_wins_over_packs(hubs: TestClient) -> None:
    [quote] = ask(hubs, item(product="rice_sengcu", count=1))
    assert quote["chargeable_kg"] == 100


def test_words_follow_the_language_asked_for(hubs: TestClient) -> None:
    vi, en = ask(hubs, item()), ask(hubs, item(), lang="en")
    assert vi[0]["options"][0]["lines"][0]["text"] != en[0]["options"][0]["lines"][0]["text"]


def test_a_quote_is_kept_with_what_was_asked(hubs: TestClient) -> None:
    [quote] = ask(hubs, item())
    stored = hubs.get(f"/api/v1/quotes/{quote['quote_id']}").json()
    assert {name: stored[name] for name in quote} == quote
    assert stored["asked"]["from"] == "Sin Suối Hồ"
    assert stored["expired"] is False
    assert hubs.get("/api/v1/quotes/none").status_code == 404


def test_a_thousand_parcels_of_one_sender_are_priced_in_one_call(hubs: TestClient) -> None:
    answers = ask(hubs, *(item(weight_kg=1 + number % 50) for number in range(1000)))
    assert len(answers) == 1000
    assert all("quote_id" in answer for answer in answers)


def test_more_than_a_thousand_are_refused(hubs: TestClient) -> None:
    answer = hubs.post("/api/v1/quotes", json={"items": [item()] * 1001})
    assert answer.status_code == 422
