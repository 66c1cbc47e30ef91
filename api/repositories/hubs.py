"""Who uses a hub."""

from sqlmodel import Session, col, or_

from api.repositories import rows
from api.repositories.requests import in_state
from api.tables import Request, Vehicle


def count_users_of_hub(session: Session, area: str, hub_id: str) -> int:
    """Return how many vehicles and booked requests name a hub."""
    named = or_(col(Vehicle.hub) == hub_id, col(Vehicle.end_hub) == hub_id)
    vehicles = rows.count(session, Vehicle, area, named)
    requests = rows.count(session, Request, area, col(Request.hub) == hub_id, in_state("booked"))
    return vehicles + requests
