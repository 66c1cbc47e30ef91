"""What OSRM's services are asked, checked: from the values of a URL or of a JSON body."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from routing.formats.osrm_errors import OsrmError
from routing.formats.osrm_values import (
    Value,
    Values,
    is_number,
    is_whole,
    limit_size,
    refuse,
    want,
)
from routing.geo import LonLat, decode_polyline
from routing.roads.closest import UNLIMITED, Wish

EXCLUDABLE: Final = frozenset({"motorway", "toll", "ferry", "tunnel"})
ROUTE_ANNOTATIONS: Final = ("duration", "nodes", "distance", "weight", "datasources", "speed")
TABLE_ANNOTATIONS: Final = ("duration", "distance")
APPROACHES: Final = ("unrestricted", "curb", "opposite")
MAX_TABLE_CELLS: Final = 4_000_000
MAX_ROUTE_POINTS: Final = 2_000
MAX_NEAREST: Final = 100
MAX_ALTERNATIVES: Final = 3

_GENERAL: Final = (
    "approaches",
    "bearings",
    "coordinates",
    "exclude",
    "format",
    "generate_hints",
    "hints",
    "radiuses",
    "skip_waypoints",
    "snapping",
)
_ROUTE: Final = (
    "alternatives",
    "annotations",
    "continue_straight",
    "geometries",
    "overview",
    "steps",
    "waypoints",
)
_TABLE: Final = (
    "annotations",
    "destinations",
    "fallback_coordinate",
    "fallback_speed",
    "scale_factor",
    "sources",
)
_OWN: Final = {"route": _ROUTE, "table": _TABLE, "nearest": ("number",)}
SERVICES: Final = tuple(_OWN)


@dataclass(frozen=True, slots=True)
class Asked:
    """What every service is told: positions, how to move each onto the roads, what to avoid."""

    lonlats: tuple[LonLat, ...]
    wishes: tuple[Wish, ...]
    excluded: frozenset[str]
    gives_hints: bool
    gives_waypoints: bool


@dataclass(frozen=True, slots=True)
class RouteAsked:
    """A route wanted; `waypoints` are the positions between which its legs run."""

    general: Asked
    alternatives: int
    steps: bool
    annotations: frozenset[str]
    geometries: str
    overview: str
    continue_straight: bool
    waypoints: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TableAsked:
    """A table wanted; without `fallback_mps` there are gaps where no path leads."""

    general: Asked
    sources: tuple[int, ...]
    destinations: tuple[int, ...]
    annotations: frozenset[str]
    fallback_mps: float | None
    fallback_snapped: bool
    scale: float


@dataclass(frozen=True, slots=True)
class NearestAsked:
    """The nearest roads wanted, so many."""

    general: Asked
    number: int


def check_names(service: str, options: Mapping[str, Value]) -> None:
    """Refuse options that a service does not have.

    Raises
    ------
    OsrmError
        ``InvalidQuery``.
    """
    for name in options:
        if name not in (*_GENERAL, *_OWN[service]):
            raise OsrmError("InvalidQuery", f"Query malformed: {service} has no option {name}")


def read_route(coordinates: Value, options: Mapping[str, Value]) -> RouteAsked:
    """Return what a route is asked for.

    Raises
    ------
    OsrmError
        ``InvalidQuery``, ``InvalidOptions``, ``InvalidValue`` or ``TooBig``.
    """
    values, general = Values(options), _read_general(coordinates, Values(options))
    size = len(general.lonlats)
    want("Number of coordinates needs to be at least two.", that=size >= 2)
    limit_size("entries", size, MAX_ROUTE_POINTS)
    straight = options.get("continue_straight", "default")
    if straight != "default" and not isinstance(straight, bool):
        refuse("continue_straight", straight, "default, true or false")
    annotations = values.words("annotations", ROUTE_ANNOTATIONS)
    return RouteAsked(
        general,
        _count_alternatives(options.get("alternatives", False)),
        values.boolean("steps", default=False),
        frozenset(ROUTE_ANNOTATIONS) if annotations is True else annotations or frozenset(),
        values.choice("geometries", "polyline", "polyline6", "geojson"),
        values.choice("overview", "simplified", "full", "false"),
        straight is True,
        _read_waypoints(values, size),
    )


def read_table(coordinates: Value, options: Mapping[str, Value]) -> TableAsked:
    """Return what a table is asked for; raises as `read_route` does."""
    values, general = Values(options), _read_general(coordinates, Values(options))
    size = len(general.lonlats)
    want("Number of coordinates needs to be at least two.", that=size >= 2)
    sources = values.indices("sources", size)
    destinations = values.indices("destinations", size)
    limit_size("cells", len(sources) * len(destinations), MAX_TABLE_CELLS)
    annotations = values.words("annotations", TABLE_ANNOTATIONS)
    if isinstance(annotations, bool):
        refuse("annotations", annotations, " | ".join(TABLE_ANNOTATIONS))
    return TableAsked(
        general,
        sources,
        destinations,
        annotations or frozenset({"duration"}),
        values.positive("fallback_speed"),
        values.choice("fallback_coordinate", "input", "snapped") == "snapped",
        values.positive("scale_factor") or 1.0,
    )


def read_nearest(coordinates: Value, options: Mapping[str, Value]) -> NearestAsked:
    """Return what is asked of the nearest roads; raises as `read_route` does."""
    values, general = Values(options), _read_general(coordinates, Values(options))
    want("Only one input coordinate is supported", that=len(general.lonlats) == 1)
    number = values.whole("number", 1)
    want("Number of results must be at least one.", that=number >= 1)
    limit_size("results", number, MAX_NEAREST)
    return NearestAsked(general, number)


def _read_general(coordinates: Value, values: Values) -> Asked:
    lonlats = _read_lonlats(coordinates)
    size = len(lonlats)
    values.choice("format", "json")
    values.choice("snapping", "default", "any")
    values.elements("hints", size)
    radiuses = map(_radius, values.elements("radiuses", size))
    bearings = map(_bearing, values.elements("bearings", size))
    approaches = map(_approach, values.elements("approaches", size))
    return Asked(
        lonlats,
        tuple(map(Wish, radiuses, bearings, approaches)),
        _read_excluded(values.options.get("exclude", [])),
        values.boolean("generate_hints", default=True),
        not values.boolean("skip_waypoints", default=False),
    )


def _read_lonlats(coordinates: Value) -> tuple[LonLat, ...]:
    pairs = _decode(coordinates) if isinstance(coordinates, str) else coordinates
    if not isinstance(pairs, list):
        refuse("coordinates", coordinates, "pairs of longitude and latitude")
    lonlats = []
    for pair in pairs:
        if not isinstance(pair, list | tuple) or len(pair) != 2 or not all(map(is_number, pair)):
            refuse("coordinates", pair, "[longitude, latitude]")
        lon, lat = map(float, pair)
        is_there = -180 <= lon <= 180 and -90 <= lat <= 90
        want(f"Invalid coordinate value: {lon},{lat}", that=is_there)
        lonlats.append(LonLat(lon, lat))
    return tuple(lonlats)


def _decode(words: str) -> Value:
    for name, scale in (("polyline6(", 1_000_000), ("polyline(", 100_000)):
        if words.startswith(name) and words.endswith(")"):
            try:
                return decode_polyline(words[len(name) : -1], scale)
            except ValueError:
                break
    return refuse("coordinates", words, "polyline(…) or polyline6(…)")


def _read_excluded(given: Value) -> frozenset[str]:
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        refuse("exclude", given, "a list of classes")
    classes = frozenset(given) - {"none"}
    if not classes <= EXCLUDABLE:
        raise OsrmError("InvalidValue", "Exclude flag combination is not supported.")
    return classes


def _radius(value: Value) -> float:
    if value is None or value == "unlimited":
        return UNLIMITED
    if not is_number(value):
        refuse("radiuses", value, 'a number or "unlimited"')
    want("Radiuses must not be negative.", that=value >= 0)
    return float(value)


def _bearing(value: Value) -> tuple[int, int] | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2 or not all(map(is_whole, value)):
        refuse("bearings", value, "[bearing, range]")
    bearing, range_deg = value
    want("Bearing values are invalid.", that=0 <= bearing <= 360 and 0 <= range_deg <= 180)
    return bearing, range_deg


def _approach(value: Value) -> str:
    if value is None:
        return APPROACHES[0]
    if value not in APPROACHES:
        refuse("approaches", value, " | ".join(APPROACHES))
    return str(value)


def _read_waypoints(values: Values, size: int) -> tuple[int, ...]:
    waypoints = values.indices("waypoints", size)
    is_rising = list(waypoints) == sorted(set(waypoints))
    is_whole_way = waypoints[0] == 0 and waypoints[-1] == size - 1
    said = "First and last coordinates must be specified as waypoints."
    want(said, that=is_rising and is_whole_way)
    return waypoints


def _count_alternatives(given: Value) -> int:
    if isinstance(given, bool):
        return int(given)
    if not is_whole(given) or given < 0:
        refuse("alternatives", given, "true, false or a whole number")
    return min(given, MAX_ALTERNATIVES)
