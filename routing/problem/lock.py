"""Locks: what a coordinator has decided and a search may not change."""

from dataclasses import dataclass
from enum import StrEnum

from routing.problem.sequences import Item


class LockKind(StrEnum):
    """How much is decided: who drives, in which order, or exactly how the route begins."""

    VEHICLE = "vehicle"
    ORDER = "order"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Lock:
    """Items that a shift's route must have; at most one lock for each shift and kind.

    `vehicle`: somewhere in the route; `order`: in this order, others may come between;
    `prefix`: the route begins with exactly these. Breaks may be longer or shorter than said.
    """

    shift: int
    kind: LockKind
    items: tuple[Item, ...]
