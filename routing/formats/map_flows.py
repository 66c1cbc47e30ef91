"""What routes carry over each piece of road, side by side where several share it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from routing.geo import LonLat
from routing.plan.plan import PlanRoute

SAME_SPOT_DEG = 1e-5


class Piece(NamedTuple):
    """A straight piece of road from a to b and what each group carries over it, both ways."""

    a: LonLat
    b: LonLat
    loads_g: tuple[tuple[str, int], ...]


def leg_lines(route: PlanRoute) -> list[tuple[LonLat, ...]]:
    """Return the part of a route's line that leads to each stop.

    A leg is a shortest path, so it ends where the line first comes closest to its stop.
    """
    line = route.geometry
    lines: list[tuple[LonLat, ...]] = []
    at = 0
    for stop in route.stops:
        end = at
        if stop.leg_distance_m and at + 1 < len(line):
            rest = np.array(line[at + 1 :]) - np.array(stop.lonlat)
            away = np.hypot(rest[:, 0], rest[:, 1])
            end = at + 1 + int(np.argmax(away <= away.min() + SAME_SPOT_DEG))
        lines.append(line[at : end + 1] if end > at else ())
        at = end
    return lines


def build_pieces(routes: Iterable[PlanRoute], group_of: Callable[[PlanRoute], str]) -> list[Piece]:
    """Return every piece of road that routes use; groups stand in order of first appearance.

    `a` lies west of `b`, so that groups side by side keep their sides from piece to piece.
    """
    loads: dict[tuple[LonLat, LonLat], dict[str, int]] = defaultdict(dict)
    order: dict[str, int] = {}
    for route in routes:
        group = group_of(route)
        order.setdefault(group, len(order))
        load_g = 0
        for stop, line in zip(route.stops, leg_lines(route), strict=True):
            for a, b in pairwise(line):
                on_piece = loads[min(a, b), max(a, b)]
                on_piece[group] = on_piece.get(group, 0) + load_g
            load_g = stop.load_g
    return [
        Piece(a, b, tuple(sorted(groups.items(), key=lambda item: order[item[0]])))
        for (a, b), groups in loads.items()
    ]
