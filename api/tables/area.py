"""Areas: hubs that share vehicles, and the head of their living plan."""

from datetime import datetime
from typing import Final

from sqlmodel import Field

from api.clock import now
from api.db.types import UtcDateTime
from api.tables.row import Row

DEFAULT_AREA: Final = "default"


class Area(Row, table=True):
    """One area. `plan_version` and `plan_id` are the head: the plan in force.

    Whoever changes the head reads this row for update first.
    """

    __tablename__ = "areas"

    id: str = Field(primary_key=True, max_length=64)
    name: str = ""
    timezone: str
    currency: str = "VND"
    plan_version: int = 0
    plan_id: str = ""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
