"""What users state, row by row: checked values with places still as they were written.

Records come from tables or from the database. `source` says which row a fault belongs to.
Clock times are minutes after local midnight (0 to 1440).
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from routing.geo import LonLat
from routing.units import NO_LIMIT

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record came from; row 0 when it has none."""

    file: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Location:
    """A place by name or id, or a position; exactly one of them is given."""

    place: str = ""
    lonlat: LonLat | None = None

    def __post_init__(self) -> None:
        if bool(self.place) == (self.lonlat is not None):
            raise ValueError(f"want a place or a position, got {self}")


@dataclass(frozen=True, slots=True)
class HubSlotRecord:
    """What a hub takes in from arrivals each day from `start_min` until before `end_min`."""

    hub: str
    start_min: int
    end_min: int
    intake_g: int = NO_LIMIT
    intake_ml: int = NO_LIMIT
    vehicles: int = NO_LIMIT
    source: Source = field(default=Source(), compare=False)


@dataclass(frozen=True, slots=True)
class HubRecord:
    """A consolidation hub. `days` are weekdays it opens (0 Monday), but not on `off_dates`."""

    id: str
    location: Location
    name: str
    open_min: int
    close_min: int
    days: frozenset[int] = EVERY_DAY
    off_dates: frozenset[date] = frozenset()
    intake_g_per_day: int = NO_LIMIT
    intake_ml_per_day: int = NO_LIMIT
    unload_s: int = 0
    unload_s_per_t: int = 0
    is_crossdock: bool = False
    source: Source = field(default=Source(), compare=False)


@dataclass(frozen=True, slots=True)
class FleetRecord:
    """`count` like vehicles.

    `end_hub`: a hub, empty for the start hub, ``*`` for any, ``-`` for an open end. `reload`:
    hubs to unload and load again on the way, where an empty name stands for the hubs the shift
    starts and ends at, and ``*`` for any.
    """

    id: str
    profile: str
    hub: str
    capacity_g: int
    end_hub: str = ""
    count: int = 1
    capacity_ml: int = NO_LIMIT
    days: frozenset[int] = EVERY_DAY
    off_dates: frozenset[date] = frozenset()
    shift_start_min: int = 6 * 60
    shift_end_min: int = 18 * 60
    max_driving_s: int = NO_LIMIT
    max_duration_s: int = NO_LIMIT
    max_stops: int = NO_LIMIT
    max_distance_m: int = NO_LIMIT
    driven_week_s: int = 0
    cost_per_day_minor: int = 0
    cost_per_km_minor: int = 0
    cost_per_hour_minor: int = 0
    skills: frozenset[str] = frozenset()
    driver: str = ""
    overtime_s: int = 0
    cost_per_overtime_hour_minor: int = 0
    reload: tuple[str, ...] = ()
    source: Source = field(default=Source(), compare=False)


@dataclass(frozen=True, slots=True)
class MeetingPlace:
    """Another place where a request may be served, and what using it costs (a carry, say)."""

    location: Location
    cost_minor: int = 0


@dataclass(frozen=True, slots=True)
class RequestTerms:
    """What a request asks for beyond being fetched.

    `kind` is ``pickup``, ``delivery`` (from `from_hub`, or any) or ``pair`` (brought to `to`).
    Service after `wish_by` costs; goods reach their hub, or a pair's second stop, by
    `deliver_by`. Requests with the same `same_vehicle` go by one vehicle.
    """

    kind: str = "pickup"
    to: Location | None = None
    to_windows: tuple[tuple[int, int], ...] = ()
    to_service_s: int = 600
    from_hub: str = ""
    wish_by: datetime | None = None
    deliver_by: datetime | None = None
    max_ride_s: int = NO_LIMIT
    tags: frozenset[str] = frozenset()
    exclude_tags: frozenset[str] = frozenset()
    alternatives: tuple[MeetingPlace, ...] = ()
    same_vehicle: str = ""


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """Goods to be fetched, or, by their `terms`, to be brought.

    `weight_g` is None when the sender does not know it: such a request is kept and reported
    but not planned. `ready` and `due` are aware times, `due` the last second allowed.
    `windows` are local clock intervals of every day between them, empty for hub hours.
    `pack_g` is the weight of one pack of the product, 0 when it has none; `derived` names the
    fields computed from the product.
    """

    id: str
    location: Location
    ready: datetime
    due: datetime
    weight_g: int | None
    volume_ml: int = 0
    shop: str = ""
    product: str = ""
    count: int = 0
    pack_g: int = 0
    windows: tuple[tuple[int, int], ...] = ()
    service_s: int = 600
    hub: str = ""
    destination: str = ""
    required: bool = True
    priority: int = 0
    penalty_minor: int | None = None
    skills: frozenset[str] = frozenset()
    contact_name: str = ""
    contact_phone: str = ""
    notes: str = ""
    derived: frozenset[str] = frozenset()
    terms: RequestTerms = RequestTerms()
    source: Source = field(default=Source(), compare=False)


@dataclass(frozen=True, slots=True)
class ClosureRecord:
    """A road closed or slowed for a time; exactly one way of saying where.

    `profiles` empty means all. `speed_factor` 0 means closed, else the share of the usual
    speed that is left. `last_edges` are the ids of the edges closed when it was stored: they
    count where the roads have changed since and no longer know what it says.
    """

    id: str
    start: datetime
    end: datetime
    road_ref: str = ""
    km_from: float | None = None
    km_to: float | None = None
    from_place: str = ""
    to_place: str = ""
    edge_ids: tuple[str, ...] = ()
    polygon: str = ""
    direction: str = "both"
    profiles: frozenset[str] = frozenset()
    speed_factor: float = 0.0
    reason: str = ""
    last_edges: tuple[str, ...] = ()
    source: Source = field(default=Source(), compare=False)


@dataclass(frozen=True, slots=True)
class Product:
    """What is sent, with its usual pack. `density_kg_m3` turns weight into volume."""

    id: str
    name_vi: str
    name_en: str
    pack_vi: str
    pack_g: int
    density_kg_m3: int
    max_hours_in_vehicle: float = 0.0
    handling: str = ""
    tags: frozenset[str] = frozenset()
