"""Pieces of road become the directed edges of a network."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.columns import Edges, Nodes, Points
from routing.roads.elevation.slopes import Slopes
from routing.roads.graph import RoadGraph, RoadsInfo
from routing.roads.limits import Limits
from routing.roads.measure import Longs, Reals, ranges
from routing.roads.osm.extract import Extract
from routing.roads.osm.pieces import NO_STAND, Pieces
from routing.roads.osm.size_signs import NO_LIMITS, strictest
from routing.roads.vocabulary import Feature

KPH_PER_MS: Final = 3.6
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Assembled:
    """A network, and of each edge the piece it drives and whether against the drawing."""

    graph: RoadGraph
    piece: Longs
    is_back: Flags


def assemble(
    extract: Extract, pieces: Pieces, slopes: Slopes, bend_radius_m: Reals, info: RoadsInfo
) -> Assembled:
    """Return the network of all pieces, an edge for each direction that some kind may drive."""
    access = _access(extract, pieces)
    piece = np.concatenate([np.flatnonzero(bits) for bits in access])
    is_back = np.repeat([False, True], [np.count_nonzero(bits) for bits in access])
    node_ids, node_order = _sorted_ids(_node_ids(pieces))
    node_at = np.argsort(node_order)
    tail = node_at[np.where(is_back, pieces.head[piece], pieces.tail[piece])]
    head = node_at[np.where(is_back, pieces.tail[piece], pieces.head[piece])]
    edge_ids, order = _sorted_ids(_edge_ids(extract, pieces, piece, is_back))
    piece, is_back, tail, head = piece[order], is_back[order], tail[order], head[order]
    words, ref, name = _words(extract, pieces.way[piece])
    counts = np.diff(pieces.start)[piece]
    points = _point_rows(pieces, piece, is_back)
    edges = Edges(
        id=edge_ids,
        tail=tail.astype(np.int32),
        head=head.astype(np.int32),
        twin=_twins(piece, is_back, len(pieces)),
        length_m=pieces.length_m[piece].astype(np.int32),
        **slopes.directed(piece, is_back),
        bend_radius_m=bend_radius_m[piece].astype(np.float32),
        access=np.where(is_back, access[1][piece], access[0][piece]).astype(np.uint8),
        **_facts(extract, pieces, piece, is_back),
        ref=ref,
        name=name,
        point_start=(np.cumsum(counts) - counts).astype(np.int64),
        point_count=counts.astype(np.int32),
    )
    nodes = Nodes(
        id=node_ids,
        lon=pieces.node_lon[node_order],
        lat=pieces.node_lat[node_order],
        elevation_m=slopes.node_m[node_order].astype(np.float32),
    )
    at = Points(
        lon=pieces.lon[points],
        lat=pieces.lat[points],
        elevation_m=slopes.point_m[points].astype(np.float32),
    )
    graph = RoadGraph(info, nodes, edges, at, words, limits=_limits(extract, pieces, piece))
    return Assembled(graph, piece, is_back)


def _access(extract: Extract, pieces: Pieces) -> tuple[Longs, Longs]:
    """Return who may drive each piece as drawn, and who against it."""
    forward = np.array([each.forward for each in extract.facts], np.int64)[pieces.way]
    backward = np.array([each.backward for each in extract.facts], np.int64)[pieces.way]
    stands = np.flatnonzero(pieces.stand != NO_STAND)
    passes = [extract.nodes[ref].passes for ref in pieces.stand[stands].tolist()]
    # A joint at a barrier is passed both ways; the pieces beside it say which way is allowed.
    both = (forward | backward)[stands] & np.array(passes, np.int64)
    forward[stands] = backward[stands] = both
    return forward, backward


def _facts(
    extract: Extract, pieces: Pieces, piece: Longs, is_back: Flags
) -> dict[str, NDArray[Any]]:
    """Return the columns of edges that come from the tags."""
    facts, way = extract.facts, pieces.way[piece]
    features = np.array([int(each.features) for each in facts], np.int64)[way]
    features |= _features_of_stands(extract, pieces)[piece]
    features |= np.where(is_back, int(Feature.BACKWARD), 0)
    forward_kph = np.array([each.forward_kph for each in facts])[way]
    backward_kph = np.array([each.backward_kph for each in facts])[way]
    posted_kph = np.where(is_back, backward_kph, forward_kph)
    ferry_kph = _ferry_kph(extract)[way]
    slowest = np.where((posted_kph > 0) & (posted_kph < ferry_kph), posted_kph, ferry_kph)
    return {
        "width_m": np.array([each.width_m for each in facts], np.float32)[way],
        "max_speed_kph": np.where(ferry_kph > 0, slowest, posted_kph).astype(np.float32),
        "truck_limit_g": np.array([each.truck_limit_g for each in facts], np.int64)[way],
        "road_class": np.array([each.road_class for each in facts], np.uint8)[way],
        "surface": np.array([each.surface for each in facts], np.uint8)[way],
        "features": features.astype(np.uint16),
    }


def _limits(extract: Extract, pieces: Pieces, piece: Longs) -> Limits:
    """Return what signs of weight and size allow on each edge that has one, by way or barrier."""
    signs = [each.sizes for each in extract.facts]
    own = {way for way, each in enumerate(signs) if each != NO_LIMITS}
    found = {row: signs[way] for row, way in enumerate(pieces.way.tolist()) if way in own}
    for row in np.flatnonzero(pieces.stand != NO_STAND).tolist():
        here = extract.nodes[int(pieces.stand[row])].sizes
        if here != NO_LIMITS:
            found[row] = strictest(here, found.get(row, NO_LIMITS))
    edges = np.flatnonzero(np.isin(piece, list(found)))
    sizes = [found[row] for row in piece[edges].tolist()]
    return Limits(
        edges.astype(np.int32),
        np.array([each.weight_g for each in sizes], np.int64),
        np.array([each.height_m for each in sizes], np.float32),
        np.array([each.width_m for each in sizes], np.float32),
    )


def _features_of_stands(extract: Extract, pieces: Pieces) -> Longs:
    features = np.zeros(len(pieces), np.int64)
    for row in np.flatnonzero(pieces.stand != NO_STAND).tolist():
        features[row] = int(extract.nodes[int(pieces.stand[row])].features)
    return features


def _ferry_kph(extract: Extract) -> Reals:
    """Return the speed that the stated duration of a ferry means, 0 where there is none."""
    duration_s = np.array([each.duration_s for each in extract.facts], np.float64)
    is_ferry = np.array([Feature.FERRY in each.features for each in extract.facts], bool)
    known = (duration_s > 0) & is_ferry
    speed: Reals = np.divide(
        extract.lengths_m() * KPH_PER_MS, duration_s, out=np.zeros(len(extract)), where=known
    )
    return speed


def _node_ids(pieces: Pieces) -> list[str]:
    pairs = zip(pieces.node_ref.tolist(), pieces.node_copy.tolist(), strict=True)
    return [f"{ref}.{copy}" if copy else str(ref) for ref, copy in pairs]


def _edge_ids(extract: Extract, pieces: Pieces, piece: Longs, is_back: Flags) -> list[str]:
    """Return ``way:from:to``, with ``:k`` for all but the first of the same three."""
    way = extract.way_id[pieces.way[piece]].tolist()
    tail = pieces.node_ref[np.where(is_back, pieces.head[piece], pieces.tail[piece])].tolist()
    head = pieces.node_ref[np.where(is_back, pieces.tail[piece], pieces.head[piece])].tolist()
    seen: dict[str, int] = {}
    ids = []
    for w, a, b in zip(way, tail, head, strict=True):
        stem = f"{w}:{a}:{b}"
        k = seen[stem] = seen.get(stem, -1) + 1
        ids.append(f"{stem}:{k}" if k else stem)
    return ids


def _sorted_ids(ids: Sequence[str]) -> tuple[NDArray[np.bytes_], Longs]:
    """Return ids in order, and the position each had before."""
    array = np.array([each.encode() for each in ids])
    order = np.argsort(array, kind="stable")
    return array[order], order


def _twins(piece: Longs, is_back: Flags, n_pieces: int) -> NDArray[np.int32]:
    edge_of = np.full((2, n_pieces), -1, np.int32)
    edge_of[is_back.astype(np.int64), piece] = np.arange(len(piece), dtype=np.int32)
    twins: NDArray[np.int32] = edge_of[1 - is_back.astype(np.int64), piece]
    return twins


def _point_rows(pieces: Pieces, piece: Longs, is_back: Flags) -> Longs:
    """Return the rows of the points of each edge in driving direction."""
    counts = np.diff(pieces.start)[piece]
    inside = ranges(np.zeros(len(piece), np.int64), counts)
    back = np.repeat(is_back, counts)
    first, count = np.repeat(pieces.start[piece], counts), np.repeat(counts, counts)
    rows: Longs = first + np.where(back, count - 1 - inside, inside)
    return rows


def _words(
    extract: Extract, way: Longs
) -> tuple[tuple[str, ...], NDArray[np.int32], NDArray[np.int32]]:
    """Return all road numbers and names, and which of them each edge bears."""
    used = [extract.facts[row] for row in np.unique(way).tolist()]
    words = ("", *sorted({word for each in used for word in (each.ref, each.name)} - {""}))
    place = {word: i for i, word in enumerate(words)}
    ref = np.array([place.get(each.ref, 0) for each in extract.facts], np.int32)
    name = np.array([place.get(each.name, 0) for each in extract.facts], np.int32)
    return words, ref[way], name[way]
