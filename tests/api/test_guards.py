"""Only calls to this machine from its own pages, of a bearable size, are looked at."""

import re
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.guards import find_refusal
from api.knowledge import Knowledge
from api.main import create_app
from api.settings import Settings
from tests.api.conftest import LOCAL, admit, ask_plan, hub


@pytest.fixture
def backend() -> str:
    return "sqlite"


def refusal(method: str = "POST", limit: int = 100, **headers: str) -> str:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    found = find_refusal(method, {"host": "127.0.0.1:8000", **named}, limit)
    return found.code if found else ""


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]:8000"])
def test_this_machine_is_served(host: str) -> None:
    assert refusal(host=host) == ""


@pytest.mark.parametrize("host", ["", "evil.example", "127.0.0.1.evil.example:8000", "10.0.0.1"])
def test_other_names_are_not(host: str) -> None:
    assert refusal(host=host) == "BAD_HOST"


def test_pages_of_other_sites_change_nothing() -> None:
    assert refusal(origin="https://evil.example") == "FOREIGN_ORIGIN"
    assert refusal(origin="null") == "FOREIGN_ORIGIN"
    assert refusal(origin="http://127.0.0.1:9000") == "FOREIGN_ORIGIN"
    assert refusal(origin="http://127.0.0.1:8000") == ""
    assert refusal(method="GET", origin="https://evil.example") == ""


@pytest.mark.parametrize(
    ("length", "code"), [("100", ""), ("101", "TOO_LARGE"), ("x", "MALFORMED")]
)
def test_a_body_has_a_limit(length: str, code: str) -> None:
    assert refusal(content_length=length) == code


def test_a_body_that_does_not_tell_its_length_is_counted(client: TestClient) -> None:
    def endless() -> Any:
        for _ in range(300):
            yield b" " * 10_000

    answer = client.post("/api/v1/hubs", content=endless())
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")


def test_refusals_reach_the_caller_as_problems(client: TestClient) -> None:
    answer = client.get("/health", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (421, "BAD_HOST")
    answer = client.post("/api/v1/hubs", json=hub("a"), headers={"Origin": "https://evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "FOREIGN_ORIGIN")
    assert answer.headers["content-type"] == "application/problem+json"


def test_every_answer_tells_browsers_to_be_careful(client: TestClient) -> None:
    headers = client.get("/").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "default-src 'self'" in headers["content-security-policy"]


def test_what_one_may_see_is_kept_by_nobody_else(client: TestClient) -> None:
    headers = client.get("/api/v1/hubs").headers
    assert headers["cache-control"] == "private, no-cache"
    assert headers["vary"] == "Authorization, Cookie"
    assert client.get("/api/v1/session").headers["cache-control"] == "no-store"
    assert "cache-control" not in client.get("/health").headers


def test_unknown_paths_and_methods_are_problems(client: TestClient) -> None:
    lost = client.get("/api/v1/nothing")
    assert (lost.status_code, lost.json()["code"]) == (404, "NOT_FOUND")
    slash = client.get("/api/v1/hubs/", follow_redirects=False)
    assert slash.status_code == 404
    wrong = client.patch("/api/v1/hubs")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "METHOD_NOT_ALLOWED")
    assert "GET" in wrong.headers["allow"]


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "vi"),
        ("en", "en"),
        ("en-GB,en;q=0.9,vi;q=0.8", "en"),
        ("vi,en;q=0.9", "vi"),
        ("fr", "vi"),
        ("en;q=0", "vi"),
        ("en;q=x", "vi"),
    ],
)
def test_refusals_speak_the_language_asked_for(client: TestClient, header: str, lang: str) -> None:
    problem = client.get("/api/v1/hubs/none", headers={"Accept-Language": header}).json()
    assert problem["detail"] == problem[f"message_{lang}"]
    assert problem["message_vi"] != problem["message_en"]


def test_broken_json_is_said_to_be_broken(client: TestClient) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client.post("/api/v1/hubs", content=b'{"id": ', headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "MALFORMED")


def test_an_inner_failure_says_nothing_of_itself(settings: Settings, knowledge: Knowledge) -> None:
    app = create_app(settings, knowledge=knowledge)

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("secret")

    with TestClient(app, LOCAL, raise_server_exceptions=False) as client:
        answer = client.get("/broken")
    assert (answer.status_code, answer.json()["code"]) == (500, "INTERNAL")
    assert "secret" not in answer.text


def test_pages_need_nothing_from_elsewhere(valley: TestClient) -> None:
    ask_plan(valley)
    for path in ("/", "/docs", "/?lang=en", "/docs?lang=en"):
        answer = valley.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")
        page = re.sub(
            r"<pre>[^<]*</pre>", "", answer.text
        )  # examples of bodies may name addresses
        assert "http://" not in page
        assert "https://" not in page
        assert "<script" not in answer.text
    assert "đang chờ" in valley.get("/").text
    assert "queued" in valley.get("/", headers={"Accept-Language": "en"}).text


def test_health_and_readiness(client: TestClient) -> None:
    assert client.get("/health").json()["status"] == "ok"
    ready = client.get("/ready")
    assert (ready.status_code, ready.json()["ready"]) == (200, True)
    assert ready.json()["schematic"] is True


def test_readiness_names_what_is_missing(settings: Settings) -> None:
    lost = replace(settings, roads=settings.data_dir / "none")
    with TestClient(create_app(lost), LOCAL, headers=admit(settings)) as client:
        answer = client.get("/ready")
        assert answer.status_code == 503
        assert (answer.json()["database"], answer.json()["roads"]) == ("ok", "failed")
        listed = client.get("/api/v1/products")
        assert (listed.status_code, listed.json()["code"]) == (503, "NOT_READY")
        assert client.get("/").status_code == 200
