"""The record of changes on the wire."""

from typing import Any

from pydantic import BaseModel


class ChangeRead(BaseModel):
    """Who changed what, when, and to which version. `actor` is an id, or what acted by itself."""

    id: int
    at: str
    actor: str
    noun: str
    subject: str
    action: str
    version: int
    detail: dict[str, Any]  # Any: JSON, of ids and numbers
