"""Adding, replacing and removing records, with their version and the note of who did it."""

from typing import Any

from sqlalchemy import ColumnElement

from api.errors import not_found
from api.identity import decode_cursor, encode_cursor
from api.repositories import rows
from api.repositories.owners import seen_by
from api.schemas.page import Kept
from api.services.ownership import adopt, find_foreign_faults
from api.services.records import TABLES, Record, RecordT, columns_of, record_of
from api.services.scope import Scope, expect_version, kept, touch
from api.tables.owned import Owned
from routing.errors import InputError


def add_record(scope: Scope, record: Record, noun: str) -> Owned:
    """Store a new record.

    Raises
    ------
    ApiError
        ``ALREADY_EXISTS`` when its id is taken.
    """
    record = claim(scope, record)
    row = TABLES[type(record)](area_id=scope.area.id, **columns_of(record))
    rows.add(scope.session, row, noun)
    scope.record(noun, row.id, "create", version=row.version)
    return row


def replace_record(scope: Scope, record: Record, noun: str, wanted: int | None) -> Owned:
    """Put a record in the place of the one with its id.

    Raises
    ------
    ApiError
        ``NOT_FOUND``, or ``CHANGED_MEANWHILE`` when it is not of the wanted version.
    """
    row: Owned = get_row(scope, type(record), record.id, noun, lock=True)
    record = claim(scope, record)
    expect_version(row, wanted)
    for name, value in columns_of(record).items():
        setattr(row, name, value)
    touch(row)
    scope.session.flush()
    scope.record(noun, row.id, "update", version=row.version)
    return row


def remove_record(
    scope: Scope, kind: type[Record], row_id: str, noun: str, wanted: int | None
) -> None:
    """Remove a record; raises as `replace_record` does."""
    row = get_row(scope, kind, row_id, noun, lock=True)
    expect_version(row, wanted)
    scope.record(noun, row.id, "delete", version=row.version)
    rows.delete(scope.session, row)


def claim(scope: Scope, record: Record) -> Record:
    """Return a record as the own one of who states it.

    Raises
    ------
    InputError
        When it is of a shop or hub that is not theirs.
    """
    own = adopt(scope.who, record)
    faults = [*find_foreign_faults(scope.who, own)]
    if faults:
        raise InputError(faults)
    return own


def get_row(
    scope: Scope, kind: type[Record], row_id: str, noun: str, *, lock: bool = False
) -> Any:  # Any: the table of the kind
    """Return the row of a record.

    Raises
    ------
    ApiError
        ``NOT_FOUND``, also when it is there and not theirs.
    """
    table = TABLES[kind]
    own = seen_by(scope.who, table)
    row = rows.find(scope.session, table, scope.area.id, row_id, *own, lock=lock)
    if row is None:
        raise not_found(noun, row_id)
    return row


def page_rows(
    scope: Scope,
    kind: type[Record],
    cursor: str | None,
    limit: int,
    *conditions: ColumnElement[bool],
) -> tuple[list[Any], str | None]:  # Any: the table of the kind
    """Return one page of the rows that one sees, and the cursor of the next."""
    table = TABLES[kind]
    found = rows.page(
        scope.session,
        table,
        scope.area.id,
        decode_cursor(cursor),
        limit + 1,
        *conditions,
        *seen_by(scope.who, table),
    )
    shown = list(found[:limit])
    following = len(found) > limit and shown[-1].pk is not None
    return shown, encode_cursor(shown[-1].pk or 0) if following else None


def load_records(
    scope: Scope, kind: type[RecordT], *conditions: ColumnElement[bool]
) -> tuple[RecordT, ...]:
    """Return all records of a kind in the order they were made."""
    found = rows.list_all(scope.session, TABLES[kind], scope.area.id, *conditions)
    return tuple(record_of(kind, row) for row in found)


def kept_of(scope: Scope, row: Owned) -> Kept:
    """Return what a row tells of itself, in the area's time."""
    return kept(row, scope.zone)
