"""Give every arc its weight: the least over its edges and over its lower triangles.

Arrays that belong together: the choice of every slot, and a row per slot of four measures and
the origin. A slot without a path has choice `NO_PATH` and zeros.
"""

import numpy as np
from numpy.typing import NDArray

from routing.roads.hierarchy.compiled import compiled, inlined
from routing.roads.hierarchy.fields import COLUMNS, MEASURES, NO_PATH, ORIGIN, Ints, Longs, Words
from routing.roads.hierarchy.topology import Tree

Flags = NDArray[np.uint8]

_DIRTY = 1
_CHANGED = 2


@compiled
def customise(
    tree: Tree, edge_slot: Ints, edge_choice: Longs, edge_measures: Words, limit: int,
    choice: Longs, rows: Words,
) -> bool:  # fmt: skip
    """Fill the weights of all slots; False when a measure reaches `limit`.

    Notes
    -----
    Nodes in ascending order; when a node's turn comes its own arcs are final, and it offers a
    detour over itself to every two of its upward neighbours. On equal weights the first offer
    stays: the lowest edge, else the lowest node.

    References
    ----------
    Dibbelt, Strasser, Wagner (2016), Customizable Contraction Hierarchies,
    doi 10.1145/2886843.
    """
    _fill_edges(edge_slot, edge_choice, edge_measures, choice, rows)
    for node in range(len(tree.up_start) - 1):
        begin, end = tree.up_start[node], tree.up_start[node + 1]
        if _overflows(rows, 2 * begin, 2 * end, limit):
            return False
        for i in range(begin, end):
            up_i, down_i = choice[2 * i], choice[2 * i + 1]
            if up_i == NO_PATH and down_i == NO_PATH:
                continue
            arc = tree.up_start[tree.up_head[i]]
            for j in range(i + 1, end):
                head = tree.up_head[j]
                while tree.up_head[arc] < head:
                    arc += 1
                if down_i + choice[2 * j] <= choice[2 * arc]:
                    _offer(choice, rows, 2 * arc, 2 * i + 1, 2 * j, ~node)
                if choice[2 * j + 1] + up_i <= choice[2 * arc + 1]:
                    _offer(choice, rows, 2 * arc + 1, 2 * j + 1, 2 * i, ~node)
    return True


@compiled
def _fill_edges(
    edge_slot: Ints, edge_choice: Longs, edge_measures: Words, choice: Longs, rows: Words
) -> None:
    """Give every slot the least of its edges, the lowest on equal weights."""
    for slot in range(len(choice)):
        _clear_slot(choice, rows, slot)
    for edge in range(len(edge_slot)):
        if edge_slot[edge] >= 0 and edge_choice[edge] >= 0:
            _offer_edge(edge_choice, edge_measures, choice, rows, edge_slot[edge], edge)


@inlined
def _clear_slot(choice: Longs, rows: Words, slot: int) -> None:
    choice[slot] = NO_PATH
    for f in range(COLUMNS):
        rows[slot, f] = 0


@inlined
def _offer_edge(
    edge_choice: Longs, edge_measures: Words, choice: Longs, rows: Words, slot: int, edge: int
) -> None:
    """Let a slot be driven on an edge if that is less."""
    if edge_choice[edge] > choice[slot]:
        return
    is_less = edge_choice[edge] < choice[slot]
    for f in range(MEASURES):
        if is_less or edge_measures[edge, f] > rows[slot, f]:
            break
        is_less = edge_measures[edge, f] < rows[slot, f]
    if is_less:
        choice[slot] = edge_choice[edge]
        for f in range(MEASURES):
            rows[slot, f] = edge_measures[edge, f]
        rows[slot, ORIGIN] = edge


@inlined
def _offer(choice: Longs, rows: Words, slot: int, first: int, second: int, origin: int) -> None:
    """Let a slot be driven as first and then second if that is less."""
    total = choice[first] + choice[second]
    if total > choice[slot] or total >= NO_PATH:
        return
    is_less = total < choice[slot]
    for f in range(MEASURES):
        if is_less or rows[first, f] + rows[second, f] > rows[slot, f]:
            break
        is_less = rows[first, f] + rows[second, f] < rows[slot, f]
    if is_less:
        choice[slot] = total
        for f in range(MEASURES):
            rows[slot, f] = rows[first, f] + rows[second, f]
        rows[slot, ORIGIN] = origin


