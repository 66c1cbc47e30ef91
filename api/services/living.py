"""The head of the living plan: worked out from what is stored, followed by the next version."""

import json
import logging
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
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
from api.services.plan_inputs import thaw
from api.services.scope import Scope
from api.services.sequence_codec import decode_sequences
from api.tables import Area, LivingVersion, Plan, PlanRouteDay
from routing.service.living.changing import check_living
from routing.service.living.opening import StoredPlan, open_living
from routing.service.living.state import Change, LivingPlan
from routing.service.living.telling import tell_routes

SNAPSHOT_EVERY: Final = 50
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Head:
    """The living plan as it is at a version of an area, and the plan it goes back to."""

    living: LivingPlan
    plan: Plan
    version: int
    mark: str


@dataclass(frozen=True, slots=True)
class _Told:
    start: datetime
    earliest: datetime
    latest: datetime


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
        version, mark, living = 0, plan.id, _open(scope, plan)
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
        snapshot="" if area.plan_version % SNAPSHOT_EVERY else dump_living(after),
    )
    versions.add(scope.session, row)
    _write_routes(scope, head, after, change, area.plan_version)
    scope.knowledge.living.keep(mark, after)
    return Head(after, head.plan, area.plan_version, mark)


def now_s(head: Head, at: datetime) -> int:
    """Return a moment as a second of the living plan's horizon."""
    return head.living.problem.horizon.seconds(at)


def _open(scope: Scope, plan: Plan) -> LivingPlan | None:
    content = plans.find_content(scope.session, plan)
    sequences = decode_sequences(content.sequences) if content else None
    if content is None or sequences is None:
        return None
    document = json.loads(content.content)
    stored = StoredPlan(
        inputs=thaw(plans.get_inputs(scope.session, plan)),
        sequences=sequences,
        told=_list_told(document),
        parts_g=_list_parts(document),
    )
    base = (
        rows.find(scope.session, Plan, scope.area.id, plan.from_plan) if plan.from_plan else None
    )
    keep_days = plan.options.get("keep_days", 0)
    if base is not None:
        worked = {
            (route.vehicle, route.date.isoformat())
            for route in plans.list_routes(scope.session, base)
        }
        kept_until = base.start + timedelta(days=keep_days)
        stored = replace(stored, kept_until=kept_until, worked=frozenset(worked))
    living = open_living(scope.knowledge.network, stored)
    violations = check_living(living).violations
    if violations:
        _log.error("plan %s cannot be gone on from: %s", plan.id, violations[0])
        return None
    return living


def _list_told(document: dict[str, Any]) -> dict[str, list[_Told]]:  # Any: JSON of a plan
    """Return what a plan told of each request that it serves whole."""
    told: defaultdict[str, list[_Told]] = defaultdict(list)
    for stop in _list_stops(document):
        start = datetime.fromisoformat(stop["start"])
        window = stop["window"] or {"start": stop["start"], "end": stop["start"]}
        span = (datetime.fromisoformat(window[end]) for end in ("start", "end"))
        told[stop["request"]].append(_Told(start, *span))
    for left in document["dropped"]:
        told.pop(left["request"], None)
    return told


def _list_parts(document: dict[str, Any]) -> dict[str, tuple[int, ...]]:  # Any: JSON of a plan
    parts: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for each in (*_list_stops(document), *document["dropped"]):
        if each["weight_g"] is not None:
            parts[each["request"]][each["part"]] = each["weight_g"]
    return {
        name: tuple(grams for _, grams in sorted(each.items()))
        for name, each in parts.items()
        if len(each) > 1
    }


def _list_stops(document: dict[str, Any]) -> list[dict[str, Any]]:  # Any: JSON of a plan
    return [
        stop
        for route in document["routes"]
        for stop in route["stops"]
        if stop["request"] and stop["kind"] in {"pickup", "delivery"}
    ]


def _write_routes(
    scope: Scope, head: Head, after: LivingPlan, change: Change, version: int
) -> None:
    shifts = {route.shift for route in change.routes}
    if not shifts and not change.gone:
        return
    plan = tell_routes(after, shifts, plan_id=head.plan.id, version=version)
    pk, problem = plans.pk_of(head.plan), after.problem
    written = route_rows(plan, pk, version)
    for gone in change.gone:
        shift = problem.shifts[gone]
        vehicle = problem.vehicles[shift.vehicle].id
        written.append(
            PlanRouteDay(
                plan_pk=pk,
                route_id=f"{shift.date}/{vehicle}",
                date=shift.date,
                vehicle=vehicle,
                living_version=version,
                content="",
            )
        )
    plans.add_routes(scope.session, written)
