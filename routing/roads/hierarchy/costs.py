"""What edges cost, checked and packed into the words the hierarchy works with."""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.hierarchy.fields import BARRED, CHOICE_LIMIT, MEASURES, Longs, Words

_SMALL: Final = np.iinfo(np.int32).max // 2
_MEASURE_LIMIT: Final = 1 << 61


@dataclass(frozen=True, slots=True, eq=False)
class Costs:
    """Weights of edges, one of each per edge, all whole numbers.

    The chosen path has the least sum of `choice` (time × preference, in any unit); among
    equals the least `time_ms`, then `distance_m`, `fuel_empty_ul`, `fuel_full_ul`. An edge
    with `choice` `BARRED` may not be driven, whatever its other numbers.
    """

    choice: Longs
    time_ms: Longs
    distance_m: Longs
    fuel_empty_ul: Longs
    fuel_full_ul: Longs

    def __post_init__(self) -> None:
        faults = []
        for column in fields(self):
            values = getattr(self, column.name)
            if values.shape != self.choice.shape or values.ndim != 1:
                faults.append(f"{column.name} has shape {values.shape}, want one per edge")
            elif not np.issubdtype(values.dtype, np.integer):
                faults.append(f"{column.name} holds {values.dtype}, want whole numbers")
        if faults:
            raise ValueError("; ".join(faults))

    def __len__(self) -> int:
        return len(self.choice)


def pack(costs: Costs, n_nodes: int) -> tuple[Longs, Words]:
    """Return the choices, and the measures as one row per edge, as narrow as they fit.

    Raises
    ------
    ValueError
        When an open edge costs less than nothing, or so much that sums could overflow.
    """
    choice = np.array(costs.choice, np.int64)
    is_open = choice != BARRED
    columns = (costs.time_ms, costs.distance_m, costs.fuel_empty_ul, costs.fuel_full_ul)
    largest, faults = 0, []
    names = [column.name for column in fields(Costs)]
    bounds = [CHOICE_LIMIT, *[_MEASURE_LIMIT] * MEASURES]
    for name, values, bound in zip(names, (choice, *columns), bounds, strict=True):
        least, most = _range(values, is_open)
        largest = max(largest, most if values is not choice else 0)
        if least < 0 or most * max(n_nodes, 1) >= bound:
            faults.append(f"{name}: {least} to {most}, want 0 to {(bound - 1) // max(n_nodes, 1)}")
    if faults:
        raise ValueError("; ".join(faults))
    measures = np.empty((len(choice), MEASURES), np.int32 if largest < _SMALL else np.int64)
    for f, values in enumerate(columns):
        measures[:, f] = values
    if not is_open.all():
        measures[~is_open] = 0
    return choice, measures


def _range(values: Longs, is_open: NDArray[np.bool_]) -> tuple[int, int]:
    """Return the least and the largest number of the open edges, 0 twice if all are barred."""
    least, most = int(values.min(initial=0)), int(values.max(initial=0))
    if least < 0 or most >= _SMALL:
        values = values[is_open]
        least, most = int(values.min(initial=0)), int(values.max(initial=0))
    return least, most
