"""Platforms that ask prices, on the wire."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from api.schemas.page import Kept
from api.schemas.problem import FaultRead
from api.schemas.quantities import Strict, Words


class IntegrationCreate(Strict):
    """A platform that will ask prices for a shop; `secret` is what it signs its calls with."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"kind": "shopify", "shop": "HTX Chè Shan", "secret": "shpss_example"}
        }
    )

    kind: Literal["shopify"]
    shop: Words = ""
    secret: Annotated[SecretStr, Field(min_length=8, max_length=500)]


class IntegrationRead(Kept):
    """A platform; `path` is where it asks. Its secret is never told."""

    id: str
    kind: str
    shop: str
    path: str


class IntegrationList(BaseModel):
    """All platforms one sees."""

    items: list[IntegrationRead]


class DistrictsImported(BaseModel):
    """What a file of districts has put in the place of those before."""

    imported: int
    warnings: list[FaultRead] = []
