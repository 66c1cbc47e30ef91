"""What the edges of an older network are called in a newer one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from routing.roads.graph import RoadGraph
from routing.roads.measure import plane_xy

OVERLAP: Final = 0.9
"""Share of an old edge that new ones must cover, and of the shorter of each pair of lines."""

TOLERANCE_M: Final = 10.0
"""Lines nearer than this run over each other: how far mappers move a road they redraw."""


@dataclass(frozen=True, slots=True)
class EdgeMap:
    """The new edges of each old edge that was found, by id, and the old ones that were not.

    `same` counts those whose id is unchanged; they do not stand in `mapped`. Over several
    imports an edge may stand in both others: some of what it became is gone since.
    """

    same: int
    mapped: Mapping[str, tuple[str, ...]]
    unmapped: tuple[str, ...]


def map_edges(old: RoadGraph, new: RoadGraph) -> EdgeMap:
    """Return where the edges of an older network are in a newer one.

    Notes
    -----
    An id says way and end nodes, so equal ids are the same piece of road. Any other old edge is
    laid over the new ones that run the same way: it becomes those that lie within `TOLERANCE_M`
    of it along `OVERLAP` of the shorter of both, if together they cover `OVERLAP` of it. So an
    edge cut in two becomes both, and two edges joined become the one.
    """
    gone = np.flatnonzero(~np.isin(old.edges.id, new.edges.id))
    if not len(gone):
        return EdgeMap(len(old.edges), {}, ())
    middle = float(np.mean(old.nodes.lat))
    before, after = _plane_lines(old, middle), _plane_lines(new, middle)
    tree = shapely.STRtree(after)
    near = shapely.buffer(before[gone], TOLERANCE_M, cap_style="flat")
    which, found = tree.query(near, predicate="intersects")
    mapped: dict[str, tuple[str, ...]] = {}
    unmapped: list[str] = []
    for i, edge in enumerate(gone.tolist()):
        heirs = _find_heirs(before[edge], near[i], after, found[which == i])
        if heirs:
            mapped[old.edge_id(edge)] = tuple(new.edge_id(heir) for heir in heirs)
        else:
            unmapped.append(old.edge_id(edge))
    return EdgeMap(len(old.edges) - len(gone), mapped, tuple(unmapped))


def rename_edges(
    edge_ids: Iterable[str], edges: EdgeMap
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the new ids of some old edges, and those of the old ids that are gone."""
    asked, away = tuple(edge_ids), frozenset(edges.unmapped)
    lost = tuple(edge for edge in asked if edge in away)
    heirs = [edges.mapped.get(edge, () if edge in away else (edge,)) for edge in asked]
    return tuple(dict.fromkeys(heir for each in heirs for heir in each)), lost


def join_edge_maps(earlier: EdgeMap, later: EdgeMap, new: RoadGraph) -> EdgeMap:
    """Return where the edges of all networks up to `new` are in it.

    Parameters
    ----------
    earlier
        What became of the edges before, up to the network before `new`.
    later
        What became of the edges of that network.
    """
    mapped: dict[str, tuple[str, ...]] = {}
    unmapped: list[str] = []
    for edge in dict.fromkeys((*earlier.mapped, *earlier.unmapped)):
        if new.find_edge(edge) is not None or edge in later.mapped or edge in later.unmapped:
            continue
        now, lost = rename_edges(earlier.mapped.get(edge, ()), later)
        if now:
            mapped[edge] = now
        if lost or edge in earlier.unmapped:
            unmapped.append(edge)
    return EdgeMap(later.same, {**mapped, **later.mapped}, (*unmapped, *later.unmapped))


def _find_heirs(
    line: shapely.LineString,
    near: shapely.Polygon,
    after: NDArray[np.object_],
    candidates: Sequence[int] | NDArray[np.int64],
) -> list[int]:
    """Return the new edges over an old line in its direction, none when they leave gaps."""
    heirs: list[int] = []
    covered: list[shapely.Geometry] = []
    for candidate in sorted(int(each) for each in candidates):
        other = after[candidate]
        shared = shapely.intersection(other, near)
        if shared.length < OVERLAP * min(line.length, other.length) or not shared.length:
            continue
        if _runs_along(line, shared):
            heirs.append(candidate)
            covered.append(shapely.buffer(shared, TOLERANCE_M, cap_style="flat"))
    share = shapely.intersection(line, shapely.union_all(covered)).length if covered else 0.0
    return heirs if share >= OVERLAP * line.length else []


def _runs_along(line: shapely.LineString, shared: shapely.Geometry) -> bool:
    """Tell whether a stretch beside a line is drawn in the line's direction."""
    parts = shapely.get_parts(shared)
    longest = parts[int(np.argmax(shapely.length(parts)))]
    ends = shapely.get_point(longest, [0, -1])
    begin, end = shapely.line_locate_point(line, ends)
    return bool(end > begin)


def _plane_lines(graph: RoadGraph, middle_lat: float) -> NDArray[np.object_]:
    """Return the lines of all edges in metres on a plane."""
    x, y = plane_xy(graph.points.lon, graph.points.lat, middle_lat)
    counts = graph.edges.point_count.astype(np.int64)
    owner = np.repeat(np.arange(len(counts)), counts)
    inside = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    pick = graph.edges.point_start[owner] + inside
    lines = shapely.linestrings(np.column_stack([x[pick], y[pick]]), indices=owner)
    return np.asarray(lines, dtype=object)
