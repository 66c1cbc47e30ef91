"""Webhooks on the wire."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.page import Kept
from api.schemas.quantities import Strict, Words


class WebhookCreate(Strict):
    """Where somebody wants to be told; coordinators may name a shop, or none for everything."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"url": "https://shop.example/luco", "shop": "HTX Chè Shan"}}
    )

    url: Annotated[str, Field(min_length=1, max_length=2000)]
    shop: Words = ""


class WebhookRead(Kept):
    """A webhook; how its deliveries fare is told apart."""

    id: str
    shop: str
    url: str


class WebhookMade(WebhookRead):
    """A new webhook with the secret its deliveries are signed with, which is told this once."""

    secret: str


class WebhookList(BaseModel):
    """All webhooks one sees."""

    items: list[WebhookRead]


class DeliveryRead(BaseModel):
    """One event on its way: `answer` is the last status or why there was none."""

    event_id: str
    kind: str
    state: Literal["waiting", "sent", "given_up"]
    tries: int
    answer: str
    made_at: str
    next_try_at: str | None
