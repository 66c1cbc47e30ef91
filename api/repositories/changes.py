"""The append-only record of changes."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from api.tables import Change


def record(
    session: Session,
    area: str,
    actor: str,
    noun: str,
    subject: str,
    action: str,
    *,
    version: int = 0,
    **detail: object,
) -> None:
    """Write down who changed what, in the transaction that changes it."""
    session.add(
        Change(
            area_id=area,
            actor=actor,
            noun=noun,
            subject=subject,
            action=action,
            version=version,
            detail=detail,
        )
    )


def page(
    session: Session, area: str, before: int, limit: int, *, noun: str, subject: str, actor: str
) -> Sequence[Change]:
    """Return changes that were made before one (0: the latest), newest first."""
    query = select(Change).where(Change.area_id == area)
    if before:
        query = query.where(col(Change.id) < before)
    for column, value in ((Change.noun, noun), (Change.subject, subject), (Change.actor, actor)):
        if value:
            query = query.where(column == value)
    return session.exec(query.order_by(col(Change.id).desc()).limit(limit)).all()
