"""Charges of bookings and bills of days."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from api.tables import BilledDay, Booking, Charge
from api.tables.booking import CANCELLED, EXPIRED, HELD


def find_charge(session: Session, area: str, booking_id: str) -> Charge | None:
    """Return what is charged for a booking, None before its day is billed."""
    query = select(Charge).where(Charge.area_id == area, Charge.booking_id == booking_id)
    return session.exec(query).first()


def list_charges(session: Session, area: str, bookings: Collection[str]) -> dict[str, Charge]:
    """Return what is charged for some bookings, by their ids."""
    query = select(Charge).where(Charge.area_id == area, col(Charge.booking_id).in_(bookings))
    return {charge.booking_id: charge for charge in session.exec(query)}


def list_days(session: Session, area: str, first: date, last: date) -> Sequence[BilledDay]:
    """Return the days billed from a first to a last one, in order."""
    query = select(BilledDay).where(
        BilledDay.area_id == area, BilledDay.day >= first, BilledDay.day <= last
    )
    return session.exec(query.order_by(col(BilledDay.day))).all()


def list_of_plan(session: Session, area: str, plan_id: str) -> Sequence[BilledDay]:
    """Return the days billed by a plan, in order."""
    query = select(BilledDay).where(BilledDay.area_id == area, BilledDay.plan_id == plan_id)
    return session.exec(query.order_by(col(BilledDay.day))).all()


def list_owed(
    session: Session, area: str, first: date, last: date, *conditions: ColumnElement[bool]
) -> Sequence[Booking]:
    """Return the bookings of some days that are paid for, in the order of their days."""
    query = select(Booking).where(
        Booking.area_id == area,
        Booking.day >= first,
        Booking.day <= last,
        col(Booking.state).not_in((HELD, CANCELLED, EXPIRED)),
        *conditions,
    )
    return session.exec(query.order_by(col(Booking.day), col(Booking.pk))).all()
