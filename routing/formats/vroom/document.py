"""A problem as VROOM's JSON states it, in VROOM's own units: seconds, metres, its costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from routing.geo import LonLat
from routing.problem.time_window import TimeWindow
from routing.units import NO_LIMIT

Longs = NDArray[np.int64]
TaskKind = Literal["job", "pickup", "delivery"]
StepKind = Literal["start", "job", "pickup", "delivery", "break", "end"]
NO_INDEX: Final = -1
DEFAULT_PROFILE: Final = "car"
DEFAULT_PER_HOUR: Final = 3600
MOST_EXPLORATION: Final = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the custom matrices (`NO_INDEX` without), a position, or both."""

    index: int = NO_INDEX
    lonlat: LonLat | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A job, or one of the two steps of a shipment.

    Without `windows` any time will do. `*_per_type` overrule the times for types of vehicles.
    A job brings `delivery` from the start and fetches `pickup` to the end; a step of a
    shipment has the shipment's amount as its `pickup` or `delivery`.
    """

    kind: TaskKind
    id: int
    place: Place
    windows: tuple[TimeWindow, ...] = ()
    setup_s: int = 0
    service_s: int = 0
    setup_per_type: Mapping[str, int] = field(default_factory=dict)
    service_per_type: Mapping[str, int] = field(default_factory=dict)
    pickup: tuple[int, ...] = ()
    delivery: tuple[int, ...] = ()
    skills: frozenset[int] = frozenset()
    priority: int = 0
    description: str = ""

    def setup_of(self, vehicle_type: str) -> int:
        """Return the setup by a type of vehicle, in seconds."""
        return self.setup_per_type.get(vehicle_type, self.setup_s)

    def service_of(self, vehicle_type: str) -> int:
        """Return the service by a type of vehicle, in seconds."""
        return self.service_per_type.get(vehicle_type, self.service_s)


@dataclass(frozen=True, slots=True)
class Shipment:
    """Goods fetched at one place and brought to another by the same vehicle."""

    pickup: Task
    delivery: Task


@dataclass(frozen=True, slots=True)
class Break:
    """A rest begun in one of its windows (any time without), with at most `max_load` on board."""

    id: int
    windows: tuple[TimeWindow, ...] = ()
    service_s: int = 0
    description: str = ""
    max_load: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Costs:
    """What a vehicle costs when used, per hour driven, per kilometre and per hour of tasks."""

    fixed: int = 0
    per_hour: int = DEFAULT_PER_HOUR
    per_km: int = 0
    per_task_hour: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One step that a vehicle is told to take, with bounds on when (inclusive, in seconds)."""

    kind: StepKind
    id: int = 0
    at_s: int | None = None
    after_s: int | None = None
    before_s: int | None = None

    @property
    def is_task(self) -> bool:
        """Whether a job or a step of a shipment is meant."""
        return self.kind in ("job", "pickup", "delivery")


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle; without `start` or `end` it begins or ends at a task. No window: any time."""

    id: int
    start: Place | None = None
    end: Place | None = None
    profile: str = DEFAULT_PROFILE
    capacity: tuple[int, ...] = ()
    costs: Costs = Costs()
    skills: frozenset[int] = frozenset()
    type: str = ""
    window: TimeWindow | None = None
    breaks: tuple[Break, ...] = ()
    speed_factor: float = 1.0
    max_tasks: int = NO_LIMIT
    max_travel_time_s: int = NO_LIMIT
    max_distance_m: int = NO_LIMIT
    steps: tuple[Step, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Matrices:
    """What is given of travel for one profile, int64 ``[from, to]``; None what is not given."""

    durations_s: Longs | None = None
    distances_m: Longs | None = None
    costs: Longs | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How to solve: VROOM's options g, c, t, x, l, and our own: exact seconds, steps, a seed."""

    geometry: bool = False
    choose_eta: bool = False
    threads: int | None = None
    exploration: int = MOST_EXPLORATION
    limit_s: float | None = None
    seconds: float | None = None
    steps: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class VroomDocument:
    """All that is stated. Every amount has `dimensions` components."""

    vehicles: tuple[Vehicle, ...]
    jobs: tuple[Task, ...] = ()
    shipments: tuple[Shipment, ...] = ()
    matrices: Mapping[str, Matrices] = field(default_factory=dict)
    options: Options = Options()
    dimensions: int = 0

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every job, then both steps of every shipment."""
        both = (step for each in self.shipments for step in (each.pickup, each.delivery))
        return (*self.jobs, *both)

    @property
    def profiles(self) -> tuple[str, ...]:
        """The profiles of the vehicles, each once."""
        return tuple(dict.fromkeys(vehicle.profile for vehicle in self.vehicles))
