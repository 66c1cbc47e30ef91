"""Take dead ends and bends out of a network first: they need no search for a good order."""

import numpy as np
from numpy.typing import NDArray

from routing.roads.hierarchy.compiled import compiled, inlined
from routing.roads.hierarchy.fields import Ints, Longs

LEAF = 2
"""Nodes with at most so many neighbours are taken out at once: no order does better."""


@compiled
def list_neighbours(start: Ints, members: Ints, ends: Longs) -> tuple[Ints, Ints]:
    """Return the distinct neighbours of every node, as starts and neighbours.

    Parameters
    ----------
    start, members
        By node, the places in the list of all edges and then all edges turned round.
    ends
        The heads of that list.
    """
    n_nodes = len(start) - 1
    seen_by = np.full(n_nodes, -1, np.int32)
    begin = np.zeros(n_nodes + 1, np.int32)
    neighbours = np.empty(len(ends), np.int32)
    count = 0
    for node in range(n_nodes):
        for k in range(start[node], start[node + 1]):
            end = ends[members[k]]
            if end != node and seen_by[end] != node:
                seen_by[end] = node
                neighbours[count] = end
                count += 1
        begin[node + 1] = count
    return begin, neighbours


@compiled
def strip(begin: Ints, neighbours: Ints) -> tuple[Ints, Ints]:
    """Take out nodes of degree 0 to 2 until none is left; change the neighbours accordingly.

    Returns
    -------
    tuple
        The nodes in the order they were taken out, and what degree the others are left with
        (-1: taken out). The neighbours of a node v that is left are
        ``neighbours[begin[v] : begin[v] + degree[v]]``.
    """
    n_nodes = len(begin) - 1
    degree = np.empty(n_nodes, np.int32)
    queue = np.empty(n_nodes, np.int32)
    is_queued = np.zeros(n_nodes, np.bool_)
    n_queued = 0
    for node in range(n_nodes):
        degree[node] = begin[node + 1] - begin[node]
        n_queued = _enqueue(node, degree, queue, is_queued, n_queued)
    taken = 0
    while taken < n_queued:
        node = queue[taken]
        taken += 1
        first, last = begin[node], begin[node] + degree[node]
        if degree[node] == 1:
            _forget(begin, neighbours, degree, neighbours[first], node)
        elif degree[node] == LEAF:
            _join(begin, neighbours, degree, neighbours[first], neighbours[first + 1], node)
        degree[node] = -1
        for k in range(first, last):
            n_queued = _enqueue(neighbours[k], degree, queue, is_queued, n_queued)
    return queue[:n_queued], degree


@inlined
def _enqueue(
    node: int, degree: Ints, queue: Ints, is_queued: NDArray[np.bool_], n_queued: int
) -> int:
    if degree[node] > LEAF or is_queued[node]:
        return n_queued
    is_queued[node] = True
    queue[n_queued] = node
    return n_queued + 1


@inlined
def _join(begin: Ints, neighbours: Ints, degree: Ints, a: int, b: int, node: int) -> None:
    """Make a and b neighbours in place of the node between them."""
    if _place(begin, neighbours, degree, a, b) >= 0:
        _forget(begin, neighbours, degree, a, node)
        _forget(begin, neighbours, degree, b, node)
        return
    neighbours[_place(begin, neighbours, degree, a, node)] = b
    neighbours[_place(begin, neighbours, degree, b, node)] = a


@inlined
def _forget(begin: Ints, neighbours: Ints, degree: Ints, node: int, other: int) -> None:
    place = _place(begin, neighbours, degree, node, other)
    degree[node] -= 1
    neighbours[place] = neighbours[begin[node] + degree[node]]


@inlined
def _place(begin: Ints, neighbours: Ints, degree: Ints, node: int, other: int) -> int:
    """Return where a node's neighbour is listed, -1 if it is none."""
    for k in range(begin[node], begin[node] + degree[node]):
        if neighbours[k] == other:
            return k
    return -1
