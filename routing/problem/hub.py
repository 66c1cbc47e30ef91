"""Consolidation hubs, and other places where routes begin and end."""

from dataclasses import dataclass
from typing import Final

from routing.problem.time_window import TimeWindow
from routing.units import NO_LIMIT

NOWHERE: Final = -1
"""`Hub.stop` of an open start or end: every leg from or to it takes no time and no way."""


@dataclass(frozen=True, slots=True)
class HubSlot:
    """What a hub can take in from vehicles that arrive in an interval."""

    window: TimeWindow
    intake_g: int = NO_LIMIT
    intake_ml: int = NO_LIMIT
    vehicles: int = NO_LIMIT


@dataclass(frozen=True, slots=True)
class Hub:
    """Where goods are received and sent.

    Arrival and unloading lie within one window of `open_windows` (sorted, disjoint, over the
    whole horizon; `latest_s` is the closing second, by which unloading has ended). `intake_g`
    and `intake_ml` bound what is received on each day of the horizon, by date of arrival, and
    `slots` (disjoint) what is received from arrivals in them. Handling takes `unload_s` a call
    plus `Request.unload_s(hub)` for each part received, and at a reload for each part loaded.
    A hub that does not `receive` may only be reached empty, as the end of a route.
    """

    id: str
    stop: int
    open_windows: tuple[TimeWindow, ...]
    intake_g: tuple[int, ...]
    intake_ml: tuple[int, ...]
    unload_s: int = 0
    unload_s_per_t: int = 0
    name: str = ""
    slots: tuple[HubSlot, ...] = ()
    receives: bool = True
