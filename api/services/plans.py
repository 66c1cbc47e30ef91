"""Plans: asked for as jobs, looked at while they are searched for, cancelled, published."""

import json
from typing import Any

from api.clock import now
from api.errors import ApiError, not_found
from api.identity import decode_cursor, encode_cursor, new_id
from api.repositories import areas, jobs, plans, rows
from api.schemas.page import Page
from api.schemas.plan import PlanAccepted, PlanCreate, PlanRead, PlanRow
from api.services.living import find_head
from api.services.message_words import words
from api.services.plan_diff import diff_plans
from api.services.plan_inputs import freeze, gather_inputs, hash_inputs
from api.services.plan_reads import accepted, read_plan, read_row
from api.services.rebase import carry_bookings
from api.services.road_changes import meet_roads
from api.services.scope import Scope, touch
from api.tables import Job, Plan, PlanContent

RESUMABLE = frozenset({"done", "failed", "cancelled"})


def create_plan(scope: Scope, body: PlanCreate) -> PlanAccepted:
    """Ask for a plan over everything that is booked; a planner will search for it.

    Raises
    ------
    InputError
        When there is nothing to plan with.
    ApiError
        ``NOT_FOUND`` when `from_plan` is no plan, ``WRONG_STATE`` when it is not finished.
    """
    if body.from_plan:
        base, _ = _get(scope, body.from_plan)
        _get_content(scope, base)
    inputs = freeze(gather_inputs(scope, body))
    options = body.model_dump(mode="json", exclude={"hubs"})
    plan = Plan(
        area_id=scope.area.id,
        id=new_id("plan"),
        plan_version=scope.area.plan_version + 1,
        base_version=scope.area.plan_version,
        start=body.start,
        days=body.days,
        options=options,
        from_plan=body.from_plan or "",
    )
    return _enqueue(scope, plan, inputs, key=f"plan:{plan.id}", action="create")


def resume_plan(scope: Scope, plan_id: str) -> PlanAccepted:
    """Ask for a plan of the same inputs that starts from the best one a plan kept.

    Raises
    ------
    ApiError
        ``NOT_FOUND``, or ``WRONG_STATE`` while the plan, or one resumed from it, is open.
    """
    old, job = _get(scope, plan_id)
    key = f"resume:{old.id}"
    if job.state not in RESUMABLE or jobs.find_open(scope.session, key):
        raise ApiError("WRONG_STATE", name=old.id, state=job.state)
    content = plans.find_content(scope.session, old)
    plan = Plan(
        area_id=scope.area.id,
        id=new_id("plan"),
        plan_version=scope.area.plan_version + 1,
        base_version=scope.area.plan_version,
        start=old.start,
        days=old.days,
        options=old.options,
        from_plan=old.id,
    )
    checkpoint = content.sequences if content else job.checkpoint
    inputs = plans.get_inputs(scope.session, old)
    return _enqueue(scope, plan, inputs, key=key, action="resume", checkpoint=checkpoint)


def list_plans(scope: Scope, cursor: str | None, limit: int) -> Page[PlanRow]:
    """Return one page of plans."""
    found = rows.page(scope.session, Plan, scope.area.id, decode_cursor(cursor), limit + 1)
    shown = found[:limit]
    states = plans.list_jobs(scope.session, shown)
    following = encode_cursor(plans.pk_of(shown[-1])) if len(found) > limit else None
    return Page(
        items=[read_row(scope, plan, states[plan.job_id]) for plan in shown],
        next_cursor=following,
    )


def list_latest(scope: Scope, limit: int = 10) -> tuple[PlanRow, ...]:
    """Return the plans asked for last, newest first."""
    found = plans.list_latest(scope.session, scope.area.id, limit)
    states = plans.list_jobs(scope.session, found)
    return tuple(read_row(scope, plan, states[plan.job_id]) for plan in found)


def get_plan(scope: Scope, plan_id: str) -> PlanRead:
    """Return a plan and how far its search is."""
    plan, job = _get(scope, plan_id, lock=False)
    return read_plan(scope, plan, job, plans.find_content(scope.session, plan))


