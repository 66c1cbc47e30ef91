"""Plans, what they were made from, what came of them, and their jobs."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from api.tables import Job, Plan, PlanContent, PlanInput, PlanRouteDay


def add_plan(session: Session, plan: Plan, inputs: str) -> None:
    """Store a plan that was asked for, with its frozen inputs."""
    session.add(plan)
    session.flush()
    session.add(PlanInput(plan_pk=pk_of(plan), content=inputs))
    session.flush()


def pk_of(plan: Plan) -> int:
    """Return the row number of a stored plan."""
    if plan.pk is None:
        raise ValueError(f"plan {plan.id}: not stored yet")
    return plan.pk


def get_plan_of_job(session: Session, job_id: str) -> Plan:
    """Return the plan a job searches for."""
    return session.exec(select(Plan).where(Plan.job_id == job_id)).one()


def get_inputs(session: Session, plan: Plan) -> str:
    """Return the frozen inputs of a plan."""
    return session.get_one(PlanInput, pk_of(plan)).content


def find_content(session: Session, plan: Plan) -> PlanContent | None:
    """Return what came of a plan, None while there is nothing."""
    return session.get(PlanContent, pk_of(plan))


def add_content(session: Session, content: PlanContent, routes: Sequence[PlanRouteDay]) -> None:
    """Write what came of a plan, once."""
    session.add(content)
    session.add_all(routes)
    session.flush()


def list_jobs(session: Session, plans: Sequence[Plan]) -> dict[str, Job]:
    """Return the jobs of plans by their id."""
    wanted = [plan.job_id for plan in plans]
    found = session.exec(select(Job).where(col(Job.id).in_(wanted))).all()
    return {job.id: job for job in found}


def add_routes(session: Session, routes: Sequence[PlanRouteDay]) -> None:
    """Write routes that the living plan changed."""
    session.add_all(routes)
    session.flush()


def list_routes_of_day(
    session: Session, plan: Plan, day: date, vehicle: str = ""
) -> Sequence[PlanRouteDay]:
    """Return the routes of a plan on a day as they are now, of one vehicle when it is given."""
    query = select(PlanRouteDay).where(
        PlanRouteDay.plan_pk == pk_of(plan), PlanRouteDay.date == day
    )
    if vehicle:
        query = query.where(PlanRouteDay.vehicle == vehicle)
    query = query.order_by(PlanRouteDay.vehicle, col(PlanRouteDay.living_version))
    newest = {route.route_id: route for route in session.exec(query)}
    return [route for route in newest.values() if route.content]


def list_routes(session: Session, plan: Plan) -> Sequence[PlanRouteDay]:
    """Return all routes of a plan as it was found, by date and vehicle."""
    query = select(PlanRouteDay).where(
        PlanRouteDay.plan_pk == pk_of(plan), PlanRouteDay.living_version == 0
    )
    return session.exec(query.order_by(col(PlanRouteDay.date), PlanRouteDay.vehicle)).all()


def list_latest(session: Session, area: str, limit: int) -> Sequence[Plan]:
    """Return the plans asked for last, newest first."""
    query = select(Plan).where(Plan.area_id == area).order_by(col(Plan.pk).desc()).limit(limit)
    return session.exec(query).all()
