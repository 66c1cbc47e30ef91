"""Secrets that stand for somebody until a time, kept as hashes."""

import datetime as dt
from typing import Final

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from api.clock import now
from api.db.types import RowNumber, UtcDateTime
from api.tables.owned import COUNTED
from api.tables.row import Row

SESSION: Final = "session"
TOKEN: Final = "token"  # noqa: S105 - the word, not a secret
SET_UP: Final = "set_up"
ENTRY: Final = "entry"
DAY_LINK: Final = "day_link"
DEVICE: Final = "device"


class Credential(Row, table=True):
    """One secret by its hash.

    A `session` or `token` is a user's. A `set_up` link lets its user choose a password, or
    makes the first admin when it has none; an `entry` link opens a session. A `day_link` is a
    driver's (`subject`) for a `day`, a `device` one that came in by it (`parent_id`).
    """

    __tablename__ = "credentials"
    __table_args__ = (UniqueConstraint("id"), UniqueConstraint("hash"), COUNTED)

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    id: str = Field(max_length=64)
    kind: str = Field(max_length=16)
    hash: str = Field(max_length=64)
    user_pk: int | None = Field(
        default=None, foreign_key="users.pk", index=True, sa_type=RowNumber
    )
    label: str = ""
    scopes: list[str] = Field(default_factory=list, sa_type=JSON)
    subject: str = ""
    day: dt.date | None = None
    parent_id: str = Field(default="", max_length=64, index=True)
    created_by: str = Field(default="", max_length=64)
    created_at: dt.datetime = Field(default_factory=now, sa_type=UtcDateTime)
    expires_at: dt.datetime = Field(sa_type=UtcDateTime)
    used_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
