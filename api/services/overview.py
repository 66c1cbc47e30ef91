"""What the service holds, at a glance."""

from dataclasses import dataclass
from datetime import date

from api.repositories import plans, rows
from api.schemas.plan import PlanRow
from api.services.plans import list_latest
from api.services.scope import Scope
from api.tables import Closure, Hub, Plan, Request, Vehicle
from api.tables.owned import Owned


@dataclass(frozen=True, slots=True)
class DriverDay:
    """One route of the plan in force."""

    date: date
    vehicle: str


@dataclass(frozen=True, slots=True)
class Overview:
    """How much there is, the latest plans, and the days of the plan in force."""

    counts: dict[str, int]
    plans: tuple[PlanRow, ...]
    days: tuple[DriverDay, ...]


def read_overview(scope: Scope) -> Overview:
    """Return what the area holds."""
    nouns: dict[str, type[Owned]] = {
        "hubs": Hub,
        "vehicles": Vehicle,
        "requests": Request,
        "closures": Closure,
    }
    session, area = scope.session, scope.area
    current = rows.find(session, Plan, area.id, area.plan_id)
    days = plans.list_routes(session, current) if current else ()
    return Overview(
        counts={name: rows.count(session, table, area.id) for name, table in nouns.items()},
        plans=list_latest(scope),
        days=tuple(DriverDay(day.date, day.vehicle) for day in days),
    )
