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
    known = [i for i, point in enumerate(points) if point is not None]
    found = [point for point in points if point is not None]
    table = router.table(found, found)
    square = np.ix_(known, known)

    def spread(cells: NDArray[np.int64], unit: int) -> NDArray[np.int64]:
        whole = np.full((len(points), len(points)), UNREACHABLE, np.int64)
        whole[square] = np.where(cells < 0, UNREACHABLE, (2 * cells + unit) // (2 * unit))
        return whole

    return TravelMatrix(
        router.weights.profile,
        router.weights.conditions_hash if conditions_hash is None else conditions_hash,
        duration_s=spread(table.time_ms, MILLI),
        distance_m=spread(table.distance_m, 1),
        fuel_empty_ml=spread(table.fuel_empty_ul, MILLI),
        fuel_full_ml=spread(table.fuel_full_ul, MILLI),
    )
