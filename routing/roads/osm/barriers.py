"""What stands on a node of a road: gates, bollards, fords, toll booths."""

from dataclasses import dataclass, replace
from typing import Final

from routing.roads.limits import NO_LIMIT_M
from routing.roads.osm.access import Tags, read_access
from routing.roads.osm.size_signs import NO_LIMITS, SizeLimits, read_sizes
from routing.roads.osm.tag_values import read_metres
from routing.roads.osm.vehicle_kinds import MOTORBIKE, NOBODY
from routing.roads.osm.way_facts import read_features
from routing.roads.vocabulary import OPEN_TO_ALL, Feature

PASSABLE: Final = (
    frozenset(
        ("gate", "lift_gate", "swing_gate", "sliding_gate", "hampshire_gate", "wicket_gate", "yes")
    )
    | frozenset(
        ("border_control", "checkpoint", "toll_booth", "cattle_grid", "entrance", "sally_port")
    )
    | {"height_restrictor", "kerb", "traffic_island", "speed_bump"}
)
"""Barriers that let vehicles pass unless tags say otherwise."""

MOTORBIKES_PASS: Final = frozenset(("bollard", "block", "planter", "cycle_barrier"))

POST_M: Final = 0.5
"""A width up to this is that of a post, not of the gap between posts."""

_TOLL: Final = "toll_booth"


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """What one node on a road does to it: who may pass, how big, and what else is known."""

    passes: int
    features: Feature
    sizes: SizeLimits = NO_LIMITS


def read_barrier(tags: Tags) -> NodeFacts | None:
    """Return what stands on a node, None where nothing concerns a vehicle.

    Every barrier and ford counts, also one that lets all pass: it can be closed later.
    """
    barrier = tags.get("barrier")
    features = read_features(tags) & (Feature.FORD | Feature.TOLL)
    if barrier in (None, "no") and not features & Feature.FORD:
        return None
    if barrier == _TOLL:
        features |= Feature.TOLL
    sizes = _read_gap(barrier, tags)
    passes = OPEN_TO_ALL if barrier is None else _who_passes(barrier, tags, sizes)
    return NodeFacts(passes, features, sizes)


def _read_gap(barrier: str | None, tags: Tags) -> SizeLimits:
    """Return the sizes that pass; between posts the width tagged is that of the gap."""
    sizes = read_sizes(tags)
    gap = read_metres(tags.get("width", "")) if barrier in MOTORBIKES_PASS else None
    return sizes if gap is None else replace(sizes, width_m=min(gap, sizes.width_m))


def _who_passes(barrier: str, tags: Tags, sizes: SizeLimits) -> int:
    if barrier in PASSABLE and tags.get("locked") != "yes":
        default = OPEN_TO_ALL
    elif barrier in MOTORBIKES_PASS and tags.get("bollard") != "rising":
        default = MOTORBIKE
    else:
        default = OPEN_TO_ALL if tags.get("bollard") == "rising" else NOBODY
    if barrier in MOTORBIKES_PASS and POST_M < sizes.width_m < NO_LIMIT_M:
        # Whose gap is known lets through whoever fits.
        default = OPEN_TO_ALL
    return read_access(tags, default)
