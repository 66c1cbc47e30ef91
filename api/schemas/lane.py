"""Lanes on the wire."""

from pydantic import BaseModel, ConfigDict

from api.schemas.problem import FaultRead
from api.schemas.quantities import Money, clock_text, kilograms
from routing.pricing.lanes import Lane
from routing.units import NO_LIMIT


class LaneRead(BaseModel):
    """A regular departure from a hub. Lanes of one `truck` share its capacity on each date."""

    id: str
    hub: str
    gateway: str
    zone: str
    truck: str
    days: list[int]
    off_dates: list[str]
    depart: str
    cutoff_min: int
    transit_days: int
    capacity_kg: float | None
    price_per_kg: Money
    minimum_price: Money

    @staticmethod
    def of(lane: Lane, currency: str) -> "LaneRead":
        """Return a lane as it goes out; what it costs us stays here."""
        return LaneRead(
            id=lane.id,
            hub=lane.hub,
            gateway=lane.gateway,
            zone=lane.zone,
            truck=lane.truck,
            days=sorted(day + 1 for day in lane.days),
            off_dates=sorted(day.isoformat() for day in lane.off_dates),
            depart=clock_text(lane.depart_min),
            cutoff_min=lane.cutoff_min,
            transit_days=lane.transit_days,
            capacity_kg=None if lane.capacity_g >= NO_LIMIT else kilograms(lane.capacity_g),
            price_per_kg=Money(amount=lane.price_per_kg_minor, currency=currency),
            minimum_price=Money(amount=lane.minimum_minor, currency=currency),
        )


class LaneList(BaseModel):
    """All lanes."""

    items: list[LaneRead]


class LanesImported(BaseModel):
    """What a file of lanes has put in the place of those before."""

    model_config = ConfigDict(json_schema_extra={"example": {"imported": 4, "warnings": []}})

    imported: int
    warnings: list[FaultRead] = []
