"""Who drives which vehicle's day, whatever plan is in force."""

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from api.clock import now
from api.db.types import RowNumber, UtcDateTime
from api.tables.owned import COUNTED
from api.tables.row import Row


class RouteDriver(Row, table=True):
    """The driver of a route, ``DATE/UNIT``, with the seconds at the wheel it then had."""

    __tablename__ = "route_drivers"
    __table_args__ = (UniqueConstraint("area_id", "route_id"), COUNTED)

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    area_id: str = Field(foreign_key="areas.id", max_length=64)
    route_id: str
    day: dt.date = Field(index=True)
    driver: str
    driving_s: int = 0
    set_by: str = Field(max_length=64)
    at: dt.datetime = Field(default_factory=now, sa_type=UtcDateTime)
