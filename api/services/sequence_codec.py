"""Sequences as text, to be saved while a plan is searched for and gone on from later."""

import json
from typing import Any, Final

from routing.problem.sequences import Item, ItemKind, RouteSequence, Sequences

NUMBERS: Final = ("request", "hub", "duration_s", "planned")


def encode_sequences(sequences: Sequences) -> str:
    """Return sequences as text; they mean something only beside the inputs they belong to."""
    routes = [encode_route(route) for route in sequences.routes]
    return json.dumps({"routes": routes, "dropped": sequences.dropped}, separators=(",", ":"))


def decode_sequences(text: str) -> Sequences | None:
    """Return sequences from their text, None when there are none or they are not readable."""
    if not text:
        return None
    try:
        document = json.loads(text)
        routes = tuple(decode_route(route) for route in document["routes"])
        return Sequences(routes, tuple(int(each) for each in document["dropped"]))
    except (KeyError, TypeError, ValueError):
        return None


def encode_route(route: RouteSequence) -> list[Any]:  # Any: JSON
    """Return a route as JSON."""
    return [route.shift, [_encode(item) for item in route.items]]


def decode_route(document: list[Any]) -> RouteSequence:  # Any: JSON
    """Return a route from its JSON."""
    shift, items = document
    return RouteSequence(int(shift), tuple(_decode(*item) for item in items))


def _encode(item: Item) -> list[str | int]:
    return [item.kind.value, *(getattr(item, name) for name in NUMBERS)]


def _decode(kind: str, *numbers: int) -> Item:
    return Item(ItemKind(kind), **dict(zip(NUMBERS, map(int, numbers), strict=True)))
