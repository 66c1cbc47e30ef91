"""Tries to log in."""

from datetime import datetime

from sqlmodel import Session, col, delete, select

from api.tables import LoginTry


def add(session: Session, account: str, address: str) -> None:
    """Write a try down."""
    session.add(LoginTry(account=account, address=address))
    session.flush()


def find_limiting(
    session: Session, account: str, per_account: int, address: str, per_address: int
) -> datetime | None:
    """Return the try that must be forgotten before another one may be made, or None.

    Without an account only those from the address count.
    """
    for column, value, most in (
        (LoginTry.account, account, per_account),
        (LoginTry.address, address, per_address),
    ):
        if not value:
            continue
        newest_first = select(LoginTry.at).where(column == value).order_by(col(LoginTry.pk).desc())
        limiting = session.exec(newest_first.offset(most - 1).limit(1)).first()
        if limiting is not None:
            return limiting
    return None


def forget(session: Session, *, before: datetime | None = None, account: str = "") -> None:
    """Remove the tries for an account, or those before a time."""
    if account:
        session.exec(delete(LoginTry).where(col(LoginTry.account) == account))
    if before:
        session.exec(delete(LoginTry).where(col(LoginTry.at) <= before))
