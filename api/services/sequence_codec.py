"""Sequences as text, to be saved while a plan is searched for and gone on from later."""

import json

from routing.problem.sequences import Item, ItemKind, RouteSequence, Sequences, end, pickup, rest


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


def _encode(item: Item) -> tuple[str, int]:
    values = {
        ItemKind.PICKUP: item.request,
        ItemKind.BREAK: item.duration_s,
        ItemKind.END: item.hub,
    }
    return item.kind.value, values[item.kind]


def _decode(kind: str, value: int) -> Item:
    return {ItemKind.PICKUP: pickup, ItemKind.BREAK: rest, ItemKind.END: end}[ItemKind(kind)](
        int(value)
    )
