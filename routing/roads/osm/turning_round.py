"""Turning round on the open road, by which a forbidden turn would be driven all the same."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

_MOST_EDGES: Final = 50
"""So far along a road it is followed."""

Chain = tuple[int, ...]


def list_returns(
    ban: Chain,
    tails: Sequence[int],
    heads: Sequence[int],
    leaving: Mapping[int, Sequence[int]],
) -> Iterator[Chain]:
    """Return the turns round that a ban implies, as pairs of edges.

    Whoever may not turn here does not go on, turn round on the open road, and come back to turn
    the other way. That holds on all roads that lead on, up to their next junction; there, and
    where a road ends, one may turn round.
    """
    before, banned = ban[-2], ban[-1]
    exits = [
        edge
        for edge in leaving[tails[banned]]
        if edge != banned and heads[edge] not in (tails[before], heads[banned])
    ]
    for edge in exits:
        road = edge
        for _ in range(_MOST_EDGES):
            onward = [each for each in leaving[heads[road]] if heads[each] != tails[road]]
            if len(onward) != 1:
                break
            yield from _twins(road, tails, heads, leaving)
            road = onward[0]


def _twins(
    edge: int, tails: Sequence[int], heads: Sequence[int], leaving: Mapping[int, Sequence[int]]
) -> Iterator[Chain]:
    """Return an edge with each that leads straight back."""
    for each in leaving[heads[edge]]:
        if heads[each] == tails[edge]:
            yield edge, each
