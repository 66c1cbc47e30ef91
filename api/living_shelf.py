"""Living plans that this process has worked out, the last few of them."""

from collections import OrderedDict
from threading import Lock
from typing import Final

from routing.service.living.state import LivingPlan

KEPT: Final = 8


class LivingShelf:
    """Living plans by their marks; a mark names its content, so that none is ever out of date.

    Who works one out holds `working_out` meanwhile: others wait for it instead of doing the same.
    """

    def __init__(self) -> None:
        self._plans: OrderedDict[str, LivingPlan] = OrderedDict()
        self._lock = Lock()
        self.working_out = Lock()

    def find(self, mark: str) -> LivingPlan | None:
        """Return the living plan of a mark, if it is still there."""
        with self._lock:
            if mark in self._plans:
                self._plans.move_to_end(mark)
            return self._plans.get(mark)

    def keep(self, mark: str, living: LivingPlan) -> None:
        """Keep a living plan, and forget the one not asked for longest."""
        with self._lock:
            self._plans[mark] = living
            self._plans.move_to_end(mark)
            if len(self._plans) > KEPT:
                self._plans.popitem(last=False)
