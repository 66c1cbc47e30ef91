"""Bring the schema to this version: fresh databases at once, older ones on demand."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select

from api.db.backup import back_up
from api.db.engine import Database
from api.settings import Settings
from routing.errors import Fault, InputError, fault

_SCRIPTS: Final = Path(__file__).resolve().parent.parent / "migrations"
_LOCK: Final = 0x6C75636F  # "luco": two programs never migrate one database at once


@dataclass(frozen=True, slots=True)
class SchemaState:
    """Where the database stands; `current` is empty for a fresh one."""

    current: str
    head: str
    known: bool = True

    @property
    def is_current(self) -> bool:
        """Whether this version of the program may use the database."""
        return self.current == self.head


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did; `backup` is None when there was nothing to save."""

    before: str
    after: str
    backup: Path | None


def prepare(settings: Settings) -> Database:
    """Return the database ready for use, making data folder and tables when fresh.

    Raises
    ------
    InputError
        When the schema is not this version's; the message names ``luco db upgrade``.
    """
    make_data_dir(settings)
    database = Database(settings.url)
    state = read_state(database)
    if not state.current and is_empty(database):
        migrate(database)
        return database
    if not state.is_current:
        database.close()
        raise InputError([_schema_fault(state)])
    return database


def check(settings: Settings) -> SchemaState:
    """Return where the database of the settings stands, changing nothing.

    Raises
    ------
    InputError
        When there is no database yet.
    """
    url = settings.url
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise InputError([fault("api.no_database", name=url.render_as_string())])
    database = Database(url)
    try:
        return read_state(database)
    finally:
        database.close()


def upgrade(settings: Settings) -> Upgrade:
    """Bring the database of the settings to this version's schema, after a backup.

    Raises
    ------
    InputError
        When the schema is of a newer version than this program.
    """
    make_data_dir(settings)
    database = Database(settings.url)
    try:
        state = read_state(database)
        if not state.known:
            raise InputError([_schema_fault(state)])
        saved = None
        if state.current and not state.is_current:
            saved = back_up(database, settings.backups, state.current)
        migrate(database)
        return Upgrade(state.current, state.head, saved)
    finally:
        database.close()


def make_data_dir(settings: Settings) -> None:
    """Make the data folder, readable by its owner alone, when it is not there.

    Raises
    ------
    InputError
        When it cannot be made or is not a folder.
    """
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings.backups.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        found = fault("api.bad_data_dir", name=str(settings.data_dir), error=error.strerror)
        raise InputError([found]) from error


def script() -> ScriptDirectory:
    """Return the migrations there are."""
    return ScriptDirectory.from_config(_config())


def read_state(database: Database) -> SchemaState:
    """Return the schema's revision and the one this program wants."""
    revisions = script()
    with database.read_engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision() or ""
    known = not current or any(each.revision == current for each in revisions.walk_revisions())
    return SchemaState(current, revisions.get_current_head() or "", known)


def is_empty(database: Database) -> bool:
    """Return whether the database holds no table at all."""
    with database.read_engine.connect() as connection:
        return not inspect(connection).get_table_names()


def migrate(database: Database, revision: str = "head") -> None:
    """Run the migrations up to a revision, all in one transaction."""
    config = _config()
    with database.write_engine.begin() as connection:
        if not database.is_sqlite:  # SQLite's write lock is taken already
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config


def _schema_fault(state: SchemaState) -> Fault:
    key = "api.schema_old" if state.known else "api.schema_unknown"
    return fault(key, current=state.current or "–", head=state.head)
