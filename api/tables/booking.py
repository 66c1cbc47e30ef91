"""Bookings: what was promised to whom, for how much."""

import datetime as dt
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field

from api.db.types import UtcDateTime
from api.tables.owned import COUNTED, Owned

HELD: Final = "held"
BOOKED: Final = "booked"
AT_RISK: Final = "at_risk"
RE_PROMISED: Final = "re_promised"
CANCELLED: Final = "cancelled"
EXPIRED: Final = "expired"
FETCHED: Final = "picked_up"
FAILED: Final = "failed"
OPEN: Final = (HELD, BOOKED, AT_RISK, RE_PROMISED)
STATES: Final = (*OPEN, CANCELLED, EXPIRED, FETCHED, FAILED, "handed_over")


class Booking(Owned, table=True):
    """An option of a quote that was held or accepted. Its request has the same id.

    `record` is what is to be fetched, with the promise as its hard times; the promise first
    accepted stays in `first_promise` for ever. `lines` are those of the price. `terms` are what
    else was agreed: what of the price is for the pickup itself, the values stated, the meeting
    point, the departure. `truck` and `leaves_on` are that departure, to count what it carries.
    """

    __tablename__ = "bookings"
    __table_args__ = (
        UniqueConstraint("area_id", "id"),
        UniqueConstraint("code"),
        COUNTED,
    )

    code: str = Field(max_length=16)
    shop: str = Field(default="", index=True)
    state: str = Field(max_length=16, index=True)
    quote_id: str = Field(max_length=64, index=True)
    option_id: str = Field(max_length=64)
    level: str = Field(max_length=16)
    day: dt.date
    start: dt.datetime = Field(sa_type=UtcDateTime)
    end: dt.datetime = Field(sa_type=UtcDateTime)
    first_promise: dict[str, Any] = Field(sa_type=JSON)  # Any: JSON
    price_minor: int = Field(sa_type=BigInteger)
    extra_minor: int = Field(sa_type=BigInteger)
    lines: list[dict[str, Any]] = Field(sa_type=JSON)  # Any: JSON
    record: dict[str, Any] = Field(sa_type=JSON)  # Any: JSON
    terms: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # Any: JSON
    weight_g: int = Field(default=0, sa_type=BigInteger)
    truck: str = ""
    leaves_on: dt.date | None = Field(default=None, index=True)
    hold_until: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
