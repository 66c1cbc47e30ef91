"""The one clock of the application."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the current time in UTC, with its offset."""
    return datetime.now(UTC)
