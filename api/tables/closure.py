"""Roads closed or slowed for a time, column by column as `ClosureRecord`."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field

from api.db.types import UtcDateTime
from api.tables.owned import Owned, named_once


class Closure(Owned, table=True):
    """A closure; exactly one way of saying where is filled."""

    __tablename__ = "closures"
    __table_args__ = named_once()

    start: datetime = Field(sa_type=UtcDateTime)
    end: datetime = Field(sa_type=UtcDateTime, index=True)
    road_ref: str = ""
    km_from: float | None = None
    km_to: float | None = None
    from_place: str = ""
    to_place: str = ""
    edge_ids: list[str] = Field(default_factory=list, sa_type=JSON)
    polygon: str = ""
    direction: str = "both"
    profiles: list[str] = Field(default_factory=list, sa_type=JSON)
    speed_factor: float = 0.0
    reason: str = ""
    last_edges: list[str] = Field(default_factory=list, sa_type=JSON)
