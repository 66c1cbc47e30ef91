"""Faults of hubs."""

from collections.abc import Iterator, Sequence

from routing.errors import Fault
from routing.problem.bounds.values import bad_value, check_counts, check_index, check_windows
from routing.problem.hub import NOWHERE, Hub


def find_hub_faults(hubs: Sequence[Hub], stops: int, days: int) -> Iterator[Fault]:
    """Yield every fault of hubs.

    Parameters
    ----------
    stops, days
        Number of stops and of days of the horizon.
    """
    for hub in hubs:
        name = f"hub {hub.id}"
        if hub.stop != NOWHERE:
            yield from check_index(name, "stop", hub.stop, stops)
        yield from check_windows(name, "windows", hub.open_windows)
        yield from check_counts(name, unload_s=hub.unload_s, per_t=hub.unload_s_per_t)
        for limits in (hub.intake_g, hub.intake_ml):
            if len(limits) != days or min(limits, default=0) < 0:
                yield bad_value(name, "intake", limits, f"{days} numbers >= 0")
        yield from check_windows(name, "slots", [slot.window for slot in hub.slots])
        for slot in hub.slots:
            yield from check_counts(
                name, intake_g=slot.intake_g, intake_ml=slot.intake_ml, vehicles=slot.vehicles
            )
