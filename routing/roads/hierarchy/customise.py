"""Give every slot its weight: the least over its edges and over its lower triangles.

Arrays that belong together, a row per slot: `choice`; `rows`, the four measures; and `via`, how
the slot is driven: an edge and -1, or the two arcs of a lower node, the one to the slot's lower
end first. A slot without a path has choice `NO_PATH`, zeros, and -1 twice.
"""

import numpy as np
from numpy.typing import NDArray

from routing.roads.hierarchy.compiled import compiled, compiled_inner, inlined
from routing.roads.hierarchy.fields import MEASURES, NO_PATH, Ints, Longs, Words
from routing.roads.hierarchy.topology import Tree

Flags = NDArray[np.uint8]

_DIRTY = 1
_CHANGED = 2


@compiled
def customise(
    tree: Tree, edge_choice: Longs, edge_measures: Words, limit: int, choice: Longs, rows: Words,
    via: Ints,
) -> bool:  # fmt: skip
    """Fill the weights of all slots; False when a measure reaches `limit`.

    Notes
    -----
    Nodes in ascending order; when a node's turn comes its own arcs are final, and it offers a
    detour over itself to every two of its upward neighbours. On equal weights the first offer
    stays: the lowest edge, else the lowest node. Measures are summed up once a slot is final.

    References
    ----------
    Dibbelt, Strasser, Wagner (2016), Customizable Contraction Hierarchies,
    doi 10.1145/2886843.
    """
    # Taken out of the tuple once, and no arrays handed to functions in the innermost loop: both
    # count references, which takes longer than the work itself.
    up_start, up_head = tree.up_start, tree.up_head
    slot_start, slot_edge = tree.slot_start, tree.slot_edge
    for slot in range(len(choice)):
        choice[slot], via[slot, 0] = _least_edge(
            edge_choice, edge_measures, slot_edge, slot_start[slot], slot_start[slot + 1]
        )
        via[slot, 1] = -1
    is_small = True
    for node in range(len(up_start) - 1):
        begin, end = up_start[node], up_start[node + 1]
        for slot in range(2 * begin, 2 * end):
            is_small &= _settle(edge_measures, rows, via, slot, limit)
        for i in range(begin, end):
            up, down = choice[2 * i], choice[2 * i + 1]
            arc = up_start[up_head[i]]
            for j in range(i + 1, end):
                while up_head[arc] < up_head[j]:
                    arc += 1
                slot, total = 2 * arc, down + choice[2 * j]
                if total < choice[slot] or (
                    total == choice[slot] and _is_less_detour(edge_measures, rows, via, slot, i, j)
                ):
                    choice[slot] = total
                    via[slot, 0], via[slot, 1] = i, j
                slot, total = 2 * arc + 1, choice[2 * j + 1] + up
                if total < choice[slot] or (
                    total == choice[slot] and _is_less_detour(edge_measures, rows, via, slot, i, j)
                ):
                    choice[slot] = total
                    via[slot, 0], via[slot, 1] = i, j
    return is_small


@inlined
def _least_edge(
    edge_choice: Longs, edge_measures: Words, slot_edge: Ints, begin: int, end: int
) -> tuple[int, int]:
    """Return the least choice of some edges and the edge, the lowest of equal ones, or -1."""
    least, best = NO_PATH, -1
    for k in range(begin, end):
        edge = slot_edge[k]
        if 0 <= edge_choice[edge] < least or (
            edge_choice[edge] == least and _is_less_edge(edge_measures, edge, best)
        ):
            least, best = edge_choice[edge], edge
    return least, best


@compiled_inner
def _is_less_edge(edge_measures: Words, edge: int, other: int) -> bool:
    for f in range(MEASURES):
        if edge_measures[edge, f] != edge_measures[other, f]:
            return bool(edge_measures[edge, f] < edge_measures[other, f])
    return False


@inlined
def _offer(
    edge_measures: Words, choice: Longs, rows: Words, via: Ints, slot: int, total: int, i: int,
    j: int,
) -> None:  # fmt: skip
    """Let a slot be driven over the arcs i < j of a node whose slots are final, if less."""
    if total < choice[slot] or (
        total == choice[slot] and _is_less_detour(edge_measures, rows, via, slot, i, j)
    ):
        choice[slot] = total
        via[slot, 0], via[slot, 1] = i, j


@compiled_inner
def _is_less_detour(
    edge_measures: Words, rows: Words, via: Ints, slot: int, i: int, j: int
) -> bool:
    """Tell whether a detour that is equal in choice is less in the first measure that differs."""
    first, second = halves(slot, i, j)
    for f in range(MEASURES):
        new = rows[first, f] + rows[second, f]
        old = _measure(edge_measures, rows, via, slot, f)
        if new != old:
            return bool(new < old)
    return False


@inlined
def halves(slot: int, i: int, j: int) -> tuple[int, int]:
    """Return the slots driven one after the other when a slot leads over a node's arcs i < j."""
    if slot & 1:
        return 2 * j + 1, 2 * i
    return 2 * i + 1, 2 * j


