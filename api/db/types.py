"""Column types that both databases keep alike."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time: aware when given, UTC when stored, aware when returned.

    SQLite drops offsets without a word, so it is given UTC and told so on the way back.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:  # Any: SQLAlchemy's own
        """Return the type that the database itself knows."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name != "sqlite"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the value as it is stored.

        Raises
        ------
        ValueError
            When the time has no offset.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value}: want a time with an offset")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored value as an aware time."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class RowNumber(TypeDecorator[int]):
    """A 64-bit number that the database counts up by itself.

    SQLite counts only columns declared as plain ``INTEGER`` (which hold 64 bits there).
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:  # Any: SQLAlchemy's own
        """Return the type that the database itself knows."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())
