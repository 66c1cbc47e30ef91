"""The append-only record of who changed what."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from api.clock import now
from api.db.types import RowNumber, UtcDateTime
from api.tables.owned import COUNTED
from api.tables.row import Row


class Change(Row, table=True):
    """One change, written in the transaction that made it. Holds ids, no personal data."""

    __tablename__ = "changes"
    __table_args__ = (Index(None, "area_id", "id"), COUNTED)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    area_id: str = Field(foreign_key="areas.id", max_length=64)
    at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    actor: str = Field(max_length=64)
    noun: str = Field(max_length=32)
    subject: str = Field(max_length=64)
    action: str = Field(max_length=32)
    version: int = 0
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # Any: JSON
