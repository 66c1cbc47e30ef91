"""Care for the living plan: made better, what is at risk put back, swapped in while all holds."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from api.clock import now
from api.db.engine import Database
from api.jobs.lease import Lease
from api.knowledge import KnowledgeShelf
from api.principal import Principal
from api.repositories import areas, jobs
from api.repositories import living as versions
from api.services.living import Head, find_head
from api.services.living_codec import read_change
from api.services.plan_offers import plan_now_s
from api.services.road_changes import lock_head
from api.services.scope import Scope
from api.services.tended import ask_to_tend, list_at_risk, swap_in, tend_key
from api.settings import Settings
from api.tables import Job
from routing.service.living.state import LivingPlan
from routing.service.living.tending import Tended, rebase, tend
from routing.solver.answer import SolveOptions

TRIES: Final = 3
MEND_STEPS: Final = 10_000
"""How long what is at risk is looked after where no other care was asked for."""
LONGEST_S: Final = 120.0
REST: Final = timedelta(seconds=10)
"""How long planners leave the plan alone after they have cared for it."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tender:
    """What cares for the living plan of an area, in one planner."""

    settings: Settings
    database: Database
    knowledge: KnowledgeShelf

    def ask_if_due(self) -> None:
        """Ask for care when the living plan has changed since it was last cared for."""
        if not self.settings.improve_steps:
            return
        with self.database.read() as session:
            if not self._is_due(session):
                return
        with self.database.write() as session:
            scope = self._scope(session)
            areas.lock_area(session, scope.area.id)
            if self._is_due(session):
                ask_to_tend(scope)

    def run(self, job: Job, lease: Lease, should_stop: Callable[[], bool]) -> None:
        """Look for a better plan and swap it in; bookings that come between go first.

        What was found on an older version takes in what was booked since. When that has failed
        a few times the search yields: the plan there is stays.
        """
        for _ in range(TRIES):
            with self.database.read() as session:
                scope = self._scope(session)
                head = find_head(scope)
                if head is None or plan_now_s(scope, head, now()) >= _end_s(head):
                    break
                anew, at = list_at_risk(scope, head), now()
                now_s = plan_now_s(scope, head, at)
            with self.database.write() as session:
                jobs.note_input(session, job.id, head.mark)
            tended = tend(
                head.living,
                self._options(),
                now_s=now_s,
                anew=anew,
                on_progress=lease.note,
                should_stop=should_stop,
            )
            if self._swap(job, head, tended, at):
                return
        _log.info("job %s: the living plan stays as it is", job.id)
        with self.database.write() as session:
            jobs.finish(session, job, "done")

    def _swap(self, job: Job, base: Head, tended: Tended, at: datetime) -> bool:
        """Write what was found, unless something has come between that it has no place for."""
        with self.database.write() as session:
            scope = self._scope(session)
            area, head = lock_head(scope)
            after = None if head is None else self._rebased(scope, base, head, tended, at)
            if head is None or after is None:
                return False
            jobs.keep_alive(session, job, self.settings.lease_s)
            if not jobs.finish(session, job, "done"):
                _log.warning("job %s: its lease was lost, its result is not written", job.id)
                return True
            mark = swap_in(scope, area, head, tended, after)
            jobs.note_input(session, job.id, mark)
            return True

    def _rebased(
        self, scope: Scope, base: Head, head: Head, tended: Tended, at: datetime
    ) -> LivingPlan | None:
        """Return what was found with what was booked since, None when that cannot be."""
        if head.mark == base.mark:
            return tended.living
        if head.plan.id != base.plan.id:
            return None
        since = versions.list_since(scope.session, scope.area.id, base.plan.id, base.version)
        if not all(row.change for row in since):
            return None
        now_s = plan_now_s(scope, head, at)
        return rebase(tended.living, [read_change(row.change) for row in since], now_s=now_s)

    def _is_due(self, session: Session) -> bool:
        area = areas.find_area(session)
        if area is None or not area.plan_id:
            return False
        last = jobs.find_last(session, tend_key(area.id))
        marks = versions.list_marks(session, area.id, area.plan_id, limit=1)
        mark = marks[0][1] if marks else area.plan_id
        if last is None:
            return True
        is_fresh = last.finished_at is None or last.finished_at > now() - REST
        return not is_fresh and last.input_hash != mark

    def _options(self) -> SolveOptions:
        steps = self.settings.improve_steps or MEND_STEPS
        return SolveOptions(time_limit_s=LONGEST_S, steps=steps)

    def _scope(self, session: Session) -> Scope:
        area = areas.ensure_area(session, self.settings.timezone)
        who = Principal("planner", "admin")
        return Scope(session, area, who.id, self.knowledge.get(), who)


def _end_s(head: Head) -> int:
    return head.living.problem.horizon.end_s
