"""What people agreed to, in which version, when."""

from datetime import datetime

from sqlmodel import Field

from api.clock import now
from api.db.types import RowNumber, UtcDateTime
from api.tables.owned import COUNTED
from api.tables.row import Row


class Consent(Row, table=True):
    """One agreement to the text about personal data, by its version."""

    __tablename__ = "consents"
    __table_args__ = (COUNTED,)

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    area_id: str = Field(foreign_key="areas.id", max_length=64)
    who: str = Field(max_length=64, index=True)
    text_version: str = Field(max_length=32)
    lang: str = Field(max_length=2)
    at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
