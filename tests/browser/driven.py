"""A server with a planned day that can be killed, and the links of its driver."""

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from playwright.sync_api import Page
from sqlmodel import select

from api.clock import now
from api.db.engine import Database
from api.db.migrate import prepare
from api.jobs.searcher import Worker
from api.knowledge import Knowledge, KnowledgeShelf
from api.settings import Settings, environment_of
from api.tables import DriverEvent
from tests.api.conftest import admit, hub, pickup, vehicle

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
VEHICLE = "pt-xe#1"
PLACES = ("Mường So", "Khổng Lào", "Bản Lang", "Dào San", "Nậm Xe", "Sin Suối Hồ")
_AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
_SERIOUS = """async () => (await axe.run()).violations
  .filter((each) => ['serious', 'critical'].includes(each.impact)).map((each) => each.id)"""
_SERVE = "import api.serve; raise SystemExit(api.serve.serve())"


@dataclass
class Driven:
    """A service whose plan of today has one route, served by a process of its own."""

    settings: Settings
    knowledge: Knowledge
    today: date = field(default_factory=lambda: now().astimezone(ZONE).date())
    process: subprocess.Popen[str] | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-c", _SERVE],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment_of(self.settings)},
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline().startswith(self.address)
        transport = httpx.HTTPTransport(retries=5)
        with httpx.Client(transport=transport) as client:
            client.get(f"{self.address}/health", timeout=30)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None and self.process.stdout is not None:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.process = None

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Call as an admin's program."""
        answer = httpx.request(
            method,
            f"{self.address}/api/v1/{path}",
            json=body,
            headers={**self.headers, **headers},
            timeout=30,
        )
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def add_requests(self, names: Sequence[str]) -> None:
        """Ask for pickups today, one in each of our places in turn."""
        day = self.today.isoformat()
        for i, name in enumerate(names):
            body = pickup(
                name, place=PLACES[i % len(PLACES)], ready=day, due=day, weight_kg=40 + i
            )
            self.call("POST", "requests", {**body, "product": "tea_shan", "count": 4, **_CALLER})

    def plan(self) -> None:
        """Plan today anew and put it in force."""
        body = {"start": self.today.isoformat(), "days": 1, "steps": 60}
        plan_id = self.call("POST", "plans", body)["id"]
        self.search()
        self.call("POST", f"plans/{plan_id}/publish", **{"Idempotency-Key": plan_id})

    def search(self) -> None:
        """Work off a plan that was asked for, as a planner does."""
        shelf = KnowledgeShelf(self.settings, self.knowledge)
        database = Database(self.settings.url)
        Worker(self.settings, database, shelf, Event()).work_once()
        database.close()

    def make_link(self) -> dict[str, Any]:
        """Make a link of today's driver: its id and its address."""
        body = {"subject": VEHICLE, "date": self.today.isoformat()}
        made: dict[str, Any] = self.call("POST", "driver-links", body)
        return made

    def list_events(self) -> list[DriverEvent]:
        """Every event as it is stored, by device and the count of the device."""
        database = Database(self.settings.url)
        with database.read() as session:
            found = list(session.exec(select(DriverEvent)))
        database.close()
        return sorted(found, key=lambda each: (each.device_id, each.seq))


_CALLER = {"contact_name": "Giàng A Páo", "contact_phone": "0912 000 000"}


def build_day(settings: Settings, knowledge: Knowledge) -> Driven:
    """Return a service whose plan of today has one vehicle and six pickups, and start it."""
    prepare(settings).close()
    driven = Driven(replace(settings, port=_find_port()), knowledge)
    driven.headers = admit(driven.settings)
    driven.start()
    driven.call("POST", "hubs", hub("pt", place="Thị trấn Phong Thổ", open="00:00", close="23:59"))
    driven.call("POST", "vehicles", vehicle("pt-xe"))
    driven.add_requests([f"R{i}" for i in range(1, 7)])
    driven.plan()
    return driven


def find_serious(page: Page) -> list[str]:
    """Return the rules of accessibility that a page breaks in a way that keeps people out."""
    page.evaluate(_AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(_SERIOUS)
    return found


def _find_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
