"""What a hub received, found different, and handed over."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field

from api.db.types import UtcDateTime
from api.tables.owned import COUNTED, Owned


class Receipt(Owned, table=True):
    """Goods of one request, or one part of them, at a hub.

    `differences` are what was found otherwise than expected; `settled_at` is when a coordinator
    looked at them. `handed_at` is when they left, by `lane` if one is named.
    """

    __tablename__ = "receipts"
    __table_args__ = (
        UniqueConstraint("area_id", "id"),
        UniqueConstraint("area_id", "hub", "booking_id", "part"),
        COUNTED,
    )

    hub: str = Field(max_length=64)
    booking_id: str = Field(max_length=64, index=True)
    part: int = 1
    route_id: str = ""
    weight_g: int | None = Field(default=None, sa_type=BigInteger)
    count: int | None = Field(default=None, sa_type=BigInteger)
    cash_minor: int = Field(default=0, sa_type=BigInteger)
    note: str = ""
    received_by: str = Field(max_length=64)
    differences: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)  # Any: JSON
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    settled_by: str = Field(default="", max_length=64)
    lane: str = Field(default="", max_length=64)
    leaves_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    taken_by: str = ""
    handed_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    handed_by: str = Field(default="", max_length=64)
