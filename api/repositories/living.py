"""The changes of the living plan, in their order."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from api.tables import LivingVersion


def list_since(
    session: Session, area: str, plan_id: str, version: int, *, limit: int | None = None
) -> Sequence[LivingVersion]:
    """Return the changes of the plan in force after a version, oldest first."""
    query = select(LivingVersion).where(
        LivingVersion.area_id == area,
        LivingVersion.plan_id == plan_id,
        LivingVersion.version > version,
    )
    return session.exec(query.order_by(col(LivingVersion.version)).limit(limit)).all()


def list_marks(
    session: Session, area: str, plan_id: str, *, limit: int | None = None
) -> Sequence[tuple[int, str, bool]]:
    """Return version, mark, and whether there is a snapshot, of the last changes, newest first."""
    query = select(
        LivingVersion.version, LivingVersion.mark, col(LivingVersion.snapshot) != ""
    ).where(LivingVersion.area_id == area, LivingVersion.plan_id == plan_id)
    return session.exec(query.order_by(col(LivingVersion.version).desc()).limit(limit)).all()


def add(session: Session, row: LivingVersion) -> None:
    """Write a change down."""
    session.add(row)
    session.flush()