@inlined
def _measure(edge_measures: Words, rows: Words, via: Ints, slot: int, f: int) -> int:
    """Return a measure of a slot before it is settled, 0 where it has no path."""
    i, j = via[slot, 0], via[slot, 1]
    if i < 0:
        return 0
    if j < 0:
        return int(edge_measures[i, f])
    first, second = halves(slot, i, j)
    return int(rows[first, f]) + int(rows[second, f])


@inlined
def _settle(edge_measures: Words, rows: Words, via: Ints, slot: int, limit: int) -> bool:
    """Sum up the measures of a final slot; False when one reaches the limit."""
    is_small = True
    for f in range(MEASURES):
        value = _measure(edge_measures, rows, via, slot, f)
        rows[slot, f] = value
        is_small &= value < limit
    return is_small


@compiled
def update(
    tree: Tree, edge_choice: Longs, edge_measures: Words, limit: int, choice: Longs, rows: Words,
    via: Ints, slots: Longs,
) -> bool:  # fmt: skip
    """Renew, in place, what depends on the edges of the given slots; False on overflow.

    The result is the same, to the last `via`, as `customise` from the start.
    """
    state = np.zeros(len(choice), np.uint8)
    for slot in slots:
        state[slot] = _DIRTY
    is_affected = _mark_ancestors(tree, slots)
    for node in range(len(is_affected)):
        if not is_affected[node]:
            continue
        for slot in range(2 * tree.up_start[node], 2 * tree.up_start[node + 1]):
            if state[slot] != _DIRTY:
                continue
            old = choice[slot], rows[slot, 0], rows[slot, 1], rows[slot, 2], rows[slot, 3]
            _weigh_anew(tree, edge_choice, edge_measures, choice, rows, via, slot)
            if not _settle(edge_measures, rows, via, slot, limit):
                return False
            new = choice[slot], rows[slot, 0], rows[slot, 1], rows[slot, 2], rows[slot, 3]
            state[slot] = 0 if new == old else _CHANGED
        _pass_on(tree, choice, via, state, node)
    return True


@compiled_inner
def _mark_ancestors(tree: Tree, slots: Longs) -> Flags:
    is_affected = np.zeros(len(tree.up_start) - 1, np.uint8)
    for slot in slots:
        node = tree.arc_tail[slot >> 1]
        while not is_affected[node]:
            is_affected[node] = 1
            if tree.up_start[node] < tree.up_start[node + 1]:
                node = tree.up_head[tree.up_start[node]]
    return is_affected


@compiled_inner
def _weigh_anew(
    tree: Tree, edge_choice: Longs, edge_measures: Words, choice: Longs, rows: Words, via: Ints,
    slot: int,
) -> None:  # fmt: skip
    """Find the least of a slot's edges and lower triangles, all of these being final."""
    low, high = tree.arc_tail[slot >> 1], tree.up_head[slot >> 1]
    begin, end = tree.slot_start[slot], tree.slot_start[slot + 1]
    choice[slot], via[slot, 0] = _least_edge(
        edge_choice, edge_measures, tree.slot_edge, begin, end
    )
    via[slot, 1] = -1
    for k in range(tree.down_start[low], tree.down_start[low + 1]):
        i = tree.down_arc[k]
        node = tree.arc_tail[i]
        j = _find_arc(tree, node, high)
        if j < tree.up_start[node + 1] and tree.up_head[j] == high:
            first, second = halves(slot, i, j)
            total = choice[first] + choice[second]
            _offer(edge_measures, choice, rows, via, slot, total, i, j)


@inlined
def _pass_on(tree: Tree, choice: Longs, via: Ints, state: Flags, node: int) -> None:
    """Make dirty what may change because arcs of a node have changed."""
    begin, end = tree.up_start[node], tree.up_start[node + 1]
    for i in range(begin, end):
        if state[2 * i] == _CHANGED or state[2 * i + 1] == _CHANGED:
            for j in range(begin, end):
                if i != j:
                    _mark(tree, choice, via, state, min(i, j), max(i, j))


@inlined
def _mark(tree: Tree, choice: Longs, via: Ints, state: Flags, i: int, j: int) -> None:
    """Make the slots over the arcs i < j of a node dirty where their change may matter."""
    arc = _find_arc(tree, tree.up_head[i], tree.up_head[j])
    for slot in range(2 * arc, 2 * arc + 2):
        first, second = halves(slot, i, j)
        is_new = state[first] == _CHANGED or state[second] == _CHANGED
        was_used = via[slot, 0] == i and via[slot, 1] == j
        if is_new and (was_used or choice[first] + choice[second] <= choice[slot]):
            state[slot] = _DIRTY


@inlined
def _find_arc(tree: Tree, low: int, high: int) -> int:
    """Return the first arc of a node whose head is not below `high`."""
    begin, end = tree.up_start[low], tree.up_start[low + 1]
    while begin < end:
        middle = (begin + end) // 2
        if tree.up_head[middle] < high:
            begin = middle + 1
        else:
            end = middle
    return int(begin)
