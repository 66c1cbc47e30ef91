"""The plan as outsiders see it: ids instead of indices, every stop with its times and loads."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from routing.geo import LonLat
from routing.problem.cost import Cost
from routing.problem.horizon import Horizon
from routing.problem.time_window import TimeWindow
from routing.problem.verdict import Reason, Repair, Violation

StopKind = Literal["start", "pickup", "delivery", "break", "reload", "end"]


@dataclass(frozen=True, slots=True)
class PlanStop:
    """One halt, with times in seconds after the horizon's start.

    Loads are after departure, so 0 after the end; `weight_g` of an end or a reload is what the
    hub receives. `place` of start, reload and end is the hub id, of a break the place it is
    taken at; `request` is empty unless goods are fetched or brought; `window` is the one
    service starts in. A stop that fetches and brings at once is a pickup, with `brought_g` and
    `brought_ml` beside what it fetches. `planned` is the index of the shift's planned break.
    `leg_roads` names the roads of the leg that led here, in order.
    """

    id: str
    seq: int
    trip: int
    kind: StopKind
    place: str
    lonlat: LonLat
    arrival_s: int
    start_s: int
    departure_s: int
    leg_distance_m: int
    leg_driving_s: int
    load_g: int
    load_ml: int
    request: str = ""
    part: int = 1
    parts: int = 1
    weight_g: int = 0
    volume_ml: int = 0
    window: TimeWindow | None = None
    setup_s: int = 0
    place_name: str = ""
    product: str = ""
    shop: str = ""
    leg_roads: tuple[str, ...] = ()
    brought_g: int = 0
    brought_ml: int = 0
    second_visit: bool = False
    planned: int = -1

    @property
    def visits(self) -> bool:
        """Whether goods are fetched or brought here."""
        return self.request != ""

    @property
    def serves(self) -> bool:
        """Whether a request (part) is served here, for the first time when it has two visits."""
        return self.visits and not self.second_visit


@dataclass(frozen=True, slots=True)
class PlanRoute:
    """What one vehicle does on one day.

    `geometry` follows the roads, or the schematic lines; `elevation` is the profile along it:
    metres from the start hub, metres above the sea.
    """

    id: str
    vehicle: str
    driver: str
    profile: str
    date: date
    day: int
    start_hub: str
    end_hub: str
    start_s: int
    end_s: int
    distance_m: int
    driving_s: int
    waiting_s: int
    service_s: int
    cost: Cost
    capacity_g: int
    capacity_ml: int
    peak_load_g: int
    peak_volume_ml: int
    stops: tuple[PlanStop, ...]
    geometry: tuple[LonLat, ...] = ()
    elevation: tuple[tuple[int, int], ...] = ()
    fuel_ml: int = 0
    trip_count: int = 1


@dataclass(frozen=True, slots=True)
class PlanDropped:
    """A request, or one part of it, that the plan leaves out or puts off.

    `weight_g` is None when the weight is unknown.
    """

    request: str
    part: int
    weight_g: int | None
    state: Literal["dropped", "deferred"]
    reasons: tuple[Reason, ...]
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A promise of the plan this one goes on from that it does not keep, and why.

    `what` of it changed: vehicle, day, start, or dropped. `new_vehicle` is empty and
    `new_start_s` None when it is left out.
    """

    request: str
    part: int
    what: tuple[str, ...]
    vehicle: str
    start_s: int
    new_vehicle: str
    new_start_s: int | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SearchInfo:
    """How the plan was found; see `routing.solver.answer.Search`."""

    seed: int
    engines: tuple[str, ...]
    time_s: float
    stopped_by: str
    rejected: tuple[str, ...] = ()
    pool_bound_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Routes, what is left out, what it costs and what the referee found (nothing).

    `changed` is what it changes of the plan it goes on from.
    """

    plan_id: str
    version: int
    origin: Literal["proposed", "imposed"]
    conditions_hash: str
    horizon: Horizon
    roads_name: str
    roads_version: str
    schematic: bool
    currency: str
    cost: Cost
    routes: tuple[PlanRoute, ...]
    dropped: tuple[PlanDropped, ...]
    violations: tuple[Violation, ...]
    search: SearchInfo
    changed: tuple[PlanChange, ...] = ()
