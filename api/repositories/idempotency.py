"""Answers kept under an ``Idempotency-Key``."""

import hashlib
from datetime import timedelta
from typing import Final

from sqlalchemy import BigInteger, bindparam
from sqlmodel import Session, col, delete, func, select

from api.clock import now
from api.tables import StoredAnswer

KEPT: Final = timedelta(hours=48)


def try_lock(session: Session, principal: str, method: str, path: str, key: str) -> bool:
    """Return whether no other call with this key is under way.

    On SQLite the unit of work already waits for every other one, so that the answer of the
    first call is there by now.
    """
    if session.get_bind().dialect.name == "sqlite":
        return True
    scope = "\n".join((principal, method, path, key)).encode()
    number = int.from_bytes(hashlib.sha256(scope).digest()[:8], "big", signed=True)
    lock = func.pg_try_advisory_xact_lock(bindparam("lock", number, BigInteger()))
    return bool(session.exec(select(lock)).one())


def find_answer(
    session: Session, principal: str, method: str, path: str, key: str
) -> StoredAnswer | None:
    """Return the answer stored for a call, or None when there is none that still counts."""
    answer = session.get(StoredAnswer, (principal, method, path, key))
    return answer if answer and answer.created_at > now() - KEPT else None


def store_answer(session: Session, answer: StoredAnswer) -> None:
    """Keep an answer, and forget those that are too old."""
    session.exec(delete(StoredAnswer).where(col(StoredAnswer.created_at) <= now() - KEPT))
    session.add(answer)
