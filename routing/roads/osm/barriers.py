"""What stands on a node of a road: gates, bollards, fords, toll booths."""

from dataclasses import dataclass
from typing import Final

from routing.roads.osm.access import Tags, read_access, read_clearance
from routing.roads.osm.tag_values import read_metres
from routing.roads.osm.vehicle_kinds import CLEARANCE_M, MOTORBIKE, NOBODY, kinds_between
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

_TOLL: Final = "toll_booth"


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """What one node on a road does to it: who may pass, and what else is known."""

    passes: int
    features: Feature


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
    passes = OPEN_TO_ALL if barrier is None else _who_passes(barrier, tags)
    return NodeFacts(passes, features)


def _who_passes(barrier: str, tags: Tags) -> int:
    if barrier in PASSABLE and tags.get("locked") != "yes":
        default = OPEN_TO_ALL
    elif barrier in MOTORBIKES_PASS and tags.get("bollard") != "rising":
        default = MOTORBIKE
    else:
        default = OPEN_TO_ALL if tags.get("bollard") == "rising" else NOBODY
    gap = read_metres(tags.get("maxwidth:physical", tags.get("maxwidth", "")))
    if gap is None:
        gap = read_metres(tags.get("width", "")) if barrier in MOTORBIKES_PASS else None
    through = OPEN_TO_ALL if gap is None else kinds_between(gap)
    if barrier in MOTORBIKES_PASS and gap is not None and gap > CLEARANCE_M:
        default = through
    return read_access(tags, default) & through & read_clearance(tags)
