"""Plans: asked for, searched for by a planner, looked at, cancelled, resumed, published."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.db.engine import Database
from api.jobs.planner import Asked, find_plan
from api.jobs.searcher import Worker
from api.repositories import jobs, plans, rows
from api.tables import Plan, PlanInput
from routing.formats.plan_json import plan_from_json
from routing.service import Network, Outcome
from routing.solver.answer import OnProgress, ShouldStop
from tests.api.conftest import ask_plan, hub, pickup, vehicle

KEY = {"Idempotency-Key": "p1"}


def plan_of(client: TestClient, plan_id: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/plans/{plan_id}")
    assert answer.status_code == 200, answer.text
    plan: dict[str, Any] = answer.json()
    return plan


def publish(client: TestClient, plan_id: str, key: str = "p") -> Any:
    return client.post(f"/api/v1/plans/{plan_id}/publish", headers={"Idempotency-Key": key})


@pytest.fixture
def done(valley: TestClient, worker: Worker) -> str:
    plan_id = ask_plan(valley)
    assert worker.work_once()
    return plan_id


def test_a_plan_is_accepted_at_once_and_waits(valley: TestClient) -> None:
    body = {"start": "2025-05-19", "days": 2, "steps": 3}
    answer = valley.post("/api/v1/plans", json=body)
    assert answer.status_code == 202
    assert answer.headers["location"] == answer.json()["links"]["self"]
    plan = valley.get(answer.headers["location"]).json()
    assert (plan["status"], plan["totals"], plan["progress"]["fraction"]) == ("queued", None, 0)


def test_a_planner_finishes_it(valley: TestClient, done: str) -> None:
    plan = plan_of(valley, done)
    assert plan["status"] == "done"
    assert plan["totals"]["violations"] == 0
    assert plan["totals"]["dropped"] == 0
    assert plan["totals"]["cost"]["amount"] > 0
    assert plan["progress"]["cost"]["amount"] >= plan["totals"]["cost"]["amount"]
    assert plan["summary"]
    assert plan["error"] is None


def test_a_plan_keeps_to_what_hubs_take_in_at_which_times(
    valley: TestClient, worker: Worker
) -> None:
    slots = [{"start": "00:00", "end": "24:00", "intake_kg": 200}]
    body = hub("pt", place="Thị trấn Phong Thổ", slots=slots)
    del body["id"]
    assert valley.put("/api/v1/hubs/pt", json=body, headers={"If-Match": "*"}).status_code == 200
    plan_id = ask_plan(valley)
    assert worker.work_once()
    (left,) = valley.get(f"/api/v1/plans/{plan_id}/dropped").json()["items"]
    assert (left["request"], left["weight_g"]) == ("R2", 300_000)
    assert "HUB_INTAKE" in {reason["code"] for reason in left["reasons"]}


def test_its_parts_are_those_of_its_json(valley: TestClient, done: str) -> None:
    document = valley.get(f"/api/v1/plans/{done}/plan.json").json()
    assert plan_from_json(document).plan_id == done
    routes = valley.get(f"/api/v1/plans/{done}/routes", params={"geometry": True}).json()
    assert routes["items"] == document["routes"]
    bare = valley.get(f"/api/v1/plans/{done}/routes").json()["items"]
    assert all("geometry" not in route for route in bare)
    dropped = valley.get(f"/api/v1/plans/{done}/dropped").json()
    assert dropped["items"] == document["dropped"]
    drawn = valley.get(f"/api/v1/plans/{done}/routes.geojson")
    assert drawn.headers["content-type"] == "application/geo+json"
    assert drawn.json()["type"] == "FeatureCollection"


def test_a_plan_known_already_is_not_sent_again(valley: TestClient, done: str) -> None:
    path = f"/api/v1/plans/{done}/routes.geojson"
    mark = valley.get(path).headers["etag"]
    assert valley.get(path, headers={"If-None-Match": mark}).status_code == 304
    assert valley.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_parts_of_an_unfinished_plan_are_not_there_yet(valley: TestClient) -> None:
    plan_id = ask_plan(valley)
    for part in ("routes", "dropped", "routes.geojson", "plan.json"):
        answer = valley.get(f"/api/v1/plans/{plan_id}/{part}")
        assert (answer.status_code, answer.json()["code"]) == (409, "WRONG_STATE")


def test_an_unknown_weight_is_reported_not_planned(valley: TestClient, worker: Worker) -> None:
    valley.post("/api/v1/requests", json=pickup("R4", weight_kg=None))
    plan_id = ask_plan(valley)
    worker.work_once()
    [left] = valley.get(f"/api/v1/plans/{plan_id}/dropped").json()["items"]
    assert (left["request"], left["weight_g"]) == ("R4", None)
    assert left["reasons"][0]["code"] == "UNKNOWN_WEIGHT"


def test_goods_are_brought_as_stated(valley: TestClient, worker: Worker) -> None:
    brought = pickup("D1", kind="delivery", from_hub="pt")
    pair = pickup("P1", kind="pair", to={"place": "Mường So"}, max_ride_min=240)
    for body in (brought, pair):
        assert valley.post("/api/v1/requests", json=body).status_code == 201
    plan_id = ask_plan(valley)
    assert worker.work_once()
    plan = plan_of(valley, plan_id)
    assert (plan["totals"]["violations"], plan["totals"]["dropped"]) == (0, 0)
    content = valley.get(f"/api/v1/plans/{plan_id}/plan.json")
    assert content.status_code == 200, content.text
    stops = [stop for route in plan_from_json(content.json()).routes for stop in route.stops]
    kinds = [(stop.request, stop.kind) for stop in stops if stop.request in {"D1", "P1"}]
    assert sorted(kinds) == [("D1", "delivery"), ("P1", "delivery"), ("P1", "pickup")]


def test_cancelled_requests_and_other_hubs_are_left_out(
    valley: TestClient, worker: Worker
) -> None:
    valley.post("/api/v1/requests", json=pickup("R4", hub="lc"))
    valley.post("/api/v1/requests/R1/cancel")
    plan_id = ask_plan(valley, hubs=["pt"])
    worker.work_once()
    document = valley.get(f"/api/v1/plans/{plan_id}/plan.json").json()
    named = {stop["request"] for route in document["routes"] for stop in route["stops"]}
    assert named - {None} == {"R2", "R3"}
    assert document["dropped"] == []


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"hubs": ["nowhere"]}, "builder.unknown_hub"),
        ({"days": 0}, "api.validation.range"),
        ({"locked": ["R1"]}, "api.validation.extra_forbidden"),
        ({"start": "19/05/2025"}, "api.validation.bad_date"),
    ],
)
def test_what_cannot_be_planned_is_said_at_once(
    valley: TestClient, more: dict[str, Any], key: str
) -> None:
    answer = valley.post("/api/v1/plans", json={"start": "2025-05-19", **more})
    assert answer.status_code == 422
    assert [fault["key"] for fault in answer.json()["errors"]] == [key]


def test_without_hubs_or_vehicles_there_is_no_plan(client: TestClient) -> None:
    answer = client.post("/api/v1/plans", json={"start": "2025-05-19"})
    assert {fault["key"] for fault in answer.json()["errors"]} == {"api.no_hub", "api.no_vehicle"}


def test_a_search_that_finds_faults_fails_and_lists_them(
    valley: TestClient, worker: Worker, database: Database
) -> None:
    plan_id = ask_plan(valley)
    with database.write() as session:  # as if a place were gone from the roads since
        plan = rows.find(session, Plan, "default", plan_id)
        assert plan is not None
        frozen = session.get_one(PlanInput, plans.pk_of(plan))
        frozen.content = frozen.content.replace("Mường So", "Atlantis")
    worker.work_once()
    failed = plan_of(valley, plan_id)
    assert (failed["status"], failed["error"]["code"]) == ("failed", "BAD_INPUT")
    assert "Atlantis" in failed["error"]["errors"][0]["message_vi"]


def test_a_waiting_plan_is_cancelled_at_once(valley: TestClient, worker: Worker) -> None:
    plan_id = ask_plan(valley)
    answer = valley.post(f"/api/v1/plans/{plan_id}/cancel")
    assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
    assert not worker.work_once()
    again = valley.post(f"/api/v1/plans/{plan_id}/cancel")
    assert again.json()["status"] == "cancelled"


def test_a_search_being_cancelled_keeps_its_best_plan(valley: TestClient, worker: Worker) -> None:
    def cancelled_on_its_way(
        network: Network, asked: Asked, tell: OnProgress, should_stop: ShouldStop
    ) -> Outcome:
        answer = valley.post(f"/api/v1/plans/{asked.plan_id}/cancel")
        assert answer.json()["status"] == "cancelling"
        while not should_stop():
            pass
        return find_plan(network, asked, tell, should_stop)

    worker._find = cancelled_on_its_way
    plan_id = ask_plan(valley)
    worker.work_once()
    plan = plan_of(valley, plan_id)
    assert plan["status"] == "cancelled"
    assert plan["totals"]["dropped"] == 0


def test_a_finished_plan_cannot_be_cancelled(valley: TestClient, done: str) -> None:
    answer = valley.post(f"/api/v1/plans/{done}/cancel")
    assert (answer.status_code, answer.json()["code"]) == (409, "WRONG_STATE")


def test_resuming_goes_on_from_the_plan_kept(
    valley: TestClient, worker: Worker, done: str
) -> None:
    given: list[Asked] = []

    def watched(
        network: Network, asked: Asked, tell: OnProgress, should_stop: ShouldStop
    ) -> Outcome:
        given.append(asked)
        return find_plan(network, asked, tell, should_stop)

    worker._find = watched
    first = valley.post(f"/api/v1/plans/{done}/resume")
    assert first.status_code == 202
    second = valley.post(f"/api/v1/plans/{done}/resume")
    assert (second.status_code, second.json()["code"]) == (409, "WRONG_STATE")
    worker.work_once()
    [asked] = given
    assert json.loads(asked.checkpoint)["routes"]
    plan, old = plan_of(valley, first.json()["id"]), plan_of(valley, done)
    assert plan["from_plan"] == done
    assert plan["totals"]["cost"]["amount"] <= old["totals"]["cost"]["amount"]


def test_a_plan_from_a_plan_keeps_its_first_days(
    valley: TestClient, worker: Worker, done: str
) -> None:
    valley.post("/api/v1/requests", json=pickup("R4", ready="2025-05-20", place="Bản Lang"))
    plan_id = ask_plan(valley, from_plan=done, keep_days=1)
    worker.work_once()
    before = valley.get(f"/api/v1/plans/{done}/plan.json").json()["routes"]
    after = valley.get(f"/api/v1/plans/{plan_id}/plan.json").json()["routes"]

    def first_day(routes: list[dict[str, Any]]) -> list[Any]:
        return [
            (route["id"], [stop["start"] for stop in route["stops"]])
            for route in routes
            if route["date"] == "2025-05-19"
        ]

    assert first_day(before) == first_day(after)
    assert "R4" in {stop["request"] for route in after for stop in route["stops"]}


def test_publishing_puts_a_plan_in_force_once(valley: TestClient, done: str) -> None:
    bare = valley.post(f"/api/v1/plans/{done}/publish")
    assert (bare.status_code, bare.json()["code"]) == (400, "IDEMPOTENCY_KEY_REQUIRED")
    first = publish(valley, done)
    assert (first.status_code, first.json()["in_force"]) == (200, True)
    assert first.json()["plan_version"] == 1
    again = publish(valley, done, key="other")
    assert again.json()["published_at"] == first.json()["published_at"]


def test_a_stale_plan_is_refused_with_the_difference(
    valley: TestClient, worker: Worker, done: str
) -> None:
    valley.post("/api/v1/requests", json=pickup("R4", place="Bản Lang"))
    other = ask_plan(valley)
    worker.work_once()
    publish(valley, done, key="a")
    stale = publish(valley, other, key="b")
    assert (stale.status_code, stale.json()["code"]) == (409, "PLAN_STALE")
    assert (stale.json()["base_version"], stale.json()["current_version"]) == (0, 1)
    assert stale.json()["current_plan"] == done
    assert stale.json()["diff"]["promises"]["new"] == 1


def test_an_unfinished_plan_is_not_published(valley: TestClient) -> None:
    answer = publish(valley, ask_plan(valley))
    assert (answer.status_code, answer.json()["code"]) == (409, "WRONG_STATE")


def test_plans_are_listed_with_their_state(valley: TestClient, done: str) -> None:
    waiting = ask_plan(valley)
    listed = valley.get("/api/v1/plans").json()["items"]
    assert [(plan["id"], plan["status"]) for plan in listed] == [
        (done, "done"),
        (waiting, "queued"),
    ]
    assert listed[0]["cost"]["amount"] > 0
    assert listed[1]["cost"] is None


def test_unknown_plans_are_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/plans/none").status_code == 404
    assert client.post("/api/v1/plans/none/cancel").status_code == 404
    assert publish(client, "none").status_code == 404
    client.post("/api/v1/hubs", json=hub("pt"))
    client.post("/api/v1/vehicles", json=vehicle("v"))
    body = {"start": "2025-05-19", "from_plan": "none"}
    assert client.post("/api/v1/plans", json=body).status_code == 404


def test_attempts_are_counted(valley: TestClient, worker: Worker) -> None:
    def broken(*_: object) -> Outcome:
        raise RuntimeError("as if the engine crashed")

    worker._find = broken
    plan_id = ask_plan(valley)
    for attempt in range(1, jobs.MAX_ATTEMPTS + 1):
        assert worker.work_once()
        assert plan_of(valley, plan_id)["progress"]["attempt"] == attempt
    plan = plan_of(valley, plan_id)
    assert (plan["status"], plan["error"]["code"]) == ("failed", "INTERNAL")
    assert not worker.work_once()
