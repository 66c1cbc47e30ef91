"""Roads as chains of short steps, joined at their nodes: the net on which heights are found."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.roads.measure import Longs, Reals, cumulative_m, ranges

_GAP_M = 1.0
"""Between pieces laid end to end, so that no two points of different pieces coincide."""


@dataclass(frozen=True, slots=True, eq=False)
class RoadLines:
    """Pieces of road. Piece i joins nodes `tail[i]` and `head[i]`.

    It runs over the points ``start[i] : start[i + 1]``. `is_span` tells bridges and tunnels.
    """

    start: Longs
    lon: Reals
    lat: Reals
    tail: Longs
    head: Longs
    n_nodes: int
    length_m: Longs
    road_class: NDArray[np.uint8]
    is_span: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """Vertices and the steps between them. Vertex v < n_nodes is node v.

    Step s of piece `piece[s]` leads from vertex `a[s]` to `b[s]` over `step_m[s]` metres. `x`
    rises along all pieces laid end to end, vertex `vertex[i]` stands at ``x[i]``, and the points
    of the pieces at `point_x`. `spans` are the vertices that hang over or lie under the ground.
    """

    lon: Reals
    lat: Reals
    spans: NDArray[np.bool_]
    piece: Longs
    a: Longs
    b: Longs
    step_m: Reals
    vertex: Longs
    x: Reals
    point_x: Reals


def build_chains(lines: RoadLines, step_m: float) -> Chains:
    """Return pieces cut into equal steps of about `step_m` metres, at least one each."""
    n, first, last = len(lines.tail), lines.start[:-1], lines.start[1:] - 1
    along = cumulative_m(lines.lon, lines.lat, lines.start)
    along += np.repeat(np.arange(n) * _GAP_M, np.diff(lines.start))
    drawn_m = along[last] - along[first]
    steps = np.maximum(np.rint(drawn_m / step_m), 1).astype(np.int64)
    each = np.repeat(np.arange(n), steps + 1)
    k = ranges(np.zeros(n, np.int64), steps + 1)
    x = along[first][each] + drawn_m[each] * (k / steps[each])
    vertex = _vertices(lines, steps, each, k)
    lon, lat = _positions(lines, along, x, vertex)
    is_last = k == steps[each]
    a, b = vertex[~is_last], vertex[1:][~is_last[:-1]]
    piece = each[~is_last]
    spans = _find_spans(lines, vertex, each, len(lon))
    return Chains(lon, lat, spans, piece, a, b, (drawn_m / steps)[piece], vertex, x, along)


def _vertices(lines: RoadLines, steps: Longs, each: Longs, k: Longs) -> Longs:
    """Return the vertex at each place of the chains: a node at both ends, its own between."""
    before = np.cumsum(steps - 1) - (steps - 1)
    vertex = lines.n_nodes + before[each] + k - 1
    vertex[k == 0] = lines.tail
    vertex[k == steps[each]] = lines.head
    return vertex


def _positions(lines: RoadLines, along: Reals, x: Reals, vertex: Longs) -> tuple[Reals, Reals]:
    count = max(int(vertex.max(initial=-1)) + 1, lines.n_nodes)
    lon, lat = np.full(count, np.nan), np.full(count, np.nan)
    lon[vertex] = np.interp(x, along, lines.lon)
    lat[vertex] = np.interp(x, along, lines.lat)
    return lon, lat


def _find_spans(lines: RoadLines, vertex: Longs, each: Longs, count: int) -> NDArray[np.bool_]:
    """Return the vertices inside spans, and the nodes where nothing but spans meet."""
    spans = np.zeros(count, bool)
    spans[vertex] = lines.is_span[each]
    meeting = np.bincount(np.concatenate([lines.tail, lines.head]), minlength=lines.n_nodes)
    on_ground = np.concatenate([lines.tail[~lines.is_span], lines.head[~lines.is_span]])
    nodes = spans[: lines.n_nodes]
    nodes[meeting > 1] = True
    nodes[meeting == 1] = False
    nodes[on_ground] = False
    return spans
