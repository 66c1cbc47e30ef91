"""Quotes on the wire: one or many asked, one answer each in the same order."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.schemas.problem import FaultRead
from api.schemas.quantities import (
    CubicMetres,
    Kilograms,
    Moment,
    Money,
    SignedMoney,
    Strict,
    Words,
)


class QuoteItem(Strict):
    """Goods to be priced. `from` and `to` are a place, a hub, or ``LON,LAT``.

    Without `to` the goods go to the hub with the quickest road. `weight_kg` null is unknown
    and cannot be priced; left out, it is `count` packs of the product. With a `destination`
    that lanes go to, the price is for the whole way. The sender may carry the goods to one of
    `meeting_points`, what that is worth comes off the price. `declared_value` is insured, `cod`
    is the money to be collected for the goods.
    """

    model_config = ConfigDict(populate_by_name=True)

    origin: Annotated[Words, Field(alias="from", min_length=1)]
    to: Words = ""
    destination: Words = ""
    product: Words = ""
    count: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    weight_kg: Annotated[Kilograms, Field(gt=0)] | None = None
    volume_m3: CubicMetres | None = None
    ready: Moment
    due: Moment | None = None
    meeting_points: Annotated[
        tuple[Annotated[Words, Field(min_length=1)], ...], Field(max_length=3)
    ] = ()
    declared_value: Money | None = None
    cod: Money | None = None

    @property
    def amounts(self) -> tuple[Money, ...]:
        """All that is money."""
        return tuple(each for each in (self.declared_value, self.cod) if each)


class QuoteCreate(Strict):
    """Up to 1,000 items."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "items": [
                    {
                        "from": "Sin Suối Hồ",
                        "to": "pt",
                        "product": "tea_shan",
                        "weight_kg": 120,
                        "ready": "2025-05-19",
                    }
                ]
            }
        }
    )

    items: Annotated[tuple[QuoteItem, ...], Field(min_length=1, max_length=1000)]


class PriceLine(BaseModel):
    """One charge of a price, in words of the language asked for."""

    code: str
    text: str
    amount: SignedMoney


class PromiseWindow(BaseModel):
    """Local times between which the goods are fetched."""

    start: str
    end: str


class Handover(BaseModel):
    """The departure with which goods go on from their hub: surely caught by what is promised."""

    lane: str
    hub: str
    gateway: str
    zone: str
    closes_at: str
    leaves_at: str
    arrives_on: str


class QuoteOption(BaseModel):
    """A service level with its day, window and price.

    `meeting_point` is where the sender carries the goods to, as it was stated; empty at the door.
    """

    option_id: str
    level: Literal["economy", "standard", "express"]
    day: str
    window: PromiseWindow
    price: Money
    lines: list[PriceLine]
    meeting_point: str = ""
    departure: Handover | None = None


class QuoteRead(BaseModel):
    """An offer. An `estimate` comes from the rate card alone and promises no place."""

    quote_id: str
    expires_at: str
    estimate: bool
    hub: str
    distance_m: int
    duration_s: int
    chargeable_kg: float
    rate_card: str
    schematic: bool
    options: list[QuoteOption]


class ItemError(BaseModel):
    """Why one item cannot be priced."""

    code: str
    detail: str
    message_vi: str
    message_en: str
    errors: list[FaultRead] = []


class QuoteRefused(BaseModel):
    """The answer to an item that cannot be priced."""

    error: ItemError


_OFFER: JsonDict = {
    "quote_id": "quo_wwnx3j90zwkwp3bf",
    "expires_at": "2025-05-18T16:20:00+07:00",
    "estimate": True,
    "hub": "pt",
    "distance_m": 35500,
    "duration_s": 4101,
    "chargeable_kg": 141.176,
    "rate_card": "lai_chau_2025",
    "schematic": True,
    "options": [
        {
            "option_id": "standard",
            "level": "standard",
            "day": "2025-05-19",
            "window": {
                "start": "2025-05-19T06:00:00+07:00",
                "end": "2025-05-19T18:00:00+07:00",
            },
            "price": {"amount": 143000, "currency": "VND"},
            "lines": [
                {
                    "code": "BASE",
                    "text": "Phí lấy hàng",
                    "amount": {"amount": 20000, "currency": "VND"},
                }
            ],
        }
    ],
}
_REFUSAL: JsonDict = {
    "error": {
        "code": "NO_ROAD",
        "detail": "Không có đường nào đang thông.",
        "message_vi": "Không có đường nào đang thông.",
        "message_en": "No road is open.",
        "errors": [],
    }
}


class QuoteAnswer(BaseModel):
    """One answer an item, in the order asked."""

    model_config = ConfigDict(json_schema_extra={"example": {"items": [_OFFER, _REFUSAL]}})

    items: list[QuoteRead | QuoteRefused]


class StoredQuote(QuoteRead):
    """A quote fetched again, with what was asked and whether it still holds."""

    asked: dict[str, object]
    expired: bool
