"""Plans and their jobs as they go out."""

from typing import Any

from api.errors import ApiError
from api.schemas.plan import (
    CostPoint,
    PlanAccepted,
    PlanFailure,
    PlanProgress,
    PlanRead,
    PlanRow,
    PlanTotals,
)
from api.schemas.problem import FaultRead
from api.schemas.quantities import Money
from api.services.scope import Scope, kept
from api.tables import Job, Plan, PlanContent
from routing.texts import text


def accepted(plan: Plan, job: Job) -> PlanAccepted:
    """Return where to look for a plan that was asked for."""
    return PlanAccepted.model_validate(
        {"id": plan.id, "status": job.state, "links": _links(plan, finished=False)}
    )


def read_row(scope: Scope, plan: Plan, job: Job) -> PlanRow:
    """Return a plan for a list."""
    cost = plan.cost_minor
    return PlanRow.model_validate(
        {
            **_facts(scope, plan, job),
            "cost": None if cost is None else Money(amount=cost, currency=scope.area.currency),
            "links": _links(plan, finished=cost is not None),
        }
    )


def read_plan(scope: Scope, plan: Plan, job: Job, content: PlanContent | None) -> PlanRead:
    """Return a plan with its progress and, when there is one, its result."""
    return PlanRead.model_validate(
        {
            **_facts(scope, plan, job),
            "options": plan.options,
            "from_plan": plan.from_plan,
            "progress": _progress(job, scope.area.currency),
            "totals": PlanTotals.model_validate(content.totals) if content else None,
            "summary": content.summary if content else None,
            "warnings": content.warnings if content else [],
            "error": _failure(job.error) if job.error else None,
            "links": _links(plan, finished=content is not None),
        }
    )


def _facts(scope: Scope, plan: Plan, job: Job) -> dict[str, Any]:  # Any: members of a model
    published = plan.published_at
    return {
        **kept(plan, scope.zone).model_dump(),
        "id": plan.id,
        "status": job.state,
        "plan_version": plan.plan_version,
        "base_version": plan.base_version,
        "start": plan.start.isoformat(),
        "days": plan.days,
        "published_at": published.astimezone(scope.zone).isoformat() if published else None,
        "in_force": scope.area.plan_id == plan.id,
    }


def _progress(job: Job, currency: str) -> PlanProgress:
    progress = job.progress
    curve = [
        CostPoint(
            elapsed_s=elapsed_s,
            cost=Money(amount=cost_minor, currency=currency),
            required_dropped=dropped,
        )
        for elapsed_s, cost_minor, dropped in progress.get("curve", [])
    ]
    ended = job.state in {"done", "failed", "cancelled"}
    return PlanProgress(
        fraction=1.0 if ended else progress.get("fraction", 0.0),
        elapsed_s=progress.get("elapsed_s", 0.0),
        steps=progress.get("steps", 0),
        attempt=job.attempt,
        cost=curve[-1].cost if curve else None,
        required_dropped=curve[-1].required_dropped if curve else None,
        curve=curve,
    )


def _failure(error: dict[str, Any]) -> PlanFailure:  # Any: JSON of a job
    code, details = error["code"], {key: error[key] for key in error.keys() - {"code", "errors"}}
    known = code if code in {"BAD_INPUT", "ATTEMPTS"} else "INTERNAL"
    return PlanFailure(
        code=known,
        message_vi=text(f"api.job.{known}", "vi", **details),
        message_en=text(f"api.job.{known}", "en", **details),
        errors=[FaultRead.model_validate(each) for each in error.get("errors", [])],
    )


def failure_of(error: Exception) -> dict[str, Any]:  # Any: JSON of a job
    """Return what a job keeps of an error."""
    faults = getattr(error, "faults", ())
    code = "BAD_INPUT" if faults and not isinstance(error, ApiError) else "INTERNAL"
    return {"code": code, "errors": [FaultRead.of(each).model_dump() for each in faults]}


def _links(plan: Plan, *, finished: bool) -> dict[str, str]:
    own = f"/api/v1/plans/{plan.id}"
    links = {"self": own, "cancel": f"{own}/cancel", "resume": f"{own}/resume"}
    if finished:
        links |= {
            "plan": f"{own}/plan.json",
            "routes": f"{own}/routes",
            "geojson": f"{own}/routes.geojson",
            "dropped": f"{own}/dropped",
            "publish": f"{own}/publish",
        }
    return links
