"""One least path, unpacked to its links, and how far one gets from a point."""

from typing import NamedTuple

import numpy as np

from routing.roads.hierarchy.compiled import compiled, compiled_inner, inlined
from routing.roads.hierarchy.fields import MEASURES, NO_PATH, Ints, Longs
from routing.roads.hierarchy.sweep import Arcs, Points
from routing.roads.hierarchy.topology import Tree

Weight = tuple[int, int, int, int, int]
"""Choice and measures; tuples compare as paths do."""

_NOWHERE: Weight = (NO_PATH, 0, 0, 0, 0)


class Labels(NamedTuple):
    """Least paths between a point and its ancestors in the elimination tree.

    `node` ascends; ``weight[row]`` holds choice and measures. A node is joined over the slot
    ``slot[row]`` to the row ``before[row]``, or by the joint ``~before[row]`` to the point.
    """

    node: Ints
    weight: Longs
    slot: Longs
    before: Longs


@compiled
def find_links(arcs: Arcs, via: Ints, source: Points, target: Points) -> tuple[int, int, Longs]:
    """Return the joints of source and target that the least path uses, and its links.

    Both joints are -1 when there is no path. `source` and `target` hold one point each.
    """
    there = _label_ancestors(arcs, source, arcs.inward)
    back = _label_ancestors(arcs, target, 1 - arcs.inward)
    i, j = _meet(there, back)
    if i < 0:
        return -1, -1, np.empty(0, np.int64)
    slots = np.empty(len(there.node) + len(back.node), np.int64)
    first, last = len(there.node), len(there.node)
    while there.before[i] >= 0:
        first -= 1
        slots[first] = there.slot[i]
        i = there.before[i]
    while back.before[j] >= 0:
        slots[last] = back.slot[j]
        last += 1
        j = back.before[j]
    return ~there.before[i], ~back.before[j], _unpack(via, slots[first:last])


@compiled_inner
def _label_ancestors(arcs: Arcs, point: Points, side: int) -> Labels:
    """Label all ancestors of a point: side 0 leads away from it, side 1 to it."""
    tree = arcs.tree
    node = _list_ancestors(tree, point.rank)
    weight = _no_paths(len(node))
    slots = np.full(len(node), -1, np.int64)
    before = np.full(len(node), -1, np.int64)
    for k in range(len(point.rank)):
        row = _find(node, point.rank[k])
        if _joint(point, k) < _label(weight, row):
            _set(weight, row, _joint(point, k))
            before[row] = ~k
    for row in range(len(node)):
        here = _label(weight, row)
        if here[0] == NO_PATH:
            continue
        into = row
        for arc in range(tree.up_start[node[row]], tree.up_start[node[row] + 1]):
            while node[into] < tree.up_head[arc]:
                into += 1
            slot = 2 * arc + side
            reached = _sum(here, _slot(arcs, slot))
            if reached < _label(weight, into):
                _set(weight, into, reached)
                slots[into], before[into] = slot, row
    return Labels(node, weight, slots, before)


@compiled_inner
def _no_paths(size: int) -> Longs:
    weight = np.zeros((size, 1 + MEASURES), np.int64)
    for row in range(size):
        weight[row, 0] = NO_PATH
    return weight


@inlined
def _find(ascending: Ints, value: int) -> int:
    """Return the place of a value that is in the list."""
    begin, end = 0, len(ascending)
    while begin < end:
        middle = (begin + end) // 2
        if ascending[middle] < value:
            begin = middle + 1
        else:
            end = middle
    return begin


@compiled_inner
def _list_ancestors(tree: Tree, ranks: Ints) -> Ints:
    """Return the ranks and all that lies above them, ascending."""
    size = 0
    for rank in ranks:
        size += _chain_length(tree, rank)
    listed, merged, count = np.empty(size, np.int32), np.empty(size, np.int32), 0
    for rank in ranks:
        v, i, size = rank, 0, 0
        while v != -1 or i < count:
            if i < count and (v == -1 or listed[i] <= v):
                v = _parent(tree, v) if listed[i] == v else v
                merged[size] = listed[i]
                i += 1
            else:
                merged[size] = v
                v = _parent(tree, v)
            size += 1
        listed, merged, count = merged, listed, size
    return listed[:count]


