"""A place by name or id, or a position: exactly one of them."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from api.schemas.quantities import Position, Strict, Words
from routing.geo import LonLat
from routing.problem.records import Location


class Where(Strict):
    """Where something stands. Old and new commune names are known, with or without marks."""

    place: Annotated[Words, Field(description="Name or id of a place")] = ""
    lonlat: Position | None = None

    @model_validator(mode="after")
    def _want_one(self) -> Self:
        if bool(self.place) == (self.lonlat is not None):
            raise PydanticCustomError("place_or_lonlat", "want either place or lonlat")
        return self

    def to_location(self) -> Location:
        """Return the location as the library has it."""
        return Location(self.place, self.lonlat.to_lonlat() if self.lonlat else None)


def position_of(lonlat: LonLat | None) -> Position | None:
    """Return a position as it goes out."""
    return Position(lon=lonlat.lon, lat=lonlat.lat) if lonlat else None
