"""Run the sweep for a table: which side leads, in which order, on how many threads."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from routing.roads.hierarchy import sweep
from routing.roads.hierarchy.fields import Longs, measure_limit
from routing.roads.hierarchy.lanes import LANES
from routing.roads.hierarchy.positions import Joints
from routing.roads.hierarchy.weighed import Weighed, as_words


def arcs_of(weighed: Weighed, inward: int) -> sweep.Arcs:
    """Return what compiled code needs of the weights; `inward` 1 turns every arc round."""
    return sweep.Arcs(weighed.topology.tree, weighed.choice, weighed.rows, inward)


def points_of(weighed: Weighed, joints: Joints) -> sweep.Points:
    """Return joints for compiled code, in the words of the weights."""
    rank = weighed.topology.rank[joints.state]
    measures = as_words(joints.weight[:, 1:], weighed.rows.dtype)
    return sweep.Points(joints.start.copy(), rank, joints.weight[:, 0].copy(), measures)


def fill(weighed: Weighed, leave: Joints, reach: Joints, out: Longs, threads: int) -> bool:
    """Fill the table, lanes from the side of fewer points; False when words are too narrow."""
    limit = measure_limit(weighed.rows)
    if max(joints.weight[:, 1:].max(initial=0) for joints in (leave, reach)) >= limit:
        return False
    inward = int(len(leave) > len(reach))
    begin, end = (reach, leave) if inward else (leave, reach)
    arcs, points = arcs_of(weighed, inward), points_of(weighed, begin)
    cone = sweep.build_cone(arcs, points_of(weighed, end))

    def fill_part(order: Longs) -> bool:
        return sweep.sweep(arcs, cone, points, order, limit, out, len(reach))

    parts = _in_parts(_tree_order(points), threads)
    if len(parts) == 1:
        return fill_part(parts[0])
    with ThreadPoolExecutor(len(parts)) as pool:
        return all(pool.map(fill_part, parts))


def _tree_order(points: sweep.Points) -> Longs:
    """Return the points so that those with most ancestors in common are neighbours."""
    first = np.full(len(points.start) - 1, -1, np.int64)
    has_joint = points.start[:-1] < points.start[1:]
    first[has_joint] = points.rank[points.start[:-1][has_joint]]
    return np.argsort(first, kind="stable")


def _in_parts(order: Longs, threads: int) -> list[Longs]:
    batches = -(-len(order) // LANES)
    parts = max(1, min(threads, batches))
    return np.split(order, [LANES * (batches * i // parts) for i in range(1, parts)])
