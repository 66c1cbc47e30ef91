"""Times of a document as whole units of a problem: shifted to begin at 0, finer if need be."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from routing.formats.vroom.document import Vehicle, VroomDocument
from routing.formats.vroom.measures import Measures
from routing.problem.horizon import Horizon, long_day
from routing.problem.time_window import TimeWindow
from routing.units import round_half_up

PARTS: Final = 100
"""VROOM counts hundredths of a second inside; so do we where a speed factor needs it."""

_START: Final = date(2025, 1, 1)


@dataclass(frozen=True, slots=True)
class Clock:
    """How seconds become units: `parts` of them make a second, the first is at `base_s`.

    No vehicle needs to work beyond `end_s`, counted as the document counts.
    """

    parts: int
    base_s: int
    end_s: int

    def units(self, moment_s: int) -> int:
        """Return a moment in units."""
        return (moment_s - self.base_s) * self.parts

    def length(self, duration_s: int) -> int:
        """Return a duration in units."""
        return duration_s * self.parts

    def window(self, window: TimeWindow) -> TimeWindow:
        """Return a window in units."""
        return TimeWindow(self.units(window.earliest_s), self.units(window.latest_s))

    def seconds(self, moment: int) -> int:
        """Return a moment in whole seconds as the document counts, rounded down."""
        return moment // self.parts + self.base_s

    @property
    def horizon(self) -> Horizon:
        """A day long enough for all units, called seconds."""
        return long_day(_START, self.units(self.end_s))


def leg_parts(speed_factor: float) -> int:
    """Return how many hundredths one second of a matrix takes a vehicle."""
    return round_half_up(PARTS / speed_factor)


def set_clock(document: VroomDocument, measures: dict[str, Measures]) -> Clock:
    """Return the clock of a document."""
    is_whole = all(leg_parts(vehicle.speed_factor) % PARTS == 0 for vehicle in document.vehicles)
    begins_s = [
        vehicle.window.earliest_s if vehicle.window else 0 for vehicle in document.vehicles
    ]
    opens_s = [window.earliest_s for window in _windows(document)]
    told_s = [
        moment
        for vehicle in document.vehicles
        for step in vehicle.steps
        for moment in (step.at_s, step.after_s, step.before_s)
        if moment is not None
    ]
    base_s = min(begins_s + (told_s if document.options.choose_eta else []))
    end_s = max(begins_s + opens_s + told_s) + _longest_work_s(document, measures)
    return Clock(1 if is_whole else PARTS, base_s, end_s)


def _windows(document: VroomDocument) -> list[TimeWindow]:
    windows = [window for task in document.tasks for window in task.windows]
    rests = (rest for vehicle in document.vehicles for rest in vehicle.breaks)
    return windows + [window for rest in rests for window in rest.windows]


def _longest_work_s(document: VroomDocument, measures: dict[str, Measures]) -> int:
    """Return more seconds than any route can drive, serve and rest, waiting aside."""
    legs = 1 + len(document.tasks)
    slowest = max(leg_parts(vehicle.speed_factor) for vehicle in document.vehicles)
    longest_s = max(int(each.durations_s.max(initial=0)) for each in measures.values())
    stays_s = sum(
        max((task.setup_s, *task.setup_per_type.values()))
        + max((task.service_s, *task.service_per_type.values()))
        for task in document.tasks
    )
    rests_s = max(_rest_s(vehicle) for vehicle in document.vehicles)
    return legs * -(-longest_s * slowest // PARTS) + stays_s + rests_s


def _rest_s(vehicle: Vehicle) -> int:
    return sum(rest.service_s for rest in vehicle.breaks)
