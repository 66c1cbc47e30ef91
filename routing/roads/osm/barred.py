"""Conditional access of ways becomes a table of edges barred at times that come again."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from routing.roads.bars import BAR_SEASONS, Bars
from routing.roads.osm.conditional import BACKWARD, BOTH, Conditional


def resolve_conditionals(
    conditionals: Sequence[Conditional], way_of_edge: Sequence[int], is_back: Sequence[bool]
) -> Bars:
    """Return which edges are barred when, for the ways that became edges."""
    wanted = {each.way_id for each in conditionals}
    edges: dict[int, list[int]] = defaultdict(list)
    for edge, way in enumerate(way_of_edge):
        if way in wanted:
            edges[way].append(edge)
    rows = sorted(
        (edge, *_row(each))
        for each in conditionals
        for edge in edges[each.way_id]
        if each.direction == BOTH or (each.direction == BACKWARD) == is_back[edge]
    )
    table = np.array(rows, np.int64).reshape(-1, len(Bars.kinds))
    columns = zip(table.T, Bars.kinds.values(), strict=True)
    return Bars(*(column.astype(kind) for column, kind in columns))


def _row(each: Conditional) -> tuple[int, ...]:
    season, when = BAR_SEASONS.index(each.season or BAR_SEASONS[0]), each.calendar
    dates = when.first, when.last
    return each.vehicles, season, *dates, when.weekdays, when.from_min, when.to_min
