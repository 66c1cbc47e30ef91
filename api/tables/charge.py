"""What is charged for bookings of a day in force, and what a day leaves beyond its cost."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field

from api.clock import now
from api.db.types import RowNumber, UtcDateTime
from api.tables.owned import COUNTED
from api.tables.row import Row


class Charge(Row, table=True):
    """What a booking owes of its routes, as last worked out.

    `quoted_minor` is what was quoted for the pickup itself; `charge_minor` is never more. Of a
    share that was drawn, `error_minor` is the standard error. `total_minor` is what is paid, with
    all `lines`.
    """

    __tablename__ = "charges"
    __table_args__ = (UniqueConstraint("area_id", "booking_id"), COUNTED)

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    area_id: str = Field(foreign_key="areas.id", max_length=64)
    booking_id: str = Field(max_length=64)
    shop: str = Field(default="", index=True)
    day: dt.date = Field(index=True)
    plan_version: int
    quoted_minor: int = Field(sa_type=BigInteger)
    share_minor: int = Field(sa_type=BigInteger)
    alone_minor: int = Field(sa_type=BigInteger)
    error_minor: int = Field(default=0, sa_type=BigInteger)
    charge_minor: int = Field(sa_type=BigInteger)
    total_minor: int = Field(sa_type=BigInteger)
    lines: list[dict[str, Any]] = Field(sa_type=JSON)  # Any: JSON
    at: dt.datetime = Field(default_factory=now, sa_type=UtcDateTime)


class BilledDay(Row, table=True):
    """The routes of a day: what they cost, what is charged for them, what that leaves."""

    __tablename__ = "billed_days"
    __table_args__ = (UniqueConstraint("area_id", "day"), COUNTED)

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    area_id: str = Field(foreign_key="areas.id", max_length=64)
    day: dt.date
    plan_id: str = Field(max_length=64)
    plan_version: int
    cost_minor: int = Field(sa_type=BigInteger)
    charged_minor: int = Field(sa_type=BigInteger)
    platform_balance_minor: int = Field(sa_type=BigInteger)
    at: dt.datetime = Field(default_factory=now, sa_type=UtcDateTime)
