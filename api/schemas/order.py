"""Senders, articles and imported orders on the wire."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.page import Kept
from api.schemas.problem import FaultRead
from api.schemas.quantities import Position, Words
from api.schemas.where import Where


class SenderUpdate(Where):
    """Where a shop's goods are fetched; `product` is what it usually sends."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "place": "Sin Suối Hồ",
                "hub": "pt",
                "product": "tea_shan",
                "contact_name": "Giàng A Páo",
                "contact_phone": "0912 000 000",
            }
        }
    )

    hub: Words = ""
    product: Words = ""
    contact_name: Words = ""
    contact_phone: Annotated[Words, Field(max_length=40)] = ""


class SenderRead(Kept):
    """A shop's place as it is kept."""

    shop: str
    place: str
    lonlat: Position | None
    hub: str
    product: str
    contact_name: str
    contact_phone: str


class SkuRead(BaseModel):
    """What one piece of an article weighs; null is unknown."""

    sku: str
    product: str
    weight_kg: float | None
    volume_m3: float


class SkuList(BaseModel):
    """All articles of a shop."""

    items: list[SkuRead]


class SkusImported(BaseModel):
    """What a file of articles has put in the place of those before."""

    imported: int
    warnings: list[FaultRead] = []


class OrdersImported(BaseModel):
    """What an export of orders has brought: the new packages, and the pickup they are in.

    `known` packages were imported before; of `skipped` statuses rows are counted. Without a new
    package there is no pickup.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "imported": 2,
                "known": 1,
                "skipped": {"Completed": 3},
                "packages": ["576461413038785752", "576461413038785753"],
                "request_id": "ord_k3v9x1b7m5q0w2ez",
                "weight_kg": 3.5,
                "warnings": [],
            }
        }
    )

    imported: int
    known: int
    skipped: dict[str, int]
    packages: list[str]
    request_id: str | None
    weight_kg: float | None
    warnings: list[FaultRead]
