"""What a hub takes in at which times of the day, on the wire and as stored."""

from itertools import pairwise
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from api.schemas.quantities import (
    ClockWindow,
    CubicMetres,
    Kilograms,
    clock_text,
    cubic_metres,
    grams,
    kilograms,
    millilitres,
)
from routing.problem.records import HubSlotRecord
from routing.units import NO_LIMIT


class SlotStated(ClockWindow):
    """Arrivals from `start` until before `end`, every day the hub opens; null means no limit."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"start": "06:00", "end": "09:00", "intake_kg": 3000}}
    )

    intake_kg: Kilograms | None = None
    intake_m3: CubicMetres | None = None
    vehicles: Annotated[int, Field(ge=0, le=1000)] | None = None

    def to_record(self, hub_id: str) -> HubSlotRecord:
        """Return the slot of a hub as the library has it."""
        return HubSlotRecord(
            hub=hub_id,
            start_min=self.start,
            end_min=self.end,
            intake_g=NO_LIMIT if self.intake_kg is None else grams(self.intake_kg),
            intake_ml=NO_LIMIT if self.intake_m3 is None else millilitres(self.intake_m3),
            vehicles=NO_LIMIT if self.vehicles is None else self.vehicles,
        )


class SlotRead(BaseModel):
    """A slot as it is kept."""

    start: str
    end: str
    intake_kg: float | None
    intake_m3: float | None
    vehicles: int | None

    @staticmethod
    def of(slot: HubSlotRecord) -> "SlotRead":
        """Return a slot as it goes out."""
        return SlotRead(
            start=clock_text(slot.start_min),
            end=clock_text(slot.end_min),
            intake_kg=None if slot.intake_g >= NO_LIMIT else kilograms(slot.intake_g),
            intake_m3=None if slot.intake_ml >= NO_LIMIT else cubic_metres(slot.intake_ml),
            vehicles=None if slot.vehicles >= NO_LIMIT else slot.vehicles,
        )


def check_slots(slots: tuple[SlotStated, ...]) -> tuple[SlotStated, ...]:
    """Return slots in order of time.

    Raises
    ------
    PydanticCustomError
        When one ends before it starts, or two overlap.
    """
    if any(slot.start >= slot.end for slot in slots):
        raise PydanticCustomError("ends_before_start", "want each slot's end after start")
    ordered = tuple(sorted(slots, key=lambda slot: slot.start))
    for one, following in pairwise(ordered):
        if following.start < one.end:
            clashing = {"start": clock_text(following.start), "end": clock_text(one.end)}
            raise PydanticCustomError("slots_overlap", "{start} is before {end}", clashing)
    return ordered


def slots_to_columns(slots: tuple[HubSlotRecord, ...]) -> list[dict[str, Any]]:  # Any: JSON
    """Return slots as a hub's row keeps them; an empty limit is none."""
    return [
        {
            "start_min": slot.start_min,
            "end_min": slot.end_min,
            "intake_g": None if slot.intake_g >= NO_LIMIT else slot.intake_g,
            "intake_ml": None if slot.intake_ml >= NO_LIMIT else slot.intake_ml,
            "vehicles": None if slot.vehicles >= NO_LIMIT else slot.vehicles,
        }
        for slot in slots
    ]


def slots_of(hub_id: str, columns: list[dict[str, Any]]) -> tuple[HubSlotRecord, ...]:  # Any: JSON
    """Return the slots that a hub's row keeps."""

    def limit(value: int | None) -> int:
        return NO_LIMIT if value is None else value

    return tuple(
        HubSlotRecord(
            hub=hub_id,
            start_min=each["start_min"],
            end_min=each["end_min"],
            intake_g=limit(each["intake_g"]),
            intake_ml=limit(each["intake_ml"]),
            vehicles=limit(each["vehicles"]),
        )
        for each in columns
    )
