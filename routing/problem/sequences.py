"""Sequences: what a solver answers. Visit orders and what was left out, no times."""

from dataclasses import dataclass
from enum import StrEnum


class ItemKind(StrEnum):
    """What happens at one place in a route's order."""

    PICKUP = "pickup"
    BREAK = "break"
    END = "end"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a route: a pickup of a request (by index), a break, or the end at a hub.

    A break happens where the item before it happened, right after its service, and lasts
    `duration_s`.
    """

    kind: ItemKind
    request: int = -1
    hub: int = -1
    duration_s: int = 0


def pickup(request: int) -> Item:
    """Return the item that fetches a request."""
    return Item(ItemKind.PICKUP, request=request)


def rest(duration_s: int) -> Item:
    """Return a break of a length, taken where the vehicle stands."""
    return Item(ItemKind.BREAK, duration_s=duration_s)


def end(hub: int) -> Item:
    """Return the item that ends a route at a hub, where all goods are unloaded."""
    return Item(ItemKind.END, hub=hub)


@dataclass(frozen=True, slots=True)
class RouteSequence:
    """What one vehicle does in one shift, in order. The last item is the only end."""

    shift: int
    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        ends = [item.kind is ItemKind.END for item in self.items]
        if not ends or not ends[-1] or sum(ends) != 1:
            raise ValueError(f"shift {self.shift}: want exactly one end, as the last item")

    @property
    def requests(self) -> tuple[int, ...]:
        """Requests picked up, in order."""
        return tuple(item.request for item in self.items if item.kind is ItemKind.PICKUP)

    @property
    def end_hub(self) -> int:
        """Hub the route ends at."""
        return self.items[-1].hub


@dataclass(frozen=True, slots=True)
class Sequences:
    """Every route that leaves its hub, and the requests (by index) that no route serves."""

    routes: tuple[RouteSequence, ...]
    dropped: tuple[int, ...]