def cancel_plan(scope: Scope, plan_id: str) -> PlanRead:
    """Ask for the end of a search; the best checked plan is kept.

    Raises
    ------
    ApiError
        ``WRONG_STATE`` when the search has ended by itself.
    """
    plan, job = _get(scope, plan_id)
    if jobs.cancel(scope.session, job.id):
        scope.record("plan", plan.id, "cancel", version=plan.version)
        job = jobs.get_job(scope.session, job.id)
    elif job.state not in {"cancelling", "cancelled"}:
        raise ApiError("WRONG_STATE", name=plan.id, state=job.state)
    return read_plan(scope, plan, job, plans.find_content(scope.session, plan))


def publish_plan(scope: Scope, plan_id: str) -> PlanRead:
    """Put a plan in force; publishing the plan in force changes nothing.

    Raises
    ------
    ApiError
        ``WRONG_STATE`` when it is not finished, ``NOT_FEASIBLE`` when the referee found
        violations, ``PLAN_STALE`` when another plan was put in force since it was asked for,
        with the difference, or when it has no place for what was booked since, with `lost`.
    """
    area = areas.lock_area(scope.session, scope.area.id)
    plan, job = _get(scope, plan_id)
    content = _get_content(scope, plan)
    if area.plan_id != plan.id:
        before = area.plan_version
        _refuse_unfit(scope, plan, content, before, area.plan_id)
        area.plan_id, area.plan_version = plan.id, before + 1
        plan.plan_version = area.plan_version
        plan.published_at = now()
        touch(plan)
        scope.session.flush()
        meet_roads(scope, area, find_head(scope), words("api.because.plan"))
        lost = carry_bookings(scope, area)
        if lost:
            raise ApiError(
                "PLAN_STALE",
                extra={"lost": list(lost)},
                name=plan.id,
                base=plan.base_version,
                current=before,
            )
        scope.record("plan", plan.id, "publish", version=plan.plan_version)
    return read_plan(scope, plan, job, content)


def _refuse_unfit(
    scope: Scope, plan: Plan, content: PlanContent, version: int, in_force: str
) -> None:
    violations = content.totals["violations"]
    if violations:
        raise ApiError("NOT_FEASIBLE", name=plan.id, count=violations)
    current = rows.find(scope.session, Plan, scope.area.id, in_force)
    if current is None or plan.base_version >= current.plan_version:
        return
    extra: dict[str, object] = {
        "base_version": plan.base_version,
        "current_version": version,
        "current_plan": in_force,
    }
    before = plans.find_content(scope.session, current)
    if before:
        extra["diff"] = diff_plans(json.loads(before.content), json.loads(content.content))
    raise ApiError(
        "PLAN_STALE", extra=extra, name=plan.id, base=plan.base_version, current=version
    )


def _enqueue(
    scope: Scope, plan: Plan, inputs: str, *, key: str, action: str, checkpoint: str = ""
) -> PlanAccepted:
    options: dict[str, Any] = plan.options  # Any: JSON
    plan.input_hash = hash_inputs(inputs, scope.knowledge.network.graph.version)
    job = Job(
        id=new_id("job"),
        kind="plan",
        key=key,
        input_hash=plan.input_hash,
        checkpoint=checkpoint,
    )
    plan.job_id = job.id
    jobs.add_job(scope.session, job)
    plans.add_plan(scope.session, plan, inputs)
    scope.record("plan", plan.id, action, version=plan.version, seed=options["seed"])
    return accepted(plan, job)


def _get(scope: Scope, plan_id: str, *, lock: bool = True) -> tuple[Plan, Job]:
    plan = rows.find(scope.session, Plan, scope.area.id, plan_id, lock=lock)
    if plan is None:
        raise not_found("plan", plan_id)
    return plan, jobs.get_job(scope.session, plan.job_id)


def _get_content(scope: Scope, plan: Plan) -> PlanContent:
    content = plans.find_content(scope.session, plan)
    if content is None:
        state = jobs.get_job(scope.session, plan.job_id).state
        raise ApiError("WRONG_STATE", name=plan.id, state=state)
    return content
