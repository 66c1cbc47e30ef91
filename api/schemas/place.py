"""Places and products on the wire."""

from pydantic import BaseModel

from api.schemas.quantities import Position


class PlaceRead(BaseModel):
    """A place on the roads, with its unit before and after 1 July 2025."""

    id: str
    name: str
    kind: str
    district: str
    province: str
    new_commune: str
    lonlat: Position
    elevation_m: int | None


class MapPlace(BaseModel):
    """A place as a map shows it; a lower `rank` counts more."""

    id: str
    name: str
    rank: int
    lonlat: Position


class PlaceList(BaseModel):
    """Places that answer a search, best first."""

    items: list[PlaceRead]


class ProductRead(BaseModel):
    """What is sent, with its usual pack."""

    id: str
    name_vi: str
    name_en: str
    pack_vi: str
    pack_kg: float
    density_kg_m3: int
    max_hours_in_vehicle: float
    handling: str
    tags: list[str]


class ProductList(BaseModel):
    """All known products."""

    items: list[ProductRead]
