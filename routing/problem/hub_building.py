"""From rows of hubs to hubs over the days of the horizon."""

from collections.abc import Sequence
from typing import Final

from routing.problem.horizon import Horizon
from routing.problem.hub import NOWHERE, Hub, HubSlot
from routing.problem.records import HubRecord, HubSlotRecord
from routing.problem.references import OPEN_END
from routing.problem.time_window import TimeWindow, join_windows
from routing.units import NO_LIMIT, SECONDS_PER_DAY

_FAR: Final = 7 * SECONDS_PER_DAY


def build_hub(
    horizon: Horizon, record: HubRecord, stop: int, slots: Sequence[HubSlotRecord] = ()
) -> Hub:
    """Return the hub of a row, open on its days, with those of some slots that are its own."""
    days = [
        day
        for day in range(horizon.days)
        if horizon.date(day).weekday() in record.days and horizon.date(day) not in record.off_dates
    ]
    windows = join_windows(
        TimeWindow(horizon.clock_s(day, record.open_min), horizon.clock_s(day, record.close_min))
        for day in days
    )
    own = [slot for slot in slots if slot.hub == record.id]
    return Hub(
        id=record.id,
        stop=stop,
        open_windows=windows,
        intake_g=(record.intake_g_per_day,) * horizon.days,
        intake_ml=(record.intake_ml_per_day,) * horizon.days,
        unload_s=record.unload_s,
        unload_s_per_t=record.unload_s_per_t,
        name=record.name,
        slots=tuple(sorted(_lay_slots(horizon, days, own), key=lambda slot: slot.window)),
    )


def build_open_end(horizon: Horizon) -> Hub:
    """Return where routes end that may end anywhere, once they are empty."""
    return Hub(
        id=OPEN_END,
        stop=NOWHERE,
        open_windows=(TimeWindow(-_FAR, horizon.end_s + _FAR),),
        intake_g=(NO_LIMIT,) * horizon.days,
        intake_ml=(NO_LIMIT,) * horizon.days,
        receives=False,
    )


def _lay_slots(
    horizon: Horizon, days: Sequence[int], slots: Sequence[HubSlotRecord]
) -> list[HubSlot]:
    return [
        HubSlot(
            # Both ends of a window are in it; the next slot begins with the second after.
            TimeWindow(
                horizon.clock_s(day, slot.start_min), horizon.clock_s(day, slot.end_min) - 1
            ),
            slot.intake_g,
            slot.intake_ml,
            slot.vehicles,
        )
        for day in days
        for slot in slots
    ]
