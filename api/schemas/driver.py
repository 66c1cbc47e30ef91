"""The driver's day: as few bytes as a weak signal carries."""

from typing import Annotated

from pydantic import BaseModel, Field


class DriverWarning(BaseModel):
    """Something to know about the road of a leg."""

    code: str
    vi: str
    en: str


class DriverLeg(BaseModel):
    """The drive to a stop: metres, seconds, climb, the roads taken and what to watch for."""

    m: int
    s: int
    climb_m: int
    roads: list[str]
    warnings: list[DriverWarning]


class DriverItem(BaseModel):
    """Goods to take on board; `booking_id` is the request's id."""

    booking_id: str
    product: str
    count: int
    weight_g: int | None
    part: str | None = None
    cancelled: bool = False


class DriverContact(BaseModel):
    """Whom to call."""

    name: str
    phone: str


class DriverStop(BaseModel):
    """One halt. `lonlat` is [lon, lat]; `window` is when service may start."""

    stop_id: str
    seq: int
    kind: str
    place: str
    name: str
    lonlat: Annotated[list[float], Field(min_length=2, max_length=2)]
    plan_time: str
    window: Annotated[list[str], Field(min_length=2, max_length=2)] | None
    items: list[DriverItem]
    contact: DriverContact | None
    notes: str = ""
    leg: DriverLeg


class DriverRoute(BaseModel):
    """What one vehicle does on one day of the plan in force."""

    route_id: str
    version: int
    date: str
    vehicle: str
    driver: str
    schematic: bool
    stops: list[DriverStop]
