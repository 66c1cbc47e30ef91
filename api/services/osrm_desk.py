"""OSRM's services over the roads as they are now."""

from collections.abc import Mapping

from api.services.current_roads import CurrentRoads
from routing.formats.osrm_errors import OsrmError
from routing.formats.osrm_nearest import nearest_answer
from routing.formats.osrm_query import Asked, read_nearest, read_route, read_table
from routing.formats.osrm_route import route_answer
from routing.formats.osrm_table import table_answer
from routing.formats.osrm_values import Value
from routing.roads.router import Router
from routing.service.profile_names import USUAL_NAMES, find_profile


class OsrmDesk:
    """Answers queries in OSRM's shapes.

    Parameters
    ----------
    usual
        The profile meant by `USUAL_NAMES`.
    """

    def __init__(self, roads: CurrentRoads, usual: str) -> None:
        self._roads = roads
        self._usual = usual

    def answer(
        self, service: str, profile: str, coordinates: Value, options: Mapping[str, Value]
    ) -> bytes:
        """Return the answer of a service as JSON.

        Raises
        ------
        OsrmError
            When the query is refused.
        """
        profile_id = self._find_profile(profile)
        if service == "table":
            table = read_table(coordinates, options)
            return table_answer(self._router(profile_id, table.general), table)
        if service == "route":
            route = read_route(coordinates, options)
            return route_answer(self._router(profile_id, route.general), route)
        nearest = read_nearest(coordinates, options)
        return nearest_answer(self._router(profile_id, nearest.general), nearest)

    def _router(self, profile_id: str, asked: Asked) -> Router:
        return self._roads.router(profile_id, asked.excluded)

    def _find_profile(self, name: str) -> str:
        known = self._roads.profiles
        found = find_profile(name, known, self._usual)
        if found is not None:
            return found
        names = ", ".join((*USUAL_NAMES, *sorted(known)))
        raise OsrmError("InvalidValue", f"Profile {name} not found, want one of: {names}")
