"""Where kilometre posts stand on their roads, and the spans of road between them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from routing.roads.graph import RoadGraph
from routing.roads.km_posts import KmSpan
from routing.roads.measure import Longs, Reals, plane_xy
from routing.roads.names import fold
from routing.roads.osm.extract import Extract
from routing.roads.osm.milestones import Milestone, Post
from routing.roads.stretch import edges_of_ref, split_refs

NEAR_M: Final = 50.0
"""A post stands this near to a drawn point of its road."""

SLACK: Final = 0.3
SLACK_M: Final = 300.0
"""How far the road between two posts may differ from what they say: the greater of a share of
it and so many metres. Roads are moved and their posts are not."""

BASIS: Final = "OpenStreetMap highway=milestone"


def place_posts(extract: Extract) -> tuple[tuple[Post, ...], int]:
    """Return the posts that stand on a road, each at the nearest point drawn, and how many do not.

    A post without a road number counts that of the road beside it, if that has one only.
    """
    stones = extract.milestones
    if not stones:
        return (), 0
    refs = [split_refs(each.ref) for each in extract.facts]
    numbered = np.array([bool(each) for each in refs], bool)
    way = np.repeat(np.arange(len(extract)), np.diff(extract.start))
    rows = np.flatnonzero(numbered[way])
    if not len(rows):
        return (), len(stones)
    middle = float(np.mean(extract.lat[rows]))
    tree = shapely.STRtree(_points(extract.lon[rows], extract.lat[rows], middle))
    lon, lat = (np.array([getattr(each, name) for each in stones]) for name in ("lon", "lat"))
    places = _points(lon, lat, middle)
    posts: set[Post] = set()
    lost = 0
    for stone, place in zip(stones, places.tolist(), strict=True):
        at = rows[np.sort(tree.query(place, predicate="dwithin", distance=NEAR_M))]
        known = [i for i in at.tolist() if not stone.ref or _bears(refs[way[i]], stone.ref)]
        nearest = min(known, key=lambda i: _square(extract, stone, i), default=None)
        if nearest is None or (not stone.ref and len(refs[way[nearest]]) > 1):
            lost += 1
            continue
        ref = next(each for each in refs[way[nearest]] if _bears((each,), stone.ref or each))
        posts.add(Post(ref, stone.km, int(extract.ref[nearest])))
    return tuple(sorted(posts, key=lambda post: (post.ref, post.km, post.node))), lost


def list_spans(graph: RoadGraph, posts: Sequence[Post]) -> tuple[KmSpan, ...]:
    """Return the spans between posts that follow each other and agree with the road's length."""
    by_road: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        if graph.find_node(str(post.node)) is not None:
            by_road[post.ref].append(post)
    return tuple(span for ref, found in by_road.items() for span in _spans(graph, ref, found))


def _spans(graph: RoadGraph, ref: str, posts: Sequence[Post]) -> Iterator[KmSpan]:
    """Return the spans of one road. Where posts say the same, the first stands for all."""
    edges = np.array(edges_of_ref(graph, ref), np.int64)
    nodes, ends = np.unique(
        np.concatenate([graph.edges.tail[edges], graph.edges.head[edges]]), return_inverse=True
    )
    links = ends[: len(edges)], ends[len(edges) :]
    length = np.maximum(graph.edges.length_m[edges], 1).astype(np.float64)
    # Of parallel edges the sparse matrix would add the lengths: keep the shortest.
    order = np.lexsort((length, *links))
    _, first = np.unique(np.column_stack(links)[order], axis=0, return_index=True)
    kept = order[first]
    ways = csr_array((length[kept], (links[0][kept], links[1][kept])), shape=(len(nodes),) * 2)
    stones = {post.km: post for post in reversed(posts)}
    for one, other in pairwise(sorted(stones.values(), key=lambda post: post.km)):
        tail, head = _positions(graph, nodes, one), _positions(graph, nodes, other)
        said_m = (other.km - one.km) * 1000
        slack_m = max(SLACK * said_m, SLACK_M)
        reached = dijkstra(ways, indices=[tail], limit=said_m + slack_m)[0, head]
        if abs(reached - said_m) <= slack_m:
            yield KmSpan(ref, str(one.node), str(other.node), one.km, other.km, BASIS)


def _points(lon: Reals, lat: Reals, middle_lat: float) -> NDArray[np.object_]:
    """Return points in metres on a plane."""
    return np.asarray(shapely.points(*plane_xy(lon, lat, middle_lat)), dtype=object)


def _positions(graph: RoadGraph, nodes: Longs, post: Post) -> int:
    return int(np.searchsorted(nodes, graph.node_index(str(post.node))))


def _bears(refs: Sequence[str], ref: str) -> bool:
    return fold(ref) in map(fold, refs)


def _square(extract: Extract, stone: Milestone, point: int) -> float:
    lon, lat = extract.lon[point] - stone.lon, extract.lat[point] - stone.lat
    return float((lon * np.cos(np.radians(stone.lat))) ** 2 + lat**2)
