"""The roads and places as a page draws them: small, since a page loads all of them."""

from pydantic import BaseModel

from api.schemas.place import MapPlace


class RoadLines(BaseModel):
    """Road pieces, one entry of each list a piece, both directions as one.

    `label` and `road_class` are positions in `words` and `classes`. `points` tells how many
    points of `lon` and `lat` belong to each piece; these are in 1e-5 degrees, each but the first
    of all as its difference from the one before.
    """

    id: list[str]
    label: list[int]
    road_class: list[int]
    points: list[int]
    lon: list[int]
    lat: list[int]


class RoadMap(BaseModel):
    """All roads and places there are; `version` names their content and is the ETag."""

    version: str
    name: str
    schematic: bool
    credit: str
    words: list[str]
    classes: list[str]
    profiles: list[str]
    lines: RoadLines
    places: list[MapPlace]
