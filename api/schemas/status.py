"""How the service is."""

from typing import Literal

from pydantic import BaseModel

State = Literal["ok", "failed"]


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"]
    version: str


class Readiness(BaseModel):
    """Whether calls can be served, and what is missing when not.

    `closures_lost` counts closures not yet over that the roads do not know as they were stored.
    """

    ready: bool
    database: State
    schema_revision: State
    roads: State
    roads_name: str
    roads_version: str
    schematic: bool
    products: int
    closures_lost: int
