"""Vehicles on the wire: one entry for each class of like ones."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from api.schemas.page import Kept
from api.schemas.quantities import (
    EVERY_DAY,
    Clock,
    CubicMetres,
    Dates,
    Id,
    Ids,
    Kilograms,
    Money,
    Strict,
    Weekdays,
    Words,
    clock_text,
    cubic_metres,
    grams,
    hours_as_seconds,
    kilograms,
    millilitres,
)
from routing.problem.records import FleetRecord
from routing.problem.references import SAME_HUB
from routing.units import NO_LIMIT, SECONDS_PER_HOUR

_EXAMPLE: JsonDict = {
    "profile": "light_truck",
    "hub": "pt",
    "count": 2,
    "capacity_kg": 1250,
    "capacity_m3": 6.5,
    "shift_start": "06:00",
    "shift_end": "18:00",
    "cost_per_day": {"amount": 350000, "currency": "VND"},
    "cost_per_km": {"amount": 4200, "currency": "VND"},
}
Hours = Annotated[float, Field(ge=0, le=168)]
NOTHING = Money(amount=0)
SAME = "same"
"""Stands for the hubs a shift starts and ends at."""


class VehicleUpdate(Strict):
    """Everything that may be stated of vehicles; null limits mean none."""

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    profile: Annotated[Id, Field(description="motorbike, light_truck, truck or one of your own")]
    hub: Annotated[Id, Field(description="Hub where each shift starts")]
    end_hub: Annotated[Words, Field(description="A hub, * for any, empty for the start hub")] = ""
    count: Annotated[int, Field(ge=1, le=10_000)] = 1
    capacity_kg: Annotated[Kilograms, Field(gt=0)]
    capacity_m3: Annotated[CubicMetres, Field(gt=0)] | None = None
    days: Weekdays = EVERY_DAY
    off_dates: Dates = ()
    shift_start: Clock = 360
    shift_end: Clock = 1080
    max_driving_h: Hours | None = None
    max_duration_h: Hours | None = None
    max_stops: Annotated[int, Field(ge=0, le=100_000)] | None = None
    max_distance_km: Annotated[float, Field(ge=0, le=100_000)] | None = None
    driven_week_h: Hours = 0
    cost_per_day: Money = NOTHING
    cost_per_km: Money = NOTHING
    cost_per_hour: Money = NOTHING
    skills: Ids = ()
    driver: Words = ""
    overtime_h: Annotated[float, Field(ge=0, le=24)] = 0
    cost_per_overtime_h: Money = NOTHING
    reload: Annotated[
        Ids,
        Field(
            description="Hubs to unload and load at on the way; same: start and end hub; *: any"
        ),
    ] = ()

    @model_validator(mode="after")
    def _starts_before_it_ends(self) -> Self:
        if self.shift_start >= self.shift_end:
            raise PydanticCustomError("ends_before_start", "want shift_end after shift_start")
        return self

    @property
    def amounts(self) -> tuple[Money, ...]:
        """All that is money."""
        return (
            self.cost_per_day,
            self.cost_per_km,
            self.cost_per_hour,
            self.cost_per_overtime_h,
        )

    def to_record(self, vehicle_id: str) -> FleetRecord:
        """Return the vehicles as the library has them."""
        distance_km = self.max_distance_km
        return FleetRecord(
            id=vehicle_id,
            profile=self.profile,
            hub=self.hub,
            end_hub=self.end_hub,
            count=self.count,
            capacity_g=grams(self.capacity_kg),
            capacity_ml=NO_LIMIT if self.capacity_m3 is None else millilitres(self.capacity_m3),
            days=frozenset(day - 1 for day in self.days),
            off_dates=frozenset(self.off_dates),
            shift_start_min=self.shift_start,
            shift_end_min=self.shift_end,
            max_driving_s=_seconds(self.max_driving_h),
            max_duration_s=_seconds(self.max_duration_h),
            max_stops=NO_LIMIT if self.max_stops is None else self.max_stops,
            max_distance_m=NO_LIMIT if distance_km is None else round(distance_km * 1000),
            driven_week_s=hours_as_seconds(self.driven_week_h),
            cost_per_day_minor=self.cost_per_day.amount,
            cost_per_km_minor=self.cost_per_km.amount,
            cost_per_hour_minor=self.cost_per_hour.amount,
            skills=frozenset(self.skills),
            driver=self.driver,
            overtime_s=hours_as_seconds(self.overtime_h),
            cost_per_overtime_hour_minor=self.cost_per_overtime_h.amount,
            reload=tuple(SAME_HUB if hub == SAME else hub for hub in self.reload),
        )


class VehicleCreate(VehicleUpdate):
    """New vehicles; without an id one is made."""

    model_config = ConfigDict(json_schema_extra={"example": {"id": "pt-tai-nhe", **_EXAMPLE}})

    id: Id | None = None


class VehicleRead(Kept):
    """Vehicles as they are kept."""

    id: str
    profile: str
    hub: str
    end_hub: str
    count: int
    capacity_kg: float
    capacity_m3: float | None
    days: list[int]
    off_dates: list[str]
    shift_start: str
    shift_end: str
    max_driving_h: float | None
    max_duration_h: float | None
    max_stops: int | None
    max_distance_km: float | None
    driven_week_h: float
    cost_per_day: Money
    cost_per_km: Money
    cost_per_hour: Money
    skills: list[str]
    driver: str
    overtime_h: float
    cost_per_overtime_h: Money
    reload: list[str]

    @staticmethod
    def of(record: FleetRecord, kept: Kept, currency: str) -> "VehicleRead":
        """Return a record as it goes out."""
        volume_ml, distance_m = record.capacity_ml, record.max_distance_m
        return VehicleRead(
            **kept.model_dump(),
            id=record.id,
            profile=record.profile,
            hub=record.hub,
            end_hub=record.end_hub,
            count=record.count,
            capacity_kg=kilograms(record.capacity_g),
            capacity_m3=None if volume_ml >= NO_LIMIT else cubic_metres(volume_ml),
            days=sorted(day + 1 for day in record.days),
            off_dates=sorted(day.isoformat() for day in record.off_dates),
            shift_start=clock_text(record.shift_start_min),
            shift_end=clock_text(record.shift_end_min),
            max_driving_h=_hours(record.max_driving_s),
            max_duration_h=_hours(record.max_duration_s),
            max_stops=None if record.max_stops >= NO_LIMIT else record.max_stops,
            max_distance_km=None if distance_m >= NO_LIMIT else distance_m / 1000,
            driven_week_h=record.driven_week_s / SECONDS_PER_HOUR,
            cost_per_day=Money(amount=record.cost_per_day_minor, currency=currency),
            cost_per_km=Money(amount=record.cost_per_km_minor, currency=currency),
            cost_per_hour=Money(amount=record.cost_per_hour_minor, currency=currency),
            skills=sorted(record.skills),
            driver=record.driver,
            overtime_h=record.overtime_s / SECONDS_PER_HOUR,
            cost_per_overtime_h=Money(
                amount=record.cost_per_overtime_hour_minor, currency=currency
            ),
            reload=[hub or SAME for hub in record.reload],
        )


def _seconds(hours: float | None) -> int:
    return NO_LIMIT if hours is None else hours_as_seconds(hours)


def _hours(seconds: int) -> float | None:
    return None if seconds >= NO_LIMIT else seconds / SECONDS_PER_HOUR
