"""Requests by the hundred."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, insert, select

from api.clock import now
from api.errors import ApiError
from api.tables import Request

_DEFAULTS = {"state": "booked", "version": 1}


def in_state(state: str) -> ColumnElement[bool]:
    """Return the condition that a request is in a state."""
    return col(Request.state) == state


def within(start: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a request can be served from start to before end."""
    return col(Request.due) >= start, col(Request.ready) < end


def list_by_id(session: Session, area: str, ids: Collection[str]) -> dict[str, Request]:
    """Return requests by their ids; ids without a request are left out."""
    query = select(Request).where(Request.area_id == area, col(Request.id).in_(ids))
    return {request.id: request for request in session.exec(query)}


def add_many(session: Session, columns: Sequence[dict[str, Any]]) -> None:  # Any: columns
    """Add a row for each dictionary of columns.

    Raises
    ------
    ApiError
        ``BUSY`` when another unit has just taken one of the ids.
    """
    at = now()
    stamped = [{**_DEFAULTS, "created_at": at, "updated_at": at, **each} for each in columns]
    if not stamped:
        return
    try:
        session.connection().execute(insert(Request), stamped)
    except IntegrityError as error:
        raise ApiError("BUSY") from error
