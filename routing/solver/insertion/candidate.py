"""What is asked: a request that a plan does not have yet, perhaps at a place nobody knows yet."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from routing.matrix.travel_matrix import UNREACHABLE, TravelMatrix
from routing.problem.problem import Problem, Stop
from routing.problem.request import Request
from routing.units import NO_LIMIT

Ints = NDArray[np.int64]
CELLS = ("duration_s", "distance_m", "fuel_empty_ml", "fuel_full_ml")


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A place that is not among a problem's stops, and the roads that join it with them.

    `to[matrix, stop]` leads from a stop to it and `back[matrix, stop]` from it to a stop; each
    holds seconds, metres, and millilitres when empty and full, all `UNREACHABLE` without a road.
    """

    stop: Stop
    to: Ints
    back: Ints


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request to be put into a plan; at a `spot` its stop is the number after the last one."""

    request: Request
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Insertion:
    """Where a request is cheapest on a day, what it adds there, and when it is served.

    `at` is its place among the codes of the route of a shift (its visits, reloads and locked
    breaks), `second_at` that of a pair's second visit before the first one is put in, else -1.
    Service begins at `begin_s`; on this place it could at `soonest_s` and as late as `latest_s`
    without breaking a rule. A vehicle for it alone would cost `alone_minor` that day, and its
    share of its route is expected to be `share_minor`: what it adds on average when those who
    share the route join it in any order.
    """

    day: int
    shift: int
    end_hub: int
    at: int
    second_at: int
    extra_minor: int
    begin_s: int
    soonest_s: int
    latest_s: int
    alone_minor: int = NO_LIMIT
    share_minor: int = 0


def with_stop(problem: Problem, spot: Spot | None) -> Problem:
    """Return a problem with one more stop, unreachable when there is no spot."""
    size = len(problem.stops)
    lost = np.full((len(problem.matrices), size, 4), UNREACHABLE, np.int64)
    stop = Stop("", problem.stops[0].lonlat) if spot is None else spot.stop
    to, back = (lost, lost) if spot is None else (spot.to, spot.back)
    matrices = tuple(
        TravelMatrix(
            matrix.profile,
            matrix.conditions_hash,
            *(
                _grown(getattr(matrix, name), to[k, :, c], back[k, :, c])
                for c, name in enumerate(CELLS)
            ),
        )
        for k, matrix in enumerate(problem.matrices)
    )
    return replace(problem, stops=(*problem.stops, stop), matrices=matrices)


def _grown(cells: Ints, column: Ints, row: Ints) -> Ints:
    size = len(cells)
    grown = np.zeros((size + 1, size + 1), np.int64)
    grown[:size, :size], grown[:size, size], grown[size, :size] = cells, column, row
    return grown
