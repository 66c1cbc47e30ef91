"""Numbers and units in the values of tags; what cannot be read is None, never a guess."""

import re
from functools import lru_cache
from typing import Final

from routing.units import GRAMS_PER_KG, GRAMS_PER_TONNE

KPH_PER_MPH: Final = 1.609344
KPH_PER_KNOT: Final = 1.852
WALK_KPH: Final = 7.0
NO_SPEED_KPH: Final = 0.0
"""No posted limit, as `Edges.max_speed_kph` says it."""

ZONE_KPH: Final = {
    "walk": WALK_KPH,
    "living_street": WALK_KPH,
    "bicycle_road": 30.0,
    "urban": 50.0,
    "rural": 80.0,
    "trunk": 90.0,
    "motorway": 120.0,
}
"""Limits meant by ``VN:urban`` and the like: those of Circular 31/2019/TT-BGTVT, rounded to
what holds for lorries and motorbikes alike."""

_CACHED: Final = 4096
_NUMBER: Final = r"([0-9]{1,6}(?:[.,][0-9]{1,6})?)"
_SPEED: Final = re.compile(_NUMBER + r" ?(km/?h|kph|kmh|mph|knots)?")
_METRES: Final = re.compile(_NUMBER + r" ?(m|metres?|meters?|km|cm|ft|feet)?")
_FEET: Final = re.compile(r"([0-9]{1,3})'(?: ?([0-9]{1,2})(?:\"|''))?")
_WEIGHT: Final = re.compile(_NUMBER + r" ?(t|tonnes?|tons?|kg|st|lbs?)?")
_CLOCK: Final = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,2}):([0-9]{2})")
_ISO: Final = re.compile(r"PT(?:([0-9]{1,3})H)?(?:([0-9]{1,4})M)?(?:([0-9]{1,5})S)?")

_METRES_PER: Final = {"km": 1000.0, "cm": 0.01, "ft": 0.3048, "feet": 0.3048}
_GRAMS_PER: Final = {
    "kg": float(GRAMS_PER_KG),
    "lb": 453.59237,
    "lbs": 453.59237,
    "st": 907_184.74,
}


@lru_cache(_CACHED)
def read_speed_kph(value: str) -> float | None:
    """Return the lowest speed that a value names; 0 when it says there is no limit."""
    speeds = [_read_one_speed(part.strip()) for part in value.split(";")]
    known = [speed for speed in speeds if speed is not None]
    return min(known) if known else None


def _read_one_speed(value: str) -> float | None:
    if value == "none":
        return NO_SPEED_KPH
    if value in ZONE_KPH:
        return ZONE_KPH[value]
    zone = value.rpartition(":")[2].removeprefix("zone")
    if ":" in value and zone in ZONE_KPH:
        return ZONE_KPH[zone]
    found = _SPEED.fullmatch(zone)
    if not found:
        return None
    per = {"mph": KPH_PER_MPH, "knots": KPH_PER_KNOT}.get(found[2] or "", 1.0)
    speed = _number(found[1]) * per
    return speed if speed > 0 else None


@lru_cache(_CACHED)
def read_metres(value: str) -> float | None:
    """Return a width, height or length above 0; metres where no unit stands."""
    feet = _FEET.fullmatch(value)
    if feet:
        return (int(feet[1]) + int(feet[2] or 0) / 12) * 0.3048 or None
    found = _METRES.fullmatch(value)
    if not found:
        return None
    return _number(found[1]) * _METRES_PER.get(found[2] or "", 1.0) or None


@lru_cache(_CACHED)
def read_grams(value: str) -> float | None:
    """Return a weight above 0; tonnes where no unit stands."""
    found = _WEIGHT.fullmatch(value)
    if not found:
        return None
    return _number(found[1]) * _GRAMS_PER.get(found[2] or "", float(GRAMS_PER_TONNE)) or None


@lru_cache(_CACHED)
def read_duration_s(value: str) -> int | None:
    """Return a duration above 0 of a ferry: ``20`` minutes, ``hh:mm``, ``hh:mm:ss``, ``PT20M``."""
    if value.isascii() and value.isdigit() and len(value) <= 4:
        return int(value) * 60 or None
    clock = _CLOCK.fullmatch(value)
    if clock and clock[1] is None:
        return int(clock[2]) * 3600 + int(clock[3]) * 60 or None
    found = clock or _ISO.fullmatch(value)
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds or None


@lru_cache(_CACHED)
def read_count(value: str) -> int | None:
    """Return a small count above 0, such as of lanes."""
    found = re.fullmatch(r"([0-9]{1,2})(?:\.0)?", value)
    return (int(found[1]) or None) if found else None


def _number(text: str) -> float:
    return float(text.replace(",", "."))
