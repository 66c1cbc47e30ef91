"""What a closure says before it is laid on the roads, whoever keeps the record."""

from datetime import datetime
from typing import Protocol


class StatedSource(Protocol):
    """Where a closure was stated."""

    @property
    def file(self) -> str:
        """Name of the file, empty when there is none."""

    @property
    def row(self) -> int:
        """Line of the file, 0 when there is none."""


class StatedClosure(Protocol):
    """A closure as its record holds it; exactly one way of saying where.

    Forward is: as the edge ids say, from `from_place` to `to_place`, towards rising kilometres,
    and for a polygon the way the road was drawn.
    """

    @property
    def id(self) -> str:
        """Name of the closure."""

    @property
    def start(self) -> datetime:
        """First moment closed."""

    @property
    def end(self) -> datetime:
        """First moment open again."""

    @property
    def road_ref(self) -> str:
        """Number of the road, for kilometre posts or to choose between places' roads."""

    @property
    def km_from(self) -> float | None:
        """Kilometre post where it begins."""

    @property
    def km_to(self) -> float | None:
        """Kilometre post where it ends."""

    @property
    def from_place(self) -> str:
        """Place where it begins."""

    @property
    def to_place(self) -> str:
        """Place where it ends."""

    @property
    def edge_ids(self) -> tuple[str, ...]:
        """Edges by id."""

    @property
    def polygon(self) -> str:
        """An area in WKT or GeoJSON, longitude first."""

    @property
    def direction(self) -> str:
        """Both, forward or backward."""

    @property
    def profiles(self) -> frozenset[str]:
        """Profiles concerned, empty for all."""

    @property
    def speed_factor(self) -> float:
        """0 closed, else the share of the speed that is left."""

    @property
    def reason(self) -> str:
        """Why, in free words."""

    @property
    def source(self) -> StatedSource:
        """Where it was stated."""
