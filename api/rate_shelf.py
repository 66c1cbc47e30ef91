"""Rates that a process gave a short while ago, given again without working them out."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final

KEPT_S: Final = 15 * 60
KNOWN: Final = 10_000
"""So many are remembered; the oldest are forgotten first."""


class RateShelf:
    """Keeps answers by what was asked."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[Hashable, tuple[float, str]] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> str | None:
        """Return the answer given in the last quarter of an hour, or None."""
        with self._lock:
            found = self._kept.get(key)
        return found[1] if found is not None and found[0] > self._clock() else None

    def keep(self, key: Hashable, answer: str) -> None:
        """Remember an answer."""
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = (self._clock() + KEPT_S, answer)
            if len(self._kept) > KNOWN:
                self._kept.popitem(last=False)
