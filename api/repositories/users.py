"""Accounts by name."""

from sqlmodel import Session, col, select

from api.tables import User


def find_by_name(session: Session, name: str, *, lock: bool = False) -> User | None:
    """Return the account of a name, or None; `lock` keeps others from changing it."""
    query = select(User).where(User.name == name)
    return session.exec(query.with_for_update() if lock else query).first()


def count_enabled(session: Session, role: str) -> int:
    """Return how many accounts of a role can be used: they have a password."""
    query = select(User).where(
        User.role == role, col(User.disabled_at).is_(None), User.password_hash != ""
    )
    return len(session.exec(query).all())
