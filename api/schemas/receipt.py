"""What a hub receives and hands over, on the wire."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.page import Kept
from api.schemas.quantities import Id, Instant, Kilograms, Money, Strict, Words


class ReceiptCreate(Strict):
    """Goods of a request, or one part of them, as they were counted and weighed at the hub.

    `cash` is what the driver gave with them.
    """

    model_config = ConfigDict(
        json_schema_extra={"example": {"booking_id": "R1", "weight_kg": 118.5, "count": 4}}
    )

    booking_id: Id
    part: Annotated[int, Field(ge=1, le=1000)] = 1
    weight_kg: Kilograms | None = None
    count: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    cash: Money | None = None
    note: Words = ""

    @property
    def amounts(self) -> tuple[Money, ...]:
        """All that is money."""
        return (self.cash,) if self.cash else ()


class HandOver(Strict):
    """Who took goods away, by which lane and when it leaves, if by one."""

    model_config = ConfigDict(json_schema_extra={"example": {"taken_by": "Xe tải 25C-012.34"}})

    taken_by: Annotated[Words, Field(min_length=1)]
    lane: Id | None = None
    leaves_at: Instant | None = None


class Difference(BaseModel):
    """What was found otherwise than the driver reported or, without a report, the sender said."""

    of: Literal["weight_kg", "count"]
    expected: float
    found: float


class ReceiptRead(Kept):
    """A receipt; what it differs in waits for a coordinator until `settled_at`."""

    id: str
    hub: str
    booking_id: str
    part: int
    route_id: str
    weight_kg: float | None
    count: int | None
    cash: Money
    note: str
    received_by: str
    differences: list[Difference]
    settled_at: str | None
    settled_by: str
    lane: str
    leaves_at: str | None
    taken_by: str
    handed_at: str | None
    handed_by: str


class CashOfRoute(BaseModel):
    """What one route brought; an empty `route_id` is of goods no driver reported."""

    route_id: str
    receipts: int
    cash: Money


class HubDay(BaseModel):
    """What a hub received on a day, with the sheet of its cash."""

    hub: str
    date: str
    items: list[ReceiptRead]
    cash: list[CashOfRoute]
    cash_total: Money
