"""Whom a secret stands for, while it holds."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlmodel import Session

from api.clock import now
from api.keys import guard_of, hash_key
from api.principal import Principal
from api.repositories import areas, credentials
from api.services.accounts import principal_of
from api.tables import Credential, User
from api.tables.credential import DEVICE, SESSION, TOKEN

READ_UNTIL: Final = time(12)
"""A driver's link shows the day until this time of the next."""


def recognise_cookie(session: Session, key: str) -> Principal | None:
    """Return who has a session or came in by a driver's link, or None."""
    found = credentials.find(session, hash_key(key))
    if found is None:
        return None
    credential, user = found
    if credential.kind == SESSION:
        return _of_user(credential, user, guard_of(key))
    return _of_device(session, credential, guard_of(key)) if credential.kind == DEVICE else None


def recognise_token(session: Session, key: str) -> Principal | None:
    """Return whom a program's token acts as, or None."""
    found = credentials.find(session, hash_key(key))
    if found is None or found[0].kind != TOKEN:
        return None
    return _of_user(*found, "")


def holds(credential: Credential, at: datetime) -> bool:
    """Tell whether a secret neither ended nor was revoked."""
    return credential.revoked_at is None and credential.expires_at > at


def end_of_reading(day: date, zone: ZoneInfo) -> datetime:
    """Return until when a driver's link shows its day."""
    return datetime.combine(day + timedelta(days=1), READ_UNTIL, zone)


def _of_user(credential: Credential, user: User | None, guard: str) -> Principal | None:
    if user is None or user.disabled_at is not None or not holds(credential, now()):
        return None
    own = principal_of(user)
    return Principal(
        own.id,
        own.role,
        own.subject,
        own.hubs,
        frozenset(credential.scopes),
        credential=credential.id,
        guard=guard,
    )


def _of_device(session: Session, device: Credential, guard: str) -> Principal | None:
    """Return the driver of a day's link; one that is over or revoked still takes in what was done.

    Both secrets end when the last upload is taken.
    """
    area = areas.find_area(session)
    at = now()
    if area is None or device.day is None or device.expires_at <= at:
        return None
    end = end_of_reading(device.day, ZoneInfo(area.timezone))
    return Principal(
        device.parent_id,
        "driver",
        device.subject,
        day=device.day,
        credential=device.id,
        guard=guard,
        is_late=at >= end or device.revoked_at is not None,
    )
