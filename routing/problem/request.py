"""What is to be fetched: one request, or one part of a request too big for one vehicle."""

from dataclasses import dataclass
from typing import Final

from routing.problem.hub import Hub
from routing.problem.time_window import TimeWindow
from routing.units import GRAMS_PER_TONNE, divide_half_up

ANY_HUB: Final = -1
"""`Request.hub` of goods that any hub may receive."""


@dataclass(frozen=True, slots=True)
class Request:
    """A pickup at one stop, to be received at a hub.

    `windows` (sorted, disjoint, over the whole horizon) say when service may start; they are
    already cut by ready and due. A request that is not `required` may be left out for
    `penalty_minor`; a `deferrable` one is due beyond the horizon and then waits, its penalty
    being the cost of waiting. `part` counts from 1 to `parts`.
    """

    id: str
    stop: int
    weight_g: int
    volume_ml: int
    windows: tuple[TimeWindow, ...]
    service_s: int = 0
    hub: int = ANY_HUB
    required: bool = True
    priority: int = 0
    penalty_minor: int = 0
    deferrable: bool = False
    skills: frozenset[str] = frozenset()
    part: int = 1
    parts: int = 1
    shop: str = ""
    product: str = ""

    def unload_s(self, hub: Hub) -> int:
        """Return the seconds this part adds to unloading at a hub."""
        return divide_half_up(self.weight_g * hub.unload_s_per_t, GRAMS_PER_TONNE)
