"""The database: nothing is lost under load, times keep their offset, busy is said plainly."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from api.db import engine
from api.db.engine import Database
from api.errors import ApiError
from api.repositories import areas
from api.settings import Settings
from api.tables import Area, Closure

WRITERS, ROUNDS = 8, 25


def test_no_update_is_lost(settings: Settings) -> None:
    databases = [Database(settings.url) for _ in range(WRITERS)]
    with databases[0].write() as session:
        areas.ensure_area(session, "Asia/Ho_Chi_Minh")

    def count_up(database: Database) -> None:
        done = 0
        while done < ROUNDS:
            try:
                with database.write() as session:
                    area = areas.lock_area(session, "default")
                    seen = area.plan_version
                    time.sleep(0.001)  # so that another writer gets its chance to interfere
                    area.plan_version = seen + 1
                done += 1
            except ApiError as error:
                if error.code != "BUSY":
                    raise

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(count_up, databases))
    with databases[0].read() as session:
        assert session.get_one(Area, "default").plan_version == WRITERS * ROUNDS
    for database in databases:
        database.close()


def test_times_come_back_aware_and_the_same(database: Database) -> None:
    start = datetime(2025, 5, 20, 5, tzinfo=timezone(timedelta(hours=7)))
    with database.write() as session:
        area = areas.ensure_area(session, "Asia/Ho_Chi_Minh")
        session.add(Closure(area_id=area.id, id="c", start=start, end=start + timedelta(days=1)))
    with database.read() as session:
        closure = session.get_one(Closure, 1)
        assert closure.start == start
        assert closure.start.tzinfo is UTC


def test_naive_times_are_refused(database: Database) -> None:
    naive = datetime(2025, 5, 20, 5)  # noqa: DTZ001 - the fault itself
    with database.read() as session:
        session.add(Closure(area_id="default", id="c", start=naive, end=naive))
        with pytest.raises(StatementError, match="offset"):
            session.flush()


def test_a_unit_that_fails_leaves_nothing_behind(database: Database) -> None:
    def fail() -> None:
        with database.write() as session:
            areas.ensure_area(session, "Asia/Ho_Chi_Minh")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with database.read() as session:
        assert areas.find_area(session) is None


def test_readers_wait_for_no_writer(database: Database) -> None:
    with database.write() as session:
        areas.ensure_area(session, "Asia/Ho_Chi_Minh")
        session.flush()
        with database.read() as other:
            assert areas.find_area(other) is None


def test_a_busy_database_is_said_plainly(
    client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    if settings.url.get_backend_name() != "sqlite":
        pytest.skip("writers of different rows do not wait for each other on PostgreSQL")
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 50)
    blocker = sqlite3.connect(str(settings.url.database), isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    answer = client.post("/api/v1/requests/none/cancel")
    blocker.execute("ROLLBACK")
    blocker.close()
    assert (answer.status_code, answer.json()["code"]) == (503, "BUSY")
    assert int(answer.headers["retry-after"]) >= 1


def test_a_locked_row_is_said_plainly(database: Database, settings: Settings) -> None:
    if settings.url.get_backend_name() == "sqlite":
        pytest.skip("SQLite has one lock for all")
    with database.write() as session:
        areas.ensure_area(session, "Asia/Ho_Chi_Minh")
    other = Database(settings.url)

    def lock_too() -> None:
        with other.write() as blocked:
            blocked.connection().execute(text("SET LOCAL lock_timeout = '50ms'"))
            areas.lock_area(blocked, "default")

    with database.write() as session:
        areas.lock_area(session, "default")
        with pytest.raises(ApiError, match="BUSY"):
            lock_too()
    other.close()


def test_sqlite_writes_are_durable_and_its_readers_free(
    database: Database, settings: Settings
) -> None:
    if settings.url.get_backend_name() != "sqlite":
        pytest.skip("pragmas are SQLite's")
    with database.write() as session:
        connection = session.connection()
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
