"""Following a booking by its code: nobody need be known, and little is told."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.jobs.searcher import Worker
from api.knowledge import Knowledge
from api.main import create_app
from api.settings import Settings
from tests.api.conftest import LOCAL
from tests.api.living_days import DAY, act, quote, start_living


@pytest.fixture
def knowledge(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, demo=True)


def test_who_has_the_code_sees_the_promise_and_no_more(
    client: TestClient, worker: Worker, settings: Settings, knowledge: Knowledge
) -> None:
    start_living(client, worker)
    held = act(client, "hold", quote(client, due=DAY)).json()
    contacts = {"contact_name": "Chị Mỷ", "contact_phone": "0912"}
    booking = act(client, "accept", quote(client, due=DAY), **contacts).json()
    slow = create_app(replace(settings, calls_per_min=5), knowledge=knowledge)
    with TestClient(slow, LOCAL) as anybody:
        written = "-".join(booking["code"][i : i + 4] for i in (0, 4, 8)).lower()
        answer = anybody.get(f"/api/v1/track/{written}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["x-robots-tag"] == "noindex"
        assert answer.json() == {
            "code": booking["code"],
            "state": "booked",
            "promise": booking["promise"],
            "arrives_on": None,
        }
        for unknown in (held["code"], "0" * 12, booking["id"]):
            refused = anybody.get(f"/api/v1/track/{unknown}")
            assert (refused.status_code, refused.json()["code"]) == (404, "NOT_FOUND")
        statuses = [anybody.get(f"/api/v1/track/{written}").status_code for _ in range(3)]
    assert statuses[-1] == 429
