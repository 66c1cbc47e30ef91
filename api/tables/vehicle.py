"""Vehicles, a row for each class of like ones, column by column as `FleetRecord`."""

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field

from api.tables.owned import Owned, named_once


class Vehicle(Owned, table=True):
    """`count` like vehicles of one hub. An empty limit means none."""

    __tablename__ = "vehicles"
    __table_args__ = named_once()

    profile: str
    hub: str
    end_hub: str = ""
    count: int = 1
    capacity_g: int = Field(sa_type=BigInteger)
    capacity_ml: int | None = Field(default=None, sa_type=BigInteger)
    days: list[int] = Field(sa_type=JSON)
    off_dates: list[str] = Field(default_factory=list, sa_type=JSON)
    shift_start_min: int
    shift_end_min: int
    max_driving_s: int | None = Field(default=None, sa_type=BigInteger)
    max_duration_s: int | None = Field(default=None, sa_type=BigInteger)
    max_stops: int | None = Field(default=None, sa_type=BigInteger)
    max_distance_m: int | None = Field(default=None, sa_type=BigInteger)
    driven_week_s: int = 0
    cost_per_day_minor: int = Field(default=0, sa_type=BigInteger)
    cost_per_km_minor: int = Field(default=0, sa_type=BigInteger)
    cost_per_hour_minor: int = Field(default=0, sa_type=BigInteger)
    skills: list[str] = Field(default_factory=list, sa_type=JSON)
    driver: str = ""
    overtime_s: int = 0
    cost_per_overtime_hour_minor: int = Field(default=0, sa_type=BigInteger)
    reload: list[str] = Field(default_factory=list, sa_type=JSON)
