"""Lists come in pages; an opaque cursor says where the next one begins."""

from typing import Generic, TypeVar

from pydantic import BaseModel

Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    """Some items of a list in a stable order; `next_cursor` is null on the last page."""

    items: list[Item]
    next_cursor: str | None = None


class Kept(BaseModel):
    """What every stored thing tells of itself; `version` is also its ETag."""

    version: int
    created_at: str
    updated_at: str
