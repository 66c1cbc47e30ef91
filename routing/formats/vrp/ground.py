"""From nodes, units and requests in whole numbers to a problem: hubs, shifts and one matrix."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from routing.formats.vrp.scaling import Longs, Reals
from routing.formats.vrp.text_rows import Notes
from routing.geo import LonLat
from routing.matrix.travel_matrix import TravelMatrix
from routing.problem.fleet import Shift, Vehicle, VehicleType
from routing.problem.horizon import Horizon, long_day
from routing.problem.hub import Hub
from routing.problem.problem import Problem, Stop
from routing.problem.request import Request
from routing.problem.time_window import TimeWindow
from routing.units import MILLI, NO_LIMIT

DAY: Final = date(2025, 1, 6)
"""The literature knows no dates; a Monday in a zone without summer time serves."""

MAX_TIME_S: Final = 10**9
"""Latest time of an instance, scaled; there is a day of the horizon for each 86,400 of it."""


@dataclass(frozen=True)
class Ground:
    """Nodes in the file's order. Without coordinates `xy` is empty."""

    xy: Reals
    distance_m: Longs
    duration_s: Longs


@dataclass(frozen=True, slots=True)
class Unit:
    """One vehicle of the file; `depot` and `reloads` are hubs by index.

    `rate_milli` is the cost of one unit of distance, in thousandths.
    """

    number: int
    depot: int
    capacity: int
    fixed_minor: int = 0
    rate_milli: int = MILLI
    max_duration_s: int = NO_LIMIT
    max_distance_m: int = NO_LIMIT
    reloads: tuple[int, ...] = ()
    max_reloads: int = NO_LIMIT

    @property
    def kind(self) -> tuple[int, ...]:
        """What makes units one type."""
        return (
            self.capacity,
            self.fixed_minor,
            self.rate_milli,
            self.max_duration_s,
            self.max_distance_m,
            self.max_reloads,
        )


def lay_out(
    notes: Notes,
    ground: Ground,
    depots: Sequence[tuple[int, TimeWindow]],
    requests: Sequence[Request],
    units: Sequence[Unit],
) -> Problem:
    """Return the problem of an instance; depots are nodes with the hours of their vehicles.

    Raises
    ------
    InputError
        With every fault noted before, or of the problem.
    """
    ends_s = [window.latest_s for _, window in depots]
    ends_s += [one.latest_s for request in requests for one in request.windows]
    ends_s += [one.latest_s for r in requests if r.to for one in r.to.windows]
    if max(ends_s) > MAX_TIME_S:
        notes.refuse("time", max(ends_s), f"0 … {MAX_TIME_S}")
    notes.stop_if_faulty()
    horizon = long_day(DAY, max(ends_s))
    kinds = list(dict.fromkeys(unit.kind for unit in units))
    examples = {unit.kind: unit for unit in reversed(units)}
    return Problem(
        horizon=horizon,
        stops=_stops(ground),
        hubs=tuple(_hub(node, horizon) for node, _ in depots),
        vehicle_types=tuple(_type(i, examples[kind]) for i, kind in enumerate(kinds)),
        vehicles=tuple(
            Vehicle(str(unit.number), kinds.index(unit.kind), (0,) * horizon.weeks)
            for unit in units
        ),
        shifts=tuple(_shift(i, unit, depots[unit.depot][1]) for i, unit in enumerate(units)),
        requests=tuple(requests),
        matrices=(_matrix(ground),),
    )


def _stops(ground: Ground) -> tuple[Stop, ...]:
    """Return the nodes, drawn within a degree of the origin for pictures' sake."""
    size = len(ground.distance_m)
    span = float(np.abs(ground.xy).max(initial=1.0))
    drawn = (ground.xy / span).tolist() if len(ground.xy) else [[0.0, 0.0]] * size
    return tuple(Stop(str(i), LonLat(x, y), str(i)) for i, (x, y) in enumerate(drawn))


def _hub(node: int, horizon: Horizon) -> Hub:
    limits = (NO_LIMIT,) * horizon.days
    return Hub(str(node), node, (TimeWindow(0, horizon.end_s - 1),), limits, limits)


def _type(index: int, unit: Unit) -> VehicleType:
    return VehicleType(
        id=f"type{index + 1}",
        profile="any",
        capacity_g=unit.capacity,
        fixed_minor=unit.fixed_minor,
        rate_per_m_milli=unit.rate_milli,
        max_duration_s=unit.max_duration_s,
        max_distance_m=unit.max_distance_m,
        max_reloads=unit.max_reloads,
    )


def _shift(index: int, unit: Unit, hours: TimeWindow) -> Shift:
    return Shift(
        vehicle=index,
        day=0,
        date=DAY,
        earliest_s=hours.earliest_s,
        latest_s=hours.latest_s,
        start_hub=unit.depot,
        end_hubs=(unit.depot,),
        matrix=0,
        reload_hubs=unit.reloads,
    )


def _matrix(ground: Ground) -> TravelMatrix:
    nothing = np.zeros_like(ground.distance_m)
    return TravelMatrix("any", "", ground.duration_s, ground.distance_m, nothing, nothing)


def group_units(units: Sequence[Unit]) -> tuple[int, ...]:
    """Return a number for each unit, equal for units alike in everything."""
    known: dict[tuple[object, ...], int] = {}
    keys = ((unit.depot, unit.reloads, unit.kind) for unit in units)
    return tuple(known.setdefault(key, len(known)) for key in keys)


def without_needless(units: Sequence[Unit], demand: int) -> tuple[Unit, ...]:
    """Return units without those that no good plan uses when nothing but loads bounds a route.

    Of two routes of like units whose loads fit into one, the joined route is no dearer (straight
    lines); so in a best plan every two carry more than one capacity, and fewer than
    2 x demand / capacity units are used.
    """
    kept: Counter[int] = Counter()
    chosen: list[Unit] = []
    for group, unit in zip(group_units(units), units, strict=True):
        kept[group] += 1
        if kept[group] <= max(1, -(-2 * demand // unit.capacity)):
            chosen.append(unit)
    return tuple(chosen)
