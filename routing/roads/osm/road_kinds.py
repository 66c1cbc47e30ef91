"""What kind of road a way is, and what it is paved with."""

from typing import Final

from routing.roads.osm.access import Tags
from routing.roads.osm.vehicle_kinds import MOTORBIKE, NOBODY, TRUCKS
from routing.roads.vocabulary import OPEN_TO_ALL, ROAD_CLASSES, SURFACES

HIGHWAYS: Final = {
    "motorway": ("expressway", TRUCKS),
    "motorway_link": ("expressway", TRUCKS),
    "trunk": ("national", OPEN_TO_ALL),
    "trunk_link": ("national", OPEN_TO_ALL),
    "primary": ("national", OPEN_TO_ALL),
    "primary_link": ("national", OPEN_TO_ALL),
    "secondary": ("provincial", OPEN_TO_ALL),
    "secondary_link": ("provincial", OPEN_TO_ALL),
    "tertiary": ("district", OPEN_TO_ALL),
    "tertiary_link": ("district", OPEN_TO_ALL),
    "unclassified": ("commune", OPEN_TO_ALL),
    "residential": ("street", OPEN_TO_ALL),
    "living_street": ("street", OPEN_TO_ALL),
    "service": ("street", OPEN_TO_ALL),
    "pedestrian": ("street", NOBODY),
    "road": ("unknown", OPEN_TO_ALL),
    "track": ("track", OPEN_TO_ALL),
    "path": ("path", MOTORBIKE),
    "footway": ("path", NOBODY),
    "cycleway": ("path", NOBODY),
    "bridleway": ("path", NOBODY),
    "steps": ("path", NOBODY),
}
"""Our class, and who may drive there unless the tags say otherwise. Motorbikes may not use an
expressway (Law 36/2024/QH15 on road traffic order and safety)."""

NOT_BUILT: Final = frozenset(
    ("construction", "proposed", "planned", "abandoned", "disused", "razed", "dismantled")
)

SURFACE_OF: Final = {
    **dict.fromkeys(("asphalt", "chipseal", "bitumen"), "asphalt"),
    **dict.fromkeys(("concrete", "concrete:plates", "concrete:lanes", "cement"), "concrete"),
    **dict.fromkeys(("paved", "paving_stones", "paving_stones:30", "sett", "bricks"), "paved"),
    **dict.fromkeys(("cobblestone", "unhewn_cobblestone", "stone", "tiles", "wood"), "paved"),
    **dict.fromkeys(("metal", "metal_grid", "grass_paver", "interlock", "rubber"), "paved"),
    **dict.fromkeys(("gravel", "fine_gravel", "compacted", "pebblestone", "unpaved"), "gravel"),
    **dict.fromkeys(("rock", "rocks", "crushed_stone", "shells", "laterite"), "gravel"),
    **dict.fromkeys(("ground", "dirt", "earth", "mud", "clay", "sand", "soil", "terra"), "earth"),
    **dict.fromkeys(("grass", "dirt/sand", "woodchips", "stepping_stones"), "earth"),
    **dict.fromkeys(("snow", "ice", "salt"), "earth"),
}
"""Our surface for each value of the tag."""

TRACK_WORST: Final = {
    "grade1": "paved",
    "grade2": "gravel",
    "grade3": "gravel",
    "grade4": "earth",
    "grade5": "earth",
}
"""The surface of a track of this grade where no tag names it, and the best it can be."""

SMOOTHNESS_WORST: Final = {
    "bad": "paved",
    "very_bad": "gravel",
    "horrible": "earth",
    "very_horrible": "earth",
    "impassable": "earth",
}
"""A road is driven like this surface at best, whatever covers it."""

_SMOOTHNESS_BARS: Final = {
    "very_horrible": TRUCKS,
    "impassable": OPEN_TO_ALL,
}
_WALKERS: Final = frozenset(("designated", "official"))


def read_kind(tags: Tags) -> tuple[int, int] | str:
    """Return the code of the road class and who may drive there, or why it is no road of ours."""
    highway = tags.get("highway", "")
    if tags.get("area") == "yes":
        return "area"
    if highway in NOT_BUILT:
        return "not_built"
    if not highway:
        return (ROAD_CLASSES.index("ferry"), OPEN_TO_ALL) if is_ferry(tags) else "no_road"
    if highway not in HIGHWAYS:
        return "no_road"
    name, default = HIGHWAYS[highway]
    if highway == "path" and _is_for_walkers(tags):
        default = NOBODY
    bars = _SMOOTHNESS_BARS.get(tags.get("smoothness", ""), NOBODY)
    return ROAD_CLASSES.index(name), default & ~bars


def read_surface(tags: Tags) -> int:
    """Return the code of the surface that a road is driven like.

    Notes
    -----
    The surface named, else what the grade of a track says, else earth on a track and unknown
    elsewhere; but never better than grade and smoothness allow.
    """
    words = tags.get("surface", "").split(";")
    known = [SURFACE_OF[word.strip()] for word in words if word.strip() in SURFACE_OF]
    grade, smoothness = tags.get("tracktype", ""), tags.get("smoothness", "")
    ceilings = [TRACK_WORST.get(grade), SMOOTHNESS_WORST.get(smoothness)]
    codes = [SURFACES.index(each) for each in (*known, *ceilings) if each is not None]
    if codes:
        return max(codes)
    return SURFACES.index("earth" if tags.get("highway") == "track" else "unknown")


def is_ferry(tags: Tags) -> bool:
    """Tell whether a way is a ferry line."""
    return tags.get("route") == "ferry" or tags.get("ferry") not in (None, "no")


def _is_for_walkers(tags: Tags) -> bool:
    """Tell whether a path is graded as a hike or signed for those without an engine."""
    if not tags.keys().isdisjoint(("sac_scale", "mtb:scale", "trail_visibility", "via_ferrata")):
        return True
    return any(tags.get(key) in _WALKERS for key in ("foot", "bicycle", "horse"))
