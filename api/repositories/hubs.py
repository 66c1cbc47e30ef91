"""Who uses a hub."""

from sqlmodel import Session, col, or_

from api.repositories import rows
from api.repositories.requests import in_state
from api.tables import Request, Vehicle


def count_users_of_hub(session: Session, area: str, hub_id: str) -> int:
    """Return how many vehicles and booked requests name a hub."""
    vehicles = rows.list_all(session, Vehicle, area)
    named = or_(col(Request.hub) == hub_id, col(Request.from_hub) == hub_id)
    requests = rows.count(session, Request, area, named, in_state("booked"))
    return requests + sum(hub_id in {row.hub, row.end_hub, *row.reload} for row in vehicles)
