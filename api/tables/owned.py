"""What every row that people edit has in common."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from api.clock import now
from api.db.types import RowNumber, UtcDateTime
from api.tables.row import Row

COUNTED: Final[dict[str, Any]] = {"sqlite_autoincrement": True}  # Any: SQLAlchemy's table options
"""Row numbers are never given twice, not even after the last row was deleted."""


class Owned(Row):
    """A row of one area, known outside by `id`, whose `version` grows with every edit.

    `pk` counts rows in the order they were made and pages lists.
    """

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    area_id: str = Field(foreign_key="areas.id", max_length=64)
    id: str = Field(max_length=64)
    version: int = 1
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    updated_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


def named_once() -> tuple[UniqueConstraint, dict[str, Any]]:  # Any: SQLAlchemy's table options
    """Return the arguments of a table whose ids are unique within an area."""
    return UniqueConstraint("area_id", "id"), COUNTED
