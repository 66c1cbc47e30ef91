"""What came of a plan, written once: its JSON, its sums, its routes by day."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from api.repositories import plans
from api.schemas.problem import FaultRead
from api.services.driver_days import route_rows
from api.services.sequence_codec import encode_sequences
from api.tables import Plan as PlanRow
from api.tables import PlanContent
from routing.errors import Fault
from routing.formats.plan_json import plan_to_json
from routing.formats.summary_json import summary_to_json
from routing.plan.plan import Plan
from routing.problem.sequences import Sequences
from routing.service import Outcome


@dataclass(frozen=True)
class Result:
    """A plan to be stored, with what is known beside it."""

    plan: Plan
    summary: dict[str, Any]  # Any: JSON
    sequences: Sequences | None = None
    warnings: tuple[Fault, ...] = ()


def result_of(outcome: Outcome) -> Result:
    """Return what is kept of an outcome."""
    summary = summary_to_json(outcome.summary, outcome.plan.currency)
    return Result(outcome.plan, summary, outcome.sequences, outcome.warnings)


def store_result(session: Session, row: PlanRow, result: Result) -> None:
    """Write the content of a plan and a row for each of its routes."""
    plan = result.plan
    content = json.dumps(plan_to_json(plan), ensure_ascii=False, separators=(",", ":"))
    pk = plans.pk_of(row)
    row.cost_minor = plan.cost.total_minor
    stored = PlanContent(
        plan_pk=pk,
        hash=hashlib.sha256(content.encode()).hexdigest(),
        content=content,
        totals=_sum(plan),
        summary=result.summary,
        sequences=encode_sequences(result.sequences) if result.sequences else "",
        warnings=[FaultRead.of(each).model_dump() for each in result.warnings],
    )
    plans.add_content(session, stored, route_rows(plan, pk))


def _sum(plan: Plan) -> dict[str, Any]:  # Any: JSON
    deferred = sum(left.state == "deferred" for left in plan.dropped)
    return {
        "cost": {"amount": plan.cost.total_minor, "currency": plan.currency},
        "required_dropped": plan.cost.required_dropped,
        "routes": len(plan.routes),
        "dropped": len(plan.dropped) - deferred,
        "deferred": deferred,
        "distance_m": sum(route.distance_m for route in plan.routes),
        "driving_s": sum(route.driving_s for route in plan.routes),
        "schematic": plan.schematic,
        "violations": len(plan.violations),
    }
