"""Consolidation hubs."""

from dataclasses import dataclass

from routing.problem.time_window import TimeWindow


@dataclass(frozen=True, slots=True)
class Hub:
    """Where goods are received.

    Arrival and unloading lie within one window of `open_windows` (sorted, disjoint, over the
    whole horizon; `latest_s` is the closing second, by which unloading has ended). `intake_g`
    and `intake_ml` bound what is received on each day of the horizon, by date of arrival.
    Unloading takes `unload_s` a call plus `Request.unload_s(hub)` for each part received.
    """

    id: str
    stop: int
    open_windows: tuple[TimeWindow, ...]
    intake_g: tuple[int, ...]
    intake_ml: tuple[int, ...]
    unload_s: int = 0
    unload_s_per_t: int = 0
    name: str = ""
