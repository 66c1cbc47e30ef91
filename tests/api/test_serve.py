"""The server as a process: where it may listen, and what it survives."""

import csv
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from sqlmodel import select as choose

from api.db.engine import Database
from api.jobs.planners import Planners
from api.repositories import areas
from api.serve import (
    address_of,
    open_socket,
    refuse_unreadable_tls,
    refuse_without_admin,
    serve,
)
from api.services.accounts import Draft, add_user
from api.services.scope import Unit
from api.settings import Settings, environment_of, is_loopback
from api.tables import Job
from routing.errors import InputError
from tests.api.conftest import admit, hub, vehicle

CAP_S = 240
SEARCH_S = 15
REQUESTS = 160
SAMPLE = Path(__file__).parents[2] / "data/sample/requests.csv"
SERVE = "import api.serve; raise SystemExit(api.serve.serve())"


@pytest.fixture
def settings(fresh_url: Callable[..., str], tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path / "var",
        database_url=fresh_url(),
        port=0,
        planners=1,
        lease_s=10.0,
        beat_s=0.3,
        checkpoint_s=0.2,
        poll_s=0.1,
    )


@contextmanager
def served(
    settings: Settings, **more: str
) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A server and who calls it, killed in the end with all that it started."""
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment_of(settings), **more},
    )
    assert server.stdout is not None
    try:
        ready, _, _ = select.select([server.stdout], [], [], CAP_S)
        address = server.stdout.readline().strip() if ready else ""
        assert address.startswith("http://127.0.0.1:"), "the server did not start"
        headers = admit(settings)
        with httpx.Client(base_url=f"{address}api/v1/", headers=headers, timeout=CAP_S) as service:
            yield server, service
    finally:
        for process in children(server.pid):
            process.kill()
        server.kill()
        server.wait(CAP_S)
        server.stdout.close()


def children(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def call(service: httpx.Client, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = service.request("GET" if body is None else "POST", path, json=body)
    found: dict[str, Any] = answer.raise_for_status().json()
    return found


def wait_for(condition: Callable[[], Any]) -> Any:
    """Wait until a condition holds, and return what it says."""
    end = time.monotonic() + CAP_S
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    pytest.fail("waited in vain")


def fill(service: httpx.Client) -> None:
    """Store a week's requests, so that a search does not converge before it is disturbed."""
    call(service, "hubs", hub("pt"))
    call(service, "vehicles", vehicle("v", count=8))
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        places = [row["place"] for row in csv.DictReader(file)][:REQUESTS]
    rows = [f"R{n},{place},{40 + n},2025-05-19,2025-05-24" for n, place in enumerate(places)]
    table = "\n".join(["id,place,weight_kg,ready,due", *rows]).encode()
    files, headers = {"file": ("r.csv", table)}, {"Idempotency-Key": "fill"}
    service.post("requests/import", files=files, headers=headers).raise_for_status()


def search(service: httpx.Client) -> str:
    """Ask for a plan that takes a while, wait until a better one is saved, return its path."""
    fill(service)
    body = {"start": "2025-05-19", "days": 6, "time_limit_s": SEARCH_S}
    path = f"plans/{call(service, 'plans', body)['id']}"
    wait_for(lambda: call(service, path)["progress"]["curve"])
    return path


def job_of(settings: Settings) -> Job:
    database = Database(settings.url)
    with database.read() as session:
        job = session.exec(choose(Job)).one()
    database.close()
    return job


def test_a_search_survives_the_death_of_all_processes(settings: Settings) -> None:
    with served(settings) as (server, service):
        path = search(service)
        wait_for(lambda: job_of(settings).checkpoint)
        for process in [server, *children(server.pid)]:
            process.kill()
    assert job_of(settings).state == "running"
    with served(settings) as (_, service):
        plan = wait_for(lambda: (p := call(service, path))["status"] == "done" and p)
        assert plan["progress"]["attempt"] == 2
        assert plan["totals"]["violations"] == 0
        assert plan["totals"]["dropped"] < REQUESTS / 10


def test_a_stopped_server_ends_its_planners_and_gives_searches_back(settings: Settings) -> None:
    with served(settings) as (server, service):
        search(service)
        family = children(server.pid)
        server.send_signal(signal.SIGTERM)
        assert server.wait(CAP_S) == 0
        wait_for(lambda: not any(process.is_running() for process in family))
    job = job_of(settings)
    assert (job.state, job.attempt) == ("queued", 0)
    assert job.checkpoint


def test_all_processes_end_with_a_killed_server(settings: Settings) -> None:
    with served(settings, LUCO_WORKERS="2") as (server, service):
        fill(service)
        assert len(call(service, "requests?limit=200")["items"]) == REQUESTS
        family = children(server.pid)
        assert len(family) >= 3
        server.kill()
        server.wait(CAP_S)
        wait_for(lambda: not any(process.is_running() for process in family))


@pytest.mark.parametrize("host", ["0.0.0.0", "10.1.2.3", "::", "example.org", ""])  # noqa: S104 - refused
def test_other_machines_are_not_served_without_accounts(host: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="only this machine"):
        serve(Settings(host=host, data_dir=tmp_path / "var"))
    assert not (tmp_path / "var").exists()


def test_others_are_served_once_there_is_an_admin(settings: Settings) -> None:
    open_to_all = replace(settings, host="0.0.0.0")  # noqa: S104 - the setting that is tried
    with pytest.raises(InputError, match="only this machine"):
        refuse_without_admin(open_to_all)
    database = Database(settings.url)
    with database.write() as session:
        unit = Unit(session, areas.ensure_area(session, settings.timezone), "test")
        add_user(unit, Draft("lan", "admin"), "ba con suối nhỏ")
    database.close()
    refuse_without_admin(open_to_all)
    named = replace(open_to_all, public_url="https://luco.example/")
    assert named.names == {"localhost", "127.0.0.1", "::1", "luco.example"}


def test_a_certificate_comes_with_its_key(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "cert.pem").write_text("")
    alone = replace(settings, tls_cert=tmp_path / "cert.pem")
    with pytest.raises(InputError, match="tls_key"):
        refuse_unreadable_tls(alone)
    with pytest.raises(InputError, match=r"none\.pem"):
        refuse_unreadable_tls(replace(alone, tls_key=tmp_path / "none.pem"))
    refuse_unreadable_tls(replace(alone, tls_key=tmp_path / "cert.pem"))
    assert alone.is_secure


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_this_machine_is_served(host: str) -> None:
    assert is_loopback(host)


def test_a_taken_port_is_named() -> None:
    with open_socket("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert address_of(taken) == f"http://127.0.0.1:{port}/"
        with pytest.raises(InputError, match=str(port)):
            open_socket("127.0.0.1", port)
    with pytest.raises(InputError, match="70000"):
        open_socket("127.0.0.1", 70_000)


def test_a_planner_that_dies_is_replaced(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.jobs.planners.FIRST_PAUSE_S", 0.01)
    with Planners(settings, 1):
        [first] = wait_for(lambda: psutil.Process().children())
        first.kill()
        [second] = wait_for(
            lambda: [each for each in psutil.Process().children() if each.pid != first.pid]
        )
        assert second.is_running()
    assert not second.is_running()
