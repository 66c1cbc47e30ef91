"""The shortcuts an elimination order needs, whatever the weights: a chordal supergraph."""

import numpy as np

from routing.roads.hierarchy.compiled import compiled, compiled_inner, inlined
from routing.roads.hierarchy.fields import Ints


@compiled
def eliminate(n_nodes: int, low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Return the upward neighbours of every rank, as starts and heads, heads ascending.

    Parameters
    ----------
    low, high
        Ranks of the ends of every edge, ``low < high``.

    Notes
    -----
    The upward neighbours of a node are its own and those of its children in the elimination
    tree, less itself. The parent of a node is its lowest upward neighbour.

    References
    ----------
    Dibbelt, Strasser, Wagner (2016), Customizable Contraction Hierarchies,
    doi 10.1145/2886843.
    """
    own_start, own_edge = group(n_nodes, low)
    first_child = np.full(n_nodes, -1, np.int32)
    next_child = np.full(n_nodes, -1, np.int32)
    start = np.zeros(n_nodes + 1, np.int32)
    heads = np.empty(2 * len(low) + 1, np.int32)
    merged = np.empty(n_nodes, np.int32)
    spare = np.empty(n_nodes, np.int32)
    for node in range(n_nodes):
        count = 0
        for k in range(own_start[node], own_start[node + 1]):
            count = _insert(merged, count, high[own_edge[k]])
        child = first_child[node]
        while child != -1:
            count = _merge(merged, count, heads, start[child] + 1, start[child + 1], spare)
            merged, spare = spare, merged
            child = next_child[child]
        end = start[node] + count
        if end > len(heads):
            heads = _resized(heads, start[node], 2 * end)
        for k in range(count):
            heads[start[node] + k] = merged[k]
        start[node + 1] = end
        if count > 0:
            next_child[node] = first_child[merged[0]]
            first_child[merged[0]] = node
    return start, _resized(heads, start[n_nodes], start[n_nodes])


@compiled
def group(n_groups: int, group_of: Ints) -> tuple[Ints, Ints]:
    """Return the members of every group in ascending order, as starts and members."""
    start = np.zeros(n_groups + 1, np.int32)
    for i in range(len(group_of)):
        start[group_of[i] + 1] += 1
    for i in range(n_groups):
        start[i + 1] += start[i]
    place = _resized(start, n_groups, n_groups)
    members = np.empty(len(group_of), np.int32)
    for i in range(len(group_of)):
        members[place[group_of[i]]] = i
        place[group_of[i]] += 1
    return start, members


@inlined
def _insert(heads: Ints, count: int, head: int) -> int:
    """Add a head to an ascending list unless it is there; return how many there are."""
    i = count
    while i > 0 and heads[i - 1] > head:
        i -= 1
    if i > 0 and heads[i - 1] == head:
        return count
    for j in range(count, i, -1):
        heads[j] = heads[j - 1]
    heads[i] = head
    return count + 1


@inlined
def _merge(ours: Ints, n_ours: int, theirs: Ints, begin: int, end: int, out: Ints) -> int:
    """Write both ascending lists as one, without repeats; return its length."""
    i, j, count = 0, begin, 0
    while i < n_ours or j < end:
        if j == end or (i < n_ours and ours[i] <= theirs[j]):
            if j < end and ours[i] == theirs[j]:
                j += 1
            out[count] = ours[i]
            i += 1
        else:
            out[count] = theirs[j]
            j += 1
        count += 1
    return count


@compiled_inner
def _resized(heads: Ints, used: int, size: int) -> Ints:
    resized = np.empty(size, np.int32)
    for i in range(used):
        resized[i] = heads[i]
    return resized


@compiled
def postorder(start: Ints, heads: Ints) -> Ints:
    """Return new ranks that keep the hierarchy and make every subtree of the tree contiguous."""
    n_nodes = len(start) - 1
    size = np.ones(n_nodes, np.int32)
    for node in range(n_nodes):
        if start[node] < start[node + 1]:
            size[heads[start[node]]] += size[node]
    begin = np.zeros(n_nodes, np.int32)
    n_placed = 0
    rank = np.empty(n_nodes, np.int32)
    for node in range(n_nodes - 1, -1, -1):
        if start[node] == start[node + 1]:
            begin[node] = n_placed
            n_placed += size[node]
        else:
            parent = heads[start[node]]
            begin[node] = begin[parent]
            begin[parent] += size[node]
        rank[node] = begin[node] + size[node] - 1
    return rank


@compiled
def relabel(start: Ints, heads: Ints, rank: Ints) -> tuple[Ints, Ints]:
    """Return the upward neighbours under new ranks; ancestors must keep their order."""
    n_nodes = len(start) - 1
    new_start = np.zeros(n_nodes + 1, np.int32)
    for node in range(n_nodes):
        new_start[rank[node] + 1] = start[node + 1] - start[node]
    for node in range(n_nodes):
        new_start[node + 1] += new_start[node]
    new_heads = np.empty(len(heads), np.int32)
    for node in range(n_nodes):
        shift = new_start[rank[node]] - start[node]
        for arc in range(start[node], start[node + 1]):
            new_heads[shift + arc] = rank[heads[arc]]
    return new_start, new_heads


@compiled
def find_arcs(start: Ints, heads: Ints, low: Ints, high: Ints) -> Ints:
    """Return the arc (position in `heads`) that joins ``low[i]`` to ``high[i]``."""
    arcs = np.empty(len(low), np.int32)
    for edge in range(len(low)):
        begin, end = start[low[edge]], start[low[edge] + 1]
        while begin < end:
            middle = (begin + end) // 2
            if heads[middle] < high[edge]:
                begin = middle + 1
            else:
                end = middle
        arcs[edge] = begin
    return arcs


@compiled
def arc_tails(start: Ints) -> Ints:
    """Return the lower end of every arc."""
    tails = np.empty(start[-1], np.int32)
    for node in range(len(start) - 1):
        for arc in range(start[node], start[node + 1]):
            tails[arc] = node
    return tails
