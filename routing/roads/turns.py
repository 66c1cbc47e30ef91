"""Turns that signs forbid: an edge that may not follow another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from routing.roads.columns import Columns, Ints

TURN_KINDS: Final = (
    "no_left_turn",
    "no_right_turn",
    "no_straight_on",
    "no_u_turn",
    "no_entry",
    "no_exit",
    "only_left_turn",
    "only_right_turn",
    "only_straight_on",
    "only_u_turn",
)
"""Position = code of `TurnBans.kind`. New kinds are added at the end."""


@dataclass(frozen=True, eq=False)
class TurnBans(Columns):
    """Chains of edges that may not be driven one right after the other.

    The rows of one ban stand together under one number, its edges in driving order: two for a
    turn at a node, more where edges lie between. A sign that allows one turn only is kept as
    bans of all the others. `vehicles` has the bits of the vehicle kinds that are bound, `kind`
    says which sign it was.
    """

    kinds: ClassVar[Mapping[str, str]] = {
        "ban": "i4",
        "edge": "i4",
        "vehicles": "u1",
        "kind": "u1",
    }

    ban: Ints
    edge: Ints
    vehicles: NDArray[np.uint8]
    kind: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.ban)

    def pairs(self, vehicle: int) -> NDArray[np.int64]:
        """Return (edge, next edge) of the turns at nodes that bind a vehicle bit, shape (n, 2)."""
        edges = self.edge[self._rows_of(vehicle, is_pair=True)]
        return edges.astype(np.int64).reshape(-1, 2)

    def chains(self, vehicle: int) -> tuple[tuple[int, ...], ...]:
        """Return the bans of three edges and more that bind a vehicle bit."""
        rows = self._rows_of(vehicle, is_pair=False)
        cuts = np.flatnonzero(np.diff(self.ban[rows])) + 1
        return tuple(tuple(part.tolist()) for part in np.split(self.edge[rows], cuts) if len(part))

    def bans(self, vehicle: int) -> tuple[tuple[int, ...], ...]:
        """Return all bans that bind a vehicle bit, each the edges it forbids in a row."""
        pairs = ((int(edge), int(following)) for edge, following in self.pairs(vehicle))
        return (*pairs, *self.chains(vehicle))

    def _rows_of(self, vehicle: int, *, is_pair: bool) -> NDArray[np.int64]:
        sizes = np.bincount(self.ban) if len(self) else np.zeros(0, np.int64)
        bound = (self.vehicles & vehicle) != 0
        return np.flatnonzero(bound & ((sizes[self.ban] == 2) == is_pair))


def no_turn_bans() -> TurnBans:
    """Return a table without a ban."""
    ints, codes = np.zeros(0, np.int32), np.zeros(0, np.uint8)
    return TurnBans(ints, ints.copy(), codes, codes.copy())
