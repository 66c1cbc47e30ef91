"""What drivers' phones reported, as it came, and what was decided about it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from api.clock import now
from api.db.types import RowNumber, UtcDateTime
from api.tables.owned import COUNTED
from api.tables.row import Row


class DriverEvent(Row, table=True):
    """One event, kept for ever as it was sent; the same id with other content is another row.

    `device_time` is the phone's clock, `sent_at` the phone's when it sent the batch,
    `received_at` ours. `refused` is the code of an event that counts for nothing.
    """

    __tablename__ = "driver_events"
    __table_args__ = (
        UniqueConstraint("area_id", "id", "digest"),
        Index(None, "area_id", "stop_id"),
        Index(None, "area_id", "route_id"),
        COUNTED,
    )

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    area_id: str = Field(foreign_key="areas.id", max_length=64)
    id: str = Field(max_length=64)
    digest: str = Field(max_length=64)
    device_id: str = Field(default="", max_length=64)
    seq: int = Field(default=0, sa_type=BigInteger)
    base_version: int = 0
    route_id: str = ""
    stop_id: str = ""
    kind: str = Field(default="", max_length=16)
    device_time: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime = Field(sa_type=UtcDateTime)
    received_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # Any: JSON
    is_late: bool = False
    actor: str = Field(max_length=64)
    refused: str = Field(default="", max_length=32)