@inlined
def _parent(tree: Tree, node: int) -> int:
    begin, end = tree.up_start[node], tree.up_start[node + 1]
    return int(tree.up_head[begin]) if begin < end else -1


@inlined
def _chain_length(tree: Tree, node: int) -> int:
    length = 0
    while node != -1:
        length += 1
        node = _parent(tree, node)
    return length


@compiled_inner
def _meet(there: Labels, back: Labels) -> tuple[int, int]:
    """Return the rows of the common ancestor by which the least path leads, -1 if none."""
    best, row, other = _NOWHERE, -1, -1
    i, j = 0, 0
    while i < len(there.node) and j < len(back.node):
        if there.node[i] == back.node[j]:
            total = _sum(_label(there.weight, i), _label(back.weight, j))
            if total < best:
                best, row, other = total, i, j
            i, j = i + 1, j + 1
        elif there.node[i] < back.node[j]:
            i += 1
        else:
            j += 1
    return row, other


@compiled_inner
def _unpack(via: Ints, slots: Longs) -> Longs:
    """Return the edges that slots stand for, driven one after the other."""
    edges, n_edges = np.empty(256, np.int64), 0
    stack, depth = np.empty(256, np.int64), 0
    for first in slots:
        stack[0], depth = first, 1
        while depth > 0:
            depth -= 1
            slot = stack[depth]
            if via[slot, 1] < 0:
                edges = _with_room(edges, n_edges)
                edges[n_edges] = via[slot, 0]
                n_edges += 1
            else:
                stack = _with_room(stack, depth + 1)
                stack[depth + 1], stack[depth] = halves(slot, via[slot, 0], via[slot, 1])
                depth += 2
    return edges[:n_edges]


@compiled_inner
def _with_room(array: Longs, used: int) -> Longs:
    """Return the array, twice as long if no element is free behind the used ones."""
    if used < len(array):
        return array
    longer = np.empty(2 * len(array), np.int64)
    for i in range(len(array)):
        longer[i] = array[i]
    return longer


@inlined
def halves(slot: int, i: int, j: int) -> tuple[int, int]:
    """Return the slots driven one after the other when a slot leads over a node's arcs i < j."""
    if slot & 1:
        return 2 * j + 1, 2 * i
    return 2 * i + 1, 2 * j


@compiled
def reach(arcs: Arcs, source: Points) -> Longs:
    """Return choice and measures of the least path from a point to every rank.

    Where arcs are turned round, of the paths from every rank to the point.
    """
    tree = arcs.tree
    n_nodes = len(tree.up_start) - 1
    weight = _no_paths(n_nodes)
    up = _label_ancestors(arcs, source, arcs.inward)
    for row in range(len(up.node)):
        _set(weight, up.node[row], _label(up.weight, row))
    for v in range(n_nodes - 1, -1, -1):
        best = _label(weight, v)
        for arc in range(tree.up_start[v], tree.up_start[v + 1]):
            above = _label(weight, tree.up_head[arc])
            reached = _sum(above, _slot(arcs, 2 * arc + 1 - arcs.inward))
            if reached < best:  # noqa: PLR1730 -- numba has no min of tuples
                best = reached
        _set(weight, v, best)
    return weight


@inlined
def _joint(point: Points, k: int) -> Weight:
    measures = point.measures
    return (
        point.choice[k], measures[k, 0] + 0, measures[k, 1] + 0, measures[k, 2] + 0,
        measures[k, 3] + 0,
    )  # fmt: skip


@inlined
def _slot(arcs: Arcs, slot: int) -> Weight:
    row = arcs.rows[slot]
    choice = arcs.choice[slot]
    return int(choice), int(row[0]), int(row[1]), int(row[2]), int(row[3])


@inlined
def _label(weight: Longs, row: int) -> Weight:
    label = weight[row]
    return int(label[0]), int(label[1]), int(label[2]), int(label[3]), int(label[4])


@inlined
def _set(weight: Longs, row: int, value: Weight) -> None:
    label = weight[row]
    label[0], label[1], label[2] = value[0], value[1], value[2]
    label[3], label[4] = value[3], value[4]


@inlined
def _sum(a: Weight, b: Weight) -> Weight:
    """Return the weight of one path after another; what leads nowhere stays just that."""
    if a[0] + b[0] >= NO_PATH:
        return _NOWHERE
    return a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4]
