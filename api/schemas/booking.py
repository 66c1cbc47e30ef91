"""Bookings on the wire: what was held or accepted of a quote."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.page import Kept
from api.schemas.quantities import Money, Strict, Words
from api.schemas.quote import Handover, PriceLine, PromiseWindow


class OptionChosen(Strict):
    """Which option of a quote is held."""

    model_config = ConfigDict(json_schema_extra={"example": {"option_id": "standard-2025-05-21"}})

    option_id: Annotated[Words, Field(min_length=1)]


class OptionAccepted(OptionChosen):
    """Which option of a quote is booked, and whom the driver may call."""

    contact_name: Words = ""
    contact_phone: Words = ""
    notes: Words = ""


class Promised(BaseModel):
    """The day and the time in which the goods are fetched."""

    day: str
    window: PromiseWindow


class BookingRead(Kept):
    """A booking. Its request has the same `id`; `code` is for those who follow it.

    `first_promise` is what was accepted first and never changes; `departure` is the one
    the goods go on with. `hold_until` stands while it is only held.
    """

    id: str
    code: str
    state: Literal[
        "held",
        "booked",
        "at_risk",
        "re_promised",
        "cancelled",
        "expired",
        "picked_up",
        "failed",
        "handed_over",
    ]
    quote_id: str
    option_id: str
    level: Literal["economy", "standard", "express"]
    shop: str
    promise: Promised
    first_promise: Promised
    price: Money
    lines: list[PriceLine]
    meeting_point: str
    departure: Handover | None
    declared_value: Money
    cod: Money
    hold_until: str | None
