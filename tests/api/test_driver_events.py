"""Events from the road: shuffled, repeated and cut batches end in the same state."""

import random
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from tests.api.test_driver import DAY, days, driven

__all__ = ["driven"]
SENT = "2025-05-19T09:00:00+07:00"


def stops_of(client: TestClient) -> list[tuple[str, str]]:
    return [
        (route["route_id"], stop["stop_id"])
        for route in days(client)
        for stop in route["stops"]
        if stop["kind"] == "pickup"
    ]


def event(
    stop: tuple[str, str], number: int, kind: str = "arrived", **more: Any
) -> dict[str, Any]:
    payload = more.pop("payload", {})
    return {
        "id": str(UUID(int=number)), "device_id": "phone", "seq": number, "base_version": 1,
        "route_id": stop[0], "stop_id": stop[1], "kind": kind,
        "device_time": f"2025-05-19T08:{number % 60:02d}:00+07:00", "payload": payload, **more,
    }  # fmt: skip


def send(client: TestClient, *events: dict[str, Any]) -> list[dict[str, Any]]:
    body = {"sent_at": SENT, "events": list(events)}
    answer = client.post("/api/v1/driver/events", json=body)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def states(client: TestClient) -> dict[str, dict[str, Any]]:
    answer = client.get("/api/v1/driver/states", params={"date": DAY})
    return {item["stop_id"]: item for item in answer.json()["items"]}


def results(found: list[dict[str, Any]]) -> list[str]:
    return [each["result"] for each in found]


def test_an_event_is_stored_once(driven: TestClient) -> None:
    stop = stops_of(driven)[0]
    taken = event(stop, 2, "picked_up", payload={"weight_kg": 61.5, "count": 2})
    assert results(send(driven, event(stop, 1), taken)) == ["stored", "stored"]
    assert results(send(driven, taken, event(stop, 1))) == ["duplicate", "duplicate"]
    state = states(driven)[stop[1]]
    assert (state["outcome"], state["weight_kg"], state["count"]) == ("picked_up", 61.5, 2)
    assert state["arrived_at"] == "2025-05-19T08:01:00+07:00"
    assert state["reviews"] == []


def test_the_same_id_with_other_content_is_kept_for_review(driven: TestClient) -> None:
    stop = stops_of(driven)[0]
    send(driven, event(stop, 1, "picked_up", payload={"weight_kg": 5}))
    found = send(driven, event(stop, 1, "picked_up", payload={"weight_kg": 6}))
    assert (found[0]["result"], found[0]["code"]) == ("review", "SAME_ID")
    assert [each["code"] for each in states(driven)[stop[1]]["reviews"]] == ["SAME_ID"]


def test_a_bad_event_holds_nothing_up(driven: TestClient) -> None:
    stop = stops_of(driven)[0]
    foreign = event((stop[0], f"{stop[0]}/none"), 3) | {"route_id": "2025-05-19/no#1"}
    found = send(
        driven,
        event(stop, 1, "flown"),
        event(stop, 4, "delayed", payload={"delay_min": -1}),
        {"id": "x\u0000", "weight": float("1e300")},
        foreign,
        event(stop, 2),
    )
    assert results(found) == ["rejected"] * 4 + ["stored"]
    assert [each.get("code") for each in found][:4] == ["BAD_EVENT"] * 3 + ["UNKNOWN_STOP"]
    assert found[0]["message_vi"]
    assert list(states(driven)) == [stop[1]]


def test_a_coordinator_settles_what_devices_disagree_on(driven: TestClient) -> None:
    stop = stops_of(driven)[0]
    send(driven, event(stop, 1, "failed", payload={"reason": "absent"}))
    other = event(stop, 2, "picked_up", payload={"weight_kg": 5}, device_id="second")
    assert send(driven, other)[0]["code"] == "DEVICES_DISAGREE"
    ids = [str(UUID(int=1)), str(UUID(int=2))]
    body = {"stop_id": stop[1], "seen": ids, "outcome": "failed", "reason": "absent"}
    settled = driven.post("/api/v1/driver/decisions", json=body).json()
    assert (settled["outcome"], settled["reviews"]) == ("failed", [])
    assert states(driven)[stop[1]] == settled
    nothing = driven.post("/api/v1/driver/decisions", json=body | {"stop_id": "none"})
    assert nothing.status_code == 404


def test_a_stop_that_moved_since_is_looked_at(driven: TestClient) -> None:
    route, stop = stops_of(driven)[0]
    found = send(driven, event((route, f"{route}/R9.1"), 1, "picked_up", payload={"count": 1}))
    assert found[0]["code"] == "STOP_MOVED"
    assert stop not in states(driven)


@pytest.mark.parametrize("seed", range(4))
def test_every_way_of_arriving_ends_in_the_same_state(driven: TestClient, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a test
    stops = stops_of(driven)
    kinds = [("arrived", {}), ("delayed", {"delay_min": 5}), ("failed", {"reason": "road"})]
    events = []
    for number in range(1, 25):
        kind, payload = rng.choice([*kinds, ("picked_up", {"weight_kg": rng.choice([5, 6])})])
        device = rng.choice(["phone", "second"])
        told = event(rng.choice(stops), number, kind, payload=payload, device_id=device)
        events.append(told)
    send(driven, *events)
    wanted = states(driven)
    answers: list[str] = []
    again = rng.sample(events * 2, 2 * len(events))
    while again:  # cut into batches, each sent twice
        size = rng.randrange(1, 9)
        batch, again = again[:size], again[size:]
        answers += results(send(driven, *batch)) + results(send(driven, *batch))
    assert set(answers) == {"duplicate"}
    assert states(driven) == wanted
