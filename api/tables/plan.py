"""Plans: what was asked, the frozen inputs, the immutable content, and its routes by day."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Text, UniqueConstraint
from sqlmodel import Field

from api.db.types import RowNumber, UtcDateTime
from api.tables.owned import COUNTED, Owned, named_once
from api.tables.row import Row


class Plan(Owned, table=True):
    """A proposal on a base version of the living plan, and how far it got.

    `plan_version` is the version the area's plan has once this one is published. `options`
    are the bounds of the search as they were asked.
    """

    __tablename__ = "plans"
    __table_args__ = named_once()

    plan_version: int
    base_version: int
    start: dt.date
    days: int
    options: dict[str, Any] = Field(sa_type=JSON)  # Any: JSON
    from_plan: str = ""
    job_id: str = Field(default="", max_length=64)
    input_hash: str = Field(default="", max_length=64)
    cost_minor: int | None = Field(default=None, sa_type=BigInteger)
    published_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class PlanInput(Row, table=True):
    """Everything a planner may know of a plan, frozen when it was asked for."""

    __tablename__ = "plan_inputs"

    plan_pk: int = Field(primary_key=True, foreign_key="plans.pk", sa_type=RowNumber)
    content: str = Field(sa_type=Text)


class PlanContent(Row, table=True):
    """A finished plan, written once: its JSON as users get it and what can be resumed."""

    __tablename__ = "plan_contents"

    plan_pk: int = Field(primary_key=True, foreign_key="plans.pk", sa_type=RowNumber)
    hash: str = Field(max_length=64)
    content: str = Field(sa_type=Text)
    totals: dict[str, Any] = Field(sa_type=JSON)  # Any: JSON
    summary: dict[str, Any] = Field(sa_type=JSON)  # Any: JSON
    sequences: str = Field(sa_type=Text)
    warnings: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)  # Any: JSON


class PlanRouteDay(Row, table=True):
    """One vehicle's day of a plan, as small as a driver needs it.

    `living_version` is 0 for the plan as it was found, else the version of the living plan
    that made the route so; without content there is none any more.
    """

    __tablename__ = "plan_routes"
    __table_args__ = (
        UniqueConstraint("plan_pk", "route_id", "living_version"),
        Index(None, "plan_pk", "date", "vehicle"),
        COUNTED,
    )

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    plan_pk: int = Field(foreign_key="plans.pk", sa_type=RowNumber)
    route_id: str
    date: dt.date
    vehicle: str
    driver: str = ""
    living_version: int = 0
    content: str = Field(sa_type=Text)
