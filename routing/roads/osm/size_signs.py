"""Signs that state the greatest weight, height or width, on ways and on barriers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from routing.roads.limits import NO_LIMIT_G, NO_LIMIT_M
from routing.roads.osm.access import Tags
from routing.roads.osm.conditional import weight_limits_g
from routing.roads.osm.tag_values import read_grams, read_metres

WEIGHTS: Final = ("maxweight", "maxweight:hgv", "maxweightrating", "maxweightrating:hgv")
HEIGHTS: Final = ("maxheight", "maxheight:physical")
WIDTHS: Final = ("maxwidth", "maxwidth:physical")


@dataclass(frozen=True, slots=True)
class SizeLimits:
    """The strictest signs of a way or node."""

    weight_g: int = NO_LIMIT_G
    height_m: float = NO_LIMIT_M
    width_m: float = NO_LIMIT_M


NO_LIMITS: Final = SizeLimits()


def read_sizes(tags: Tags) -> SizeLimits:
    """Return what the signs among tags allow; what cannot be read limits nothing."""
    weights = [read_grams(value) for value in _values(tags, WEIGHTS)]
    grams = [*weight_limits_g(tags), *(each for each in weights if each is not None)]
    found = SizeLimits(
        weight_g=round(min(grams, default=NO_LIMIT_G)),
        height_m=_least_m(tags, HEIGHTS),
        width_m=_least_m(tags, WIDTHS),
    )
    return NO_LIMITS if found == NO_LIMITS else found


def strictest(one: SizeLimits, other: SizeLimits) -> SizeLimits:
    """Return what both allow."""
    return SizeLimits(
        min(one.weight_g, other.weight_g),
        min(one.height_m, other.height_m),
        min(one.width_m, other.width_m),
    )


def _least_m(tags: Mapping[str, str], keys: tuple[str, ...]) -> float:
    known = (read_metres(value) for value in _values(tags, keys))
    return min((each for each in known if each is not None), default=NO_LIMIT_M)


def _values(tags: Mapping[str, str], keys: tuple[str, ...]) -> list[str]:
    return [tags[key] for key in keys if key in tags]
