"""Other good ways: unlike the best one, not much longer, and sensible wherever one looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

import numpy as np

from routing.errors import NoPathError
from routing.roads.drives import Drive, build_drive
from routing.roads.edge_costs import CHOICE
from routing.roads.graph import RoadGraph
from routing.roads.road_points import NO_EDGE, at_node
from routing.roads.router import Router
from routing.roads.weights import EdgeWeights

_MAX_MILLI: Final = 50_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """What makes a way a good alternative.

    At most `sharing` of it lies on better ways; it costs at most `stretch` times the best; and
    no part of it as long as `locality` of the best costs more than `slack` times what it might.
    """

    sharing: float = 0.75
    stretch: float = 1.6
    locality: float = 0.25
    slack: float = 1.05


_PENALTY: Final = 1.35
_TRIES: Final = 6


def list_alternatives(
    router: Router, best: Drive, number: int = 1, bounds: Bounds | None = None
) -> tuple[Drive, ...]:
    """Return up to so many other drives between the ends of the best one, cheapest first.

    Notes
    -----
    The roads found so far are made dearer, both ways, until the chosen path leaves them; what
    comes out is held to the bounds at the true costs.

    References
    ----------
    Abraham, Delling, Goldberg, Werneck (2013), Alternative Routes in Road Networks,
    doi 10.1145/2444016.2444019 (the bounds). Bader, Dees, Geisberger, Sanders (2011),
    Alternative Route Graphs in Road Networks, doi 10.1007/978-3-642-19754-3_5 (penalties).
    """
    if not best.pieces or number < 1:
        return ()
    bounds = bounds or Bounds()
    found: list[Drive] = []
    for drive in _search(router, best, number):
        if len(found) < number and is_good(router, drive, (best, *found), bounds):
            found.append(drive)
    return tuple(sorted(found, key=lambda drive: drive.choice))


def is_good(router: Router, drive: Drive, better: Sequence[Drive], bounds: Bounds) -> bool:
    """Tell whether a drive is a good alternative to better ones, the best of them first."""
    best = better[0]
    taken = {edge for other in better for edge in other.edges}
    shared = sum(
        int(row[CHOICE])
        for edge, row in zip(drive.edges, drive.costs, strict=True)
        if edge in taken
    )
    if shared > bounds.sharing * drive.choice or drive.choice > bounds.stretch * best.choice:
        return False
    return _is_sensible(router, drive, taken, bounds, best.choice)


def _search(router: Router, best: Drive, number: int) -> Iterator[Drive]:
    """Yield drives unlike those before, by making what they share ever dearer."""
    seen, last = {best.pieces}, best
    dearer = router
    for _ in range(_TRIES * number):
        dearer = dearer.reweighed(_make_dearer(router.graph, dearer.weights, last))
        try:
            pieces = dearer.drive(best.start, best.goal).pieces
        except NoPathError:
            return
        last = build_drive(router.costs, best.start, best.goal, pieces)
        if pieces not in seen:
            seen.add(pieces)
            yield last


def _make_dearer(graph: RoadGraph, weights: EdgeWeights, drive: Drive) -> EdgeWeights:
    edges = np.unique(np.array(drive.edges, dtype=np.int64))
    twins = graph.edges.twin[edges].astype(np.int64)
    rows = np.concatenate([edges, twins[twins != NO_EDGE]])
    milli = weights.preference_milli.copy()
    raised = np.minimum(np.ceil(milli[rows] * _PENALTY).astype(np.int64), _MAX_MILLI)
    milli[rows] = np.maximum(raised, milli[rows])
    return replace(weights, preference_milli=milli)


def _is_sensible(
    router: Router, drive: Drive, taken: set[int], bounds: Bounds, best_choice: int
) -> bool:
    """Tell whether every part of the new roads, so long, is nearly the best between its ends."""
    window = bounds.locality * best_choice
    reach = np.concatenate([[0], np.cumsum(drive.costs[:, CHOICE])])
    for first, last in _new_parts(drive, taken):
        low = float(reach[first]) - window / 2
        while low < reach[last]:
            i = int(np.searchsorted(reach, low, "left"))
            j = int(np.searchsorted(reach, low + window, "right")) - 1
            if not _is_nearly_best(
                router, drive, max(i, 1), min(j, len(drive.pieces) - 1), bounds
            ):
                return False
            low += window / 2
    return True


def _new_parts(drive: Drive, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield (first piece, piece after the last) of every run of pieces on new roads."""
    for is_new, run in groupby(range(len(drive.pieces)), lambda i: drive.edges[i] not in taken):
        indices = list(run)
        if is_new:
            yield indices[0], indices[-1] + 1


def _is_nearly_best(router: Router, drive: Drive, first: int, last: int, bounds: Bounds) -> bool:
    """Tell whether pieces first to before last cost little more than the best path there."""
    if first >= last:
        return True
    edges = router.graph.edges
    tail = int(edges.tail[drive.pieces[first].edge])
    head = int(edges.head[drive.pieces[last - 1].edge])
    spent = int(drive.costs[first:last, CHOICE].sum())
    least = router.drive(at_node(router.graph, tail), at_node(router.graph, head)).choice
    return spent <= bounds.slack * least
