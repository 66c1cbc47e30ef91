"""Vehicle types, their units, and the shifts the units may work."""

from dataclasses import dataclass
from datetime import date

from routing.units import NO_LIMIT


@dataclass(frozen=True, slots=True)
class VehicleType:
    """A class of vehicles alike in what they may carry, drive and cost.

    Rates are thousandths of a minor unit per metre and per second; `fixed_minor` is paid for
    each vehicle-day that leaves the hub. Limits hold for one shift; `max_driving_s` already
    respects the driving law. `max_stops` counts pickups.
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
class Shift:
    """One vehicle on one day: the only thing a route can be driven in.

    The vehicle leaves `start_hub` at or after `earliest_s` and has unloaded at one of
    `end_hubs` by `latest_s`. `matrix` is the index of its travel matrix, which knows the
    roads closed during the shift.
    """

    vehicle: int
    day: int
    date: date
    earliest_s: int
    latest_s: int
    start_hub: int
    end_hubs: tuple[int, ...]
    matrix: int
