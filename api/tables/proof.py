"""What proves that goods changed hands: photos by their files, and the senders' PINs."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from api.clock import now
from api.db.types import RowNumber, UtcDateTime
from api.tables.owned import COUNTED
from api.tables.row import Row


class Photo(Row, table=True):
    """The photo of one event of a stop. `sha256` is of what was sent, `file` what was made of it.

    An erased one has no file any more.
    """

    __tablename__ = "photos"
    __table_args__ = (UniqueConstraint("area_id", "event_id"), COUNTED)

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    area_id: str = Field(foreign_key="areas.id", max_length=64)
    event_id: str = Field(max_length=64)
    route_id: str = Field(default="", index=True)
    stop_id: str
    sha256: str = Field(max_length=64)
    file: str = Field(default="", max_length=80)
    size: int
    actor: str = Field(max_length=64)
    at: datetime = Field(default_factory=now, sa_type=UtcDateTime, index=True)


class Pin(Row, table=True):
    """The four digits by which the sender of a booking lets a driver take the goods."""

    __tablename__ = "pins"
    __table_args__ = (UniqueConstraint("area_id", "booking_id"), COUNTED)

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    area_id: str = Field(foreign_key="areas.id", max_length=64)
    booking_id: str = Field(max_length=64)
    digits: str = Field(max_length=8)
    at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
