"""Jobs that planner processes work off."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, Index, Text, text
from sqlmodel import Field

from api.clock import now
from api.db.types import UtcDateTime
from api.tables.row import Row

OPEN_STATES: Final = ("queued", "running", "cancelling")
_OPEN: Final = text("state IN ('queued', 'running', 'cancelling')")


class Job(Row, table=True):
    """One piece of work. While it is open no other job has its `key`.

    `lease_owner` may write the result until `lease_until`; `attempt` counts the owners.
    `checkpoint` is the best checked answer so far, as text of the job's kind.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index("uq_jobs_open_key", "key", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "state", "created_at"),
    )

    id: str = Field(primary_key=True, max_length=64)
    kind: str = Field(max_length=32)
    key: str = Field(max_length=160)
    input_hash: str = Field(default="", max_length=64)
    state: str = Field(default="queued", max_length=16)
    attempt: int = 0
    lease_owner: str = Field(default="", max_length=160)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    progress: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # Any: JSON
    checkpoint: str = Field(default="", sa_type=Text)
    error: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # Any: JSON
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
