"""The queue: every step is one conditional update, so that two planners never share a job."""

from datetime import timedelta
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, CursorResult, and_, or_, update
from sqlmodel import Session, col, select

from api.clock import now
from api.tables import OPEN_STATES, Job

MAX_ATTEMPTS: Final = 3


def add_job(session: Session, job: Job) -> None:
    """Put a job into the queue."""
    session.add(job)
    session.flush()


def get_job(session: Session, job_id: str) -> Job:
    """Return a job as it is now."""
    return session.exec(
        select(Job).where(Job.id == job_id).execution_options(populate_existing=True)
    ).one()


def find_open(session: Session, key: str) -> Job | None:
    """Return the open job of a key."""
    query = select(Job).where(Job.key == key, col(Job.state).in_(OPEN_STATES))
    return session.exec(query).first()


def find_last(session: Session, key: str) -> Job | None:
    """Return the job of a key that was asked for last, open or not."""
    query = select(Job).where(Job.key == key).order_by(col(Job.created_at).desc()).limit(1)
    return session.exec(query).first()


def note_input(session: Session, job_id: str, input_hash: str) -> None:
    """Note what a job has seen."""
    statement = update(Job).where(col(Job.id) == job_id).values(input_hash=input_hash)
    session.connection().execute(statement)


def fail_exhausted(session: Session) -> list[str]:
    """Fail jobs whose last allowed owner has gone silent, and return their ids."""
    at = now()
    dead = and_(
        col(Job.state).in_(("running", "cancelling")),
        col(Job.lease_until) < at,
        col(Job.attempt) >= MAX_ATTEMPTS,
    )
    error = {"code": "ATTEMPTS", "attempts": MAX_ATTEMPTS}
    statement = (
        update(Job)
        .where(dead)
        .values(state="failed", error=error, finished_at=at, lease_owner="", lease_until=None)
        .returning(col(Job.id))
    )
    return [row[0] for row in session.connection().execute(statement)]


def claim(session: Session, owner: str, lease_s: float) -> Job | None:
    """Return the oldest job that waits, or whose owner has gone silent, leased to `owner`."""
    at = now()
    free = or_(
        col(Job.state) == "queued",
        and_(
            col(Job.state).in_(("running", "cancelling")),
            col(Job.lease_until) < at,
            col(Job.attempt) < MAX_ATTEMPTS,
        ),
    )
    oldest = select(Job.id, Job.state).where(free).order_by(col(Job.created_at), Job.id).limit(1)
    candidate = session.exec(oldest).first()
    if candidate is None:
        return None
    job_id, state = candidate
    taken = _execute(
        session,
        update(Job)
        .where(col(Job.id) == job_id, col(Job.state) == state, free)
        .values(
            state="running" if state == "queued" else state,
            attempt=Job.attempt + 1,
            lease_owner=owner,
            lease_until=at + timedelta(seconds=lease_s),
            started_at=at,
        ),
    )
    return get_job(session, job_id) if taken else None


def keep_alive(session: Session, job: Job, lease_s: float, **values: Any) -> bool:  # Any: columns
    """Prolong a lease and write what changed; False when another planner has the job.

    A lease that ran out unnoticed is prolonged too, as long as nobody took the job.
    """
    return _change(session, job, lease_until=now() + timedelta(seconds=lease_s), **values)


def get_state(session: Session, job_id: str) -> str:
    """Return the state of a job as it is now."""
    return session.exec(select(Job.state).where(Job.id == job_id)).one()


def finish(session: Session, job: Job, state: str, *, error: dict[str, Any] | None = None) -> bool:
    """Close a job while its lease is held; one that is being cancelled ends as cancelled."""
    if state == "done" and get_state(session, job.id) == "cancelling":
        state = "cancelled"
    return _change(
        session,
        job,
        col(Job.lease_until) > now(),
        state=state,
        error=error or {},
        finished_at=now(),
        lease_owner="",
        lease_until=None,
    )


def give_back(session: Session, job: Job, *, attempt: int, **values: Any) -> bool:  # Any: columns
    """Let another planner take a job at once; `attempt` is how often it counts as tried."""
    state = "queued" if get_state(session, job.id) == "running" else "cancelled"
    return _change(
        session, job, state=state, attempt=attempt, lease_owner="", lease_until=None, **values
    )


def cancel(session: Session, job_id: str) -> bool:
    """Ask for an end: a queued job ends at once, a running one at its next sign of life."""
    at = now()
    queued = update(Job).where(col(Job.id) == job_id, col(Job.state) == "queued")
    if _execute(session, queued.values(state="cancelled", finished_at=at)):
        return True
    running = update(Job).where(col(Job.id) == job_id, col(Job.state) == "running")
    return _execute(session, running.values(state="cancelling"))


def _change(
    session: Session,
    job: Job,
    *conditions: ColumnElement[bool],
    **values: Any,  # Any: columns of a job
) -> bool:
    held = (
        col(Job.id) == job.id,
        col(Job.lease_owner) == job.lease_owner,
        col(Job.attempt) == job.attempt,
        col(Job.state).in_(("running", "cancelling")),
    )
    return _execute(session, update(Job).where(*held, *conditions).values(**values))


def _execute(session: Session, statement: Any) -> bool:  # Any: an update of any columns
    result = cast("CursorResult[Any]", session.connection().execute(statement))  # from an UPDATE
    return result.rowcount == 1
