"""Faults of locks that can be seen without dating anything."""

from collections.abc import Iterator, Sequence

from routing.errors import Fault
from routing.problem.bounds.values import bad_value, check_counts, check_index
from routing.problem.lock import Lock, LockKind
from routing.problem.sequences import Item, ItemKind


def find_lock_faults(
    locks: Sequence[Lock], *, shifts: int, requests: int, hubs: int
) -> Iterator[Fault]:
    """Yield locks that refer to nothing, repeat or contradict another."""
    seen: set[tuple[int, LockKind]] = set()
    shift_of: dict[int, int] = {}
    for i, lock in enumerate(locks):
        name = f"lock {i}"
        yield from check_index(name, "shift", lock.shift, shifts)
        if (lock.shift, lock.kind) in seen:
            yield bad_value(name, "kind", lock.kind, "one lock per shift and kind")
        seen.add((lock.shift, lock.kind))
        for item in lock.items:
            yield from _find_item_faults(name, item, requests, hubs)
            if item.request >= 0 and shift_of.setdefault(item.request, lock.shift) != lock.shift:
                yield bad_value(name, "items", item.request, "a request locked in one shift")
        ends = [item.kind is ItemKind.END for item in lock.items[:-1]]
        if any(ends):
            yield bad_value(name, "items", ends.index(True), "an end only as the last item")


def _find_item_faults(name: str, item: Item, requests: int, hubs: int) -> Iterator[Fault]:
    if item.kind in (ItemKind.PICKUP, ItemKind.DELIVERY):
        yield from check_index(name, "request", item.request, requests)
    elif item.kind is ItemKind.BREAK:
        yield from check_counts(name, duration_s=item.duration_s)
    else:
        yield from check_index(name, "hub", item.hub, hubs)
