"""What an import kept, what it left out and why, and which parts hang together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.roads.components import find_components
from routing.roads.conditions import Conditions, Season
from routing.roads.elevation.slopes import ElevationReport
from routing.roads.graph import RoadGraph
from routing.roads.km_posts import KmSpan
from routing.roads.osm.extract import Tally
from routing.roads.profiles import Profile
from routing.roads.weights import edge_weights

SEASON: Final[Season] = "dry"
SHOWN: Final = 5
"""How many of the largest parts are told one by one."""


@dataclass(frozen=True, slots=True)
class Part:
    """Nodes that all reach each other, and the kilometres of road between them."""

    nodes: int
    km: float


@dataclass(frozen=True, slots=True)
class ProfileParts:
    """How the roads of a profile hang together: the largest parts, and the sum of the others."""

    profile: str
    parts: tuple[Part, ...]
    others: int
    others_km: float


@dataclass(frozen=True, slots=True)
class ImportReport:
    """An import in numbers; kilometres count a road once, whichever way it may be driven.

    `unread` lists tags whose values could not be understood, with how often; they are left
    unheeded. `season_bars` and `calendar_bars` count edges barred in a season, and at dates,
    weekdays or hours. `km_spans` lie between kilometre posts.
    """

    sources: tuple[str, ...]
    timestamp: str
    ways_read: int
    ways_kept: int
    nodes: int
    edges: int
    km: float
    dropped: tuple[Tally, ...]
    barriers: int
    turn_bans: int
    season_bars: int
    calendar_bars: int
    km_spans: tuple[KmSpan, ...]
    unread: tuple[str, ...]
    elevation: ElevationReport | None
    profiles: tuple[ProfileParts, ...]
    changes: "ChangeReport | None" = None


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """How the edges of the network that was here before are called now."""

    before: int
    same: int
    mapped: int
    unmapped: tuple[str, ...]


def describe_parts(graph: RoadGraph, profiles: Iterable[Profile]) -> tuple[ProfileParts, ...]:
    """Return how the roads hang together for each profile in the dry season."""
    return tuple(_parts_of(graph, profile) for profile in profiles)


def _parts_of(graph: RoadGraph, profile: Profile) -> ProfileParts:
    weights = edge_weights(graph, profile, Conditions(SEASON))
    found = find_components(graph, weights)
    order = np.lexsort((-found.nodes, -found.km))
    order = order[found.km[order] > 0]
    shown, others = order[:SHOWN], order[SHOWN:]
    return ProfileParts(
        profile=profile.id,
        parts=tuple(
            Part(int(found.nodes[i]), round(float(found.km[i]), 1)) for i in shown.tolist()
        ),
        others=len(others),
        others_km=round(float(found.km[others].sum()), 1),
    )
