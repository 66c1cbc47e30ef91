"""People and programs that have an account."""

from datetime import datetime

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from api.db.types import UtcDateTime
from api.tables.owned import COUNTED, Owned


class User(Owned, table=True):
    """An account. `name` is what they type; an empty `password_hash` lets nobody in."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("area_id", "id"), UniqueConstraint("name"), COUNTED)

    name: str = Field(max_length=64)
    role: str = Field(max_length=16)
    password_hash: str = ""
    subject: str = ""
    hubs: list[str] = Field(default_factory=list, sa_type=JSON)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
