"""Conditional access of ways becomes a table of edges barred for a part of the year."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from routing.roads.bars import BAR_SEASONS, Bars
from routing.roads.osm.conditional import Conditional


def resolve_conditionals(conditionals: Sequence[Conditional], way_of_edge: Sequence[int]) -> Bars:
    """Return which edges are barred when, for the ways that became edges."""
    wanted = {each.way_id for each in conditionals}
    edges: dict[int, list[int]] = defaultdict(list)
    for edge, way in enumerate(way_of_edge):
        if way in wanted:
            edges[way].append(edge)
    rows = sorted(
        (edge, each.vehicles, _season_code(each), _date(each.first), _date(each.last))
        for each in conditionals
        for edge in edges[each.way_id]
    )
    table = np.array(rows, np.int64).reshape(-1, 5)
    return Bars(
        edge=table[:, 0].astype(np.int32),
        vehicles=table[:, 1].astype(np.uint8),
        season=table[:, 2].astype(np.uint8),
        first=table[:, 3].astype(np.int32),
        last=table[:, 4].astype(np.int32),
    )


def _season_code(conditional: Conditional) -> int:
    return BAR_SEASONS.index(conditional.season or "dates")


def _date(day: tuple[int, int]) -> int:
    return day[0] * 100 + day[1]
