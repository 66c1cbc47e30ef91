"""Least paths from many points to many, several sources at a time.

From every source its ancestors in the elimination tree are climbed; then the ancestors of all
targets are swept from the top down, each node looking at the arcs that come down to it.
"""

from typing import NamedTuple

import numpy as np

from routing.roads.hierarchy.compiled import compiled, compiled_inner, inlined
from routing.roads.hierarchy.fields import (
    MEASURES,
    NO_PATH,
    UNREACHABLE,
    Ints,
    Longs,
    Words,
)
from routing.roads.hierarchy.lanes import LANES, relax, watch
from routing.roads.hierarchy.topology import Tree

_CHUNK = 64
"""So many targets are written before the next lane's turn; their rows stay in the cache."""


class Arcs(NamedTuple):
    """The tree and what its slots weigh; `inward` 1 turns every arc round, 0 does not."""

    tree: Tree
    choice: Longs
    rows: Words
    inward: int


class Points(NamedTuple):
    """Point i is joined to the ranks ``rank[start[i] : start[i + 1]]`` at these weights."""

    start: Longs
    rank: Ints
    choice: Longs
    measures: Words


class Cone(NamedTuple):
    """The ancestors of all targets, highest first, and the arcs that come down to each.

    Row r is the node ``node[r]``, or one of the targets (-1); arcs ``start[r] : start[r + 1]``
    come from the rows `source`. ``target[j]`` is the row of the j-th target.
    """

    node: Ints
    start: Ints
    source: Ints
    choice: Longs
    measures: Words
    target: Ints


@compiled
def build_cone(arcs: Arcs, targets: Points) -> Cone:
    """Return what has to be swept to reach every target.

    References
    ----------
    Delling, Goldberg, Werneck (2011), Faster Batched Shortest Paths in Road Networks
    (restricted PHAST), doi 10.4230/OASIcs.ATMOS.2011.52.
    """
    tree = arcs.tree
    row_of = np.full(len(tree.up_start) - 1, -1, np.int32)
    n_nodes, n_arcs = _mark_ancestors(tree, targets.rank, row_of)
    n_targets, n_joints = len(targets.start) - 1, len(targets.rank)
    node = np.full(n_nodes + n_targets, -1, np.int32)
    start = np.zeros(n_nodes + n_targets + 1, np.int32)
    source = np.empty(n_arcs + n_joints, np.int32)
    choice = np.empty(n_arcs + n_joints, np.int64)
    measures = np.empty((n_arcs + n_joints, MEASURES), arcs.rows.dtype)
    row, count = 0, 0
    for v in range(len(row_of) - 1, -1, -1):
        if row_of[v] == -1:
            continue
        for arc in range(tree.up_start[v], tree.up_start[v + 1]):
            slot = 2 * arc + 1 - arcs.inward
            if arcs.choice[slot] < NO_PATH:
                source[count] = row_of[tree.up_head[arc]]
                choice[count] = arcs.choice[slot]
                for f in range(MEASURES):
                    measures[count, f] = arcs.rows[slot, f]
                count += 1
        row_of[v], node[row] = row, v
        row += 1
        start[row] = count
    target = np.empty(n_targets, np.int32)
    for j in range(n_targets):
        begin, end = targets.start[j], targets.start[j + 1]
        if end == begin + 1 and _is_zero(targets, begin):
            target[j] = row_of[targets.rank[begin]]
            continue
        for k in range(begin, end):
            source[count] = row_of[targets.rank[k]]
            choice[count] = targets.choice[k]
            for f in range(MEASURES):
                measures[count, f] = targets.measures[k, f]
            count += 1
        target[j] = row
        row += 1
        start[row] = count
    return Cone(node[:row], start[: row + 1], source, choice, measures, target)


@inlined
def _mark_ancestors(tree: Tree, ranks: Ints, row_of: Ints) -> tuple[int, int]:
    """Mark ancestors with 0; return how many there are, and how many arcs they have."""
    n_nodes, n_arcs = 0, 0
    for rank in ranks:
        v = rank
        while row_of[v] == -1:
            row_of[v] = 0
            n_nodes += 1
            n_arcs += tree.up_start[v + 1] - tree.up_start[v]
            if tree.up_start[v] < tree.up_start[v + 1]:
                v = tree.up_head[tree.up_start[v]]
    return n_nodes, n_arcs


@inlined
def _is_zero(points: Points, k: int) -> bool:
    bits = points.choice[k]
    for f in range(MEASURES):
        bits |= points.measures[k, f]
    return bool(bits == 0)


@compiled
def sweep(
    arcs: Arcs, cone: Cone, sources: Points, order: Longs, limit: int, out: Longs, stride: int
) -> bool:
    """Write the measures of the chosen paths from the sources `order` to all targets.

    Parameters
    ----------
    out
        ``out[f]`` holds measure f, the pair (i, j) at ``i * stride + j`` — or, where arcs are
        turned round, at ``i + j * stride``. A row behind the measures takes the choices.

    Returns
    -------
    bool
        False when a measure reached `limit`; what was written is then of no use.
    """
    n_nodes, n_rows = len(arcs.tree.up_start) - 1, len(cone.node)
    word = arcs.rows.dtype
    path, fresh = np.empty(n_nodes, np.int32), np.empty(n_nodes, np.int32)
    row_of = np.full(n_nodes, -1, np.int32)
    up_choice = np.empty((n_nodes, LANES), np.int64)
    up_measures = np.empty((n_nodes, MEASURES * LANES), word)
    choice = np.empty((n_rows, LANES), np.int64)
    measures = np.empty((n_rows, MEASURES * LANES), word)
    seen = np.zeros((1, LANES), word)
    for first in range(0, len(order), LANES):
        batch = order[first : first + LANES]
        n_path = _ancestors_of(arcs.tree, sources, batch, path, fresh, row_of)
        _climb(arcs, sources, batch, path[:n_path], row_of, up_choice, up_measures, seen)
        for row in range(n_rows):
            v = cone.node[row]
            if v >= 0 and row_of[v] >= 0:
                _copy_row(up_choice, up_measures, row_of[v], choice, measures, row)
            else:
                _clear_row(choice, measures, row)
        _descend(cone, choice, measures, seen)
        for k in range(n_path):
            row_of[path[k]] = -1
        _write(arcs, cone, batch, choice, measures, out, stride)
    return _stayed_below(seen, limit)


