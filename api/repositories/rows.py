"""Finding, paging, adding and removing rows that an area owns."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy import delete as sql_delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from api.errors import ApiError, noun
from api.tables.owned import Owned

RowT = TypeVar("RowT", bound=Owned)


def find(
    session: Session,
    table: type[RowT],
    area: str,
    row_id: str,
    *conditions: ColumnElement[bool],
    lock: bool = False,
) -> RowT | None:
    """Return a row, or None; `lock` keeps others from changing it until the unit ends."""
    query = select(table).where(table.area_id == area, table.id == row_id, *conditions)
    if lock:
        query = query.with_for_update()
    return session.exec(query).first()


def page(
    session: Session,
    table: type[RowT],
    area: str,
    after: int,
    limit: int,
    *conditions: ColumnElement[bool],
) -> Sequence[RowT]:
    """Return up to `limit` rows that were made after the row numbered `after`."""
    query = (
        select(table)
        .where(table.area_id == area, col(table.pk) > after, *conditions)
        .order_by(col(table.pk))
        .limit(limit)
    )
    return session.exec(query).all()


def list_all(
    session: Session, table: type[RowT], area: str, *conditions: ColumnElement[bool]
) -> Sequence[RowT]:
    """Return every row in the order they were made."""
    query = select(table).where(table.area_id == area, *conditions).order_by(col(table.pk))
    return session.exec(query).all()


def list_ids(session: Session, table: type[RowT], area: str) -> set[str]:
    """Return the ids of all rows."""
    return {*session.exec(select(table.id).where(table.area_id == area))}


def count(session: Session, table: type[RowT], area: str, *conditions: ColumnElement[bool]) -> int:
    """Return how many rows there are."""
    query = select(func.count()).select_from(table).where(table.area_id == area, *conditions)
    return session.exec(query).one()


def add(session: Session, row: RowT, noun_key: str) -> RowT:
    """Add a row.

    Raises
    ------
    ApiError
        ``ALREADY_EXISTS`` when its id is taken.
    """
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise ApiError("ALREADY_EXISTS", noun=noun(noun_key), name=row.id) from error
    return row


def add_all(session: Session, new: Sequence[Owned]) -> None:
    """Add rows with ids made for them."""
    session.add_all(new)
    session.flush()


def delete(session: Session, row: Owned) -> None:
    """Remove a row."""
    session.delete(row)
    session.flush()


def clear(session: Session, table: type[RowT], area: str) -> None:
    """Remove every row of an area."""
    session.connection().execute(sql_delete(table).where(col(table.area_id) == area))
