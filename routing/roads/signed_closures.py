"""What signs bar at times that come again, as closures that hold at those times."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Final

from routing.roads.conditions import Closure
from routing.roads.graph import RoadGraph
from routing.roads.profiles import Profile
from routing.roads.vocabulary import access_bit

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2900


def signed_closures(
    graph: RoadGraph, profiles: Mapping[str, Profile], zone: tzinfo
) -> tuple[Closure, ...]:
    """Return a closure for each calendar on the signs of a network.

    Parameters
    ----------
    zone
        Whose clock the signs go by.

    Notes
    -----
    Bars by season are not among them: the season of the conditions decides those.
    """
    start = datetime(_FIRST_YEAR, 1, 1, tzinfo=zone)
    end = datetime(_LAST_YEAR, 1, 1, tzinfo=zone)
    found = []
    for vehicles, calendar, edges in graph.bars.by_calendar():
        bound = {name for name, each in profiles.items() if vehicles & access_bit(each.kind)}
        if bound:
            closure = Closure(
                id=f"sign:{vehicles} {calendar.words}",
                edges=edges,
                edge_ids=tuple(graph.edge_id(edge) for edge in edges),
                start=start,
                end=end,
                profiles=frozenset(bound),
                reason=calendar.words,
                calendar=calendar,
            )
            found.append(closure)
    return tuple(found)
