"""Hubs on the wire."""

from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from api.schemas.hub_slot import SlotRead, SlotStated, check_slots
from api.schemas.page import Kept
from api.schemas.quantities import (
    EVERY_DAY,
    Clock,
    CubicMetres,
    Dates,
    Id,
    Kilograms,
    Position,
    Weekdays,
    Words,
    clock_text,
    cubic_metres,
    grams,
    kilograms,
    millilitres,
)
from api.schemas.where import Where, position_of
from routing.problem.records import HubRecord, HubSlotRecord
from routing.units import NO_LIMIT

_EXAMPLE: JsonDict = {
    "place": "Thị trấn Phong Thổ",
    "name": "Kho Phong Thổ",
    "open": "06:00",
    "close": "18:00",
    "days": [1, 2, 3, 4, 5, 6],
    "intake_kg_per_day": 8000,
    "unload_min": 10,
    "unload_min_per_t": 20,
}
Minutes = Annotated[int, Field(ge=0, le=1440)]


class HubUpdate(Where):
    """Everything that may be stated of a hub; null limits mean none."""

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    name: Annotated[Words, Field(min_length=1)]
    open: Clock
    close: Clock
    days: Weekdays = EVERY_DAY
    off_dates: Dates = ()
    intake_kg_per_day: Kilograms | None = None
    intake_m3_per_day: CubicMetres | None = None
    unload_min: Minutes = 0
    unload_min_per_t: Minutes = 0
    is_crossdock: bool = False
    slots: Annotated[
        tuple[SlotStated, ...], Field(max_length=96), AfterValidator(check_slots)
    ] = ()

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        if self.open >= self.close:
            raise PydanticCustomError("ends_before_start", "want close after open")
        return self

    def to_slots(self, hub_id: str) -> tuple[HubSlotRecord, ...]:
        """Return what the hub takes in at which times of the day."""
        return tuple(slot.to_record(hub_id) for slot in self.slots)

    def to_record(self, hub_id: str) -> HubRecord:
        """Return the hub as the library has it."""
        intake_g, intake_ml = self.intake_kg_per_day, self.intake_m3_per_day
        return HubRecord(
            id=hub_id,
            location=self.to_location(),
            name=self.name,
            open_min=self.open,
            close_min=self.close,
            days=frozenset(day - 1 for day in self.days),
            off_dates=frozenset(self.off_dates),
            intake_g_per_day=NO_LIMIT if intake_g is None else grams(intake_g),
            intake_ml_per_day=NO_LIMIT if intake_ml is None else millilitres(intake_ml),
            unload_s=self.unload_min * 60,
            unload_s_per_t=self.unload_min_per_t * 60,
            is_crossdock=self.is_crossdock,
        )


class HubCreate(HubUpdate):
    """A new hub; without an id one is made."""

    model_config = ConfigDict(json_schema_extra={"example": {"id": "pt", **_EXAMPLE}})

    id: Id | None = None


class HubRead(Kept):
    """A hub as it is kept."""

    id: str
    place: str
    lonlat: Position | None
    name: str
    open: str
    close: str
    days: list[int]
    off_dates: list[str]
    intake_kg_per_day: float | None
    intake_m3_per_day: float | None
    unload_min: float
    unload_min_per_t: float
    is_crossdock: bool
    slots: list[SlotRead]

    @staticmethod
    def of(record: HubRecord, slots: tuple[HubSlotRecord, ...], kept: Kept) -> "HubRead":
        """Return a record with its slots as it goes out."""
        intake_g, intake_ml = record.intake_g_per_day, record.intake_ml_per_day
        return HubRead(
            **kept.model_dump(),
            id=record.id,
            place=record.location.place,
            lonlat=position_of(record.location.lonlat),
            name=record.name,
            open=clock_text(record.open_min),
            close=clock_text(record.close_min),
            days=sorted(day + 1 for day in record.days),
            off_dates=sorted(day.isoformat() for day in record.off_dates),
            intake_kg_per_day=None if intake_g >= NO_LIMIT else kilograms(intake_g),
            intake_m3_per_day=None if intake_ml >= NO_LIMIT else cubic_metres(intake_ml),
            unload_min=record.unload_s / 60,
            unload_min_per_t=record.unload_s_per_t / 60,
            is_crossdock=record.is_crossdock,
            slots=[SlotRead.of(slot) for slot in slots],
        )
