"""Tries to log in."""

from datetime import datetime

from sqlmodel import Session, col, delete, func, select

from api.tables import LoginTry


def count(session: Session, since: datetime, *, account: str = "", address: str = "") -> int:
    """Return how many tries there were for an account, or from an address."""
    query = select(func.count()).select_from(LoginTry).where(col(LoginTry.at) > since)
    if account:
        query = query.where(LoginTry.account == account)
    if address:
        query = query.where(LoginTry.address == address)
    return session.exec(query).one()


def find_oldest(
    session: Session, since: datetime, *, account: str = "", address: str = ""
) -> datetime | None:
    """Return when the first try since a time was, for an account or from an address."""
    query = select(LoginTry.at).where(col(LoginTry.at) > since)
    query = query.where(LoginTry.account == account if account else LoginTry.address == address)
    return session.exec(query.order_by(col(LoginTry.at)).limit(1)).first()


def forget(session: Session, *, before: datetime | None = None, account: str = "") -> None:
    """Remove the tries for an account, or those before a time."""
    if account:
        session.exec(delete(LoginTry).where(col(LoginTry.account) == account))
    if before:
        session.exec(delete(LoginTry).where(col(LoginTry.at) <= before))
