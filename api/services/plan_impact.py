"""What a closure would do to the plan in force, before anybody closes anything."""

from collections.abc import Collection

from api.repositories import bookings
from api.schemas.closure import PlanImpact, PromiseHit
from api.schemas.quantities import SignedMoney, kilograms
from api.services.living import find_head
from api.services.message_words import tell_place
from api.services.road_changes import closures_ahead, lay
from api.services.scope import Scope
from api.tables.booking import OPEN
from routing.problem.dated import Evaluation
from routing.problem.records import ClosureRecord, RequestRecord
from routing.service.living.relaying import list_served
from routing.service.living.telling import list_changed


def find_plan_impact(scope: Scope, record: ClosureRecord) -> PlanImpact | None:
    """Return what one more closure would break and lengthen.

    None without a plan in force, and for those who do not see the whole of it.
    """
    head = find_head(scope)
    if head is None or not scope.who.sees_all:
        return None
    relaid = lay(scope, head, (*closures_ahead(scope, head), record))
    lost = frozenset(relaid.lost)
    booked = {each.id for each in bookings.list_in(scope.session, scope.area.id, OPEN)}
    hit = [each for each in head.living.inputs.requests if each.id in lost]
    before, after = head.living.evaluation, relaid.living.evaluation
    changed, gone = list_changed(head.living, relaid.living)
    names = [*changed, *gone]
    return PlanImpact(
        at_risk=[_hit(scope, each, booked) for each in hit],
        at_risk_kg=kilograms(sum(each.weight_g or 0 for each in hit)),
        kept=len(list_served(head.living)) - len(hit),
        changed_routes=sorted(f"{day}/{vehicle}" for vehicle, day in names),
        extra_s=_driving_s(after) - _driving_s(before),
        extra_m=_distance_m(after) - _distance_m(before),
        extra_cost=SignedMoney(
            amount=after.cost.total_minor - before.cost.total_minor, currency=scope.area.currency
        ),
    )


def _hit(scope: Scope, record: RequestRecord, booked: Collection[str]) -> PromiseHit:
    return PromiseHit(
        request=record.id,
        is_booking=record.id in booked,
        shop=record.shop,
        place=tell_place(scope, record.location),
        weight_kg=kilograms(record.weight_g or 0),
        start=record.ready.astimezone(scope.zone).isoformat(),
        end=record.due.astimezone(scope.zone).isoformat(),
    )


def _driving_s(evaluation: Evaluation) -> int:
    return sum(route.driving_s for route in evaluation.routes)


def _distance_m(evaluation: Evaluation) -> int:
    return sum(route.distance_m for route in evaluation.routes)
