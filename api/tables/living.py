"""The versions of the living plan since a plan was put in force."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Text, UniqueConstraint
from sqlmodel import Field

from api.clock import now
from api.db.types import RowNumber, UtcDateTime
from api.tables.owned import COUNTED
from api.tables.row import Row


class LivingVersion(Row, table=True):
    """One change of the plan in force, written once.

    `version` is the area's plan version after it, `plan_id` the plan it goes back to. `mark`
    names what all changes up to this one make of that plan. `snapshot` is empty, or the whole
    plan as it then is.
    """

    __tablename__ = "living_versions"
    __table_args__ = (UniqueConstraint("area_id", "version"), COUNTED)

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    area_id: str = Field(foreign_key="areas.id", max_length=64)
    version: int
    plan_id: str = Field(max_length=64)
    cause: str = Field(max_length=16)
    actor: str = Field(max_length=64)
    booking_id: str = Field(default="", max_length=64)
    mark: str = Field(max_length=64)
    change: dict[str, Any] = Field(sa_type=JSON)  # Any: JSON
    snapshot: str = Field(default="", sa_type=Text)
    at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
