"""Vehicle types, their units, and the shifts the units may work."""

from dataclasses import dataclass
from datetime import date

from routing.problem.time_window import TimeWindow
from routing.units import NO_LIMIT


@dataclass(frozen=True, slots=True)
class VehicleType:
    """A class of vehicles alike in what they may carry, drive and cost.

    Rates are thousandths of a minor unit: per metre, per second of the whole route
    (`rate_per_s_milli`), per second driven and per second of service beside it, and per second
    of overtime; `fuel_milli_per_l` is the price of a litre. `fixed_minor` is paid for each
    vehicle-day that leaves the hub. Limits hold for one shift; `max_driving_s` already
    respects the driving law. `max_stops` counts visits, `max_reloads` the reloads of a route.
    Work beyond the shift's end or `max_duration_s` is overtime, up to `max_overtime_s`.
    `extra` are capacities of further loads; `full_g` is the load "full" means for fuel, 0 for
    `capacity_g`.
    """

    id: str
    profile: str
    capacity_g: int
    capacity_ml: int = NO_LIMIT
    fixed_minor: int = 0
    rate_per_m_milli: int = 0
    rate_per_s_milli: int = 0
    max_driving_s: int = NO_LIMIT
    max_duration_s: int = NO_LIMIT
    max_distance_m: int = NO_LIMIT
    max_stops: int = NO_LIMIT
    skills: frozenset[str] = frozenset()
    extra: tuple[int, ...] = ()
    rate_per_driving_s_milli: int = 0
    rate_per_service_s_milli: int = 0
    fuel_milli_per_l: int = 0
    full_g: int = 0
    max_reloads: int = NO_LIMIT
    max_overtime_s: int = 0
    rate_per_overtime_s_milli: int = 0


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One unit of a type, which is also one driver for the horizon.

    `driven_s` holds, for each calendar week of the horizon, what was driven in it already.
    """

    id: str
    vehicle_type: int
    driven_s: tuple[int, ...]
    driver: str = ""


@dataclass(frozen=True, slots=True)
class PlannedBreak:
    """A break that a shift must have: begun in one of its windows, with no more load than said.

    `max_load` bounds weight, volume and further loads on board; empty when any load will do.
    """

    windows: tuple[TimeWindow, ...]
    duration_s: int
    max_load: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """One vehicle on one day: the only thing a route can be driven in.

    The vehicle leaves `start_hub` at or after `earliest_s` and has unloaded at one of
    `end_hubs` by `latest_s`, overtime aside. It may unload and load again at `reload_hubs` on
    the way. `matrix` is the index of its travel matrix, which knows the roads closed during the
    shift.
    """

    vehicle: int
    day: int
    date: date
    earliest_s: int
    latest_s: int
    start_hub: int
    end_hubs: tuple[int, ...]
    matrix: int
    reload_hubs: tuple[int, ...] = ()
    breaks: tuple[PlannedBreak, ...] = ()
