"""Messages, newest first."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from api.tables import Message


def unread() -> ColumnElement[bool]:
    """Return the condition that nobody has read a message."""
    return col(Message.read_at).is_(None)


def sent_to(role: str) -> ColumnElement[bool]:
    """Return the condition that a message is for a role."""
    return col(Message.role) == role


def page(
    session: Session, area: str, before: int, limit: int, *conditions: ColumnElement[bool]
) -> Sequence[Message]:
    """Return messages written before one (0: the latest), newest first."""
    query = select(Message).where(Message.area_id == area, *conditions)
    if before:
        query = query.where(col(Message.pk) < before)
    return session.exec(query.order_by(col(Message.pk).desc()).limit(limit)).all()
