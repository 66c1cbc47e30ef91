"""Consolidation hubs, column by column as `HubRecord`; `slots` as `HubSlotRecord`."""

from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field

from api.tables.owned import Owned, named_once


class Hub(Owned, table=True):
    """A hub. An empty limit means none."""

    __tablename__ = "hubs"
    __table_args__ = named_once()

    place: str = ""
    lon: float | None = None
    lat: float | None = None
    name: str = ""
    open_min: int
    close_min: int
    days: list[int] = Field(sa_type=JSON)
    off_dates: list[str] = Field(default_factory=list, sa_type=JSON)
    intake_g_per_day: int | None = Field(default=None, sa_type=BigInteger)
    intake_ml_per_day: int | None = Field(default=None, sa_type=BigInteger)
    unload_s: int = 0
    unload_s_per_t: int = 0
    is_crossdock: bool = False
    slots: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)  # Any: JSON
