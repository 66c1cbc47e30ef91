"""Sequences: what a solver answers. Visit orders and what was left out, no times."""

from dataclasses import dataclass
from enum import StrEnum


class ItemKind(StrEnum):
    """What happens at one place in a route's order."""

    PICKUP = "pickup"
    DELIVERY = "delivery"
    BREAK = "break"
    RELOAD = "reload"
    END = "end"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a route: a visit of a request (by index), a break, a reload, or the end.

    A break happens where the item before it happened, right after its service, and lasts
    `duration_s`; `planned` is the index of the shift's planned break that it is, -1 when the
    driving law alone asks for it. A reload unloads at a hub and loads what the next trip
    brings.
    """

    kind: ItemKind
    request: int = -1
    hub: int = -1
    duration_s: int = 0
    planned: int = -1


def pickup(request: int) -> Item:
    """Return the item that fetches a request."""
    return Item(ItemKind.PICKUP, request=request)


def deliver(request: int) -> Item:
    """Return the item that brings a request."""
    return Item(ItemKind.DELIVERY, request=request)


def rest(duration_s: int, planned: int = -1) -> Item:
    """Return a break of a length, taken where the vehicle stands."""
    return Item(ItemKind.BREAK, duration_s=duration_s, planned=planned)


def reload(hub: int) -> Item:
    """Return the item that ends a trip at a hub and begins the next there."""
    return Item(ItemKind.RELOAD, hub=hub)


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
    def visits(self) -> tuple[Item, ...]:
        """Pickups and deliveries, in order."""
        return tuple([item for item in self.items if item.request >= 0])

    @property
    def requests(self) -> tuple[int, ...]:
        """Requests served, in the order of their first visits, each once."""
        return tuple(dict.fromkeys([item.request for item in self.items if item.request >= 0]))

    @property
    def end_hub(self) -> int:
        """Hub the route ends at."""
        return self.items[-1].hub


@dataclass(frozen=True, slots=True)
class Sequences:
    """Every route that leaves its hub, and the requests (by index) that no route serves.

    Of alternatives that all stay unserved, only the first is among `dropped`.
    """

    routes: tuple[RouteSequence, ...]
    dropped: tuple[int, ...]
