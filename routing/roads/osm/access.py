"""Who may drive a way, and in which direction, by its tags."""

from collections.abc import Mapping
from typing import Final

from routing.roads.osm.vehicle_kinds import MOTORBIKE
from routing.roads.vocabulary import VEHICLE_KINDS, access_bit

Tags = Mapping[str, str]

ACCESS_KEYS: Final = {
    "motorbike": ("access", "vehicle", "motor_vehicle", "motorcycle"),
    "light_truck": ("access", "vehicle", "motor_vehicle", "motorcar", "goods"),
    "truck": ("access", "vehicle", "motor_vehicle", "hgv"),
}
"""Tags that say whether a kind may pass; a later one overrides those before it."""

OPEN_VALUES: Final = frozenset(
    ("yes", "permissive", "designated", "official", "destination", "delivery", "customers")
) | {"discouraged", "public", "residents"}
CLOSED_VALUES: Final = frozenset(
    ("no", "none", "private", "permit", "agricultural", "forestry", "agricultural;forestry")
) | {"military", "emergency", "use_sidepath", "dismount", "psv", "bus", "foot", "unsuitable"}

_KEYS: Final = frozenset(key for keys in ACCESS_KEYS.values() for key in keys)
_FORWARD_ONLY: Final = frozenset(("yes", "1", "true"))
_BACKWARD_ONLY: Final = frozenset(("-1", "reverse"))
_BOTH_WAYS: Final = frozenset(("no", "0", "false"))
_ROUND: Final = frozenset(("roundabout", "circular"))


def read_access(tags: Tags, default: int, direction: str = "") -> int:
    """Return the bits of the kinds that may pass, `default` where the tags say nothing.

    Parameters
    ----------
    direction
        ``forward`` or ``backward`` to heed tags such as ``motor_vehicle:backward`` too.
    """
    if _KEYS.isdisjoint(tags) and not direction:
        return default
    bits = default
    for kind in VEHICLE_KINDS:
        bit = access_bit(kind)
        for key in ACCESS_KEYS[kind]:
            value = tags.get(key)
            if direction:
                value = tags.get(f"{key}:{direction}", value)
            if value in OPEN_VALUES:
                bits |= bit
            elif value in CLOSED_VALUES:
                bits &= ~bit
    return bits


def read_directions(tags: Tags, default: int) -> tuple[int, int]:
    """Return who may drive a way as it was drawn, and who against it."""
    has_directions = any(key.endswith((":forward", ":backward")) for key in tags)
    forward = read_access(tags, default, "forward" if has_directions else "")
    backward = read_access(tags, default, "backward" if has_directions else "")
    for kind in VEHICLE_KINDS:
        bit = access_bit(kind)
        sense = _sense_of(tags, kind)
        forward &= ~(bit if sense < 0 else 0)
        backward &= ~(bit if sense > 0 else 0)
    return forward, backward


def _sense_of(tags: Tags, kind: str) -> int:
    """Return 1 where a kind may only drive as the way was drawn, -1 only against it, else 0."""
    stated = [tags.get("oneway"), tags.get("oneway:motor_vehicle")]
    if access_bit(kind) == MOTORBIKE:
        stated.append(tags.get("oneway:motorcycle"))
    sense = 1 if tags.get("junction") in _ROUND else 0
    if tags.get("highway") in ("motorway", "motorway_link"):
        sense = 1
    for value in stated:
        if value in _FORWARD_ONLY:
            sense = 1
        elif value in _BACKWARD_ONLY:
            sense = -1
        elif value in _BOTH_WAYS:
            sense = 0
    return sense
