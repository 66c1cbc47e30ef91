"""Turn restrictions, stated by ways, become bans of edges that follow each other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain as joined
from typing import Final

import numpy as np

from routing.roads.graph import RoadGraph
from routing.roads.osm.extract import Extract, Tally
from routing.roads.osm.pieces import Pieces
from routing.roads.osm.restrictions import Restriction
from routing.roads.osm.turning_round import list_returns
from routing.roads.turns import TURN_KINDS, TurnBans

_NO_U_TURN: Final = TURN_KINDS.index("no_u_turn")
_MOST_CHAINS: Final = 32
"""A restriction that can be driven in more ways than this is not understood."""

Chain = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Net:
    """Edges by the way they belong to, and by the node they leave."""

    heads: Sequence[int]
    tails: Sequence[int]
    of_way: Mapping[int, Sequence[int]]
    leaving: Mapping[int, Sequence[int]]
    node_of_ref: Mapping[int, int]


def resolve_restrictions(
    extract: Extract, pieces: Pieces, graph: RoadGraph, way_of_edge: Sequence[int]
) -> tuple[TurnBans, tuple[Tally, ...]]:
    """Return the bans, and how many restrictions no longer join edges of the network."""
    wanted = {
        way
        for each in extract.restrictions
        for way in (*each.from_ways, *each.via_ways, *each.to_ways)
    }
    net = _build_net(pieces, graph, way_of_edge, wanted)
    rows: list[tuple[int, int, int, int]] = []
    lost, ban = 0, 0
    for restriction in extract.restrictions:
        chains = sorted(set(_list_bans(restriction, net)))
        lost += not chains
        for chain in chains:
            rows += [(ban, edge, restriction.vehicles, restriction.kind) for edge in chain]
            ban += 1
        returns = (list_returns(each, net.tails, net.heads, net.leaving) for each in chains)
        for pair in sorted(set(joined.from_iterable(returns))):
            rows += [(ban, edge, restriction.vehicles, _NO_U_TURN) for edge in pair]
            ban += 1
    table = np.array(rows, np.int64).reshape(-1, 4)
    bans = TurnBans(
        table[:, 0].astype(np.int32),
        table[:, 1].astype(np.int32),
        table[:, 2].astype(np.uint8),
        table[:, 3].astype(np.uint8),
    )
    return bans, (Tally("restriction_not_joined", lost),) if lost else ()


def _build_net(
    pieces: Pieces, graph: RoadGraph, way_of_edge: Sequence[int], wanted: set[int]
) -> _Net:
    heads, tails = graph.edges.head.tolist(), graph.edges.tail.tolist()
    of_way: dict[int, list[int]] = defaultdict(list)
    leaving: dict[int, list[int]] = defaultdict(list)
    for edge, way in enumerate(way_of_edge):
        leaving[tails[edge]].append(edge)
        if way in wanted:
            of_way[way].append(edge)
    single = np.flatnonzero(np.bincount(np.unique(pieces.node_ref, return_inverse=True)[1]) == 1)
    refs = np.unique(pieces.node_ref)[single].tolist()
    found = {ref: graph.find_node(str(ref)) for ref in refs} if wanted else {}
    nodes = {ref: node for ref, node in found.items() if node is not None}
    return _Net(heads, tails, of_way, leaving, nodes)


def _list_bans(restriction: Restriction, net: _Net) -> Iterator[Chain]:
    """Return the chains of edges that a restriction forbids."""
    for chain in _list_chains(restriction, net):
        if not restriction.is_only:
            yield chain
            continue
        # Having begun the allowed turn, nothing but its next edge may follow.
        for size in range(1, len(chain)):
            here, allowed = chain[:size], chain[size]
            for other in net.leaving[net.heads[here[-1]]]:
                is_return = net.heads[other] == net.tails[here[-1]]
                if other != allowed and not is_return:
                    yield (*here, other)


def _list_chains(restriction: Restriction, net: _Net) -> list[Chain]:
    """Return the ways to drive the turn that a restriction speaks of."""
    begins = [edge for way in restriction.from_ways for edge in net.of_way.get(way, ())]
    ends = {edge for way in restriction.to_ways for edge in net.of_way.get(way, ())}
    if not restriction.via_ways:
        via = net.node_of_ref.get(restriction.via_node, -1)
        return [
            (begin, end)
            for begin in begins
            if net.heads[begin] == via
            for end in sorted(ends)
            if net.tails[end] == via
        ]
    return _search_chains(begins, _edges_of(restriction.via_ways, net), ends, net)


def _edges_of(ways: Sequence[int], net: _Net) -> set[int]:
    return {edge for way in ways for edge in net.of_way.get(way, ())}


def _search_chains(
    begins: Sequence[int], between: set[int], ends: set[int], net: _Net
) -> list[Chain]:
    """Return all chains from a first edge over edges between to a last, none driven twice."""
    found: list[Chain] = []
    open_chains: list[Chain] = [(begin,) for begin in begins]
    while open_chains and len(found) < _MOST_CHAINS:
        chain = open_chains.pop()
        for edge in net.leaving[net.heads[chain[-1]]]:
            if edge in ends and len(chain) > 1:
                found.append((*chain, edge))
            elif edge in between and net.heads[edge] not in {net.tails[each] for each in chain}:
                open_chains.append((*chain, edge))
    return found
