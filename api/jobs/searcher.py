"""A planner: takes jobs one after another, searches, and writes what it found."""

import logging
import os
import secrets
import socket
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Event
from typing import Any

from sqlmodel import Session

from api.clock import now
from api.db.engine import Database
from api.errors import ApiError
from api.jobs.biller import Biller
from api.jobs.lease import Lease
from api.jobs.planner import Asked, FindPlan, find_plan
from api.jobs.tending import Tender
from api.knowledge import KnowledgeShelf
from api.principal import Principal
from api.repositories import areas, bookings, changes, jobs, plans, rows
from api.services.bookings import free_ended
from api.services.living import find_head
from api.services.plan_reads import failure_of
from api.services.plan_results import result_of, store_result
from api.services.scope import Scope
from api.services.sequence_codec import encode_sequences
from api.services.tended import TEND
from api.settings import Settings
from api.tables import Job, Plan
from routing.errors import InputError
from routing.service import Network, Outcome

Conclusion = Callable[[], None]
_log = logging.getLogger(__name__)


def work_off(
    settings: Settings,
    database: Database,
    knowledge: KnowledgeShelf,
    *,
    stop: Event,
    find: FindPlan = find_plan,
) -> None:
    """Work off the queue until told to stop; a search under way is then given back."""
    worker = Worker(settings, database, knowledge, stop, find)
    while not stop.is_set():
        try:
            busy = worker.work_once()
        except ApiError as error:
            _log.warning("the queue cannot be reached: %s", error)
            busy = False
        if not busy:
            stop.wait(settings.poll_s)


class Worker:
    """One planner with a name of its own."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        knowledge: KnowledgeShelf,
        stop: Event,
        find: FindPlan = find_plan,
    ) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._settings = settings
        self._database = database
        self._knowledge = knowledge
        self._stop = stop
        self._find = find
        self._biller = Biller(database, knowledge)
        self._tender = Tender(settings, database, knowledge)

    def work_once(self) -> bool:
        """Take one job and work it off; False when there is none."""
        network = self._knowledge.get().network
        self._free_holds()
        self._biller.bill_due()
        self._tender.ask_if_due()
        with self._database.write() as session:
            for job_id in jobs.fail_exhausted(session):
                _log.error("job %s: failed after %d attempts", job_id, jobs.MAX_ATTEMPTS)
            job = jobs.claim(session, self.name, self._settings.lease_s)
            if job is None:
                return False
            asked = None if job.kind == TEND else _read_job(session, job)
        _log.info("job %s: attempt %d", job.id, job.attempt)
        with Lease(self._database, job, self._settings) as lease:
            if asked is None:
                self._tend(job, lease)
                return True
            conclude = self._search(network, job, asked, lease)
        conclude()
        return True

    def _tend(self, job: Job, lease: Lease) -> None:
        """Care for the living plan; what ends by our end or in a fault is tried again."""
        try:
            self._tender.run(job, lease, lambda: self._stop.is_set() or lease.should_stop())
        except ApiError as error:
            _log.warning("job %s: %s", job.id, error)
        except Exception:  # whatever a search may raise must not end the planner
            _log.exception("job %s: attempt %d", job.id, job.attempt)
        else:
            return
        with self._database.write() as session:
            if job.attempt < jobs.MAX_ATTEMPTS:
                jobs.give_back(session, job, attempt=job.attempt)
            else:
                jobs.finish(session, job, "failed", error={"code": "ATTEMPTS"})

    def _free_holds(self) -> None:
        """Free the places of holds that have run out."""
        with self._database.read() as session:
            area = areas.find_area(session)
            if area is None or not bookings.list_ended(session, area.id, now()):
                return
        with self._database.write() as session:
            area = areas.lock_area(session, area.id)
            who = Principal("planner", "admin")
            scope = Scope(session, area, who.id, self._knowledge.get(), who)
            free_ended(scope, area, find_head(scope))

    def _search(self, network: Network, job: Job, asked: Asked, lease: Lease) -> Conclusion:
        """Return what is to be written once the lease gives no more signs of life."""

        def should_stop() -> bool:
            return self._stop.is_set() or lease.should_stop()

        try:
            outcome = self._find(network, asked, lease.note, should_stop)
        except InputError as error:
            return partial(self._fail, job, failure_of(error))
        except Exception as error:  # whatever a search may raise must not end the planner
            _log.exception("job %s: attempt %d", job.id, job.attempt)
            retry = job.attempt < jobs.MAX_ATTEMPTS
            return partial(self._fail, job, failure_of(error), retry=retry)
        return partial(self._finish, job, lease, outcome)

    def _finish(self, job: Job, lease: Lease, outcome: Outcome) -> None:
        """Write a result while the job is ours; a search cut short by our end is given back."""
        with self._database.write() as session:
            jobs.keep_alive(session, job, self._settings.lease_s, **lease.take_progress())
            if self._stop.is_set() and not lease.cancelled:
                saved = encode_sequences(outcome.sequences)
                jobs.give_back(session, job, attempt=job.attempt - 1, checkpoint=saved)
            elif jobs.finish(session, job, "done"):
                plan = plans.get_plan_of_job(session, job.id)
                store_result(session, plan, result_of(outcome))
                _note(session, plan, "finish")
            else:
                _log.warning("job %s: its lease was lost, its result is not written", job.id)

    def _fail(self, job: Job, error: dict[str, Any], *, retry: bool = False) -> None:  # Any: JSON
        with self._database.write() as session:
            if retry:
                jobs.give_back(session, job, attempt=job.attempt)
            elif jobs.finish(session, job, "failed", error=error):
                _note(session, plans.get_plan_of_job(session, job.id), "fail")


def _read_job(session: Session, job: Job) -> Asked:
    plan = plans.get_plan_of_job(session, job.id)
    base_id = plan.options["from_plan"]
    base = rows.find(session, Plan, plan.area_id, base_id) if base_id else None
    asked = _ask(session, plan, job.checkpoint)
    if base is None:
        return asked
    content = plans.find_content(session, base)
    return replace(asked, base=_ask(session, base, content.sequences if content else ""))


def _ask(session: Session, plan: Plan, checkpoint: str) -> Asked:
    return Asked(
        plan_id=plan.id,
        version=plan.plan_version,
        inputs=plans.get_inputs(session, plan),
        input_hash=plan.input_hash,
        options=plan.options,
        checkpoint=checkpoint,
    )


def _note(session: Session, plan: Plan, action: str) -> None:
    changes.record(session, plan.area_id, "planner", "plan", plan.id, action, version=plan.version)
