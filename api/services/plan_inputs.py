"""What a plan is made of, frozen as text when it is asked for.

A planner knows nothing else, so that a job taken up again, by whomever, goes on with the same
problem, and what it saved before keeps its meaning.
"""

import hashlib
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from pydantic import TypeAdapter

from api.repositories.closures import overlapping
from api.repositories.requests import in_state, within
from api.schemas.plan import PlanCreate
from api.services.hubs import load_slots
from api.services.kept_records import load_records
from api.services.route_drivers import carried_s
from api.services.scope import Scope
from routing.errors import Fault, InputError, fault
from routing.problem.records import ClosureRecord, FleetRecord, HubRecord, RequestRecord
from routing.problem.references import EVERY_HUB, OPEN_END, SAME_HUB
from routing.problem.stated import KEEP_PRODUCTS, Settings
from routing.service import PlanInputs

_ADAPTER: Final = TypeAdapter(PlanInputs)


def gather_inputs(scope: Scope, body: PlanCreate) -> PlanInputs:
    """Return everything stored that a plan over the days asked for may use.

    Requests that were due before the first day or are ready after the last one are left out.

    Raises
    ------
    InputError
        When there is no hub, no vehicle, or a hub asked for is unknown.
    """
    start = datetime.combine(body.start, time(), scope.zone)
    end = start + timedelta(days=body.days)
    hubs = load_records(scope, HubRecord)
    fleet = tuple(_carry(scope, row, body) for row in load_records(scope, FleetRecord))
    requests = load_records(scope, RequestRecord, in_state("booked"), *within(start, end))
    faults = _find_faults(body, hubs, fleet)
    if faults:
        raise InputError(faults)
    if body.hubs:
        chosen = frozenset(body.hubs)
        hubs = tuple(hub for hub in hubs if hub.id in chosen)
        fleet = tuple(row for row in fleet if _stays_within(row, chosen))
        requests = tuple(
            each for each in requests if {each.hub, each.terms.from_hub} <= chosen | {""}
        )
    known, planned = scope.knowledge, {hub.id for hub in hubs}
    return PlanInputs(
        hubs=hubs,
        fleet=fleet,
        requests=requests,
        start=body.start,
        days=body.days,
        closures=load_records(scope, ClosureRecord, *overlapping(start, end)),
        season=body.season,
        timezone=scope.area.timezone,
        settings=KEEP_PRODUCTS if known.own_products else Settings(),
        hub_slots=tuple(slot for slot in load_slots(scope) if slot.hub in planned),
        products=known.products if known.own_products else {},
    )


def freeze(inputs: PlanInputs) -> str:
    """Return the inputs of a plan as text."""
    return _ADAPTER.dump_json(inputs).decode()


def thaw(text: str) -> PlanInputs:
    """Return the inputs of a plan from their text."""
    return _ADAPTER.validate_json(text)


def hash_inputs(text: str, *parts: str) -> str:
    """Return a name for frozen inputs on certain roads."""
    return hashlib.sha256("\n".join((text, *parts)).encode()).hexdigest()


def _carry(scope: Scope, row: FleetRecord, body: PlanCreate) -> FleetRecord:
    """Return a row of the fleet with what its driver drives in the week before the first day."""
    if not row.driver:
        return row
    carried = carried_s(scope, row.driver, body.start)
    return replace(row, driven_week_s=max(row.driven_week_s, carried))


def _stays_within(row: FleetRecord, hubs: frozenset[str]) -> bool:
    anywhere = {SAME_HUB, EVERY_HUB, OPEN_END}
    return row.hub in hubs and {row.end_hub, *row.reload} <= hubs | anywhere


def _find_faults(
    body: PlanCreate, hubs: tuple[HubRecord, ...], fleet: tuple[FleetRecord, ...]
) -> list[Fault]:
    known = {hub.id for hub in hubs}
    unknown = sorted(set(body.hubs) - known)
    faults = [
        fault("builder.unknown_hub", column="hubs", value=name, known=", ".join(sorted(known)))
        for name in unknown
    ]
    if not hubs:
        faults.append(fault("api.no_hub"))
    if not fleet:
        faults.append(fault("api.no_vehicle"))
    return faults
