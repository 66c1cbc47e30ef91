"""The head of the living plan: worked out from what is stored, followed by the next version."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from api.repositories import living as versions
from api.repositories import plans, rows
from api.services.driver_days import route_rows
from api.services.living_codec import (
    dump_change,
    dump_living,
    next_mark,
    read_change,
    read_living,
)
from api.services.opened_plans import open_plan
from api.services.scope import Scope
from api.tables import Area, LivingVersion, Plan, PlanRouteDay
from routing.service.living.opening import open_living
from routing.service.living.state import Change, LivingPlan
from routing.service.living.telling import RouteName, list_changed, name_route, tell_routes

SNAPSHOT_EVERY: Final = 50


@dataclass(frozen=True)
class Head:
    """The living plan as it is at a version of an area, and the plan it goes back to."""

    living: LivingPlan
    plan: Plan
    version: int
    mark: str


def find_head(scope: Scope) -> Head | None:
    """Return the living plan there is now, None before a plan that can be gone on from.

    Raises
    ------
    InputError
        When the roads no longer know what the plan in force was made of.
    """
    area, session, shelf = scope.area, scope.session, scope.knowledge.living
    plan = rows.find(session, Plan, area.id, area.plan_id) if area.plan_id else None
    if plan is None:
        return None
    last = versions.list_marks(session, area.id, plan.id, limit=1)
    mark = last[0][1] if last else plan.id
    living = shelf.find(mark)
    if living is None:
        with shelf.working_out:
            living = _follow_up(scope, plan)
    return None if living is None else Head(living, plan, area.plan_version, mark)


def _follow_up(scope: Scope, plan: Plan) -> LivingPlan | None:
    """Work the living plan out from the last version this process or a snapshot knows."""
    area, session, shelf = scope.area, scope.session, scope.knowledge.living
    marks = (*versions.list_marks(session, area.id, plan.id), (0, plan.id, False))
    for version, mark, is_whole in marks:
        living = shelf.find(mark)
        if living is None and is_whole:
            [whole] = versions.list_since(session, area.id, plan.id, version - 1, limit=1)
            living = open_living(scope.knowledge.network, read_living(whole.snapshot))
        if living is not None:
            break
    else:
        version, mark, living = 0, plan.id, open_plan(scope, plan)
        if living is None:
            return None
        shelf.keep(mark, living)
    for row in versions.list_since(session, area.id, plan.id, version):
        living = living.applied(read_change(row.change))
        mark = row.mark
    shelf.keep(mark, living)
    return living


def follow(
    scope: Scope,
    area: Area,
    head: Head,
    change: Change,
    *,
    cause: str,
    booking_id: str,
    after: LivingPlan | None = None,
) -> Head:
    """Write the next version of the living plan, under the lock of its area.

    `after` is what the change makes of it, when that is known already.
    """
    after = after or head.living.applied(change)
    document = dump_change(change)
    mark = next_mark(head.mark, {**document, "cause": cause, "booking": booking_id})
    is_whole = (area.plan_version + 1) % SNAPSHOT_EVERY == 0
    snapshot = dump_living(after) if is_whole else ""
    following = _write(scope, area, head, after, cause, booking_id, mark, document, snapshot)
    gone = [name_route(head.living, shift) for shift in change.gone]
    _write_routes(scope, following, {route.shift for route in change.routes}, gone)
    return following


def replace_living(
    scope: Scope, area: Area, head: Head, after: LivingPlan, *, cause: str, booking_id: str = ""
) -> tuple[Head, tuple[PlanRouteDay, ...]]:
    """Write a next version that is another plan as a whole, under the lock of its area.

    Returned with it are the routes that are otherwise now; those without content are gone.
    """
    whole = dump_living(after)
    digest = hashlib.sha256(whole.encode()).hexdigest()
    mark = next_mark(head.mark, {"whole": digest, "cause": cause, "booking": booking_id})
    changed, gone = list_changed(head.living, after)
    following = _write(scope, area, head, after, cause, booking_id, mark, {}, whole)
    routes = _write_routes(scope, following, {*changed.values()}, gone)
    return following, tuple(routes)


def _write(  # noqa: PLR0913, PLR0917 - the columns of a version
    scope: Scope,
    area: Area,
    head: Head,
    after: LivingPlan,
    cause: str,
    booking_id: str,
    mark: str,
    document: dict[str, Any],  # Any: JSON
    snapshot: str,
) -> Head:
    area.plan_version += 1
    row = LivingVersion(
        area_id=area.id,
        version=area.plan_version,
        plan_id=head.plan.id,
        cause=cause,
        actor=scope.actor,
        booking_id=booking_id,
        mark=mark,
        change=document,
        snapshot=snapshot,
    )
    versions.add(scope.session, row)
    scope.knowledge.living.keep(mark, after)
    return Head(after, head.plan, area.plan_version, mark)


def _write_routes(
    scope: Scope, head: Head, shifts: Collection[int], gone: Iterable[RouteName]
) -> list[PlanRouteDay]:
    """Write the routes that a version changed, and that some are gone."""
    pk, written = plans.pk_of(head.plan), []
    if shifts:
        plan = tell_routes(head.living, shifts, plan_id=head.plan.id, version=head.version)
        written = route_rows(plan, pk, head.version)
    written += [
        PlanRouteDay(
            plan_pk=pk,
            route_id=f"{day}/{vehicle}",
            date=day,
            vehicle=vehicle,
            living_version=head.version,
            content="",
        )
        for vehicle, day in gone
    ]
    plans.add_routes(scope.session, written)
    return written
