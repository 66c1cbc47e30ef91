"""The schema grows without losing a row, and says so when it must grow."""

import stat
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, Table, insert, select, text, types
from sqlalchemy.engine import make_url

from api.db.backup import back_up
from api.db.engine import Database
from api.db.migrate import check, is_empty, migrate, prepare, read_state, script, upgrade
from api.settings import Settings
from api.tables import metadata
from routing.errors import InputError


def sample_value(column: Any) -> object:
    """A value that any column of its type takes."""
    kind = column.type
    if isinstance(kind, types.JSON):
        return {"x": [1, "ở"]}
    for python, value in (
        (bool, True),
        (datetime, datetime(2025, 5, 19, 1, tzinfo=UTC)),
        (date, date(2025, 5, 19)),
        (float, 0.5),
        (str, "x"),
        (int, 1),
    ):
        if issubclass(kind.python_type, python):
            return value
    raise NotImplementedError(kind)


def fill(connection: Connection, table: Table) -> None:
    row = {
        column.name: "default" if column.name == "area_id" else sample_value(column)
        for column in table.columns
    }
    if table.name == "areas":
        row["id"] = "default"
    connection.execute(insert(table).values(row))


def reflect(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    return found


def count_rows(connection: Connection) -> dict[str, int]:
    found = reflect(connection)
    return {
        table.name: len(connection.execute(select(table)).all())
        for table in found.sorted_tables
        if table.name != "alembic_version"
    }


def test_migrated_tables_are_those_the_program_knows(database: Database) -> None:
    with database.write_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_data_of_the_first_revision_survive_to_the_newest(
    fresh_url: Callable[..., str],
) -> None:
    database = Database(make_url(fresh_url(empty=True)))
    migrate(database, str(script().get_base()))
    with database.write_engine.begin() as connection:
        for table in reflect(connection).sorted_tables:
            if table.name != "alembic_version":
                fill(connection, table)
        before = count_rows(connection)
    assert set(before.values()) == {1}
    migrate(database)
    with database.write_engine.begin() as connection:
        after = count_rows(connection)
    database.close()
    assert {name: after[name] for name in before} == before


def test_requests_and_vehicles_of_old_ask_for_nothing_more(
    fresh_url: Callable[..., str],
) -> None:
    database = Database(make_url(fresh_url(empty=True)))
    migrate(database, "0004")
    with database.write_engine.begin() as connection:
        for table in reflect(connection).sorted_tables:
            if table.name in {"areas", "requests", "vehicles"}:
                fill(connection, table)
    migrate(database)
    with database.write_engine.begin() as connection:
        (request,) = connection.execute(select(metadata.tables["requests"])).mappings()
        (vehicle,) = connection.execute(select(metadata.tables["vehicles"])).mappings()
    database.close()
    assert (request["place"], request["kind"], request["to_service_s"]) == ("x", "pickup", 600)
    assert (request["tags"], request["alternatives"], request["wish_by"]) == ([], [], None)
    assert (vehicle["profile"], vehicle["overtime_s"], vehicle["reload"]) == ("x", 0, [])


def test_every_constraint_has_a_name(database: Database) -> None:
    unnamed = [
        (table.name, constraint)
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if not constraint.name
    ]
    assert unnamed == []


def test_a_fresh_database_is_made_ready_at_once(
    fresh_url: Callable[..., str], tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "new" / "var", database_url=fresh_url(empty=True))
    database = prepare(settings)
    assert read_state(database).is_current
    assert not is_empty(database)
    database.close()
    assert stat.S_IMODE(settings.data_dir.stat().st_mode) == 0o700


def test_an_older_schema_is_refused_naming_the_upgrade(
    settings: Settings, database: Database
) -> None:
    with database.write_engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    assert not check(settings).is_current
    with pytest.raises(InputError, match="luco db upgrade"):
        prepare(settings)


def test_a_newer_schema_is_left_alone(settings: Settings, database: Database) -> None:
    with database.write_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(InputError, match="9999"):
        prepare(settings)
    with pytest.raises(InputError, match="9999"):
        upgrade(settings)


def test_an_upgrade_saves_the_data_first(
    fresh_url: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_dir=tmp_path / "var", database_url=fresh_url())
    head = check(settings).head
    monkeypatch.setattr("api.db.migrate.SchemaState.is_current", False)
    done = upgrade(settings)
    assert (done.before, done.after) == (head, head)
    assert done.backup is not None
    assert done.backup.stat().st_size > 100
    assert stat.S_IMODE(done.backup.stat().st_mode) == 0o600


def test_a_backup_of_sqlite_is_a_database_of_its_own(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "var")
    database = prepare(settings)
    saved = Database(make_url(f"sqlite:///{back_up(database, settings.backups, 'x')}"))
    assert read_state(saved) == read_state(database)
    saved.close()
    database.close()


def test_a_missing_database_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"luco\.db"):
        check(Settings(data_dir=tmp_path / "none"))
