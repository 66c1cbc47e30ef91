"""How often one may call: a bucket of calls for each caller that fills by itself."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from math import ceil
from threading import Lock
from typing import Final

KNOWN: Final = 10_000
"""So many callers are remembered; those not heard of for longest are forgotten first."""


@dataclass
class _Bucket:
    calls: float
    at_s: float


class Pace:
    """Counts calls of one process. None counts when `per_minute` is 0."""

    def __init__(self, per_minute: int) -> None:
        self._most = float(per_minute)
        self._per_s = per_minute / 60
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def find_wait_s(self, caller: str, at_s: float | None = None) -> int:
        """Count a call and return 0, or return after how many seconds it may be made."""
        if not self._per_s:
            return 0
        at_s = time.monotonic() if at_s is None else at_s
        with self._lock:
            bucket = self._buckets.pop(caller, None) or _Bucket(self._most, at_s)
            bucket.calls = min(self._most, bucket.calls + (at_s - bucket.at_s) * self._per_s)
            bucket.at_s = at_s
            self._buckets[caller] = bucket
            if len(self._buckets) > KNOWN:
                self._buckets.popitem(last=False)
            if bucket.calls < 1:
                return ceil((1 - bucket.calls) / self._per_s)
            bucket.calls -= 1
            return 0
