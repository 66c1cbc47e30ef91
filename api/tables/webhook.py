"""Webhooks: where somebody wants to be told, and what is on its way there."""

import datetime as dt
from typing import Final

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from api.clock import now
from api.db.types import RowNumber, UtcDateTime
from api.tables.owned import COUNTED, Owned, named_once
from api.tables.row import Row

WAITING: Final = "waiting"
SENT: Final = "sent"
GIVEN_UP: Final = "given_up"


class Webhook(Owned, table=True):
    """An address that is told of a shop's bookings, or of all without one.

    Changes up to `since` are on their way or none of its business.
    """

    __tablename__ = "webhooks"
    __table_args__ = named_once()

    shop: str = Field(default="", index=True)
    url: str
    since: int = Field(default=0, sa_type=RowNumber)


class Delivery(Row, table=True):
    """One change on its way to a webhook: the words sent, tried until taken or given up."""

    __tablename__ = "deliveries"
    __table_args__ = (UniqueConstraint("webhook_pk", "change_id"), COUNTED)

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    webhook_pk: int = Field(foreign_key="webhooks.pk", sa_type=RowNumber)
    change_id: int = Field(sa_type=RowNumber)
    kind: str = Field(max_length=64)
    body: str = Field(sa_type=Text)
    state: str = Field(default=WAITING, max_length=16)
    tries: int = 0
    next_at: dt.datetime = Field(default_factory=now, sa_type=UtcDateTime, index=True)
    answer: str = Field(default="", max_length=200)
    at: dt.datetime = Field(default_factory=now, sa_type=UtcDateTime)
