"""The driver's day: as few bytes as a weak signal carries."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.schemas.account import SessionRead

_EXAMPLE: JsonDict = {
    "route_id": "2025-05-19/pt-tai-nhe#1",
    "version": 1,
    "date": "2025-05-19",
    "vehicle": "pt-tai-nhe#1",
    "driver": "",
    "schematic": True,
    "stops": [
        {
            "stop_id": "2025-05-19/pt-tai-nhe#1/R-17.1",
            "seq": 1,
            "kind": "pickup",
            "place": "pt_sinsuoiho",
            "name": "Xã Sin Suối Hồ",
            "lonlat": [103.5252, 22.5102],
            "plan_time": "2025-05-19T07:09:20+07:00",
            "window": ["2025-05-19T07:00:00+07:00", "2025-05-19T11:00:00+07:00"],
            "items": [
                {
                    "booking_id": "R-17",
                    "product": "tea_shan",
                    "product_vi": "Chè Shan",
                    "count": 12,
                    "weight_g": 120000,
                }
            ],
            "contact": {"name": "Giàng A Páo", "phone": "0912 000 000"},
            "leg": {
                "m": 35500,
                "s": 4160,
                "climb_m": 1040,
                "roads": ["QL4D", "ĐT132", "ĐT130", "ĐT131"],
                "warnings": [],
            },
        }
    ],
}


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
    product_vi: str = ""
    product_en: str = ""
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

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    route_id: str
    version: int
    date: str
    vehicle: str
    driver: str
    schematic: bool
    stops: list[DriverStop]


class DriverSessionRead(SessionRead):
    """Whose day one sees; `route` is theirs when it was asked for and there is one."""

    route: DriverRoute | None = None
