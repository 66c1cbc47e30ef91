"""Answers kept so that a repeated call has its effect once."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Text
from sqlmodel import Field

from api.clock import now
from api.db.types import UtcDateTime
from api.tables.row import Row


class StoredAnswer(Row, table=True):
    """The answer to one call under an ``Idempotency-Key``, written with its effect."""

    __tablename__ = "idempotency"

    principal: str = Field(primary_key=True, max_length=64)
    method: str = Field(primary_key=True, max_length=8)
    path: str = Field(primary_key=True, max_length=512)
    key: str = Field(primary_key=True, max_length=255)
    request_hash: str = Field(max_length=64)
    status: int
    headers: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # Any: JSON
    body: str = Field(sa_type=Text)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime, index=True)
