"""Who drives a route, on the wire."""

from pydantic import BaseModel, ConfigDict

from api.schemas.quantities import Strict, Words


class RouteDriverSet(Strict):
    """The driver of a route by name; empty: whom the plan names."""

    model_config = ConfigDict(json_schema_extra={"example": {"driver": "Lò Văn Pâng"}})

    driver: Words


class RouteDriverRead(BaseModel):
    """Who drives a route, and the hours at the wheel of Monday to Sunday with it."""

    route_id: str
    date: str
    vehicle: str
    driver: str
    driving_h: float
    week_h: float
    week_limit_h: float
