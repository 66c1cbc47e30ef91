"""Lanes, column by column as the library's `Lane`."""

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field

from api.tables.owned import Owned, named_once


class Lane(Owned, table=True):
    """A regular departure from a hub. An empty capacity means no limit."""

    __tablename__ = "lanes"
    __table_args__ = named_once()

    hub: str
    gateway: str
    zone: str
    depart_min: int
    transit_days: int
    cutoff_min: int = 0
    truck: str = ""
    days: list[int] = Field(sa_type=JSON)
    off_dates: list[str] = Field(default_factory=list, sa_type=JSON)
    capacity_g: int | None = Field(default=None, sa_type=BigInteger)
    cost_minor: int = Field(default=0, sa_type=BigInteger)
    price_per_kg_minor: int = Field(default=0, sa_type=BigInteger)
    minimum_minor: int = Field(default=0, sa_type=BigInteger)
