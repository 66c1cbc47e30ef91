"""Sequences as text, to be saved while a plan is searched for and gone on from later."""

import json
from typing import Final

from routing.problem.sequences import Item, ItemKind, RouteSequence, Sequences

NUMBERS: Final = ("request", "hub", "duration_s", "planned")


def encode_sequences(sequences: Sequences) -> str:
    """Return sequences as text; they mean something only beside the inputs they belong to."""
    routes = [[route.shift, [_encode(item) for item in route.items]] for route in sequences.routes]
    return json.dumps({"routes": routes, "dropped": sequences.dropped}, separators=(",", ":"))


def decode_sequences(text: str) -> Sequences | None:
    """Return sequences from their text, None when there are none or they are not readable."""
    if not text:
        return None
    try:
        document = json.loads(text)
        routes = tuple(
            RouteSequence(int(shift), tuple(_decode(*item) for item in items))
            for shift, items in document["routes"]
        )
        return Sequences(routes, tuple(int(each) for each in document["dropped"]))
    except (KeyError, TypeError, ValueError):
        return None


def _encode(item: Item) -> list[str | int]:
    return [item.kind.value, *(getattr(item, name) for name in NUMBERS)]


def _decode(kind: str, *numbers: int) -> Item:
    return Item(ItemKind(kind), **dict(zip(NUMBERS, map(int, numbers), strict=True)))
