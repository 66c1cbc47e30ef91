"""Kilometre posts as OpenStreetMap maps them."""

import re
from dataclasses import dataclass
from typing import Final

from routing.roads.osm.access import Tags

_KM: Final = re.compile(
    r"(?:[Kk][Mm]\.? ?)?([0-9]{1,4})(?:(?:[.,]([0-9]{1,3}))|\+([0-9]{3}))?(?: ?km)?"
)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A post as mapped; `ref` is empty where it does not say whose road it counts."""

    ref: str
    km: float
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Post:
    """A post at a node of its road."""

    ref: str
    km: float
    node: int


def read_milestone(tags: Tags) -> tuple[str, float] | str | None:
    """Return road and kilometre of a post, ``key=value`` if unread, None where none stands."""
    if tags.get("highway") != "milestone":
        return None
    key = next((key for key in ("distance", "pk", "name") if key in tags), None)
    if key is None:
        return "highway=milestone"
    found = _KM.fullmatch(tags[key].strip())
    if not found:
        return f"milestone {key}={tags[key]}"
    km = float(f"{found[1]}.{found[2] or found[3] or 0}")
    return tags.get("ref", "").strip(), km
