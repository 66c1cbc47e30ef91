"""Many-to-many travel between points on the roads, as whole seconds, metres and millilitres."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from routing.matrix.travel_matrix import UNREACHABLE, TravelMatrix
from routing.roads.road_points import RoadPoint
from routing.roads.router import Router
from routing.units import MILLI


def build_matrix(
    router: Router, points: Sequence[RoadPoint | None], *, conditions_hash: str | None = None
) -> TravelMatrix:
    """Return the travel between all pairs of points; one without a point is unreachable.

    Parameters
    ----------
    conditions_hash
        What the conditions are called; by default what the router's weights call them.

    Notes
    -----
    Sums are exact and rounded once for each cell.
    """
    legs = build_legs(router, points, points)
    return TravelMatrix(
        router.weights.profile,
        router.weights.conditions_hash if conditions_hash is None else conditions_hash,
        *(np.ascontiguousarray(legs[..., measure]) for measure in range(4)),
    )


def build_legs(
    router: Router, sources: Sequence[RoadPoint | None], targets: Sequence[RoadPoint | None]
) -> NDArray[np.int64]:
    """Return seconds, metres, and millilitres empty and full, as `[source, target, measure]`.

    All four are `UNREACHABLE` without a path, or where an end has no point.
    """
    rows, columns = (
        [i for i, point in enumerate(points) if point is not None] for points in (sources, targets)
    )
    table = router.table(
        [point for point in sources if point is not None],
        [point for point in targets if point is not None],
    )
    legs = np.full((len(sources), len(targets), 4), UNREACHABLE, np.int64)
    for measure, (cells, unit) in enumerate(
        (
            (table.time_ms, MILLI),
            (table.distance_m, 1),
            (table.fuel_empty_ul, MILLI),
            (table.fuel_full_ul, MILLI),
        )
    ):
        whole = np.where(cells < 0, UNREACHABLE, (2 * cells + unit) // (2 * unit))
        legs[np.ix_(rows, columns, [measure])] = whole[..., None]
    return legs
