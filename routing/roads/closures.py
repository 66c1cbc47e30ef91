"""From closures as people state them to the edges they close."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import partial
from typing import Final

from routing.errors import Fault, InputError, fault
from routing.roads.area import AreaError, edges_crossing, read_area
from routing.roads.closure_statement import StatedClosure
from routing.roads.conditions import Closure
from routing.roads.graph import RoadGraph
from routing.roads.km_posts import KmPosts, KmSpan
from routing.roads.names import fold
from routing.roads.places import PlaceIndex
from routing.roads.stretch import edges_between, edges_of_ref, find_stretch, list_refs, refs_at
from routing.roads.vocabulary import Feature

BOTH: Final = "both"
DIRECTIONS: Final = (BOTH, "forward", "backward")
WAY: Final = "way/"
_SHOWN: Final = 8


At = Callable[..., Fault]
"""Makes a fault of a closure from a text key, a column and placeholders."""


def names_way(edge_id: str) -> bool:
    """Tell whether an id is that of a whole way (``way/123`` or ``123``), not of one edge."""
    return ":" not in edge_id


def resolve_closures(
    records: Iterable[StatedClosure],
    graph: RoadGraph,
    places: PlaceIndex,
    km_posts: KmPosts,
    *,
    profiles: Iterable[str] | None = None,
) -> tuple[Closure, ...]:
    """Return closures with the edges they close.

    Parameters
    ----------
    profiles
        Ids of the profiles there are; without them profiles are not checked.

    Raises
    ------
    InputError
        With every fault of every record: unknown roads, places, edges or profiles, posts that
        nothing anchors, times that end before they start, no or two ways of saying where.
    """
    known = None if profiles is None else frozenset(profiles)
    resolver = _Resolver(graph, places, km_posts)
    faults: list[Fault] = []
    closures: list[Closure] = []
    for record in records:
        at = partial(fault, file=record.source.file, row=record.source.row)
        found = [*_find_faults(record, known, at)]
        try:
            edges = resolver.find_edges(record, at)
        except InputError as error:
            found += error.faults
        if found:
            faults += found
        else:
            closures.append(_close(record, edges, graph))
    if faults:
        raise InputError(faults)
    return tuple(closures)


def _close(record: StatedClosure, edges: Sequence[int], graph: RoadGraph) -> Closure:
    return Closure(
        id=record.id,
        edges=tuple(edges),
        edge_ids=tuple(graph.edge_id(edge) for edge in edges),
        start=record.start,
        end=record.end,
        profiles=record.profiles,
        speed_factor=record.speed_factor,
        reason=record.reason,
    )


def _find_faults(record: StatedClosure, known: frozenset[str] | None, at: At) -> Iterator[Fault]:
    if record.end <= record.start:
        times = {"start": record.start.isoformat(), "end": record.end.isoformat()}
        yield at("roads.closure_times", column="end", id=record.id, **times)
    if record.direction not in DIRECTIONS:
        want = " | ".join(DIRECTIONS)
        yield at("roads.closure_value", column="direction", value=record.direction, want=want)
    if not 0 <= record.speed_factor <= 1:
        yield at(
            "roads.closure_value", column="speed_factor", value=record.speed_factor, want="0..1"
        )
    for profile in sorted(record.profiles - known) if known is not None else ():
        want = " | ".join(sorted(known or ()))
        yield at("roads.closure_value", column="profiles", value=profile, want=want)


def _list_ways(record: StatedClosure) -> list[str]:
    """Return the ways in which the record says where it is."""
    ways = {
        "edge_ids": bool(record.edge_ids),
        "polygon": bool(record.polygon),
        "from_place, to_place": bool(record.from_place or record.to_place),
        "road_ref": record.km_from is not None
        or record.km_to is not None
        or bool(record.road_ref and not (record.from_place or record.to_place)),
    }
    return [name for name, is_used in ways.items() if is_used]


class _Resolver:
    """Finds the edges of one record after another on one network."""

    def __init__(self, graph: RoadGraph, places: PlaceIndex, km_posts: KmPosts) -> None:
        self._graph = graph
        self._places = places
        self._km_posts = km_posts

    def find_edges(self, record: StatedClosure, at: At) -> tuple[int, ...]:
        """Return the edges a record closes, each once, in their order.

        Raises
        ------
        InputError
            When it does not say where, says it twice, or names what is not there.
        """
        ways = _list_ways(record)
        if len(ways) != 1:
            said = "; ".join(ways) or "–"
            raise InputError([at("roads.closure_where", id=record.id, said=said)])
        finders = {
            "edge_ids": self._by_ids,
            "polygon": self._by_polygon,
            "road_ref": self._by_road,
            "from_place, to_place": self._by_places,
        }
        forward = finders[ways[0]](record, at)
        return self._turn(forward, record.direction)

    def _turn(self, forward: Iterable[int], direction: str) -> tuple[int, ...]:
        """Return the edges in the direction asked for, of edges that run forward."""
        forth = set(forward)
        twins = {int(self._graph.edges.twin[edge]) for edge in forth} - {-1}
        asked = {"forward": forth, "backward": twins}.get(direction, forth | twins)
        return tuple(sorted(asked))

    def _by_ids(self, record: StatedClosure, at: At) -> list[int]:
        found = {edge_id: self._find_by_id(edge_id) for edge_id in record.edge_ids}
        faults = [
            at("roads.unknown_edge", column="edge_ids", value=edge_id)
            for edge_id, edges in found.items()
            if not edges
        ]
        if record.direction != BOTH and any(map(names_way, record.edge_ids)):
            faults.append(
                at("roads.closure_value", column="direction", value=record.direction, want=BOTH)
            )
        if faults:
            raise InputError(faults)
        return [edge for edges in found.values() for edge in edges]

    def _find_by_id(self, edge_id: str) -> tuple[int, ...]:
        """Return the edge of an id, or all edges of a way."""
        if names_way(edge_id):
            return self._graph.edges_of_way(edge_id.removeprefix(WAY))
        edge = self._graph.find_edge(edge_id)
        return () if edge is None else (edge,)

    def _by_polygon(self, record: StatedClosure, at: At) -> list[int]:
        try:
            area = read_area(record.polygon)
        except AreaError as error:
            raise InputError(
                [at("roads.bad_polygon", column="polygon", why=str(error))]
            ) from error
        crossed = edges_crossing(self._graph, area)
        if not crossed:
            raise InputError([at("roads.empty_polygon", column="polygon", id=record.id)])
        return self._drawn(crossed)

    def _drawn(self, edges: Iterable[int]) -> list[int]:
        """Return of each road and its twin the edge that runs as the road was drawn."""
        return [
            edge
            for edge in edges
            if Feature.BACKWARD not in self._graph.features(edge)
            or self._graph.edges.twin[edge] < 0
        ]

    def _by_road(self, record: StatedClosure, at: At) -> list[int]:
        self._require_ref(record.road_ref, at)
        if record.km_from is None and record.km_to is None:
            return self._drawn(edges_of_ref(self._graph, record.road_ref))
        if record.km_from is None or record.km_to is None:
            column = "km_from" if record.km_from is None else "km_to"
            raise InputError([at("roads.closure_post", column=column, id=record.id)])
        spans = self._km_posts.between(record.road_ref, record.km_from, record.km_to)
        if spans is None:
            asked = {"ref": record.road_ref, "km_from": record.km_from, "km_to": record.km_to}
            known = "; ".join(map(_describe_span, self._km_posts.of_road(record.road_ref)))
            raise InputError(
                [at("roads.unknown_posts", column="km_from", known=known or "–", **asked)]
            )
        low, high = sorted((record.km_from, record.km_to))
        found: list[int] = []
        for span in spans:
            found += edges_between(self._graph, self._of_span(span, at), span, (low, high))
        return found

    def _of_span(self, span: KmSpan, at: At) -> list[int]:
        ends = self._graph.find_node(span.from_id), self._graph.find_node(span.to_id)
        tail, head = ends
        edges: list[int] = []
        if tail is not None and head is not None:
            edges = find_stretch(self._graph, tail, head, span.road_ref)
        if not edges:
            names = {"ref": span.road_ref, "start": span.from_id, "end": span.to_id}
            raise InputError([at("roads.no_stretch", column="km_from", **names)])
        return edges

    def _by_places(self, record: StatedClosure, at: At) -> list[int]:
        nodes: list[int] = []
        faults: list[Fault] = []
        if record.road_ref:
            faults += self._find_ref_faults(record.road_ref, at)
        for column, name in (("from_place", record.from_place), ("to_place", record.to_place)):
            try:
                found = self._places.find(
                    name, file=record.source.file, row=record.source.row, column=column
                )
                nodes.append(found.place.node)
            except InputError as error:
                faults += error.faults
        if faults:
            raise InputError(faults)
        return self._between(record, nodes[0], nodes[1], at)

    def _between(self, record: StatedClosure, tail: int, head: int, at: At) -> list[int]:
        ends = {"start": record.from_place, "end": record.to_place}
        if record.road_ref:
            edges = find_stretch(self._graph, tail, head, record.road_ref)
            if not edges:
                raise InputError(
                    [at("roads.no_stretch", column="to_place", ref=record.road_ref, **ends)]
                )
            return edges
        direct = find_stretch(self._graph, tail, head, None)
        if direct:
            return direct
        shared = refs_at(self._graph, tail) & refs_at(self._graph, head)
        stretches = {ref: find_stretch(self._graph, tail, head, ref) for ref in shared}
        roads = {ref: edges for ref, edges in stretches.items() if edges}
        if len(roads) != 1:
            known = ", ".join(sorted(roads)) or "–"
            raise InputError([at("roads.which_road", column="road_ref", known=known, **ends)])
        return next(iter(roads.values()))

    def _require_ref(self, ref: str, at: At) -> None:
        faults = [*self._find_ref_faults(ref, at)]
        if faults:
            raise InputError(faults)

    def _find_ref_faults(self, ref: str, at: At) -> Iterator[Fault]:
        refs = list_refs(self._graph)
        if fold(ref) not in map(fold, refs):
            close = get_close_matches(ref, refs, n=_SHOWN, cutoff=0.5) or refs[:_SHOWN]
            yield at("roads.unknown_ref", column="road_ref", value=ref, known=", ".join(close))


def _describe_span(span: KmSpan) -> str:
    return f"{span.road_ref} Km{span.km_low:g}–{span.km_high:g}"
