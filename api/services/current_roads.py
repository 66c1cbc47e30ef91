"""The roads as they are now: the closures in force, and a router for every profile."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from api.clock import now
from api.db.engine import Database
from api.knowledge import KnowledgeShelf
from api.repositories import areas, rows
from api.repositories.closures import in_force
from api.services.records import record_of
from api.settings import Settings
from api.tables import Closure
from routing.problem.records import ClosureRecord
from routing.roads.conditions import Conditions, default_season
from routing.roads.router import Router
from routing.roads.signed_closures import signed_closures
from routing.service import Network
from routing.service.standing import stand_all

_State = tuple[tuple[str, int], ...]


class CurrentRoads:
    """Hands out routers for this moment; a closure that is stored counts from the next call on.

    A router in use stays as it is; the next call takes a new one.
    """

    def __init__(self, settings: Settings, database: Database, knowledge: KnowledgeShelf) -> None:
        self._settings = settings
        self._database = database
        self._knowledge = knowledge
        self._known: tuple[_State, Conditions] | None = None

    @property
    def profiles(self) -> frozenset[str]:
        """Ids of the profiles there are."""
        return frozenset(self._knowledge.get().network.profiles)

    def router(self, profile: str, excluded: frozenset[str] = frozenset()) -> Router:
        """Return the router of a profile over the roads as they are now.

        Raises
        ------
        ApiError
            ``NOT_READY`` when the roads cannot be loaded.
        """
        network = self._knowledge.get().network
        at = now()
        met = self._find_conditions(network, at).at(at, at, profile)
        return network.routers.get(profile, met, excluded)

    def _find_conditions(self, network: Network, at: datetime) -> Conditions:
        with self._database.read() as session:
            area = areas.find_area(session)
            zone = ZoneInfo(area.timezone if area else self._settings.timezone)
            found = rows.list_all(session, Closure, area.id, *in_force(at)) if area else ()
            state = tuple((row.id, row.version) for row in found)
            known = self._known
            if known is None or known[0] != state:
                records = [record_of(ClosureRecord, row) for row in found]
                closures = stand_all(network, records).closures
                closures += signed_closures(network.graph, network.profiles, zone)
                known = self._known = state, Conditions("dry", closures)
        season = default_season(at.astimezone(zone).date())
        return known[1] if known[1].season == season else replace(known[1], season=season)
