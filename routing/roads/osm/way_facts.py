"""All that the tags of one way say of the road, in our words and units."""

import math
from dataclasses import dataclass
from typing import Final

from routing.roads.osm.access import Tags, read_directions
from routing.roads.osm.conditional import open_at_times
from routing.roads.osm.road_kinds import is_ferry, read_kind, read_surface
from routing.roads.osm.size_signs import HEIGHTS, WEIGHTS, WIDTHS, SizeLimits, read_sizes
from routing.roads.osm.tag_values import (
    read_count,
    read_duration_s,
    read_grams,
    read_metres,
    read_speed_kph,
)
from routing.roads.vocabulary import NO_TRUCK_LIMIT_G, Feature

LANE_WIDTH_M: Final = 3.0
"""Width of a lane where only their number is known."""

_READERS: Final = {
    **dict.fromkeys(WEIGHTS, read_grams),
    "maxspeed": read_speed_kph,
    "width": read_metres,
    **dict.fromkeys((*WIDTHS, *HEIGHTS), read_metres),
    "duration": read_duration_s,
}
_UNSAID: Final = frozenset(
    ("default", "below_default", "unsigned", "none", "signals", "variable", "implicit")
)
"""Values that say there is no sign: nothing to read in them, and nothing missed."""

_NO: Final = (None, "no", "0", "false")
_HAZARDS: Final = {
    "landslide": Feature.LANDSLIDE,
    "landslides": Feature.LANDSLIDE,
    "rock_slide": Feature.ROCKFALL,
    "rockfall": Feature.ROCKFALL,
    "falling_rocks": Feature.ROCKFALL,
    "fallen_rocks": Feature.ROCKFALL,
    "ice": Feature.ICE,
    "fog": Feature.FOG,
    "flooding": Feature.FLOOD,
    "flood": Feature.FLOOD,
    "curves": Feature.HAIRPINS,
    "turns": Feature.HAIRPINS,
}


@dataclass(frozen=True, slots=True)
class WayFacts:
    """What a way is. `forward` and `backward` are bits of the kinds that may drive that way.

    `sizes` are signs; `truck_limit_g` is an assumed payload class, which no tag states.
    `duration_s` is how long a ferry takes from end to end, 0 where nothing says so.
    """

    road_class: int
    surface: int
    forward: int
    backward: int
    forward_kph: float
    backward_kph: float
    width_m: float
    truck_limit_g: int
    sizes: SizeLimits
    features: Feature
    ref: str
    name: str
    duration_s: int


def read_way(tags: Tags) -> WayFacts | str:
    """Return the facts of a way, or the reason why it is left out."""
    kind = read_kind(tags)
    if isinstance(kind, str):
        return kind
    road_class, default = kind
    tags = open_at_times(tags)
    forward, backward = read_directions(tags, default)
    if not forward | backward:
        return "no_access" if default else "not_for_vehicles"
    return WayFacts(
        road_class=road_class,
        surface=read_surface(tags),
        forward=forward,
        backward=backward,
        forward_kph=_posted_kph(tags, "forward"),
        backward_kph=_posted_kph(tags, "backward"),
        width_m=_width_m(tags),
        truck_limit_g=NO_TRUCK_LIMIT_G,
        sizes=read_sizes(tags),
        features=read_features(tags),
        ref=_ref(tags),
        name=tags.get("name") or tags.get("name:vi") or "",
        duration_s=read_duration_s(tags.get("duration", "")) or 0,
    )


def list_unread(tags: Tags) -> list[str]:
    """Return ``key=value`` of limits that a sign states but that cannot be read."""
    return [
        f"{key}={tags[key]}"
        for key, read in _READERS.items()
        if key in tags and tags[key] not in _UNSAID and read(tags[key]) is None
    ]


def read_features(tags: Tags) -> Feature:
    """Return what else the tags of a way or node say of a road."""
    found = Feature(0)
    if tags.get("bridge") not in _NO:
        found |= Feature.BRIDGE
    if tags.get("tunnel") not in (*_NO, "building_passage"):
        found |= Feature.TUNNEL
    if tags.get("ford") not in _NO:
        found |= Feature.FORD
    if "highway" not in tags and is_ferry(tags):
        found |= Feature.FERRY
    if any(tags.get(key) not in _NO for key in ("toll", "toll:hgv")):
        found |= Feature.TOLL
    if tags.get("flood_prone") not in _NO:
        found |= Feature.FLOOD
    if tags.get("construction") not in (*_NO, "minor", "widening"):
        found |= Feature.UNCERTAIN
    for hazard in tags.get("hazard", "").split(";"):
        found |= _HAZARDS.get(hazard.strip(), Feature(0))
    return found


def _posted_kph(tags: Tags, direction: str) -> float:
    for key in (f"maxspeed:{direction}", "maxspeed"):
        speed = read_speed_kph(tags[key]) if key in tags else None
        if speed is not None:
            return speed
    zone = tags.get("maxspeed:type") or tags.get("source:maxspeed") or ""
    return read_speed_kph(zone) or 0.0


def _width_m(tags: Tags) -> float:
    """Return how wide the road is, NaN where nothing says so."""
    width = read_metres(tags.get("width", "")) or read_metres(tags.get("est_width", ""))
    lanes = read_count(tags.get("lanes", ""))
    if width is None and lanes is not None:
        width = lanes * LANE_WIDTH_M
    return math.nan if width is None else width


def _ref(tags: Tags) -> str:
    parts = [part.strip() for part in tags.get("ref", "").split(";")]
    return "/".join(part for part in parts if part)
