"""A copy of the database, made before its schema changes."""

import gzip
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import MetaData, select

from api.clock import now
from api.db.engine import Database


def back_up(database: Database, folder: Path, revision: str) -> Path:
    """Save the database into a folder and return the file, readable by its owner alone.

    SQLite is copied whole by its own backup; from PostgreSQL every table is written as JSON
    lines, one ``{"table", "row"}`` a line, read in one snapshot.
    """
    suffix = "db" if database.is_sqlite else "jsonl.gz"
    target = folder / f"luco-{now():%Y%m%dT%H%M%SZ}-{revision}.{suffix}"
    target.touch(mode=0o600)
    if database.is_sqlite:
        _copy_sqlite(database, target)
    else:
        _dump_tables(database, target)
    return target


def _copy_sqlite(database: Database, target: Path) -> None:
    source = sqlite3.connect(f"file:{database.url.database}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _dump_tables(database: Database, target: Path) -> None:
    engine = database.read_engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection, gzip.open(target, "wt", encoding="utf-8") as out:
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            rows = connection.execution_options(yield_per=500).execute(select(table)).mappings()
            for row in rows:
                line = {"table": table.name, "row": dict(row)}
                out.write(json.dumps(line, ensure_ascii=False, default=_as_text) + os.linesep)


def _as_text(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
