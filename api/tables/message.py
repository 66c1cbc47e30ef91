"""Messages to shops, drivers and coordinators about what changed for them."""

import datetime as dt
from typing import Final

from sqlalchemy import Text
from sqlmodel import Field

from api.db.types import UtcDateTime
from api.tables.owned import Owned, named_once

TO_SHOP: Final = "shop"
TO_DRIVER: Final = "driver"
TO_COORDINATOR: Final = "coordinator"


class Message(Owned, table=True):
    """One message, in both languages, written in the transaction that it tells of.

    `role` is whom it is for: a `shop`, the `driver` of a `vehicle` on a `day`, or all
    coordinators. What it is about is a `kind` and, if one booking is meant, its id.
    """

    __tablename__ = "messages"
    __table_args__ = named_once()

    role: str = Field(max_length=16)
    shop: str = Field(default="", index=True)
    vehicle: str = Field(default="", index=True)
    driver: str = ""
    day: dt.date | None = None
    kind: str = Field(max_length=32)
    booking_id: str = Field(default="", max_length=64, index=True)
    vi: str = Field(sa_type=Text)
    en: str = Field(sa_type=Text)
    read_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
