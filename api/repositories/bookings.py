"""Bookings by what they stand for."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from api.tables import Booking
from api.tables.booking import CANCELLED, EXPIRED, FAILED, HELD


def in_state(state: str) -> ColumnElement[bool]:
    """Return the condition that a booking is in a state."""
    return col(Booking.state) == state


def list_of_quote(session: Session, area: str, quote_id: str) -> Sequence[Booking]:
    """Return what was held or accepted of a quote."""
    query = select(Booking).where(Booking.area_id == area, Booking.quote_id == quote_id)
    return session.exec(query.order_by(col(Booking.pk))).all()


def list_ended(session: Session, area: str, at: datetime) -> Sequence[Booking]:
    """Return the holds that have run out."""
    query = select(Booking).where(
        Booking.area_id == area, Booking.state == HELD, col(Booking.hold_until) <= at
    )
    return session.exec(query.order_by(col(Booking.pk))).all()


def count_held(session: Session, area: str, shop: str) -> int:
    """Return how many options a shop holds."""
    query = select(func.count()).where(
        Booking.area_id == area, Booking.state == HELD, Booking.shop == shop
    )
    return session.exec(query).one()


def list_in(session: Session, area: str, states: Collection[str]) -> Sequence[Booking]:
    """Return the bookings in some states, in the order they were made."""
    query = select(Booking).where(Booking.area_id == area, col(Booking.state).in_(states))
    return session.exec(query.order_by(col(Booking.pk))).all()


def weigh_departures(session: Session, area: str) -> dict[tuple[str, date], int]:
    """Return the grams that bookings have taken of each truck's departure of a date."""
    query = (
        select(Booking.truck, col(Booking.leaves_on), func.sum(Booking.weight_g))
        .where(
            Booking.area_id == area,
            col(Booking.leaves_on).is_not(None),
            col(Booking.state).not_in((CANCELLED, EXPIRED, FAILED)),
        )
        .group_by(Booking.truck, col(Booking.leaves_on))
    )
    found = session.exec(query).all()
    return {(truck, day): int(grams) for truck, day, grams in found if day is not None}


def find_by_code(session: Session, code: str) -> Booking | None:
    """Return the booking of a code, whosever it is."""
    return session.exec(select(Booking).where(Booking.code == code)).first()
