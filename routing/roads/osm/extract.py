"""Ways of road with their facts, as any source gives them before they are cut into edges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from routing.roads.measure import BBox, Longs, Reals, cumulative_m, ranges
from routing.roads.osm.barriers import NodeFacts
from routing.roads.osm.conditional import Conditional
from routing.roads.osm.milestones import Milestone, Post
from routing.roads.osm.restrictions import Restriction
from routing.roads.osm.way_facts import WayFacts


@dataclass(frozen=True, slots=True)
class Tally:
    """How much was left out for one reason; kilometres are 0 for what has no length."""

    reason: str
    count: int
    km: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """Ways and what stands on them. Way i runs over the points ``start[i] : start[i + 1]``.

    `ref` numbers the node of each point: points of one node are the same crossing. A way of the
    source may stand here as several, where nodes in between are missing. `posts` are the
    milestones that were found to stand on a way.
    """

    way_id: Longs
    facts: tuple[WayFacts, ...]
    start: Longs
    ref: Longs
    lon: Reals
    lat: Reals
    nodes: Mapping[int, NodeFacts] = field(default_factory=dict)
    restrictions: tuple[Restriction, ...] = ()
    conditionals: tuple[Conditional, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    posts: tuple[Post, ...] = ()
    dropped: tuple[Tally, ...] = ()
    ways_read: int = 0
    unread: tuple[str, ...] = ()
    timestamp: str = ""

    def __post_init__(self) -> None:
        rows, points = len(self.way_id), len(self.ref)
        if not (len(self.facts) == rows and len(self.start) == rows + 1):
            raise ValueError(f"{rows} ways: want as many facts and one more start")
        if not (len(self.lon) == len(self.lat) == points and self.start[-1] == points):
            raise ValueError(f"{points} points: want as many positions, and the last start there")

    def __len__(self) -> int:
        return len(self.way_id)

    def lengths_m(self) -> Reals:
        """Return the metres of each way."""
        along = cumulative_m(self.lon, self.lat, self.start)
        lengths: Reals = along[self.start[1:] - 1] - along[self.start[:-1]]
        return lengths


def select_ways(extract: Extract, rows: Longs) -> Extract:
    """Return an extract of some of its ways, in the order given."""
    counts = np.diff(extract.start)[rows]
    points = ranges(extract.start[rows], counts)
    return replace(
        extract,
        way_id=extract.way_id[rows],
        facts=tuple(extract.facts[row] for row in rows.tolist()),
        start=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        ref=extract.ref[points],
        lon=extract.lon[points],
        lat=extract.lat[points],
    )


def within(extract: Extract, bbox: BBox) -> Extract:
    """Return the whole ways with a point in a box; the others are counted as left out."""
    west, south, east, north = bbox
    inside = (extract.lon >= west) & (extract.lon <= east)
    inside &= (extract.lat >= south) & (extract.lat <= north)
    has = np.logical_or.reduceat(inside, extract.start[:-1]) if len(extract) else inside[:0]
    away_km = float(extract.lengths_m()[~has].sum()) / 1000
    kept = select_ways(extract, np.flatnonzero(has))
    if has.all():
        return kept
    outside = Tally("outside", int((~has).sum()), away_km)
    return with_dropped(kept, [outside])


def join_extracts(extracts: Sequence[Extract]) -> Extract:
    """Return several extracts as one; a way that several of them hold is taken once."""
    if len(extracts) == 1:
        return extracts[0]
    counts = np.concatenate([np.diff(each.start) for each in extracts])
    joined = Extract(
        way_id=np.concatenate([each.way_id for each in extracts]),
        facts=tuple(fact for each in extracts for fact in each.facts),
        start=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        ref=np.concatenate([each.ref for each in extracts]),
        lon=np.concatenate([each.lon for each in extracts]),
        lat=np.concatenate([each.lat for each in extracts]),
        nodes={ref: facts for each in extracts for ref, facts in each.nodes.items()},
        restrictions=tuple(dict.fromkeys(r for each in extracts for r in each.restrictions)),
        conditionals=tuple(dict.fromkeys(c for each in extracts for c in each.conditionals)),
        milestones=tuple(dict.fromkeys(m for each in extracts for m in each.milestones)),
        dropped=merge_tallies([tally for each in extracts for tally in each.dropped]),
        ways_read=sum(each.ways_read for each in extracts),
        unread=tuple(word for each in extracts for word in each.unread),
        timestamp=max(each.timestamp for each in extracts),
    )
    keys = np.column_stack([joined.way_id, joined.ref[joined.start[:-1]], counts])
    _, firsts = np.unique(keys, axis=0, return_index=True)
    return select_ways(joined, np.sort(firsts))


def with_dropped(extract: Extract, tallies: Sequence[Tally]) -> Extract:
    """Return an extract that left out more."""
    return replace(extract, dropped=merge_tallies([*extract.dropped, *tallies]))


def merge_tallies(tallies: Sequence[Tally]) -> tuple[Tally, ...]:
    """Return one tally for each reason, the longest and then the most frequent first."""
    merged: dict[str, Tally] = {}
    for each in tallies:
        known = merged.get(each.reason, Tally(each.reason, 0))
        merged[each.reason] = Tally(each.reason, known.count + each.count, known.km + each.km)
    return tuple(sorted(merged.values(), key=lambda each: (-each.km, -each.count, each.reason)))
