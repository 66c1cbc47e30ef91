"""Engines and units of work, so that no concurrent change is ever lost.

SQLite's driver is put into autocommit and SQLAlchemy's begin event takes the write lock at
once (``BEGIN IMMEDIATE``): a unit that reads and then writes can never have read what another
unit changes meanwhile. Reads have an engine of their own and wait for nobody. On PostgreSQL
the rows a unit will change are read ``FOR UPDATE``, which SQLite leaves out of the statement,
and what only reads sees one snapshot, as it does on SQLite.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from api.errors import ApiError

BUSY_TIMEOUT_MS: Final = 5000
_BUSY_SQLSTATES: Final = frozenset({"55P03", "40001", "40P01", "53300", "57P03"})


class Database:
    """One database with an engine for writing and one for reading."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.write_engine = self._build_engine("BEGIN IMMEDIATE")
        self.read_engine = (
            self._build_engine("BEGIN")
            if self.is_sqlite
            else self.write_engine.execution_options(isolation_level="REPEATABLE READ")
        )

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a unit of work that commits at its end, or leaves nothing behind.

        Raises
        ------
        ApiError
            ``BUSY`` when others hold the database too long, ``NOT_READY`` when it is away.
        """
        session = Session(self.write_engine, expire_on_commit=False)
        with self._translate(), session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a unit that sees one snapshot and changes nothing; raises as `write` does."""
        session = Session(self.read_engine, expire_on_commit=False)
        with self._translate(), session:
            yield session

    def close(self) -> None:
        """Give all connections back."""
        self.write_engine.dispose()
        self.read_engine.dispose()

    def _build_engine(self, begin: str) -> Engine:
        if not self.is_sqlite:
            options = f"-c lock_timeout={BUSY_TIMEOUT_MS} -c timezone=UTC"
            return create_engine(
                self.url, connect_args={"options": options}, pool_pre_ping=True, pool_timeout=10
            )
        engine = create_engine(self.url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _beginner(begin))
        return engine

    @contextmanager
    def _translate(self) -> Iterator[None]:
        try:
            yield
        except PoolTimeoutError as error:
            raise ApiError("BUSY") from error
        except DBAPIError as error:
            if is_busy(error):
                raise ApiError("BUSY") from error
            if error.connection_invalidated or isinstance(error, OperationalError):
                raise ApiError("NOT_READY") from error
            raise


def is_busy(error: DBAPIError) -> bool:
    """Return whether a database error only says that others were first."""
    origin = error.orig
    if isinstance(origin, sqlite3.OperationalError):
        return origin.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return getattr(origin, "sqlstate", None) in _BUSY_SQLSTATES


def _set_up_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _beginner(statement: str) -> Callable[[Connection], None]:
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    return begin
