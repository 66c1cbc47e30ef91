"""Webhooks, and deliveries that each sender takes for itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, delete, update
from sqlmodel import Session, col, func, select

from api.tables import Change, Delivery, Webhook
from api.tables.webhook import WAITING


def find_last_change(session: Session, area: str) -> int:
    """Return the number of the newest change, 0 when there is none."""
    query = select(func.max(Change.id)).where(Change.area_id == area)
    return session.exec(query).one() or 0


def has_news(session: Session) -> bool:
    """Tell whether there are changes that some webhook was not looked at for."""
    query = select(Webhook.pk).where(
        select(Change.id)
        .where(Change.area_id == Webhook.area_id, col(Change.id) > Webhook.since)
        .exists()
    )
    return session.exec(query.limit(1)).first() is not None


def list_webhooks(session: Session) -> Sequence[Webhook]:
    """Return all webhooks, kept from others until the unit ends."""
    return session.exec(select(Webhook).order_by(col(Webhook.pk)).with_for_update()).all()


def list_changes(
    session: Session, area: str, after: int, nouns: Sequence[str], limit: int
) -> Sequence[Change]:
    """Return changes after one, of some nouns only, the oldest first."""
    query = select(Change).where(
        Change.area_id == area, col(Change.id) > after, col(Change.noun).in_(nouns)
    )
    return session.exec(query.order_by(col(Change.id)).limit(limit)).all()


def find_settled(session: Session, area: str, before: datetime) -> int:
    """Return the number of the newest change made before a moment, 0 when there is none."""
    query = select(func.max(Change.id)).where(Change.area_id == area, Change.at < before)
    return session.exec(query).one() or 0


def list_known(session: Session, webhook_pk: int, after: int) -> set[int]:
    """Return the changes after one that are on their way to a webhook already."""
    query = select(Delivery.change_id).where(
        Delivery.webhook_pk == webhook_pk, col(Delivery.change_id) > after
    )
    return {*session.exec(query)}


def list_due(session: Session, at: datetime, limit: int) -> Sequence[tuple[Delivery, Webhook]]:
    """Return deliveries to be tried now, each with where it goes."""
    query = (
        select(Delivery, Webhook)
        .join(Webhook, col(Webhook.pk) == col(Delivery.webhook_pk))
        .where(Delivery.state == WAITING, Delivery.next_at <= at)
        .order_by(col(Delivery.next_at), col(Delivery.pk))
        .limit(limit)
    )
    return session.exec(query).all()


def claim(session: Session, delivery: Delivery, until: datetime) -> bool:
    """Take a delivery until a moment; False when somebody else has it."""
    statement = (
        update(Delivery)
        .where(
            col(Delivery.pk) == delivery.pk,
            col(Delivery.state) == WAITING,
            col(Delivery.tries) == delivery.tries,
            col(Delivery.next_at) == delivery.next_at,
        )
        .values(next_at=until)
    )
    # SQLAlchemy types the result of a statement too loosely
    return cast("CursorResult[None]", session.connection().execute(statement)).rowcount == 1


def close(session: Session, delivery: Delivery, **values: object) -> None:
    """Note how a try has ended."""
    statement = update(Delivery).where(col(Delivery.pk) == delivery.pk).values(**values)
    session.connection().execute(statement)


def page_deliveries(
    session: Session, webhook_pk: int, before: int, limit: int
) -> Sequence[Delivery]:
    """Return deliveries made before one (0: the latest), newest first."""
    query = select(Delivery).where(Delivery.webhook_pk == webhook_pk)
    if before:
        query = query.where(col(Delivery.pk) < before)
    return session.exec(query.order_by(col(Delivery.pk).desc()).limit(limit)).all()


def drop_deliveries(session: Session, webhook_pk: int) -> None:
    """Forget what was sent to a webhook, or was to be."""
    gone = delete(Delivery).where(col(Delivery.webhook_pk) == webhook_pk)
    session.connection().execute(gone)
