"""What hubs received."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from api.tables import Receipt


def list_between(
    session: Session, area: str, hub: str, start: datetime, end: datetime
) -> Sequence[Receipt]:
    """Return what a hub received from one instant until before another, in that order."""
    query = select(Receipt).where(
        Receipt.area_id == area,
        Receipt.hub == hub,
        col(Receipt.created_at) >= start,
        col(Receipt.created_at) < end,
    )
    return session.exec(query.order_by(col(Receipt.pk))).all()


def list_of_booking(session: Session, area: str, booking_id: str) -> Sequence[Receipt]:
    """Return what was received of a booking, at any hub."""
    query = select(Receipt).where(Receipt.area_id == area, Receipt.booking_id == booking_id)
    return session.exec(query.order_by(col(Receipt.pk))).all()
