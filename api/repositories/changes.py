"""The append-only record of changes."""

from sqlmodel import Session

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