@compiled_inner
def _descend(cone: Cone, choice: Longs, measures: Words, seen: Words) -> None:
    """Reach every row of the cone from those above it."""
    # taken out of the tuple once: inside the loops that would count references each time
    start, source = cone.start, cone.source
    arc_choice, arc_measures = cone.choice, cone.measures
    for row in range(len(choice)):
        for arc in range(start[row], start[row + 1]):
            relax(choice, measures, row, source[arc], arc_choice, arc_measures, arc)
        watch(measures, row, seen)


@inlined
def _stayed_below(seen: Words, limit: int) -> bool:
    bits = 0
    for lane in range(LANES):
        bits |= seen[0, lane]
    return 0 <= bits < limit


@compiled_inner
def _ancestors_of(
    tree: Tree, points: Points, batch: Longs, path: Ints, fresh: Ints, row_of: Ints
) -> int:
    """List the ancestors of the batch in ascending order, with their rows; return how many."""
    count = 0
    for point in batch:
        for k in range(points.start[point], points.start[point + 1]):
            n_fresh = 0
            v = points.rank[k]
            while row_of[v] == -1:
                row_of[v] = 0
                fresh[n_fresh] = v
                n_fresh += 1
                if tree.up_start[v] < tree.up_start[v + 1]:
                    v = tree.up_head[tree.up_start[v]]
            _merge(path, count, fresh, n_fresh)
            count += n_fresh
    for row in range(count):
        row_of[path[row]] = row
    return count


@inlined
def _merge(ours: Ints, n_ours: int, theirs: Ints, n_theirs: int) -> None:
    """Merge a second ascending list into the first, which has room for it."""
    i, j = n_ours - 1, n_theirs - 1
    while j >= 0:
        if i >= 0 and ours[i] > theirs[j]:
            ours[i + j + 1] = ours[i]
            i -= 1
        else:
            ours[i + j + 1] = theirs[j]
            j -= 1


@compiled_inner
def _climb(
    arcs: Arcs, sources: Points, batch: Longs, path: Ints, row_of: Ints, choice: Longs,
    measures: Words, seen: Words,
) -> None:  # fmt: skip
    """Reach every ancestor of the batch's sources over upward arcs, one lane per source."""
    for row in range(len(path)):
        _clear_row(choice, measures, row)
    for lane in range(len(batch)):
        point = batch[lane]
        for k in range(sources.start[point], sources.start[point + 1]):
            _set_lane(sources, k, choice, measures, row_of[sources.rank[k]], lane)
    up_start, up_head = arcs.tree.up_start, arcs.tree.up_head
    slot_choice, slot_measures = arcs.choice, arcs.rows
    for row in range(len(path)):
        watch(measures, row, seen)
        for arc in range(up_start[path[row]], up_start[path[row] + 1]):
            slot = 2 * arc + arcs.inward
            if slot_choice[slot] < NO_PATH:
                into = row_of[up_head[arc]]
                relax(choice, measures, into, row, slot_choice, slot_measures, slot)


@inlined
def _set_lane(points: Points, k: int, choice: Longs, measures: Words, row: int, lane: int) -> None:
    """Let a lane begin at a row with the weight of joint k if that is less."""
    is_less = points.choice[k] < choice[row, lane]
    is_equal = points.choice[k] == choice[row, lane]
    for f in range(MEASURES):
        new, old = points.measures[k, f], measures[row, f * LANES + lane]
        is_less |= is_equal and new < old
        is_equal = is_equal and new == old
    if is_less:
        choice[row, lane] = points.choice[k]
        for f in range(MEASURES):
            measures[row, f * LANES + lane] = points.measures[k, f]


@inlined
def _clear_row(choice: Longs, measures: Words, row: int) -> None:
    for lane in range(LANES):
        choice[row, lane] = NO_PATH
    for i in range(MEASURES * LANES):
        measures[row, i] = 0


@inlined
def _copy_row(
    choice: Longs, measures: Words, row: int, to_choice: Longs, to_measures: Words, to: int
) -> None:
    for lane in range(LANES):
        to_choice[to, lane] = choice[row, lane]
    for i in range(MEASURES * LANES):
        to_measures[to, i] = measures[row, i]


@compiled_inner
def _write(
    arcs: Arcs, cone: Cone, batch: Longs, choice: Longs, measures: Words, out: Longs, stride: int
) -> None:
    across, along = (1, stride) if arcs.inward else (stride, 1)
    target = cone.target
    n_targets = len(target)
    for first in range(0, n_targets, _CHUNK):
        for lane in range(len(batch)):
            for j in range(first, min(first + _CHUNK, n_targets)):
                row = target[j]
                cell = batch[lane] * across + j * along
                is_open = choice[row, lane] < NO_PATH
                for f in range(MEASURES):
                    value = measures[row, f * LANES + lane]
                    out[f, cell] = value if is_open else UNREACHABLE
                if len(out) > MEASURES:
                    out[MEASURES, cell] = choice[row, lane]
