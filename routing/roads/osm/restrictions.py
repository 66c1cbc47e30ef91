"""Turn restrictions as relations state them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from routing.roads.osm.access import Tags
from routing.roads.osm.vehicle_kinds import LIGHT_TRUCK, MOTORBIKE, NOBODY, TRUCK
from routing.roads.turns import TURN_KINDS
from routing.roads.vocabulary import OPEN_TO_ALL

_EXCEPTIONS: Final = {
    "motor_vehicle": OPEN_TO_ALL,
    "vehicle": OPEN_TO_ALL,
    "motorcycle": MOTORBIKE,
    "motorcar": LIGHT_TRUCK,
    "goods": LIGHT_TRUCK,
    "hgv": TRUCK,
}

Member = tuple[str, str, int]
"""Role, type (n, w, r) and id."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """A turn forbidden or the only one allowed, from way to way.

    `via_node` is 0 where ways lie between, and those then stand in `via_ways` in no order.
    """

    relation: int
    kind: int
    vehicles: int
    from_ways: tuple[int, ...]
    via_node: int
    via_ways: tuple[int, ...]
    to_ways: tuple[int, ...]

    @property
    def is_only(self) -> bool:
        """Whether every other turn is forbidden."""
        return TURN_KINDS[self.kind].startswith("only_")


def read_restriction(
    relation: int, tags: Tags, members: Sequence[Member]
) -> tuple[Restriction, ...] | str:
    """Return the restrictions that a relation states, or why it cannot be kept."""
    if not str(tags.get("type", "")).startswith("restriction"):
        return "no_restriction"
    binding = _list_binding(tags)
    if not binding:
        return "restriction_other_vehicles"
    from_ways = tuple(ref for role, kind, ref in members if (role, kind) == ("from", "w"))
    to_ways = tuple(ref for role, kind, ref in members if (role, kind) == ("to", "w"))
    via_nodes = [ref for role, kind, ref in members if (role, kind) == ("via", "n")]
    via_ways = tuple(ref for role, kind, ref in members if (role, kind) == ("via", "w"))
    is_whole = from_ways and to_ways and (len(via_nodes) == 1) != bool(via_ways)
    if not is_whole:
        return "restriction_incomplete"
    via_node = via_nodes[0] if via_nodes else 0
    known = [(value, bits) for value, bits in binding if value in TURN_KINDS]
    if not known:
        return "restriction_unknown"
    return tuple(
        Restriction(
            relation, TURN_KINDS.index(value), bits, from_ways, via_node, via_ways, to_ways
        )
        for value, bits in known
    )


def _list_binding(tags: Tags) -> list[tuple[str, int]]:
    """Return each kind of restriction stated, with the vehicles bound by it."""
    freed = NOBODY
    for word in tags.get("except", "").split(";"):
        freed |= _EXCEPTIONS.get(word.strip(), NOBODY)
    stated = [("restriction", OPEN_TO_ALL)]
    stated += [(f"restriction:{word}", bits) for word, bits in _EXCEPTIONS.items()]
    return [(tags[key], bits & ~freed) for key, bits in stated if key in tags and bits & ~freed]
