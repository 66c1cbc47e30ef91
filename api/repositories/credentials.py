"""Secrets by their hashes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, delete, select

from api.tables import Credential, User


def find(session: Session, hashed: str) -> tuple[Credential, User | None] | None:
    """Return the secret of a hash with the account it stands for, or None."""
    query = (
        select(Credential, User)
        .outerjoin(User, col(User.pk) == col(Credential.user_pk))
        .where(Credential.hash == hashed)
    )
    return session.exec(query).first()


def find_by_id(
    session: Session, kind: str, credential_id: str, *, lock: bool = False
) -> Credential | None:
    """Return a secret of a kind by its id, or None; `lock` keeps others from changing it."""
    query = select(Credential).where(Credential.kind == kind, Credential.id == credential_id)
    return session.exec(query.with_for_update() if lock else query).first()


def list_live(
    session: Session, kind: str, at: datetime, *, user_pk: int | None = None
) -> Sequence[Credential]:
    """Return the secrets of a kind that hold at a time, of one account when it is given."""
    query = select(Credential).where(
        Credential.kind == kind,
        col(Credential.revoked_at).is_(None),
        col(Credential.expires_at) > at,
    )
    if user_pk is not None:
        query = query.where(Credential.user_pk == user_pk)
    return session.exec(query.order_by(col(Credential.pk))).all()


def list_children(session: Session, parents: Sequence[str]) -> Sequence[Credential]:
    """Return what came in by links and was not revoked."""
    query = select(Credential).where(
        col(Credential.parent_id).in_(parents), col(Credential.revoked_at).is_(None)
    )
    return session.exec(query.order_by(col(Credential.pk))).all()


def use_once(session: Session, credential: Credential, at: datetime) -> bool:
    """Tell whether a secret was not used before; from now on it was."""
    statement = (
        update(Credential)
        .where(col(Credential.pk) == credential.pk, col(Credential.used_at).is_(None))
        .values(used_at=at)
        .returning(col(Credential.pk))
    )
    return session.connection().execute(statement).first() is not None


def revoke_all(session: Session, user_pk: int, at: datetime, kinds: Sequence[str]) -> None:
    """Revoke every secret of some kinds that stands for an account."""
    session.connection().execute(
        update(Credential)
        .where(
            col(Credential.user_pk) == user_pk,
            col(Credential.kind).in_(kinds),
            col(Credential.revoked_at).is_(None),
        )
        .values(revoked_at=at)
    )


def forget(session: Session, before: datetime) -> None:
    """Remove secrets that ended before a time; revoked ones stay, they may still be told of."""
    session.exec(delete(Credential).where(col(Credential.expires_at) < before))
