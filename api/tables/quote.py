"""Quotes: what was asked and what was offered, until when."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from api.db.types import UtcDateTime
from api.tables.owned import Owned, named_once


class Quote(Owned, table=True):
    """An offer. It holds nothing, and is worth nothing after `expires_at`.

    `shop` is whose it is; only that shop and coordinators see it. `basis` is what the living
    plan said of the options, empty for an estimate.
    """

    __tablename__ = "quotes"
    __table_args__ = named_once()

    shop: str = ""
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    asked: dict[str, Any] = Field(sa_type=JSON)  # Any: JSON
    offer: dict[str, Any] = Field(sa_type=JSON)  # Any: JSON
    basis: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # Any: JSON
