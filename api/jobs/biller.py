"""Billing the days of the plan in force, beside the search for plans."""

import logging

from api.db.engine import Database
from api.knowledge import KnowledgeShelf
from api.principal import Principal
from api.repositories import areas
from api.services.billing import is_due, store_bills, work_out_bills
from api.services.scope import Scope

_log = logging.getLogger(__name__)
_WHO = Principal("planner", "admin")


class Biller:
    """Bills what is due; a plan that cannot be billed is tried once."""

    def __init__(self, database: Database, knowledge: KnowledgeShelf) -> None:
        self._database = database
        self._knowledge = knowledge
        self._unbillable: set[str] = set()

    def bill_due(self) -> None:
        """Work bills out without keeping anybody from writing, then write them down."""
        with self._database.read() as session:
            area = areas.find_area(session)
            if area is None or not area.plan_id or area.plan_id in self._unbillable:
                return
            scope = Scope(session, area, _WHO.id, self._knowledge.get(), _WHO)
            if not is_due(scope):
                return
            worked = work_out_bills(scope)
            if worked is None or not worked.days:
                _log.warning("plan %s has no days to be billed", area.plan_id)
                self._unbillable.add(area.plan_id)
                return
        with self._database.write() as session:
            area = areas.lock_area(session, area.id)
            store_bills(Scope(session, area, _WHO.id, self._knowledge.get(), _WHO), worked)