@inlined
def _overflows(rows: Words, begin: int, end: int, limit: int) -> bool:
    bits = 0
    for slot in range(begin, end):
        for f in range(MEASURES):
            bits |= rows[slot, f]
    return bits >= limit or bits < 0


@compiled
def update(
    tree: Tree, edge_choice: Longs, edge_measures: Words, limit: int, choice: Longs, rows: Words,
    slots: Longs,
) -> bool:  # fmt: skip
    """Renew, in place, what depends on the edges of the given slots; False on overflow.

    The result is the same, to the last origin, as `customise` from the start.
    """
    state = np.zeros(len(choice), np.uint8)
    for slot in slots:
        state[slot] = _DIRTY
    is_affected = _mark_ancestors(tree, slots)
    for node in range(len(is_affected)):
        if not is_affected[node]:
            continue
        begin, end = tree.up_start[node], tree.up_start[node + 1]
        for slot in range(2 * begin, 2 * end):
            if state[slot] == _DIRTY:
                is_same = _renew(tree, edge_choice, edge_measures, choice, rows, slot)
                state[slot] = 0 if is_same else _CHANGED
        if _overflows(rows, 2 * begin, 2 * end, limit):
            return False
        _pass_on(tree, choice, rows, state, node)
    return True


@inlined
def _pass_on(tree: Tree, choice: Longs, rows: Words, state: Flags, node: int) -> None:
    """Make dirty what may change because arcs of a node have changed."""
    begin, end = tree.up_start[node], tree.up_start[node + 1]
    for i in range(begin, end):
        if state[2 * i] == _CHANGED or state[2 * i + 1] == _CHANGED:
            for j in range(begin, end):
                if i != j:
                    _mark(tree, choice, rows, state, node, min(i, j), max(i, j))


@compiled
def _mark_ancestors(tree: Tree, slots: Longs) -> Flags:
    is_affected = np.zeros(len(tree.up_start) - 1, np.uint8)
    for slot in slots:
        node = tree.arc_tail[slot // 2]
        while not is_affected[node]:
            is_affected[node] = 1
            if tree.up_start[node] < tree.up_start[node + 1]:
                node = tree.up_head[tree.up_start[node]]
    return is_affected


@inlined
def _mark(tree: Tree, choice: Longs, rows: Words, state: Flags, node: int, i: int, j: int) -> None:
    """Make the arc over the arcs i < j of a node dirty where their change may matter to it."""
    arc = find_arc(tree, tree.up_head[i], tree.up_head[j])
    for slot, first, second in ((2 * arc, 2 * i + 1, 2 * j), (2 * arc + 1, 2 * j + 1, 2 * i)):
        is_new = state[first] == _CHANGED or state[second] == _CHANGED
        was_used = rows[slot, ORIGIN] == ~node
        if is_new and (was_used or choice[first] + choice[second] <= choice[slot]):
            state[slot] = _DIRTY


@inlined
def find_arc(tree: Tree, low: int, high: int) -> int:
    """Return the arc between two ranks that are joined by one."""
    begin, end = tree.up_start[low], tree.up_start[low + 1]
    while begin < end:
        middle = (begin + end) // 2
        if tree.up_head[middle] < high:
            begin = middle + 1
        else:
            end = middle
    return int(begin)


@compiled
def _renew(
    tree: Tree, edge_choice: Longs, edge_measures: Words, choice: Longs, rows: Words, slot: int
) -> bool:
    """Weigh a slot anew from its edges and lower triangles; tell whether it stayed the same."""
    old = choice[slot], rows[slot, 0], rows[slot, 1], rows[slot, 2], rows[slot, 3]
    arc = slot // 2
    low, high = tree.arc_tail[arc], tree.up_head[arc]
    _clear_slot(choice, rows, slot)
    for k in range(tree.slot_start[slot], tree.slot_start[slot + 1]):
        if edge_choice[tree.slot_edge[k]] >= 0:
            _offer_edge(edge_choice, edge_measures, choice, rows, slot, tree.slot_edge[k])
    for k in range(tree.down_start[low], tree.down_start[low + 1]):
        i = tree.down_arc[k]
        node = tree.arc_tail[i]
        j = find_arc(tree, node, high)
        if j == tree.up_start[node + 1] or tree.up_head[j] != high:
            continue
        if slot % 2 == 0:
            _offer(choice, rows, slot, 2 * i + 1, 2 * j, ~node)
        else:
            _offer(choice, rows, slot, 2 * j + 1, 2 * i, ~node)
    return old == (choice[slot], rows[slot, 0], rows[slot, 1], rows[slot, 2], rows[slot, 3])
