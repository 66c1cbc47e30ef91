"""Requests to fetch goods, column by column as `RequestRecord`, and their state."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field

from api.db.types import UtcDateTime
from api.tables.owned import Owned, named_once


class Request(Owned, table=True):
    """A request. An empty `weight_g` means that the sender does not know it.

    From `kind` on the columns are those of `RequestTerms`; ``to_place`` and its position are
    empty when nothing is brought to a second stop.
    """

    __tablename__ = "requests"
    __table_args__ = named_once()

    state: str = Field(default="booked", index=True)
    place: str = ""
    lon: float | None = None
    lat: float | None = None
    ready: datetime = Field(sa_type=UtcDateTime)
    due: datetime = Field(sa_type=UtcDateTime, index=True)
    weight_g: int | None = Field(default=None, sa_type=BigInteger)
    volume_ml: int = Field(default=0, sa_type=BigInteger)
    shop: str = ""
    product: str = ""
    count: int = Field(default=0, sa_type=BigInteger)
    pack_g: int = Field(default=0, sa_type=BigInteger)
    windows: list[list[int]] = Field(default_factory=list, sa_type=JSON)
    service_s: int = 600
    hub: str = ""
    destination: str = ""
    required: bool = True
    priority: int = 0
    penalty_minor: int | None = Field(default=None, sa_type=BigInteger)
    skills: list[str] = Field(default_factory=list, sa_type=JSON)
    contact_name: str = ""
    contact_phone: str = ""
    notes: str = ""
    derived: list[str] = Field(default_factory=list, sa_type=JSON)
    kind: str = "pickup"
    to_place: str = ""
    to_lon: float | None = None
    to_lat: float | None = None
    to_windows: list[list[int]] = Field(default_factory=list, sa_type=JSON)
    to_service_s: int = 600
    from_hub: str = ""
    wish_by: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deliver_by: datetime | None = Field(default=None, sa_type=UtcDateTime)
    max_ride_s: int | None = Field(default=None, sa_type=BigInteger)
    tags: list[str] = Field(default_factory=list, sa_type=JSON)
    exclude_tags: list[str] = Field(default_factory=list, sa_type=JSON)
    alternatives: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)  # Any: JSON
    same_vehicle: str = ""
