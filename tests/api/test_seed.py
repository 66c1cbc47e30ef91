"""A story that was planned already is served as if it had been planned here."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from fastapi.testclient import TestClient

from api.knowledge import Knowledge
from api.main import create_app
from api.seed import Planned, seed
from api.settings import Settings
from routing.problem.records import FleetRecord, HubRecord, Location, RequestRecord
from routing.service import PlanInputs, make_plan
from routing.solver.answer import SolveOptions
from tests.api.conftest import LOCAL, admit


@pytest.fixture
def story(knowledge: Knowledge) -> list[Planned]:
    ready, due = datetime(2025, 5, 19, tzinfo=UTC), datetime(2025, 5, 19, 10, tzinfo=UTC)
    first = RequestRecord("R1", Location("Sin Suối Hồ"), ready, due, 100_000)
    inputs = PlanInputs(
        hubs=(HubRecord("pt", Location("Pa So"), "Kho", 0, 1440),),
        fleet=(FleetRecord("v", "light_truck", "pt", 1_250_000),),
        requests=(first,),
        start=date(2025, 5, 19),
    )
    second = replace(inputs, requests=(first, replace(first, id="R2")))
    return [
        Planned(each, make_plan(knowledge.network, each, SolveOptions(steps=1), version=version))
        for version, each in enumerate((inputs, second), start=1)
    ]


def test_the_last_plan_is_in_force_and_driven(
    settings: Settings, knowledge: Knowledge, story: list[Planned]
) -> None:
    settings = replace(settings, demo=True)
    assert seed(settings, knowledge.network, story)
    with TestClient(
        create_app(settings, knowledge=knowledge), LOCAL, headers=admit(settings)
    ) as client:
        plans = client.get("/api/v1/plans").json()["items"]
        assert [plan["in_force"] for plan in plans] == [False, True]
        assert [plan["status"] for plan in plans] == ["done", "done"]
        route = client.get("/api/v1/driver/route", params={"date": "2025-05-19"}).json()
        booked = {item["booking_id"] for stop in route["stops"] for item in stop["items"]}
        assert (route["version"], booked) == (2, {"R1", "R2"})
        assert "MINH HỌA" in client.get("/").text


def test_what_is_there_already_is_left_alone(
    settings: Settings, knowledge: Knowledge, story: list[Planned]
) -> None:
    assert seed(settings, knowledge.network, story)
    assert not seed(settings, knowledge.network, story)
