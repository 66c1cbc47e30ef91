"""The interface keeps what its own description says."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.types import ASGIApp, Receive, Scope, Send

from api.db.migrate import prepare
from api.knowledge import Knowledge
from api.main import create_app
from api.schemas.driver import DriverRoute
from api.schemas.plan import PlanAccepted
from api.schemas.problem import Problem
from api.schemas.quantities import Money
from api.schemas.quote import QuoteAnswer
from api.settings import Settings
from tests.api.conftest import BOTH, LOCAL, admit, hub, pickup, vehicle

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
ROLES = ("admin", "admin", "coordinator", "shop", "driver", "nobody")
KNOWN = {"hub_id": "pt", "vehicle_id": "v", "request_id": "R1"}
DESCRIBED = create_app(Settings()).openapi()
OPERATIONS = [
    (method.upper(), path, operation)
    for path, operations in DESCRIBED["paths"].items()
    for method, operation in operations.items()
]
IDS = [operation["operationId"] for _, _, operation in OPERATIONS]


@pytest.fixture(scope="module", params=BOTH)
def served(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    knowledge: Knowledge,
) -> Iterator[FastAPI]:
    """One application for all examples, with something of each kind in it."""
    url = request.getfixturevalue("postgres") if request.param == "postgres" else ""
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("served"), database_url=url, calls_per_min=0
    )
    prepare(settings).close()
    app = create_app(settings, knowledge=knowledge)
    app.state.roles = {
        "nobody": {},
        "admin": admit(settings),
        "coordinator": admit(settings, "coordinator"),
        "shop": admit(settings, "shop", subject="HTX"),
        "driver": admit(settings, "driver", subject="v#1"),
    }
    with TestClient(app, LOCAL, headers=app.state.roles["admin"]) as client:
        for path, body in (
            ("hubs", hub("pt")),
            ("vehicles", vehicle("v")),
            ("requests", pickup("R1")),
            ("plans", {"start": "2025-05-19"}),
        ):
            assert client.post(f"/api/v1/{path}", json=body).is_success
        yield app


def as_called_locally(app: FastAPI) -> ASGIApp:
    """The application as schemathesis may call it, which has a host name of its own."""

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            others = [pair for pair in scope["headers"] if pair[0] != b"host"]
            scope = {**scope, "headers": [*others, (b"host", b"localhost")]}
        await app(scope, receive, send)

    return call


@pytest.mark.parametrize("operation_id", IDS)
def test_no_call_breaks_what_is_described(served: FastAPI, operation_id: str) -> None:
    described = schemathesis.openapi.from_asgi("/openapi.json", as_called_locally(served))
    operation = described.find_operation_by_id(operation_id)

    @settings(
        max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy(), known=st.booleans(), role=st.sampled_from(ROLES))
    def call(case: schemathesis.Case, known: bool, role: str) -> None:
        case.headers = {**(case.headers or {}), **served.state.roles[role]}
        if known and isinstance(case.path_parameters, dict):
            for name in case.path_parameters.keys() & KNOWN.keys():
                case.path_parameters[name] = KNOWN[name]
        case.call_and_validate(checks=CHECKS)

    call()


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=IDS)
def test_every_path_is_answered_by_its_own_operation(
    served: FastAPI, method: str, path: str, operation: dict[str, Any]
) -> None:
    answered: list[str] = []

    async def watch(scope: Any, receive: Any, send: Any) -> None:
        await served(scope, receive, send)
        answered.append(scope["endpoint"].__name__)

    with TestClient(watch, LOCAL, raise_server_exceptions=False) as client:
        client.request(method, re.sub(r"\{\w+\}", "import", path))
    assert answered == [operation["operationId"]]


def test_operations_have_names_words_and_problems() -> None:
    assert len(set(IDS)) == len(IDS)
    for method, path, operation in OPERATIONS:
        assert operation["description"], path
        assert operation["tags"], path
        if path.startswith("/api/v1"):
            refusals = operation["responses"]["422"]["content"]
            assert list(refusals) == ["application/problem+json"], (method, path)


def test_every_body_has_an_example_that_works(client: TestClient) -> None:
    schemas = DESCRIBED["components"]["schemas"]
    bodies = {
        name: schema["example"]
        for name, schema in schemas.items()
        if name.endswith(("Create", "Update"))
    }
    assert set(bodies) == {
        f"{noun}{kind}"
        for noun in ("Hub", "Vehicle", "Request", "Closure")
        for kind in ("Create", "Update")
    } | {
        *("PlanCreate", "QuoteCreate", "UserCreate", "TokenCreate", "DayLinkCreate"),
        *("SenderUpdate", "IntegrationCreate", "WebhookCreate", "ReceiptCreate"),
    }
    made_at = {}
    for name in ("Hub", "Vehicle", "Request", "Closure", "Plan", "Quote"):
        answer = client.post(f"/api/v1/{name.lower()}s", json=bodies[f"{name}Create"])
        assert answer.is_success, (name, answer.text)
        made_at[name] = answer.headers.get("location", "")
        if f"{name}Update" in bodies:
            edit = client.put(
                answer.headers["location"],
                json=bodies[f"{name}Update"],
                headers={"If-Match": answer.headers["etag"]},
            )
            assert edit.is_success, (name, edit.text)
    said = client.put(
        "/api/v1/sender",
        params={"shop": "HTX"},
        json=bodies["SenderUpdate"] | {"hub": ""},
        headers={"If-Match": "*"},
    )
    assert said.is_success, said.text
    request = {"booking_id": made_at["Request"].rpartition("/")[2]}
    received = client.post(f"{made_at['Hub']}/receipts", json=bodies["ReceiptCreate"] | request)
    assert received.is_success, received.text
    for name in ("Integration", "Webhook"):
        made = client.post(f"/api/v1/{name.lower()}s", json=bodies[f"{name}Create"])
        assert made.is_success, (name, made.text)


@pytest.mark.parametrize("model", [DriverRoute, QuoteAnswer, PlanAccepted, Problem, Money])
def test_examples_of_answers_have_their_shape(model: type[BaseModel]) -> None:
    example = DESCRIBED["components"]["schemas"][model.__name__]["example"]
    model.model_validate(example)


def test_every_reference_of_the_description_leads_somewhere() -> None:
    names = set(DESCRIBED["components"]["schemas"])
    used = {
        found.rsplit("/", 1)[1]
        for found in re.findall(r"#/components/schemas/[\w-]+", str(DESCRIBED))
    }
    assert used <= names
    assert names - used == set()
