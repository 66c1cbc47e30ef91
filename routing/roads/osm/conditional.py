"""Access that depends on the season or the time: ``motor_vehicle:conditional=no @ (Nov-Apr)``."""

import re
from dataclasses import dataclass
from typing import Final

from routing.roads.osm.access import ACCESS_KEYS, CLOSED_VALUES, OPEN_VALUES, Tags
from routing.roads.osm.vehicle_kinds import NOBODY
from routing.roads.vocabulary import OPEN_TO_ALL, VEHICLE_KINDS, access_bit

_SUFFIX: Final = ":conditional"
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_MONTH: Final = "(" + "|".join(_MONTHS) + ")"
_SPAN: Final = re.compile(rf"{_MONTH}(?: ([0-9]{{1,2}}))? ?- ?{_MONTH}(?: ([0-9]{{1,2}}))?")
_SINGLE: Final = re.compile(_MONTH)
_RULE: Final = re.compile(r"([a-z_]+) ?@ ?(?:\(([^()]*)\)|([^;()]+))")

_RAIN: Final = frozenset(("wet", "rain", "wet_season", "rainy_season", "monsoon"))
_DRY: Final = frozenset(("dry", "dry_season"))
_SEASONAL: Final = {"dry_season": "rain", "wet_season": "dry", "rainy_season": "dry"}
_WINTER: Final = (12, 1, 3, 31)


@dataclass(frozen=True, slots=True)
class Conditional:
    """Some kinds are barred from a way in a season (``dry`` or ``rain``) or between two dates.

    `first` and `last` are (month, day), both inclusive and (0, 0) where a season is meant; a
    span that ends before it begins runs over the new year.
    """

    way_id: int
    vehicles: int
    season: str
    first: tuple[int, int]
    last: tuple[int, int]
    tag: str


def read_conditionals(way_id: int, tags: Tags) -> tuple[list[Conditional], list[str]]:
    """Return what bars a way for a part of the year, and the tags that cannot be read."""
    found: list[Conditional] = []
    unread: list[str] = []
    seasonal = tags.get("seasonal", "no")
    if seasonal in _SEASONAL:
        tag = f"seasonal={seasonal}"
        found.append(Conditional(way_id, OPEN_TO_ALL, _SEASONAL[seasonal], (0, 0), (0, 0), tag))
    elif seasonal not in ("no", "yes"):
        unread.append(f"seasonal={seasonal}")
    for key, value in tags.items():
        if not key.endswith(_SUFFIX):
            continue
        tag = f"{key}={value}"
        rules = _read_rules(value)
        vehicles = _bound_by(key.removesuffix(_SUFFIX))
        if rules is None or vehicles == NOBODY:
            unread.append(tag)
            continue
        found += [Conditional(way_id, vehicles, *when, tag) for when in rules]
    return found, unread


def _bound_by(key: str) -> int:
    bits = NOBODY
    for kind in VEHICLE_KINDS:
        bits |= access_bit(kind) if key in ACCESS_KEYS[kind] else NOBODY
    return bits


When = tuple[str, tuple[int, int], tuple[int, int]]


def _read_rules(value: str) -> list[When] | None:
    """Return when a value bars, None when any part of it is not understood."""
    matches = list(_RULE.finditer(value))
    left = _RULE.sub("", value).replace(";", "").strip()
    if not matches or left:
        return None
    barred: list[When] = []
    for match in matches:
        word, condition = match[1], (match[2] or match[3]).strip()
        when = _read_when(condition)
        if word in OPEN_VALUES or word not in CLOSED_VALUES or when is None:
            return None
        barred.append(when)
    return barred


def _read_when(condition: str) -> When | None:
    if condition in _RAIN:
        return "rain", (0, 0), (0, 0)
    if condition in _DRY:
        return "dry", (0, 0), (0, 0)
    if condition in ("winter", "snow"):
        return "", _WINTER[:2], _WINTER[2:]
    single = _SINGLE.fullmatch(condition)
    if single:
        month = _MONTHS.index(single[1]) + 1
        return "", (month, 1), (month, 31)
    span = _SPAN.fullmatch(condition)
    if not span:
        return None
    first = _MONTHS.index(span[1]) + 1, int(span[2] or 1)
    last = _MONTHS.index(span[3]) + 1, int(span[4] or 31)
    return "", first, last
