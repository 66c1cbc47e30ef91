"""Fill a fresh data folder with a story that was planned already, as `luco demo` does."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from api.clock import now
from api.db.migrate import prepare
from api.identity import new_id
from api.repositories import areas, changes, jobs, plans, rows
from api.services.plan_inputs import freeze, hash_inputs
from api.services.plan_results import result_of, store_result
from api.services.records import TABLES, Record, columns_of
from api.settings import Settings
from api.tables import Area, Job, Plan
from routing.pricing.lanes import Lane
from routing.service import Network, Outcome, PlanInputs
from routing.service.standing import lay_new

ACTOR = "demo"


@dataclass(frozen=True)
class Planned:
    """A plan with the inputs it was made from.

    The first `keep_days` days are those of the plan before it.
    """

    inputs: PlanInputs
    outcome: Outcome
    keep_days: int = 0


def seed(
    settings: Settings, network: Network, story: Sequence[Planned], lanes: Sequence[Lane] = ()
) -> bool:
    """Store the records of the last plan of a story, and each plan as if published in turn.

    `lanes` are what leaves its hubs.

    Returns
    -------
    bool
        False when the database holds something already; then nothing is changed.

    Raises
    ------
    InputError
        When the database cannot be used.
    """
    database = prepare(settings)
    try:
        with database.write() as session:
            area = areas.ensure_area(session, settings.timezone)
            if any(rows.count(session, table, area.id) for table in TABLES.values()):
                return False
            for record in [*_list_records(network, story[-1].inputs), *lanes]:
                session.add(TABLES[type(record)](area_id=area.id, **columns_of(record)))
            session.flush()
            for chapter in story:
                _publish(session, area, network, chapter)
        return True
    finally:
        database.close()


def _list_records(network: Network, inputs: PlanInputs) -> list[Record]:
    closures = (lay_new(network, record) for record in inputs.closures)
    return [*inputs.hubs, *inputs.fleet, *inputs.requests, *closures]


def _publish(session: Session, area: Area, network: Network, chapter: Planned) -> None:
    inputs, outcome = freeze(chapter.inputs), chapter.outcome
    digest = hash_inputs(inputs, network.graph.version)
    at, search = now(), outcome.plan.search
    plan_id = new_id("plan")
    job = Job(
        id=new_id("job"),
        kind="plan",
        key=f"plan:{plan_id}",
        input_hash=digest,
        state="done",
        attempt=1,
        progress={
            "fraction": 1.0,
            "elapsed_s": search.time_s,
            "curve": [
                [search.time_s, outcome.plan.cost.total_minor, outcome.plan.cost.required_dropped]
            ],
        },
        started_at=at,
        finished_at=at,
    )
    jobs.add_job(session, job)
    plan = Plan(
        area_id=area.id,
        id=plan_id,
        base_version=area.plan_version,
        plan_version=area.plan_version + 1,
        start=chapter.inputs.start,
        days=chapter.inputs.days,
        options={
            "time_limit_s": 30.0,
            "steps": None,
            "seed": search.seed,
            "threads": 1,
            "from_plan": None,
            "keep_days": chapter.keep_days,
        },
        from_plan=area.plan_id,
        job_id=job.id,
        input_hash=digest,
        published_at=at,
    )
    plans.add_plan(session, plan, inputs)
    store_result(session, plan, result_of(outcome))
    area.plan_id, area.plan_version = plan.id, plan.plan_version
    changes.record(session, area.id, ACTOR, "plan", plan.id, "publish", version=plan.plan_version)
