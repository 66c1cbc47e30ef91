"""What drivers' phones report, in batches, and what came of each event."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.schemas.quantities import Id, Instant, Kilograms, Strict, Words

MOST_EVENTS: Final = 200
_EXAMPLE: JsonDict = {
    "sent_at": "2025-05-19T09:12:03+07:00",
    "events": [
        {
            "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
            "device_id": "phone-7",
            "seq": 12,
            "base_version": 1,
            "route_id": "2025-05-19/pt-tai-nhe#1",
            "stop_id": "2025-05-19/pt-tai-nhe#1/R-17.1",
            "kind": "picked_up",
            "device_time": "2025-05-19T07:21:40+07:00",
            "payload": {"weight_kg": 118.5, "count": 12, "signed_by": "Giàng A Páo"},
        }
    ],
}

Why = Literal["absent", "not_ready", "refused", "road", "too_big", "other"]


class Arrived(Strict):
    """Nothing more to say."""


class PickedUp(Strict):
    """What was taken on board, and from whom."""

    weight_kg: Kilograms | None = None
    count: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    signed_by: Words | None = None
    pin: Annotated[str, Field(pattern="^[0-9]{4}$")] | None = None


class Failed(Strict):
    """Why nothing was taken on board."""

    reason: Why
    note: Words | None = None


class Delayed(Strict):
    """How much later than planned."""

    delay_min: Annotated[int, Field(ge=0, le=1440)]


PAYLOADS: Final[dict[str, type[Strict]]] = {
    "arrived": Arrived,
    "picked_up": PickedUp,
    "failed": Failed,
    "delayed": Delayed,
}


class EventIn(Strict):
    """One event, made once by a phone and sent until it is answered."""

    id: UUID
    device_id: Id
    seq: Annotated[int, Field(ge=0, le=2**53)]
    base_version: Annotated[int, Field(ge=0, le=2**31 - 1)]
    route_id: Annotated[Words, Field(min_length=1)]
    stop_id: Annotated[Words, Field(min_length=1)]
    kind: Literal["arrived", "picked_up", "failed", "delayed"]
    device_time: Instant
    payload: dict[str, Any] = Field(default_factory=dict)  # Any: JSON, read by kind


class BatchIn(Strict):
    """Up to 200 events. Each is judged by itself: a bad one holds nothing up."""

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    sent_at: Instant
    events: Annotated[
        tuple[dict[str, Any], ...],  # Any: JSON, read one by one as `EventIn`
        Field(min_length=1, max_length=MOST_EVENTS),
    ]


class EventResult(BaseModel):
    """What became of an event: whichever it is, the phone may forget it."""

    id: str
    result: Literal["stored", "duplicate", "review", "rejected"]
    code: str = ""
    message_vi: str = ""
    message_en: str = ""


class BatchAnswer(BaseModel):
    """One result an event, in the order sent."""

    results: list[EventResult]


class ReviewRead(BaseModel):
    """Why somebody has to look."""

    code: str
    events: list[str]
    field: str = ""
    message_vi: str
    message_en: str


class StopStateRead(BaseModel):
    """What holds of a stop by all that was reported of it."""

    stop_id: str
    route_id: str
    outcome: Literal["picked_up", "failed"] | None = None
    arrived_at: str | None = None
    done_at: str | None = None
    weight_kg: float | None = None
    count: int | None = None
    signed_by: str | None = None
    pin_ok: bool | None = None
    reason: str | None = None
    note: str | None = None
    delay_min: int | None = None
    photos: list[str] = []
    reviews: list[ReviewRead] = []


class StopStates(BaseModel):
    """The stops of a day of which something was reported."""

    items: list[StopStateRead]


class DecisionIn(Strict):
    """What a coordinator takes to be true of a stop, having seen these events."""

    stop_id: Annotated[Words, Field(min_length=1)]
    seen: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=1000)]
    outcome: Literal["picked_up", "failed"]
    weight_kg: Kilograms | None = None
    count: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    reason: Why | None = None
    note: Words | None = None
