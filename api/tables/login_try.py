"""Tries to log in that have not succeeded, so that nobody can guess on and on."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from api.clock import now
from api.db.types import RowNumber, UtcDateTime
from api.tables.owned import COUNTED
from api.tables.row import Row


class LoginTry(Row, table=True):
    """One try; both whom it was for and where it came from are kept as hashes."""

    __tablename__ = "login_tries"
    __table_args__ = (Index(None, "account", "at"), Index(None, "address", "at"), COUNTED)

    pk: int | None = Field(default=None, primary_key=True, sa_type=RowNumber)
    account: str = Field(max_length=64)
    address: str = Field(max_length=64)
    at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
