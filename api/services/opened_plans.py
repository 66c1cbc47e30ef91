"""A stored plan opened as the first version of a living plan."""

import json
import logging
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from api.repositories import plans, rows
from api.services.plan_inputs import thaw
from api.services.scope import Scope
from api.services.sequence_codec import decode_sequences
from api.tables import Plan
from routing.service.living.changing import check_living
from routing.service.living.opening import StoredPlan, open_living
from routing.service.living.state import LivingPlan

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Told:
    start: datetime
    earliest: datetime
    latest: datetime


def open_plan(scope: Scope, plan: Plan) -> LivingPlan | None:
    """Return a plan as it was found, as a living one; None when it cannot be gone on from."""
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
